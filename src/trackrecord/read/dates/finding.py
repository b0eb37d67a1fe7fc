"""Dates, times, durations and sets of a report, with TIMEX3 values, EDTF and the days they cover.

``timex`` finds the phrases, ``tense`` says whether their clause looks back or ahead, ``meanings`` gives them their
meaning from the publication date and from what the text named before, ``calendar`` does the arithmetic; this
module puts them together. Publication dates of coarse or uncertain precision (``2021-10~``,
``2021-10-01/2021-10-05``) are reckoned from both of their ends: what both agree on is certain, the rest becomes an
interval. Without any, relative phrases keep relative values and no days.

A duration names an extent of time and no day, except where it sets a deadline (``deadlines``). A text with a dateline
of up to three days before publication is reckoned from that. The next rule on how phrases bear on each other goes
here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trackrecord.read.dates.anchoring import Anchor, Meaning, dated
from trackrecord.read.dates.calendar import Period, day_range, edtf, shift
from trackrecord.read.dates.datewords import month_number
from trackrecord.read.dates.deadlines import with_deadlines
from trackrecord.read.dates.durations import amount
from trackrecord.read.dates.meanings import meaning_of
from trackrecord.read.dates.plaintense import plain_tense
from trackrecord.read.dates.relativedates import clock_of
from trackrecord.read.dates.tense import tense_at
from trackrecord.read.dates.timex import Phrase, find_phrases
from trackrecord.types import DateMention, Report, Span

if TYPE_CHECKING:
    from trackrecord.read.dates.anchoring import Tense
    from trackrecord.read.parse import Parsed

_CLOCK_THEN_DATE = re.compile(r",?[ \t\n]{1,3}(?:on[ \t\n]{1,2}|of[ \t\n]{1,2}|in the )?$")
_DATE_THEN_CLOCK = re.compile(r"(?:,?[ \t\n]{1,3}(?:at |at about |around |by )?)$")
_RANGE = re.compile(r"[ \n]?(?:to|through|till|until|-|–)[ \n]?")
_DAYS = ("full", "weekday", "deictic", "iso", "numeric", "feast")
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
    ranged: bool = False  # the second weekday of "Monday to Friday"


TenseOf = Callable[[Span], "Tense"]
# The kinds of phrase whose meaning hangs on the tense of their clause.
_TENSED = frozenset({"full", "month", "quarter", "season", "feast", "weekday", "from_weekday", "relative", "year_end",
                     "day_of_month"})  # fmt: skip


def find_dates(parsed: Parsed) -> tuple[DateMention, ...]:
    """Return all dates, times, durations and sets of a parsed report, in reading order.

    Values follow TIMEX3 (TimeML 1.2.1); a decade is ``198``, a weekend ``1998-W06-WE``, a part of the day
    ``1998-02-06TMO``. Dates are reckoned from ``report.published``; see the module's docstring for what an
    uncertain or missing one does. Never raises on odd text.
    """

    def tense_of(span: Span) -> Tense:
        tokens = parsed.slice(span)
        return tense_at(tokens) if tokens is not None and len(tokens) else "unknown"

    return _find(parsed.report, tense_of)


def find_dates_unparsed(report: Report) -> tuple[DateMention, ...]:
    """Return what :func:`find_dates` does without a parse, some fifty times as fast.

    The tense is guessed from the words around a phrase (:mod:`plaintense`), so that now and then a bare weekday or
    month falls on the wrong side of publication. For a first look at very many reports.
    """
    return _find(report, lambda span: plain_tense(report.text, span))


def _find(report: Report, tense_of: TenseOf) -> tuple[DateMention, ...]:
    text = report.text
    timed = _timed(report, tense_of)
    published = report.published
    ends = day_range(published) if published else None
    undated = _meanings(timed, None)
    if ends is not None and ends[0] == ends[1]:
        day = _dateline_day(text, timed, ends[0])
        ends = (day, day)
    if ends is None:
        results = [_mention(t, m, None, False) for t, m in zip(timed, undated, strict=True)]
    else:
        fuzzy = bool(published) and str(published).endswith(("~", "?", "%"))
        low = _meanings(timed, ends[0])
        high = low if ends[0] == ends[1] else _meanings(timed, ends[1])
        results = [
            _bounded(t, meanings, fuzzy)
            for t, meanings in zip(timed, map(list, zip(low, high, undated, strict=True)), strict=True)
        ]
    return tuple(result for result in with_deadlines(text, results, ends) if result is not None)


def _timed(report: Report, tense_of: TenseOf) -> list[_Timed]:
    """Find the phrases, join clock times to the dates beside them, and give each its tense and sentence."""
    text = report.text
    starts = [sentence.start for sentence in report.sentences]
    phrases = _without_zones(find_phrases(text), text)
    result: list[_Timed] = []
    skip = False
    for index, phrase in enumerate(phrases):
        if skip:
            skip = False
            continue
        after = phrases[index + 1] if index + 1 < len(phrases) else None
        span, main, clock = phrase.span, phrase, None
        if after is not None:
            between = text[phrase.span.end : after.span.start]
            if phrase.kind == "clock" and after.kind in _DAYS and _CLOCK_THEN_DATE.match(between):
                main, clock = after, clock_of(phrase)
            elif after.kind == "clock" and phrase.kind in _DAYS and _DATE_THEN_CLOCK.match(between):
                clock = clock_of(after)
            if clock is not None:
                span, skip = Span(phrase.span.start, after.span.end), True
        main = _from_now(main, text, tense_of)
        tense: Tense = tense_of(span) if main.kind in _TENSED else "unknown"
        sentence = max(0, bisect_right(starts, span.start) - 1)
        ranged = (
            bool(result) and result[-1].phrase.kind == main.kind == "weekday"
            and _RANGE.fullmatch(text, result[-1].span.end, span.start) is not None
        )  # fmt: skip
        result.append(_Timed(span, main, clock, tense, sentence, ranged))
    return result


_IN = re.compile(r"\bin[ \t\n]{1,3}(?:about |around |just |another )?$", re.I)
_S_TIME = re.compile(r"['’]s?[ \t\n]{1,3}time\b")
_DAYS_AND_MORE = frozenset(("day", "week", "fortnight", "month", "year", "decade"))


def _from_now(phrase: Phrase, text: str, tense_of: TenseOf) -> Phrase:
    """Make a date of "in two weeks" where the clause looks ahead, and of "in two weeks' time": two weeks from now."""
    start = phrase.span.start
    if phrase.kind != "duration" or not _IN.search(text, max(0, start - 14), start):
        return phrase
    if phrase.get("unit").removesuffix("s") not in _DAYS_AND_MORE or "approx" in phrase.parts:
        return phrase
    if amount(phrase)[0] is None or phrase.get("joint") == "-":
        return phrase
    if _S_TIME.match(text, phrase.span.end) or tense_of(phrase.span) == "future":
        return Phrase(phrase.span, "offset", phrase.parts | {"way": "from now"})
    return phrase


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
        if item.ranged and meaning is not None:
            meaning = _not_before(meaning, before)
        if meaning is not None and item.clock is not None:
            meaning = Meaning("TIME", meaning.value + item.clock, meaning.period, meaning.about)
        result.append(meaning)
        if meaning is None or meaning.period is None or meaning.type not in ("DATE", "TIME"):
            continue
        if meaning.period.grain == "quarter" and _names_quarter(item.phrase):
            quarter = (item.sentence, _reported(meaning.period, quarter and quarter[1], day))
        if item.phrase.kind not in ("present", "past", "future"):
            before = meaning.period
        if item.phrase.kind in ("full", "month_year") and "year" in item.phrase.parts:
            year = (item.sentence, meaning.period)
    return result


_DATELINE_PLACE = re.compile(r"(?:^|\n)[ \t]*[A-Z][A-Z.'’]+(?:[ ,][\w.,'’ -]{0,50})?,? $")
_DATELINE_END = re.compile(r",? ?(?:\([A-Z][\w ./-]{1,30}\)|--|[-–—_])")
_DATELINE_HEAD = 400  # code points of a report in which its dateline stands
_DATELINE_LAG = 3  # days by which a dateline may be older than the publication


def _dateline_day(text: str, timed: list[_Timed], published: date) -> date:
    """The day on which the text was written: its dateline's ("OSLO, May 3 (Agency) —"), or that of publication."""
    for item in timed:
        if item.span.start > _DATELINE_HEAD:
            break
        if item.phrase.kind != "full" or not _DATELINE_END.match(text, item.span.end):
            continue
        if not _DATELINE_PLACE.search(text[: item.span.start]):
            continue
        (meaning,) = _meanings([item], published)
        if meaning is not None and meaning.period is not None:
            lag = (published - meaning.period.first).days
            return meaning.period.first if 0 < lag <= _DATELINE_LAG else published
    return published


