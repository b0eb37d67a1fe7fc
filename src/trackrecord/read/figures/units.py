"""Units of measure and currencies: how they are written, and the one name each is given.

Money gets its ISO 4217 code, per cent ``%``, everything else the British singular name ("kilometre", "tonne"); a
rate joins two with a stroke ("barrel/day"). Tables only: the next unit is one line here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.figures.currencies import MONEY_CODES, MONEY_SIGNS, MONEY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_PERCENT = {"%": "%", "percent": "%", "per cent": "%", "pct": "%", "percentage point": "percentage point",
            "percentage-point": "percentage point", "basis point": "basis point"}  # fmt: skip
_WORDS = {
    "metre": "meter m", "kilometre": "kilometer km kms", "centimetre": "centimeter cm", "millimetre": "millimeter mm",
    "micrometre": "micrometer micron", "nanometre": "nanometer nm", "picometre": "picometer pm",
    "mile": "", "yard": "", "foot": "feet ft", "inch": "inches", "nautical mile": "",
    "square metre": "square meter|sq m|m2|m²", "square kilometre": "square kilometer|sq km|km2|km²",
    "square mile": "sq mi|", "square foot": "square feet|sq ft", "hectare": "ha", "acre": "",
    "cubic metre": "cubic meter|m3|m³", "cubic foot": "cubic feet|", "litre": "liter", "millilitre": "milliliter ml",
    "gallon": "", "barrel": "bbl", "pint": "", "cup": "", "tablespoon": "tbsp", "teaspoon": "tsp", "bushel": "",
    "kilogram": "kg kgs kilo kilogramme", "gram": "gramme g", "milligram": "mg", "microgram": "μg µg mcg",
    "tonne": "metric ton|t", "ton": "", "pound-mass": "lb lbs", "ounce": "oz", "dram": "drachma", "carat": "",
    "watt": "", "kilowatt": "kw", "megawatt": "mw", "gigawatt": "gw", "kilowatt hour": "kilowatt-hour|kwh",
    "volt": "", "ampere": "amp", "hertz": "hz", "megahertz": "mhz", "gigahertz": "ghz", "joule": "", "calorie": "",
    "bit": "", "byte": "", "kilobyte": "kb", "megabyte": "mb megabit", "gigabyte": "gb", "terabyte": "tb",
    "degree Celsius": "degree celsius|degrees celsius|degree centigrade|degrees centigrade|degree c|degrees c|deg c|"
                      "deg celsius|celsius|celcius|centigrade|centigrate|°c|° c|° celsius|°celsius",
    "degree Fahrenheit": "degree fahrenheit|degrees fahrenheit|degree farenheit|degrees farenheit|degree f|degrees f|"
                         "deg f|deg fahrenheit|fahrenheit|farenheit|°f|° f",
    "degree": "deg °", "radian": "rad", "knot": "", "decibel": "db", "kilometre/hour": "km/h kph kmh", "mile/hour": "mph",
    "kiloton": "", "megaton": "", "point": "",
}  # fmt: skip
TIME_UNITS = frozenset(
    {
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "fortnight",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "night",
    }
)


def _spellings() -> dict[str, str]:
    """Every way of writing a unit, in lower case, with the unit's name."""
    table: dict[str, str] = {}
    for name, written in _WORDS.items():
        for form in (name, *(written.split("|") if "|" in written else written.split())):
            if form:
                table[form.lower()] = name
                if (len(form) > 3 or form == name) and form[-1].isalpha():
                    table.setdefault(form.lower() + "s", name)
    for name, unit in MONEY_WORDS.items():
        table[name] = unit
        table.setdefault(name + "s", unit)
    for name, unit in _PERCENT.items():
        table[name] = unit
        table.setdefault(name + "s", unit)
    return table


UNIT_NAMES = _spellings()
_CODES_LOW = {code.lower(): code for code in MONEY_CODES}
_BEFORE = MONEY_SIGNS | _CODES_LOW
_AFTER = (
    _CODES_LOW
    | UNIT_NAMES
    | {sign: code for sign, code in MONEY_SIGNS.items() if not sign.isascii() or sign == "$"}
)

