"""When a report was published, how that is known, and how precisely, as an EDTF date.

A date that was given wins over the page's own, and that over one inferred from the text. Inference takes, in
this order: a line that says when it was published or is nothing but a date, at the head or foot of the text; a
dateline ("LIMA, Oct 9, 2021 (Agency) —"), where it lacks the year with the year of a month that the text
names shortly before it (``2021-10-09~``); the latest full date in the first paragraphs, unless the text names a
later year. News that gives the day of the week with the date is about that week (``2021-10-08/2021-10-14``);
otherwise the month is taken, approximately (``2021-10~``). A year alone says only that the report is not older, so nothing is inferred from it:
an unknown date stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from trackrecord.clean.credits import is_stamp
from trackrecord.types import PublishedBasis

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19[0-9]{2}|20[0-9]{2})"
_FULL_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH}) (?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y1>{_YEAR})"
    rf"|(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTH}),? (?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})-(?P<m3>[01][0-9])-(?P<d3>[0-3][0-9]))(?![0-9])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:first published|originally published|published|publication date|posted|date|issued|created|filed"
    r"|last updated|last modified|updated|modified)(?: on| at)?[:\s\-–|]{1,4}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"updat|modif", re.IGNORECASE)
# "LIMA, Peru, Oct. 9, 2021 (Agency) —", "Geneva, 9 October 2021 –", "October 9, 2021 -- Updated".
_BEFORE_IN_DATELINE = re.compile(
    r"(?:\([A-Z][\w ]{1,20}\)[\s\-–—]{0,4})?(?:[A-ZÀ-Ž][\w.'’\-]*[,/ (:–—-]{1,4}){0,8}"
)
_AFTER_DATELINE = re.compile(r"[\s),|]{0,3}(?:\([^)]{2,40}\)\s?)?(?:[-–—:|]|$|\()")
_NOT_YET = re.compile(
    r"\b(?:by|until|till|before|deadline|due|through|from|scheduled (?:for|on)|set for|planned for|expected (?:on|in|for)|ends? on"
    r"|expires? on|starting(?: on)?|beginning(?: on)?|as of|effective)(?: the| on| from)? $",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
# "LIMA, Oct 9 (Agency) -": a place, a day without a year, and the dash or bracket that ends a dateline.
_DAY_IN_DATELINE = re.compile(
    rf"[A-ZÀ-Ž][\w.'’\-]*(?:[, ]{{1,2}}[A-ZÀ-Ž][\w.'’\-]*){{0,5}}, (?:(?P<m1>(?i:{_MONTH})) (?P<d1>[0-9]{{1,2}})|(?P<d2>[0-9]{{1,2}})"
    rf" (?P<m2>(?i:{_MONTH})))\s?(?:\([^)]{{2,40}}\)\s?)?[-–—:]",
)
_MONTH_AND_YEAR = re.compile(
    rf"\b(?P<m>{_MONTH})(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?,? (?P<y>{_YEAR})\b", re.IGNORECASE
)
_MONTHS_BACK = 6
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_BEFORE = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day),? \(?$", re.IGNORECASE)
_HEAD_LINES = 8
_FOOT_LINES = 6
_LEAD = 1_200


class Published(NamedTuple):
    """An EDTF date or None, how it is known, and the words it rests on where it was inferred."""

    edtf: str | None
    basis: PublishedBasis
    evidence: str | None = None


class _Found(NamedTuple):
    day: date
    start: int
    end: int


def published_of(text: str, given: str | None = None, page: str | None = None) -> Published:
    """Return when the report was published: *given*, or what its *page* says, or what *text* lets one infer.

    *text* is the whole mended text, furniture included, because that is where pages print their dates.
    """
    if given:
        return Published(given, "given")
    if page:
        return Published(page, "page")
    return (
        _stamped(text)
        or _datelined(text)
        or _dateline_without_year(text)
        or _told(text)
        or Published(None, "unknown")
    )


def _dates(text: str) -> Iterator[_Found]:
    for match in _FULL_DATE.finditer(text):
        year = match["y1"] or match["y2"] or match["y3"]
        month, day = match["m1"] or match["m2"] or match["m3"], match["d1"] or match["d2"] or match["d3"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        try:
            yield _Found(date(int(year), number, int(day)), match.start(), match.end())
        except ValueError:
            continue


def _stamped(text: str) -> Published | None:
    """Take a labelled date, or a line that holds a date and no prose, at the head or foot."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    fallback: Published | None = None
    for line in (*lines[:_HEAD_LINES], *lines[_HEAD_LINES:][-_FOOT_LINES:]):
        for found in _dates(line[:400]):
            label = _LABEL.search(line[max(0, found.start - 60) : found.start])
            if label is None and not is_stamp(line):
                continue
            stamp = Published(found.day.isoformat(), "inferred", line[:160].strip())
            if label is None or _AFTERWARDS.search(label.group()):
                fallback = fallback or stamp
            else:
                return stamp
    return fallback


def _datelined(text: str) -> Published | None:
    """Take a full date that stands where a dateline stands: at the beginning of one of the first lines."""
    for line in [line.strip() for line in text.split("\n") if line.strip()][:_HEAD_LINES]:
        found = next(_dates(line[:160]), None)
        if found is None or not _BEFORE_IN_DATELINE.fullmatch(line[: found.start]):
            continue
        if found.start == 0 or _AFTER_DATELINE.match(line[found.end :]):
            return Published(found.day.isoformat(), "inferred", line[: found.end])
    return None


def _dateline_without_year(text: str) -> Published | None:
    """Take a dateline's day and month with the latest year in the text, if it names a month just before that day."""
    for line in [line.strip() for line in text.split("\n") if line.strip()][:_HEAD_LINES]:
        match = _DAY_IN_DATELINE.match(line[:160])
        if match is None:
            continue
        month, day = (
            _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1,
            int(match["d1"] or match["d2"]),
        )
        named = [
            (int(found["y"]), _MONTHS.index(found["m"][:3].lower()) + 1)
            for found in _MONTH_AND_YEAR.finditer(text)
        ]
        years = [int(year.group()) for year in _ANY_YEAR.finditer(text)]
        if not named or max(named)[0] < max(years):
            return None
        year, latest = max(named)
        year += latest > month  # a month named of last year, under a dateline of this one
        if (year - max(named)[0]) * 12 + month - latest > _MONTHS_BACK:
            return None
        try:
            return Published(f"{date(year, month, day).isoformat()}~", "inferred", match.group().strip())
        except ValueError:
            return None
    return None


def _told(text: str) -> Published | None:
    """Take the latest full date that the lead tells of as past: its week or, approximately, its month."""
    lead = text[:_LEAD]
    told = [
        found for found in _dates(lead) if not _NOT_YET.search(lead[max(0, found.start - 40) : found.start])
    ]
    if not told:
        return None
    latest = max(told)
    if any(int(year.group()) > latest.day.year for year in _ANY_YEAR.finditer(text)):
        return None  # the text knows of later years, so this day is history in it
    weekday = _WEEKDAY_BEFORE.search(lead[max(0, latest.start - 16) : latest.start])
    if weekday is not None and _WEEKDAYS[latest.day.weekday()] == weekday.group(1).lower():
        until = date.fromordinal(latest.day.toordinal() + 6)
        words = lead[latest.start - len(weekday.group()) : latest.end]
        return Published(f"{latest.day.isoformat()}/{until.isoformat()}", "inferred", words)
    return Published(f"{latest.day:%Y-%m}~", "inferred", lead[latest.start : latest.end])
