"""The ledger's content as files for other programs: one module a format.

A new format is a module here with ``export(ledger, out_dir) -> list[Path]``, entered in :data:`FORMATS`; its page in
``docs/exports.md`` says what is in it. Which tables are content, and in which order, is decided by
:mod:`trackrecord.ledger.content`; how a folder is written without harm, by :mod:`folder`; :mod:`linked` has the
look-ups that several formats need, :mod:`utf16` the offsets of those that count as JavaScript does. The journal (times,
one machine's paths) and the original bytes stay in the ledger, so that two ledgers with the same content export the
same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from trackrecord.ledger import Ledger

Export = Callable[[Ledger, Path], list[Path]]

FORMATS: dict[str, str] = {
    "jsonl": "every table as JSON lines, with a data package",
    "csv": "every table for a spreadsheet, with a data package",
    "parquet": "every table, typed, for data frames (needs pyarrow)",
    "ftm": "FollowTheMoney entities and statements",
    "webannotation": "W3C Web Annotations on the reports",
    "claimreview": "schema.org ClaimReview of the statuses that people set",
    "timelinejs": "the days that matter, for TimelineJS",
    "gexf": "parties and their ties, for Gephi",
    "labelstudio": "reports with what was read in them, to label by hand",
    "obsidian": "linked Markdown notes",
    "plover": "events in the shape of PLOVER/POLECAT records",
    "acled": "incidents in the columns of ACLED",
    "datasette": "what tables and columns are, for Datasette",
}
"""Each format's name and what it is. The module that writes it is loaded when it is asked for."""

_MODULES = {"ftm": "followthemoney"}


def writer(name: str) -> Export:
    """Return what writes the format *name*. ``KeyError`` where there is no such format."""
    if name not in FORMATS:
        raise KeyError(name)
    module = import_module(f"trackrecord.export.{_MODULES.get(name, name)}")
    return cast(Export, module.export)


def remark(name: str, ledger: Ledger) -> str | None:
    """Return what a person should know of an export of *ledger* in the format *name*, or None."""
    if name != "claimreview":
        return None
    from trackrecord.export import claimreview

    return claimreview.remark(ledger)


__all__ = ["FORMATS", "Export", "remark", "writer"]
