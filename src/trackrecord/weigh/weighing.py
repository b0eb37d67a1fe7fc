"""All of weighing: status of every thread, agreement of every pair of figures, sources behind every line."""

from __future__ import annotations

from collections.abc import Sequence

from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.types import Finding, Links, Reading
from trackrecord.weigh.corroboration import corroboration
from trackrecord.weigh.evidence import falsified, known, pair_subject, texts, today
from trackrecord.weigh.figures import weigh_pair
from trackrecord.weigh.status import status_of


def weigh(readings: Sequence[Reading], links: Links, as_of: str | None = None) -> tuple[Finding, ...]:
    """Return the findings on *links* as of a date: a pure function, whatever the order of *readings*.

    *as_of* is an ISO day or coarser EDTF date: only reports published by then count, and undated ones do not.
    None takes all, and schedules are held against the latest day of publication. Findings are sorted by kind
    and subject; a thread, pair or occasion that no known report tells of has none,
    nor has an occasion that is told once.
    """
    some = known(readings, as_of)
    now, copied = today(some, as_of), texts(links)
    false = falsified(links)
    roster = Roster([some[i] for i in some], links.parties)
    findings: list[Finding | None] = []
    for thread in links.threads:
        findings.append(status_of(thread, some, copied, now))
        refs = (*thread.mentions, *thread.deeds)
        findings.append(corroboration(thread.id, refs, some, copied, roster, now, false))
    for occasion in links.occasions:
        if len(occasion.events) > 1:
            findings.append(corroboration(occasion.id, occasion.events, some, copied, roster, now, false))
    paired = {ref.report for pair in links.figures for ref in (pair.a, pair.b)}
    counted = {q.ref: q for i in some if i in paired for q in quantities(some[i], roster)}
    for pair in links.figures:
        verdict = weigh_pair(pair, counted, some, now)
        if verdict is not None:
            findings.append(verdict)
            findings.append(
                corroboration(pair_subject(pair), (pair.a, pair.b), some, copied, roster, now, false)
            )
    return tuple(sorted((f for f in findings if f is not None), key=lambda f: (f.kind, f.subject)))
