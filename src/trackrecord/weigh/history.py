"""How a thread's status changed from day to day, as it could be known on each.

A status changes only when a report comes out or a deadline passes, so those days are all that need looking at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from trackrecord.link.days import day
from trackrecord.link.piles import Pile
from trackrecord.types import Finding, Links, Reading, Schedule, Status, Thread
from trackrecord.weigh.evidence import last_day, texts
from trackrecord.weigh.status import status_of

WHILE_IT_LASTS = "9999"
"""Stands for the end of a status that still holds; it sorts after every ISO day."""


class StatusChange(NamedTuple):
    """A thread's status from the end of ``day`` on to the end of the day before ``until`` (both ISO days)."""

    thread: str
    day: str
    until: str
    status: Status
    rule: str
    schedule: Schedule | None


def histories(readings: Sequence[Reading], links: Links) -> Iterator[StatusChange]:
    """Yield the changes of status of every thread, in order of the threads and of time.

    A thread without a dated report has none: nothing shows when it was known.
    """
    every, copied = Pile.of(readings).by_id, texts(links)
    for thread in links.threads:
        yield from changes(thread, statuses(thread, every, copied))


def statuses(
    thread: Thread, readings: Mapping[str, Reading], copied: Mapping[str, str]
) -> Iterator[tuple[str, Finding]]:
    """Yield the days on which the status of *thread* may have changed, each with the finding as of that day.

    *copied* maps a report that has copies to its original, as :func:`~trackrecord.weigh.evidence.texts` gives it.
    """
    out = {
        ref.report: last_day(published)
        for ref in (*thread.mentions, *thread.deeds)
        if ref.report in readings
        and (published := readings[ref.report].report.published) is not None
        and day(published) is not None
    }
    for now in sorted({*out.values(), *_passed(thread, readings)}):
        known = {report: readings[report] for report, day_ in out.items() if day_ <= now}
        finding = status_of(thread, known, copied, now)
        if finding is not None:
            yield now, finding


def changes(thread: Thread, found: Iterable[tuple[str, Finding]]) -> Iterator[StatusChange]:
    """Yield the changes of the status of *thread*, from the findings on it by day, in order of the days."""
    held: tuple[str, Finding] | None = None
    for now, finding in found:
        if held is not None and _same(held[1], finding):
            continue
        if held is not None:
            yield _change(thread, *held, now)
        held = now, finding
    if held is not None:
        yield _change(thread, *held, WHILE_IT_LASTS)


def _change(thread: Thread, since: str, finding: Finding, until: str) -> StatusChange:
    status: Status = finding.value  # type: ignore[assignment]  # a status finding's value is a status
    return StatusChange(thread.id, since, until, status, finding.rule, finding.schedule)


def _same(a: Finding, b: Finding) -> bool:
    return (a.value, a.rule, a.schedule) == (b.value, b.rule, b.schedule)


def _passed(thread: Thread, readings: Mapping[str, Reading]) -> Iterator[str]:
    """The days after its deadlines, on which it is first overdue."""
    for ref in thread.mentions:
        if ref.report not in readings:
            continue
        deadline = day(readings[ref.report].commitments[ref.index].deadline_last)
        if deadline is not None and deadline.year < 9999:
            yield (deadline + timedelta(days=1)).isoformat()
