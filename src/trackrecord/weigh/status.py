"""The status of a thread as of a date, by the table in ``rules``, with three axes kept apart.

What the promisor says, what others report, and the schedule are given beside the status and never mixed: a
promisor who says "kept" while others report a breach shows as both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from trackrecord.link.days import day
from trackrecord.types import Evidence, Finding, Reading, Relation, Schedule, Status, Thread
from trackrecord.weigh.accounts import BAD, GOOD, Account, Told, account
from trackrecord.weigh.rules import deciding, explain, overdue

_WORDS: Mapping[Relation, str] = {
    "kept": "kept",
    "progress": "being carried out",
    "partly": "kept in part",
    "stalled": "stalled",
    "broken": "broken",
    "alleged_broken": "said to be broken",
    "disputed": "disputed",
    "condition_met": "condition met",
    "condition_unmet": "condition not met",
    "withdrawn": "taken back",
}


def status_of(
    thread: Thread, readings: Mapping[str, Reading], texts: Mapping[str, str], as_of: str | None
) -> Finding | None:
    """Return the finding on a thread's status from the readings known by *as_of*; None where none tells of it.

    *texts* maps a report that has copies to its original: a deed told again by a copy counts once. Each piece of
    evidence is ``for`` where it speaks for the undertaking being honoured and ``against`` where it speaks
    against; without deeds the first mention stands as neutral evidence.
    """
    told = account(thread, readings, texts, as_of)
    if told is None:
        return None
    rule = deciding(told)
    evidence = tuple(Evidence(d.ref, _role(d)) for d in told.deeds)
    return Finding(
        "status",
        thread.id,
        rule.status,
        as_of,
        rule.name,
        explain(rule, told),
        evidence or (Evidence(told.commitments[0][0], "neutral"),),
        _promisor_says(told),
        _others_report(told, texts),
        schedule(told, rule.status),
        len({texts.get(d.ref.report, d.ref.report) for d in told.deeds}),
    )


def schedule(told: Account, status: Status) -> Schedule:
    """Return where an undertaking stands against its deadline at the date of the account.

    ``ahead``: reported kept before the last day. ``on_time``: the day has not passed, or keeping was reported by
    three days after it. ``overdue``: it passed without that, whatever the status.
    """
    if told.deadline is None:
        return "no_deadline"
    last = day(told.deadline)
    done = next((day(d.published) for d in told.of("kept", standing="fact")), None)
    if status in ("kept", "partly_kept") and done is not None and last is not None:
        if done < last:
            return "ahead"
        return "on_time" if done - last <= timedelta(days=3) else "overdue"
    return "overdue" if overdue(told) else "on_time"


def _role(told: Told) -> Literal["for", "against", "neutral"]:
    relation = told.deed.relation
    return "for" if relation in GOOD else "against" if relation in BAD else "neutral"


def _promisor_says(told: Account) -> str | None:
    own = [d for d in told.deeds if d.deed.interest == "promisor"]
    if not own:
        return None
    return f"{_WORDS[own[-1].deed.relation]} ({own[-1].source}, {own[-1].published or 'undated'})"


def _others_report(told: Account, texts: Mapping[str, str]) -> str | None:
    """Sum up what others than the promisor report: each relation with the number of texts that tell it."""
    seen: set[tuple[Relation, str]] = set()
    for d in told.deeds:
        if d.deed.interest != "promisor":
            seen.add((d.deed.relation, texts.get(d.ref.report, d.ref.report)))
    counts = Counter(relation for relation, _ in seen)
    if not counts:
        return None
    order = sorted(counts, key=lambda r: (-counts[r], r))
    return "; ".join(f"{_WORDS[r]} ({counts[r]} report{'s' if counts[r] > 1 else ''})" for r in order)
