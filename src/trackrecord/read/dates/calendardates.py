"""Calendar dates and what they mean: days, months, years, decades, quarters, halves, seasons and feasts.

Where a phrase leaves its year open, the nearest date that fits the clause's tense is meant; a year that the sentence
has named goes before. One function a kind of phrase of ``timex``; the next calendar phrase goes here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trackrecord.read.dates.anchoring import Anchor, Meaning, Tense, dated, moved_by, with_part
from trackrecord.read.dates.calendar import (
    SEASONS,
    Grain,
    Period,
    add_days,
    make_day,
    period_at,
    season_of,
    shift,
)
from trackrecord.read.dates.datewords import (
    DECADE_WORDS,
    SEASON_WORDS,
    feast_day,
    month_number,
    nth_weekday,
    ordinal_number,
    weekday_number,
)
from trackrecord.read.figures.numbers import number_value

if TYPE_CHECKING:
    from trackrecord.read.dates.timex import Phrase


def iso(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "2021-10-07" and "2021-10-07T14:30"."""
    day = make_day(int(phrase.parts["year"]), int(phrase.parts["month"]), int(phrase.parts["day"]))
    if day is None:
        return None
    if "hour" in phrase.parts and int(phrase.parts["hour"]) < 24 and int(phrase.parts["minute"]) < 60:
        clock = f"T{int(phrase.parts['hour']):02d}:{int(phrase.parts['minute']):02d}"
        return Meaning("TIME", day.isoformat() + clock, Period(day, "day"))
    return dated(Period(day, "day"))


