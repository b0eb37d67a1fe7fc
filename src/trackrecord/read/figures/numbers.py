"""Numerals: where a text writes a number, in digits or in words, and which number that is.

:func:`find_numerals` gives every numeral with its span; it knows nothing of units, bounds or what is counted
(``figures``), nor of dates. Digits of any script are read. A string of digits that is no plain number (``1.2.3.4``,
``555-0199``, 400 digits) gives nothing. The next way of writing a number goes here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

NumeralKind = Literal["digits", "words", "vague", "fraction"]

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT_SCALES = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "b": 10**9,
    "tn": 10**12,
}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100}  # fmt: skip
_GLYPHS = {
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅕": 0.2,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
}
_VAGUE = {"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
          "billions": 10**9, "trillions": 10**12, "lakhs": 10**5, "crores": 10**7}  # fmt: skip
_VAGUE_LEADS = {"several": 3, "few": 3, "couple": 2, "many": 3}

_LINK = r"(?:[ \t\u00a0]?[-‐‑–][ \t\u00a0]?|[ \t\u00a0]{1,3}|[ \t]?\n[ \t]{0,8})"
_GAP = re.compile(_LINK)
_AND = re.compile(_LINK + r"and" + _LINK, re.I)
_WORD = re.compile(r"[A-Za-z]{1,12}(?![A-Za-z])")
# Other quotients of figures are days and months, scores or file numbers.
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 32, 64, 100})
_DIGITS = re.compile(
    r"(?:(?<![\w.,])|(?<=(?<![A-Za-z])[A-Z]{3}))(?:"
    r"(?P<euro>\d{1,3}(?:\.\d{3}){1,6},\d{1,6})|"
    r"(?P<comma>\d{1,3}(?:,\d{2,3}){0,5},\d{3}(?:\.\d{1,12})?)|"
    r"(?P<spaced>\d{1,3}(?:, ?\d{3}){0,3}, 000)|"
    r"(?P<mixed>\d{1,4}[ -]\d{1,2}/\d{1,3})|(?P<fraction>\d{1,3}/\d{1,4})|(?P<mark>\d{1,2}\.\d{1,2}/10{1,2})|"
    r"(?P<plain>\d{1,25}(?:\.\d{1,12})?)|(?P<point>\.\d{1,12})"
    r")(?!\d|[.,/:]\d)(?P<glyph>[½¼¾⅓⅔⅕⅛⅜⅝⅞])?"
)
_START = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z]{2,12}|an?)(?![A-Za-z])|\d|\.(?=\d)|[½¼¾⅓⅔⅕⅛⅜⅝⅞]", re.I)
_SHORT = re.compile(r"[ \t\u00a0]?(k|mn|mln|m|bn|bln|b|tn)(?![A-Za-z0-9²³])", re.I)
_STARTERS = (
    frozenset({"a", "an", "half", "dozen", "quarter", "hundred", "several", "few", "couple"})
    | frozenset(UNITS)
    | frozenset(TENS)
    | frozenset(SCALES)
    | frozenset(_VAGUE)
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A written number. ``kind`` is ``vague`` where the words name only a magnitude ("dozens", "several hundred").

    ``low``/``high`` are the values the numeral allows by itself (``high`` None: open). ``scale`` is what a scale
    word or letter in it ("million", "bn") multiplies by, so that "two to three million" can share it.
    """

    span: Span
    value: float
    kind: NumeralKind
    low: float
    high: float | None
    scale: float = 1.0


def find_numerals(text: str) -> list[Numeral]:
    """Return all numerals of *text*, left to right, not overlapping. Linear in the length of the text."""
    found: list[Numeral] = []
    position = 0
    while True:
        start = _START.search(text, position)
        if start is None:
            return found
        numeral = _numeral_at(text, start.start())
        if numeral is None:
            position = _after_run(text, start)
            continue
        found.append(numeral)
        position = max(numeral.span.end, start.start() + 1)


def _after_run(text: str, start: re.Match[str]) -> int:
    """Skip a run of digits and points that is no number as a whole, so that its tail is not read as one."""
    end = start.end()
    if not (start.group()[0].isdigit() or start.group()[0] == "."):
        return end
    while end < len(text) and (
        text[end].isdigit() or (text[end] in ".,/:" and text[end + 1 : end + 2].isdigit())
    ):
        end += 1
    return end


def number_value(text: str) -> float | None:
    """Return the number that *text* as a whole writes ("twenty-five", "1,200", "2.5 million"), or None."""
    found = _numeral_at(text.strip(), 0)
    return found.value if found is not None and found.span.end == len(text.strip()) else None


