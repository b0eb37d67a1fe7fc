"""Bring a ledger's schema up to date, one numbered SQL file at a time, each in one transaction.

Our own forty lines rather than sqlite-utils' migrations: those keep their state in a table of their own, with
a time of day in each row, beside SQLite's ``user_version``. Two records of one version can disagree, the
times would make equal ledgers differ, and the table is not STRICT. Here the version changes in the same
transaction as the tables, so a ledger is always wholly at one version.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from functools import cache
from importlib import resources

APPLICATION_ID = int.from_bytes(b"TrRc", "big")
"""Marks the file as a ledger (``file`` and SQLite show it)."""

_FILES = (
    "0001_reports.sql",
    "0002_readings.sql",
    "0003_links.sql",
    "0005_stories.sql",
    "0008_browsing.sql",
    "0010_asked.sql",
    "0007_rulings.sql",
    "0006_fetched.sql",
    "0009_corruptions.sql",
    "0011_quick_pages.sql",
    "0012_compared.sql",
    "0013_ties.sql",
)
LATEST = len(_FILES)
"""The version that this trackrecord writes; a ledger's own is its ``user_version``."""


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the ledger lacks. Raises ``sqlite3.Error``, with the failed one undone."""
    while (version := int(connection.execute("PRAGMA user_version").fetchone()[0])) < LATEST:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have been first while this one waited for the lock.
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) == version:
                connection.create_function("ruling_id", 6, _ruling_id, deterministic=True)
                for statement in _statements(_FILES[version]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            # Where the disk is full SQLite has rolled back by itself, and says so of a second time.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


def _ruling_id(kind: str, subject: str, value: str | None, by: str, at: str, reason: str) -> str:
    # Called for ledgers only that hold rulings of before these had ids.
    from trackrecord.link.rulings.making import ruling_id

    return ruling_id(kind, subject, value, by, at, reason)


@cache
def _statements(file: str) -> tuple[str, ...]:
    """Cut a migration into statements. ``executescript`` would commit before it begins."""
    text = resources.files("trackrecord.ledger").joinpath("migrations", file).read_text("utf-8")
    statements, rest = [], ""
    for line in text.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            statements.append(rest)
            rest = ""
    return tuple(statements)
