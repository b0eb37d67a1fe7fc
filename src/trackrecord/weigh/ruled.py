"""The record as people ruled it: readings, links and findings over rulings, as of a date.

A status that somebody set replaces the rules' own, which the explanation still tells. As of an earlier day nothing is
changed by rulings made after it, unless that is asked for: the record as it stood then is the record as it stood then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trackrecord.link import link
from trackrecord.link.linking import Place, only_threads
from trackrecord.link.piles import Pile
from trackrecord.link.placing import place
from trackrecord.link.rulings.applying import Applied, apply
from trackrecord.link.rulings.copying import copies_as_ruled
from trackrecord.link.rulings.making import said
from trackrecord.link.rulings.returning import Return
from trackrecord.link.rulings.standing import Standing, in_force, made_by, standings
from trackrecord.link.rulings.subjects import Places, items
from trackrecord.types import CopyGroup, Finding, Links, Reading, Ref, Ruling, Status, Thread
from trackrecord.weigh.evidence import known_pile, last_day, texts
from trackrecord.weigh.history import StatusChange, changes, histories, statuses
from trackrecord.weigh.weighing import weigh

RULED = "ruled"
"""The rule of a status that a person set."""


@dataclass(frozen=True, slots=True)
class RuledRecord:
    """Readings with their corrections (items where they were read), and the links and findings over them.

    ``rejected`` items are still in their readings; nothing in links and findings refers to them. ``applied`` holds what
    linking ran on, and how every ruling stands.
    """

    readings: Sequence[Reading]
    rejected: frozenset[Ref]
    links: Links
    findings: tuple[Finding, ...]
    applied: Applied

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How each ruling stands, in order of time."""
        return self.applied.standings


def ruled_record(
    readings: Sequence[Reading],
    rulings: Iterable[Ruling] = (),
    as_of: str | None = None,
    *,
    later_rulings: bool = False,
    known_copies: Sequence[CopyGroup] | None = None,
    place: Place = place,
) -> RuledRecord:
    """Link and weigh *readings* under *rulings*, as of a date: a pure function, whatever the order of either.

    *as_of* is as in :func:`~trackrecord.weigh.weighing.weigh`; with it, only rulings made by the end of that day (in
    UTC) hold, or all with *later_rulings*. *known_copies* are those found before among the same reports; *place* places
    reports in stories.
    """
    some = known_pile(readings, as_of)
    last = None if as_of is None or later_rulings else last_day(as_of)
    applied = apply(some, made_by(rulings, last))
    links = link(applied.kept, applied.bounds, known_copies, place)
    links = replace(links, copies=copies_as_ruled(links.copies, applied.standings))
    findings = weigh(applied.kept, links, as_of)
    back = Return(applied.shifts, links)
    found = back.findings(findings)
    returned = back.links(links)
    return RuledRecord(
        applied.read,
        applied.rejected,
        returned,
        with_set_statuses(found, returned, applied.standings),
        applied,
    )


def with_set_statuses(
    findings: Iterable[Finding], links: Links, some: Iterable[Standing]
) -> tuple[Finding, ...]:
    """Return *findings* with the statuses that people set in place of the rules' own."""
    chosen = set_statuses(links.threads, some)
    if not chosen:
        return tuple(findings)
    return tuple(
        set_by(f, chosen[f.subject]) if f.kind == "status" and f.subject in chosen else f for f in findings
    )


def set_statuses(threads: Iterable[Thread], some: Iterable[Standing]) -> dict[str, Ruling]:
    """Return, by thread, the ruling in force that sets its status: of several the latest."""
    holding = [s for s in in_force(some) if s.ruling.kind == "set_status"]
    if not holding:
        return {}
    of = {ref: thread.id for thread in threads for ref in thread.mentions}
    return {of[s.place]: s.ruling for s in holding if isinstance(s.place, Ref) and s.place in of}


def set_by(finding: Finding, ruling: Ruling) -> Finding:
    """Return a finding on a status as *ruling* sets it: evidence, axes and schedule stay, and what the rules say is told."""
    status: Status = said(ruling)["status"]
    reason = ruling.reason.rstrip(".") or "no reason given"
    words = f"Set by {ruling.by} on {ruling.at[:10]}: {reason}."
    if finding.value != status:
        words += f" By the rule {finding.rule} it would be {finding.value.replace('_', ' ')}: {finding.explanation}"
    return replace(finding, value=status, rule=RULED, explanation=words)


