"""Actions cut within a phrase are made whole, and what hangs over is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.read.commitments.shaping import shaped
from trackrecord.read.parse import parse
from trackrecord.types import Span


@pytest.mark.parametrize(
    ("sentence", "marked", "whole"),
    [
        ("The owners said the ferry would sail by late March.", "sail by late", "sail by late March"),
        ("The owners vowed that the ferry would sail again.", "the ferry would", "the ferry would sail"),
        ("The bank will lend the town 40 million crowns.", "lend the town 40 million", "lend the town 40 million crowns"),
        ("They will not strike during the talks.", "strike during", "strike during the talks"),
        ("They agreed to free Ida Holm, an engineer who was taken in May.", "free Ida Holm, an engineer who", "free Ida Holm, an engineer"),
        ("The crews will carry on.", "carry", "carry on"),
        ("The mayor promised the teachers a vote.", "the teachers a vote", "a vote"),
        ('The mayor said they would open "very soon" indeed.', 'open "very soon', 'open "very soon"'),
        ("The mayor promised to pay the crews.", "pay the crews", "pay the crews"),
    ],
)  # fmt: skip
def test_an_action_is_made_whole(sentence: str, marked: str, whole: str) -> None:
    parsed = parse(clean_text(sentence, text_only=True))
    start = sentence.index(marked)
    found = shaped(Span(start, start + len(marked)), list(parsed.doc), parsed.text)
    assert found.text(parsed.text) == whole


SENTENCE = "On Monday the owners, who met in Veddick, promised the crews that they would pay “every last crown” by May."
TOKENS = list(parse(clean_text(SENTENCE, text_only=True)).doc)


@given(st.integers(0, len(SENTENCE) - 1), st.integers(1, 60))
def test_any_span_stays_in_the_sentence_and_is_settled_at_once(start: int, length: int) -> None:
    marked = Span(start, min(len(SENTENCE), start + length))
    once = shaped(marked, TOKENS, SENTENCE)
    assert 0 <= once.start < once.end <= len(SENTENCE)
    assert once.overlaps(marked)


def test_a_span_without_a_word_comes_back_as_it_is() -> None:
    assert shaped(Span(2, 3), TOKENS, SENTENCE) == Span(2, 3)
    assert shaped(Span(0, 0), TOKENS, SENTENCE) == Span(0, 0)
