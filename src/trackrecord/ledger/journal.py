"""When what was collected, and what was left out. Holds times and this machine's paths; never exported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from trackrecord.ledger.opening import explained, writing
from trackrecord.types import LeftOut


class Collected(NamedTuple):
    """One line of the journal: where an item was found, the hash of its bytes, and what came of it.

    ``outcome`` is a word or two of the caller's: ``added``, ``known``, ``not read (language)``.
    """

    location: str
    sha256: str
    outcome: str


def record_run(
    connection: Connection,
    path: Path,
    run: str,
    started: str,
    collected: Iterable[Collected],
    left_out: Iterable[LeftOut],
) -> bool:
    """Write what a run collected and left out, in one transaction; return whether any of it was new.

    What an earlier run has recorded in the same words is not recorded again, so that a run over the same input
    changes nothing. What was left out once and is taken now is no longer listed as left out.
    """
    lines = [(*line, run, started) for line in collected]
    gaps = [(left.location, left.cause, left.step) for left in left_out]
    seen = sorted({line[0] for line in lines} | {gap[0] for gap in gaps})
    with explained(path):
        # Asked for by location: a journal of a million lines is never read as a whole.
        new_lines = [line for line in lines if not _is_known(connection, line[:3])]
        listed = [gap for location in seen for gap in _gaps_at(connection, location)]
    new_gaps = sorted(set(gaps) - set(listed))
    closed = [gap for gap in listed if gap not in set(gaps)]
    if not (new_lines or new_gaps or closed):
        return False
    with writing(connection, path):
        connection.executemany("INSERT OR IGNORE INTO journal VALUES (?, ?, ?, ?, ?)", new_lines)
        connection.executemany("INSERT OR IGNORE INTO left_out VALUES (?, ?, ?)", new_gaps)
        connection.executemany("DELETE FROM left_out WHERE location = ? AND cause = ? AND step = ?", closed)
    return True


def is_noted(connection: Connection, location: str, sha256: str) -> bool:
    """Return whether the journal has these bytes from that place, whatever came of them."""
    query = "SELECT 1 FROM journal WHERE location = ? AND sha256 = ? LIMIT 1"
    return connection.execute(query, (location, sha256)).fetchone() is not None


def _is_known(connection: Connection, line: tuple[str, ...]) -> bool:
    query = "SELECT 1 FROM journal WHERE location = ? AND sha256 = ? AND outcome = ?"
    return connection.execute(query, line).fetchone() is not None


def _gaps_at(connection: Connection, location: str) -> list[tuple[str, str, str]]:
    query = "SELECT location, cause, step FROM left_out WHERE location = ? ORDER BY location, cause, step"
    return connection.execute(query, (location,)).fetchall()


def left_out(connection: Connection) -> list[LeftOut]:
    """Return all that was left out so far, sorted by location."""
    query = "SELECT location, cause, step FROM left_out ORDER BY location, cause, step"
    return [LeftOut(*row) for row in connection.execute(query)]
