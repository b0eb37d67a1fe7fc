"""From words that the encoder marks to a commitment: head, trigger and roles out of the parse."""

from __future__ import annotations

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.encoder.heads import KINDS
from trackrecord.encoder.tags import Tagged
from trackrecord.read.commitments.proposals import binding_of
from trackrecord.read.parse import parse
from trackrecord.types import Report, Span


@pytest.mark.parametrize(
    ("text", "words", "kind", "head", "bound"),
    [
        ("The ferry line will hire forty deckhands.", "hire forty deckhands", "promise", "hire", "line"),
        ("Norland promised to open the pass in May.", "open the pass", "promise", "open", "Norland"),
        ("The mayor urged drivers to stay at home.", "stay at home", "demand", "stay", "drivers"),
        (
            "The union threatened a strike over pay.",
            "a strike over pay",
            "threat",
            "strike",
            "union",
        ),
        ("The board refused to publish the report.", "publish the report", "refusal", "publish", "board"),
        ("Norland's pledge of new buses was welcomed.", "new buses", "promise", "buses", "Norland"),
    ],
)
def test_the_marked_words_hang_where_the_parse_says(
    text: str, words: str, kind: str, head: str, bound: str
) -> None:
    parsed = parse(Report("x", text, split_sentences(text), split_paragraphs(text)))
    at = text.index(words)
    mark = Tagged(Span(at, at + len(words)), KINDS.index(kind), 0.9)
    made = binding_of(mark, list(parsed.doc))
    assert made is not None
    assert made.kind == kind
    assert made.head.text == head
    assert made.bound is not None
    assert made.bound.text == bound


def test_a_span_without_words_gives_nothing() -> None:
    text = "The ferry line will hire."
    parsed = parse(Report("x", text, split_sentences(text), split_paragraphs(text)))
    assert binding_of(Tagged(Span(90, 95), 0, 0.9), list(parsed.doc)) is None
