"""What a run found out that the next need not: keys of reports, pairs compared, lots grouped, places among stories.

No content, and no part of any export: each row follows from the texts of the reports that it names, and is there to spare
the next run the work. A report that is cleaned anew loses its rows in the same transaction (:func:`forget`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import numpy as np

from trackrecord.ledger.opening import explained, writing
from trackrecord.ledger.stored import load_report
from trackrecord.link.placing import Placement
from trackrecord.link.sketches import Keys
from trackrecord.link.standing import Standing
from trackrecord.types import CopyGroup, CopyPair, Corruption, Report, Span

Pair = tuple[str, str]
_NUMBER = np.dtype("<u8")
KEPT_TABLES = ("compared_report", "compared_pair", "compared_lot", "placed_report")
"""The tables that hold what is kept for the next run."""


class Comparisons:
    """The reports of a ledger that were read, and what was found on comparing them. Each ``keep`` is one transaction."""

    def __init__(self, connection: Connection, path: Path) -> None:
        """*path* is for messages."""
        self._connection = connection
        self._path = path

    def standings(self) -> Mapping[str, Standing]:
        """Return all reports that were read, by id, in order of it, with what decides of two copies which came first."""
        query = (
            "SELECT r.id, r.published, r.garble, length(r.text), r.read_version"
            " FROM reading AS x JOIN report AS r ON r.id = x.report ORDER BY r.id"
        )
        with explained(self._path):
            return {row[0]: Standing(*row[1:]) for row in self._connection.execute(query)}

    def report(self, report_id: str) -> Report:
        """Return a report. ``KeyError`` where there is none."""
        with explained(self._path):
            found = load_report(self._connection, report_id)
        if found is None:
            raise KeyError(report_id)
        return found

    def keys(self) -> Iterator[tuple[str, Keys]]:
        """Yield the reports whose keys are known, in order of id."""
        query = "SELECT c.report, c.keys FROM compared_report AS c JOIN reading AS x ON x.report = c.report ORDER BY 1"
        with explained(self._path):
            for report, blob in self._connection.execute(query):
                if len(blob) >= 8 and len(blob) % 8 == 0:  # else damaged, and made again
                    number, rest = int.from_bytes(blob[:8], "little"), np.frombuffer(blob[8:], _NUMBER)
                    yield report, Keys(rest[:number], rest[number:])

    def keep_keys(self, found: Iterable[tuple[str, Keys]]) -> None:
        """Keep the keys of reports."""
        rows = [
            (report, len(k.bands).to_bytes(8, "little") + np.concatenate((k.bands, k.pairs)).astype(_NUMBER).tobytes())
            for report, k in found
        ]  # fmt: skip
        with writing(self._connection, self._path):
            self._connection.executemany(
                "INSERT OR REPLACE INTO compared_report (report, keys) VALUES (?, ?)", rows
            )

    def verdicts(self) -> Mapping[Pair, bool]:
        """Return whether two reports are one text, for each pair that was compared before; the lower id comes first."""
        with explained(self._path):
            ids = dict(self._connection.execute("SELECT number, id FROM report"))
            found = {}
            for a, b, alike in self._connection.execute("SELECT a, b, alike FROM compared_pair"):
                one, two = ids[a], ids[b]
                found[(one, two) if one < two else (two, one)] = bool(alike)
        return found

    def keep_verdicts(self, found: Iterable[tuple[Pair, bool]]) -> None:
        """Keep what comparing pairs gave."""
        rows = [(a, b, int(alike)) for (a, b), alike in found]
        query = (
            "INSERT OR REPLACE INTO compared_pair"
            " SELECT min(a.number, b.number), max(a.number, b.number), ? FROM report AS a, report AS b"
            " WHERE a.id = ? AND b.id = ?"
        )
        with writing(self._connection, self._path):
            self._connection.executemany(query, ((alike, a, b) for a, b, alike in rows))

    def lots(self) -> set[str]:
        """Return the names of the lots that were grouped before."""
        with explained(self._path):
            return {lot for (lot,) in self._connection.execute("SELECT lot FROM compared_lot")}

    def groups(self, lot: str) -> Sequence[CopyGroup]:
        """Return the groups of a lot that was grouped before."""
        with explained(self._path):
            (form,) = self._connection.execute(
                "SELECT groups FROM compared_lot WHERE lot = ?", (lot,)
            ).fetchone()
        return [CopyGroup(original, tuple(map(_pair, pairs))) for original, pairs in json.loads(form)]

    def keep_groups(
        self, found: Iterable[tuple[str, Sequence[str], Sequence[CopyGroup]]], gone: Iterable[str]
    ) -> None:
        """Keep the groups of lots, each with the reports in it, and forget those of lots that are no more."""
        some = list(found)
        rows = [(lot, _form(groups)) for lot, _, groups in some]
        members = [(lot, report) for lot, reports, _ in some for report in reports]
        with writing(self._connection, self._path):
            self._connection.executemany("DELETE FROM compared_lot WHERE lot = ?", ((lot,) for lot in gone))
            self._connection.executemany("INSERT OR REPLACE INTO compared_lot VALUES (?, ?)", rows)
            self._connection.executemany("UPDATE compared_report SET lot = ? WHERE report = ?", members)


class Placements:
    """Where the reports of a ledger were placed among stories by the last run, before rulings."""

    def __init__(self, connection: Connection, path: Path) -> None:
        """*path* is for messages."""
        self._connection = connection
        self._path = path

    def load(self) -> dict[str, Placement]:
        """Return the placements by report."""
        query = "SELECT report, story, score, reason, published, original, days, ruled FROM placed_report"
        with explained(self._path):
            return {
                report: Placement(
                    story, score, reason, published, original, tuple(json.loads(days)), bool(ruled)
                )
                for report, story, score, reason, published, original, days, ruled in self._connection.execute(
                    query
                )
            }

    def keep(self, before: Mapping[str, Placement], now: Mapping[str, Placement]) -> None:
        """Write what of *now* is not as it was *before*, in one transaction."""
        gone = [(report,) for report in before.keys() - now.keys()]
        rows = [
            (report, *p[:5], json.dumps(p.days), int(p.ruled))
            for report, p in now.items()
            if before.get(report) != p
        ]
        if gone or rows:
            with writing(self._connection, self._path):
                self._connection.executemany("DELETE FROM placed_report WHERE report = ?", gone)
                self._connection.executemany(
                    "INSERT OR REPLACE INTO placed_report VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
                )


def forget(connection: Connection, report: str) -> None:
    """Throw away what was found on comparing and placing a report, inside the caller's transaction."""
    connection.execute("DELETE FROM placed_report WHERE report = ?", (report,))
    number = "(SELECT number FROM report WHERE id = ?)"
    lot = "(SELECT lot FROM compared_report WHERE report = ?)"
    connection.execute(f"DELETE FROM compared_lot WHERE lot = {lot}", (report,))
    if connection.execute("DELETE FROM compared_report WHERE report = ?", (report,)).rowcount:
        connection.execute(f"DELETE FROM compared_pair WHERE a = {number}", (report,))
        connection.execute(f"DELETE FROM compared_pair WHERE b = {number}", (report,))


def forget_all(connection: Connection) -> None:
    """Throw away all of it, inside the caller's transaction."""
    for table in KEPT_TABLES:
        connection.execute(f"DELETE FROM {table}")


def _form(groups: Sequence[CopyGroup]) -> str:
    some = [[g.original, [[*_plain(p), [_told(c) for c in p.corruptions]] for p in g.copies]] for g in groups]
    return json.dumps(some, ensure_ascii=False, separators=(",", ":"))


def _plain(pair: CopyPair) -> tuple[Any, ...]:
    return pair.original, pair.copy, pair.relation, pair.score, pair.reason


def _told(c: Corruption) -> tuple[Any, ...]:
    return c.kind, *c.original, *c.copy, c.original_text, c.copy_text


def _pair(form: Sequence[Any]) -> CopyPair:
    original, copy, relation, score, reason, changed = form
    told = tuple(Corruption(k, Span(a, b), Span(x, y), was, now) for k, a, b, x, y, was, now in changed)
    return CopyPair(original, copy, relation, score, reason, told)
