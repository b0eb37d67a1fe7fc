"""Numerals: values in words and digits, and what is no number."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.read.figures.numbers import find_numerals, number_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7),
        ("twenty-five", 25),
        ("one hundred", 100),
        ("a hundred", 100),
        ("two hundred and fifty thousand", 250_000),
        ("three million two hundred thousand", 3_200_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half billion", 2.5e9),
        ("two dozen", 24),
        ("1,200", 1200),
        ("1,200.5", 1200.5),
        ("12,34,567.89", 1_234_567.89),
        ("1.234,5", 1234.5),
        ("10 1/2", 10.5),
        ("3½", 3.5),
        ("2.4 billion", 2.4e9),
        ("5bn", 5e9),
        ("25 lakh", 2.5e6),
        ("two-thirds", 2 / 3),
        (".5", 0.5),
        ("8.6/10", 0.86),
        ("٣٤٥", 345),
        ("１２３", 123),
    ],
)
def test_value(text: str, value: float) -> None:
    assert number_value(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "people", "1.2.3.4", "9" * 400, "3/0", "third", "and", "1,2,3x", "--", "٣."]
)
def test_no_value(text: str) -> None:
    assert number_value(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_round_trip(number: int) -> None:
    assert number_value(f"{number:,}") == number
    assert number_value(str(number)) == number


@given(st.text(max_size=200))
def test_numerals_lie_in_order_inside_the_text(text: str) -> None:
    found = find_numerals(text)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(n.high is None or n.low <= n.value <= n.high for n in found)
