"""The content of the ledger as rows that depend on nothing but the content: what exports are made from.

Left out on purpose: the journal and what was left out (times and one machine's paths), the original bytes
(their hash and size stand for them), row numbers, and the positions that linking gave, which shift with every
report that is added. Two ledgers with the same content give the same rows, however they came about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from sqlite3 import Connection

from trackrecord.ledger.linked import LINK_TABLES
from trackrecord.ledger.rows import READING_TABLES, Row

CONTENT_TABLES = (
    "report", "removed", "note", "publication", "original", "span", "reading", *READING_TABLES, *LINK_TABLES,
    "ruling",
)  # fmt: skip
"""The tables that hold content, each after those it refers to."""

_JSON = frozenset({"names", "offices", "contexts", "reasons", "json"})
_BOOLEAN = frozenset({"anonymous", "denied", "made"})
_NEVER = frozenset({("report", "number"), ("statement", "number"), ("original", "data"), ("ruling", "id")})
# Here `item` is a position among all links, not within one report or one parent.
_UNPLACED = frozenset(
    {"copy_group", "linked_party", "party_join", "occasion", "figure_pair", "thread", "finding"}
)


def content_columns(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a content table, in the order of the schema. ``KeyError`` for any other table."""
    if table not in CONTENT_TABLES:
        raise KeyError(table)
    columns = tuple(
        name
        for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
        if (table, name) not in _NEVER and not (name == "item" and table in _UNPLACED)
    )
    return ("finding", *columns) if table == "finding" else columns


def content_rows(connection: Connection, table: str) -> Iterator[Row]:
    """Yield the rows of a content table, sorted by their content.

    Lists come as lists, yes and no as ``bool``, whole figures as ``int``. A finding is named by a hash of its
    content (column ``finding``), which its evidence repeats. ``KeyError`` for any other table.
    """
    columns = content_columns(connection, table)
    if table in ("finding", "finding_evidence"):
        keys = _finding_keys(connection)
        yield from _keyed(connection, table, columns, keys)
        return
    listed = ", ".join(f'"{column}"' for column in columns)
    for values in connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY {listed}'):
        yield _readable(dict(zip(columns, values, strict=True)))


def _keyed(
    connection: Connection, table: str, columns: tuple[str, ...], keys: dict[int, str]
) -> Iterator[Row]:
    number = "item" if table == "finding" else "finding"
    rest = [column for column in columns if column != "finding"]
    listed = ", ".join(f'"{column}"' for column in rest)
    rows = [
        {"finding": keys[finding], **dict(zip(rest, values, strict=True))}
        for finding, *values in connection.execute(f"SELECT {number}, {listed} FROM {table} ORDER BY item")
    ]
    # The sort keeps the order of a finding's evidence; equal findings have equal rows.
    yield from (_readable(row) for row in sorted(rows, key=lambda row: (row["finding"], row.get("item", 0))))


def _finding_keys(connection: Connection) -> dict[int, str]:
    """Return for each finding the hash of all that it says and rests on."""
    parts: dict[int, list[list[object]]] = {}
    for item, *values in connection.execute(
        "SELECT item, kind, subject, value, as_of, rule, explanation, promisor_says, others_report, schedule,"
        " sources FROM finding ORDER BY item"
    ):
        parts[item] = [values]
    for finding, *values in connection.execute(
        "SELECT finding, role, report, ref_kind, ref_item FROM finding_evidence ORDER BY finding, item"
    ):
        parts[finding].append(values)
    return {
        item: hashlib.sha256(json.dumps(part, ensure_ascii=True).encode("ascii")).hexdigest()[:16]
        for item, part in parts.items()
    }


def _readable(row: Row) -> Row:
    for column, value in row.items():
        if column in _JSON:
            row[column] = json.loads(value)
        elif column in _BOOLEAN:
            row[column] = bool(value)
        elif isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
            row[column] = int(value)
    return row
