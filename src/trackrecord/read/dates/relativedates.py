"""Relative dates and clock times and what they mean: "yesterday", "last week", "two months ago", "on Friday at noon".

One function a kind of phrase of ``timex``; the next way of pointing from one day to another goes here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trackrecord.read.dates.anchoring import Anchor, Meaning, dated, moved_by, with_part
from trackrecord.read.dates.calendar import (
    Grain,
    Period,
    add_days,
    add_months,
    make_day,
    period_at,
    shift,
    weekday_from,
)
from trackrecord.read.dates.calendardates import full
from trackrecord.read.dates.datewords import DAY_PARTS, UNIT_LETTERS, ordinal_number, weekday_number
from trackrecord.read.dates.durations import MULTIPLES, amount, iso_duration
from trackrecord.read.figures.numbers import number_value

if TYPE_CHECKING:
    from trackrecord.read.dates.timex import Phrase

_GRAINS: dict[str, Grain] = {
    "day": "day", "night": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century", "season": "season",
}  # fmt: skip

_DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1, "overnight": -1,
            "the day before yesterday": -2, "the day after tomorrow": 2}  # fmt: skip


def deictic(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "today", "yesterday morning", "last night"."""
    word = phrase.get("word")
    part = phrase.get("part") or ("night" if word in ("tonight", "last night", "overnight") else "")
    edge = phrase.get("edge")
    if "afternoon" in edge or "morning" in edge:
        part = edge.removeprefix("mid").strip("- ")
    return with_part(moved_by(anchor, "day", _DEICTIC[word]), part)


