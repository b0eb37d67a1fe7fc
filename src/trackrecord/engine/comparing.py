"""Copies over many processes: what ``link.copies`` does, cut into pieces that need nothing of each other.

Whether two reports are one text depends on the two alone, and finding that out is the dearest part of linking. Keys are
made in pieces; the pairs worth comparing are compared in pieces, in order of publication, where reports that are alike
lie close together; what hangs together is then grouped, lot by lot. What is found is what ``link_copies`` finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from trackrecord.engine.pool import Run, run
from trackrecord.link.copies import link_copies, verdict
from trackrecord.link.groups import DisjointSets
from trackrecord.link.sheets import sheet_of
from trackrecord.link.sketches import Keys, candidates, keys_of
from trackrecord.types import CopyGroup, Report

_REPORTS = 64  # reports of a piece whose keys are made
_PAIRS = 512  # pairs of a piece that is compared
_HELD = 1024  # reports held ready for comparison, a hundred kilobytes each: those of the days around

Pair = tuple[str, str]
Piece = tuple[dict[str, Report], tuple[Pair, ...]]
_T = TypeVar("_T")


def find_copies(reports: Sequence[Report], workers: int = 1, run: Run = run) -> tuple[CopyGroup, ...]:
    """Return what :func:`~trackrecord.link.copies.link_copies` returns, worked out by *workers* processes.

    *run* is where the work runs: a pool of processes, or a plan on a cluster. Order of *reports* never matters.
    """
    by_id = {r.id: r for r in sorted(reports, key=lambda r: r.id)}
    keys = run(_keys, _pieces(iter(by_id.values()), _REPORTS), workers, _keys)
    pairs = candidates(pair for piece in keys for pair in piece)
    pairs.sort(key=lambda p: (max(by_id[i].published or "" for i in p), p))
    sets = DisjointSets()

    def worth() -> Iterator[Piece]:
        for piece in _pieces(iter(pairs), _PAIRS):
            # Pairs already in one group (through a third) need no comparison of their own.
            left = tuple((a, b) for a, b in piece if sets.find(a) != sets.find(b))
            yield {i: by_id[i] for pair in left for i in pair}, left

    for alike in run(_compared, worth(), workers, _compared):
        for a, b in alike:
            sets.join(a, b)
    lots = [tuple(by_id[i] for i in group) for group in sets.groups(by_id) if len(group) > 1]
    found = run(_grouped, _pieces(iter(lots), _REPORTS), workers, _grouped)
    return tuple(sorted((g for groups in found for g in groups), key=lambda g: g.original))


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


def _compared(piece: Piece) -> list[Pair]:
    """Return the pairs of a piece that are one text."""
    reports, pairs = piece
    sets = DisjointSets()
    found = []
    for a, b in pairs:
        if sets.find(a) != sets.find(b) and verdict(_sheet(reports[a]), _sheet(reports[b])) is not None:
            sets.join(a, b)
            found.append((a, b))
    return found


def _grouped(lots: Sequence[Sequence[Report]]) -> list[CopyGroup]:
    return [group for lot in lots for group in link_copies(lot)]
