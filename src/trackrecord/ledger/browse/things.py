"""Look up one thing of the record and what hangs on it, without loading the rest.

Each function costs a few index look-ups, however large the ledger is.
"""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from trackrecord.ledger.changed import COLUMNS, corruptions_of
from trackrecord.ledger.linked import (
    FINDING_COLUMNS,
    OCCASION_COLUMNS,
    PARTY_COLUMNS,
    THREAD_COLUMNS,
    finding_from,
    occasion_from,
    party_from,
    thread_from,
)
from trackrecord.ledger.rows import unpacked
from trackrecord.ledger.stored import load_reading
from trackrecord.types import (
    CopyGroup,
    CopyPair,
    Corruption,
    Finding,
    Join,
    LinkedParty,
    Links,
    Occasion,
    Reading,
    Ref,
    Story,
    StoryMember,
    Thread,
)


def thread(connection: Connection, thread_id: str) -> Thread | None:
    """Return the thread with that id, or None."""
    row = connection.execute(f"SELECT {THREAD_COLUMNS} FROM thread WHERE id = ?", (thread_id,)).fetchone()
    if row is None:
        return None
    mentions = "SELECT report, commitment FROM thread_mention WHERE thread = ? ORDER BY item"
    deeds = "SELECT report, deed FROM thread_deed WHERE thread = ? ORDER BY item"
    return thread_from(row, connection.execute(mentions, row[:1]), connection.execute(deeds, row[:1]))


def party(connection: Connection, party_id: str, most: int | None = None) -> LinkedParty | None:
    """Return the party across reports with that id, or None; with *most*, with only so many of its members."""
    row = connection.execute(f"SELECT {PARTY_COLUMNS} FROM linked_party WHERE id = ?", (party_id,)).fetchone()
    if row is None:
        return None
    members = "SELECT report, party FROM linked_party_member WHERE linked_party = ? ORDER BY item LIMIT ?"
    return party_from(row, connection.execute(members, (party_id, -1 if most is None else most)))


def occasion(connection: Connection, occasion_id: str) -> Occasion | None:
    """Return the occasion with that id, or None."""
    row = connection.execute(
        f"SELECT {OCCASION_COLUMNS} FROM occasion WHERE id = ?", (occasion_id,)
    ).fetchone()
    if row is None:
        return None
    events = "SELECT report, event FROM occasion_event WHERE occasion = ? ORDER BY item"
    side = "SELECT party FROM occasion_party WHERE occasion = ? AND role = ? ORDER BY item"
    actors, recipients = (
        connection.execute(side, (occasion_id, role)).fetchall() for role in ("actor", "recipient")
    )
    return occasion_from(row, connection.execute(events, row[:1]), actors, recipients)


def story(connection: Connection, story_id: str) -> Story | None:
    """Return the story with that id, or None."""
    members = connection.execute(
        "SELECT report, score, reason FROM story_member WHERE story = ? ORDER BY item", (story_id,)
    ).fetchall()
    return Story(story_id, tuple(StoryMember(*m) for m in members)) if members else None


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
        f"SELECT original, {COLUMNS} FROM corruption WHERE copy = ? ORDER BY copy_start, item", (report,)
    ).fetchall()
    found = corruptions_of(row[1:] for row in rows)
    return [(row[0], corruption) for row, corruption in zip(rows, found, strict=True)]


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
    query = f"SELECT {FINDING_COLUMNS} FROM finding WHERE subject = ? ORDER BY item"
    return [finding_from(connection, row) for row in connection.execute(query, (subject,)).fetchall()]


def model_of(connection: Connection, ref: Ref) -> str | None:
    """Return the language model that proposed an item of a reading, or None where it was read without one."""
    row = connection.execute(
        "SELECT model FROM asked_item WHERE report = ? AND kind = ? AND item = ?",
        (ref.report, ref.kind, ref.index),
    ).fetchone()
    return None if row is None else str(row[0])


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
