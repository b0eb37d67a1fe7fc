"""JSON lines: one file a table, one object a line. For programs; the same content gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from trackrecord.export.folder import write_folder
from trackrecord.export.packaging import data_package
from trackrecord.ledger import Ledger
from trackrecord.ledger.content import CONTENT_TABLES

# Line breaks to some readers of lines, though JSON lets them stand.
_LINE_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write every content table as ``TABLE.jsonl`` (UTF-8, keys sorted, lines sorted by content), and ``datapackage.json``.

    Returns the paths written. Raises :class:`~trackrecord.errors.TrackrecordError` where *out_dir* is not free
    or cannot be written.
    """
    tables = ((f"{table}.jsonl", _lines(ledger, table)) for table in CONTENT_TABLES)
    package = ("datapackage.json", iter([data_package(ledger, ".jsonl")]))
    return write_folder(out_dir, "jsonl", chain(tables, [package]))


def _lines(ledger: Ledger, table: str) -> Iterator[bytes]:
    for row in ledger.rows(table):
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, allow_nan=False)
        yield line.translate(_LINE_BREAKS).encode("utf-8") + b"\n"
