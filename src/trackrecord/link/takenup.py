"""Bare numbers and what they take up: "198 detainees crossed. The other side says 191", "of 76 guns, 52 have gone".

A report names what it counts once and then gives numbers alone. Three ways of it are known: a part of a whole
("52 of 76"), an object that a verb of counting puts at a number ("put the dead at 19"), and another count of what
was counted just before ("believes that the number is nearer 1,000", "and later at 25").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trackrecord.link.quantities import Quantity, counted, known_act
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
_PUT = re.compile(r"\b(?:put|puts|placed|places|estimated|estimates|numbered) (?:the )?([\w -]{3,40}) at\s*$", re.I)
_OF_BEFORE = re.compile(r"(?:^|[\s(“\"])of (?:the |its |their |these |those )?([^,;.]{2,80}), $", re.IGNORECASE)
_OF_AFTER = re.compile(r"^ (?:out )?of (?:the |its |their |these |those |some |all )?$")
_LEAST = 10  # smaller numbers stand bare for too many things


def take_up(found: Sequence[Quantity], reading: Reading) -> list[Quantity]:
    """Give the bare numbers of one report the nouns that they take up; *found* are its figures in order."""
    made: list[Quantity] = []
    for at, q in enumerate(found):
        if q.figure.unit is None:
            q = _part(q, found, reading) or _put(q, reading) or _again(q, made, reading) or q
        made.append(replace(q, place=q.place) if at else q)
    return made


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
    return q.named(head, kinds, q.act).replaced(whole=whole.figure.value if whole else None)


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
        if not low or low == high or high > (2.5 if told else 1.25) * low or not (model.head or told):
            continue
        return q.named(model.head, model.kinds, model.act or q.act).replaced(
            root=model.root or model.ref, later=later, context=q.context | model.context
        )
    return None
