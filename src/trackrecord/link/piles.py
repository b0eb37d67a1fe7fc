"""A pile of readings in order of report id, each at hand when it is asked for: from memory, or from where it is stored.

Linking goes through a pile several times and looks readings up between. Nothing in it needs all of them at once, so that
a pile that is stored costs the memory of what linking finds and of some readings, not of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from sys import intern
from typing import NamedTuple, overload

from trackrecord.types import Reading


class Facts(NamedTuple):
    """What is known of a report without its reading: its date of publication (EDTF) and its language."""

    published: str | None
    language: str


class Pile(Sequence[Reading]):
    """Readings in order of report id, each report once. ``facts`` has them by id, in that order.

    ``changed`` are the reports whose readings are not as they were read, but as people ruled.
    """

    def __init__(
        self,
        facts: Mapping[str, Facts],
        load: Callable[[str], Reading],
        changed: frozenset[str] = frozenset(),
    ) -> None:
        """*load* gives the reading of a report id; asked twice, it gives the same."""
        self.facts = facts
        self.changed = changed
        self._stored = load
        self._ids: tuple[str, ...] = tuple(facts)
        self._party_ids: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Pile:
        """Return *readings* as a pile; of those of one report the last counts."""
        if isinstance(readings, Pile):
            return readings
        some = {r.report.id: r for r in readings}
        facts = {i: Facts(some[i].report.published, some[i].report.language) for i in sorted(some)}
        return cls(facts, some.__getitem__)

    @property
    def by_id(self) -> Mapping[str, Reading]:
        """The readings by report id."""
        return _ById(self.facts, self._load)

    def only(self, ids: Iterator[str]) -> Pile:
        """Return the pile of these reports, given in order."""
        made = Pile({i: self.facts[i] for i in ids}, self._stored, self.changed)
        made._party_ids = self._party_ids
        return made

    def with_changed(self, changed: Mapping[str, Reading]) -> Pile:
        """Return the pile with other readings of some of its reports."""
        load, ids = self._stored, self.changed | changed.keys()
        return Pile(self.facts, lambda i: changed[i] if i in changed else load(i), ids)

    def party_ids(self, report: str) -> tuple[str, ...]:
        """Return the ids of a reading's parties, in its order; known without loading it again."""
        if report not in self._party_ids:
            self._load(report)
        return self._party_ids[report]

    def _load(self, report: str) -> Reading:
        reading = self._stored(report)
        if report not in self._party_ids:
            self._party_ids[report] = tuple(intern(p.id) for p in reading.parties)
        return reading

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pile | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Reading]:
        return map(self._load, self._ids)

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Reading]: ...
    def __getitem__(self, index: int | slice) -> Reading | Sequence[Reading]:
        if isinstance(index, slice):
            return [self._load(i) for i in self._ids[index]]
        return self._load(self._ids[index])


class _ById(Mapping[str, Reading]):
    """The readings of a pile by report id."""

    def __init__(self, facts: Mapping[str, Facts], load: Callable[[str], Reading]) -> None:
        self._facts = facts
        self._load = load

    def __getitem__(self, report: str) -> Reading:
        if report not in self._facts:
            raise KeyError(report)
        return self._load(report)

    def __contains__(self, report: object) -> bool:
        return report in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
