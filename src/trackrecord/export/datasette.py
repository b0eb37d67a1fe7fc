"""Metadata with which Datasette shows a ledger: what each table and column is, where to begin, ready questions.

The ledger itself is what Datasette opens; this only names things. It goes by the ledger's file name, since Datasette does.
Source: https://docs.datasette.io/en/stable/metadata.html (read by 0.x and, moved to its configuration, by 1.0).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.ledger import Ledger
from trackrecord.ledger.describing import about_column, about_table, tables

_LABELS = {
    "report": "title", "linked_party": "name", "party": "name", "thread": "action", "story_summary": "title",
    "party_summary": "name", "thread_summary": "action", "report_summary": "title",
}  # fmt: skip
_FACETS = {
    "report_summary": ["publisher", "relation"],
    "party_summary": ["kind", "country"],
    "thread_summary": ["kind", "status", "schedule"],
    "occasion_summary": ["class", "type", "outcome"],
    "commitment": ["kind", "polarity"],
    "deed": ["relation", "interest"],
    "event": ["type", "reality"],
    "figure": ["unit", "bound"],
    "statement": ["kind"],
    "finding": ["kind", "value", "rule"],
    "ruling": ["kind", "by"],
    "left_out": ["cause"],
}
_NEWEST_FIRST = {
    "report_summary": "day", "thread_summary": "first", "occasion_summary": "first", "story_summary": "first",
    "statement_summary": "day", "ruling": "at",
}  # fmt: skip
_BYTES = {"original": ["size"], "fetched": ["wire_size"], "fetched_body": ["size"]}
_INSIDE = ("linking", "reading", "span", "sentence", "paragraph", "fetched_body")
"""Tables that others are made of: there, and not in the first list."""
_SEARCHES = ("report_search", "statement_search", "thread_search")
_SHADOWS = ("", "_config", "_content", "_data", "_docsize", "_idx")

_QUERIES = {
    "undertakings": (
        "Who undertook what, and what became of it",
        "The words of each promise, agreement and offer, with the status of its thread.",
        """SELECT c.kind, c.by, c."to", action.quote AS action, c.deadline_last, f.value AS status, f.explanation,
  r.publisher, r.published, c.report
FROM commitment AS c
JOIN report AS r ON r.id = c.report
JOIN span AS action ON action.report = c.report AND action.start = c.action_start AND action."end" = c.action_end
LEFT JOIN thread_mention AS m ON m.report = c.report AND m.commitment = c.item
LEFT JOIN finding AS f ON f.kind = 'status' AND f.subject = m.thread
WHERE c.kind IN ('promise', 'agreement', 'offer') AND NOT c.denied
ORDER BY r.published, c.report, c.item""",
    ),
    "overdue": (
        "Undertakings past their deadline",
        "Threads whose deadline has passed and of which no report says that they were kept.",
        """SELECT t.by_name, t.to_name, t.action, s.deadline, f.value AS status, f.explanation, t.id
FROM finding AS f
JOIN thread AS t ON t.id = f.subject
LEFT JOIN thread_summary AS s ON s.thread = t.id
WHERE f.kind = 'status' AND f.schedule = 'overdue'
ORDER BY s.deadline, t.id""",
    ),
    "evidence": (
        "What a status rests on",
        "Every line of evidence of the thread with the id given, with the words and where they stand.",
        """SELECT e.role, e.ref_kind, span.quote, r.publisher, r.published, r.url, span.start, span."end"
FROM finding AS f
JOIN finding_evidence AS e ON e.finding = f.item
JOIN report AS r ON r.id = e.report
LEFT JOIN commitment AS c ON e.ref_kind = 'commitment' AND c.report = e.report AND c.item = e.ref_item
LEFT JOIN deed AS d ON e.ref_kind = 'deed' AND d.report = e.report AND d.item = e.ref_item
LEFT JOIN span ON span.report = e.report AND span.start = coalesce(c.start, d.start)
  AND span."end" = coalesce(c."end", d."end")
WHERE f.kind = 'status' AND f.subject = :thread
ORDER BY e.item""",
    ),
    "said": (
        "Who said what",
        "Statements that hold the words given, best first (SQLite's full-text syntax).",
        """SELECT s.speaker_text, s.content, s.kind, r.publisher, r.published, s.report
FROM statement_search AS found
JOIN statement AS s ON s.number = found.rowid
JOIN report AS r ON r.id = s.report
WHERE statement_search MATCH :words
ORDER BY found.rank""",
    ),
}


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``metadata.json`` for ``datasette LEDGER --metadata OUT/metadata.json``."""
    piece = json.dumps(metadata(ledger), ensure_ascii=False, indent=1) + "\n"
    return write_folder(out_dir, "datasette", [("metadata.json", [piece.encode("utf-8", "replace")])])


def metadata(ledger: Ledger) -> dict[str, Any]:
    """Return Datasette's metadata for *ledger*, which is called there by its file name without the ending."""
    return {
        "title": "trackrecord",
        "description": "A sourced record of words and deeds. What reports say, each line with the exact characters that"
        " carry it; not what is true. Machine output, but for the table ruling.",
        "databases": {
            ledger.path.stem: {
                "tables": {table: _table(ledger, table) for table in tables()} | _shadows(),
                "queries": {
                    name: {"title": title, "description": about, "sql": sql}
                    for name, (title, about, sql) in _QUERIES.items()
                },
            }
        },
    }


def _table(ledger: Ledger, table: str) -> dict[str, Any]:
    columns = [name for _, name, *_ in ledger.connection.execute(f"PRAGMA table_info({table})")]
    found: dict[str, Any] = {
        "description": about_table(table),
        "columns": {column: about_column(table, column) for column in columns},
    }
    if table in _LABELS:
        found["label_column"] = _LABELS[table]
    if table in _FACETS:
        found["facets"] = _FACETS[table]
    if table in _NEWEST_FIRST:
        found["sort_desc"] = _NEWEST_FIRST[table]
    if table in _BYTES:
        found["units"] = dict.fromkeys(_BYTES[table], "B")
    if table in _INSIDE:
        found["hidden"] = True
    return found


def _shadows() -> dict[str, Any]:
    """Full-text indexes and the tables that SQLite keeps them in: nothing to look at."""
    return {search + shadow: {"hidden": True} for search in _SEARCHES for shadow in _SHADOWS}
