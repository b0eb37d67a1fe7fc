"""Parquet: one file a table, typed, for data frames and warehouses. Needs pyarrow (``trackrecord[tables]``)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from trackrecord.errors import TrackrecordError
from trackrecord.export.folder import write_folder
from trackrecord.ledger import Ledger
from trackrecord.ledger.content import BOOLEAN, CONTENT_TABLES, JSON

_ROWS = 20_000
"""Rows of a row group: memory stays flat over a table of any length."""


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write every content table as ``TABLE.parquet``, lists as lists, absent values as null, sorted by content.

    Returns the paths written. Raises :class:`~trackrecord.errors.TrackrecordError` where pyarrow is not installed,
    or *out_dir* is not free or cannot be written.
    """
    arrow()
    return write_folder(
        out_dir, "parquet", ((f"{table}.parquet", _written(ledger, table)) for table in CONTENT_TABLES)
    )


def arrow() -> Any:
    """Return pyarrow. Raises :class:`~trackrecord.errors.TrackrecordError` with how to install it."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        step = 'Install it with pip install "trackrecord[tables]"'
        raise TrackrecordError(
            "Parquet", "needs the package pyarrow, which is not installed", step
        ) from error
    return pyarrow


def _written(ledger: Ledger, table: str) -> Iterator[bytes]:
    pyarrow = arrow()
    schema = schema_of(ledger, table)
    sink = _Sink()
    rows = (_flat(row) for row in ledger.rows(table))
    with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while chunk := list(islice(rows, _ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(chunk, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Hands on what is written while it goes, and tells places as if all of it were still there."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Take *data*; return its length."""
        self._parts.append(bytes(data))
        self._length += len(self._parts[-1])
        return len(self._parts[-1])

    def tell(self) -> int:
        """Return the number of bytes written since the beginning."""
        return self._length

    def taken(self) -> bytes:
        """Return what was written since the last call."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the reading as JSON text: its shape differs from report to report."""
    return (
        row | {"json": json.dumps(row["json"], ensure_ascii=False, sort_keys=True)} if "json" in row else row
    )


def schema_of(ledger: Ledger, table: str) -> Any:
    """Return the pyarrow schema of a content table."""
    pyarrow = arrow()
    types = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    declared = {name: kind for _, name, kind, *_ in ledger.connection.execute(f"PRAGMA table_info({table})")}
    fields = []
    for name in ledger.columns(table):
        # A finding is named by a hash of its content here, by a number in the ledger.
        kind = types.get("TEXT" if name == "finding" else declared.get(name, "TEXT"), pyarrow.string())
        if name in BOOLEAN:
            kind = pyarrow.bool_()
        elif name in JSON and name != "json":
            kind = pyarrow.list_(pyarrow.string())
        fields.append(pyarrow.field(name, kind))
    return pyarrow.schema(fields)