_LONGEST_SIGN = max(map(len, _BEFORE))
_KNOWN = frozenset({"usd", "eur", "gbp", "rmb", "jpy", "chf", "cad", "aud"})

_SPACE = r"(?:[ \t\u00a0]{1,3}|[ \t]?\n[ \t]{0,8})"
_JOINT = re.compile(rf"(?:[-‐‑]|{_SPACE})?")
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_LONGEST = max(map(len, _AFTER))
# Every character one for one, so that offsets stay true.
_PLAIN = str.maketrans({"\n": " ", "\t": " ", "\u00a0": " ", "‐": "-", "‑": "-"})


def _by_first_letter(forms: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        index.setdefault(form[0], []).append(form)
    return index


_INDEX = _by_first_letter(_AFTER)
_PER = re.compile(
    rf"(?:{_SPACE}|[-‐‑])?(?:per(?:{_SPACE}|[-‐‑])|a(?:{_SPACE}|[-‐‑])|an(?:{_SPACE}|[-‐‑])|each{_SPACE}|/)"
    r"(?P<per>second|minute|hour|day|week|month|quarter|year|annum|share|person|head|capita|barrel|gallon|ton|tonne|ounce|"
    r"pound|litre|kilometre|mile|acre|unit|ticket|household|bushel)(?!\w)(?!\s{1,3}(?:ago|earlier|later|before|after)\b)",
    re.I,
)


def unit_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the unit that follows a number ending at *end*, and where it ends; None when there is none.

    Spaces or a hyphen may lie between, and brackets around it ("20 (kg)"). One- and two-letter abbreviations that may
    be words count only where they touch the number.
    """
    joint = _JOINT.match(text, end)
    start = joint.end() if joint else end
    close = _CLOSING.get(text[start : start + 1])
    start += 1 if close else 0
    ahead = text[start : start + _LONGEST + 1].translate(_PLAIN)
    low = ahead.lower()
    if len(low) != len(ahead):
        return None  # a letter whose small form is longer: offsets would no longer hold
    for form in _INDEX.get(low[:1], ()):
        after = low[len(form) : len(form) + 1]
        if (
            not low.startswith(form)
            or (after.isalnum() or after in ("_", "²", "³"))
            or (close and after != close)
        ):
            continue
        if _plausible(ahead[: len(form)], bool(joint and joint.group()), bool(close)):
            return _AFTER[form], start + len(form) + (1 if close else 0)
    return None


def _plausible(written: str, apart: bool, bracketed: bool) -> bool:
    """An abbreviation that may also be a word stands for a unit only in capitals or where it touches the number."""
    low = written.lower()
    if low in _CODES_LOW and low not in UNIT_NAMES and written.islower() and low not in _KNOWN:
        return False
    if bracketed or not written.isalpha() or len(written) > 2 or not apart:
        return True
    return low not in ("g", "t", "rs", "kr", "db", "hz", "c", "f")


def money_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency written before a number that starts at *start*, and where it starts; None without one."""
    end = start - 1 if text[max(0, start - 1) : start] in (" ", "\t", "\u00a0") else start
    for length in range(min(_LONGEST_SIGN, end), 0, -1):
        written = text[end - length : end]
        sign = written.translate(_PLAIN).lower()
        if sign not in _BEFORE or (
            written[0].isalnum() and text[max(0, end - length - 1) : end - length].isalnum()
        ):
            continue
        # "try 5", "php 8", "a$5 note": codes in small letters are words unless they are the best-known few.
        if written.islower() and (
            sign in ("rs", "a$", "s$", "r$") or (sign in _CODES_LOW and sign not in _KNOWN)
        ):
            continue
        return _BEFORE[sign], end - length
    return None


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """Return what a rate is reckoned by ("a share", "per day", "/hour") after a unit ending at *end*, or None."""
    found = _PER.match(text, end)
    if found is None:
        return None
    per = found.group("per").lower()
    return {"annum": "year", "head": "person", "capita": "person"}.get(per, per), found.end()


def is_money(unit: str | None) -> bool:
    """Whether a unit (without its rate) is a currency or a small coin."""
    head = (unit or "").split("/")[0]
    return head in MONEY_CODES or head in MONEY_WORDS.values()
