"""Look up one thing of the record and what hangs on it, without loading the rest.

Each function costs a few index look-ups, however large the ledger is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from trackrecord.ledger.changed import COLUMNS, corruptions_of
from trackrecord.ledger.rows import unpacked
from trackrecord.ledger.stored import load_reading
from trackrecord.types import (
    CopyGroup,
    CopyPair,
    Corruption,
    Evidence,
    Finding,
    Join,
    LinkedParty,
    Links,
    Occasion,
    Reading,
    Ref,
    Span,
    Story,
    StoryMember,
    Thread,
)


def thread(connection: Connection, thread_id: str) -> Thread | None:
    """Return the thread with that id, or None."""
    row = connection.execute(
        'SELECT id, kind, by, by_name, "to", to_name, action, reasons FROM thread WHERE id = ?', (thread_id,)
    ).fetchone()
    if row is None:
        return None
    mentions = connection.execute(
        "SELECT report, commitment FROM thread_mention WHERE thread = ? ORDER BY item", (thread_id,)
    )
    deeds = connection.execute(
        "SELECT report, deed FROM thread_deed WHERE thread = ? ORDER BY item", (thread_id,)
    )
    id_, kind, by, by_name, to, to_name, action, reasons = row
    return Thread(
        id=id_,
        kind=kind,
        by=by,
        by_name=by_name,
        to=to,
        to_name=to_name,
        action=action,
        mentions=tuple(Ref(report, "commitment", item) for report, item in mentions),
        deeds=tuple(Ref(report, "deed", item) for report, item in deeds),
        reasons=unpacked(reasons),
    )


def party(connection: Connection, party_id: str) -> LinkedParty | None:
    """Return the party across reports with that id, or None."""
    row = connection.execute(
        "SELECT id, kind, name, names, offices, country, anonymous FROM linked_party WHERE id = ?",
        (party_id,),
    ).fetchone()
    if row is None:
        return None
    members = connection.execute(
        "SELECT report, party FROM linked_party_member WHERE linked_party = ? ORDER BY item", (party_id,)
    )
    id_, kind, name, names, offices, country, anonymous = row
    refs = tuple(Ref(report, "party", item) for report, item in members)
    return LinkedParty(id_, kind, name, unpacked(names), unpacked(offices), country, bool(anonymous), refs)


def occasion(connection: Connection, occasion_id: str) -> Occasion | None:
    """Return the occasion with that id, or None."""
    row = connection.execute(
        "SELECT id, type, mode, date, place, reality, outcome FROM occasion WHERE id = ?", (occasion_id,)
    ).fetchone()
    if row is None:
        return None
    events = connection.execute(
        "SELECT report, event FROM occasion_event WHERE occasion = ? ORDER BY item", (occasion_id,)
    )
    sides: dict[str, list[str]] = {"actor": [], "recipient": []}
    for role, party_id in connection.execute(
        "SELECT role, party FROM occasion_party WHERE occasion = ? ORDER BY role, item", (occasion_id,)
    ):
        sides[role].append(party_id)
    id_, type_, mode, date, place, reality, outcome = row
    return Occasion(
        id=id_,
        type=type_,
        mode=mode,
        events=tuple(Ref(report, "event", item) for report, item in events),
        actors=tuple(sides["actor"]),
        recipients=tuple(sides["recipient"]),
        date=date,
        place=place,
        reality=reality,
        outcome=outcome,
    )


def story(connection: Connection, story_id: str) -> Story | None:
    """Return the story with that id, or None."""
    members = connection.execute(
        "SELECT report, score, reason FROM story_member WHERE story = ? ORDER BY item", (story_id,)
    ).fetchall()
    return Story(story_id, tuple(StoryMember(*m) for m in members)) if members else None


def story_of(connection: Connection, report: str) -> str | None:
    """Return the id of the story that a report is in, or None."""
    row = connection.execute("SELECT story FROM story_member WHERE report = ?", (report,)).fetchone()
    return None if row is None else str(row[0])


def copies_of(connection: Connection, report: str) -> CopyGroup | None:
    """Return the copy group that a report is in, as original or as copy, or None."""
    row = connection.execute(
        "SELECT original FROM copy_group WHERE original = ?1"
        " UNION ALL SELECT copy_group FROM copy_pair WHERE copy = ?1 LIMIT 1",
        (report,),
    ).fetchone()
    if row is None:
        return None
    pairs = connection.execute(
        "SELECT item, original, copy, relation, score, reason FROM copy_pair WHERE copy_group = ? ORDER BY item",
        (row[0],),
    ).fetchall()
    changed = f"SELECT {COLUMNS} FROM corruption WHERE copy_group = ? AND pair = ? ORDER BY item"
    return CopyGroup(
        row[0],
        tuple(
            CopyPair(of, copy, how, score, why, corruptions_of(connection.execute(changed, (row[0], item))))
            for item, of, copy, how, score, why in pairs
        ),
    )


def corruptions_in(connection: Connection, report: str) -> list[tuple[str, Corruption]]:
    """Return what a report tells otherwise than the text that it copies, each with the original's id, in its order."""
    rows = connection.execute(
        "SELECT original, kind, original_start, original_end, copy_start, copy_end, original_text, copy_text"
        " FROM corruption WHERE copy = ? ORDER BY copy_start, item",
        (report,),
    )
    return [
        (original, Corruption(kind, Span(a, b), Span(c, d), original_text, copy_text))
        for original, kind, a, b, c, d, original_text, copy_text in rows
    ]


