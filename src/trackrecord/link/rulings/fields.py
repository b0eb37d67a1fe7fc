"""What of an item a person can correct, and to what: the check of a value, and the item with it.

A party is corrected to a name as the report has it, to another (``party/REPORT/START-END``, of the same report), or
to ``null``: nobody known. Spans are never corrected: reject the item where it points at the wrong words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from trackrecord.link.rulings.subjects import Places, Subject
from trackrecord.read.dates.calendar import day_range
from trackrecord.read.figures.quantities import allowed
from trackrecord.types import (
    Bound,
    CommitmentKind,
    EventType,
    Figure,
    Interest,
    ItemKind,
    PartyKind,
    Polarity,
    Reading,
    Reality,
    Relation,
    Statement,
    StatementKind,
)

Check = Callable[[Any], str | None]
"""Says what is wrong with a value, or None."""

_LONGEST = 1000


def _one_of(literal: Any) -> Check:
    words = get_args(literal)
    return lambda value: None if value in words else f"must be one of {', '.join(words)}"


def _text(value: Any) -> str | None:
    if isinstance(value, str) and value.strip() and len(value) <= _LONGEST:
        return None
    return f"must be a text of 1 to {_LONGEST} characters"


def _or_none(check: Check) -> Check:
    return lambda value: None if value is None else f"{wrong}, or null" if (wrong := check(value)) else None


def _day(value: Any) -> str | None:
    try:
        return None if date.fromisoformat(value).isoformat() == value else "must be a day, YYYY-MM-DD"
    except (TypeError, ValueError):
        return "must be a day, YYYY-MM-DD"


def _edtf(value: Any) -> str | None:
    if isinstance(value, str) and day_range(value) is not None:
        return None
    return "must be an EDTF date such as 2021-10-07, 2021-10 or 2021-10-04/2021-10-10"


def _number(value: Any) -> str | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if number and math.isfinite(value) and abs(value) < 1e300 else "must be a number"


def _yes_or_no(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _country(value: Any) -> str | None:
    good = isinstance(value, str) and len(value) == 3 and value.isascii() and value.isupper()
    return None if good else "must be an ISO 3166-1 alpha-3 code"


FIELDS: Mapping[ItemKind, Mapping[str, Check]] = {
    "commitment": {
        "kind": _one_of(CommitmentKind),
        "by": _or_none(_text),
        "to": _or_none(_text),
        "conveyed_by": _or_none(_text),
        "polarity": _one_of(Polarity),
        "deadline_last": _or_none(_day),
        "denied": _yes_or_no,
    },
    "deed": {
        "relation": _one_of(Relation),
        "asserted_by": _or_none(_text),
        "interest": _one_of(Interest),
        "by": _or_none(_text),
    },
    "statement": {"speaker": _or_none(_text), "kind": _one_of(StatementKind), "conveyed_by": _or_none(_text)},
    "event": {"type": _one_of(EventType), "mode": _or_none(_text), "reality": _one_of(Reality)},
    "figure": {
        "value": _number,
        "bound": _one_of(Bound),
        "unit": _or_none(_text),
        "counts": _or_none(_text),
        "given_by": _or_none(_text),
    },
    "party": {
        "kind": _one_of(PartyKind),
        "name": _text,
        "office": _or_none(_text),
        "country": _or_none(_country),
        "anonymous": _yes_or_no,
    },
    "date": {"edtf": _edtf},
}
"""The fields that can be corrected, by kind of item, each with the check of its value."""


def wrong_value(kind: ItemKind, field: str, value: Any) -> str | None:
    """Return what is wrong with correcting *field* of such an item to *value*, in words; None where nothing is."""
    check = FIELDS[kind].get(field)
    if check is None:
        return f"a {kind} has no field “{field}” that can be corrected; there are {', '.join(FIELDS[kind])}"
    found = check(value)
    return f"the {field} of a {kind} {found}" if found else None


def corrected(item: Any, kind: ItemKind, field: str, value: Any, reading: Reading) -> Any:
    """Return *item* of *reading* with *field* set to *value*, and with what follows from that."""
    if field in _FOLLOWS.get(kind, {}):
        return _FOLLOWS[kind][field](item, value, reading)
    return replace(item, **{field: value})


def _party(value: str | None, reading: Reading) -> tuple[str | None, str | None]:
    """Return the name and the reading's own id of the party that *value* names; no id where there is none."""
    if value is None:
        return None, None
    try:
        place = Places([reading]).item(Subject.parsed(value).named("party"))
    except ValueError:
        wanted = value.casefold().split()
        for party in reading.parties:
            if wanted in [name.casefold().split() for name in (party.name, *party.names)]:
                return value, party.id
        return value, None
    if place is None:
        return None, None
    party = reading.parties[place.index]
    return party.name, party.id


def _pair(text: str | None, party: str) -> Callable[[Any, Any, Reading], Any]:
    """Return the correction of a party: its name in field *text* (if the item keeps one), its id in field *party*."""

    def correct(item: Any, value: Any, reading: Reading) -> Any:
        name, id_ = _party(value, reading)
        return replace(item, **({text: name} if text else {}), **{party: id_})

    return correct


def _speaker(item: Statement, value: str | None, reading: Reading) -> Statement:
    name, party = _party(value, reading)
    known = reading.party(party)
    return replace(
        item,
        speaker_text=name,
        party=party,
        anonymous=name is None or (known is not None and known.anonymous),
    )


def _value(item: Figure, value: float, reading: Reading) -> Figure:
    number = float(value)
    low, high = allowed(item.bound, number, number, number)
    return replace(item, value=number, low=low, high=high)


def _bound(item: Figure, bound: Bound, reading: Reading) -> Figure:
    low, high = allowed(bound, item.value, item.value, item.value)
    return replace(item, bound=bound, low=low, high=high)


def _edtf_days(item: Any, edtf: str, reading: Reading) -> Any:
    days = day_range(edtf)
    first, last = (d.isoformat() for d in days) if days else (None, None)
    return replace(item, edtf=edtf, value=edtf, first=first, last=last)


_FOLLOWS: Mapping[ItemKind, Mapping[str, Callable[[Any, Any, Reading], Any]]] = {
    "commitment": {"by": _pair("by", "by_party"), "to": _pair("to", "to_party")},
    "deed": {"asserted_by": _pair("asserted_by", "asserted_by_party"), "by": _pair(None, "by_party")},
    "statement": {"speaker": _speaker},
    "figure": {
        "value": _value,
        "bound": _bound,
        "given_by": _pair(None, "given_by"),
        "counts": lambda item, value, reading: replace(item, counts_text=value),
    },
    "date": {"edtf": _edtf_days},
}
