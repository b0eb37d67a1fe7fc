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
from trackrecord.read.dates.deadlines import later
from trackrecord.read.dates.finding import find_dates, find_dates_unparsed
from trackrecord.read.dates.timex import _COMPILED, _matches, find_phrases
from trackrecord.read.dates.triggers import NEEDED, windows
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


def cases(kind: str) -> list[object]:
    """The cases of a kind, known failures as strict xfails."""
    return [
        pytest.param(c, id=c["label"], marks=[pytest.mark.xfail(reason=c["known_failure"])] if "known_failure" in c else [])
        for c in CASES[kind]
    ]  # fmt: skip


@pytest.mark.parametrize("case", cases("found"))
def test_phrase_has_its_value(case: dict[str, str], readings: Readings) -> None:
    found = {d.span.text(case["text"]): d for d in readings[case["text"], case["published"]]}
    assert case["phrase"] in found, found
    mention = found[case["phrase"]]
    assert (mention.value, mention.type) == (case["value"], case["type"])
    for key in ("edtf", "first", "last"):
        if key in case:
            assert getattr(mention, key) == case[key]


@pytest.mark.parametrize("case", cases("none"))
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


def test_every_kind_of_phrase_has_its_words() -> None:
    assert {kind for kind, _ in _COMPILED} == set(NEEDED)


@pytest.mark.parametrize(("kind", "pattern"), _COMPILED, ids=lambda v: v if isinstance(v, str) else "")
def test_near_its_words_a_pattern_finds_what_it_finds_anywhere(kind: str, pattern: re.Pattern[str]) -> None:
    filler = "The old men of the camp spoke of bread and of rain. " * 5
    text = "\n\n".join(case["text"] + (filler if n % 9 == 0 else "") for n, case in enumerate(CASES["found"]))
    near = [m.span() for m in _matches(pattern, text, windows(text).get(kind, ()))]
    assert near == [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize(
    "piece", ["10 a.m. (", "May 7 ", "the quarter ", "two hundred and two days ", "within a year of "]
)
def test_100_hostile_kilobytes_are_read_in_seconds(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    started = process_time()
    find_dates_unparsed(Report("r", text, (), (), published="2024-03-13"))
    assert process_time() - started < 10


def test_100_kilobytes_of_numbers_are_read() -> None:
    assert seconds("two 1 May last ", 100_000) < 20


def test_edges_of_the_calendar_hold() -> None:
    for published in ("0001-01-01", "9999-12-31"):
        text = "It ended last week, 50 years ago, next decade, next month, tomorrow, in the past century, yesterday."
        check_all(text, published)


def test_without_a_parse_the_phrases_are_the_same_and_the_plain_tenses_too() -> None:
    text = "They met on Monday and will meet again on Friday. On 4 May 2019 nothing was due within 30 days."
    assert find_dates_unparsed(report(text)) == read(text)


def test_an_undated_report_gains_its_dates_when_a_date_is_given() -> None:
    text = "The mayor resigned two days ago. He was seen last week, on 4 May 2019 and on Thursday."
    assert [d.value for d in read(text, None)] == ["P-2D", "P-1W", "2019-05-04", "XXXX-WXX-4"]
    assert [d.value for d in read(text)] == ["2024-03-11", "2024-W10", "2019-05-04", "2024-03-07"]


@pytest.mark.parametrize(
    ("duration", "last"),
    [("P2W", "2024-03-27"), ("P1M", "2024-04-13"), ("P1Y", "2025-03-13"), ("PXD", None), ("P9999Y", None)],
)
def test_a_duration_later(duration: str, last: str | None) -> None:
    found = later(date(2024, 3, 13), duration)
    assert (found and found.isoformat()) == last


@pytest.mark.parametrize(
    "text",
    [
        "They met on 31 February 0000 and on 29 February 2023, in the year 0, in 12026 and in 99999.",
        "The stamps read 1.2.3.4, 32/13/2021, 00/00/00, 2021-02-31T25:61 and 31.02.2021.",
        "It was ٣ May ２０２４, at 99:99, 13:75 p.m., 0 a.m. and " + "9" * 400 + " days ago.",
        "Within 99999 years of 9999-12-31, every 0 days, 100000 centuries ago, in Q9 and on the 99th.",
    ],
)
def test_dates_that_do_not_exist_raise_nothing(text: str) -> None:
    for published in (None, "2024-03-13", "0000-00-00", "12026-01-01", "2024-02-31"):
        check_all(text, published)
        for mention in read(text, published):
            assert "12026" not in mention.value
            assert not mention.value.startswith("0000")


def test_same_text_same_dates_whatever_stands_in_other_reports() -> None:
    text = "They met on Monday and will meet again on Friday."
    assert read(text) == read(text)
    assert [d.value for d in read(text)] == ["2024-03-11", "2024-03-15"]


def test_edtf_of_weeks_is_an_interval() -> None:
    (mention,) = read("They left last week.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", mention.edtf or "")
