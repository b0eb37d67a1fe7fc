"""Readings as people ruled them, and what they ruled must or must not be linked.

``read`` keeps every item where it was read, with corrections in place and without references to what was rejected, so
that references across reports stay what they are. ``kept`` leaves the rejected out altogether: linking and weighing
run on it, and :mod:`returning` brings their references back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trackrecord.link.bounds import FREE, Bounds, Ties, sorted_pairs
from trackrecord.link.piles import Pile
from trackrecord.link.rulings.fields import corrected
from trackrecord.link.rulings.making import said
from trackrecord.link.rulings.standing import Standing, in_force, standings
from trackrecord.link.rulings.subjects import ITEM_KINDS, Places, Subject, items, with_items
from trackrecord.types import ItemKind, Reading, Ref, Ruling

Shifts = Mapping[tuple[str, ItemKind], tuple[int, ...]]
"""For each report and kind from which items were rejected: the index as read of each item that was kept."""


@dataclass(frozen=True, slots=True)
class Applied:
    """Readings with rulings applied. ``standings`` tells of every ruling; ``bounds`` speak of the items in ``kept``."""

    read: Sequence[Reading]
    kept: Sequence[Reading]
    rejected: frozenset[Ref]
    shifts: Shifts
    bounds: Bounds
    standings: tuple[Standing, ...]

    @property
    def changes(self) -> bool:
        """Whether any ruling changes a reading or what is linked (set statuses and acceptances do not)."""
        return any(s.ruling.kind in ("reject", "correct", "join", "split") for s in in_force(self.standings))


def apply(readings: Sequence[Reading], rulings: Iterable[Ruling]) -> Applied:
    """Return *readings* as *rulings* have them: a pure function, whatever the order of either."""
    every = Pile.of(readings)
    found = standings(rulings, Places(every))
    holding = in_force(found)
    rejected = frozenset(s.place for s in holding if s.ruling.kind == "reject" and isinstance(s.place, Ref))
    changed = _corrections(holding, rejected)
    if not (rejected or changed):
        return Applied(every, every, rejected, {}, _bounds(holding, rejected, {}), found)
    touched = changed.keys() | {ref.report for ref in rejected}
    read = {i: _as_ruled(every.by_id[i], changed.get(i, ()), rejected) for i in sorted(touched)}
    shifts = _shifts(read.values(), rejected)
    kept = {i: _without(r, shifts) for i, r in read.items()}
    return Applied(
        every.with_changed(read),
        every.with_changed(kept),
        rejected,
        shifts,
        _bounds(holding, rejected, shifts),
        found,
    )


def _corrections(
    holding: Sequence[Standing], rejected: frozenset[Ref]
) -> dict[str, list[tuple[Ref, str, Any]]]:
    found: dict[str, list[tuple[Ref, str, Any]]] = defaultdict(list)
    for standing in holding:
        if standing.ruling.kind == "correct" and isinstance(standing.place, Ref):
            value = said(standing.ruling)
            if standing.place not in rejected:
                found[standing.place.report].append((standing.place, value["field"], value["value"]))
    return found


def _as_ruled(reading: Reading, changes: Iterable[tuple[Ref, str, Any]], rejected: frozenset[Ref]) -> Reading:
    # Parties first: others are corrected to a party by its name.
    for ref, field, value in sorted(changes, key=lambda c: (c[0].kind != "party", c[0], c[1])):
        some = list(items(reading, ref.kind))
        some[ref.index] = corrected(some[ref.index], ref.kind, field, value, reading)
        reading = with_items(reading, ref.kind, some)
    gone: dict[ItemKind, set[int]] = {}
    for ref in rejected:
        if ref.report == reading.report.id:
            gone.setdefault(ref.kind, set()).add(ref.index)
    return _unreferenced(reading, gone) if gone else reading


def _unreferenced(reading: Reading, gone: Mapping[ItemKind, set[int]]) -> Reading:
    """Return *reading* with no item that refers to a party, date or commitment among the *gone*; they stay in place."""
    parties = {p.id for i, p in enumerate(reading.parties) if i in gone.get("party", ())}
    dates, commitments = gone.get("date", set()), gone.get("commitment", set())

    def party(id_: str | None) -> str | None:
        return None if id_ in parties else id_

    def some(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in ids if i not in parties)

    def date(index: int | None) -> int | None:
        return None if index in dates else index

    return replace(
        reading,
        # A date that is none denotes no day.
        dates=tuple(
            replace(d, edtf=None, first=None, last=None) if i in dates else d
            for i, d in enumerate(reading.dates)
        ),
        parties=tuple(replace(p, belongs_to=party(p.belongs_to)) for p in reading.parties),
        figures=tuple(
            replace(f, given_by=party(f.given_by), place=party(f.place), as_of=date(f.as_of))
            for f in reading.figures
        ),
        statements=tuple(replace(s, party=party(s.party)) for s in reading.statements),
        events=tuple(
            replace(
                e,
                actors=some(e.actors),
                recipients=some(e.recipients),
                place=party(e.place),
                date=date(e.date),
            )
            for e in reading.events
        ),
        commitments=tuple(
            replace(c, by_party=party(c.by_party), to_party=party(c.to_party)) for c in reading.commitments
        ),
        deeds=tuple(
            replace(
                d,
                asserted_by_party=party(d.asserted_by_party),
                by_party=party(d.by_party),
                about=tuple(i for i in d.about if i not in commitments),
            )
            for d in reading.deeds
        ),
    )


def _shifts(readings: Iterable[Reading], rejected: frozenset[Ref]) -> Shifts:
    touched = {(ref.report, ref.kind) for ref in rejected}
    return {
        (r.report.id, kind): tuple(
            i for i in range(len(items(r, kind))) if Ref(r.report.id, kind, i) not in rejected
        )
        for r in readings
        for kind in ITEM_KINDS
        if (r.report.id, kind) in touched
    }


def _without(reading: Reading, shifts: Shifts) -> Reading:
    """Return *reading* with only the items that were kept, and references to their new indices."""
    report = reading.report.id
    kept = reading
    for kind in ITEM_KINDS:
        if (report, kind) in shifts:
            some = items(reading, kind)
            kept = with_items(kept, kind, (some[i] for i in shifts[report, kind]))
    dates, commitments = (
        {old: new for new, old in enumerate(shifts[report, kind])} if (report, kind) in shifts else None
        for kind in ("date", "commitment")
    )
    if dates is not None:
        kept = replace(
            kept,
            figures=tuple(
                replace(f, as_of=dates.get(f.as_of or 0) if f.as_of is not None else None)
                for f in kept.figures
            ),
            events=tuple(
                replace(e, date=dates.get(e.date or 0) if e.date is not None else None) for e in kept.events
            ),
        )
    if commitments is not None:
        kept = replace(
            kept,
            deeds=tuple(replace(d, about=tuple(commitments[i] for i in d.about)) for d in kept.deeds),
        )
    return kept


def _bounds(holding: Sequence[Standing], rejected: frozenset[Ref], shifts: Shifts) -> Bounds:
    """Return what joins and splits bind, in references to the items that were kept."""
    pairs: dict[tuple[str, str], list[tuple[Any, Any]]] = defaultdict(list)
    for standing in holding:
        if standing.ruling.kind in ("join", "split") and standing.place is not None:
            noun = Subject.parsed(standing.ruling.subject).noun
            for other in standing.others:
                one, two = _moved(standing.place, shifts), _moved(other, shifts)
                if (
                    standing.place not in rejected
                    and other not in rejected
                    and one is not None
                    and two is not None
                ):
                    pairs[noun, standing.ruling.kind].append((one, two))
    if not pairs:
        return FREE

    def ties(noun: str) -> Ties[Any]:
        return Ties(sorted_pairs(pairs[noun, "join"]), sorted_pairs(pairs[noun, "split"]))

    return Bounds(
        ties("party"),
        ties("thread"),
        ties("occasion"),
        ties("story"),
        ties("figure"),
        sorted_pairs(pairs["deed", "join"]),
        sorted_pairs(pairs["deed", "split"]),
    )


def _moved(place: Ref | str, shifts: Shifts) -> Ref | str | None:
    if isinstance(place, str) or (place.report, place.kind) not in shifts:
        return place
    try:
        return place._replace(index=shifts[place.report, place.kind].index(place.index))
    except ValueError:
        return None
