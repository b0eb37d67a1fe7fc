"""Which rulings hold: in force, undone, overruled by a later one, or about something that is not there.

A ruling is undone by an undo that is itself in force. Of those that decide the same question the later holds, whoever
made it; where two people decided it contrary to each other that is a :class:`Conflict`, to be shown. Joins and splits
stand for each other's consequences: a chain of joins does not bring together what a later ruling split. Nothing depends
on the order in which rulings come.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trackrecord.errors import RulingError
from trackrecord.link.groups import DisjointSets
from trackrecord.link.rulings.making import made, said
from trackrecord.link.rulings.subjects import Places, Subject, parsed_or_none
from trackrecord.types import Ref, Ruling

State = Literal["in_force", "undone", "overruled", "unplaced", "malformed"]
Place = Ref | str
"""What a subject was found to be: an item, or the id of a report or ruling."""
_TRANSITIVE = ("party", "thread", "story", "occasion")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ruling stands: ``place`` is what it is about (None where that is not there), ``others`` the other sides.

    ``malformed`` is one that no trackrecord made. ``because`` says in words why it does not hold, empty where it is in force; ``overruled_by`` names the ruling that
    undid it or decided the same later.
    """

    ruling: Ruling
    state: State
    place: Place | None = None
    others: tuple[Place, ...] = ()
    because: str = ""
    overruled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people or more decided the same question contrary to each other. ``decides`` is the id of the later ruling."""

    question: str
    rulings: tuple[Ruling, ...]
    decides: str


def order(ruling: Ruling) -> tuple[str, str]:
    """Return the key by which rulings stand in time."""
    return ruling.at, ruling.id


def made_by(rulings: Iterable[Ruling], last: str | None) -> list[Ruling]:
    """Return the rulings made by the end of the ISO day *last* in UTC (all where None), each once, in order of time."""
    every = {r.id: r for r in rulings if last is None or r.at[:10] <= last}
    return sorted(every.values(), key=order)


def standings(
    rulings: Iterable[Ruling], places: Places, threads: Mapping[Ref, str] | None = None
) -> tuple[Standing, ...]:
    """Return how each of *rulings* stands over the readings behind *places*, in order of time.

    *threads* says which thread a commitment is in, so that two statuses set on one thread are seen to be of one.
    """
    every = made_by(rulings, None)
    undone = _undone(every)
    ids = {r.id for r in every}
    found = [_placed(r, places, ids, undone.get(r.id)) for r in every]
    return tuple(_overruled(found, threads or {}))


def in_force(some: Iterable[Standing]) -> list[Standing]:
    """Return those that are in force."""
    return [s for s in some if s.state == "in_force"]


def conflicts(some: Sequence[Standing], threads: Mapping[Ref, str] | None = None) -> tuple[Conflict, ...]:
    """Return where people differ: by each person the latest decision on a question counts, undone ones do not."""
    asked: dict[str, dict[str, tuple[Standing, str]]] = defaultdict(dict)
    for standing in some:
        if standing.state not in ("undone", "malformed"):
            answers = _answers(standing, threads or {})
            kind, noun = standing.ruling.kind, Subject.parsed(standing.ruling.subject).noun
            if kind in ("accept", "correct") and noun != "thread":
                about = _key(standing.place) if standing.place is not None else standing.ruling.subject
                answers[f"whether {about} is right"] = kind
            for question, answer in answers.items():
                asked[question][standing.ruling.by] = standing, answer
    found: dict[tuple[str, ...], Conflict] = {}
    for question in sorted(asked):
        told = sorted(asked[question].values(), key=lambda pair: order(pair[0].ruling))
        if len({answer for _, answer in told}) < 2 or _settled([answer for _, answer in told]):
            continue
        rulings = tuple(s.ruling for s, _ in told)
        found.setdefault(tuple(r.id for r in rulings), Conflict(question, rulings, rulings[-1].id))
    return tuple(sorted(found.values(), key=lambda c: (order(c.rulings[0]), c.question)))


def _settled(answers: list[str]) -> bool:
    """Whether who accepted saw all corrections: what is accepted is the item as it then stood."""
    last = answers[-1]
    return last == "accept" and "accept" not in answers[:-1]


def _undone(every: Sequence[Ruling]) -> dict[str, str]:
    """Return the rulings that are undone, with the undo that is in force. An id holds its target's, so no circle."""
    by_id = {r.id: r for r in every}
    target: dict[str, str] = {}
    undos: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in every:
        undoes = ruling.kind == "undo" and not _fault(ruling)
        subject = parsed_or_none(ruling.subject) if undoes else None
        if subject is not None and subject.report in by_id and subject.report != ruling.id:
            target[ruling.id] = subject.report
            undos[subject.report].append(ruling)
    found: dict[str, str] = {}
    # Those that undo the most deeply nested undo are settled first.
    depths = _depths(target)
    for id_ in sorted(undos, key=lambda i: (-depths.get(i, 0), i)):
        acting = [u for u in undos[id_] if u.id not in found]
        if acting:
            found[id_] = max(acting, key=order).id
    return found


def _depths(target: Mapping[str, str]) -> dict[str, int]:
    """Return how many undos lie between each undo and what it undoes in the end, itself counted."""
    depths: dict[str, int] = {}
    for start in target:
        chain: list[str] = []
        at = start
        while at in target and at not in depths and len(chain) <= len(target):
            chain.append(at)
            at = target[at]
        depth = depths.get(at, 0)
        for id_ in reversed(chain):
            depth += 1
            depths[id_] = depth
    return depths


def _fault(ruling: Ruling) -> str:
    """Return what is wrong with a ruling that could not have been made here; empty where nothing is."""
    try:
        made(ruling.kind, ruling.subject, said(ruling), by=ruling.by, reason=ruling.reason, at=ruling.at)
    except RulingError as error:
        return error.cause
    return ""