def _numeral_at(text: str, start: int) -> Numeral | None:
    first = text[start : start + 1]
    if first.isdigit() or first == "." or first in _GLYPHS:
        return _digits_at(text, start)
    word = _WORD.match(text, start)
    if word is None or word.group().lower() not in _STARTERS:
        return None
    return _vague_at(text, start) or _fraction_at(text, start) or _words_at(text, start)


# ------------------------------------------------------------------------------------------------ digits


def _digits_at(text: str, start: int) -> Numeral | None:
    if text[start] in _GLYPHS:
        return Numeral(Span(start, start + 1), _GLYPHS[text[start]], "fraction", 0.0, 1.0)
    match = _DIGITS.match(text, start)
    if match is None:
        return None
    value = _digit_value(match)
    if value is None:
        return None
    value += _GLYPHS.get(match.group("glyph") or "", 0.0)
    kind: NumeralKind = "fraction" if match.group("fraction") or match.group("mark") else "digits"
    scale, end = _scale_after(text, match.start(), match.end(), words_only=False)
    if scale != 1:
        return Numeral(Span(start, end), _tidy(value * scale), kind, value * scale, value * scale, scale)
    return Numeral(Span(start, match.end()), value, kind, value, value)


def _digit_value(match: re.Match[str]) -> float | None:
    """Return the value of matched digits, or None for a fraction over nothing or a number too long to be one."""
    kind = match.lastgroup if match.lastgroup != "glyph" else None
    kind = kind or next(
        k
        for k in ("euro", "comma", "spaced", "mixed", "fraction", "mark", "plain", "point")
        if match.group(k)
    )
    raw = match.group(kind)
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in raw)
    if kind in ("mixed", "fraction"):
        numbers = [int(n) for n in re.findall(r"\d+", plain)]
        if numbers[-1] not in _DENOMINATORS or numbers[-2] >= numbers[-1]:
            return None
        return _tidy((numbers[0] if kind == "mixed" else 0) + numbers[-2] / numbers[-1])
    if kind == "mark":  # "6.2/10"
        mark, top = (float(n) for n in plain.split("/"))
        return _tidy(mark / top) if mark <= top else None
    if kind == "euro":
        return float(plain.replace(".", "").replace(",", "."))
    return float(plain.replace(",", "").replace(" ", ""))


def _scale_after(text: str, start: int, end: int, *, words_only: bool) -> tuple[int, int]:
    """Return the scale that follows a number ("million", "thousand million", "bn") and where it ends."""
    total = 1
    for _ in range(2):
        gap = _GAP.match(text, end)
        word = _WORD.match(text, gap.end() if gap else end)
        if word is None or word.group().lower() not in (*SCALES, "hundred", "dozen"):
            break
        total *= SCALES.get(word.group().lower(), 12 if word.group().lower() == "dozen" else 100)
        end = word.end()
    if total == 1 and not words_only:
        short = _SHORT.match(text, end)
        # "5m" and "5 m" are five metres unless the number is money; other letters must touch the number.
        money = text[max(0, start - 2) : start].strip()[-1:] in ("$", "£", "€", "¥")
        touching = "kKbBMm" if money else "kKbBM"
        if short and (short.group() in touching or len(short.group(1)) > 1):
            return _SHORT_SCALES[short.group(1).lower()], short.end()
    return total, end


# ------------------------------------------------------------------------------------------------- words


def _words_after(text: str, start: int, limit: int = 14) -> Iterator[tuple[str, int, int]]:
    """Yield up to *limit* (word, start, end) linked by spaces or hyphens from *start*; "and" is left out."""
    position = start
    for _ in range(limit):
        word = _WORD.match(text, position)
        if word is None:
            break
        yield word.group().lower(), word.start(), word.end()
        gap = _AND.match(text, word.end()) or _GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()


_A = re.compile(r"an?(?![A-Za-z])", re.I)
_ARTICLE = re.compile(rf"an?{_LINK}(?:hundred|thousand|million|billion|trillion|dozen)(?![A-Za-z])", re.I)


def _words_at(text: str, start: int) -> Numeral | None:
    """Read cardinal number words: "two hundred and fifty thousand", "a hundred", "twenty-five", "two dozen"."""
    if _A.match(text, start) and not _ARTICLE.match(text, start):
        return None
    value, end, scale = _cardinal(text, start)
    if end == start:
        return None
    more = _half_after(text, end)
    if more is not None and scale == 1:
        factor, end = _scale_after(text, start, more, words_only=True)
        value, scale = (value + 0.5) * factor, float(factor)
    return Numeral(Span(start, end), value, "words", value, value, scale)


