"""How two figures of one quantity stand to each other, and why, in words.

Bounds are read as reporters use them. A bound beside an exact figure that it allows is *compatible*. Two bounds
of the same side with different values ("more than 300" beside "more than 400") do not contradict in logic, but a
reporter gives the highest he knows, so they *differ*, and the dates that each holds for are named. One figure
*supersedes* another only where the text says so, where both are parts of one whole told later and higher, or where
the same source gives a later, higher count of the same scope with its date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trackrecord.link.days import day
from trackrecord.link.quantities import Quantity, other_people
from trackrecord.types import Agreement, Evidence, FigurePair, Finding, Reading, Ref
from trackrecord.weigh.evidence import pair_subject

# Counts that only grow while their occasion lasts: who died cannot come back to life.
_CUMULATIVE = frozenset(
    ("kill", "injure", "leave", "arrest", "displace", "infect", "resettle", "arrive", "free")
)
_LOWER = frozenset(("at_least", "more_than"))
_UPPER = frozenset(("at_most", "less_than", "nearly"))
_LOOSE = frozenset(("about", "nearly"))
# How a bound is said before its number.
BOUNDS = {
    "exact": "",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
    "about": "about ",
    "nearly": "nearly ",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two figures stand to each other: the finding's value, the rule that gave it, and why, in words."""

    value: Agreement
    rule: str
    why: str


def weigh_pair(
    pair: FigurePair, counted: Mapping[Ref, Quantity], readings: Mapping[str, Reading], as_of: str | None
) -> Finding | None:
    """Return the finding on a pair of figures; None where one of them is not among those *counted* by the date.

    Its subject is ``REF|REF``, its evidence the two figures: ``for`` where they agree or are compatible,
    ``against`` where they differ, else ``neutral``.
    """
    if pair.a not in counted or pair.b not in counted:
        return None
    a, b = counted[pair.a], counted[pair.b]
    verdict = agreement(a, b)
    role = _ROLES[verdict.value]
    return Finding(
        "figures",
        pair_subject(pair),
        verdict.value,
        as_of,
        verdict.rule,
        f"{_told(a, readings)} beside {_told(b, readings)}: {verdict.why}.",
        (Evidence(pair.a, role), Evidence(pair.b, role)),
    )


_ROLES: Mapping[Agreement, Literal["for", "against", "neutral"]] = {
    "agree": "for",
    "compatible": "for",
    "superseded": "neutral",
    "differ": "against",
    "not_comparable": "neutral",
}


def agreement(a: Quantity, b: Quantity) -> Verdict:
    """Return how two figures of one quantity stand to each other, by their scope, values and bounds alone."""
    if reason := _other_scope(a, b):
        return Verdict("not_comparable", "other_scope", reason)
    if _equal(a, b):
        return Verdict("agree", "same_value", "the same value")
    if part := _part_of_whole(a, b):
        return part
    one, two = a.figure, b.figure
    if {one.bound, two.bound} <= _LOWER or {one.bound, two.bound} <= _UPPER - _LOOSE:
        return _superseded(a, b) or Verdict(
            "differ", "bounds_differ", "bounds of the same side, " + _apart(a, b)
        )
    if _meet(a, b):
        return Verdict("compatible", "bounds_meet", "each lies within what the other allows")
    return _superseded(a, b) or Verdict("differ", "values_differ", _apart(a, b))


def _other_scope(a: Quantity, b: Quantity) -> str | None:
    if a.figure.unit != b.figure.unit:
        return f"other units ({a.figure.unit or 'a count'}, {b.figure.unit or 'a count'})"
    if a.figure.change != b.figure.change:
        return "one is a change, the other a level"
    if a.place and b.place and a.place.id != b.place.id and a.place.country != b.place.country:
        return f"other places ({a.place.name}, {b.place.name})"
    if other_people(a, b):
        return f"they count others ({a.figure.counts_text}; {b.figure.counts_text})"
    if a.undertaken != b.undertaken and a.figure.value != b.figure.value:
        return "one is of what was undertaken or asked, the other of what was done"
    return None


def _equal(a: Quantity, b: Quantity) -> bool:
    same = a.figure.value == b.figure.value
    ranges = (a.figure.low, a.figure.high) == (b.figure.low, b.figure.high)
    return same and (ranges or a.figure.bound == b.figure.bound)


def _part_of_whole(a: Quantity, b: Quantity) -> Verdict | None:
    """People of one kind can be part of a number of people of any kind."""
    for part, whole in ((a, b), (b, a)):
        if whole.anyone and part.people and not part.anyone and part.figure.value <= _highest(whole):
            why = f"{part.figure.counts_text} can be part of the {_number(whole)} {whole.figure.counts_text}"
            return Verdict("compatible", "part_of_whole", why)
    return None


