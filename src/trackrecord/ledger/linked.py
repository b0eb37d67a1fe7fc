"""Links and findings as they stand in the ledger: rows → nouns.

They are derived from the set of all readings, so they are thrown away and written as a whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import Any

from trackrecord.ledger.browse.summaries import discard_summaries, settle
from trackrecord.ledger.changed import COLUMNS, corruptions_of
from trackrecord.ledger.link_rows import LINK_TABLES
from trackrecord.ledger.rows import unpacked
from trackrecord.types import (
    CopyGroup,
    CopyPair,
    Evidence,
    FigurePair,
    Finding,
    Join,
    LinkedParty,
    Links,
    Occasion,
    Ref,
    Story,
    StoryMember,
    Thread,
)
from trackrecord.weigh.history import StatusChange


def discard_links(connection: Connection) -> None:
    """Throw away all links and findings, inside the caller's transaction."""
    discard_summaries(connection)
    for table in reversed(LINK_TABLES):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE linking SET current = 0")


def restate(connection: Connection, finding: Finding, history: Iterable[StatusChange]) -> None:
    """Write the status of one thread anew, with its changes and summary, inside the caller's transaction."""
    f = finding
    connection.execute(
        "UPDATE finding SET value = ?, rule = ?, explanation = ?, schedule = ? WHERE subject = ? AND kind = 'status'",
        (f.value, f.rule, f.explanation, f.schedule, f.subject),
    )
    connection.execute(
        "UPDATE thread_summary SET status = ?, schedule = ? WHERE thread = ?",
        (f.value, f.schedule, f.subject),
    )
    connection.execute("DELETE FROM status_change WHERE thread = ?", (f.subject,))
    connection.executemany("INSERT INTO status_change VALUES (?, ?, ?, ?, ?, ?)", history)
    settle(connection, f.subject)


def load_links(connection: Connection) -> Links:
    """Return the links as they were written, in the same order."""
    return Links(
        copies=_load_copies(connection),
        joins=tuple(load_joins(connection)),
        parties=tuple(load_parties(connection)),
        occasions=_load_occasions(connection),
        figures=tuple(
            FigurePair(Ref(a, "figure", i), Ref(b, "figure", j), score, reason)
            for a, i, b, j, score, reason in connection.execute(
                "SELECT a_report, a_item, b_report, b_item, score, reason FROM figure_pair ORDER BY item"
            )
        ),
        threads=tuple(load_threads(connection)),
        stories=tuple(load_stories(connection)),
    )


# One row of a table and what hangs on it, as the noun. Lists of all and look-ups of one (``browse.things``) share these.
PARTY_COLUMNS = "id, kind, name, names, offices, country, anonymous"
THREAD_COLUMNS = 'id, kind, by, by_name, "to", to_name, action, reasons'
OCCASION_COLUMNS = "id, type, mode, date, place, reality, outcome"
FINDING_COLUMNS = (
    "item, kind, subject, value, as_of, rule, explanation, promisor_says, others_report, schedule, sources"
)
Rows = Iterable[tuple[Any, ...]]


def party_from(row: tuple[Any, ...], members: Rows) -> LinkedParty:
    """Return the party of a row of :data:`PARTY_COLUMNS`; *members* are reports and places there."""
    id_, kind, name, names, offices, country, anonymous = row
    refs = tuple(Ref(report, "party", index) for report, index in members)
    return LinkedParty(id_, kind, name, unpacked(names), unpacked(offices), country, bool(anonymous), refs)


def thread_from(row: tuple[Any, ...], mentions: Rows, deeds: Rows) -> Thread:
    """Return the thread of a row of :data:`THREAD_COLUMNS`; *mentions* and *deeds* are reports and places there."""
    id_, kind, by, by_name, to, to_name, action, reasons = row
    return Thread(
        id=id_,
        kind=kind,
        by=by,
        by_name=by_name,
        to=to,
        to_name=to_name,
        action=action,
        mentions=tuple(Ref(report, "commitment", index) for report, index in mentions),
        deeds=tuple(Ref(report, "deed", index) for report, index in deeds),
        reasons=unpacked(reasons),
    )


def occasion_from(row: tuple[Any, ...], events: Rows, actors: Rows, recipients: Rows) -> Occasion:
    """Return the occasion of a row of :data:`OCCASION_COLUMNS`; *actors* and *recipients* are rows of a party's id."""
    id_, type_, mode, date, place, reality, outcome = row
    return Occasion(
        id=id_,
        type=type_,
        mode=mode,
        events=tuple(Ref(report, "event", index) for report, index in events),
        actors=tuple(party for (party,) in actors),
        recipients=tuple(party for (party,) in recipients),
        date=date,
        place=place,
        reality=reality,
        outcome=outcome,
    )


