"""A day as pages write it: "9 Oct 2021, 10:15 BST", "Oct. 9, 2021", "2021-10-09T10:15:00Z", "09/10/2021", "9 octobre 2021".

The day is taken as it is written, in the page's own time zone. Which of "09/10/2021" is the month is nothing that a
date says of itself; :func:`order_of` settles it for a whole page. Months are known by their names in English and in
the languages with the most news pages written in Latin letters; of other pages the numbers are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

Order = Literal["day first", "month first"]

# The beginnings of names of months; each tells one month alone, whatever the language.
_NAMES: tuple[tuple[int, str], ...] = (
    (1, r"jan(?:uary|uar|vier|eiro)?|janv|ene(?:ro)?|gennaio|genn|januari|ocak|styczni\w+"),
    (2, r"feb(?:ruary|ruar|rero|braio|ruari)?|febr|f[ée]vr?(?:ier)?|fev(?:ereiro)?|şubat|lut\w+"),
    (3, r"mar(?:ch|zo|ço|s|t)?|märz|mrz|maart|mrt|mart|marc\w+"),
    (4, r"apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|nisan|kwie\w+"),
    (5, r"may|mai|mayo|maggio|magg|maio|mei|mayıs|maj\w*"),
    (6, r"june?|juni|juin|junio|giugno|giu|junho|haziran|czerw\w+"),
    (7, r"july?|juli|juillet|juil|julio|luglio|lug|julho|temmuz|lip\w+"),
    (8, r"aug(?:ust|ustus)?|août|aout|ago(?:sto)?|ağustos|sierp\w+"),
    (9, r"sept?(?:ember|embre|iembre)?|set(?:tembre|embro)?|eylül|wrze\w+"),
    (10, r"oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?|ekim|paźdz\w+"),
    (11, r"nov(?:ember|embre|iembre|embro)?|kasım|listopad\w*"),
    (12, r"dec(?:ember|embre)?|d[ée]c(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|aralık|grud\w+"),
)
_MONTH = "|".join(names for _, names in _NAMES)
_MONTHS = tuple((number, re.compile(names, re.IGNORECASE)) for number, names in _NAMES)
_YEAR = r"(?:19[89][0-9]|20[0-9]{2})"
_DAY = re.compile(
    rf"(?<![0-9./-])(?P<y1>{_YEAR})[-/.](?P<m1>[01]?[0-9])[-/.](?P<d1>[0-3]?[0-9])(?![0-9])"
    rf"|(?<![\w.])(?P<n2>{_MONTH})\.?[ \-]{{0,2}}(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?[,.]?[ \-]{{0,2}}(?P<y2>{_YEAR})(?![0-9])"
    rf"|(?<![0-9./:-])(?P<d3>[0-3]?[0-9])(?:st|nd|rd|th|er|º|\.)?[ \-/]{{0,2}}(?:of |de |d')?(?P<n3>{_MONTH})\.?,?[ \-/]{{0,2}}(?:de |del )?(?P<y3>{_YEAR})(?![0-9])"
    r"|(?<![0-9./:-])(?P<a4>[0-3]?[0-9])(?P<s4>[/.-])(?P<b4>[0-3]?[0-9])(?P=s4)(?P<y4>(?:19[89]|20[0-9])[0-9]|[0-3][0-9])(?![0-9/.-])"
    r"|(?<![0-9])(?P<y5>20[0-9]{2})(?P<m5>[01][0-9])(?P<d5>[0-3][0-9])(?:T[0-9]{2}|(?![0-9]))",
    re.IGNORECASE,
)
_TWO_DIGITS = re.compile(r"[0-9]{2}")
_NUMBERS = re.compile(r"[0-9][/.-][0-9]{1,2}[/.-]")
_SECONDS = re.compile(r"1?[0-9]{9}(?:[0-9]{3})?")
_MONTH_FIRST_HOST = re.compile(r"\.(?:us|gov|mil|edu|ph)(?:[/:]|$)")
_DAY_FIRST_HOST = re.compile(
    r"\.(?:uk|au|nz|ie|in|za|ng|ke|gh|pk|bd|lk|my|sg|mt|eu|fr|de|it|es|br|ar)(?:[/:]|$)"
)


class Written(NamedTuple):
    """A day found in a text, where it stands there, and whether it could be read in two ways."""

    day: date
    start: int
    end: int
    doubtful: bool = False


def days_in(text: str, order: Order = "month first") -> Iterator[Written]:
    """Yield the full dates in *text* from the year 1980 on; days that no month has are passed over."""
    if not may_hold_a_day(text):
        return
    for match in _DAY.finditer(text):
        found = _read(match, order)
        if found is not None:
            yield found


def may_hold_a_day(text: str) -> bool:
    """Whether a text has the two digits that every full date has: most lines of a page need no closer look."""
    return _TWO_DIGITS.search(text) is not None


def day_of(stated: str, order: Order = "month first") -> Written | None:
    """Return the day that a field such as ``datePublished`` states, also as seconds since 1970."""
    stated = stated.strip()[:80]
    if _SECONDS.fullmatch(stated):
        seconds = int(stated) // (1000 if len(stated) > 10 else 1)
        return Written(datetime.fromtimestamp(seconds, UTC).date(), 0, len(stated))
    return next(days_in(stated, order), None)


def order_of(texts: Iterable[str], language: str | None, url: str | None) -> Order:
    """Say how a page writes "09/10/2021": as its other dates do, or else its region.

    A number over 12 elsewhere on the page settles it; then the language where it has a region ("en-GB"), the country
    of the address, and English, which without a region writes the month first.
    """
    first = second = 0
    for text in texts:
        for match in _DAY.finditer(text) if _NUMBERS.search(text) else ():
            if match["a4"]:
                first += int(match["a4"]) > 12
                second += int(match["b4"]) > 12
    if first != second:
        return "day first" if first > second else "month first"
    code = (language or "").lower().replace("_", "-")
    if len(code) > 3 and code[2] == "-":
        return "month first" if code[:5] in ("en-us", "en-ph", "es-us") else "day first"
    host = (url or "").split("://", 1)[-1].split("/", 1)[0].lower()
    if _DAY_FIRST_HOST.search(host):
        return "day first"
    return "month first" if code[:2] in ("", "en") or _MONTH_FIRST_HOST.search(host) else "day first"


def _read(match: re.Match[str], order: Order) -> Written | None:
    doubtful = False
    if match["a4"]:
        first, second = int(match["a4"]), int(match["b4"])
        doubtful = first <= 12 and second <= 12 and first != second
        month, day = (first, second) if order == "month first" else (second, first)
        if month > 12:
            month, day = day, month
        short = match["y4"]
        year = int(short) if len(short) == 4 else 2000 + int(short)
    else:
        name = match["n2"] or match["n3"]
        year = int(match["y1"] or match["y2"] or match["y3"] or match["y5"])
        month = _named(name) if name else int(match["m1"] or match["m5"])
        day = int(match["d1"] or match["d2"] or match["d3"] or match["d5"])
    try:
        return Written(date(year, month, day), match.start(), match.end(), doubtful)
    except ValueError:
        return None


def _named(name: str) -> int:
    return next((number for number, names in _MONTHS if names.fullmatch(name)), 0)