def numeric(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "10/25/98", "25/10/1998", "3.4.1998"."""
    a, b, written = int(phrase.parts["a"]), int(phrase.parts["b"]), phrase.parts["year"]
    if phrase.parts["sep"] == "." and len(written) < 4:
        return None
    year = int(written) if len(written) == 4 else _full_year(int(written), anchor)
    # 10/25/98 and 25/10/98 are clear; 3/4/98 is read as the American month/day, and 3.4.1998 as day.month.
    month, day = (b, a) if a > 12 or phrase.parts["sep"] == "." else (a, b)
    found = make_day(year, month, day) if year >= 1 else None
    return dated(Period(found, "day")) if found else None


def _full_year(short: int, anchor: Anchor) -> int:
    now = anchor.day.year if anchor.day else 2000
    century = now // 100 * 100
    return century + short if century + short <= now + 10 else century - 100 + short


def september_11(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "9/11", which in news names one day only."""
    return dated(Period(date(2001, 9, 11), "day"))


def full(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read a day of a month: "Thursday, April 6", "25 October 1998", "last Oct. 23", "the night of 4 March"."""
    return with_part(_full(phrase, anchor), phrase.get("of") or phrase.get("at"))


def _full(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    month, day = month_number(phrase.parts["month"]), ordinal_number(phrase.parts["day"])
    if day is None or not 1 <= day <= 31:
        return None
    year = _year_of(phrase)
    if year is None and phrase.get("yearrel"):
        year = _yearish(phrase.get("yearrel"), anchor)
    if year is None:
        year = anchor.year
    if year is not None:
        found = make_day(year, month, day)
        return dated(Period(found, "day")) if found else None
    if anchor.day is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}") if make_day(2000, month, day) else None
    years = [anchor.day.year + step for step in (-1, 0, 1)]
    if phrase.get("weekday"):
        wanted = weekday_number(phrase.parts["weekday"])
        fitting = [y for y in years if (d := make_day(y, month, day)) and d.weekday() == wanted]
        years = fitting or years
    days = [d for d in (make_day(y, month, day) for y in years) if d is not None]
    if phrase.get("rel"):
        days = [d for d in days if (d < anchor.day) == (phrase.get("rel") == "last")]
    chosen = _closest(days, anchor)
    return dated(Period(chosen, "day")) if chosen else None


# A bare date is the nearest one; the tense outweighs a difference of this many days (a writer adds the year,
# or "last", to a date that is further away).
_TENSE_DAYS = 250


def _closest(days: list[date], anchor: Anchor) -> date | None:
    """The day among *days* that lies nearest to the anchor day, those against the clause's tense set back."""
    if anchor.day is None or not days:
        return None
    reference = anchor.day.toordinal()

    def distance(day: date) -> tuple[int, date]:
        ahead = day.toordinal() - reference
        against = (anchor.tense == "past" and ahead > 0) or (anchor.tense == "future" and ahead < 0)
        return abs(ahead) + (_TENSE_DAYS if against else 0), day

    return min(days, key=distance)


def _year_of(phrase: Phrase) -> int | None:
    if phrase.parts.get("year", "")[:4].isdigit():
        return int(phrase.parts["year"])
    if "spoken" in phrase.parts:
        return spoken_year(phrase.parts["spoken"])
    return None


def spoken_year(words: str) -> int | None:
    """Return the year that words write: "nineteen ninety-one", "two thousand and four", or None."""
    flat = words.lower().replace("-", " ").replace(" oh ", " ").split()
    if flat[:2] == ["two", "thousand"]:
        rest = number_value(" ".join(w for w in flat[2:] if w != "and")) if len(flat) > 2 else 0
        return None if rest is None else 2000 + int(rest)
    head = {"nineteen": 1900, "eighteen": 1800}.get(flat[0])
    rest = 0 if flat[1:] == ["hundred"] else number_value(" ".join(flat[1:]))
    return None if head is None or rest is None or rest > 99 else head + int(rest)


def month_year(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "October 1984", "Oct. '84"."""
    year = _year_of(phrase)
    if year is None and "short" in phrase.parts:
        year = _full_year(int(phrase.parts["short"]), anchor)
    first = make_day(year, month_number(phrase.parts["month"]), 1) if year else None
    return dated(Period(first, "month")) if first else None


def month(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read a month without its year: "in March", "last June", "early November"."""
    month, rel = month_number(phrase.parts["month"]), phrase.get("rel")
    year = _yearish(phrase.get("yearrel"), anchor) if phrase.get("yearrel") else None
    if year is None and not rel:
        year = anchor.year
    if year is not None:
        first = make_day(year, month, 1)
        return dated(Period(first, "month")) if first else None
    if anchor.day is None:
        return Meaning("DATE", f"XXXX-{month:02d}")
    gap = month - anchor.day.month
    if rel in ("last", "the previous") or "past" in rel:
        # "Last February" in a March is the year before's: the one just past would be "last month".
        gap -= 12 if gap >= (-1 if rel == "last" else 0) else 0
    elif rel in ("next", "the following") or "coming" in rel:
        gap += 12 if gap <= 0 else 0
    elif not rel:
        gap = min(
            (gap - 12, gap, gap + 12), key=lambda months: (_month_distance(months, anchor.tense), months)
        )
    return moved_by(anchor, "month", gap)


def _month_distance(months: int, tense: Tense) -> int:
    against = (tense == "past" and months > 0) or (tense == "future" and months < 0)
    return abs(months) + (7 if against else 0)


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}


def nth_of_month(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the first week of March", "the last Monday in April 2013", "the final days of May".

    A week belongs to the month that holds its Thursday, as ISO 8601 has it for years; vague days are the month's.
    """
    whole = month_year(phrase, anchor) if "year" in phrase.parts else month(phrase, anchor)
    if whole is None or whole.period is None:
        return whole
    first, target, nth = whole.period.first, phrase.get("target"), _NTH[phrase.get("nth")]
    if target == "days":
        return whole
    if target == "day":
        return dated(Period(whole.period.last if nth < 0 else add_days(first, nth - 1) or first, "day"))
    weekday = {"week": 3, "weekend": 5}.get(target)
    named = nth_weekday(first.year, first.month, weekday_number(target) if weekday is None else weekday, nth)
    grain: Grain = "week" if target == "week" else "weekend" if target == "weekend" else "day"
    return dated(period_at(grain, named))


def year(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "1998", "fiscal 1989", "nineteen ninety-one"."""
    year = _year_of(phrase)
    return dated(Period(date(year, 1, 1), "year")) if year else None


def decade(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the 1980s", "the nineties"."""
    tens = DECADE_WORDS[phrase.get("word")] if "word" in phrase.parts else int(phrase.parts["decade"])
    century = int(phrase.parts["century"]) if "century" in phrase.parts else 19
    return dated(Period(date(century * 100 + tens, 1, 1), "decade"))


def century(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the 20th century"; the century of the hundreds, 1900 to 1999."""
    number = ordinal_number(phrase.parts["ordinal"])
    if number is None or not 1 <= number <= 30:
        return None
    return dated(Period(date(max(1, number * 100 - 100), 1, 1), "century"))


def _yearish(words: str, anchor: Anchor) -> int | None:
    """The year that "1998", "last year", "next fiscal year", "the year" names from the anchor."""
    if words[:4].isdigit():
        return int(words[:4])
    if anchor.day is None:
        return None
    first = words.split()[0] if words else ""
    if first == "that" and anchor.before is not None:
        return anchor.before.first.year
    return anchor.day.year + {"last": -1, "next": 1}.get(first, 0)


_ORDER = {
    "last": 2,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "latter": 2,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}


def quarter(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the third quarter", "Q3 2010", "the year-ago third quarter"."""
    n = _ORDER[phrase.get("n")] if phrase.get("n") in _ORDER else int(phrase.get("n") or phrase.get("n2"))
    words = phrase.get("year") or phrase.get("yearrel") or phrase.get("yearpre")
    year = _yearish(words, anchor) if words else anchor.year
    if year is None and anchor.day is None:
        return Meaning("DATE", f"XXXX-Q{n}")
    if year is None and anchor.day is not None:
        year = anchor.day.year
        ahead = n - (anchor.day.month + 2) // 3
        # The quarter under way, the last three, or under a future tense the next two.
        if ahead > (2 if anchor.tense == "future" else 0):
            year -= 1
        elif ahead < (-1 if anchor.tense == "future" else -3):
            year += 1
    first = make_day((year or 0) - (1 if phrase.get("back") else 0), 3 * n - 2, 1)
    return dated(Period(first, "quarter")) if first else None


def half(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "the first half of 1990"."""
    year = _yearish(phrase.get("year") or phrase.get("yearrel"), anchor)
    first = make_day(year, 6 * _ORDER[phrase.get("n")] - 5, 1) if year else None
    return dated(Period(first, "half")) if first else None


def report_period(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """ "The quarter", "the year-ago period", "last year's quarter": reckoned from the quarter last spoken of."""
    which, whole = phrase.get("which"), phrase.get("noun") == "quarter"
    if phrase.get("month") and not which and anchor.quarter is None:
        return _quarter_ended(phrase, anchor)
    year_back = (
        "ago" in which
        or "earlier" in which
        or phrase.get("yearrel")
        or which in ("comparable", "corresponding")
    )
    if not whole and not which:
        return None
    if anchor.day is None:
        return None
    current = period_at("quarter", anchor.day)
    if which == "current" or (
        phrase.get("yearrel") == "" and _starts_with_this(phrase) and whole and not which
    ):
        return dated(current)
    base = anchor.quarter
    if base is None and not whole and not (which[:4].isdigit() or which == "latest"):
        return moved_by(anchor, "year", -1) if year_back else None
    if base is None:
        base = shift(current, -1)
    if base is None:
        return None
    if which[:4].isdigit():
        first = make_day(int(which[:4]), base.first.month, 1)
        return dated(Period(first, "quarter")) if first else None
    if year_back or phrase.get("lead").startswith("last year"):
        return dated(shift(base, -4))
    return dated(shift(base, -1) if which in ("previous", "prior") else base)


def _quarter_ended(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """ "The quarter ended July 31": the calendar quarter with which its three months share most days."""
    end = full(phrase, replace(anchor, tense="past" if phrase.get("ended") == "ended" else "future"))
    if end is None or end.period is None:
        return None
    middle = add_days(end.period.first, -45)
    return dated(period_at("quarter", middle)) if middle else None


def _starts_with_this(phrase: Phrase) -> bool:
    return phrase.get("lead") == "this"


def season(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "last fall", "this summer", "the winter of 1994"."""
    code = SEASON_WORDS[phrase.get("season")]
    words, rel = phrase.get("year") or phrase.get("yearrel"), phrase.get("rel")
    spoken = spoken_year(phrase.parts["spoken"]) if "spoken" in phrase.parts else None
    year = spoken or (_yearish(words, anchor) if words else None)
    if year is None:
        if anchor.day is None:
            return Meaning("DATE", f"XXXX-{code}")
        year = _season_year(code, rel, anchor)
    return dated(season_of(code, year))


def _season_year(code: str, rel: str, anchor: Anchor) -> int:
    assert anchor.day is not None
    base = anchor.before.first.year if rel.startswith("that") and anchor.before else anchor.day.year
    month = 3 + 3 * SEASONS.index(code)
    if rel in ("last", "the last") or "past" in rel or rel == "the previous":
        return base if month + 2 < anchor.day.month else base - 1
    if rel in ("next", "the next") or "coming" in rel:
        return base if month > anchor.day.month else base + 1
    if rel == "the" and anchor.tense == "past" and month > anchor.day.month:
        return base - 1
    return base


def feast(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    """Read "Christmas", "last Thanksgiving", "Easter Monday 1998", "Easter week"."""
    found = _feast(phrase, anchor)
    if found is None or found.period is None or not phrase.get("week"):
        return found
    return dated(period_at("week", found.period.first))


def _feast(phrase: Phrase, anchor: Anchor) -> Meaning | None:
    name, rel = phrase.get("feast"), phrase.get("rel")
    if "year" in phrase.parts or anchor.year is not None:
        found = feast_day(name, int(phrase.parts.get("year", anchor.year or 0)))
        return dated(Period(found, "day")) if found else None
    if anchor.day is None:
        return Meaning("DATE", "XXXX-XX-XX")
    days = [d for d in (feast_day(name, anchor.day.year + step) for step in (-1, 0, 1)) if d is not None]
    if rel == "last" or "past" in rel:
        days = [d for d in days if d < anchor.day]
    elif rel == "next" or "coming" in rel:
        days = [d for d in days if d > anchor.day]
    chosen = _closest(days, anchor)
    return dated(Period(chosen, "day")) if chosen else None
