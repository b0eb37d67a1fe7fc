"""One commitment: its thread through time, who asserts what, for and against side by side, and the rule in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.link.piles import Pile
from trackrecord.link.rulings import Applied
from trackrecord.show.citing import Record
from trackrecord.show.web.drawing import Band, Point, axis
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.evidence import line_of
from trackrecord.show.web.views.rulings import as_ruled, rulings_on
from trackrecord.types import UNDERTAKINGS, Finding, Reading, Ref, Thread
from trackrecord.weigh.accounts import BAD, GOOD
from trackrecord.weigh.evidence import known, latest, texts
from trackrecord.weigh.history import WHILE_IT_LASTS
from trackrecord.weigh.ruled import set_by, set_statuses
from trackrecord.weigh.status import status_of
from trackrecord.weigh.wording import undertaking


def commitment(ask: Ask, thread_id: str) -> View:
    """Return the page of one thread, as of the day asked for. Raises :class:`MissingError` where there is none."""
    connection = ask.record.connection
    thread = things.thread(connection, thread_id)
    if thread is None:
        raise MissingError(f"no commitment has the id {thread_id}")
    refs = (*thread.mentions, *thread.deeds)
    every = things.readings_of(connection, {ref.report for ref in refs})
    readings = list(known(every, ask.as_of).values())
    out = {r.report.id for r in readings}
    shown = [ref for ref in refs if ref.report in out]
    ruled = as_ruled(ask, readings)
    record = Record.of(ruled.read, things.links_around(connection, out, (thread,)))
    written = things.findings_on(connection, thread_id)
    finding = _finding(ask, thread, written, record, ruled)
    told = [_told(ask, record, ref, thread) for ref in shown]
    for row, ref in zip(told, shown, strict=True):
        row["ruled"] = rulings_on(ruled, ref)
    told.sort(key=lambda row: (row["published"] is None, row["published"] or "", row["report"], row["start"]))
    changes = _changes(ask, thread_id)
    data: dict[str, Any] = {
        "thread": _thread(thread, _polarity(every, thread)),
        "status": _status(finding),
        "as_of": ask.as_of or latest(Pile.of(readings)),
        "sources": _sources(written),
        "told": told,
        "mentions": [row for row in told if row["kind"] == "commitment"],
        "for": [row for row in told if row.get("role") == "for"],
        "against": [row for row in told if row.get("role") == "against"],
        "neutral": [row for row in told if row.get("role") == "neutral"],
        "changes": changes,
        "later": len(refs) - len(shown),
        "subject": line_of(ask, record, thread.mentions[0])["subject"].replace("commitment/", "thread/", 1)
        if thread.mentions and thread.mentions[0].report in out
        else thread.id,
    }
    drawing = _drawn(told, changes, data["as_of"])
    title = f"{thread.by_name or 'Somebody'}{_other(thread.kind)}: {data['thread']['words']}"
    return View("commitment.html", title, data | {"drawing": drawing})


def _other(kind: str) -> str:
    """Return the kind in brackets where it is no undertaking: "the release of prisoners" alone would read as one."""
    return "" if kind in UNDERTAKINGS else f" ({kind})"


def _polarity(readings: Iterable[Reading], thread: Thread) -> str:
    """Return the polarity of the thread's first mention."""
    first = thread.mentions[0]
    return next((r.commitments[first.index].polarity for r in readings if r.report.id == first.report), "do")


def _thread(thread: Thread, polarity: str) -> dict[str, Any]:
    return {
        "id": thread.id,
        "kind": thread.kind,
        "by": thread.by_name,
        "by_party": thread.by,
        "to": thread.to_name,
        "to_party": thread.to,
        "action": thread.action,
        "polarity": polarity,
        "words": undertaking(thread.action, polarity),
        "reasons": list(thread.reasons),
    }


def _finding(
    ask: Ask, thread: Thread, written: Sequence[Finding], record: Record, ruled: Applied
) -> Finding | None:
    """Return the status: what is written, or (as of a day) what held then.

    As of a day the history decides, which knows what the thread was before later rulings; where the thread as it is now
    gives the same by the rules, they explain it.
    """
    if ask.as_of is None:
        return next((f for f in written if f.kind == "status"), None)
    now = status_of(thread, record.readings, texts(record.links), ask.as_of)
    chosen = set_statuses((thread,), ruled.standings).get(thread.id)
    if now is not None and chosen is not None:
        now = set_by(now, chosen)
    held = ask.record.connection.execute(
        "SELECT status, rule, schedule FROM status_change WHERE thread = ?1 AND day <= ?2 AND until > ?2",
        (thread.id, ask.as_of),
    ).fetchone()
    if held is None or (now is not None and (now.value, now.rule) == held[:2]):
        return now
    words = "So it stood then: what was ruled since has changed what is in this thread."
    return Finding("status", thread.id, held[0], ask.as_of, held[1], words, schedule=held[2])


def _status(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        words = "No dated report tells of it by this day."
        return {
            "value": "not_rated",
            "rule": None,
            "explanation": words,
            "promisor_says": None,
            "others_report": None,
            "schedule": None,
            "texts": None,
        }
    return {
        "value": finding.value,
        "rule": finding.rule,
        "explanation": finding.explanation,
        "promisor_says": finding.promisor_says,
        "others_report": finding.others_report,
        "schedule": finding.schedule,
        "texts": finding.sources,
    }


def _sources(written: Sequence[Finding]) -> dict[str, Any] | None:
    return next(
        ({"count": int(f.value), "explanation": f.explanation} for f in written if f.kind == "corroboration"),
        None,
    )


def _told(ask: Ask, record: Record, ref: Ref, thread: Thread) -> dict[str, Any]:
    item = record.item(ref)
    row = line_of(ask, record, ref)
    if ref.kind == "commitment":
        text = record.readings[ref.report].report.text
        return row | {
            "what": item.kind,
            "by": item.by,
            "to": item.to,
            "conveyed_by": item.conveyed_by,
            "polarity": item.polarity,
            "condition": item.condition.text(text) if item.condition else None,
            "deadline": item.deadline.text(text) if item.deadline else None,
            "deadline_last": item.deadline_last,
            "denied": item.denied,
        }
    role = "for" if item.relation in GOOD else "against" if item.relation in BAD else "neutral"
    return row | {
        "what": item.relation,
        "asserted_by": item.asserted_by,
        "interest": item.interest,
        "role": role,
    }


def _changes(ask: Ask, thread_id: str) -> list[dict[str, Any]]:
    rows = ask.record.connection.execute(
        "SELECT day, until, status, rule, schedule FROM status_change WHERE thread = ? ORDER BY day",
        (thread_id,),
    )
    return [
        {
            "day": day,
            "until": None if until == WHILE_IT_LASTS else until,
            "status": status,
            "rule": rule,
            "schedule": schedule,
        }
        for day, until, status, rule, schedule in rows
        if ask.as_of is None or day <= ask.as_of
    ]


def _drawn(told: list[dict[str, Any]], changes: list[dict[str, Any]], as_of: str | None) -> Any:
    points = [
        Point(
            row["published"][:10],
            "mention" if row["kind"] == "commitment" else row["role"],
            f"{row['published']}: {row['what'].replace('_', ' ')} ({row['publisher'] or 'publisher unknown'})",
            f"#{row['kind']}-{row['report'][:8]}-{row['item']}",
        )
        for row in told
        if row["published"]
    ]
    bands = [Band(c["day"], c["until"], c["status"].replace("_", " ")) for c in changes]
    deadlines = [row["deadline_last"] for row in told if row.get("deadline_last")]
    return axis(points, bands, deadlines, as_of)
