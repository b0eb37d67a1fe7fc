"""Extents of time and what they mean: durations ("two weeks") and sets ("every day") as ISO 8601 periods.

A vague amount is an ``X``: "a few days" is ``PXD``. The next unit of time goes into ``datewords``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.dates.anchoring import Anchor, Meaning
from trackrecord.read.dates.datewords import (
    DAY_PARTS,
    ORDINALS,
    SEASON_WORDS,
    UNIT_LETTERS,
    month_number,
    weekday_number,
)
from trackrecord.read.figures.numbers import number_value

if TYPE_CHECKING:
    from trackrecord.read.dates.timex import Phrase

MULTIPLES = {"decade": 10, "century": 100, "fortnight": 2}


def _count(phrase: Phrase, name: str = "count") -> float | None:
    """The number of an amount; None where it is vague ("a few", "several")."""
    words = phrase.get(name)
    if words in ("a", "an", "the"):
        return 1.0
    if words in ("half a", "half an", "one-half", "a half", "an half"):
        return 0.5
    if words in ("couple of", "a couple of", "a couple"):
        return 2.0
    if words == "other":
        return 2.0
    if words in ORDINALS:  # "every third week"
        return float(ORDINALS[words])
    return number_value(words) if words else 1.0


def _unit(phrase: Phrase) -> str:
    words = (phrase.get("unit") or phrase.get("vague")).removesuffix("s")
    return {"centurie": "century"}.get(words, words)


def iso_duration(count: float | None, unit: str) -> str:
    """Return the ISO 8601 duration ("P2Y6M", "PT30M", "PXW" where the count is None)."""
    letter, clock = UNIT_LETTERS[unit], "T" if unit in ("hour", "minute", "second") else ""
    if count is None:
        return f"P{clock}X{letter}"
    count *= MULTIPLES.get(unit, 1)
    whole, rest = int(count), count - int(count)
    smaller = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60)}.get(unit)
    if rest and smaller and round(rest * smaller[1], 6).is_integer():
        head = f"{whole}{letter}" if whole else ""
        return f"P{clock}{head}{round(rest * smaller[1])}{smaller[0]}"
    return f"P{clock}{whole if not rest else f'{count:.4g}'}{letter}"


def amount(phrase: Phrase) -> tuple[float | None, str]:
    """Return the number (None where vague) and the unit of an amount of time."""
    count = _count(phrase)
    if count is not None and phrase.get("half"):
        count += 0.5
    if "vague" in phrase.parts or "count2" in phrase.parts or phrase.get("or") in ("two", "more"):
        count = None
    return count, _unit(phrase)


def duration(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "two weeks", "a 10-year", "several months"."""
    count, unit = amount(phrase)
    return Meaning("DURATION", iso_duration(count, unit)) if unit in UNIT_LETTERS else None


def span_back(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the past three months", "the coming years"."""
    return duration(phrase, anchor)


def each(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "every day", "each Thursday", "Mondays", "annually"."""
    part = phrase.get("part2")
    tail = f"T{DAY_PARTS[part]}" if part else ""
    if "weekday" in phrase.parts:
        return Meaning("SET", f"XXXX-WXX-{weekday_number(phrase.parts['weekday']) + 1}{tail}")
    if "month" in phrase.parts:
        return Meaning("SET", f"XXXX-{month_number(phrase.parts['month']):02d}")
    if "part" in phrase.parts:
        return Meaning("SET", f"XXXX-XX-XXT{DAY_PARTS[phrase.get('part')]}")
    if "weekends" in phrase.parts:
        return Meaning("SET", "XXXX-WXX-WE")
    if "adverb" in phrase.parts:
        return Meaning("SET", _ADVERBS[phrase.get("adverb")])
    if _unit(phrase) in ("spring", "summer", "autumn", "winter"):
        return Meaning("SET", f"XXXX-{SEASON_WORDS[_unit(phrase)]}")
    return Meaning("SET", iso_duration(_count(phrase), _unit(phrase)) + tail)


_ADVERBS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y", "nightly": "P1D",
            "hourly": "PT1H", "biweekly": "P2W", "bimonthly": "P2M"}  # fmt: skip
