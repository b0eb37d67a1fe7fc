"""Every regular expression takes time in step with the text: a short run of the benchmark, and proof that it can tell."""

from __future__ import annotations

import re

import pytest

from benchmarks.regexes import Found, all_patterns, growth, hostile, pumps, seconds, superlinear

# At this length what grows with the square takes some tenths of a second, what grows in step a thousandth.
_CHARS = 8_000
_SLOW = 0.06
_UNITS = 18
PATTERNS = all_patterns()


def test_patterns_are_found_in_names_tables_and_calls() -> None:
    names = {found.name.rpartition(".")[0] for found in PATTERNS}
    assert len(PATTERNS) > 200
    assert {
        "trackrecord.clean.published",
        "trackrecord.read.form",
        "trackrecord.read.figures.numbers",
    } & names
    assert any(found.name.endswith("(inline)") for found in PATTERNS)
    assert any(found.methods != ("search",) for found in PATTERNS)


@pytest.mark.parametrize(
    ("pattern", "method", "bad"),
    [(r"\s+$", "search", True), (r"(a+)+b", "match", True), (r"(\w+\s?)*;", "search", True), (r"(?:[A-Z]\w+ ?){1,5},", "search", True),
     (r"\d+", "finditer", False), (r"\s+$", "match", False), (r"[a-z]{1,10}\d", "search", False)],
)  # fmt: skip
def test_what_is_slow_is_told_from_what_is_not(pattern: str, method: str, bad: bool) -> None:
    found = Found("here", re.compile(pattern), (method,))
    texts = hostile(found, _CHARS, _UNITS)
    assert any(seconds(found, method, text, _SLOW) >= _SLOW for text in texts) is bad


def test_growth_is_measured() -> None:
    found = Found("here", re.compile(r"\s+$"), ("search",))
    ratio, long, text = growth(found, 6_000, slow=0.02, units=3)
    assert ratio > 6
    assert long > 0.02
    assert text.startswith("search(")
    assert superlinear(10.0, 1.0)
    assert not superlinear(4.0, 1.0)
    assert not superlinear(10.0, 0.01)


def test_a_pump_repeats_what_the_pattern_repeats() -> None:
    assert ("ab", "x0") in set(pumps(re.compile(r"ab(?:x\d)+c")))


@pytest.mark.parametrize("found", [pytest.param(found, id=found.name) for found in PATTERNS])
def test_time_grows_in_step_with_the_text(found: Found) -> None:
    for text in hostile(found, _CHARS, _UNITS):
        for method in found.methods:
            taken = seconds(found, method, text, 1.0)
            # Another try, where the machine was busy with something else.
            taken = taken if taken < _SLOW else min(taken, seconds(found, method, text, 1.0))
            assert taken < _SLOW, (found.pattern.pattern[:120], method, text[:60])
