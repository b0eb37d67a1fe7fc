"""Check that what rows refer to is there: foreign keys, the evidence and subjects of findings, rulings' subjects."""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

from trackrecord.ledger.verifying import REBUILD, Problem
from trackrecord.types import FigurePair, Ref, Ruling

_TABLE_OF = {
    "party": "party",
    "date": "date_mention",
    "figure": "figure",
    "statement": "statement",
    "event": "event",
    "commitment": "commitment",
    "deed": "deed",
}
_NAMELESS_KEYS = ("report", "path")


def reference_problems(connection: Connection) -> Iterator[Problem]:
    """Yield every row that refers to something that is not there."""
    yield from _foreign_key_problems(connection)
    yield from _evidence_problems(connection)
    yield from _asked_problems(connection)
    yield from _story_problems(connection)
    yield from _subject_problems(connection)
    yield from _ruling_problems(connection)


def _foreign_key_problems(connection: Connection) -> Iterator[Problem]:
    # SQLite's own check finds all of them but cannot name a row of a table without row numbers.
    violated = {(table, key) for table, _, _, key in connection.execute("PRAGMA foreign_key_check")}
    for table, key in sorted(violated):
        links = [row for row in connection.execute(f"PRAGMA foreign_key_list({table})") if row[0] == key]
        parent = links[0][2]
        # row[3] is the column here, row[4] the one it refers to.
        given = " AND ".join(f'c."{row[3]}" IS NOT NULL' for row in links)
        same = " AND ".join(f'p."{row[4]}" = c."{row[3]}"' for row in links)
        names = _key_columns(connection, table)
        listed = ", ".join(f'c."{name}"' for name in names)
        query = (
            f"SELECT {listed} FROM {table} AS c WHERE {given}"
            f" AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE {same}) ORDER BY {listed}"
        )
        for values in connection.execute(query).fetchall():
            row = " ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
            yield Problem(table, row, f"refers to a row of {parent} that is not there", REBUILD)


def _key_columns(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the columns that name a row of *table*: its primary key, or for publications report and path."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    keys = sorted((row[5], row[1]) for row in rows if row[5])
    return tuple(name for _, name in keys) or _NAMELESS_KEYS


def _evidence_problems(connection: Connection) -> Iterator[Problem]:
    for kind, table in _TABLE_OF.items():
        query = (
            "SELECT finding, item, report, ref_item FROM finding_evidence AS e WHERE ref_kind = ? AND NOT EXISTS"
            f" (SELECT 1 FROM {table} AS t WHERE t.report = e.report AND t.item = e.ref_item) ORDER BY 1, 2"
        )
        for finding, item, report, index in connection.execute(query, (kind,)).fetchall():
            wrong = f"rests on {kind} {index} of report {report}, which is not there"
            yield Problem("finding_evidence", f"finding {finding} item {item}", wrong, REBUILD)


def _asked_problems(connection: Connection) -> Iterator[Problem]:
    """What a language model is said to have proposed is there, and was asked of that model with that prompt."""
    for kind in ("commitment", "deed", "event", "statement"):
        query = (
            "SELECT report, item FROM asked_item AS a WHERE kind = ? AND NOT EXISTS"
            f" (SELECT 1 FROM {_TABLE_OF[kind]} AS t WHERE t.report = a.report AND t.item = a.item) ORDER BY 1, 2"
        )
        for report, item in connection.execute(query, (kind,)).fetchall():
            yield Problem(
                "asked_item", f"{report} {kind} {item}", f"marks a {kind} that is not there", REBUILD
            )
    query = (
        "SELECT a.report, a.kind, a.item FROM asked_item AS a JOIN asked_report AS r ON r.report = a.report"
        " WHERE a.model <> r.model OR a.prompt <> r.prompt ORDER BY 1, 2, 3"
    )
    for report, kind, item in connection.execute(query).fetchall():
        wrong = "is marked with another model or prompt than the one that was asked about its report"
        yield Problem("asked_item", f"{report} {kind} {item}", wrong, REBUILD)


def _story_problems(connection: Connection) -> Iterator[Problem]:
    """Where the links are those of all readings, a report that was read is in a story, and no story is empty."""
    empty = "SELECT id FROM story WHERE id NOT IN (SELECT story FROM story_member) ORDER BY id"
    for (story,) in connection.execute(empty).fetchall():
        yield Problem("story", f"id {story}", "has no report", REBUILD)
    alone = (
        "SELECT report FROM reading WHERE EXISTS (SELECT 1 FROM linking WHERE current) AND EXISTS"
        " (SELECT 1 FROM story) AND report NOT IN (SELECT report FROM story_member) ORDER BY report"
    )
    for (report,) in connection.execute(alone).fetchall():
        yield Problem("story_member", f"report {report}", "is in no story", REBUILD)


def _subject_problems(connection: Connection) -> Iterator[Problem]:
    """A finding is about a thread, an occasion, a story, a pair of figures, a party or a report that is there."""
    known = _subjects(connection)
    for item, subject in connection.execute("SELECT item, subject FROM finding ORDER BY item").fetchall():
        if subject not in known:
            yield Problem("finding", f"item {item}", f"is about {subject}, which is not there", REBUILD)


def _ruling_problems(connection: Connection) -> Iterator[Problem]:
    """A ruling has the id that follows from its content, and is one that could be made.

    Rulings outlive what they are about; one whose subject is gone is no fault of the file: the list of rulings tells.
    """
    from trackrecord.link.rulings.making import ruling_id
    from trackrecord.link.rulings.standing import standings
    from trackrecord.link.rulings.subjects import Places

    query = "SELECT id, kind, subject, value, by, at, reason FROM ruling ORDER BY id"
    for standing in standings([Ruling(*row) for row in connection.execute(query)], Places(())):
        r = standing.ruling
        if r.id != ruling_id(r.kind, r.subject, r.value, r.by, r.at, r.reason):
            step = "Restore the ledger from a copy: rulings are never altered"
            yield Problem("ruling", f"id {r.id}", "its id does not follow from its content", step)
        if standing.state == "malformed":
            step = "It has no effect; rule anew with `trackrecord rule`"
            yield Problem("ruling", f"id {r.id}", f"is not one that can be made: {standing.because}", step)


def _subjects(connection: Connection) -> set[str]:
    # Here and not above: weighing brings in linking and its libraries, which opening a ledger has no need of.
    from trackrecord.weigh.evidence import pair_subject

    tables = ("report", "thread", "linked_party", "occasion", "story")
    query = " UNION ".join(f"SELECT id FROM {table}" for table in tables)
    known = {str(id_) for (id_,) in connection.execute(query)}
    pairs = "SELECT a_report, a_item, b_report, b_item FROM figure_pair"
    return known | {
        pair_subject(FigurePair(Ref(a, "figure", i), Ref(b, "figure", j), 0.0, ""))
        for a, i, b, j in connection.execute(pairs)
    }
