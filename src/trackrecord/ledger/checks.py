"""Check the whole file: SQLite's own checks, the search indexes, every report, and all references."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from sqlite3 import Connection

from trackrecord.ledger.changed import corruption_problems
from trackrecord.ledger.fetched import bodies_that_do_not_hold
from trackrecord.ledger.references import reference_problems
from trackrecord.ledger.stored import report_ids
from trackrecord.ledger.verifying import REBUILD, RESTORE, Problem, report_problems

# Every derived row points at a span: a party by its mentions, what is linked by its members. Each line: a table,
# the columns that name its row, the table that its rows need one of, and how the two hang together.
_NEEDED = (
    ("party", ("report", "id"), "mention", "c.report = p.report AND c.party = p.id"),
    (
        "statement",
        ("report", "item"),
        "statement_part",
        "c.report = p.report AND c.statement = p.item AND c.role = 'content'",
    ),
    ("linked_party", ("id",), "linked_party_member", "c.linked_party = p.id"),
    ("occasion", ("id",), "occasion_event", "c.occasion = p.id"),
    ("thread", ("id",), "thread_mention", "c.thread = p.id"),
    ("copy_group", ("original",), "copy_pair", "c.copy_group = p.original"),
    ("finding", ("item",), "finding_evidence", "c.finding = p.item"),
)


def problems(connection: Connection) -> Iterator[Problem]:
    """Yield all that does not hold, the file's own condition first. Nothing is written."""
    for (wrong,) in connection.execute("PRAGMA integrity_check").fetchall():
        if wrong != "ok":
            yield Problem("(file)", "", str(wrong), RESTORE)
    yield from _index_problems(connection)
    for report_id in report_ids(connection):
        yield from report_problems(connection, report_id)
    yield from reference_problems(connection)
    yield from corruption_problems(connection)
    yield from _needed_problems(connection)
    for sha256 in bodies_that_do_not_hold(connection):
        yield Problem("fetched_body", sha256, "its bytes are missing or do not have this hash", RESTORE)


def corrupt(error: sqlite3.DatabaseError) -> Problem:
    """Return the problem that stands for a file too damaged to be checked to its end."""
    return Problem("(file)", "", f"could not be checked to its end: {error}", RESTORE)


def _index_problems(connection: Connection) -> Iterator[Problem]:
    for table, source in (("report_search", "report"), ("statement_search", "statement")):
        # FTS5 keeps a row of sizes for each indexed row; asking the index to check itself would write.
        query = f"SELECT (SELECT count(*) FROM {table}_docsize), (SELECT count(*) FROM {source})"
        indexed, there = connection.execute(query).fetchone()
        if indexed != there:
            yield Problem(table, "", f"holds {indexed} of {there} rows of {source}", REBUILD)


def _needed_problems(connection: Connection) -> Iterator[Problem]:
    for table, names, needed, together in _NEEDED:
        listed = ", ".join(f"p.{name}" for name in names)
        query = (
            f"SELECT {listed} FROM {table} AS p"
            f" WHERE NOT EXISTS (SELECT 1 FROM {needed} AS c WHERE {together}) ORDER BY {listed}"
        )
        for values in connection.execute(query).fetchall():
            row = " ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
            yield Problem(table, row, f"has no {needed}, so it points at no text", REBUILD)
