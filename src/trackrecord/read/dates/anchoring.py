"""What a time phrase is reckoned from and what comes out: :class:`Anchor` and :class:`Meaning`.

Without a day in the anchor, relative phrases keep relative values: ``XXXX-WXX-4`` (a Thursday), ``XXXX-04-10``
(10 April of some year), ``P-1D`` (one day before publication). Shared by ``calendardates``, ``relativedates`` and
``durations``, which give the phrases their meanings; ``meanings`` joins them to the grammar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trackrecord.read.dates.calendar import Grain, Period, period_at, shift, timex
from trackrecord.read.dates.datewords import DAY_PARTS

if TYPE_CHECKING:
    from datetime import date

    from trackrecord.types import DateType

Tense = Literal["past", "future", "unknown"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase is reckoned from: the day of publication (None: undated) and what the text named before.

    ``before`` is the last period named, ``quarter`` the last quarter, ``year`` a year that the sentence has set.
    """

    day: date | None
    tense: Tense = "unknown"
    before: Period | None = None
    quarter: Period | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 type and value, and the period it denotes, if any. ``about`` marks a period given as approximate."""

    type: DateType
    value: str
    period: Period | None = None
    about: bool = False


def dated(period: Period | None, relative: str | None = None, *, about: bool = False) -> Meaning | None:
    """Return the DATE of a period; without a period the relative value, or None."""
    if period is None:
        return None if relative is None else Meaning("DATE", relative)
    return Meaning("DATE", timex(period), period, about)


def moved_by(anchor: Anchor, grain: Grain, steps: int, base: date | None = None) -> Meaning | None:
    """The period of that grain *steps* away from the base day, or the relative value ``P-1W`` of an undated text."""
    day = base or anchor.day
    if day is None:
        letter = {"day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "half": "H", "season": "S",
                  "year": "Y", "decade": "E", "century": "C"}[grain]  # fmt: skip
        return Meaning("DATE", f"P{steps}{letter}")
    return dated(shift(period_at(grain, day), steps))


def with_part(meaning: Meaning | None, part: str) -> Meaning | None:
    """Return the meaning narrowed to a part of the day ("night" gives ``TNI``), or as it is without a part."""
    if meaning is None or not part:
        return meaning
    return Meaning("TIME", f"{meaning.value}T{DAY_PARTS[part]}", meaning.period, meaning.about)
