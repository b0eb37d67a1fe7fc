"""Bare numbers and what they take up: "198 detainees crossed. The other side says 191", "of 76 guns, 52 have gone".

A report names what it counts once and then gives numbers alone. Three ways of it are known: a part of a whole
("52 of 76"), an object that a verb of counting puts at a number ("put the dead at 19"), and another count of what
was counted just before ("believes that the number is nearer 1,000", "and later at 25").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trackrecord.link.quantities import Quantity, counted, known_act, quantity
from trackrecord.link.roster import Roster
from trackrecord.types import Reading

# What stands before a number that is another count of the same; and before one that replaces the one before it.
_COUNTING = re.compile(
    r"\b(?:mak(?:es?|ing)|made|puts?|counted|counts|spoke of|speaks of|believes?|estimates?|estimated|says|said|reckons?|"
    r"claims?|claimed|(?:the|this|that|its|their) (?:real |true |actual )?(?:number|figure|total|toll|count|tally))\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:later|then|now|since|rising|rose|risen|raised|revised|climbed|up) (?:\w+ )?(?:at|to)\s*$", re.I
)
_PUT = re.compile(
    r"\b(?:put|puts|placed|places|estimated|estimates|numbered) (?:the )?([a-z-]{3,20}(?: [a-z-]{1,20}){0,2}) at\s*$",
    re.I,
)
_OF_BEFORE = re.compile(
    r"(?:^|[\s(“\"])of (?:the |its |their |these |those )?([^,;.]{2,80}), $", re.IGNORECASE
)
_OF_AFTER = re.compile(r"^ (?:out )?of (?:the |its |their |these |those |some |all )?$")
_LEAST = 10  # smaller numbers stand bare for too many things


def quantities(reading: Reading, roster: Roster) -> list[Quantity]:
    """Make all figures of a reading ready for comparison, bare numbers with the nouns that they take up."""
    found = [quantity(reading, i, roster) for i in range(len(reading.figures))]
    made: list[Quantity] = []
    for q in found:
        taken = None
        if q.figure.unit is None and q.figure.sentence < len(reading.report.sentences):
            taken = _part(q, found, reading) or _again(q, made, reading) or _put(q, reading)
        made.append(taken or q)
    wholes = {(q.figure.sentence, q.whole) for q in made if q.whole is not None}
    return [replace(q, total=(q.figure.sentence, q.figure.value) in wholes) for q in made]


def _before(q: Quantity, reading: Reading) -> str:
    """Return the text of the figure's sentence that stands before it, at most 160 characters."""
    start = reading.report.sentences[q.figure.sentence].start
    return reading.report.text[max(start, q.figure.span.start - 160) : q.figure.span.start]


def _part(q: Quantity, found: Sequence[Quantity], reading: Reading) -> Quantity | None:
    """Name a part by its whole: "of 76 guns, 52 …", "of the detainees, 196 of 240 …", "60 of 76"."""
    if q.head:
        return None
    text, span = reading.report.text, q.figure.span
    ahead = _OF_BEFORE.search(_before(q, reading))
    mates = [w for w in found if w.figure.sentence == q.figure.sentence and w.ref != q.ref]
    whole = next(
        (w for w in mates if 0 < w.figure.span.start - span.end < 24
         and _OF_AFTER.match(text[span.end : w.figure.span.start])), None,
    )  # fmt: skip
    head, kinds = (whole.head, whole.kinds) if whole else ("", frozenset[str]())
    if ahead:
        start = span.start - len(ahead.group(1)) - 2
        within = next((w for w in mates if start <= w.figure.span.start < span.start), None)
        whole = whole or within
        head, kinds = (within.head, within.kinds) if within else counted(ahead.group(1))
    if not ahead and whole is None:
        return None
    return replace(q.named(head, kinds, q.act), whole=whole.figure.value if whole else None)


def _put(q: Quantity, reading: Reading) -> Quantity | None:
    """Name a number by what a verb puts at it ("put the dead at 19")."""
    object_ = None if q.head else _PUT.search(_before(q, reading))
    if object_ is None:
        return None
    head, kinds = counted(object_.group(1))
    if act := known_act(head):
        return q.named("people", frozenset(), act)
    return q.named(head, kinds, q.act)


def _again(q: Quantity, made: Sequence[Quantity], reading: Reading) -> Quantity | None:
    """Name a number by the figure just before it of which it is another count."""
    if q.head or abs(q.figure.value) < _LEAST:
        return None
    before = _before(q, reading)
    later = _LATER.search(before) is not None
    if _PUT.search(before):
        return None
    told = later or _COUNTING.search(before[-60:]) is not None
    for model in reversed(made):
        apart = q.figure.sentence - model.figure.sentence
        if apart > 2:
            return None
        if model.figure.unit or model.whole is not None or (apart == 0 and not told):
            continue
        if apart == 0 and not later and ";" not in before[model.figure.span.end - q.figure.span.start :]:
            continue
        low, high = sorted((abs(q.figure.value), abs(model.figure.value)))
        if (
            not low
            or low == high
            or high > (5 if later else 2.5 if told else 1.25) * low
            or not (model.head or told)
        ):
            continue
        named = q.named(model.head, model.kinds, model.act or q.act)
        return replace(named, root=model.root or model.ref, later=later, context=q.context | model.context)
    return None
