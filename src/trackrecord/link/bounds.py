"""What people ruled must be linked, or must not be: must-link and cannot-link constraints on groups.

As in constrained clustering (Wagstaff et al. 2001), with one difference: whoever joins two items joins the whole groups
that linking put them in, and whoever splits one off takes it out and leaves the rest together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from trackrecord.link.groups import DisjointSets
from trackrecord.types import Ref

T = TypeVar("T")
K = TypeVar("K", Ref, str)


@dataclass(frozen=True, slots=True)
class Ties(Generic[K]):
    """Pairs that belong ``together``, and pairs that stand ``apart``: of these the first is the one that leaves.

    They do not contradict each other: ``rulings.standing`` sees to that.
    """

    together: tuple[tuple[K, K], ...] = ()
    apart: tuple[tuple[K, K], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)

    def grouped(self, groups: Sequence[Sequence[T]], key: Callable[[T], K]) -> list[list[T]]:
        """Return *groups* with what belongs together joined and what stands apart split, each item once.

        Items keep the order in which they came; ties about items that are in no group change nothing.
        """
        if not self:
            return [list(g) for g in groups]
        at = {key(item): number for number, group in enumerate(groups) for item in group}
        sets = DisjointSets()
        for a, b in self.together:
            if a in at and b in at:
                sets.join(f"{at[a]:09d}", f"{at[b]:09d}")
        merged: dict[str, list[T]] = {}
        for number, group in enumerate(groups):
            merged.setdefault(sets.find(f"{number:09d}"), []).extend(group)
        return [part for root in sorted(merged) for part in self._split(merged[root], key)]

    def divides(self, a: K, b: K) -> bool:
        """Whether the two are ruled apart, by themselves."""
        return (a, b) in self.apart or (b, a) in self.apart

    def _split(self, group: list[T], key: Callable[[T], K]) -> list[list[T]]:
        here = {key(item) for item in group}
        apart = [(a, b) for a, b in self.apart if a in here and b in here]
        if not apart:
            return [group]
        sets = DisjointSets()
        for a, b in self.together:
            if a in here and b in here:
                sets.join(_name(a), _name(b))
        foes: dict[str, set[str]] = {}
        for a, b in apart:
            one, two = sets.find(_name(a)), sets.find(_name(b))
            foes.setdefault(one, set()).add(two)
            foes.setdefault(two, set()).add(one)
        leaving = {sets.find(_name(a)) for a, _ in apart}
        # Those that nobody split off stay where they are, the others find the first part that takes them.
        units = sorted({sets.find(_name(k)) for k in here}, key=lambda u: (u in leaving, u in foes, u))
        parts: list[set[str]] = [set()]
        for unit in units:
            fit = next((p for p in parts if not p & foes.get(unit, set())), None)
            if fit is None:
                fit = set()
                parts.append(fit)
            fit.add(unit)
        return [
            found
            for part in parts
            if (found := [item for item in group if sets.find(_name(key(item))) in part])
        ]


def _name(key: Ref | str) -> str:
    return key if isinstance(key, str) else f"{key.report}\x1f{key.kind}\x1f{key.index:06d}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """All ties of a record: of parties, threads (by commitment), occasions (by event), stories (by report), figures.

    ``bears`` are pairs of a deed and a commitment of the thread on which it bears, ``bears_not`` those on which it does
    not.
    """

    parties: Ties[Ref] = field(default_factory=Ties)
    threads: Ties[Ref] = field(default_factory=Ties)
    occasions: Ties[Ref] = field(default_factory=Ties)
    stories: Ties[str] = field(default_factory=Ties)
    figures: Ties[Ref] = field(default_factory=Ties)
    bears: tuple[tuple[Ref, Ref], ...] = ()
    bears_not: tuple[tuple[Ref, Ref], ...] = ()


FREE = Bounds()
"""No ruling binds anything."""


def sorted_pairs(pairs: Iterable[tuple[K, K]]) -> tuple[tuple[K, K], ...]:
    """Return *pairs* each once, in order."""
    return tuple(sorted(set(pairs)))
