"""Dates as manifests and lines give them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.collect.given_date import given_date


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2021", "2021"),
        (2021, "2021"),
        ("2021-10", "2021-10"),
        (" 2021-10-09 ", "2021-10-09"),
        ("20211009", "2021-10-09"),
        ("2021-10-09T23:59:59Z", "2021-10-09"),
        ("2021-10-09T23:59:59.123456+05:30", "2021-10-09"),
        ("2021-10-09 08:15", "2021-10-09"),
        ("2021-10-09 08:15:00 UTC", "2021-10-09"),
    ],
)
def test_accepted_as_written(written: object, edtf: str) -> None:
    assert given_date(written) == (edtf, None)


@pytest.mark.parametrize("nothing", [None, "", "  ", False, True])
def test_nothing_given(nothing: object) -> None:
    assert given_date(nothing) == (None, None)


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "9/10/2021",
        "2021-13",
        "2021-02-30",
        "0000-01-01",
        "0999",
        "2021-10-09Tnoon",
        "٢٠٢١",
        1633737600,
        "2" * 9999,
    ],
)
def test_refused_with_a_note(written: object) -> None:
    edtf, note = given_date(written)
    assert edtf is None
    assert note is not None
    assert len(note) < 200


@given(st.dates(min_value=date(1500, 1, 1)))
def test_every_iso_day_is_accepted(day: date) -> None:
    assert given_date(day.isoformat()) == (day.isoformat(), None)


@given(st.text())
def test_any_text_is_accepted_refused_or_nothing(text: str) -> None:
    edtf, note = given_date(text)
    assert edtf is None or note is None
