"""CSV for spreadsheets: one file a table, with every cell that a spreadsheet would run made inert.

UTF-8 with a byte order mark, because without one the commonest spreadsheet takes UTF-8 for something else and
breaks every name outside ASCII; programs that are not told to expect the mark should read the JSON lines.
Rows end in CR LF (RFC 4180); line breaks inside a text are kept, in quotes. An absent value and an empty text
look alike here. A list is one cell with a JSON array. The readings' JSON is left out: its rows are all here.
Spreadsheets cut a cell at some length (often 32,767 characters), the file does not.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.packaging import data_package
from trackrecord.ledger import Ledger
from trackrecord.ledger.content import CONTENT_TABLES

# What makes a spreadsheet take a cell for a formula, full-width and small variants included, with whatever a
# spreadsheet may skip before it; or a leading tab or line break, which shifts what follows into a cell's start.
_RUNS = re.compile(
    r"'*(?:[\t\r\n]|[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@−＝＋－＠﹦﹢﹣﹫])"
)


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write every content table as ``TABLE.csv``, sorted by content, and ``datapackage.json``, which describes them.

    Returns the paths written. Raises :class:`~trackrecord.errors.TrackrecordError` where *out_dir* is not free
    or cannot be written.
    """
    tables = ((f"{table}.csv", _rows(ledger, table)) for table in CONTENT_TABLES)
    package = ("datapackage.json", iter([data_package(ledger, ".csv")]))
    return write_folder(out_dir, "csv", chain(tables, [package]))


def inert(text: str) -> str:
    """Return *text* as a cell that a spreadsheet shows and does not run: with a leading ``'`` where it might.

    A text that begins with ``'`` before such a sign gets one more, so that dropping one always gives back the
    original.
    """
    return "'" + text if _RUNS.match(text) else text


def _rows(ledger: Ledger, table: str) -> Iterator[bytes]:
    columns = [column for column in ledger.columns(table) if column != "json"]
    yield "\ufeff".encode() + _line(columns)
    for row in ledger.rows(table):
        yield _line([_cell(row[column]) for column in columns])


def _cell(value: Any) -> str | int | float:
    """A number stays as it is, minus sign and all; only text can run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return inert(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _line(cells: list[Any]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")
