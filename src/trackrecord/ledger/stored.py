"""Reports and readings as they stand in the ledger: rows → nouns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from sqlite3 import Connection
from typing import Any

from trackrecord.link.piles import Facts
from trackrecord.read.form import reading_from_json, reading_to_json, report_to_json
from trackrecord.types import Reading, Removed, Report, Span

REPORT_COLUMNS = (
    "id", "text", "title", "publisher", "url", "published", "published_basis", "published_evidence",
    "language", "garble",
)  # fmt: skip
"""The columns of ``report`` that are fields of :class:`~trackrecord.types.Report`, under the same names."""


def report_ids(connection: Connection, *, read: bool = False) -> list[str]:
    """Return the ids of all reports (with *read*: of those that have a reading), sorted."""
    table, column = ("reading", "report") if read else ("report", "id")
    return [row[0] for row in connection.execute(f"SELECT {column} FROM {table} ORDER BY {column}")]


def load_report(connection: Connection, report_id: str) -> Report | None:
    """Return the report with that id, or None."""
    row = connection.execute(
        f"SELECT {', '.join(REPORT_COLUMNS)} FROM report WHERE id = ?", (report_id,)
    ).fetchone()
    if row is None:
        return None

    def rows(columns: str, table: str) -> Iterator[Any]:
        query = f"SELECT {columns} FROM {table} WHERE report = ? ORDER BY item"
        return iter(connection.execute(query, (report_id,)))

    return Report(
        **dict(zip(REPORT_COLUMNS, row, strict=True)),
        sentences=tuple(Span(*span) for span in rows('start, "end"', "sentence")),
        paragraphs=tuple(Span(*span) for span in rows('start, "end"', "paragraph")),
        removed=tuple(Removed(*removed) for removed in rows("text, reason", "removed")),
        notes=tuple(note for (note,) in rows("text", "note")),
    )


def load_reading(connection: Connection, report_id: str) -> Reading | None:
    """Return the reading of the report with that id, or None where it was not read."""
    row = connection.execute("SELECT json FROM reading WHERE report = ?", (report_id,)).fetchone()
    report = load_report(connection, report_id) if row is not None else None
    return None if report is None else reading_of(report, row[0])


def facts_of_readings(connection: Connection) -> dict[str, Facts]:
    """Return what is known of the reports that were read without their readings, by id, in order of it."""
    query = "SELECT r.id, r.published, r.language FROM reading AS x JOIN report AS r ON r.id = x.report ORDER BY r.id"
    return {id_: Facts(published, language) for id_, published, language in connection.execute(query)}


def reading_of(report: Report, column: str) -> Reading:
    """Return the reading of *report* whose stored JSON is *column*."""
    return reading_from_json({"report": report_to_json(report), **json.loads(column)})


def reading_json(reading: Reading) -> str:
    """Return what the ``json`` column holds: the reading's form without its report, which has its own table."""
    form = reading_to_json(reading)
    del form["report"]
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def read_version(connection: Connection, report_id: str) -> str | None:
    """Return the version that read the report last (or found that it is not to be read), or None."""
    row = connection.execute("SELECT read_version FROM report WHERE id = ?", (report_id,)).fetchone()
    return None if row is None else str(row[0])


def outdated(connection: Connection, version: str) -> list[str]:
    """Return the ids of the reports that another version than *version* read last, sorted."""
    query = "SELECT id FROM report WHERE read_version <> ? ORDER BY id"
    return [row[0] for row in connection.execute(query, (version,))]


def stored_json(connection: Connection, report_id: str) -> str | None:
    """Return the ``json`` column of the report's reading, or None."""
    row = connection.execute("SELECT json FROM reading WHERE report = ?", (report_id,)).fetchone()
    return None if row is None else str(row[0])
