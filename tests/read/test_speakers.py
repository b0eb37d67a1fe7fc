"""Who a noun phrase says is speaking: span, party, name."""

from __future__ import annotations

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import parse
from trackrecord.read.parties import find_parties
from trackrecord.read.speakers import phrase_span, resolve_speaker
from trackrecord.types import Report


@pytest.mark.parametrize(
    ("text", "head", "span"),
    [
        ("The old mayor of Norvik, who had resigned, said no.", "mayor", "The old mayor of Norvik"),
        ("Ada Brandt, the minister, said no.", "Brandt", "Ada Brandt, the minister"),
        ("They said no.", "They", "They"),
    ],
)
def test_phrase_leaves_clauses_out(text: str, head: str, span: str) -> None:
    doc = parse(Report("r", text, split_sentences(text), split_paragraphs(text))).doc
    token = next(t for t in doc if t.text == head)
    assert phrase_span(token).text(text) == span


def test_who_is_part_of_the_speaker() -> None:
    text = "Brandt, who said the dam was safe, left."
    parsed = parse(Report("r", text, split_sentences(text), split_paragraphs(text)))
    head, cue = parsed.doc[0], next(t for t in parsed.doc if t.text == "said")
    speaker = resolve_speaker(head, cue, parsed, find_parties(parsed))
    assert [s.text(text) for s in speaker.spans] == ["Brandt", "who"]
    assert speaker.text == "Brandt"
