"""A status that was set, written into the record without linking anything anew."""

from __future__ import annotations

from trackrecord import __version__
from trackrecord.ledger import Ledger
from trackrecord.ledger.browse import things
from trackrecord.link.rulings.subjects import Places, Subject
from trackrecord.types import Ruling
from trackrecord.weigh.evidence import texts
from trackrecord.weigh.history import StatusChange
from trackrecord.weigh.restating import restated


def restate(record: Ledger, ruling: Ruling, seen: int) -> bool:
    """Apply a ruling that sets a status, or undoes one that does; return whether that could be done by itself.

    Where it could not, the record must be linked anew. The links must have been current when the ledger was at *seen*
    (see :meth:`Ledger.changed_elsewhere`), before the ruling was written.
    """
    rulings = record.rulings()
    setting = _setting(ruling, {r.id: r for r in rulings})
    if setting is None:
        return False
    subject = Subject.parsed(setting.subject)
    (reading,) = things.readings_of(record.connection, [subject.report]) or (None,)
    place = Places([reading]).item(subject) if reading is not None else None
    thread_id = things.threads_of(record.connection, subject.report).get(place) if place is not None else None
    thread = things.thread(record.connection, thread_id) if thread_id is not None else None
    if thread is None:
        return False
    reports = {ref.report for ref in (*thread.mentions, *thread.deeds)}
    standing = next((f for f in things.findings_on(record.connection, thread.id) if f.kind == "status"), None)
    if standing is None:
        return False
    before = [
        StatusChange(*row)
        for row in record.connection.execute(
            "SELECT thread, day, until, status, rule, schedule FROM status_change WHERE thread = ? ORDER BY day",
            (thread.id,),
        )
    ]
    copied = texts(things.links_around(record.connection, reports))
    found = restated(
        thread, things.readings_of(record.connection, reports), rulings, copied, standing.as_of, before
    )
    return found is not None and record.restate(*found, version=__version__, seen=seen)


def _setting(ruling: Ruling, by_id: dict[str, Ruling]) -> Ruling | None:
    """Return the ruling that sets a status in the end: this one, or what it undoes; None where that is of another kind."""
    seen: set[str] = set()
    while ruling.kind == "undo" and ruling.id not in seen:
        seen.add(ruling.id)
        target = by_id.get(Subject.parsed(ruling.subject).report)
        if target is None:
            return None
        ruling = target
    return ruling if ruling.kind == "set_status" else None