def ruled_histories(readings: Sequence[Reading], record: RuledRecord) -> Iterator[StatusChange]:
    """Yield the changes of status of every thread of *record*, which is over *readings* as read, with all rulings.

    A ruling changes a status from its own day (in UTC) on. Before the last ruling that changed what a thread holds, its
    status is that of the thread as the machine had it, under the statuses that were set by then.
    """
    every = Pile.of(readings).by_id
    rulings = [s.ruling for s in record.standings]
    setting = _setting_days(record.standings)
    if not record.applied.changes and not setting:
        yield from histories(record.readings, record.links)
        return
    ruled, copied = Pile.of(record.readings).by_id, texts(record.links)
    threads = only_threads(readings, record.links.copies) if record.applied.changes else record.links.threads
    machine = {ref: thread for thread in threads for ref in thread.mentions}
    places = Places(readings)
    by_day = {day: standings(made_by(rulings, day), places) for day in setting}
    for thread in record.links.threads:
        before = machine[_first(thread, every)]
        found = list(statuses(thread, ruled, copied))
        if _differ(thread, before, ruled, every):
            day = _last_touched((*thread.mentions, *thread.deeds, *before.mentions, *before.deeds), record)
            found = _from(day, list(statuses(before, every, copied)), found)
        yield from changes(thread, with_settings(thread, found, by_day))


def _first(thread: Thread, readings: Mapping[str, Reading]) -> Ref:
    """Return the mention that was printed first."""
    return min(thread.mentions, key=lambda ref: (readings[ref.report].report.published or "9999", ref))


def _differ(
    thread: Thread, before: Thread, ruled: Mapping[str, Reading], read: Mapping[str, Reading]
) -> bool:
    if (thread.mentions, thread.deeds) != (before.mentions, before.deeds):
        return True
    return any(
        items(ruled[ref.report], ref.kind)[ref.index] != items(read[ref.report], ref.kind)[ref.index]
        for ref in (*thread.mentions, *thread.deeds)
    )


def _last_touched(refs: Iterable[Ref], record: RuledRecord) -> str:
    """Return the last day on which one of *refs* was ruled on; where only others were, the last of all."""
    wanted, own, all_days = set(refs), "", ""
    for standing in in_force(record.standings):
        if standing.ruling.kind in ("reject", "correct", "join", "split"):
            day = standing.ruling.at[:10]
            all_days = max(all_days, day)
            if wanted.intersection({standing.place, *standing.others}):
                own = max(own, day)
    return own or all_days


def _from(
    day: str, before: list[tuple[str, Finding]], after: list[tuple[str, Finding]]
) -> list[tuple[str, Finding]]:
    """Return the findings *before* up to a day, and from it on those *after*."""
    found = [(d, f) for d, f in before if d < day]
    standing = [f for d, f in after if d <= day]
    return [*found, *([(day, standing[-1])] if standing else []), *((d, f) for d, f in after if d > day)]


def _setting_days(some: Iterable[Standing]) -> list[str]:
    """Return the days on which a status was set, or such a ruling undone, in order."""
    kinds = ("set_status", "undo")
    days = {s.ruling.at[:10] for s in some if s.ruling.kind in kinds}
    return sorted(days) if any(s.ruling.kind == "set_status" for s in some) else []


def with_settings(
    thread: Thread, found: list[tuple[str, Finding]], by_day: Mapping[str, tuple[Standing, ...]]
) -> Iterator[tuple[str, Finding]]:
    """Yield the findings by day, from the day of a ruling on with the status that it sets.

    *by_day* is how the rulings made by each day stood, for the days on which any was made that sets a status.
    """
    chosen = {day: set_statuses((thread,), some).get(thread.id) for day, some in by_day.items()}
    if not any(chosen.values()) or not found:
        yield from found
        return
    plain = dict(found)
    held = found[0][1]
    for day in sorted({*plain, *(d for d in chosen if d >= found[0][0])}):
        held = plain.get(day, held)
        ruling = chosen[max(made)] if (made := [d for d in chosen if d <= day]) else None
        yield day, held if ruling is None else set_by(held, ruling)
