"""All of linking, in the order in which each step needs the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from trackrecord.link.bounds import FREE, Bounds
from trackrecord.link.copies import link_copies
from trackrecord.link.figures import link_figures
from trackrecord.link.occasions import link_occasions
from trackrecord.link.parties import link_parties
from trackrecord.link.stories import link_stories
from trackrecord.link.threads import link_threads
from trackrecord.types import CopyGroup, Links, Reading, Thread


def link(
    readings: Sequence[Reading], bounds: Bounds = FREE, known_copies: Sequence[CopyGroup] | None = None
) -> Links:
    """Find what belongs together across *readings*: a pure function of the set, whatever its order.

    Copies and stories are looked for among all reports; parties, occasions, figures and threads among those in English. A
    report that is given twice counts once. *bounds* are what people ruled must be linked, or must not; *known_copies* those
    found before among the same reports, which no ruling changes. The cost grows with the readings, not with their square.
    """
    by_id = {r.report.id: r for r in readings}
    every = [by_id[i] for i in sorted(by_id)]
    english = [r for r in every if r.report.language == "en"]
    copies = tuple(known_copies) if known_copies is not None else link_copies([r.report for r in every])
    joins, parties = link_parties(english, copies, bounds.parties)
    return Links(
        copies,
        joins,
        parties,
        link_occasions(english, parties, copies, bounds.occasions),
        link_figures(english, parties, copies, bounds.figures),
        link_threads(english, parties, bounds),
        link_stories(every, copies, bounds.stories),
    )


def only_threads(readings: Sequence[Reading], copies: Sequence[CopyGroup]) -> tuple[Thread, ...]:
    """Find the threads alone, as :func:`link` would without rulings, among readings whose *copies* are known."""
    by_id = {r.report.id: r for r in readings}
    english = [by_id[i] for i in sorted(by_id) if by_id[i].report.language == "en"]
    _, parties = link_parties(english, copies)
    return link_threads(english, parties)