def _cardinal(text: str, start: int) -> tuple[float, int, float]:
    """Add up the number words from *start*: their value, where they end, and the largest scale word among them."""
    total, current, end, scale = 0.0, 0.0, start, 1.0
    last_scale, room = float("inf"), 0  # room: what a following unit or ten must stay below to be added
    for index, (word, at, stop) in enumerate(_words_after(text, start)):
        with_and = index > 0 and "and" in text[end:at].lower()
        value = 1 if index == 0 and word in ("a", "an") else UNITS.get(word, TENS.get(word))
        if value is not None:
            # "twenty five" adds up, "five twenty" and "one and two" do not; after "hundred" all below 100 fits.
            if index and not (value < room and (not with_and or room >= 100 or current == 0)):
                break
            current, room = current + value, 10 if word in TENS else 0
        elif word in ("hundred", "dozen") and current < 100 and not with_and:
            current, room = (
                (current or 1) * (100 if word == "hundred" else 12),
                100 if word == "hundred" else 0,
            )
        elif word in SCALES and SCALES[word] < last_scale and not with_and:
            last_scale = SCALES[word]
            total, scale = total + (current or 1) * last_scale, max(scale, last_scale)
            current, room = 0.0, 1000
        else:
            break
        end = stop
    return total + current, end, scale


_HALF = re.compile(_LINK + r"and" + _LINK + r"a" + _LINK + r"half(?![A-Za-z])", re.I)


def _half_after(text: str, end: int) -> int | None:
    found = _HALF.match(text, end)
    return found.end() if found else None


_FRACTION = re.compile(
    rf"(?:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine){_LINK})?"
    r"(?P<d>half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)"
    r"(?![A-Za-z])",
    re.I,
)
_OF_SCALE = re.compile(
    rf"{_LINK}(?:of{_LINK})?(?:an?{_LINK})?(hundred|thousand|million|billion|trillion|dozen)(?![A-Za-z])",
    re.I,
)


def _fraction_at(text: str, start: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "half a million", "a quarter of a million"."""
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    word = match.group("d").lower()
    part = _PARTS.get(word) or _PARTS[word.removesuffix("s")]
    count = UNITS.get((match.group("n") or "one").lower(), 1)
    value = count / part
    scale = _OF_SCALE.match(text, match.end())
    if scale is not None:
        size = SCALES.get(scale.group(1).lower(), 12 if scale.group(1).lower() == "dozen" else 100)
        return Numeral(
            Span(start, scale.end()), value * size, "words", value * size, value * size, float(size)
        )
    if match.group("n") is None and part != 2:
        return None  # a bare "third" or "quarter" is an ordinal, a coin or three months
    return Numeral(Span(start, match.end()), value, "fraction", value, value)


_VAGUE_RUN = re.compile(
    rf"(?:(?P<lead>several|many|a{_LINK}few|few|a{_LINK}couple(?:{_LINK}of)?|couple(?:{_LINK}of)?){_LINK}"
    rf"(?P<base>dozen|hundred|thousand|million|billion|lakh|crore)(?:{_LINK}(?P<base2>thousand|million|billion))?"
    rf"|(?P<plural>dozens|scores|tens|hundreds|thousands|millions|billions|trillions|lakhs|crores)"
    rf"(?:{_LINK}of{_LINK}(?P<of>thousands|millions|billions|hundreds|lakhs|crores))?)(?![A-Za-z])",
    re.I,
)


def _vague_at(text: str, start: int) -> Numeral | None:
    """Read "dozens", "tens of thousands", "several hundred": the least the words allow, open above."""
    match = _VAGUE_RUN.match(text, start)
    if match is None:
        return None
    if match.group("plural"):
        value = float(
            _VAGUE[match.group("plural").lower()] * _VAGUE.get((match.group("of") or "").lower(), 1)
        )
        return Numeral(Span(start, match.end()), value, "vague", value, None)
    base = match.group("base").lower()
    size = SCALES.get(base, 12 if base == "dozen" else 100) * SCALES.get(
        (match.group("base2") or "").lower(), 1
    )
    lead = _VAGUE_LEADS[re.split(r"\W+", match.group("lead").lower().removeprefix("a").strip())[0]]
    low = float(2 * size)
    return Numeral(Span(start, match.end()), float(lead * size), "vague", low, float(9 * size), float(size))


def _tidy(value: float) -> float:
    """Drop the noise of binary fractions: 8.1 million is 8,100,000."""
    return round(value, 6) if abs(value) < 1e15 else value
