"""Readings as people ruled them, one report at a time: what formats that interpret the record are made from.

Corrections are in place and what was rejected is left out; places in a reading stay what they were, so that links and
findings still point at the right items. Formats that hold every table hold the rulings beside what was read instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from trackrecord.ledger import Ledger
from trackrecord.link.rulings import apply
from trackrecord.link.rulings.subjects import parsed_or_none
from trackrecord.types import ItemKind, Reading, Ref, Ruling


@dataclass(frozen=True, slots=True)
class Ruled:
    """One reading with its corrections, and which of its items were rejected."""

    reading: Reading
    rejected: frozenset[Ref] = frozenset()

    def keeps(self, kind: ItemKind, index: int) -> bool:
        """Whether an item was not rejected."""
        return Ref(self.reading.report.id, kind, index) not in self.rejected

    def kept(self, kind: ItemKind, items: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        """Yield the items of one kind that were not rejected, each with its place in the reading."""
        for index, item in enumerate(items):
            if self.keeps(kind, index):
                yield index, item


class RuledReadings:
    """The readings of a ledger as ruled. Rulings are loaded once, readings as they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._undos: list[Ruling] = []
        self._of: dict[str, list[Ruling]] = defaultdict(list)
        for ruling in ledger.rulings():
            subject = parsed_or_none(ruling.subject)
            if ruling.kind == "undo":
                self._undos.append(ruling)
            elif subject is not None:
                self._of[subject.report].append(ruling)

    def __iter__(self) -> Iterator[Ruled]:
        """Yield all of them, sorted by report id."""
        for reading in self._ledger.readings():
            yield self._ruled(reading)

    def get(self, report: str) -> Ruled | None:
        """Return that of one report, or None where it was not read."""
        reading = self._ledger.reading(report)
        return self._ruled(reading) if reading is not None else None

    def _ruled(self, reading: Reading) -> Ruled:
        rulings = self._of.get(reading.report.id)
        if not rulings:
            return Ruled(reading)
        applied = apply([reading], [*rulings, *self._undos])
        return Ruled(applied.read[0], applied.rejected)
