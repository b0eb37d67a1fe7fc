"""Windows of days from dates of any precision."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.days import around, day, gap, length, window_of


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2030", date(2030, 1, 1)),
        ("2030-05", date(2030, 5, 1)),
        ("2030-05-10", date(2030, 5, 10)),
        ("2030-05-10~", date(2030, 5, 10)),
        ("2030-05-04/2030-05-10", date(2030, 5, 4)),
        ("2030-02-31", None),
        ("0000", None),
        ("12026-01-01", None),
        ("", None),
        (None, None),
        ("PRESENT_REF", None),
    ],
)
def test_first_day(edtf, expected):
    assert day(edtf) == expected


def test_windows_and_the_gap_between_them(desk):
    draft = desk.draft("r1", "They met on 9 May.")
    at = draft.date("9 May", "2030-05-09")
    window = window_of(draft.reading(), at)
    assert window == (date(2030, 5, 9), date(2030, 5, 9))
    assert length(window) == 1
    assert window_of(draft.reading(), None) is None
    assert window_of(draft.reading(), 7) is None
    near = around("2030-05-20", 10, 0)
    assert near is not None
    assert gap(window, near) == gap(near, window) == 1
    assert gap(near, near) == 0
    assert around("0001-01-02", 10, 0) is None


@given(st.text(max_size=24))
def test_any_text_is_a_day_or_none(text):
    assert day(text) is None or isinstance(day(text), date)
