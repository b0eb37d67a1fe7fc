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

from trackrecord.ledger.link_rows import LINK_TABLES
from trackrecord.ledger.rows import ASKED_TABLES, READING_TABLES, SPAN_COLUMNS, Row

CONTENT_TABLES = (
    "report", "removed", "note", "publication", "original", "span", "reading", *READING_TABLES, *ASKED_TABLES, *LINK_TABLES,
    "ruling",
)  # fmt: skip
"""The tables that hold content, each after those it refers to."""

JSON = frozenset({"names", "offices", "contexts", "reasons", "json"})
"""Columns whose text is JSON: lists, and the reading."""
BOOLEAN = frozenset({"anonymous", "denied", "made"})
"""Columns that hold yes or no."""
_NEVER = frozenset(
    {("report", "number"), ("statement", "number"), ("original", "data"), ("ruling", "number")}
)
# Here `item` is a position among all links, not within one report or one parent.
_UNPLACED = frozenset(
    {"copy_group", "linked_party", "party_join", "occasion", "figure_pair", "thread", "story", "finding"}
)


def content_columns(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a content table's rows: those of the schema, then the quotes of the row's spans.

    ``KeyError`` for any other table.
    """
    stored = _stored_columns(connection, table)
    quotes = tuple(quote for _, _, quote in _spans_in(table, stored))
    return ("finding", *stored) if table == "finding" else (*stored, *quotes)


def content_rows(connection: Connection, table: str) -> Iterator[Row]:
    """Yield the rows of a content table, sorted by their content.

    Lists come as lists, yes and no as ``bool``, whole figures as ``int``; beside each span stands its text
    (``quote``, ``action_quote`` …). A finding is named by a hash of its content (column ``finding``), which its
    evidence repeats. ``KeyError`` for any other table.
    """
    stored = _stored_columns(connection, table)
    if table in ("finding", "finding_evidence"):
        yield from _keyed(connection, table, stored, _finding_keys(connection))
        return
    listed = ", ".join(f't."{column}"' for column in stored)
    quotes, joins = "", ""
    for number, (start, end, _) in enumerate(_spans_in(table, stored)):
        quotes += f", s{number}.quote"
        joins += (
            f' LEFT JOIN span AS s{number} ON s{number}.report = t.report AND s{number}.start = t."{start}"'
            f' AND s{number}."end" = t."{end}"'
        )
    columns = content_columns(connection, table)
    for values in connection.execute(f'SELECT {listed}{quotes} FROM "{table}" AS t{joins} ORDER BY {listed}'):
        yield _readable(dict(zip(columns, values, strict=True)))


def _stored_columns(connection: Connection, table: str) -> tuple[str, ...]:
    if table not in CONTENT_TABLES:
        raise KeyError(table)
    return tuple(
        name
        for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
        if (table, name) not in _NEVER and not (name == "item" and table in _UNPLACED)
    )


def _spans_in(table: str, columns: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the spans of a table's rows: the columns of start and end, and the name of the quote's."""
    if table == "span":
        return []
    return [
        (start, end, start.removesuffix("start") + "quote") for start, end in SPAN_COLUMNS if start in columns
    ]


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
        if column in JSON:
            row[column] = json.loads(value)
        elif column in BOOLEAN:
            row[column] = bool(value)
        elif isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
            row[column] = int(value)
    return row
