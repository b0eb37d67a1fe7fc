"""Dates, times, durations and sets of a report, with TIMEX3 values, EDTF and the days they cover.

``timex`` finds the phrases, ``tense`` says whether their clause looks back or ahead, ``meanings`` gives them their
meaning from the publication date and from what the text named before, ``calendar`` does the arithmetic; this
module puts them together. Publication dates of coarse or uncertain precision (``2021-10~``,
``2021-10-01/2021-10-05``) are reckoned from both of their ends: what both agree on is certain, the rest becomes an
interval. Without any, relative phrases keep relative values and no days.

A duration names an extent of time and no day, except after "within", where it ends a stretch that begins on the
day of publication. The next rule on how phrases bear on each other goes here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trackrecord.read.dates.anchoring import Anchor, Meaning
from trackrecord.read.dates.calendar import Period, add_days, add_months, day_range, edtf
from trackrecord.read.dates.datewords import month_number
from trackrecord.read.dates.meanings import meaning_of
from trackrecord.read.dates.relativedates import clock_of
from trackrecord.read.dates.tense import tense_at
from trackrecord.read.dates.timex import Phrase, find_phrases
from trackrecord.types import DateMention, Span

if TYPE_CHECKING:
    from trackrecord.read.dates.anchoring import Tense
    from trackrecord.read.parse import Parsed

_CLOCK_THEN_DATE = re.compile(r",?[ \t\n]{1,3}(?:on[ \t\n]{1,2}|of[ \t\n]{1,2}|in the )?$")
_DATE_THEN_CLOCK = re.compile(r"(?:,?[ \t\n]{1,3}(?:at |at about |around |by )?)$")
_DAYS = ("full", "weekday", "deictic", "iso", "numeric", "feast")
_WITHIN = re.compile(r"\bwithin[ \t\n]{1,3}(?:the[ \t\n]{1,3}next[ \t\n]{1,3})?$", re.I)
_OF_EVENT = re.compile(r"[ \t\n]{1,3}(?:of|after|from|before|following)\b", re.I)
_QUARTER_REACH = 6  # sentences over which "a year ago" still means the quarter named
_MONTH_REACH = 2  # sentences over which "March 25" after "March 2, 2015" is still of that year


@dataclass(frozen=True, slots=True)
class _Timed:
    """A phrase, joined with a clock time beside it, and the tense and sentence it stands in."""

    span: Span
    phrase: Phrase
    clock: str | None
    tense: Tense
    sentence: int


def find_dates(parsed: Parsed) -> tuple[DateMention, ...]:
    """Return all dates, times, durations and sets of a parsed report, in reading order.

    Values follow TIMEX3 (TimeML 1.2.1); a decade is ``198X``, a weekend ``1998-W06-WE``, a part of the day
    ``1998-02-06TMO``. Dates are reckoned from ``report.published``; see the module's docstring for what an
    uncertain or missing one does. Never raises on odd text.
    """
    timed = _timed(parsed)
    published = parsed.report.published
    ends = day_range(published) if published else None
    undated = _meanings(timed, None)
    if ends is None:
        results = [_mention(t, m, None, False) for t, m in zip(timed, undated, strict=True)]
    else:
        fuzzy = bool(published) and str(published).endswith(("~", "?", "%"))
        low = _meanings(timed, ends[0])
        high = low if ends[0] == ends[1] else _meanings(timed, ends[1])
        results = [
            _bounded(parsed, t, meanings, ends, fuzzy)
            for t, meanings in zip(timed, map(list, zip(low, high, undated, strict=True)), strict=True)
        ]
    return tuple(result for result in results if result is not None)


def _timed(parsed: Parsed) -> list[_Timed]:
    """Find the phrases, join clock times to the dates beside them, and give each its tense and sentence."""
    phrases = find_phrases(parsed.text)
    result: list[_Timed] = []
    skip = False
    for index, phrase in enumerate(phrases):
        if skip:
            skip = False
            continue
        after = phrases[index + 1] if index + 1 < len(phrases) else None
        span, main, clock = phrase.span, phrase, None
        if after is not None:
            between = parsed.text[phrase.span.end : after.span.start]
            if phrase.kind == "clock" and after.kind in _DAYS and _CLOCK_THEN_DATE.match(between):
                main, clock = after, clock_of(phrase)
            elif after.kind == "clock" and phrase.kind in _DAYS and _DATE_THEN_CLOCK.match(between):
                clock = clock_of(after)
            if clock is not None:
                span, skip = Span(phrase.span.start, after.span.end), True
        tokens = parsed.slice(span)
        tense: Tense = tense_at(tokens) if tokens is not None and len(tokens) else "unknown"
        result.append(_Timed(span, main, clock, tense, parsed.sentence_at(span.start)))
    return result


def _meanings(timed: list[_Timed], day: date | None) -> list[Meaning | None]:
    """Give every phrase its meaning from *day* and from the phrases before it."""
    result: list[Meaning | None] = []
    before: Period | None = None
    quarter: tuple[int, Period] | None = None
    year: tuple[int, Period] | None = None
    for item in timed:
        near = quarter[1] if quarter is not None and item.sentence - quarter[0] <= _QUARTER_REACH else None
        told = _told_year(item, year)
        meaning = meaning_of(item.phrase, Anchor(day, item.tense, before, near, told))
        if meaning is not None and item.clock is not None:
            meaning = Meaning("TIME", meaning.value + item.clock, meaning.period, meaning.about)
        result.append(meaning)
        if meaning is None or meaning.period is None or meaning.type not in ("DATE", "TIME"):
            continue
        if meaning.period.grain == "quarter" and item.phrase.kind == "quarter":
            quarter = (item.sentence, meaning.period)
        if item.phrase.kind not in ("present", "past", "future"):
            before = meaning.period
        if item.phrase.kind in ("full", "month_year") and "year" in item.phrase.parts:
            year = (item.sentence, meaning.period)
    return result


def _told_year(item: _Timed, named: tuple[int, Period] | None) -> int | None:
    """The year that the sentence has named before, or that a date in the same month just before had."""
    if named is None:
        return None
    sentence, period = named
    month = item.phrase.parts.get("month", "")
    same_month = month.isalpha() and month_number(month) == period.first.month
    near = sentence == item.sentence or (same_month and item.sentence - sentence <= _MONTH_REACH)
    return period.first.year if near else None


def _bounded(
    parsed: Parsed, timed: _Timed, meanings: list[Meaning | None], ends: tuple[date, date], fuzzy: bool
) -> DateMention | None:
    """Put together what a phrase means from the first and the last possible day of publication, and undated."""
    low, high, undated = meanings
    if low is None or high is None:
        return None
    if low.type == "DURATION" and _WITHIN.search(
        parsed.text[max(0, timed.span.start - 24) : timed.span.start]
    ):
        return _deadline(parsed, timed, low, ends)
    absolute = undated is not None and undated.period is not None
    if low == high:
        return _mention(timed, low, None, fuzzy and not absolute)
    if low.period is None or high.period is None:
        return _mention(timed, undated or low, None, False)
    hull = (min(low.period.first, high.period.first), max(low.period.last, high.period.last))
    return _mention(timed, undated or low, hull, fuzzy)


def _mention(
    timed: _Timed, meaning: Meaning | None, hull: tuple[date, date] | None, fuzzy: bool
) -> DateMention | None:
    if meaning is None:
        return None
    if hull is not None:
        first, last = hull[0].isoformat(), hull[1].isoformat()
        return DateMention(
            timed.span, meaning.type, meaning.value, f"{first}/{last}{'~' if fuzzy else ''}", first, last
        )
    if meaning.period is None:
        return DateMention(timed.span, meaning.type, meaning.value)
    written = edtf(meaning.period)
    about = (meaning.about or fuzzy) and not written.endswith("X")
    first, last = meaning.period.first.isoformat(), meaning.period.last.isoformat()
    return DateMention(timed.span, meaning.type, meaning.value, written + ("~" if about else ""), first, last)


def _deadline(parsed: Parsed, timed: _Timed, meaning: Meaning, ends: tuple[date, date]) -> DateMention:
    """ "Within 90 days": the days from publication until they are over, unless they run from some other event."""
    found = re.fullmatch(r"P(\d{1,5})([DWMY])", meaning.value)
    if found is None or _OF_EVENT.match(parsed.text, timed.span.end):
        return DateMention(timed.span, meaning.type, meaning.value)
    count, letter = int(found.group(1)), found.group(2)
    last = (
        add_days(ends[1], count * (7 if letter == "W" else 1))
        if letter in "DW"
        else add_months(ends[1], count * (12 if letter == "Y" else 1))
    )
    if last is None:
        return DateMention(timed.span, meaning.type, meaning.value)
    first_day, last_day = ends[0].isoformat(), last.isoformat()
    return DateMention(
        timed.span, meaning.type, meaning.value, f"{first_day}/{last_day}", first_day, last_day
    )
