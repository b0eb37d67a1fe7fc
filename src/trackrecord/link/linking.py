"""All of linking, in the order in which each step needs the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from trackrecord.link.copies import link_copies
from trackrecord.link.figures import link_figures
from trackrecord.link.occasions import link_occasions
from trackrecord.link.parties import link_parties
from trackrecord.link.stories import link_stories
from trackrecord.link.threads import link_threads
from trackrecord.types import Links, Reading


def link(readings: Sequence[Reading]) -> Links:
    """Find what belongs together across *readings*: a pure function of the set, whatever its order.

    Copies and stories are looked for among all reports; parties, occasions, figures and threads among those in English. A
    report that is given twice counts once. The cost grows with the readings, not with their square.
    """
    by_id = {r.report.id: r for r in readings}
    every = [by_id[i] for i in sorted(by_id)]
    english = [r for r in every if r.report.language == "en"]
    copies = link_copies([r.report for r in every])
    joins, parties = link_parties(english, copies)
    return Links(
        copies,
        joins,
        parties,
        link_occasions(english, parties, copies),
        link_figures(english, parties, copies),
        link_threads(english, parties),
        link_stories(every, copies),
    )