def weekday(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "Thursday", "last Friday", "next Monday", "Wednesday night"."""
    number, rel = weekday_number(phrase.parts["weekday"]), phrase.get("rel")
    part = phrase.get("part") or phrase.get("of") or phrase.get("at")
    part = "morning" if phrase.get("hours") else part
    base = anchor.day
    if (
        rel in ("the previous", "the following", "that", "the same")
        and anchor.before
        and anchor.before.grain == "day"
    ):
        base = anchor.before.first
    if base is None:
        return with_part(Meaning("DATE", f"XXXX-WXX-{number + 1}"), part)
    if phrase.get("weekrel"):
        steps = {"last": -7, "next": 7}.get(phrase.get("weekrel"), 0)
        found = add_days(base, number - base.weekday() + steps)
        return with_part(dated(Period(found, "day")) if found else None, part)
    if phrase.get("plus"):  # "Monday week" is a week after the Monday to come
        coming = weekday_from(base, number, 1, same=False)
        found = add_days(coming, 7) if coming else None
        return with_part(dated(Period(found, "day")) if found else None, part)
    if rel in ("last", "the previous") or "past" in rel:
        found = weekday_from(base, number, -1, same=False)
    elif rel in ("next", "the following"):
        found = weekday_from(base, number, 1, same=False)
    elif rel.startswith("this") or anchor.tense == "future":
        found = weekday_from(base, number, 1)
    else:
        found = weekday_from(base, number, -1)
    return with_part(dated(Period(found, "day")) if found else None, part)


def from_weekday(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "a week from Monday"."""
    count = int(number_value(phrase.get("count")) or 1)
    direction = 1 if phrase.get("way") in ("from", "after") else -1
    if anchor.day is None:
        return Meaning("DATE", f"XXXX-WXX-{weekday_number(phrase.parts['weekday']) + 1}")
    base = weekday_from(anchor.day, weekday_number(phrase.parts["weekday"]), direction)
    found = add_days(base, 7 * count * direction) if base else None
    return dated(Period(found, "day")) if found else None


_BACK = ("last", "past", "latest", "previous", "preceding", "prior")
_AHEAD = ("next", "coming", "following", "upcoming")
_FROM_TEXT = ("previous", "preceding", "prior", "following", "same", "that")


_WITHIN_DAY = ("later in", "earlier in", "late in", "early in")


def relative(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "last week", "this year", "the following day", "the end of the month"."""
    words, target = phrase.get("rel").split(), phrase.get("target")
    if phrase.get("ended") and target in UNIT_LETTERS:
        return Meaning("DURATION", iso_duration(1.0, target))
    key = words[-1] if words[-1] not in ("same",) else "same"
    if key == "the" and target == "day" and phrase.get("edge") in _WITHIN_DAY:
        near = anchor.before.first if anchor.before and anchor.before.grain == "day" else anchor.day
        return moved_by(anchor, "day", 0, near)
    if key == "the" and target in ("century", "decade") and phrase.get("edge"):
        return moved_by(anchor, _GRAINS[target], 0)
    if key in ("first", "final", "these", "those") or (
        key == "the" and target in ("day", "century", "decade", "night")
    ):
        return None
    steps = -1 if key in _BACK else 1 if key in _AHEAD else 0
    told = (
        key in _FROM_TEXT or words[0] == "that" or (words[0] == "the" and key == "next")
    ) and anchor.before
    base = anchor.before.first if told and anchor.before else anchor.day
    if target in DAY_PARTS:
        if key == "the" and anchor.before is None:
            return None
        near = (
            anchor.before.first
            if anchor.before and anchor.before.grain == "day" and key in ("the", "next")
            else base
        )
        return with_part(moved_by(anchor, "day", steps, near), target)
    if target == "fortnight":
        return Meaning("DURATION", "P2W")
    if target in ("decade", "century") and key in _BACK + _AHEAD + ("this",):
        return Meaning("DURATION", f"P{MULTIPLES[target]}Y")
    if target == "weekend":
        return _weekend(key, anchor, base)
    return with_part(moved_by(anchor, _GRAINS[target], steps, base), phrase.get("part"))


def _weekend(key: str, anchor: Anchor, base: date | None) -> Meaning | None:
    if base is None:
        return Meaning("DATE", "XXXX-WXX-WE")
    inside = base.weekday() >= 5
    steps = {"next": 1, "following": 1, "upcoming": 0, "coming": 0}.get(key, 0)
    if key in _BACK or (key in ("the", "this") and anchor.tense != "future" and not inside):
        steps = -1
    return moved_by(anchor, "weekend", steps, base)


def before_last(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the week before last" and "the week after next"."""
    return moved_by(anchor, _GRAINS[phrase.get("target")], 2 if phrase.get("way").startswith("after") else -2)


def same_last_year(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the same month last year": the one named last, or the present one, a year before."""
    grain: Grain | None = _GRAINS.get(phrase.get("target"))
    before = anchor.before if anchor.before and grain in (None, anchor.before.grain) else None
    if before is None and (anchor.day is None or grain is None):
        return moved_by(anchor, "year", -1)
    base = before or period_at(grain or "day", anchor.day or date.min)
    first = add_months(base.first, -12)
    return dated(period_at(base.grain, first)) if first else None


def week_of(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the week of March 6", "the week ending 31 May", "the weekend of 9 March"."""
    day = full(phrase, anchor)
    grain: Grain = "weekend" if phrase.get("target") == "weekend" else "week"
    return dated(period_at(grain, day.period.first)) if day and day.period else day


def year_end(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "year-end": 31 December."""
    if anchor.day is None:
        return Meaning("DATE", "XXXX-12-31")
    year = anchor.day.year - (1 if anchor.tense == "past" or phrase.get("since") else 0)
    found = make_day(year, 12, 31)
    return dated(Period(found, "day")) if found else None


def day_of_month(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "on the 14th", "by the 3rd of next month"."""
    day, rel = ordinal_number(phrase.parts["day"]), phrase.get("rel")
    if day is None or not 1 <= day <= 31:
        return None
    if anchor.day is None:
        return Meaning("DATE", f"XXXX-XX-{day:02d}")
    base = anchor.day.replace(day=1)
    if not rel and anchor.before is not None and anchor.before.grain in ("day", "month"):
        base = anchor.before.first.replace(day=1)
    steps = {"last month": -1, "next month": 1}.get(rel, 0)
    month = add_months(base, steps)
    found = make_day(month.year, month.month, day) if month else None
    return dated(Period(found, "day")) if found else None


def offset(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "two months ago", "a day earlier", "three weeks from now"."""
    count, unit = amount(phrase)
    way = phrase.get("way")
    ahead = way in ("later", "after", "afterward", "afterwards", "hence", "from now", "from today")
    if count is None:
        return Meaning("DATE", "FUTURE_REF" if way in ("hence", "from now", "from today") else "PAST_REF")
    from_text = way not in ("ago", "hence", "from now", "from today") and anchor.before is not None
    base = anchor.before.first if from_text and anchor.before else anchor.day
    if unit == "year" and count == 1 and not ahead and anchor.quarter is not None:
        return dated(shift(anchor.quarter, -4))
    steps = count * MULTIPLES.get(unit, 1) * (1 if ahead else -1)
    if phrase.get("then") and anchor.day is not None:
        return _to_the_day(phrase.get("then"), unit, round(steps), anchor.day)
    if unit in ("hour", "minute", "second"):
        moved = moved_by(anchor, "day", int(steps / 24) if unit == "hour" else 0, base)
        return Meaning("TIME", moved.value, moved.period, True) if moved else None
    grain = _GRAINS.get({"fortnight": "week", "decade": "year", "century": "year"}.get(unit, unit))
    if grain is None or abs(steps) > 100_000:
        return None
    if from_text and anchor.before and coarser(anchor.before, grain):
        return dated(anchor.before, about=True)
    if not float(steps).is_integer() and grain == "year":
        moved = moved_by(anchor, "month", round(steps * 12), base)
    else:
        moved = moved_by(anchor, grain, round(steps), base)
    about = bool(phrase.get("approx"))
    return Meaning(moved.type, moved.value, moved.period, about) if moved else None


_ORDERED: tuple[Grain, ...] = (
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "season",
    "half",
    "year",
    "decade",
    "century",
)
_COARSE = _ORDERED[3:]


def coarser(period: Period, grain: Grain) -> bool:
    """Whether a period is too long to count from in steps of *grain*: "three days later" after "in January"."""
    return period.grain in _COARSE and _ORDERED.index(grain) < _ORDERED.index(period.grain)


def _to_the_day(then: str, unit: str, steps: int, day: date) -> Meaning | None:
    """ "Two years ago this month": as exact as the words say, not as the unit."""
    grain: Grain = "day" if then == "today" else "week" if then.endswith("week") else "month"
    months = steps * {"year": 12, "decade": 12, "century": 12, "month": 1}.get(unit, 0)
    days = steps * {"week": 7, "fortnight": 7, "day": 1}.get(unit, 0)
    moved = add_months(day, months) if months else add_days(day, days)
    return dated(period_at(grain, moved)) if moved else None


def clock_of(phrase: Phrase) -> str | None:
    """Return the ``Thh:mm`` of a clock phrase, or None where there is no such time (25:00, 13 p.m.)."""
    if "fixed" in phrase.parts:
        return "T24:00" if phrase.get("fixed") == "midnight" else "T12:00"
    part = phrase.get("daypart") or phrase.get("daypart2")
    hour_word = phrase.get("hour") or phrase.get("words")
    hour = int(number_value(hour_word) or 0) if hour_word else 0
    minute = int(phrase.get("minute") or 0)
    if phrase.get("past") or phrase.get("to"):
        minute = 30 if phrase.get("past") == "half" else 15 if phrase.get("past") else 45
        hour -= 1 if phrase.get("to") else 0
        hour = hour or 12
    half = phrase.get("half")[:1] or ("p" if part in ("afternoon", "evening") else "a" if part else "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def clock(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "5 p.m.", "10:30", "noon", on the day that the text named last."""
    clock = clock_of(phrase)
    if clock is None:
        return None
    base = anchor.before if anchor.before is not None and anchor.before.grain == "day" else None
    day = base.first if base else anchor.day
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XX{clock}")
    return Meaning("TIME", day.isoformat() + clock, Period(day, "day"))


def day_part(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "that morning", "the next evening"."""
    rel = phrase.get("rel")
    base = anchor.before if anchor.before is not None and anchor.before.grain == "day" else None
    if rel == "the" and base is None:
        return None
    steps = 1 if rel in ("the next", "the following") else -1 if rel in ("the previous", "before") else 0
    return with_part(
        moved_by(anchor, "day", steps, base.first if base and rel != "this" else None), phrase.get("part")
    )
