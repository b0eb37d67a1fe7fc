"""One thread's status and its history anew, after a ruling that sets a status and changes nothing that is linked.

The same as weighing the whole record under the same rulings would give for that thread, at the cost of its own reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trackrecord.link.rulings.applying import apply
from trackrecord.link.rulings.standing import made_by, standings
from trackrecord.link.rulings.subjects import Places
from trackrecord.types import Finding, Reading, Ref, Ruling, Thread
from trackrecord.weigh.history import StatusChange, changes, statuses
from trackrecord.weigh.ruled import set_by, set_statuses, with_settings
from trackrecord.weigh.status import status_of

_CONTENT = frozenset(("reject", "correct", "join", "split"))


def restated(
    thread: Thread,
    readings: Sequence[Reading],
    rulings: Sequence[Ruling],
    copied: Mapping[str, str],
    as_of: str | None,
    before: Sequence[StatusChange],
) -> tuple[Finding, tuple[StatusChange, ...]] | None:
    """Return the finding on the status of *thread* and its changes under *rulings*.

    *readings* are those of its reports as read, *as_of* the day of the finding that stands, *before* the changes that
    stand. None where they do not tell enough: a later ruling than the first that set this status changed what is linked,
    so that what the rules alone gave between the two is not among *before*.
    """
    applied = apply(readings, rulings)
    setting = [
        s.ruling
        for s in applied.standings
        if s.ruling.kind == "set_status" and isinstance(s.place, Ref) and s.place in thread.mentions
    ]
    if not setting:
        return None
    first = min(r.at[:10] for r in setting)
    if any(r.kind in _CONTENT and r.at[:10] > first for r in rulings):
        return None
    ruled = {r.report.id: r for r in applied.read}
    plain = status_of(thread, ruled, copied, as_of)
    if plain is None:
        return None
    chosen = set_statuses((thread,), applied.standings).get(thread.id)
    found = [*_told(before, first), *_from(first, list(statuses(thread, ruled, copied)))]
    places = Places(readings)
    days = sorted(_days(rulings, setting))
    by_day = {day: standings(made_by(rulings, day), places) for day in days}
    return (
        plain if chosen is None else set_by(plain, chosen),
        tuple(changes(thread, with_settings(thread, found, by_day))),
    )


def _days(rulings: Iterable[Ruling], setting: Iterable[Ruling]) -> set[str]:
    """Return the days on which the status was set, or anything undone."""
    return {r.at[:10] for r in setting} | {r.at[:10] for r in rulings if r.kind == "undo"}


def _told(before: Iterable[StatusChange], first: str) -> Iterator[tuple[str, Finding]]:
    """Yield what the history tells of the days before the *first* ruling."""
    for change in before:
        if change.day < first:
            yield (
                change.day,
                Finding(
                    "status",
                    change.thread,
                    change.status,
                    change.day,
                    change.rule,
                    "",
                    schedule=change.schedule,
                ),
            )


def _from(first: str, found: Sequence[tuple[str, Finding]]) -> Iterator[tuple[str, Finding]]:
    """Yield the findings from the day *first* on, with the one that stands on it."""
    standing = [f for d, f in found if d <= first]
    if standing:
        yield first, standing[-1]
    yield from ((d, f) for d, f in found if d > first)
