"""Calendar arithmetic: a period of one grain, its neighbours, and how TIMEX3 and EDTF write it.

A :class:`Period` is a grain and the first day of the period of that grain (a week starts on Monday, as in
ISO 8601). Everything a text can date to the day or coarser is one of these. The next grain goes here; how
words choose a period is ``meanings``' matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

SEASONS = ("SP", "SU", "FA", "WI")
_EDTF_SEASON = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_SPAN_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One calendar period. ``first`` is its first day; seasons are the meteorological ones of the north."""

    first: date
    grain: Grain

    @property
    def last(self) -> date:
        """The last day, inclusive (31 December 9999 where the calendar ends before the period does)."""
        if self.grain == "day":
            return self.first
        if self.grain == "week":
            return self.first + timedelta(days=min(6, (date.max - self.first).days))
        if self.grain == "weekend":
            return self.first + timedelta(days=min(1, (date.max - self.first).days))
        after = add_months(self.first, _SPAN_MONTHS[self.grain])
        return date.max if after is None else after - timedelta(days=1)


def add_months(day: date, months: int) -> date | None:
    """Return the day *months* later (its day of the month cut to fit), or None outside years 1–9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, 28–31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_days(day: date, days: int) -> date | None:
    """Return the day *days* later, or None outside years 1–9999."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where there is no such day (31 February, year 0, year 12026)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period_at(grain: Grain, day: date) -> Period:
    """Return the period of that grain which holds *day* (for a weekend: that of the day's ISO week)."""
    if grain == "day":
        return Period(day, grain)
    if grain in ("week", "weekend"):
        shift = -day.weekday() + (5 if grain == "weekend" else 0)
        return Period(add_days(day, shift) or day, grain)
    if grain == "season":
        return _season_at(day)
    if grain == "decade":
        return Period(date(max(1, day.year // 10 * 10), 1, 1), grain)
    if grain == "century":
        return Period(date(max(1, day.year // 100 * 100), 1, 1), grain)
    size = _SPAN_MONTHS[grain]
    return Period(date(day.year, (day.month - 1) // size * size + 1, 1), grain)


def _season_at(day: date) -> Period:
    if day.month < 3:
        return Period(date(max(1, day.year - 1), 12, 1), "season")
    return Period(date(day.year, day.month // 3 * 3, 1), "season")


def season_of(code: str, year: int) -> Period | None:
    """Return the season (``SP``, ``SU``, ``FA``, ``WI``) of a year; a winter is named by its December."""
    if not 1 <= year <= 9999:
        return None
    return Period(date(year, 3 + 3 * SEASONS.index(code), 1), "season")


def shift(period: Period, steps: int) -> Period | None:
    """Return the period *steps* periods of the same grain later, or None outside years 1–9999."""
    if abs(steps) > 120_000:
        return None
    if period.grain in ("day", "week", "weekend"):
        day = add_days(period.first, steps * (1 if period.grain == "day" else 7))
    else:
        day = add_months(period.first, steps * _SPAN_MONTHS[period.grain])
    return None if day is None else Period(day, period.grain)


def weekday_from(day: date, weekday: int, direction: int, *, same: bool = True) -> date | None:
    """Return the nearest day that is *weekday* (Monday 0) before (−1) or after (+1) *day*.

    *same* says whether *day* itself may be returned.
    """
    gap = ((weekday - day.weekday()) * direction) % 7
    if gap == 0 and not same:
        gap = 7
    return add_days(day, gap * direction)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def timex(period: Period) -> str:
    """Return the TIMEX3 value: ``1998-02-06``, ``1998-W06``, ``1998-W06-WE``, ``1998-Q1``, ``1998-FA``.

    A decade is its first three digits (``199``), a century its first two (``19``), as in TIDES 2003, on which TimeML
    builds, and in ISO 8601.
    """
    first = period.first
    if period.grain == "day":
        return first.isoformat()
    if period.grain in ("week", "weekend"):
        iso = first.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if period.grain == "weekend" else "")
    year = f"{first.year:04d}"
    if period.grain == "month":
        return f"{year}-{first.month:02d}"
    if period.grain == "quarter":
        return f"{year}-Q{(first.month + 2) // 3}"
    if period.grain == "half":
        return f"{year}-H{(first.month + 5) // 6}"
    if period.grain == "season":
        return f"{year}-{SEASONS[first.month // 3 - 1]}"
    return year[: {"decade": 3, "century": 2}.get(period.grain, 4)]


def edtf(period: Period) -> str:
    """Return the EDTF date; weeks, weekends, quarters and halves become intervals of days."""
    if period.grain in ("week", "weekend", "quarter", "half"):
        return f"{period.first.isoformat()}/{period.last.isoformat()}"
    if period.grain == "season":
        return f"{period.first.year:04d}-{_EDTF_SEASON[SEASONS[period.first.month // 3 - 1]]}"
    return timex(period).ljust(4, "X")  # the 1990s are ``199X``


_EDTF_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?$")


def day_range(value: str) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF date or closed interval of year, month or day precision.

    Anything else (open intervals, seasons, unspecified digits, nonsense) gives None.
    """
    parts = value.split("/")
    if len(parts) > 2:
        return None
    ends = [_edtf_period(part) for part in parts]
    if any(end is None for end in ends):
        return None
    low, high = ends[0], ends[-1]
    if low is None or high is None or high.last < low.first:
        return None
    return low.first, high.last


def _edtf_period(value: str) -> Period | None:
    found = _EDTF_DATE.match(value.strip())
    if found is None:
        return None
    year, month, day = (int(g) if g else None for g in found.groups())
    first = make_day(year or 0, month or 1, day or 1)
    if first is None:
        return None
    return Period(first, "day" if day else "month" if month else "year")
