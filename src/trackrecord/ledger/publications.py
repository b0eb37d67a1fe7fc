"""Which of a report's publications speaks for it.

The same text printed by three outlets is one report with three publications. The one whose date is best
known, and then the earliest, lends the report its title, publisher, url and date.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import replace
from sqlite3 import Connection
from typing import Any

from trackrecord.types import Publication

_RANK = {"given": 0, "page": 1, "inferred": 2, "unknown": 3}
_COLUMNS = "report, sha256, path, url, publisher, title, published, published_basis, published_evidence, encoding, markup"


def canonical(publications: Iterable[Publication]) -> Publication:
    """Return the publication that speaks for the report they are all of, whatever their order.

    How the date is known comes first (given, on the page, inferred, unknown), then the earlier date, then
    publisher, url and path in alphabetical order; an absent value comes last. ``data`` plays no part. Raises
    ``ValueError`` for no publications.
    """
    return min(publications, key=content_key)


def content_key(publication: Publication) -> tuple[Any, ...]:
    """Return the key that orders publications: two with equal keys are the same publication."""
    p = publication
    texts = (p.published, p.publisher, p.url, p.path, p.title, p.published_evidence)
    return (
        _RANK[p.published_basis],
        *((text is None, text or "") for text in texts),
        p.sha256,
        p.report,
        p.encoding,
        p.markup,
    )


def has_publication(
    connection: Connection, sha256: str, path: str, *, published: str | None, publisher: str | None
) -> bool:
    """Return whether these original bytes are in from that path (with that date and publisher, if given)."""
    query = (
        "SELECT 1 FROM publication WHERE sha256 = ? AND path = ? AND (? IS NULL OR published = ?)"
        " AND (? IS NULL OR publisher = ?) LIMIT 1"
    )
    row = connection.execute(query, (sha256, path, published, published, publisher, publisher)).fetchone()
    return row is not None


def publications_of(connection: Connection, report_id: str | None, *, data: bool = True) -> list[Publication]:
    """Return a report's publications (or all of them), sorted by report and then the canonical one first.

    With *data* each holds its original bytes.
    """
    where, values = ("", ()) if report_id is None else (" WHERE report = ?", (report_id,))
    found = [
        Publication(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM publication{where}", values)
    ]
    found.sort(key=lambda publication: (publication.report, content_key(publication)))
    if data:
        return [replace(publication, data=_original(connection, publication.sha256)) for publication in found]
    return found


def write_publication(connection: Connection, publication: Publication) -> None:
    """Write *publication* and its original bytes, inside the caller's transaction."""
    p = publication
    connection.execute(
        "INSERT OR IGNORE INTO original (sha256, size, data) VALUES (?, ?, ?)",
        (p.sha256, len(p.data), zlib.compress(p.data)),
    )
    connection.execute(
        f"INSERT INTO publication ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            p.report, p.sha256, p.path, p.url, p.publisher, p.title, p.published, p.published_basis,
            p.published_evidence, p.encoding, p.markup,
        ),
    )  # fmt: skip


def original(connection: Connection, sha256: str) -> bytes | None:
    """Return the original bytes with that SHA-256 (hex), or None."""
    row = connection.execute("SELECT data FROM original WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else zlib.decompress(row[0])


def _original(connection: Connection, sha256: str) -> bytes:
    (data,) = connection.execute("SELECT data FROM original WHERE sha256 = ?", (sha256,)).fetchone()
    return zlib.decompress(data)
