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
    "decimetre": "decimeter dm", "micrometre": "micrometer micron μm µm", "nanometre": "nanometer nm",
    "picometre": "picometer pm", "angstrom": "ångström å", "light-year": "light year|lightyear", "parsec": "",
    "mile": "mi", "yard": "yd yds", "foot": "feet ft ft.", "inch": "inches|in.", "nautical mile": "nmi", "furlong": "",
    "fathom": "", "square centimetre": "square centimeter|sq cm|cm2|cm²", "square inch": "square inches|sq in",
    "square millimetre": "square millimeter|sq mm|mm2|mm²", "square yard": "sq yd|",
    "square metre": "square meter|sq m|m2|m²", "square kilometre": "square kilometer|sq km|km2|km²",
    "square mile": "sq mi|", "square foot": "square feet|sq ft", "hectare": "ha", "acre": "",
    "cubic metre": "cubic meter|m3|m³", "cubic foot": "cubic feet|cu ft", "cubic yard": "cu yd|", "cubic inch": "cubic inches|",
    "cubic centimetre": "cubic centimeter|cc|cm3|cm³", "cubic kilometre": "cubic kilometer|km3|km³", "cubic mile": "",
    "litre": "liter", "millilitre": "milliliter ml", "centilitre": "centiliter cl", "decilitre": "deciliter dl",
    "hectolitre": "hectoliter hl", "microlitre": "microliter μl µl", "megalitre": "megaliter",
    "gallon": "gal gals", "barrel": "bbl bbls", "pint": "", "quart": "", "cup": "", "tablespoon": "tbsp", "teaspoon": "tsp",
    "bushel": "", "fluid ounce": "fl oz|fl. oz.",
    "kilogram": "kg kgs kilo kilogramme", "gram": "gramme g", "milligram": "milligramme mg",
    "microgram": "microgramme μg µg mcg",
    "nanogram": "ng", "tonne": "metric ton|t", "kilotonne": "kt", "megatonne": "mt", "gigatonne": "gt", "ton": "",
    "hundredweight": "cwt", "quintal": "", "pound-mass": "lb lbs", "ounce": "oz", "dram": "drachma", "carat": "",
    "watt": "", "milliwatt": "", "kilowatt": "kw", "megawatt": "mw", "gigawatt": "gw", "terawatt": "tw", "horsepower": "hp bhp",
    "watt hour": "watt-hour|wh", "kilowatt hour": "kilowatt-hour|kwh", "megawatt hour": "megawatt-hour|mwh",
    "gigawatt hour": "gigawatt-hour|gwh", "terawatt hour": "terawatt-hour|twh",
    "volt": "", "millivolt": "mv", "kilovolt": "kv", "ampere": "amp", "milliampere": "milliamp ma", "ohm": "ω",
    "coulomb": "", "farad": "", "hertz": "hz", "kilohertz": "khz", "megahertz": "mhz", "gigahertz": "ghz", "terahertz": "thz",
    "joule": "", "kilojoule": "kj", "megajoule": "mj", "gigajoule": "gj", "terajoule": "tj", "petajoule": "pj", "calorie": "",
    "kilocalorie": "kcal", "electronvolt": "electron volt|", "british thermal unit": "btu|btus", "newton": "", "kilonewton": "kn",
    "pascal": "pa", "hectopascal": "hpa", "kilopascal": "kpa", "megapascal": "mpa", "millibar": "mbar", "pound/square inch": "psi",
    "kelvin": "", "lumen": "", "lux": "", "candela": "", "becquerel": "bq", "sievert": "sv", "millisievert": "msv",
    "microsievert": "μsv µsv", "revolution/minute": "rpm", "metre/second": "m/s", "foot/second": "ft/s",
    "bit": "", "kilobit": "kbit", "megabit": "mbit", "gigabit": "gbit", "kilobit/second": "kbps", "megabit/second": "mbps",
    "gigabit/second": "gbps", "byte": "", "kilobyte": "kb", "megabyte": "mb", "gigabyte": "gb", "terabyte": "tb",
    "petabyte": "pb", "exabyte": "", "pixel": "px", "megapixel": "mp",
    "millisecond": "", "microsecond": "μs µs", "nanosecond": "",
    "degree Celsius": "degree celsius|degrees celsius|degree centigrade|degrees centigrade|degree c|degrees c|deg c|"
                      "deg celsius|celsius|celcius|centigrade|centigrate|°c|° c|° celsius|°celsius",
    "degree Fahrenheit": "degree fahrenheit|degrees fahrenheit|degree farenheit|degrees farenheit|degree f|degrees f|"
                         "deg f|deg fahrenheit|fahrenheit|farenheit|°f|° f",
    "degree": "deg °", "radian": "rad", "arcminute": "arc minute|", "arcsecond": "arc second|", "knot": "kts", "decibel": "db", "kilometre/hour": "km/h kph kmh", "mile/hour": "mph",
    "kiloton": "", "megaton": "", "point": "",
}  # fmt: skip
# Short forms that in other letters are words, initials or another unit: a unit only as written here.
_AS_WRITTEN = {"hp": "hp", "pa": "Pa", "kn": "kN", "mv": "mV", "ma": "mA", "kt": "kt", "mt": "Mt", "gt": "Gt", "pb": "PB",
               "mp": "MP", "px": "px", "cl": "cl", "dl": "dl", "hl": "hl", "sv": "Sv", "mi": "mi", "tj": "TJ", "pj": "PJ",
               "mj": "MJ", "kj": "kJ", "gj": "GJ", "wh": "Wh", "ng": "ng", "ω": "Ω", "å": "Å", "in.": "in.", "dm": "dm"}  # fmt: skip
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
_CODES_LOW = {code.lower(): code for code in MONEY_CODES - {"ALL", "TOP"}}  # words, in headlines too
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
# Marks of feet and inches: primes, or the straight marks where the dimension is named ("10 in. long" as 10" long).
_PRIMES = re.compile(
    r"[ ]?(?:(?P<inch>″|''|\"(?=[ -]?(?:long|wide|tall|high|deep|thick|across|x|by|screens?|displays?|pipes?)\b))"
    r"|(?P<foot>′|'(?=[ ]?\d{1,2}(?:\"|″|'')|[ -]?(?:long|wide|tall|high|deep|thick|across|x|by)\b)))"
)
_FEET_BEFORE = re.compile(r"(?:\b(?:foot|feet|ft\.?)|['′])[ ,-]{0,2}(?:and )?\d{1,2}$", re.I)
_IN = re.compile(r"[ -]?in(?![\w-])(?! (?:the|a|an|all|one|which|[A-Z\d]))")
_INCH_MARK = re.compile(r"\"|''")
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
    r"pound|grams?|grammes?|kilo|kilogram|kilogramme|kg|litre|liter|metre|meter|kilometre|kilometer|mile|acre|hectare|unit|"
    r"ticket|household|bushel|dozen|square (?:foot|mile|metre|meter|kilometre|kilometer)|cubic (?:foot|metre|meter))"
    r"(?!\w)(?!\s{1,3}(?:ago|earlier|later|before|after)\b)",
    re.I,
)
_PER_NAMES = {"annum": "year", "head": "person", "capita": "person", "kilo": "kilogram", "kg": "kilogram"}


