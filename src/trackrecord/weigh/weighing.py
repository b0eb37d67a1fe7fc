"""All of weighing: status of every thread, agreement of every pair of figures, sources behind every line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from trackrecord.link.piles import Pile
from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.types import Finding, Links, Reading, Ref
from trackrecord.weigh.corroboration import corroboration
from trackrecord.weigh.evidence import falsified, known_pile, latest, pair_subject, texts
from trackrecord.weigh.figures import weigh_pair
from trackrecord.weigh.status import status_of

_HELD = 1024  # reports whose figures are held ready for comparison


def weigh(readings: Sequence[Reading], links: Links, as_of: str | None = None) -> tuple[Finding, ...]:
    """Return the findings on *links* as of a date: a pure function, whatever the order of *readings*.

    *as_of* is an ISO day or coarser EDTF date: only reports published by then count, and undated ones do not.
    None takes all, and schedules are held against the latest day of publication. Findings are sorted by kind
    and subject; a thread, pair or occasion that no known report tells of has none,
    nor has an occasion that is told once.
    """
    pile = known_pile(readings, as_of)
    now, copied = as_of or latest(pile), texts(links)
    false = falsified(links)
    roster = Roster(pile, links.parties)
    some, when = pile.by_id, _Order(pile)
    findings: list[Finding | None] = []
    # In order of time, in which what is looked up lies close together.
    for thread in sorted(links.threads, key=lambda t: when(t.mentions)):
        findings.append(status_of(thread, some, copied, now))
        refs = (*thread.mentions, *thread.deeds)
        findings.append(corroboration(thread.id, refs, some, copied, roster, now, false))
    for occasion in sorted(links.occasions, key=lambda o: when(o.events)):
        if len(occasion.events) > 1:
            findings.append(corroboration(occasion.id, occasion.events, some, copied, roster, now, false))
    counted = lru_cache(maxsize=_HELD)(lambda i: {q.ref: q for q in quantities(some[i], roster)})
    for pair in sorted(links.figures, key=lambda p: when((p.a, p.b))):
        told = [counted(ref.report) for ref in (pair.a, pair.b) if ref.report in some]
        verdict = weigh_pair(pair, {ref: q for each in told for ref, q in each.items()}, some, now)
        if verdict is not None:
            findings.append(verdict)
            findings.append(
                corroboration(pair_subject(pair), (pair.a, pair.b), some, copied, roster, now, false)
            )
    return tuple(sorted((f for f in findings if f is not None), key=lambda f: (f.kind, f.subject)))


class _Order:
    """When the latest of some items was published: the key by which they stand in time."""

    def __init__(self, pile: Pile) -> None:
        self._facts = pile.facts

    def __call__(self, refs: Sequence[Ref]) -> tuple[str, Ref]:
        days = (self._facts[ref.report].published or "" for ref in refs if ref.report in self._facts)
        return max(days, default=""), refs[0]
