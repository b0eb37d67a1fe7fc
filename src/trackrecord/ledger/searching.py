"""Full-text search over reports and statements, with what the user types taken as words, never as syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sqlite3 import Connection

from trackrecord.types import Ref, Span

_PIECE = re.compile(r'"([^"]*)"|(\S+)')
# Stand in the marked text where a hit begins and ends. Noncharacters: no report has a use for them, and where
# one has them all the same the marked text no longer equals the report, which is noticed.
_OPEN, _CLOSE = "\ufdd0\ufdd1", "\ufdd2\ufdd3"


def search_reports(connection: Connection, query: str) -> Iterator[tuple[str, Span]]:
    """Yield the reports that hold all words of *query*, best first: id and the span of the sentence of the first hit.

    Words in double quotes are a phrase; a word that ends in ``*`` stands for all that begin with it. Case and
    accents do not matter. A query without a word finds nothing.
    """
    asked = words_of(query)
    if asked is None:
        return
    rows = connection.execute(
        "SELECT r.id, r.text, highlight(report_search, 0, ?, ?) FROM report_search"
        " JOIN report AS r ON r.number = report_search.rowid"
        " WHERE report_search MATCH ? ORDER BY bm25(report_search), r.id",
        (_OPEN, _CLOSE, asked),
    )
    for report, text, marked in rows.fetchall():
        yield report, _sentence(connection, report, _first_hit(text, marked))


def search_statements(connection: Connection, query: str) -> Iterator[Ref]:
    """Yield the statements whose content holds all words of *query*, best first."""
    asked = words_of(query)
    if asked is None:
        return
    rows = connection.execute(
        "SELECT s.report, s.item FROM statement_search JOIN statement AS s ON s.number = statement_search.rowid"
        " WHERE statement_search MATCH ? ORDER BY bm25(statement_search), s.report, s.item",
        (asked,),
    )
    for report, item in rows.fetchall():
        yield Ref(report, "statement", item)


def words_of(query: str) -> str | None:
    """Return *query* as FTS5 takes it: every word put into quotes, in which FTS5 knows no operators. None where no word is left."""
    words = []
    for phrase, word in _PIECE.findall(query.replace("\x00", " ")):
        text = phrase or word
        if any(character.isalnum() for character in text):
            bare = text.rstrip("*").replace('"', " ")
            words.append(f'"{bare}"' + ("*" if word.endswith("*") else ""))
    return " ".join(words) or None


def _first_hit(text: str, marked: str) -> Span:
    start = marked.find(_OPEN)
    end = marked.find(_CLOSE, start) - len(_OPEN)
    if start < 0 or end < start or marked.replace(_OPEN, "").replace(_CLOSE, "") != text:
        return Span(0, 0)
    return Span(start, end)


def _sentence(connection: Connection, report: str, hit: Span) -> Span:
    row = connection.execute(
        'SELECT start, "end" FROM sentence WHERE report = ? AND "end" > ? ORDER BY item LIMIT 1',
        (report, hit.start),
    ).fetchone()
    return hit if row is None else Span(*row)