def _without_zones(phrases: list[Phrase], text: str) -> list[Phrase]:
    """Make "10:35 a.m. (0735 GMT)" one phrase, with the time that stands first."""
    result: list[Phrase] = []
    for phrase in phrases:
        last = result[-1] if result else None
        again = (
            last is not None and last.kind == phrase.kind == "clock"
            and text[last.span.end : phrase.span.start].strip(" \n") == "(" and text.startswith(")", phrase.span.end)
        )  # fmt: skip
        if last is not None and again:
            result[-1] = Phrase(Span(last.span.start, phrase.span.end + 1), "clock", last.parts)
        else:
            result.append(phrase)
    return result


def _not_before(meaning: Meaning, before: Period | None) -> Meaning:
    """A week later, where the second day of a range would lie before the first."""
    period = meaning.period
    if period is None or before is None or period.first >= before.first or meaning.type != "DATE":
        return meaning
    return dated(shift(period, 7)) or meaning


def _names_quarter(phrase: Phrase) -> bool:
    """Whether a phrase with a quarter for its meaning names the quarter spoken of, not one to compare it with."""
    return (phrase.kind == "quarter" and not phrase.get("back")) or (
        phrase.kind == "report_period" and phrase.get("which") in ("", "latest", "most recent", "current")
        and not phrase.get("yearrel") and not phrase.get("lead").startswith("last")
    )  # fmt: skip


def _reported(named: Period, before: Period | None, day: date | None) -> Period:
    """The quarter that results are given for: the last one named that is over, unless none is."""
    if before is None or day is None or before.last > day:
        return named
    return before if named.last > day else max(named, before)


def _told_year(item: _Timed, named: tuple[int, Period] | None) -> int | None:
    """The year that the sentence has named before, or that a date in the same month just before had."""
    if named is None:
        return None
    sentence, period = named
    month = item.phrase.parts.get("month", "")
    same_month = month.isalpha() and month_number(month) == period.first.month
    near = sentence == item.sentence or (same_month and item.sentence - sentence <= _MONTH_REACH)
    return period.first.year if near else None


def _bounded(timed: _Timed, meanings: list[Meaning | None], fuzzy: bool) -> DateMention | None:
    """Put together what a phrase means from the first and the last possible day of publication, and undated."""
    low, high, undated = meanings
    if low is None or high is None:
        return None
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
