"""Who a noun phrase says is speaking: span, party, name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.read.statements.speakers import named_before, phrase_span, resolve_speaker
from trackrecord.types import Report, Statement


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


def read_statements(text: str) -> tuple[Statement, ...]:
    parsed = parse(Report("r", text, split_sentences(text), split_paragraphs(text)))
    return find_statements(parsed, find_parties(parsed))


def test_pronoun_that_stands_for_nobody_has_no_name() -> None:
    (statement,) = read_statements("She said the dam was safe.")
    assert statement.anonymous
    assert statement.party is None
    assert statement.speaker_text is None


def test_unresolved_pronoun_goes_to_the_only_named_speaker_before_it() -> None:
    text = (
        "Ada Brandt said the dam was safe. The weir held, it was said, and she added that the lock did too."
    )
    first, last = read_statements(text)[0], read_statements(text)[-1]
    bare = replace(last, party=None, anonymous=True, speaker_text=None)
    parsed = parse(Report("r", text, split_sentences(text), split_paragraphs(text)))
    parties = find_parties(parsed)
    assert named_before(bare, (first, bare), parsed, parties).speaker_text == "Ada Brandt"
    assert named_before(bare, (bare,), parsed, parties) == bare


def test_one_who_is_called_she_is_not_he() -> None:
    text = "Ada Brandt said she was glad. He added that it was late."
    assert read_statements(text)[-1].speaker_text is None


def test_teller_goes_on_after_a_comma() -> None:
    text = "Ada Brandt said the new road was open to all, adding that the old bridge would close in May."
    assert {s.speaker_text for s in read_statements(text)} == {"Ada Brandt"}


def test_unnamed_group_of_a_land_is_a_party_of_its_own() -> None:
    text = "French officials said the ship had sailed."
    parsed = parse(Report("r", text, split_sentences(text), split_paragraphs(text)))
    parties = find_parties(parsed)
    (statement,) = find_statements(parsed, parties)
    party = parties.get(statement.party)
    assert party is not None
    assert (party.kind, party.anonymous) == ("group", True)
    assert parties.name_of(party.belongs_to) == "France"
