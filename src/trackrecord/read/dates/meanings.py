"""From a phrase to its meaning: the table that joins the grammar's kinds to the functions that read them.

A new kind in ``timex`` needs a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.dates import calendardates, durations, relativedates
from trackrecord.read.dates.anchoring import Anchor, Meaning

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackrecord.read.dates.timex import Phrase


def meaning_of(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Return what a phrase means from *anchor*, or None where it means no time (31 February, a bare "the quarter")."""
    return _KINDS[phrase.kind](phrase, anchor)


def _reference(value: str) -> Callable[[Phrase, Anchor], Meaning | None]:
    return lambda phrase, anchor: Meaning("DATE", value)


_KINDS: dict[str, Callable[[Phrase, Anchor], Meaning | None]] = {
    "iso": calendardates.iso, "numeric": calendardates.numeric, "september_11": calendardates.september_11, "full": calendardates.full, "month_year": calendardates.month_year,
    "month": calendardates.month, "year": calendardates.year, "spoken_year": calendardates.year, "decade": calendardates.decade, "century": calendardates.century,
    "quarter": calendardates.quarter, "half": calendardates.half, "span_of_year": durations.duration, "report_period": calendardates.report_period,
    "season": calendardates.season, "feast": calendardates.feast, "deictic": relativedates.deictic, "weekday": relativedates.weekday, "from_weekday": relativedates.from_weekday,
    "relative": relativedates.relative, "week_of": relativedates.week_of, "before_last": relativedates.before_last, "same_last_year": relativedates.same_last_year, "nth_of_month": calendardates.nth_of_month, "year_end": relativedates.year_end, "day_of_month": relativedates.day_of_month,
    "offset": relativedates.offset, "span_back": durations.span_back, "each": durations.each, "duration": durations.duration, "vague_duration": durations.duration,
    "clock": relativedates.clock, "day_part": relativedates.day_part, "past": _reference("PAST_REF"), "present": _reference("PRESENT_REF"),
    "future": _reference("FUTURE_REF"),
}  # fmt: skip
