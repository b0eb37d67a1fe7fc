"""Deeds: cases of our own by label; who asserts them, with what interest, and about which commitment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.commitments.finding import find_commitments
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.deeds.finding import find_deeds
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Commitment, Deed, Report

CASES = json.loads((Path(__file__).parent / "deeds_cases.json").read_text("utf-8"))


def deeds_in(text: str) -> tuple[tuple[Deed, ...], tuple[Commitment, ...]]:
    """Read a text as a report of one day; the deeds and the commitments that they refer to."""
    report = Report(
        "x",
        text,
        split_sentences(text),
        split_paragraphs(text),
        published="2024-02-05",
        published_basis="given",
    )
    parsed = parse(report)
    parties = find_parties(parsed)
    statements = find_statements(parsed, parties)
    commitments = find_commitments(parsed, parties, find_dates(parsed), statements)
    return find_deeds(parsed, parties, statements, commitments), commitments


def _marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    deeds, _ = deeds_in(case["text"])
    assert len(deeds) == len(case["expect"]), [
        (d.sentence, d.relation, d.span.text(case["text"])) for d in deeds
    ]
    for deed, expected in zip(deeds, case["expect"], strict=True):
        told = {name: getattr(deed, name) for name in expected}
        told["about"] = list(deed.about) if "about" in expected else None
        assert {k: told[k] for k in expected} == expected


def test_the_source_s_interest_is_named() -> None:
    accused, _ = deeds_in(
        "Sudan agreed to stop the raids.\nEthiopia accused Sudan of violating the agreement."
    )
    told, _ = deeds_in("Chad agreed to a truce.\nChad violated the truce on Monday.")
    own, _ = deeds_in("Norway pledged to fund the school.\nNorway said it had kept its pledge.")
    assert [d.interest for d in (*accused, *told, *own)] == ["adversary", "reporter", "promisor"]


def test_spans_and_references_hold() -> None:
    text = "\n".join(c["text"] for c in CASES)
    deeds, commitments = deeds_in(text)
    sentences = split_sentences(text)
    assert deeds
    for deed in deeds:
        home = sentences[deed.sentence]
        assert home.start <= deed.span.start < deed.span.end <= home.end
        assert all(0 <= i < len(commitments) for i in deed.about)
        assert all(commitments[i].kind in ("promise", "agreement", "offer") for i in deed.about)


@pytest.mark.parametrize("text", ["", "🙂 broke", "violated " * 500, "“" * 50 + " kept its promise"])
def test_odd_text_gives_no_error(text: str) -> None:
    deeds, _ = deeds_in(text)
    assert all(d.span.end <= len(text) for d in deeds)
