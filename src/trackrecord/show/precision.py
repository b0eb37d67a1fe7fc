"""How far to trust the record: of the rows that people ruled on, the share that the machine had right, by kind of row.

A row is right where it was accepted, wrong where it was rejected or corrected; a join or a status likewise. The
interval is Wilson's (1927), which holds for few rows and for shares near 0 and 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trackrecord.ledger import Ledger
from trackrecord.link.parties import RULED_ONE
from trackrecord.link.rulings.making import said
from trackrecord.link.rulings.standing import Standing, in_force
from trackrecord.link.rulings.subjects import ITEM_KINDS, Subject
from trackrecord.types import Ref
from trackrecord.weigh.ruled import RuledRecord, ruled_record

_Z = 1.959964  # of 95 %


@dataclass(frozen=True, slots=True)
class Precision:
    """One kind of row: how many there are, how many were ruled on and right, their share and its 95 % interval.

    ``precision``, ``low`` and ``high`` are None where nobody has ruled on any.
    """

    kind: str
    rows: int
    ruled: int
    right: int
    precision: float | None
    low: float | None
    high: float | None


def wilson(right: int, ruled: int) -> tuple[float, float]:
    """Return the 95 % score interval (Wilson 1927) of a share of *right* among *ruled*, which is at least 1."""
    share, z2 = right / ruled, _Z * _Z
    middle = (share + z2 / (2 * ruled)) / (1 + z2 / ruled)
    reach = _Z * math.sqrt(share * (1 - share) / ruled + z2 / (4 * ruled * ruled)) / (1 + z2 / ruled)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def precisions(record: Ledger) -> list[Precision]:
    """Return the precision of each kind of row that a person can rule on, from the rulings in force."""
    holding = in_force(record.standings())
    counts = record.counts()
    rows = [_precision(kind, counts[_TABLES.get(kind, kind)], _items(holding, kind)) for kind in ITEM_KINDS]
    rows.append(_precision("corruption", counts["corruption"], _corruptions(holding)))
    machine = _machine(record, holding)
    joins = [join for join in record.joins(made=True) if join.reasons != (RULED_ONE,)]
    rows.append(_precision("join", len(joins), _joins(machine, holding)))
    rows.append(_precision("status", counts["thread"], _statuses(machine, holding)))
    return rows


_TABLES = {"date": "date_mention"}


def _precision(kind: str, rows: int, verdicts: Mapping[object, bool]) -> Precision:
    ruled, right = len(verdicts), sum(verdicts.values())
    if not ruled:
        return Precision(kind, rows, 0, 0, None, None, None)
    low, high = wilson(right, ruled)
    return Precision(kind, rows, ruled, right, round(right / ruled, 4), round(low, 4), round(high, 4))


def _machine(record: Ledger, holding: Iterable[Standing]) -> RuledRecord | None:
    """Return the record as the machine alone has it, where joins or statuses were ruled on: the ledger's is as ruled."""
    if not any(s.ruling.kind in ("join", "split") or _of_status(s) for s in holding):
        return None
    return ruled_record(list(record.readings()), known_copies=record.links().copies)


def _items(holding: Iterable[Standing], kind: str) -> dict[object, bool]:
    found: dict[object, bool] = {}
    for s in holding:
        of_kind = Subject.parsed(s.ruling.subject).noun == kind and isinstance(s.place, Ref)
        if of_kind and s.ruling.kind in ("accept", "reject", "correct"):
            found[s.place] = found.get(s.place, True) and s.ruling.kind == "accept"
    return found


def _corruptions(holding: Iterable[Standing]) -> dict[object, bool]:
    return {
        s.ruling.subject: s.ruling.kind == "accept"
        for s in holding
        if Subject.parsed(s.ruling.subject).noun == "corruption"
    }


def _joins(machine: RuledRecord | None, holding: Iterable[Standing]) -> dict[object, bool]:
    """Joins of parties that the machine made: confirmed by a join, refuted by a split."""
    if machine is None:
        return {}
    made = {(join.a, join.b) for join in machine.links.joins if join.made}
    ruled = {
        (min(s.place, other), max(s.place, other)): s.ruling.kind == "join"
        for s in holding
        if s.ruling.kind in ("join", "split") and isinstance(s.place, Ref) and s.place.kind == "party"
        for other in s.others
        if isinstance(other, Ref)
    }
    return {pair: right for pair, right in ruled.items() if pair in made}


def _of_status(standing: Standing) -> bool:
    kind, subject = standing.ruling.kind, standing.ruling.subject
    return kind == "set_status" or (kind == "accept" and subject.startswith("thread/"))


def _statuses(machine: RuledRecord | None, holding: Iterable[Standing]) -> dict[object, bool]:
    """Threads whose status was accepted or set: right where the one that was set is the machine's."""
    if machine is None:
        return {}
    status = {f.subject: f.value for f in machine.findings if f.kind == "status"}
    of = {ref: thread.id for thread in machine.links.threads for ref in thread.mentions}
    return {
        of[s.place]: said(s.ruling).get("status", status.get(of[s.place])) == status.get(of[s.place])
        for s in holding
        if _of_status(s) and isinstance(s.place, Ref) and s.place in of
    }
