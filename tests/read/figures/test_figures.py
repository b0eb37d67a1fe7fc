"""Figures: cases as data, properties for any text, and who gives a figure."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.figures.finding import attribute_figures, find_figures
from trackrecord.read.figures.quantities import find_quantities
from trackrecord.read.parse import Parsed, parse, parse_many
from trackrecord.read.parties.finding import find_parties
from trackrecord.types import Figure, Report, Span, Statement

CASES = json.loads((Path(__file__).parent / "figures_cases.json").read_text(encoding="utf-8"))


def report(text: str) -> Report:
    return Report("r", text, split_sentences(text), split_paragraphs(text), published="2024-03-13")


def figures_of(parsed: Parsed) -> tuple[Figure, ...]:
    return find_figures(parsed, find_parties(parsed), find_dates(parsed))


def read(text: str) -> tuple[Parsed, tuple[Figure, ...]]:
    parsed = parse(report(text))
    return parsed, figures_of(parsed)


def cases(key: str) -> list[Any]:
    """The cases under a key; one that names a known failure must fail, so that an accidental mending is noticed."""
    return [
        pytest.param(
            c,
            id=c["label"],
            marks=[pytest.mark.xfail(strict=True, reason=c["known_failure"])] if "known_failure" in c else [],
        )
        for c in CASES[key]
    ]


@pytest.fixture(scope="module")
def readings() -> dict[str, tuple[Figure, ...]]:
    """All cases, parsed in one batch."""
    texts = sorted({c["text"] for c in CASES["found"] + CASES["none"]})
    return {t: figures_of(p) for t, p in zip(texts, parse_many(map(report, texts)), strict=True)}


@pytest.mark.parametrize("case", cases("found"))
def test_figure_is_read(case: dict[str, Any], readings: dict[str, tuple[Figure, ...]]) -> None:
    text = case["text"]
    figures = readings[text]
    assert [f.span.text(text) for f in figures] == [w["text"] for w in case["figures"]]
    for figure, wanted in zip(figures, case["figures"], strict=True):
        assert figure.value == pytest.approx(wanted["value"], rel=1e-4)
        assert figure.bound == wanted["bound"]
        for key in ("low", "high", "unit", "change", "event"):
            if key in wanted:
                assert getattr(figure, key) == wanted[key], key
        if "counts" in wanted:
            assert figure.counts_text == wanted["counts"]


@pytest.mark.parametrize("case", cases("none"))
def test_what_is_no_figure_is_left_out(case: dict[str, str], readings: dict[str, tuple[Figure, ...]]) -> None:
    assert [f.span.text(case["text"]) for f in readings[case["text"]]] == []


def check_all(text: str) -> None:
    parsed, figures = read(text)
    dates = find_dates(parsed)
    for one, after in itertools.pairwise(figures):
        assert one.span.start < after.span.start
    for figure in figures:
        assert text[figure.span.start : figure.span.end].strip()
        assert (figure.counts is None) == (figure.counts_text is None)
        if figure.counts is not None:
            assert text[figure.counts.start : figure.counts.end] == figure.counts_text
        assert figure.low is None or figure.low <= figure.value
        assert figure.high is None or figure.value <= figure.high
        assert figure.as_of is None or dates[figure.as_of].first is not None
        assert report_sentence_holds(parsed, figure)


def report_sentence_holds(parsed: Parsed, figure: Figure) -> bool:
    return parsed.report.sentences[figure.sentence].start <= figure.span.start


WORDS = st.sampled_from(
    "at least more than two three hundred million 1.2.3.4 1,200 12,34 % per cent $ € £5 USD 5bn km people of the one "
    "in out between and to from - – killed 1/2 ½ third half dozens 9999999999 .5 ( ) 🙂 שלום ٣٤ １２ \n rose Flight".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_spans_hold_on_any_words(text: str) -> None:
    check_all(text)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_odd_text_raises_nothing(text: str) -> None:
    check_all(text)


def seconds(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    started = process_time()
    find_quantities(text)
    return process_time() - started


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1-",
        "1.2/10 ",
        "5 USD million ",
        "half a ",
        "-5°C ",
        "1.2.3.4 ",
        "1.234,5",
        "٣٤ ",
        "１２",
        "at least ",
        "two ",
        "two-",
        "$",
        "between 1 and ",
        "9" * 400 + " ",
        "a ",
        "1 in ",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    small, large = seconds(piece, 5_000), seconds(piece, 20_000)
    assert large < max(1.0, 8 * small)


def test_given_by_is_the_speaker_of_the_innermost_statement() -> None:
    text = "The mayor said the army told her that 40 houses burned."
    parsed, figures = read(text)
    outer = Statement((Span(15, len(text)),), (Span(0, 9),), (Span(10, 14),), "indirect", party="p1")
    inner = Statement((Span(33, len(text)),), (Span(15, 23),), (Span(24, 28),), "indirect", party="p2")
    for statements in ((outer, inner), (inner, outer)):
        (figure,) = attribute_figures(figures, parsed, statements)
        assert figure.given_by == "p2"
    (unsaid,) = attribute_figures(figures, parsed, ())
    assert unsaid.given_by is None


def test_date_of_a_figure_is_the_one_under_its_verb() -> None:
    text = "The blast killed 40 people on Monday. As of Tuesday, 12 people were missing."
    parsed, figures = read(text)
    dates = find_dates(parsed)
    assert [dates[f.as_of].value for f in figures if f.as_of is not None] == ["2024-03-11", "2024-03-12"]
