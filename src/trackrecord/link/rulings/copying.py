"""Copies as people ruled them: without the corruptions that were rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from trackrecord.link.rulings.standing import Standing, in_force
from trackrecord.link.rulings.subjects import ENOUGH, Subject, overlap
from trackrecord.types import CopyGroup, CopyPair, Span


def copies_as_ruled(groups: Sequence[CopyGroup], some: Iterable[Standing]) -> tuple[CopyGroup, ...]:
    """Return *groups* without the corruptions that a ruling in force rejects, each named by its span in the copy."""
    rejected: dict[str, list[Span]] = defaultdict(list)
    for standing in in_force(some):
        subject = Subject.parsed(standing.ruling.subject)
        if standing.ruling.kind == "reject" and subject.noun == "corruption" and subject.span is not None:
            rejected[subject.report].append(subject.span)
    if not rejected:
        return tuple(groups)
    return tuple(
        replace(g, copies=tuple(_without(p, rejected.get(p.copy, ())) for p in g.copies)) for g in groups
    )


def _without(pair: CopyPair, spans: Sequence[Span]) -> CopyPair:
    if not spans:
        return pair
    kept = tuple(c for c in pair.corruptions if not any(overlap(c.copy, s) >= ENOUGH for s in spans))
    return replace(pair, corruptions=kept)
