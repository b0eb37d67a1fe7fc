"""Write one report with its publication and reading, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from trackrecord.ledger.comparing import forget, forget_all
from trackrecord.ledger.linked import discard_links
from trackrecord.ledger.opening import explained, writing
from trackrecord.ledger.publications import canonical, publications_of, write_publication
from trackrecord.ledger.rows import ASKED_TABLES, READING_TABLES, Row, reading_rows, span_rows
from trackrecord.ledger.stored import REPORT_COLUMNS, load_report, read_version, reading_json, stored_json
from trackrecord.types import Publication, Reading, Report


def add(
    connection: Connection,
    path: Path,
    report: Report,
    publication: Publication,
    reading: Reading | None,
    version: str,
) -> bool:
    """Write what the ledger does not have yet; return whether anything was written.

    The report and reading are taken only where *publication* is the canonical one of all that the ledger knows
    of this text, so that what is in it never depends on the order of arrival. Where they replace others, the
    links and findings that rested on those are thrown away in the same transaction.
    """
    _check(report, publication, reading)
    with explained(path):
        if not any(_missing(connection, report, publication, reading, version)):
            return False
    whole = reading if reading is not None else Reading(report)
    rows = reading_rows(whole)
    rows = {"span": span_rows(report, rows), **rows}
    with writing(connection, path):
        # Asked again under the lock: another process may have written in between.
        lacks_publication, lacks_reading = _missing(connection, report, publication, reading, version)
        if lacks_reading:
            _write_report(connection, report, version)
            _write_reading(connection, report, reading, version, rows)
            connection.execute("UPDATE linking SET current = 0")
        if lacks_publication:
            write_publication(connection, publication)
    return lacks_publication or lacks_reading


def put_reading(connection: Connection, reading: Reading, version: str) -> None:
    """Write a reading in place of the one that the report has, inside the caller's transaction."""
    rows = reading_rows(reading)
    rows = {"span": span_rows(reading.report, rows), **rows}
    _write_report(connection, reading.report, version)
    _write_reading(connection, reading.report, reading, version, rows)
    connection.execute("UPDATE linking SET current = 0")


def forget_readings(connection: Connection) -> None:
    """Throw away all derived rows but the readings themselves, which are marked as read by no version.

    Each reading goes when its report is read again, so that a run that is cut off leaves nothing half read.
    """
    discard_links(connection)
    forget_all(connection)
    connection.execute("UPDATE report SET read_version = ''")
    for table in ("report_search", "statement_search"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")


def insert(connection: Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert *rows*, which all have the same columns, into *table*."""
    listed = list(rows)
    if not listed:
        return
    columns = list(listed[0])
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    values = ([row[column] for column in columns] for row in listed)
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


def _check(report: Report, publication: Publication, reading: Reading | None) -> None:
    if publication.report != report.id:
        raise ValueError(f"the publication is of report {publication.report}, not of {report.id}")
    if hashlib.sha256(publication.data).hexdigest() != publication.sha256:
        raise ValueError(f"report {report.id}: the publication's sha256 is not that of its bytes")
    if reading is not None and reading.report != report:
        raise ValueError(f"report {report.id}: the reading is of another report")


def _missing(
    connection: Connection, report: Report, publication: Publication, reading: Reading | None, version: str
) -> tuple[bool, bool]:
    """Return whether the publication is not in, and whether the report and reading are to be written."""
    bare = replace(publication, data=b"")
    known = publications_of(connection, report.id, data=False)
    lacks_publication = bare not in known
    if canonical([*known, bare]) != bare:
        return lacks_publication, False
    same = (
        read_version(connection, report.id) == version
        and load_report(connection, report.id) == report
        and _same_reading(connection, report.id, None if reading is None else reading_json(reading))
    )
    return lacks_publication, not same


def _same_reading(connection: Connection, report_id: str, form: str | None) -> bool:
    """Whether the stored reading is that one, or is what a language model has since added to."""
    if stored_json(connection, report_id) == form:
        return True
    base = connection.execute("SELECT base FROM asked_report WHERE report = ?", (report_id,)).fetchone()
    return base is not None and form is not None and base[0] == hashlib.sha256(form.encode()).hexdigest()


def _write_report(connection: Connection, report: Report, version: str) -> None:
    row = {column: getattr(report, column) for column in REPORT_COLUMNS} | {"read_version": version}
    if read_version(connection, report.id) is None:
        insert(connection, "report", [row])
    else:
        discard_links(connection)
        forget(connection, report.id)
        for table in reversed(("removed", "note", "span", "reading", *READING_TABLES, *ASKED_TABLES)):
            connection.execute(f"DELETE FROM {table} WHERE report = ?", (report.id,))
        changed = [column for column in row if column not in ("id", "text")]
        settings = ", ".join(f"{column} = ?" for column in changed)
        values = [row[column] for column in changed]
        connection.execute(f"UPDATE report SET {settings} WHERE id = ?", (*values, report.id))
    removed = [
        {"report": report.id, "item": item, "text": removed.text, "reason": removed.reason}
        for item, removed in enumerate(report.removed)
    ]
    insert(connection, "removed", removed)
    notes = [{"report": report.id, "item": item, "text": note} for item, note in enumerate(report.notes)]
    insert(connection, "note", notes)


def _write_reading(
    connection: Connection,
    report: Report,
    reading: Reading | None,
    version: str,
    rows: dict[str, list[Row]],
) -> None:
    if reading is not None:
        row = {"report": report.id, "version": version, "json": reading_json(reading)}
        insert(connection, "reading", [row])
    for table, listed in rows.items():
        insert(connection, table, listed)