def finding_from(connection: Connection, row: tuple[Any, ...]) -> Finding:
    """Return the finding of a row of :data:`FINDING_COLUMNS`, with its evidence."""
    item, kind, subject, value, as_of, rule, explanation, promisor, others, schedule, sources = row
    evidence = tuple(
        Evidence(Ref(report, ref_kind, index), role)
        for report, ref_kind, index, role in connection.execute(
            "SELECT report, ref_kind, ref_item, role FROM finding_evidence WHERE finding = ? ORDER BY item",
            (item,),
        )
    )
    return Finding(
        kind, subject, value, as_of, rule, explanation, evidence, promisor, others, schedule, sources
    )


def load_joins(connection: Connection) -> Iterator[Join]:
    """Yield the joins of parties, made and proposed."""
    query = "SELECT a_report, a_item, b_report, b_item, score, reasons, made FROM party_join ORDER BY item"
    for a, i, b, j, score, reasons, made in connection.execute(query).fetchall():
        yield Join(Ref(a, "party", i), Ref(b, "party", j), score, unpacked(reasons), bool(made))


def load_parties(connection: Connection) -> Iterator[LinkedParty]:
    """Yield the parties across reports."""
    members = _children(connection, "SELECT linked_party, report, party FROM linked_party_member")
    query = f"SELECT {PARTY_COLUMNS} FROM linked_party ORDER BY item"
    for row in connection.execute(query).fetchall():
        yield party_from(row, members[row[0]])


def load_threads(connection: Connection) -> Iterator[Thread]:
    """Yield the threads."""
    mentions = _children(connection, "SELECT thread, report, commitment FROM thread_mention")
    deeds = _children(connection, "SELECT thread, report, deed FROM thread_deed")
    query = f"SELECT {THREAD_COLUMNS} FROM thread ORDER BY item"
    for row in connection.execute(query).fetchall():
        yield thread_from(row, mentions[row[0]], deeds[row[0]])


def load_stories(connection: Connection) -> Iterator[Story]:
    """Yield the stories, in order of their first report."""
    members = _children(connection, "SELECT story, report, score, reason FROM story_member")
    for (id_,) in connection.execute("SELECT id FROM story ORDER BY item").fetchall():
        yield Story(id_, tuple(StoryMember(*member) for member in members[id_]))


def load_findings(connection: Connection, kind: str | None = None) -> Iterator[Finding]:
    """Yield the findings (of one *kind*), in the order they were written in."""
    query = f"SELECT {FINDING_COLUMNS} FROM finding WHERE ? IS NULL OR kind = ? ORDER BY item"
    for row in connection.execute(query, (kind, kind)).fetchall():
        yield finding_from(connection, row)


def _load_copies(connection: Connection) -> tuple[CopyGroup, ...]:
    columns = "copy_group, original, copy, relation, score, reason"
    pairs = _children(connection, f"SELECT {columns} FROM copy_pair")
    changed = _children(
        connection,
        f"SELECT copy_group || '/' || copy, {COLUMNS} FROM corruption",
    )
    originals = connection.execute("SELECT original FROM copy_group ORDER BY item").fetchall()
    return tuple(
        CopyGroup(
            original,
            tuple(
                CopyPair(of, copy, relation, score, why, corruptions_of(changed[f"{original}/{copy}"]))
                for of, copy, relation, score, why in pairs[original]
            ),
        )
        for (original,) in originals
    )


def _load_occasions(connection: Connection) -> tuple[Occasion, ...]:
    events = _children(connection, "SELECT occasion, report, event FROM occasion_event")
    sides = {
        role: _children(connection, "SELECT occasion, party FROM occasion_party", f"role = '{role}'")
        for role in ("actor", "recipient")
    }
    query = f"SELECT {OCCASION_COLUMNS} FROM occasion ORDER BY item"
    return tuple(
        occasion_from(row, events[row[0]], sides["actor"][row[0]], sides["recipient"][row[0]])
        for row in connection.execute(query).fetchall()
    )


def _children(connection: Connection, query: str, where: str = "TRUE") -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of *query* by their first column, each list in the order of ``item``."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for parent, *rest in connection.execute(f"{query} WHERE {where} ORDER BY item"):
        found[parent].append(tuple(rest))
    return found
