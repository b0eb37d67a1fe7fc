"""Quantities as written: a numeral with its bound words, its unit or currency, and ranges and ratios made of two.

:func:`find_quantities` is purely lexical; what a quantity counts and what happened to it is ``counted``'s matter.
Numbers that are names (Flight 93, Resolution 2254), ordinals, telephone numbers, scores and list marks give nothing.
A new bound word or a new way of joining two numbers goes here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trackrecord.read.figures.numbers import Numeral, find_numerals
from trackrecord.read.figures.units import is_money, money_before, rate_after, scaled_code, unit_after
from trackrecord.types import Bound, Span

# How far "about" and "nearly" may be from the number they go with.
NEARNESS = 0.1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as written.

    ``span`` holds all of it, ``core`` the numeral (or both numerals) with its unit and rate, ``number`` the numerals.
    """

    span: Span
    core: Span
    number: Span
    value: float
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    vague: bool = False
    fraction: bool = False
    words: bool = False


_S = r"(?:[ \t\u00a0]{1,3}|[ \t]?\n[ \t]{0,8})"
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("at_least", rf"at{_S}least|(?:no|not){_S}(?:less|fewer){_S}than|a{_S}minimum{_S}of|minimum{_S}of|upwards?{_S}of"),
    ("at_most", rf"at{_S}most|(?:no|not){_S}more{_S}than|a{_S}maximum{_S}of|up{_S}to|as{_S}(?:many|much|high|far){_S}as"),
    ("more_than", rf"more{_S}than|well{_S}over|just{_S}over|well{_S}above|over|above|in{_S}excess{_S}of|greater{_S}than|"
                  rf"higher{_S}than|larger{_S}than|exceed(?:s|ed|ing)?|better{_S}than"),
    ("less_than", rf"less{_S}than|fewer{_S}than|under|below|lower{_S}than|smaller{_S}than"),
    ("nearly", rf"nearly|almost|close{_S}to|just{_S}under|just{_S}below|just{_S}short{_S}of|approaching|virtually"),
    ("about", rf"about|around|nearer(?:{_S}to)?|closer{_S}to|roughly|approximately|approx\.?|some|an{_S}estimated|estimated|circa|in{_S}the{_S}region{_S}of|"
              rf"on{_S}the{_S}order{_S}of|in{_S}the{_S}order{_S}of|an{_S}average{_S}(?:of{_S})?(?:about{_S})?|~"),
)  # fmt: skip
_BEFORE = tuple(
    (
        bound,
        re.compile(
            rf"(?<![\w-])(?:{words})(?:{_S}(?:another|an{_S}additional|a{_S}further|an?|a{_S}total{_S}of))?{_S}?$",
            re.I,
        ),
    )
    for bound, words in _BOUNDS
)
_ABOUT = dict(_BEFORE)["about"]
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(rf"{_S}or{_S}more(?!\w)|\+(?!\d)|-?plus(?!\w)|{_S}and{_S}(?:up|above)(?!\w)", re.I),
    ),
    ("at_most", re.compile(rf"{_S}or{_S}(?:less|fewer)(?!\w)", re.I)),
    ("about", re.compile(rf"{_S}or{_S}so(?!\w)|-odd(?!\w)|ish(?!\w)", re.I)),
)
_RANGE = re.compile(rf"(?:{_S}?[-‐‑–—]{_S}?|{_S}to{_S}|{_S}or{_S})(?:[$£€¥]{_S}?)?$")
_BETWEEN = re.compile(rf"(?<!\w)between{_S}(?:[$£€¥]{_S}?)?$", re.I)
_AND = re.compile(
    rf"(?:{_S}(?:percent|per{_S}cent|%|million|billion|thousand))?%?{_S}and{_S}(?:[$£€¥]{_S}?)?$", re.I
)
_FROM = re.compile(
    rf"(?<!ranging )(?<!ranges )(?<!ranged )(?<!anything )(?<!anywhere )(?<!\w)from{_S}(?:[$£€¥]{_S}?)?$",
    re.I,
)
_RATIO = re.compile(rf"{_S}(?:in|out{_S}of){_S}(?:every{_S})?$", re.I)