def _superseded(a: Quantity, b: Quantity) -> Verdict | None:
    """A later and higher count replaces the earlier: by the text's own word, of one whole, or by one source."""
    return _told_later(a, b) or _later_part(a, b) or _later_by_one_source(a, b)


def _told_later(a: Quantity, b: Quantity) -> Verdict | None:
    for one, two in ((a, b), (b, a)):
        if two.later and one.ref < two.ref and two.root in (one.ref, one.root):
            why = f"the report gives {_number(two)} as the later count"
            return Verdict("superseded", "later_count_in_the_text", why)
    return None


def _later_part(a: Quantity, b: Quantity) -> Verdict | None:
    """Parts of one whole, told by two reports: what has gone over does not come back unsaid."""
    if a.whole is None or a.whole != b.whole:
        return None
    one, two = sorted((a, b), key=lambda q: (q.published, q.ref))
    if not day(one.published) or one.published >= two.published or one.figure.value >= two.figure.value:
        return None
    why = f"both are parts of {a.whole:g}, and the count printed {two.published} is the later and higher"
    return Verdict("superseded", "later_part_of_one_whole", why)


def _later_by_one_source(a: Quantity, b: Quantity) -> Verdict | None:
    if not (a.window and b.window and a.act == b.act and a.act in _CUMULATIVE and a.head == b.head):
        return None
    if not (a.given_by and b.given_by and a.given_by.id == b.given_by.id):
        return None
    on_a, on_b = a.window[1], b.window[1]
    earlier, later, on = (a, b, on_b) if on_a < on_b else (b, a, on_a)
    if on_a == on_b or later.figure.value <= earlier.figure.value:
        return None
    why = f"{a.given_by.name} gives both, and the count of {on} is the later and higher"
    return Verdict("superseded", "later_count_by_same_source", why)


def _meet(a: Quantity, b: Quantity) -> bool:
    return _lowest(a) <= _highest(b) and _lowest(b) <= _highest(a)


def within(told: Quantity, bounded: Quantity) -> bool:
    """Whether a figure keeps within the bound of another: "1,204" within "more than 1,000".

    Strict bounds are read strictly: 500 is not more than 500. Where the figure is bounded itself and leaves the
    question open ("over 420" against "more than 436"), its own number decides, since a reporter names the nearest.
    """
    value, bound = bounded.figure.value, bounded.figure.bound
    if bound not in _LOWER | {"at_most", "less_than"}:
        return _meet(told, bounded)
    number = told.figure.value
    if number == value:
        return told.figure.bound == bound or bound in ("at_least", "at_most")
    return number > value if bound in _LOWER else number < value


def _lowest(q: Quantity) -> float:
    f = q.figure
    if f.low is not None:
        return f.low
    return {"nearly": 0.85 * f.value, "about": 0.9 * f.value}.get(
        f.bound, float("-inf") if f.bound in _UPPER else f.value
    )


def _highest(q: Quantity) -> float:
    f = q.figure
    if f.high is not None:
        return f.high
    return 1.1 * f.value if f.bound == "about" else float("inf") if f.bound in _LOWER else f.value


def _apart(a: Quantity, b: Quantity) -> str:
    """Say by how much two figures differ and what may explain it: as-of dates, days of printing, who gives them."""
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    words = (
        f"the higher is {high / low:.2g} times the lower" if low and high >= 2 * low else "the values differ"
    )
    one, two = _date(a), _date(b)
    if one != two:
        words += f"; they hold for different dates ({one}; {two})"
    givers = [q.given_by.name for q in (a, b) if q.given_by]
    if len(set(givers)) == 2:
        words += f"; {givers[0]} gives the one, {givers[1]} the other"
    if a.head != b.head or a.kinds != b.kinds:
        words += "; what is counted is worded differently"
    return words


def _date(q: Quantity) -> str:
    if q.window:
        first, last = q.window
        if q.since:
            return f"since {first}" + (f", printed {q.published}" if day(q.published) else "")
        return f"as of {last}" if first == last else f"{first} to {last}"
    if q.when:
        return f"“{q.when}”" + (f", printed {q.published}" if day(q.published) else "")
    return f"printed {q.published}" if day(q.published) else "undated"


def _told(q: Quantity, readings: Mapping[str, Reading]) -> str:
    of = f" {q.figure.counts_text}" if q.figure.counts_text else ""
    publisher = readings[q.ref.report].report.publisher
    who = q.given_by.name if q.given_by else publisher
    return f"{_number(q)}{of} ({_date(q)}{', ' + who if who else ''})"


def _number(q: Quantity) -> str:
    value = q.figure.value
    plain = f"{int(value):,}" if abs(value) < 1e15 and value == int(value) else f"{value:g}"
    unit = f" {q.figure.unit}" if q.figure.unit and q.figure.unit != "%" else q.figure.unit or ""
    return f"{BOUNDS[q.figure.bound]}{plain}{unit}"
