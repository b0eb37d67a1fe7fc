"""Where in a text a time phrase can stand at all: around the words that some kind of phrase cannot do without.

Most of a report speaks of no time. One pass over its words finds the few that a phrase needs (a month, a unit, a
year in digits), and each pattern of ``timex`` is tried only near its own. A new kind of phrase there needs its words
here: one without an entry is never found.
"""

from __future__ import annotations

import re
from collections import defaultdict

from trackrecord.read.dates.datewords import (
    DAY_PARTS,
    DECADE_WORDS,
    MONTHS,
    ORDINALS,
    SEASON_WORDS,
    WEEKDAYS,
)

# How far a phrase reaches to the left and to the right of a word that it needs, in code points.
_LEFT, _RIGHT = 88, 56

_UNITS = "second minute hour day night weekend week fortnight month quarter year decade spring summer autumn winter"
_PARTS = ("morning", "afternoon", "evening", "night")


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


_SINGLE = _words(_UNITS, "century")
_MANY = frozenset(f"{unit}s" for unit in _UNITS.split()) | {"centuries"}
_MONTHS = frozenset(MONTHS)
_DAYS = frozenset(WEEKDAYS)
_ORDINALS = frozenset(part for name in ORDINALS for part in name.split("-")) | _words("st nd rd th")

# The words of each kind, of which every phrase of that kind holds one. "#year" stands for four digits, "#tens" for
# two digits that end in 0, "#pair" for digits joined by a slash, stop, dash or colon to more digits.
NEEDED: dict[str, frozenset[str]] = {
    "iso": _words("#pair"),
    "numeric": _words("#pair"),
    "september_11": _words("#pair sept september"),
    "full": _MONTHS,
    "month_year": _MONTHS,
    "month": _MONTHS,
    "week_of": _MONTHS,
    "nth_of_month": _MONTHS,
    "before_last": _words("last next"),
    "same_last_year": _words("same"),
    "year": _words("#year", "nineteen eighteen thousand"),
    "spoken_year": _words("nineteen eighteen thousand"),
    "decade": _words("#year #tens") | frozenset(DECADE_WORDS),
    "century": _words("century"),
    "quarter": _words("quarter q"),
    "half": _words("half"),
    "span_of_year": _MANY,
    "report_period": _words("quarter period earlier ago"),
    "season": frozenset(SEASON_WORDS),
    "feast": _DAYS | _words("day eve christmas halloween thanksgiving easter pentecost july"),
    "deictic": _words("today yesterday tomorrow tonight night overnight"),
    "weekday": _DAYS,
    "from_weekday": _DAYS,
    "relative": _SINGLE | frozenset(_PARTS),
    "year_end": _words("end"),
    "day_of_month": _ORDINALS,
    "offset": _SINGLE | _MANY,
    "span_back": _SINGLE | _MANY,
    "each": _words("every each once twice times daily weekly monthly annually yearly nightly hourly biweekly bimonthly weekends")
    | frozenset(f"{day}s" for day in (*WEEKDAYS, *_PARTS)),
    "duration": _SINGLE | _MANY,
    "vague_duration": _MANY,
    "clock": _words("m am pm #pair gmt utc hours clock local est edt cst cdt mst mdt pst pdt cet cest bst half quarter noon midnight midday morning afternoon evening"),
    "day_part": frozenset(DAY_PARTS),
    "past": _words("recently lately ago recent past"),
    "present": _words("now currently presently nowadays days present moment current"),
    "future": _words("future term date day"),
}  # fmt: skip

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SETS = tuple(dict.fromkeys(NEEDED.values()))
_SETS_OF: dict[str, tuple[int, ...]] = {
    word: tuple(i for i, words in enumerate(_SETS) if word in words) for word in frozenset().union(*_SETS)
}
_INDEX = {kind: _SETS.index(words) for kind, words in NEEDED.items()}

Windows = list[tuple[int, int]]


def windows(text: str) -> dict[str, Windows]:
    """Return for each kind the stretches of *text* in which its phrases can lie, in order and not overlapping.

    Kinds without any are left out. Linear in the text.
    """
    found: defaultdict[int, list[list[int]]] = defaultdict(list)
    size = len(text)
    for match in _TOKEN.finditer(text):
        token = match.group()
        sets = _SETS_OF.get(token.lower()) or (_number_sets(text, match) if token[0].isdigit() else None)
        if not sets:
            continue
        start, end = max(0, match.start() - _LEFT), min(size, match.end() + _RIGHT)
        for index in sets:
            listed = found[index]
            if listed and start <= listed[-1][1]:
                listed[-1][1] = end
            else:
                listed.append([start, end])
    return {kind: [(a, b) for a, b in found[index]] for kind, index in _INDEX.items() if index in found}


def _number_sets(text: str, match: re.Match[str]) -> tuple[int, ...]:
    start, end = match.span()
    sets: tuple[int, ...] = ()
    if end - start == 4:
        sets = _SETS_OF["#year"]
    elif end - start == 2 and text[start + 1] == "0":
        sets = _SETS_OF["#tens"]
    if text[end : end + 1] in ("/", ".", "-", ":") and text[end + 1 : end + 2].isdigit():
        sets = (*sets, *_SETS_OF["#pair"])
    return sets
