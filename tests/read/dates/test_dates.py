"""Dates: cases as data, and properties that hold for any text."""

from __future__ import annotations

import itertools
import json
import re
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.dates.timex import find_phrases
from trackrecord.read.parse import parse, parse_many
from trackrecord.types import DateMention, Report

CASES = json.loads((Path(__file__).parent / "dates_cases.json").read_text(encoding="utf-8"))


def report(text: str, published: str | None = "2024-03-13") -> Report:
    return Report("r", text, split_sentences(text), split_paragraphs(text), published=published)


def read(text: str, published: str | None = "2024-03-13") -> tuple[DateMention, ...]:
    return find_dates(parse(report(text, published)))


@pytest.fixture(scope="module")
def readings() -> dict[tuple[str, str | None], tuple[DateMention, ...]]:
    """All cases, parsed in one batch."""
    keys = sorted({(c["text"], c["published"]) for c in CASES["found"] + CASES["none"]}, key=str)
    parsed = parse_many(report(*key) for key in keys)
    return {key: find_dates(one) for key, one in zip(keys, parsed, strict=True)}


Readings = dict[tuple[str, str | None], tuple[DateMention, ...]]


@pytest.mark.parametrize("case", CASES["found"], ids=lambda c: c["label"])
def test_phrase_has_its_value(case: dict[str, str], readings: Readings) -> None:
    found = {d.span.text(case["text"]): d for d in readings[case["text"], case["published"]]}
    assert case["phrase"] in found, found
    mention = found[case["phrase"]]
    assert (mention.value, mention.type) == (case["value"], case["type"])
    for key in ("edtf", "first", "last"):
        if key in case:
            assert getattr(mention, key) == case[key]


@pytest.mark.parametrize("case", CASES["none"], ids=lambda c: c["label"])
def test_no_date_is_made_up(case: dict[str, str], readings: Readings) -> None:
    assert [d.span.text(case["text"]) for d in readings[case["text"], case["published"]]] == []


def check_all(text: str, published: str | None) -> None:
    found = read(text, published)
    for one, after in itertools.pairwise(found):
        assert one.span.end <= after.span.start
    for mention in found:
        assert text[mention.span.start : mention.span.end].strip()
        assert mention.value
        assert (mention.first is None) == (mention.last is None) == (mention.edtf is None)
        if mention.first is not None and mention.last is not None:
            assert date.fromisoformat(mention.first) <= date.fromisoformat(mention.last)


WORDS = st.sampled_from(
    "on by until the last next two 31 February 2021 0 May Monday week ago weeks year half a quarter of third past "
    "12026 9/11 10:30 p.m. noon every each ’98 90 days within . , - – \n éclair 🙂 שלום WEDNESDAY ٣٤ １２".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.sampled_from([None, "2024-03-13", "2021-10~", "2020/2021", "junk"]),
)
def test_spans_hold_on_any_words(text: str, published: str | None) -> None:
    check_all(text, published)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_odd_text_raises_nothing(text: str) -> None:
    check_all(text, "2024-03-13")


def seconds(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    started = process_time()
    find_phrases(text)
    return process_time() - started


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "the ", "two ", "two-", "May ", "9" * 400 + " ", "last ", "1/", "\n ", "a hundred and ", "-"],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    small, large = seconds(piece, 5_000), seconds(piece, 20_000)
    assert large < max(1.0, 8 * small)


def test_100_kilobytes_of_numbers_are_read() -> None:
    assert seconds("two 1 May last ", 100_000) < 20


def test_edges_of_the_calendar_hold() -> None:
    for published in ("0001-01-01", "9999-12-31"):
        text = "It ended last week, 50 years ago, next decade, next month, tomorrow, in the past century, yesterday."
        check_all(text, published)


def test_same_text_same_dates_whatever_stands_in_other_reports() -> None:
    text = "They met on Monday and will meet again on Friday."
    assert read(text) == read(text)
    assert [d.value for d in read(text)] == ["2024-03-11", "2024-03-15"]


def test_edtf_of_weeks_is_an_interval() -> None:
    (mention,) = read("They left last week.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", mention.edtf or "")
