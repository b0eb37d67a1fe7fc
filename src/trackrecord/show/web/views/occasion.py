"""One occasion: who met or did what to whom, when and where, in the words of every report that tells of it."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.show.citing import Record
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.evidence import line_of
from trackrecord.types import Ref
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
    later = len(found.events) - len(told)
    # What later reports told must not colour the record as of an earlier day.
    early = bool(later and ask.as_of)
    actors, recipients, place = found.actors, found.recipients, found.place
    if early:
        actors, recipients, place = _told_by_then(record, [ref for ref in found.events if ref.report in out])
    names = _names(ask, {*actors, *recipients, *([place] if place else [])})
    sources = next(
        (f for f in things.findings_on(connection, occasion_id) if f.kind == "corroboration"), None
    )
    data = {
        "occasion": {
            "id": found.id,
            "type": found.type,
            "mode": found.mode,
            "date": found.date,
            "reality": found.reality,
            "outcome": None if early else found.outcome,
            "actors": [{"party": i, "name": names.get(i)} for i in actors],
            "recipients": [{"party": i, "name": names.get(i)} for i in recipients],
            "place": {"party": place, "name": names.get(place)} if place else None,
        },
        "told": told,
        "later": later,
        "sources": {"count": int(sources.value), "explanation": sources.explanation} if sources else None,
    }
    who = " · ".join(n for n in (names.get(i) for i in (*actors, *recipients)) if n)
    return View("occasion.html", f"{found.type} {found.date or ''} {who}".strip(), data)


def _told_by_then(record: Record, events: list[Ref]) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return actors, recipients and place as only these events tell them."""
    sides: dict[str, dict[str, None]] = {"actors": {}, "recipients": {}, "place": {}}
    for ref in events:
        event = record.item(ref)
        for side, local in (
            *(("actors", a) for a in event.actors),
            *(("recipients", r) for r in event.recipients),
            ("place", event.place),
        ):
            if (linked := record.linked(ref.report, local)) is not None:
                sides[side][linked] = None
    return tuple(sides["actors"]), tuple(sides["recipients"]), next(iter(sides["place"]), None)


def _names(ask: Ask, ids: set[str]) -> dict[str, str]:
    marks = ", ".join("?" for _ in ids)
    query = f"SELECT id, name FROM linked_party WHERE id IN ({marks})"
    return dict(ask.record.connection.execute(query, sorted(ids)).fetchall())
