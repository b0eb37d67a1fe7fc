"""What copies changed, as it stands in the ledger: rows → corruptions, and whether their texts stand in the reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from trackrecord.ledger.verifying import REBUILD, Problem
from trackrecord.types import Corruption, Span

COLUMNS = "kind, original_start, original_end, copy_start, copy_end, original_text, copy_text"
"""The columns of the table ``corruption`` that :func:`corruptions_of` takes, in its order."""


def corruptions_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Corruption, ...]:
    """Return corruptions from rows of :data:`COLUMNS`."""
    return tuple(
        Corruption(kind, Span(start, end), Span(from_, to), was, now)
        for kind, start, end, from_, to, was, now in rows
    )


def corruption_problems(connection: Connection) -> Iterator[Problem]:
    """Yield every corruption whose text is not what stands at its place in the report."""
    for side in ("original", "copy"):
        query = (
            f"SELECT c.copy_group, c.pair, c.item FROM corruption AS c JOIN report AS r ON r.id = c.{side}"
            f" WHERE substr(r.text, c.{side}_start + 1, c.{side}_end - c.{side}_start) <> c.{side}_text ORDER BY 1, 2, 3"
        )
        for group, pair, item in connection.execute(query).fetchall():
            row = f"copy_group {group} pair {pair} item {item}"
            yield Problem("corruption", row, f"quotes what does not stand there in the {side}", REBUILD)
