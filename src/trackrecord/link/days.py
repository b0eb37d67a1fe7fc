"""Windows of days: when something was, as far as one report tells, as a pair of ISO days."""

from __future__ import annotations

from datetime import date, timedelta

from trackrecord.types import Reading

Window = tuple[date, date]
_LENGTHS = {4: "-01-01", 7: "-01", 10: ""}


def day(edtf: str | None) -> date | None:
    """Return the first day of an EDTF date, or None where it has none (unknown, malformed, outside years 1–9999)."""
    if not edtf:
        return None
    bare = edtf.split("/")[0].rstrip("~?%")
    try:
        return date.fromisoformat(bare + _LENGTHS[len(bare)])
    except (KeyError, ValueError):
        return None


def window_of(reading: Reading, index: int | None) -> Window | None:
    """Return the days that the reading's date at *index* covers, or None."""
    if index is None or not 0 <= index < len(reading.dates):
        return None
    mention = reading.dates[index]
    first, last = day(mention.first), day(mention.last)
    return (first, last) if first and last and first <= last else None


def around(published: str | None, before: int, after: int) -> Window | None:
    """Return the window from *before* days ahead of publication to *after* days behind it, or None if undated."""
    first = day(published)
    if first is None:
        return None
    try:
        return first - timedelta(days=before), first + timedelta(days=after)
    except OverflowError:
        return None


def gap(a: Window, b: Window) -> int:
    """Return how many days lie between two windows; 0 where they meet."""
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)


def length(window: Window) -> int:
    """Return the number of days in a window."""
    return (window[1] - window[0]).days + 1
