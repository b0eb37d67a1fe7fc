"""Commitments: cases of our own by label, and what must hold on any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.commitments.finding import find_commitments
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Commitment, Report

CASES = json.loads((Path(__file__).parent / "commitments_cases.json").read_text("utf-8"))


def commitments_in(text: str, published: str | None = "2024-02-05") -> tuple[Commitment, ...]:
    """Read a text as a report of that day."""
    sentences, paragraphs = split_sentences(text), split_paragraphs(text)
    report = Report("x", text, sentences, paragraphs, published=published, published_basis="given")
    parsed = parse(report)
    parties = find_parties(parsed)
    return find_commitments(parsed, parties, find_dates(parsed), find_statements(parsed, parties))


def _marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


def _agrees(found: Commitment, expected: dict[str, Any], text: str) -> bool:
    for name, value in expected.items():
        told = getattr(found, name)
        if name in ("action", "condition", "deadline"):
            if (told.text(text) if told else None) != value:
                return False
        elif name in ("by", "to", "conveyed_by"):
            if told is None or value.lower() not in told.lower():
                return False
        elif told != value:
            return False
    return True


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = commitments_in(case["text"])
    assert len(found) == len(case["expect"]), [(c.kind, c.action.text(case["text"])) for c in found]
    for expected in case["expect"]:
        assert any(_agrees(c, expected, case["text"]) for c in found), [
            (c.kind, c.by, c.to, c.action.text(case["text"]), c.polarity, c.condition, c.deadline)
            for c in found
        ]


def test_all_six_kinds_are_in_the_cases() -> None:
    kinds = {e["kind"] for c in CASES for e in c["expect"]}
    assert kinds == {"promise", "agreement", "offer", "demand", "threat", "refusal"}


def test_the_deadline_has_its_last_day() -> None:
    (found,) = commitments_in("Ostland pledged to reopen the northern road by 12 March.")
    assert found.deadline_last == "2024-03-12"


def test_who_tells_of_it_is_kept_apart_from_who_is_bound() -> None:
    (found,) = commitments_in("Maria Lopez said that Canada had promised to rebuild the bridge.")
    assert found.by == "Canada"
    assert found.conveyed_by == "Maria Lopez"


def test_one_who_speaks_for_himself_conveys_nothing() -> None:
    (found,) = commitments_in("Canada said it would send two hospital ships to the bay.")
    assert found.conveyed_by is None


def test_order_of_sentences_is_kept() -> None:
    found = commitments_in("Chad promised to leave the town.\nNiger refused to leave the fort.")
    assert [c.sentence for c in found] == [0, 1]
    assert [c.kind for c in found] == ["promise", "refusal"]


def _check_spans(text: str, found: tuple[Commitment, ...]) -> None:
    sentences = split_sentences(text)
    for c in found:
        home = sentences[c.sentence]
        for span in (c.span, c.action, c.condition, c.deadline):
            if span is not None:
                assert home.start <= span.start < span.end <= home.end
        assert c.span.contains(c.action)


WORDS = st.sampled_from(
    """Chad promised vowed to that not will agreed the ceasefire , . " “ ” we if unless by Friday leave 🙂 שלום
    demand refuses “We offer pledge … - ( ) under deal said it would and e\u0301""".split(" ")
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40))
def test_spans_lie_in_their_sentence_whatever_the_words(words: list[str]) -> None:
    text = " ".join(" ".join(words).split())
    _check_spans(text, commitments_in(text, None))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "promise promise promise",
        "AGREED TO LEAVE THE TOWN",
        "“" * 300,
        "to " * 2000,
        "אני מבטיח לעזוב",
    ],
    ids=["empty", "emoji", "bare", "capitals", "marks", "long", "hebrew"],
)
def test_odd_text_gives_no_error(text: str) -> None:
    _check_spans(text, commitments_in(text))


def test_debris_costs_no_more_than_its_parse() -> None:
    text = "“We promise to agree to leave, they violated the truce and " * 100
    assert commitments_in(text) == ()
