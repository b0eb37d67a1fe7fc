"""Outcomes: acts done and undone, counts, deadlines and states, each read where no commitment is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.commitments.finding import find_commitments
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.deeds.finding import find_deeds
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Deed, Report

CASES = json.loads((Path(__file__).parent / "outcomes_cases.json").read_text("utf-8"))


def told_in(text: str) -> tuple[Deed, ...]:
    """The deeds of a text."""
    report = Report("x", text, split_sentences(text), split_paragraphs(text), published="2024-02-05")
    parsed = parse(report)
    parties = find_parties(parsed)
    statements = find_statements(parsed, parties)
    return find_deeds(
        parsed, parties, statements, find_commitments(parsed, parties, find_dates(parsed), statements)
    )


def _marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = [d.relation for d in told_in(case["text"])]
    assert found == ([case["expect"]] if case["expect"] else [])


def test_a_party_behind_the_doer_is_named() -> None:
    (deed,) = told_in(
        "The government of Chad signed. A courier of Chad brought two maps to the mission on Sunday."
    )
    assert deed.by_party is not None


def test_one_s_own_word_has_the_promisor_s_interest() -> None:
    (deed,) = told_in('"We gave our promise and we have kept it," Ana Silva said.')
    assert (deed.relation, deed.interest) == ("kept", "promisor")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from("the deadline of 60 76 not a had paid 🙂 never “ no been".split()), min_size=1)
)
def test_spans_hold_on_any_words(words: list[str]) -> None:
    text = " ".join(words)
    for deed in told_in(text):
        assert 0 <= deed.span.start < deed.span.end <= len(text)