_ORDINAL_TAIL = re.compile(
    r"(?:st|nd|rd|th)\b|[A-Za-z]{1,3}[\d-]|-?year-?olds?\b|[ -]years?[ -](?:old|of[ ]age)\b", re.I
)
_GLUED = re.compile(r"[A-Za-z_]")
_NAME_BEFORE = re.compile(r"(?:^|[\s(\"“'‘])(?P<word>[A-Za-z][A-Za-z'’.]{0,24})(?P<dash>[ \u00a0]|-)$")
_NUMBERED = frozenset(
    {"flight", "resolution", "article", "section", "chapter", "page", "pages", "number", "no", "no.",
     "nos", "route", "highway", "channel", "line", "phase", "level", "type", "version", "room", "gate",
     "unit", "apartment", "suite", "district", "sector", "block", "act", "psalm", "verse", "protocol",
     "amendment", "rule", "title", "case", "exhibit", "issue", "platform", "area", "zone", "group",
     "grade", "class", "category", "figure", "table", "paragraph", "clause", "bill", "order",
     "directive", "command", "company", "battalion", "brigade", "regiment", "division", "squadron",
     "boeing", "airbus", "code", "lot", "item", "proposition", "schedule", "volume", "box", "station",
     "point", "tier", "stage", "round", "form", "part", "track", "vol", "aged", "age"}
)  # fmt: skip
_PART_OF_TIME = re.compile(r"\b(?:first|second|other|latter|last)[ \t\n]$", re.I)
_TIME_OR_PLACE = re.compile(
    r"[- ](?:centur|hour|finals?\b|time\b|way\b|brother|sister|back\b|hearted|empty|full\b|asleep|open\b)"
)
_AGE_BEFORE = re.compile(rf"(?<!\w)(?:aged?|ages|age{_S}of|the{_S}age{_S}of){_S}$", re.I)


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of *text*, left to right, not overlapping."""
    numerals = [n for n in find_numerals(text) if _stands(n, text)]
    found: list[Quantity] = []
    index = 0
    while index < len(numerals):
        first = numerals[index]
        if found and first.span.start < found[-1].core.end:  # the dozen of "60 cents a dozen"
            index += 1
            continue
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        joined = _joined(text, first, second) if second is not None else None
        if joined is not None:
            found.append(joined)
            index += 2
            continue
        single = _single(text, first)
        coins = (
            (_coins(text, single, second) or _scaled(text, single, second)) if second is not None else None
        )
        found.append(coins or single)
        index += 2 if coins else 1
    return found


def _stands(numeral: Numeral, text: str) -> bool:
    """Whether a numeral is a quantity at all, going by what touches it."""
    start, end = numeral.span
    if (_ORDINAL_TAIL.match(text, end) and unit_after(text, end) is None) or _AGE_BEFORE.search(
        text, max(0, start - 14), start
    ):
        return False
    if start and text[start - 1].isalpha() and text[start].isdigit() and money_before(text, start) is None:
        return False
    if text[start:end] == "9/11" or (numeral.kind == "fraction" and _TIME_OR_PLACE.match(text, end)):
        return False
    if numeral.kind == "fraction" and _PART_OF_TIME.search(text, max(0, start - 10), start):
        return False
    if numeral.kind in ("digits", "fraction") and _GLUED.match(text, end) and unit_after(text, end) is None:
        return False
    if text[max(0, start - 1) : start] == "#" or (
        re.match(r" ?\)", text[end : end + 2]) and "(" not in text[max(0, start - 40) : start]
    ):
        return False
    if numeral.kind == "digits" and _is_code(text, start, end):
        return False
    name = _NAME_BEFORE.search(text, max(0, start - 27), start) if numeral.kind == "digits" else None
    if name is None:
        return True
    word = name.group("word")
    if name.group("dash") == "-":
        return word.lower() in ("mid", "pre", "post", "sub", "plus")
    return word.lower() not in _NUMBERED


_VERSE = re.compile(r"\d:\d{1,3}[-–]$")
_CODE = re.compile(r"[-‐‑–](?P<next>\d{1,12})(?P<more>[-‐‑–]\d)?")


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a telephone or other code number or of a score (3-1), not of a rising range."""
    raw = text[start:end]
    if len(raw) > 1 and raw[0] == "0" and raw.isdigit():
        return True
    after = _CODE.match(text, end)
    if after is not None and raw.isdigit():
        following = after.group("next")
        if after.group("more") or following[0] == "0" or int(following) <= int(raw):
            return True
    before = text[max(0, start - 13) : start]
    if _VERSE.search(before):
        return True
    if before[-1:] in ("-", "‐", "‑", "–") and before[-2:-1].isdigit() and raw.isdigit():
        digits = re.search(r"([A-Za-z]?)(\d{1,12})[-‐‑–]$", before)
        return digits is not None and (bool(digits.group(1)) or int(digits.group(2)) >= int(raw))
    return before[-1:] in ("-", "–") and before[-2:-1].isupper() and before[-2:-1] not in "$"