def _placed(ruling: Ruling, places: Places, ids: set[str], undo: str | None) -> Standing:
    if fault := _fault(ruling):
        return Standing(ruling, "malformed", because=fault)
    subject = Subject.parsed(ruling.subject)
    place = _place(subject, places, ids)
    others = _others(ruling, places, ids)
    if undo is not None:
        return Standing(ruling, "undone", place, others, f"undone by {undo}", undo)
    if place is None:
        return Standing(ruling, "unplaced", None, others, _missing(subject, places))
    if ruling.kind in ("join", "split") and not others:
        return Standing(
            ruling, "unplaced", place, (), f"what it is to {ruling.kind} it with or from is not there"
        )
    if ruling.kind in ("join", "split") and set(others) == {place}:
        return Standing(ruling, "unplaced", place, others, "both sides are read as one item now")
    return Standing(ruling, "in_force", place, tuple(o for o in others if o != place))


def _place(subject: Subject, places: Places, ids: set[str]) -> Place | None:
    if subject.noun == "ruling":
        return subject.report if subject.report in ids else None
    if subject.noun in ("story", "corruption"):
        return subject.report if places.has(subject.report) else None
    return places.item(subject)


def _others(ruling: Ruling, places: Places, ids: set[str]) -> tuple[Place, ...]:
    value = said(ruling)
    given = [value["with"]] if ruling.kind == "join" else value["from"] if ruling.kind == "split" else []
    found = (_place(Subject.parsed(text), places, ids) for text in given)
    return tuple(place for place in found if place is not None)


def _missing(subject: Subject, places: Places) -> str:
    if subject.noun == "ruling":
        return f"there is no ruling {subject.report}"
    if not places.has(subject.report):
        return f"report {subject.report} is not in this ledger, or is not read"
    return f"no {subject.noun} is read there any more"


def _overruled(some: Sequence[Standing], threads: Mapping[Ref, str]) -> list[Standing]:
    """Mark what a later ruling decides otherwise, going through them from the latest back."""
    latest: dict[str, tuple[str, Standing]] = {}
    groups: dict[str, _Groups] = defaultdict(_Groups)
    found: list[Standing] = []
    for standing in reversed(some):
        if standing.state != "in_force":
            found.append(standing)
            continue
        answers = _answers(standing, threads)
        noun = Subject.parsed(standing.ruling.subject).noun
        later = next((latest[q][1] for q, a in answers.items() if q in latest and latest[q][0] != a), None)
        if later is None and noun in _TRANSITIVE:
            later = groups[noun].against(standing)
        if later is not None:
            why = f"decided otherwise by {later.ruling.by} on {later.ruling.at[:10]} ({later.ruling.id})"
            found.append(replace(standing, state="overruled", because=why, overruled_by=later.ruling.id))
            continue
        found.append(standing)
        groups[noun].take(standing)
        for question, answer in answers.items():
            latest.setdefault(question, (answer, standing))
    return found[::-1]


class _Groups:
    """What is joined and kept apart by rulings that hold, so that a chain of joins cannot undo a later split."""

    def __init__(self) -> None:
        self._sets = DisjointSets()
        self._joins: list[Standing] = []
        self._splits: list[tuple[str, str, Standing]] = []

    def against(self, standing: Standing) -> Standing | None:
        """Return the later ruling that this one cannot stand beside, or None."""
        for one, other in self._pairs(standing):
            a, b = self._sets.find(one), self._sets.find(other)
            if standing.ruling.kind == "split" and a == b:
                return self._joins[-1] if self._joins else None
            if standing.ruling.kind == "join":
                for x, y, split in self._splits:
                    if {self._sets.find(x), self._sets.find(y)} == {a, b}:
                        return split
        return None

    def take(self, standing: Standing) -> None:
        """Add a ruling that holds; others than joins and splits change nothing."""
        for one, other in self._pairs(standing):
            if standing.ruling.kind == "join":
                self._sets.join(one, other)
                self._joins.append(standing)
            elif standing.ruling.kind == "split":
                self._splits.append((one, other, standing))

    def _pairs(self, standing: Standing) -> list[tuple[str, str]]:
        if standing.place is None:
            return []
        return [(_key(standing.place), _key(other)) for other in standing.others]


def _answers(standing: Standing, threads: Mapping[Ref, str]) -> dict[str, str]:
    """Return what a ruling decides, by question. Rulings that answer one question alike agree."""
    ruling, value = standing.ruling, said(standing.ruling)
    noun = Subject.parsed(ruling.subject).noun
    about = _key(standing.place) if standing.place is not None and noun != "corruption" else ruling.subject
    if ruling.kind == "undo":
        return {}
    if ruling.kind == "set_status" or (noun == "thread" and ruling.kind == "accept"):
        place = standing.place
        thread = threads.get(place) if isinstance(place, Ref) else None
        return {f"the status of {thread or about}": str(value["status"])} if value else {}
    if ruling.kind in ("accept", "reject"):
        return {f"whether {about} holds": "yes" if ruling.kind == "accept" else "no"}
    if ruling.kind == "correct":
        answer = json.dumps(value["value"], sort_keys=True)
        return {f"whether {about} holds": "yes", f"the {value['field']} of {about}": answer}
    given = value["with"] if ruling.kind == "join" else value["from"]
    others = [_key(o) for o in standing.others] or ([given] if isinstance(given, str) else given)
    return {
        f"whether {noun} {one} goes with {other}": ruling.kind
        for one, other in ((about, o) if noun == "deed" else sorted((about, o)) for o in others)
    }


def _key(place: Place) -> str:
    return place if isinstance(place, str) else f"{place.report}:{place.kind}:{place.index}"
