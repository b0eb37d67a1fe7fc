"""One occasion: who met or did what to whom, when and where, in the words of every report that tells of it."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.show.citing import Record
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.evidence import line_of
from trackrecord.weigh.evidence import known


def occasion(ask: Ask, occasion_id: str) -> View:
    """Return the page of one occasion. Raises :class:`MissingError` where there is none."""
    connection = ask.record.connection
    found = things.occasion(connection, occasion_id)
    if found is None:
        raise MissingError(f"no occasion has the id {occasion_id}")
    readings = list(
        known(things.readings_of(connection, {ref.report for ref in found.events}), ask.as_of).values()
    )
    out = {r.report.id for r in readings}
    record = Record.of(readings, things.links_around(connection, out))
    told: list[dict[str, Any]] = []
    for ref in found.events:
        if ref.report in out:
            event = record.item(ref)
            told.append(line_of(ask, record, ref) | {"reality": event.reality, "type": event.type})
    told.sort(key=lambda row: (row["published"] is None, row["published"] or "", row["report"], row["start"]))
    names = _names(ask, {*found.actors, *found.recipients, *([found.place] if found.place else [])})
    sources = next(
        (f for f in things.findings_on(connection, occasion_id) if f.kind == "corroboration"), None
    )
    later = len(found.events) - len(told)
    data = {
        "occasion": {
            "id": found.id,
            "type": found.type,
            "mode": found.mode,
            "date": found.date,
            "reality": found.reality,
            # What later reports told must not colour the record as of an earlier day.
            "outcome": None if later and ask.as_of else found.outcome,
            "actors": [{"party": i, "name": names.get(i)} for i in found.actors],
            "recipients": [{"party": i, "name": names.get(i)} for i in found.recipients],
            "place": {"party": found.place, "name": names.get(found.place)} if found.place else None,
        },
        "told": told,
        "later": later,
        "sources": {"count": int(sources.value), "explanation": sources.explanation} if sources else None,
    }
    who = " · ".join(n for n in (names.get(i) for i in (*found.actors, *found.recipients)) if n)
    return View("occasion.html", f"{found.type} {found.date or ''} {who}".strip(), data)


def _names(ask: Ask, ids: set[str]) -> dict[str, str]:
    marks = ", ".join("?" for _ in ids)
    query = f"SELECT id, name FROM linked_party WHERE id IN ({marks})"
    return dict(ask.record.connection.execute(query, sorted(ids)).fetchall())
