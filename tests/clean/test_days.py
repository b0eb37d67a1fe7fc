"""Days as pages write them, and which of two numbers is the month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.days import Order, day_of, days_in, order_of

DAY = date(2021, 10, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2021-10-09",
        "2021-10-09T23:15:00-07:00",
        "2021/10/9",
        "20211009T101500",
        "Oct. 9, 2021",
        "October 9th, 2021 at 10:15",
        "Oct 9 2021",
        "9 October 2021",
        "9th Oct, 2021",
        "Sat, 09 Oct 2021 10:15:00 GMT",
        "09-Oct-2021",
        "9. Oktober 2021",
        "9 octobre 2021",
        "9 de octubre de 2021",
        "9 ottobre 2021",
        "9 Ekim 2021",
        "1633774500",
        "1633774500000",
    ],
)
def test_read(text: str) -> None:
    found = day_of(text)
    assert found is not None
    assert (found.day, found.doubtful) == (DAY, False)


@pytest.mark.parametrize(
    ("text", "order", "day", "doubtful"),
    [
        ("05/06/2021", "month first", date(2021, 5, 6), True),
        ("05/06/2021", "day first", date(2021, 6, 5), True),
        ("5.6.21", "day first", date(2021, 6, 5), True),
        ("25/06/2021", "month first", date(2021, 6, 25), False),
        ("06/25/2021", "day first", date(2021, 6, 25), False),
        ("06/06/2021", "day first", date(2021, 6, 6), False),
    ],
)
def test_numbers_alone(text: str, order: Order, day: date, doubtful: bool) -> None:
    found = day_of(text, order)
    assert found is not None
    assert (found.day, found.doubtful) == (day, doubtful)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "October 2021",
        "30 February 2021",
        "12/2021",
        "1.2.3.4",
        "version 10.11.2021.4",
        "9/10",
        "1820-10-09",
    ],
)
def test_no_day(text: str) -> None:
    assert day_of(text) is None


def test_several_in_a_line_with_their_places() -> None:
    text = "Posted 9 Oct 2021, updated 11 Oct 2021"
    assert [(each.day.day, text[each.start : each.end]) for each in days_in(text)] == [
        (9, "9 Oct 2021"),
        (11, "11 Oct 2021"),
    ]


@pytest.mark.parametrize(
    ("texts", "language", "url", "order"),
    [
        (["25/12/2020", "01/02/2021"], "en-US", "https://a.example.us/", "day first"),
        (["12/25/2020"], "en-GB", None, "month first"),
        ([], "en-GB", None, "day first"),
        ([], "en_US", "https://a.example.uk/", "month first"),
        ([], "en", "https://a.example.co.uk/b", "day first"),
        ([], "en", "https://a.example.com/b", "month first"),
        ([], None, None, "month first"),
        ([], "fr", "https://a.example.com/b", "day first"),
    ],
)
def test_which_is_the_month(texts: list[str], language: str | None, url: str | None, order: Order) -> None:
    assert order_of(texts, language, url) == order


@given(st.text(alphabet="0123456789/.-: OctMay,thdeT", max_size=80))
def test_what_is_found_lies_in_the_text(text: str) -> None:
    for found in days_in(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.day.year >= 1980
