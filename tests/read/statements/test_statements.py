"""Statements of whole small reports: content, kind, cue and speaker; and what must hold of any text."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import Parsed, parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Report, Statement

CASES = json.loads(Path(__file__).with_name("statements_cases.json").read_text("utf-8"))
# Pieces that garbled news is made of: marks in every wrong place among names, cues and ordinary words.
PIECES = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "''", "«", "»", " ", ", ", ". ", "\n\n", ": ", "— ", "said ", "Brandt ", "he ",
     "added ", "according to ", "the dam will hold", "not ", "called ", "é", "🙂", "שלום ", "\u0301", "I ", "“He added"]
)  # fmt: skip


def parsed_from(text: str) -> Parsed:
    return parse(Report("r", text, split_sentences(text), split_paragraphs(text)))


def statements_of(text: str) -> tuple[Statement, ...]:
    parsed = parsed_from(text)
    return find_statements(parsed, find_parties(parsed))


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = statements_of(text)
    assert [[s.text(text) for s in f.content] for f in found] == [e["content"] for e in case["statements"]]
    for statement, expected in zip(found, case["statements"], strict=True):
        assert statement.kind == expected["kind"]
        assert " ".join(s.text(text) for s in statement.cue) == expected["cue"]
        if "speaker" in expected:
            assert statement.speaker_text == expected["speaker"]
        for name in ("conveyed_by", "anonymous"):
            assert getattr(statement, name) == expected.get(name, getattr(statement, name))


def test_speaker_of_a_following_quotation_without_a_cue_is_the_one_before() -> None:
    text = (
        "“The bridge is safe,” Ada Brandt said after a visit that took her and her staff along both of the river's banks, "
        "past the old mill, the two locks and the new weir, in a long and cold morning of rain. “We checked every bolt.”"
    )
    (statement,) = (s for s in statements_of(text) if s.kind == "direct")
    assert statement.speaker_text == "Ada Brandt"
    assert statement.content[-1].text(text) == "“We checked every bolt.”"


def test_land_of_unnamed_officials_is_their_party_but_not_their_name() -> None:
    (statement,) = statements_of("French officials said the ship had sailed.")
    assert statement.speaker_text == "French officials"
    assert statement.anonymous


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=40, deadline=None)
def test_spans_hold_on_garbled_text(text: str) -> None:
    for statement in statements_of(text):
        assert statement.content
        for span in (*statement.content, *statement.speaker, *statement.cue):
            assert 0 <= span.start < span.end <= len(text)
            assert not span.text(text)[0].isspace()
        assert list(statement.content) == sorted(statement.content)


@given(st.text(max_size=80))
@settings(max_examples=30, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for statement in statements_of(text):
        assert all(s.text(text).strip() for s in statement.content)


def test_contents_do_not_nest() -> None:
    text = "“I think he said it was over,” Brandt told Reed. Reed believes that she hopes to leave, officials said."
    covered: set[int] = set()
    for statement in statements_of(text):
        tokens = {i for s in statement.content for i in range(s.start, s.end)}
        assert not tokens & covered
        covered |= tokens


def test_long_report_of_nested_marks_takes_bounded_time() -> None:
    parsed = parsed_from("“" * 50 + "Brandt said it is " + "”" * 50 + " and he added “no more. " * 300)
    parties = find_parties(parsed)
    begin = time.process_time()
    find_statements(parsed, parties)
    assert time.process_time() - begin < 4


@pytest.mark.parametrize(
    "piece",
    ["brandt said that the weir would hold and reed added that it would not and ", "REED WARNED THAT THE DAM WOULD BREAK. ",
     "“The dam will hold,” he said, “until ", "Q: Will it hold?\n\nA: It will.\n\n"],
    ids=["no punctuation", "capitals", "opened and never closed", "transcript"],
)  # fmt: skip
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        parsed = parsed_from(piece * times)
        parties = find_parties(parsed)
        taken = []
        for _ in range(3):
            begin = time.process_time()
            find_statements(parsed, parties)
            taken.append(time.process_time() - begin)
        return min(taken)

    assert seconds(800) < 24 * max(seconds(100), 0.01)
