"""The days that matter of a story or of a party, with a sentence of a report for each: nothing is made up."""

from __future__ import annotations

import json
from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.show.citing import Record
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.evidence import line
from trackrecord.weigh.evidence import known, texts
from trackrecord.weigh.timeline import party_scope, timeline

_MOST = 300
"""Reports that the timeline of a party or story is made from at most; of more, those that are nearest to its end."""
_LATEST = 150
"""The same for the whole record."""
_DAYS = 20


def days(ask: Ask) -> View:
    """Return the timeline of a ``story`` or ``party`` (ids), or of the latest reports of the whole record."""
    connection = ask.record.connection
    story_id, party_id = ask.params.get("story"), ask.params.get("party")
    title, member_ids = "the record", None
    if story_id:
        story = things.story(connection, story_id)
        if story is None:
            raise MissingError(f"no story has the id {story_id}")
        member_ids, title = list(story.reports), "a story"
    elif party_id:
        party = things.party(connection, party_id)
        if party is None:
            raise MissingError(f"no party has the id {party_id}")
        member_ids, title = sorted({ref.report for ref in party.members}), party.name
    chosen = _latest(ask, member_ids)
    readings = list(known(things.readings_of(connection, chosen), ask.as_of).values())
    links = things.links_around(connection, [r.report.id for r in readings])
    scope = party_scope(readings, links.parties, frozenset({party_id})) if party_id and not story_id else None
    record = Record.of(readings, links)
    entries: list[dict[str, Any]] = []
    for entry in timeline(readings, number=_DAYS, texts=texts(links), scope=scope):
        entries.append(
            line(ask, record, entry.report, entry.span)
            | {"day": entry.day, "named": entry.named, "reports": entry.reports, "weight": entry.weight}
        )
    data = {"of": title, "story": story_id, "party": party_id, "entries": entries, "from": len(readings)}
    return View("days.html", f"Timeline of {title}", data)


def _latest(ask: Ask, reports: list[str] | None) -> list[str]:
    within = "" if reports is None else " AND report IN (SELECT value FROM json_each(:ids))"
    rows = ask.record.connection.execute(
        f"SELECT report FROM report_summary WHERE day IS NOT NULL AND (:as_of IS NULL OR day <= :as_of){within}"
        " ORDER BY day DESC, report LIMIT :most",
        {"as_of": ask.as_of, "ids": json.dumps(reports or []), "most": _MOST if reports else _LATEST},
    )
    return [report for (report,) in rows]
