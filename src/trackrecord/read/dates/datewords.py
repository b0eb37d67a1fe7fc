"""The words of the calendar: months, weekdays, units, seasons, feasts and the adverbs that point at a time.

Word lists and the regular-expression pieces made from them, shared by the grammar (``timex``) and by what gives
the phrases their values (``meanings``). The next calendar word goes here.
"""

from __future__ import annotations

from datetime import date, timedelta

from trackrecord.read.dates.calendar import easter, make_day

# A gap between the words of one phrase: never across a blank line, so that headings do not run into text.
GAP = r"(?:[ \t\u00a0]{1,4}|[ \t]{0,3}\n[ \t]{0,8})"
DASH = r"(?:-|‐|‑|–)"
EITHER = rf"(?:{GAP}|{DASH})"
START = r"(?<![\w$£€¥.,/-])"

MONTHS = {name: number for number, name in enumerate(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1
)}  # fmt: skip
MONTHS_IN_FULL = frozenset(MONTHS)
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)}  # fmt: skip
_SHORT_WEEKDAYS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
SEASON_WORDS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI",
             "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV", "nightfall": "EV"}  # fmt: skip
ORDINALS = {name: number for number, name in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"], 1
)}  # fmt: skip
UNIT_LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W",
                "weekend": "WE", "month": "M", "quarter": "Q", "season": "S", "year": "Y", "decade": "Y",
                "century": "Y", "spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}  # fmt: skip
DECADE_WORDS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                "eighties": 80, "nineties": 90}  # fmt: skip

PAST_WORDS = "recently|more recently|most recently|lately|long ago|not long ago|the recent past|the distant past|recent"
PRESENT_WORDS = "now|currently|presently|nowadays|these days|at present|at the moment|at this moment|current"
FUTURE_WORDS = "the future|the near future|the foreseeable future|the short term|the near term|a later date"

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKDAY_LOOSE = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)(?![a-z])\.?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
DAY_PART = r"(?:morning|afternoon|evening|night)"
DAY_EDGE = r"(?:dawn|daybreak|sunrise|dusk|sunset|nightfall)"
UNIT = (
    r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie|"
    r"spring|summer|autumn|winter)"
)
YEAR = r"(?:1[0-9]|20)\d\d"
DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
ORDINAL_WORD = "(?:" + "|".join(
    name.replace("-", EITHER) for name in sorted(ORDINALS, key=lambda n: (-len(n), n))
) + ")"  # fmt: skip
CLOCK_HOUR = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen"
)
NUMBER_WORDS = rf"(?:(?:an?{GAP})(?:hundred|thousand|million|dozen)|(?:{_SMALL}))(?:{EITHER}(?:and{GAP})?(?:{_SMALL})){{0,4}}"
DIGIT_NUMBER = rf"\d{{1,3}}(?:,\d{{3}}){{0,2}}(?:\.\d{{1,3}}|{EITHER}?\d/\d|[½¼¾])?|\d{{4,7}}"
VAGUE_COUNT = (
    rf"several|a{GAP}few|a{GAP}couple(?:{GAP}of)?|couple{GAP}of|few|many|some|countless|"
    rf"a{GAP}number{GAP}of|dozens{GAP}of|scores{GAP}of|hundreds{GAP}of|thousands{GAP}of|millions{GAP}of"
)
SPOKEN_YEAR = (
    rf"(?:nineteen|eighteen){EITHER}(?:oh{EITHER})?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    rf"(?:{EITHER}(?:one|two|three|four|five|six|seven|eight|nine))?|hundred|ten|eleven|twelve|thirteen|fourteen|"
    rf"fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine)|"
    rf"two{EITHER}thousand(?:{EITHER}(?:and{GAP})?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    rf"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))?"
)

FIXED_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "independence day": (7, 4), "fourth of july": (7, 4), "bastille day": (7, 14), "veterans day": (11, 11),
    "armistice day": (11, 11), "may day": (5, 1), "april fools' day": (4, 1), "st. patrick's day": (3, 17),
    "all saints' day": (11, 1), "international women's day": (3, 8),
}  # fmt: skip
# (month, weekday, which): the third Monday of January …; a negative one counts from the end of the month.
FLOATING_FEASTS = {
    "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3), "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4),
    "mother's day": (5, 6, 2), "father's day": (6, 6, 3),
}  # fmt: skip
EASTER_FEASTS = {"easter sunday": 0, "easter monday": 1, "easter": 0, "good friday": -2, "ash wednesday": -46,
                 "palm sunday": -7, "pentecost": 49}  # fmt: skip
FEAST = "(?:" + "|".join(
    sorted(
        (name.replace(" ", GAP).replace("'", "['’]?").replace(".", r"\.?")
         for name in (*FIXED_FEASTS, *FLOATING_FEASTS, *EASTER_FEASTS, "election day")),
        key=lambda n: (-len(n), n),
    )
) + ")"  # fmt: skip


def month_number(word: str) -> int:
    """Return 1–12 for a month's name or abbreviation, in any case, with or without its full stop."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or abbreviation."""
    key = word.lower().rstrip(".")
    return WEEKDAYS[key] if key in WEEKDAYS else _SHORT_WEEKDAYS[key]


def ordinal_number(text: str) -> int | None:
    """Return the number that "14th", "14" or "fourteenth" writes, or None."""
    digits = "".join(c for c in text if c.isdigit())
    if digits:
        return int(digits)
    return ORDINALS.get("-".join(text.lower().replace("-", " ").split()))


def feast_day(name: str, year: int) -> date | None:
    """Return the day of a feast in a year, or None where it has none (an unknown name, year 0)."""
    key = " ".join(name.lower().replace("’", "'").split())
    table = {
        k.replace("'", "").replace(".", ""): k for k in (*FIXED_FEASTS, *FLOATING_FEASTS, *EASTER_FEASTS)
    }
    key = table.get(key.replace("'", "").replace(".", ""), key)
    if not 1 <= year <= 9999:
        return None
    if key in FIXED_FEASTS:
        return make_day(year, *FIXED_FEASTS[key])
    if key in FLOATING_FEASTS:
        return nth_weekday(year, *FLOATING_FEASTS[key])
    if key == "election day":  # the Tuesday after the first Monday of November
        return nth_weekday(year, 11, 0, 1) + timedelta(days=1)
    return easter(year) + timedelta(days=EASTER_FEASTS[key]) if key in EASTER_FEASTS else None


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """Return the *which*-th weekday (Monday 0) of a month; -1 is the last."""
    first = date(year, month, 1)
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
