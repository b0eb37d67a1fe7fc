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
    seen = {line[0] for line in lines} | {gap[0] for gap in gaps}
    with explained(path):
        known = set(connection.execute("SELECT location, sha256, outcome FROM journal"))
        listed = set(connection.execute("SELECT location, cause, step FROM left_out"))
    new_lines = [line for line in lines if line[:3] not in known]
    new_gaps = [gap for gap in gaps if gap not in listed]
    closed = [gap for gap in sorted(listed - set(gaps)) if gap[0] in seen]
    if not (new_lines or new_gaps or closed):
        return False
    with writing(connection, path):
        connection.executemany("INSERT OR IGNORE INTO journal VALUES (?, ?, ?, ?, ?)", new_lines)
        connection.executemany("INSERT OR IGNORE INTO left_out VALUES (?, ?, ?)", new_gaps)
        connection.executemany("DELETE FROM left_out WHERE location = ? AND cause = ? AND step = ?", closed)
    return True


def left_out(connection: Connection) -> list[LeftOut]:
    """Return all that was left out so far, sorted by location."""
    query = "SELECT location, cause, step FROM left_out ORDER BY location, cause, step"
    return [LeftOut(*row) for row in connection.execute(query)]
