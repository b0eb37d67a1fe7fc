"""What each table and column of a ledger is, in words, from ``descriptions.toml``.

For programs that show a ledger to people: data packages, Datasette.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

_QUOTES = {
    "quote": "The words of the span.",
    "trigger_quote": "The word or words that name it.",
    "counts_quote": "The words for what is counted.",
    "action_quote": "The words for the course of action.",
    "condition_quote": "The words of the condition.",
    "deadline_quote": "The words of the deadline.",
}
"""Columns that rows have beside the stored ones: :func:`trackrecord.ledger.content.content_rows` puts them there."""


def tables() -> tuple[str, ...]:
    """Return the names of all tables that are described, in the order of the file."""
    return tuple(_all()["tables"])


def about_table(table: str) -> str:
    """Return what a row of *table* is. ``KeyError`` where that is not described."""
    return str(_all()["tables"][table]["about"])


def about_column(table: str, column: str) -> str:
    """Return what *column* of *table* holds. ``KeyError`` where that is not described."""
    described = _all()
    for words in (described["tables"][table].get("columns", {}), described["common"], _QUOTES):
        if column in words:
            return str(words[column])
    raise KeyError(f"{table}.{column}")


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    text = files("trackrecord.ledger").joinpath("descriptions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