def _joined(text: str, first: Numeral, second: Numeral) -> Quantity | None:
    """Read two numerals as a range ("8 to 10", "between 5 and 10 per cent") or as a ratio ("one in five")."""
    between = text[first.span.end : second.span.start]
    if len(between) > 24:
        return None
    if (
        _RATIO.match(between)
        and first.value < second.value
        and second.value <= 1000
        and first.kind != "vague"
    ):
        core = Span(first.span.start, second.span.end)
        ratio = round(first.value / second.value, 6)
        return _with_bound(
            text, Quantity(core, core, core, ratio, ratio, ratio, "exact", None, fraction=True)
        )
    lead = text[max(0, first.span.start - 12) : first.span.start]
    inner = unit_after(text, first.span.end)
    if inner is not None and inner[1] <= second.span.start:
        between = text[inner[1] : second.span.start]
    unit, start, end = _unit_of(text, first.span.start, second.span.end)
    if start < first.span.start:
        lead = text[max(0, start - 12) : start]
    opening = _BETWEEN.search(lead)
    spread = bool(_RANGE.match(between)) and not _FROM.search(text, max(0, start - 24), start)
    # "rose 5 % to 90", "fell 15 to 3,000": a step and where it led are no range.
    if spread and (
        (inner and (inner[0] != unit or unit == "%")) or second.value > 20 * first.value * second.scale
    ):
        spread = False
    if not (spread or (opening and _AND.match(between))):
        return None
    low = first.value * (second.scale if first.scale == 1 and first.value < 1000 else 1)
    if not low < second.value or second.kind == "vague":
        return None
    core = Span(start, end)
    span = Span(start - len(opening.group()) if opening and opening.group()[-1] not in "$£€¥" else start, end)
    about = next((m for m in (_ABOUT.search(text, max(0, start - 24), start),) if m and not opening), None)
    span = Span(about.start(), end) if about else span
    return Quantity(
        span,
        core,
        Span(first.span.start, second.span.end),
        (low + second.value) / 2,
        low,
        second.value,
        "about",
        unit,
    )


_OF = re.compile(rf"{_S}of(?={_S})")


_POINT = re.compile(rf"{_S}an?(?={_S}(?:percentage|basis)[ -]point)", re.I)