def unit_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the unit that follows a number ending at *end*, and where it ends; None when there is none.

    Spaces or a hyphen may lie between, and brackets around it ("20 (kg)"). One- and two-letter abbreviations that may
    be words count only where they touch the number.
    """
    prime = _PRIMES.match(text, end)
    if prime is not None:
        return ("inch" if prime.group("inch") else "foot"), prime.end()
    feet = _FEET_BEFORE.search(text, max(0, end - 12), end)
    inches = (_IN.match(text, end) or _INCH_MARK.match(text, end)) if feet else None
    if inches is not None:
        return "inch", inches.end()
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
    if written != _AS_WRITTEN.get(low, written):
        return False
    if low in _CODES_LOW and low not in UNIT_NAMES and written.islower() and low not in _KNOWN:
        return False
    if bracketed or not written.isalpha() or len(written) > 2 or not apart:
        return True
    return low not in ("g", "t", "rs", "kr", "db", "hz", "c", "f")


# "60 MEUR", "MUSD 30", "TEUR 500": how accounts write millions and thousands of a currency.
_SCALED_CODE = re.compile(r"(?P<scale>M|m|K|k|T|BN|bn)(?P<code>[A-Z]{3})(?![\w])")
_CODE_SCALES = {"m": 10**6, "k": 10**3, "t": 10**3, "bn": 10**9}


def scaled_code(text: str, start: int, end: int) -> tuple[str, int, int, int] | None:
    """Return currency, scale and the span of number and code for a number beside "MEUR" or "TUSD"; None without one."""
    gap = 1 if text[end : end + 1] in (" ", "\u00a0") else 0
    found = _SCALED_CODE.match(text, end + gap)
    if found is not None and found.group("code") in MONEY_CODES:
        return found.group("code"), _CODE_SCALES[found.group("scale").lower()], start, found.end()
    gap = 1 if text[max(0, start - 1) : start] in (" ", "\u00a0") else 0
    at = text[max(0, start - gap - 6) : start - gap].rsplit(None, 1)[-1:]
    found = _SCALED_CODE.fullmatch(at[0]) if at else None
    if found is not None and found.group("code") in MONEY_CODES:
        return found.group("code"), _CODE_SCALES[found.group("scale").lower()], start - gap - len(at[0]), end
    return None


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
    per = " ".join(found.group("per").lower().split())
    name = UNIT_NAMES.get(per, per)
    # "A pound" and "a cup" are measures here, not money; the American spellings get the British name.
    return _PER_NAMES.get(
        per, per if is_money(name) or per in ("pound", "ton", "tonne") else name
    ), found.end()


def is_money(unit: str | None) -> bool:
    """Whether a unit (without its rate) is a currency or a small coin."""
    head = (unit or "").split("/")[0]
    return head in MONEY_CODES or head in MONEY_WORDS.values()
