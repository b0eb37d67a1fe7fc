"""What was asked of the web and what came back: the state of a collection, and its evidence.

Everything a step of collecting changes is written in one transaction, so that a run that was killed at any moment is
gone on with by the next: an answer is kept together with what it names, or it is asked for again.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from trackrecord.collect.web.fetched import Fetched, Hop, Known, Wanted
from trackrecord.ledger.opening import explained, writing

if TYPE_CHECKING:
    from trackrecord.ledger.ledger import Ledger

MOST_TRIES = 5
"""Runs in which an address may fail before it is given up."""
_WANTED = ("url", "want", "via", "depth", "title", "publisher", "published", "language")
_COLUMNS = "url, final_url, kind, status, reason, http, request, headers, hops, peer, at, sha256, wire_sha256, wire_size, version"


class Page(NamedTuple):
    """A fetched page that no publication has yet: its place in the table, where it is, its hash, what is stated of it."""

    number: int
    final_url: str
    sha256: str
    title: str | None
    publisher: str | None
    published: str | None


class FetchStore:
    """The tables of collecting in a ledger; what :func:`trackrecord.collect.web.crawling.crawl` asks of a store."""

    def __init__(self, record: Ledger, *, again: bool = False) -> None:
        """Keep the state of a collection in *record*; with *again* pages that were fetched are to be asked for again."""
        self._again = again
        self._asked: set[str] = set()  # in this run: asked once is enough, whatever names it
        self._connection: Connection = record.connection
        self._path: Path = record.path

    def want(self, wanted: list[Wanted]) -> int:
        """Add addresses that a person named; return how many were new. Lists among them are to be asked again."""
        with writing(self._connection, self._path):
            new = self._add(wanted)
            kinds = ("feed", "sitemap")
            for each in wanted:
                if self._again or each.want in kinds or self._was_list(each.url):
                    self._connection.execute(
                        "UPDATE wanted SET state = 'waiting', tries = 0 WHERE url = ? AND state <> 'waiting'",
                        (each.url,),
                    )
        return new

    def _was_list(self, url: str) -> bool:
        """Whether the last answer of an address with a body was a feed or sitemap."""
        row = self._connection.execute(
            "SELECT kind FROM fetched WHERE url = ? AND kind <> 'unchanged' ORDER BY number DESC LIMIT 1",
            (url,),
        ).fetchone()
        return row is not None and row[0] in ("feed", "sitemap")

    def _add(self, wanted: Iterable[Wanted]) -> int:
        before = self._connection.total_changes
        self._connection.executemany(
            f"INSERT OR IGNORE INTO wanted ({', '.join(_WANTED)}, state) VALUES ({', '.join('?' * len(_WANTED))}, 'waiting')",
            ([getattr(each, column) for column in _WANTED] for each in wanted),
        )
        return self._connection.total_changes - before

    def waiting(self) -> list[Wanted]:
        """Return what is to be asked: what was not asked yet, and what failed for a reason that may have passed."""
        query = (
            f"SELECT {', '.join(_WANTED)} FROM wanted WHERE state IN ('waiting', 'failed')"
            # What failed before comes last, so that it cannot keep the rest waiting.
            " ORDER BY state = 'failed', number"
        )
        with explained(self._path):
            return [Wanted(*row) for row in self._connection.execute(query)]

    def known(self, url: str) -> Known | None:
        """Return the ``ETag`` and ``Last-Modified`` of the last good answer of an address, where it had one."""
        query = "SELECT headers FROM fetched WHERE url = ? AND kind IN ('page', 'feed', 'sitemap') ORDER BY number DESC LIMIT 1"
        with explained(self._path):
            row = self._connection.execute(query, (url,)).fetchone()
        if row is None:
            return None
        fields = {key.lower(): value for key, value in json.loads(row[0])}
        return Known(fields.get("etag"), fields.get("last-modified"))

    def done(self, wanted: Wanted, fetched: Fetched, kind: str, more: list[Wanted]) -> int:
        """Keep an answer with what it names; return how many addresses were new. Sitemaps it names are to be asked again."""
        with writing(self._connection, self._path):
            self._keep(fetched, kind)
            new = self._add(more)
            self._asked.add(wanted.url)
            self._renew(wanted, kind, more)
            self._connection.execute(
                "UPDATE wanted SET state = 'done', cause = NULL, step = NULL WHERE url = ?", (wanted.url,)
            )
        return new

    def _renew(self, wanted: Wanted, kind: str, more: list[Wanted]) -> None:
        """Let what a list names be asked again: its sitemaps always, its pages where these are to be asked again."""
        named = {each.url for each in more if each.want == "sitemap" or self._again}
        if kind == "unchanged":
            wants = ("sitemap", "page") if self._again else ("sitemap", "sitemap")
            rows = self._connection.execute(
                "SELECT url FROM wanted WHERE via = ? AND want IN (?, ?)", (wanted.url, *wants)
            )
            named |= {url for (url,) in rows}
        self._connection.executemany(
            "UPDATE wanted SET state = 'waiting' WHERE url = ? AND state = 'done'",
            [(url,) for url in sorted(named - self._asked)],
        )

    def failed(self, wanted: Wanted, cause: str, step: str, *, lasting: bool) -> None:
        """Note why an address could not be had. After :data:`MOST_TRIES` runs it is given up."""
        with writing(self._connection, self._path):
            self._connection.execute(
                "UPDATE wanted SET tries = tries + 1, cause = ?, step = ?,"
                " state = CASE WHEN ? OR tries + 1 >= ? THEN 'refused' ELSE 'failed' END WHERE url = ?",
                (cause, step, lasting, MOST_TRIES, wanted.url),
            )

    def robots(self, origin: str) -> tuple[str, int, bytes] | None:
        """Return when a host's robots.txt was asked for last, with the status and the body."""
        query = "SELECT at, status, sha256 FROM fetched WHERE url = ? AND kind = 'robots' ORDER BY number DESC LIMIT 1"
        with explained(self._path):
            row = self._connection.execute(query, (f"{origin}/robots.txt",)).fetchone()
            return None if row is None else (row[0], row[1], body_of(self._connection, row[2]))

    def keep_robots(self, origin: str, fetched: Fetched) -> None:
        """Keep a host's robots.txt."""
        with writing(self._connection, self._path):
            self._keep(fetched, "robots")

    def _keep(self, fetched: Fetched, kind: str) -> None:
        held = self._connection.execute(
            "SELECT 1 FROM original WHERE sha256 = ?", (fetched.sha256,)
        ).fetchone()
        self._connection.execute(
            "INSERT OR IGNORE INTO fetched_body VALUES (?, ?, ?)",
            (fetched.sha256, len(fetched.body), None if held else zlib.compress(fetched.body, 6)),
        )
        row = (
            fetched.url, fetched.final_url, kind, fetched.status, fetched.reason, fetched.http, _json(fetched.request),
            _json(fetched.headers), _json([asdict(hop) for hop in fetched.hops]), fetched.peer, fetched.at, fetched.sha256,
            fetched.wire_sha256, fetched.wire_size, fetched.version,
        )  # fmt: skip
        self._connection.execute(
            f"INSERT INTO fetched ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row
        )

    def unread(self) -> Iterator[Page]:
        """Yield the pages that no publication has yet, in order of fetching. The ledger may be written to meanwhile."""
        last = 0
        query = (
            "SELECT f.number, f.final_url, f.sha256, w.title, w.publisher, w.published FROM fetched AS f"
            " LEFT JOIN wanted AS w ON w.url = f.url WHERE f.kind = 'page' AND f.number > ? AND NOT EXISTS"
            " (SELECT 1 FROM publication AS p WHERE p.sha256 = f.sha256 AND p.path = f.final_url)"
            " ORDER BY f.number LIMIT 100"
        )
        while True:
            with explained(self._path):
                rows = [Page(*row) for row in self._connection.execute(query, (last,))]
            if not rows:
                return
            yield from rows
            last = rows[-1].number

    def answer(self, number: int) -> tuple[str, Fetched]:
        """Return one answer with its kind. ``KeyError`` where there is none."""
        with explained(self._path):
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM fetched WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                raise KeyError(number)
            return _answer(self._connection, row)

    def answers(self) -> Iterator[tuple[str, Fetched]]:
        """Yield everything that was fetched with its kind, in order of fetching."""
        numbers = [
            number for (number,) in self._connection.execute("SELECT number FROM fetched ORDER BY number")
        ]
        for number in numbers:
            yield self.answer(number)

    def fold(self) -> None:
        """Keep once what is held twice: the bodies that are by now the originals of reports."""
        twice = "data IS NOT NULL AND sha256 IN (SELECT sha256 FROM original)"
        with explained(self._path):
            found = self._connection.execute(f"SELECT 1 FROM fetched_body WHERE {twice} LIMIT 1").fetchone()
        if found:
            with writing(self._connection, self._path):
                self._connection.execute(f"UPDATE fetched_body SET data = NULL WHERE {twice}")

    def states(self) -> dict[str, int]:
        """Return how many addresses are ``waiting``, ``done``, ``failed`` and ``refused``."""
        with explained(self._path):
            found = dict(
                self._connection.execute("SELECT state, count(*) FROM wanted GROUP BY state").fetchall()
            )
        return {state: int(found.get(state, 0)) for state in ("waiting", "done", "failed", "refused")}


