"""One story: its reports in order of time with copies folded under their originals, and what the copies changed."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.report import changed

_COLUMNS = "report, title, publisher, day, garble, original, relation, statements, commitments, figures"


def story(ask: Ask, story_id: str) -> View:
    """Return the page of one story. Raises :class:`MissingError` where there is none."""
    connection = ask.record.connection
    found = things.story(connection, story_id)
    if found is None:
        raise MissingError(f"no story has the id {story_id}")
    rows: dict[str, dict[str, Any]] = {}
    for member in found.members:
        values = connection.execute(
            f"SELECT {_COLUMNS} FROM report_summary WHERE report = ?", (member.report,)
        ).fetchone()
        row = dict(zip(_COLUMNS.split(", "), values, strict=True)) if values else {}
        if row and (ask.as_of is None or (row["day"] is not None and row["day"] <= ask.as_of)):
            rows[member.report] = row | {"score": member.score, "reason": member.reason, "copies": []}
    lines = []
    for report, row in rows.items():
        original = row["original"]
        if original and original != report and original in rows:
            rows[original]["copies"].append(row | _pair(ask, report))
        else:
            lines.append(row)
    title = lines[0]["title"] if lines else story_id
    data: dict[str, Any] = {
        "story": {"id": story_id, "title": title},
        "reports": lines,
        "later": len(found.members) - len(rows),
    }
    return View("story.html", title, data)


def _pair(ask: Ask, report: str) -> dict[str, Any]:
    group = things.copies_of(ask.record.connection, report)
    pair = next((p for p in group.copies if p.copy == report), None) if group else None
    if pair is None:
        return {}
    return {
        "relation": pair.relation,
        "likeness": pair.score,
        "why": pair.reason,
        "changed": changed(ask, report),
    }
