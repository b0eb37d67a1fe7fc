"""All of linking, in the order in which each step needs the one before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from trackrecord.link.bounds import FREE, Bounds
from trackrecord.link.copies import link_copies
from trackrecord.link.figures import link_figures
from trackrecord.link.occasions import link_occasions
from trackrecord.link.parties import link_parties
from trackrecord.link.piles import Pile
from trackrecord.link.placing import Placement, link_stories, place
from trackrecord.link.threads import link_threads
from trackrecord.types import CopyGroup, Links, Reading, Thread

Place = Callable[[Pile, Sequence[CopyGroup]], Mapping[str, Placement]]
"""Places reports in stories, as :func:`~trackrecord.link.placing.place` does."""


def link(
    readings: Sequence[Reading],
    bounds: Bounds = FREE,
    known_copies: Sequence[CopyGroup] | None = None,
    place: Place = place,
) -> Links:
    """Find what belongs together across *readings*: a pure function of the set, whatever its order.

    Copies and stories are looked for among all reports; parties, occasions, figures and threads among those in English. A
    report that is given twice counts once. *bounds* are what people ruled must be linked, or must not; *known_copies* those
    found before among the same reports, which no ruling changes; *place* is what places reports in stories. The cost grows with the readings, not with their square.
    """
    every = Pile.of(readings)
    english = _english(every)
    copies = tuple(known_copies) if known_copies is not None else link_copies([r.report for r in every])
    joins, parties = link_parties(english, copies, bounds.parties)
    return Links(
        copies,
        joins,
        parties,
        link_occasions(english, parties, copies, bounds.occasions),
        link_figures(english, parties, copies, bounds.figures),
        link_threads(english, parties, bounds),
        link_stories(every, copies, bounds.stories, place(every, copies)),
    )


def only_threads(readings: Sequence[Reading], copies: Sequence[CopyGroup]) -> tuple[Thread, ...]:
    """Find the threads alone, as :func:`link` would without rulings, among readings whose *copies* are known."""
    english = _english(Pile.of(readings))
    _, parties = link_parties(english, copies)
    return link_threads(english, parties)


def _english(pile: Pile) -> Pile:
    return pile.only(i for i, facts in pile.facts.items() if facts.language == "en")