def body_of(connection: Connection, sha256: str) -> bytes:
    """Return a fetched body, wherever in the ledger its bytes are. ``KeyError`` where they are not there."""
    row = connection.execute(
        "SELECT ifnull(b.data, o.data) FROM fetched_body AS b LEFT JOIN original AS o USING (sha256) WHERE b.sha256 = ?",
        (sha256,),
    ).fetchone()
    if row is None or row[0] is None:
        raise KeyError(sha256)
    return zlib.decompress(row[0])


def bodies_that_do_not_hold(connection: Connection) -> Iterator[str]:
    """Yield the hashes of fetched bodies that are missing or whose bytes are not what was fetched."""
    for (sha256,) in connection.execute("SELECT sha256 FROM fetched_body ORDER BY sha256").fetchall():
        try:
            if hashlib.sha256(body_of(connection, sha256)).hexdigest() != sha256:
                yield sha256
        except (KeyError, zlib.error):
            yield sha256


def _answer(connection: Connection, row: tuple[object, ...]) -> tuple[str, Fetched]:
    url, final, kind, status, reason, http, request, headers, hops, peer, at, sha256, wire, size, version = (
        row
    )
    fetched = Fetched(
        url=str(url),
        final_url=str(final),
        status=int(str(status)),
        reason=str(reason),
        http=str(http),
        request=_fields(str(request)),
        headers=_fields(str(headers)),
        hops=tuple(Hop(**hop) for hop in json.loads(str(hops))),
        peer=str(peer),
        at=str(at),
        body=body_of(connection, str(sha256)),
        sha256=str(sha256),
        wire_sha256=str(wire),
        wire_size=int(str(size)),
        version=str(version),
    )
    return str(kind), fetched


def _fields(form: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(form))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
