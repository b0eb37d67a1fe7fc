"""What a language model was asked about a report, and which items of its reading it proposed: written and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from trackrecord.ledger.adding import insert, put_reading
from trackrecord.ledger.opening import writing
from trackrecord.ledger.stored import stored_json
from trackrecord.types import Ref

if TYPE_CHECKING:
    from trackrecord.asked import Asked


def put_asked(connection: Connection, path: Path, asked: Asked, version: str) -> None:
    """Write the reading in *asked*, and the marks of what was added, in one transaction.

    Raises ``ValueError`` for a report of which the ledger holds no reading.
    """
    report = asked.reading.report.id
    if stored_json(connection, report) is None:
        raise ValueError(f"report {report} was not read, so that nobody can have been asked about it")
    with writing(connection, path):
        base = _base(connection, report)
        put_reading(connection, asked.reading, version)
        insert(
            connection,
            "asked_report",
            [
                {
                    "report": report,
                    "model": asked.model,
                    "prompt": asked.prompt,
                    "base": base,
                    "tokens_in": asked.tokens_in,
                    "tokens_out": asked.tokens_out,
                    "agreeing": asked.agreeing,
                    "differing": asked.differing,
                }
            ],
        )
        insert(
            connection,
            "asked_item",
            [
                {
                    "report": report,
                    "kind": item.kind,
                    "item": item.index,
                    "model": asked.model,
                    "prompt": asked.prompt,
                }
                for item in asked.items
            ],
        )
        insert(
            connection,
            "asked_refused",
            [
                {"report": report, "item": n, "noun": r.noun, "reason": r.reason, "quote": r.quote}
                for n, r in enumerate(asked.refused)
            ],
        )


def _base(connection: Connection, report: str) -> str:
    """The hash of the reading before any model was asked: that of the stored one, or the one noted with it."""
    row = connection.execute("SELECT base FROM asked_report WHERE report = ?", (report,)).fetchone()
    if row is not None:
        return str(row[0])
    return hashlib.sha256((stored_json(connection, report) or "").encode()).hexdigest()


def unasked(connection: Connection, model: str, prompt: str) -> list[str]:
    """Return the ids of the reports that were read and about which *model* was not asked with *prompt*, sorted."""
    query = (
        "SELECT report FROM reading WHERE NOT EXISTS (SELECT 1 FROM asked_report AS a"
        " WHERE a.report = reading.report AND a.model = ? AND a.prompt = ?) ORDER BY report"
    )
    return [row[0] for row in connection.execute(query, (model, prompt))]


def asked_items(connection: Connection, report_id: str | None) -> Iterator[tuple[Ref, str, str]]:
    """Yield the items that a language model proposed, sorted by report, kind and place."""
    where = "" if report_id is None else " WHERE report = ?"
    query = f"SELECT report, kind, item, model, prompt FROM asked_item{where} ORDER BY report, kind, item"
    for report, kind, item, model, prompt in connection.execute(
        query, () if report_id is None else (report_id,)
    ):
        yield Ref(report, kind, item), model, prompt
