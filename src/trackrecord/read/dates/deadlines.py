"""Deadlines: the stretch of days in which something is due, where a date or a duration sets one.

"By April 10" runs from the day of publication to that day, "within 90 days" until they are over, and "within 90 days
of the signing on 4 May" from that day on. The TIMEX3 value stays that of the words; EDTF is the stretch. The first and
last day are still those that the words name: April 10 itself; of a duration, which names none, the stretch's. A
duration that runs from an event without a date ("within 90 days of signing") has neither. The next way of setting a
deadline goes here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trackrecord.read.dates.calendar import add_days, add_months

if TYPE_CHECKING:
    from trackrecord.types import DateMention

Days = tuple[date, date]

_LEAD = 24  # code points before a phrase in which the word stands that makes a deadline of it
_WITHIN = re.compile(r"\bwithin[ \t\n]{1,3}(?:the[ \t\n]{1,3}next[ \t\n]{1,3})?$", re.I)
_BY = re.compile(r"\b(?:by|no[ \t\n]later[ \t\n]than|not[ \t\n]later[ \t\n]than)[ \t\n]{1,3}$", re.I)
_OF_EVENT = re.compile(r"[ \t\n]{1,3}(?:of|after|from|before|following)\b", re.I)
# From the duration to the date it runs from: "of", "of the signing on", "after talks begin on".
_TO_DATE = re.compile(
    r"[ \t\n]{1,3}(?:of|after|from|following)[ \t\n]{1,3}(?:[\w'’-]{1,20}[ \t\n]{1,3}){0,6}", re.I
)
_LENGTH = re.compile(r"P(\d{1,5})([DWMY])")


def with_deadlines(
    text: str, mentions: list[DateMention | None], published: Days | None
) -> list[DateMention | None]:
    """Return the mentions, those that set a deadline with its stretch; *published* is the range of publication."""
    result = list(mentions)
    for index, mention in enumerate(mentions):
        if mention is None:
            continue
        before = text[max(0, mention.span.start - _LEAD) : mention.span.start]
        if mention.type == "DURATION" and _WITHIN.search(before):
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            result[index] = _within(text, mention, following, published)
        elif published is not None and mention.last is not None and _BY.search(before):
            result[index] = _by(mention, published)
    return result


def _by(mention: DateMention, published: Days) -> DateMention:
    if mention.last is None or mention.last <= published[1].isoformat():
        return mention  # "by Monday, all had left" sets no deadline
    return replace(mention, edtf=f"{published[0].isoformat()}/{mention.last}")


def _within(
    text: str, mention: DateMention, following: DateMention | None, published: Days | None
) -> DateMention:
    start = published
    if _OF_EVENT.match(text, mention.span.end):
        start = None
        if following is not None and following.first is not None and following.last is not None:
            between = _TO_DATE.match(text, mention.span.end, following.span.start)
            if between is not None and between.end() == following.span.start:
                start = (date.fromisoformat(following.first), date.fromisoformat(following.last))
    last = later(start[1], mention.value) if start is not None else None
    return mention if start is None or last is None else _stretch(mention, start[0], last)


def later(day: date, duration: str) -> date | None:
    """Return the day that lies an ISO 8601 duration of days, weeks, months or years after *day*.

    None for any other duration, and beyond the year 9999.
    """
    found = _LENGTH.fullmatch(duration)
    if found is None:
        return None
    count, letter = int(found.group(1)), found.group(2)
    if letter in "DW":
        return add_days(day, count * (7 if letter == "W" else 1))
    return add_months(day, count * (12 if letter == "Y" else 1))


def _stretch(mention: DateMention, first: date, last: date) -> DateMention:
    return replace(
        mention,
        edtf=f"{first.isoformat()}/{last.isoformat()}",
        first=first.isoformat(),
        last=last.isoformat(),
    )
