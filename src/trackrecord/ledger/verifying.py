"""Check one report with all that hangs on it: text, hash, publications, spans, and every derived row."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from trackrecord.ledger.publications import canonical, publications_of
from trackrecord.ledger.rows import READING_TABLES, Row, reading_rows, span_rows
from trackrecord.ledger.stored import load_report, reading_of, stored_json
from trackrecord.types import Reading, Report

REBUILD = "Make it anew with `trackrecord rebuild`: what was read can be read again"
RESTORE = "Restore the ledger from a copy: this cannot be made again"
# The columns that SQLite numbers by itself: no reading gives them.
_NUMBERED = frozenset({"number"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: the table and row (named by content), what is wrong, and what to do."""

    table: str
    row: str
    wrong: str
    step: str


def report_problems(connection: Connection, report_id: str) -> Iterator[Problem]:
    """Yield what is wrong with one report, its publications, its spans and its reading's rows."""
    report = load_report(connection, report_id)
    if report is None:
        return
    if text_id(report.text) != report.id:
        yield Problem("report", report_id, "its id is not the hash of its text", RESTORE)
    yield from _publication_problems(connection, report)
    yield from _span_problems(connection, report)
    yield from _reading_problems(connection, report)


def text_id(text: str) -> str:
    """Return the id of a report with this cleaned text: 32 hex digits of SHA-256 over its UTF-8.

    Spelt out here again, apart from ``clean``: a check that asks the code it checks proves nothing.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _publication_problems(connection: Connection, report: Report) -> Iterator[Problem]:
    publications = publications_of(connection, report.id, data=False)
    if not publications:
        yield Problem("report", report.id, "has no publication", RESTORE)
        return
    first = canonical(publications)
    if (report.published, report.published_basis) != (first.published, first.published_basis):
        wrong = f"its date {report.published} is not that of its earliest publication, {first.published}"
        yield Problem("report", report.id, wrong, "Build again with the same sources")
    for sha256 in sorted({publication.sha256 for publication in publications}):
        row = connection.execute("SELECT data, size FROM original WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            yield Problem("original", sha256, f"is missing, and report {report.id} comes from it", RESTORE)
        elif not _unharmed(sha256, *row):
            yield Problem("original", sha256, "its bytes do not have this hash and size", RESTORE)


def _unharmed(sha256: str, data: bytes, size: int) -> bool:
    try:
        original = zlib.decompress(data)
    except zlib.error:
        return False
    return len(original) == size and hashlib.sha256(original).hexdigest() == sha256


def _span_problems(connection: Connection, report: Report) -> Iterator[Problem]:
    # Cut out of the text here again, and not by the function that made the row.
    text = report.text
    query = 'SELECT start, "end", quote, before, after FROM span WHERE report = ? ORDER BY start, "end"'
    for start, end, quote, before, after in connection.execute(query, (report.id,)).fetchall():
        name = f"{report.id} {start}–{end}"
        if not 0 <= start <= end <= len(text):
            yield Problem("span", name, "does not lie in its report's text", REBUILD)
        elif text[start:end] != quote:
            wrong = f"quotes {_short(quote)}, the report has {_short(text[start:end])}"
            yield Problem("span", name, wrong, REBUILD)
        elif text[max(0, start - 30) : start] != before or text[end : end + 30] != after:
            yield Problem("span", name, "the text before or after it is not the report's", REBUILD)


def _reading_problems(connection: Connection, report: Report) -> Iterator[Problem]:
    column = stored_json(connection, report.id)
    if column is None:
        reading = Reading(report)
    else:
        try:
            reading = reading_of(report, column)
        except (KeyError, TypeError, ValueError) as error:
            yield Problem("reading", report.id, f"is not a whole reading ({error!r})", REBUILD)
            return
    expected = reading_rows(reading)
    try:
        spans = span_rows(report, expected)
    except ValueError as error:
        yield Problem("reading", report.id, str(error), REBUILD)
        return
    stored_spans = _dictionaries(connection, "SELECT * FROM span WHERE report = ?", report.id)
    places = {(row["start"], row["end"]) for row in stored_spans}
    needed = {(row["start"], row["end"]) for row in spans}
    for start, end in sorted(needed - places):
        yield Problem(
            "span", f"{report.id} {start}–{end}", "is missing, and the reading points at it", REBUILD
        )
    for start, end in sorted(places - needed):
        yield Problem("span", f"{report.id} {start}–{end}", "nothing points at it", REBUILD)
    for table in READING_TABLES:
        found = _dictionaries(connection, f"SELECT * FROM {table} WHERE report = ?", report.id)
        yield from _row_problems(table, report.id, found, expected[table])


def _row_problems(table: str, report_id: str, found: list[Row], expected: list[Row]) -> Iterator[Problem]:
    """Compare the rows of a table with those that the stored reading gives, as sets."""
    have, want = ({_content(row) for row in rows} for rows in (found, expected))
    for wrong, rows in (("is not what was read", have - want), ("is missing", want - have)):
        for row in sorted(rows, key=repr):
            yield Problem(table, f"{report_id} {_name(dict(row))}", wrong, REBUILD)


def _content(row: Row) -> tuple[tuple[str, object], ...]:
    return tuple(sorted((column, value) for column, value in row.items() if column not in _NUMBERED))


def _name(row: Row) -> str:
    keys = ("party", "statement", "event", "deed", "role", "item")
    return " ".join(f"{key} {row[key]}" for key in keys if row.get(key) is not None)


def _dictionaries(connection: Connection, query: str, report_id: str) -> list[Row]:
    cursor = connection.execute(query, (report_id,))
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")