def _unit_of(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The unit before or after a number, and the span of number and unit together."""
    money = money_before(text, start)
    after = unit_after(text, end)
    if (
        money is not None
        and after is not None
        and is_money(after[0])
        and text[: money[1]].rstrip()[-1:].isdigit()
    ):
        money = None  # "50 dollars 40 euros": the word before is the unit of the number before it
    of = _OF.match(text, end) if after is None and text[end - 1 : end] == "s" else None
    if of is not None and not text[end - 5 : end].isdigit():
        after = unit_after(text, of.end())  # "millions of dollars"
    of = _POINT.match(text, end) if after is None and text[start:end].lower() == "half" else of
    after = unit_after(text, of.end()) if of is not None and after is None else after
    unit: str | None = None
    if money is not None:
        unit, start = money
        if (
            after is not None
            and after[0] in (unit, "USD", "EUR", "GBP")
            and text[end : after[1]].strip().isalpha()
        ):
            end = after[1]  # "$ 5 dollars", "US$5 USD"
    elif after is not None:
        unit, end = after
    if unit is not None:
        rate = rate_after(text, end)
        if rate is not None:
            unit, end = f"{unit}/{rate[0]}", rate[1]
    return unit, start, end


def _single(text: str, numeral: Numeral) -> Quantity:
    scaled = scaled_code(text, *numeral.span) if numeral.kind in ("digits", "words") else None
    if scaled is not None:
        code, scale, start, end = scaled
        core, value = Span(start, end), numeral.value * scale
        return _with_bound(text, Quantity(core, core, numeral.span, value, value, value, "exact", code))
    unit, start, end = _unit_of(text, *numeral.span)
    core = Span(start, end)
    value = numeral.value
    if (
        numeral.kind == "digits"
        and re.search(r"(?:^|[\s(])[-−]\s?$", text[max(0, start - 3) : start])
        and unit
        and unit.startswith("degree")
    ):
        value, start = -value, start - 1 if text[start - 1] in "-−" else start
        core = Span(start, end)
    vague = numeral.kind == "vague"
    plain = Quantity(
        core, core, numeral.span, value, numeral.low if vague else value, numeral.high if vague else value,
        ("about" if numeral.high is not None else "at_least") if vague else "exact",
        unit, vague, numeral.kind == "fraction", numeral.kind == "words",
    )  # fmt: skip
    return _with_bound(text, plain)


def _scaled(text: str, money: Quantity, scale: Numeral) -> Quantity | None:
    """Read "60 USD million", where the currency stands between number and scale, as one sum."""
    apart = text[money.core.end : scale.span.start] == " "
    if not (apart and is_money(money.unit) and scale.value == scale.scale > 1 and money.value < 1000):
        return None
    value = money.value * scale.value
    span, core = Span(money.span.start, scale.span.end), Span(money.core.start, scale.span.end)
    number = Span(money.number.start, scale.span.end)
    low, high = allowed(money.bound, value, value, value)
    return replace(money, span=span, core=core, number=number, value=value, low=low, high=high)


def _coins(text: str, money: Quantity, coins: Numeral) -> Quantity | None:
    """Read "13 dollars and 45 cents" and "3 dollars 50" as one sum."""
    between = text[money.span.end : coins.span.start].lower()
    if (
        money.unit not in ("USD", "EUR", "GBP", "CAD", "AUD")
        or coins.value >= 100
        or not re.fullmatch(r"\s{1,2}(?:and\s{1,2})?", between)
    ):
        return None
    after = unit_after(text, coins.span.end)
    end = after[1] if after and after[0] in ("US cent", "penny") else coins.span.end
    if after is None and not re.match(r"\s*(?:[.,;!?]|$)", text[end:]):
        return None
    if after is not None and end == coins.span.end:
        return None
    value = money.value + coins.value / 100
    return replace(
        money,
        span=Span(money.span.start, end),
        core=Span(money.core.start, end),
        value=value,
        low=value,
        high=value,
    )


def _with_bound(text: str, plain: Quantity) -> Quantity:
    """Widen a quantity by the bound words around it and set the range they allow."""
    start, end = plain.span
    bound: Bound | None = None
    for name, pattern in _BEFORE:
        found = pattern.search(text, max(0, plain.span.start - 40), plain.span.start)
        # The longest reading: "just under" is nearly, not under.
        if found is not None and found.start() < start:
            bound, start = name, found.start()
    if bound is None:
        for name, pattern in _AFTER:
            found = pattern.match(text, end)
            if found is not None:
                bound, end = name, found.end()
                break
    if bound is None:
        return plain
    low, high = allowed(bound, plain.value, plain.low, plain.high)
    return replace(plain, span=Span(start, end), bound=bound, low=low, high=high)


def allowed(
    bound: Bound, value: float, low: float | None, high: float | None
) -> tuple[float | None, float | None]:
    """Return the range that a bound leaves around a value; "about" and "nearly" reach :data:`NEARNESS` of it."""
    if bound in ("at_least", "more_than"):
        return (value if low is None else low), None
    if bound in ("at_most", "less_than"):
        return None, (value if high is None else high)
    slack = abs(value) * NEARNESS
    if bound == "about":
        return round(value - slack, 6), round(value + slack, 6)
    if bound == "nearly":
        return round(value - slack, 6), value
    return low, high
