"""Copies over many processes and many runs: what ``link.copies`` does, cut into pieces that need nothing of each other.

Whether two reports are one text depends on the two alone, and finding that out is the dearest part of linking. Keys are
made in pieces; the pairs worth comparing are compared in pieces, in order of publication, where reports that are alike
lie close together; what hangs together is then grouped, lot by lot. All three are kept by what they depend on (a
:class:`Kept`), so that a later run works out what is new and no more. What is found is what ``link_copies`` finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Protocol, TypeVar

from trackrecord.engine.pool import Run, run
from trackrecord.link.copies import groups_in, verdict
from trackrecord.link.groups import DisjointSets
from trackrecord.link.sheets import sheet_of
from trackrecord.link.sketches import Keys, candidates, keys_of
from trackrecord.link.standing import Standing
from trackrecord.types import CopyGroup, Report

_REPORTS = 64  # reports of a piece whose keys are made
_PAIRS = 512  # pairs of a piece that is compared
_HELD = 1024  # reports held ready for comparison, a hundred kilobytes each: those of the days around

Pair = tuple[str, str]
Piece = tuple[dict[str, Report], tuple[Pair, ...]]
_T = TypeVar("_T")


class Kept(Protocol):
    """Reports to look for copies among, and what was found of them before: in memory, or in a ledger."""

    def standings(self) -> Mapping[str, Standing]:
        """Return all reports by id, in order of it."""
        ...

    def report(self, report_id: str) -> Report:
        """Return a report."""
        ...

    def keys(self) -> Iterator[tuple[str, Keys]]:
        """Yield the reports whose keys are known, in order of id."""
        ...

    def keep_keys(self, found: Iterable[tuple[str, Keys]]) -> None:
        """Keep the keys of reports."""
        ...

    def verdicts(self) -> Mapping[Pair, bool]:
        """Return whether two reports are one text, for each pair that was compared before."""
        ...

    def keep_verdicts(self, found: Iterable[tuple[Pair, bool]]) -> None:
        """Keep what comparing pairs gave."""
        ...

    def lots(self) -> set[str]:
        """Return the names of the lots that were grouped before."""
        ...

    def groups(self, lot: str) -> Sequence[CopyGroup]:
        """Return the groups of a lot that was grouped before."""
        ...

    def keep_groups(
        self, found: Iterable[tuple[str, Sequence[str], Sequence[CopyGroup]]], gone: Iterable[str]
    ) -> None:
        """Keep the groups of lots, each with the reports in it, and forget those of lots that are no more."""
        ...


def find_copies(reports: Sequence[Report] | Kept, workers: int = 1, run: Run = run) -> tuple[CopyGroup, ...]:
    """Return what :func:`~trackrecord.link.copies.link_copies` returns, worked out by *workers* processes.

    *run* is where the work runs: a pool of processes, or a plan on a cluster. Order of *reports* never matters. What was
    found before is taken from a :class:`Kept`, and what is found is kept there as the work goes on.
    """
    kept = Unkept(reports) if isinstance(reports, Sequence) else reports
    standings = kept.standings()
    pairs = _worth_comparing(kept, standings, workers, run)
    sets = _compare(kept, pairs, workers, run)
    lots = {_name(lot, standings): lot for lot in sets.groups(standings) if len(lot) > 1}
    return _group(kept, lots, workers, run)


def _worth_comparing(kept: Kept, standings: Mapping[str, Standing], workers: int, run: Run) -> list[Pair]:
    """Return the pairs of candidates, in order of publication; make and keep the keys that are not known."""
    known = dict(kept.keys())
    fresh = sorted(standings.keys() - known.keys(), key=lambda i: (standings[i].published or "", i))
    pieces = (tuple(map(kept.report, piece)) for piece in _pieces(iter(fresh), _REPORTS))
    for made in run(_keys, pieces, workers, _keys):
        kept.keep_keys(made)
        known.update(made)
    pairs = candidates(known.items())
    pairs.sort(key=lambda p: (max(standings[i].published or "" for i in p), p))
    return pairs


def _compare(kept: Kept, pairs: Sequence[Pair], workers: int, run: Run) -> DisjointSets:
    """Join the reports that are one text; compare and keep the pairs about which nothing is known."""
    sets = DisjointSets()
    known = kept.verdicts()
    for a, b in pairs:
        if known.get((a, b)):
            sets.join(a, b)
    report = lru_cache(maxsize=_HELD)(kept.report)

    def worth() -> Iterator[Piece]:
        # Pairs already in one group (through a third) need no comparison of their own.
        left = ((a, b) for a, b in pairs if (a, b) not in known and sets.find(a) != sets.find(b))
        for piece in _pieces(left, _PAIRS):
            yield {i: report(i) for pair in piece for i in pair}, piece

    for compared in run(_compared, worth(), workers, _compared):
        kept.keep_verdicts(compared)
        for (a, b), alike in compared:
            if alike:
                sets.join(a, b)
    return sets


def _group(kept: Kept, lots: Mapping[str, Sequence[str]], workers: int, run: Run) -> tuple[CopyGroup, ...]:
    """Return the groups of all lots, of those that are known from before as they were."""
    before = kept.lots()
    groups = [group for name in lots.keys() & before for group in kept.groups(name)]
    gone = list(before - lots.keys())
    fresh = [name for name in lots if name not in before]
    reports = (tuple(map(kept.report, lots[name])) for name in fresh)
    names = _pieces(iter(fresh), _REPORTS)
    for found in run(_grouped, _pieces(reports, _REPORTS), workers, _grouped):
        kept.keep_groups(((n, lots[n], some) for n, some in zip(next(names), found, strict=True)), gone)
        gone = []
        groups.extend(group for lot in found for group in lot)
    if gone:
        kept.keep_groups((), gone)
    return tuple(sorted(groups, key=lambda g: g.original))


def _name(lot: Sequence[str], standings: Mapping[str, Standing]) -> str:
    """Return a name for a lot that changes with all that its groups depend on."""
    return sha256(repr([(i, *standings[i]) for i in lot]).encode("utf-8", "surrogatepass")).hexdigest()[:32]


_sheet = lru_cache(maxsize=_HELD)(sheet_of)


def _pieces(items: Iterator[_T], size: int) -> Iterator[tuple[_T, ...]]:
    while piece := tuple(islice(items, size)):
        yield piece


def _keys(reports: Sequence[Report]) -> list[tuple[str, Keys]]:
    found = []
    for report in reports:
        sheet = _sheet(report)
        found.append((report.id, keys_of(sheet.runs, sheet.details())))
    return found


def _compared(piece: Piece) -> list[tuple[Pair, bool]]:
    """Return which pairs of a piece are one text; those that hang together through others are passed over."""
    reports, pairs = piece
    sets = DisjointSets()
    found = []
    for a, b in pairs:
        if sets.find(a) != sets.find(b):
            alike = verdict(_sheet(reports[a]), _sheet(reports[b])) is not None
            found.append(((a, b), alike))
            if alike:
                sets.join(a, b)
    return found


def _grouped(lots: Sequence[Sequence[Report]]) -> list[list[CopyGroup]]:
    return [groups_in([_sheet(report) for report in lot]) for lot in lots]


class Unkept:
    """Reports in memory, of which nothing is known and for which nothing is kept."""

    def __init__(self, reports: Iterable[Report]) -> None:
        """Order of *reports* never matters; each id is taken once."""
        self._reports = {r.id: r for r in sorted(reports, key=lambda r: r.id)}

    def standings(self) -> Mapping[str, Standing]:
        """Return all reports by id, in order of it."""
        return {i: Standing(r.published, r.garble, len(r.text), "") for i, r in self._reports.items()}

    def report(self, report_id: str) -> Report:
        """Return a report."""
        return self._reports[report_id]

    def keys(self) -> Iterator[tuple[str, Keys]]:
        """Yield nothing."""
        return iter(())

    def verdicts(self) -> Mapping[Pair, bool]:
        """Return nothing."""
        return {}

    def lots(self) -> set[str]:
        """Return nothing."""
        return set()

    def groups(self, lot: str) -> Sequence[CopyGroup]:
        """Return nothing."""
        return ()

    def keep_keys(self, found: Iterable[tuple[str, Keys]]) -> None:
        """Keep nothing."""

    def keep_verdicts(self, found: Iterable[tuple[Pair, bool]]) -> None:
        """Keep nothing."""

    def keep_groups(
        self, found: Iterable[tuple[str, Sequence[str], Sequence[CopyGroup]]], gone: Iterable[str]
    ) -> None:
        """Keep nothing."""