def joins_of(connection: Connection, member: Ref) -> list[Join]:
    """Return the joins, made and proposed, that a party of one report has a part in."""
    rows = connection.execute(
        "SELECT a_report, a_item, b_report, b_item, score, reasons, made FROM party_join"
        " WHERE (a_report = ?1 AND a_item = ?2) OR (b_report = ?1 AND b_item = ?2) ORDER BY item",
        (member.report, member.index),
    )
    return [
        Join(Ref(a, "party", i), Ref(b, "party", j), score, unpacked(reasons), bool(made))
        for a, i, b, j, score, reasons, made in rows.fetchall()
    ]


def findings_on(connection: Connection, subject: str) -> list[Finding]:
    """Return the findings on a thread, an occasion or a pair of figures."""
    columns = "item, kind, subject, value, as_of, rule, explanation, promisor_says, others_report, schedule, sources"
    rows = connection.execute(f"SELECT {columns} FROM finding WHERE subject = ? ORDER BY item", (subject,))
    return [_finding(connection, row) for row in rows.fetchall()]


def finding(connection: Connection, number: int) -> Finding | None:
    """Return the finding of that number (which holds until links are written again), or None."""
    columns = "item, kind, subject, value, as_of, rule, explanation, promisor_says, others_report, schedule, sources"
    row = connection.execute(f"SELECT {columns} FROM finding WHERE item = ?", (number,)).fetchone()
    return None if row is None else _finding(connection, row)


def _finding(connection: Connection, row: Sequence[Any]) -> Finding:
    item, kind, subject, value, as_of, rule, explanation, promisor, others, schedule, sources = row
    evidence = connection.execute(
        "SELECT report, ref_kind, ref_item, role FROM finding_evidence WHERE finding = ? ORDER BY item",
        (item,),
    )
    pieces = tuple(Evidence(Ref(report, ref_kind, index), role) for report, ref_kind, index, role in evidence)
    return Finding(
        kind, subject, value, as_of, rule, explanation, pieces, promisor, others, schedule, sources
    )


def threads_of(connection: Connection, report: str) -> dict[Ref, str]:
    """Return the threads of a report's commitments and deeds, by reference."""
    found = {
        Ref(report, "commitment", item): thread_id
        for item, thread_id in connection.execute(
            "SELECT commitment, thread FROM thread_mention WHERE report = ?", (report,)
        )
    }
    for item, thread_id in connection.execute(
        "SELECT deed, thread FROM thread_deed WHERE report = ?", (report,)
    ):
        found.setdefault(Ref(report, "deed", item), thread_id)
    return found


def occasions_of(connection: Connection, report: str) -> dict[Ref, str]:
    """Return the occasions of a report's events, by reference."""
    rows = connection.execute("SELECT event, occasion FROM occasion_event WHERE report = ?", (report,))
    return {Ref(report, "event", item): occasion_id for item, occasion_id in rows}


def readings_of(connection: Connection, reports: Iterable[str]) -> list[Reading]:
    """Return the readings of these reports, sorted by id; a report that was not read has none."""
    found = (load_reading(connection, report) for report in sorted(set(reports)))
    return [reading for reading in found if reading is not None]


def links_around(connection: Connection, reports: Iterable[str], threads: tuple[Thread, ...] = ()) -> Links:
    """Return links that hold only the parties and the copy groups of these reports, and *threads*.

    A party's ``members`` are those in these reports, so that a few reports of a large ledger stay a few.
    """
    some = sorted(set(reports))
    members: dict[str, list[Ref]] = {}
    groups: dict[str, CopyGroup] = {}
    for report in some:
        for party_id, item in connection.execute(
            "SELECT linked_party, party FROM linked_party_member WHERE report = ? ORDER BY party", (report,)
        ):
            members.setdefault(party_id, []).append(Ref(report, "party", item))
        if (group := copies_of(connection, report)) is not None:
            groups[group.original] = group
    parties = []
    for party_id in sorted(members):
        row = connection.execute(
            "SELECT kind, name, country, anonymous FROM linked_party WHERE id = ?", (party_id,)
        ).fetchone()
        kind, name, country, anonymous = row
        parties.append(
            LinkedParty(party_id, kind, name, (name,), (), country, bool(anonymous), tuple(members[party_id]))
        )
    return Links(
        copies=tuple(groups[original] for original in sorted(groups)),
        parties=tuple(parties),
        threads=threads,
    )
