"""The ledger's content as files for other programs: one module a format.

A new format is a module here with ``export(ledger, out_dir) -> list[Path]``, entered in :data:`FORMATS`. What
is exported, and in which order, is decided by :mod:`trackrecord.ledger.content`; how a folder is written
without harm, by :mod:`folder`. The journal (times, one machine's paths) and the original bytes stay in the
ledger, so that two ledgers with the same content export the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from trackrecord.export import csv, jsonl
from trackrecord.ledger import Ledger

FORMATS: dict[str, Callable[[Ledger, Path], list[Path]]] = {"csv": csv.export, "jsonl": jsonl.export}
"""Each format's name and what writes it."""

__all__ = ["FORMATS"]
