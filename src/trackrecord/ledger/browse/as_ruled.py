"""The summaries as people ruled: rejected items are in no list and no count, corrected ones are listed as corrected.

The tables of readings hold what was read; only what is made from them for pages changes. Runs inside the caller's
transaction, after the summaries were filled, and touches only what was ruled on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from trackrecord.link.piles import Pile
from trackrecord.link.rulings.applying import Applied
from trackrecord.link.rulings.standing import in_force
from trackrecord.link.rulings.subjects import items
from trackrecord.types import Commitment, Figure, Reading, Ref, Statement

_COUNTED = {
    "statement": "statements",
    "commitment": "commitments",
    "deed": "deeds",
    "figure": "figures",
    "event": "events",
}


def rule_summaries(connection: Connection, applied: Applied) -> None:
    """Bring the summaries into line with what was rejected and corrected in *applied*."""
    readings = Pile.of(applied.read).by_id
    corrected = sorted(
        {
            s.place
            for s in in_force(applied.standings)
            if s.ruling.kind == "correct" and isinstance(s.place, Ref) and s.place not in applied.rejected
        }
    )
    _count(connection, applied.rejected)
    _rule_statements(connection, readings, corrected, applied.rejected)
    _rule_figures(connection, readings, corrected, applied.rejected)
    _rule_threads(connection, readings, [ref for ref in corrected if ref.kind == "commitment"])


def _count(connection: Connection, rejected: Iterable[Ref]) -> None:
    for (report, kind), number in sorted(Counter((ref.report, ref.kind) for ref in rejected).items()):
        if kind in _COUNTED:
            column = _COUNTED[kind]
            connection.execute(
                f"UPDATE report_summary SET {column} = {column} - ? WHERE report = ?", (number, report)
            )


def _rule_statements(
    connection: Connection, readings: Mapping[str, Reading], corrected: Iterable[Ref], rejected: Iterable[Ref]
) -> None:
    gone = [ref for ref in rejected if ref.kind == "statement"]
    changed = [ref for ref in corrected if ref.kind == "statement"]
    for ref in gone:
        connection.execute(
            "DELETE FROM statement_summary WHERE report = ? AND item = ?", (ref.report, ref.index)
        )
    for ref in changed:
        statement: Statement = items(readings[ref.report], "statement")[ref.index]
        party, name = _linked(connection, readings[ref.report], statement.party)
        speaker = (None if statement.anonymous else name) or statement.speaker_text
        connection.execute(
            "UPDATE statement_summary SET kind = ?, anonymous = ?, party = ?, speaker = ? WHERE report = ? AND item = ?",
            (statement.kind, int(statement.anonymous), party, speaker, ref.report, ref.index),
        )
    if gone or changed:
        connection.execute(
            "UPDATE party_summary SET statements ="
            " (SELECT count(*) FROM statement_summary AS s WHERE s.party = party_summary.party)"
        )


def _rule_figures(
    connection: Connection, readings: Mapping[str, Reading], corrected: Iterable[Ref], rejected: Iterable[Ref]
) -> None:
    """Who gave which figure: without those rejected, and as corrected."""
    changed = [ref for ref in corrected if ref.kind == "figure"]
    for ref in (*(ref for ref in rejected if ref.kind == "figure"), *changed):
        connection.execute("DELETE FROM given_summary WHERE report = ? AND item = ?", (ref.report, ref.index))
    for ref in changed:
        figure: Figure = items(readings[ref.report], "figure")[ref.index]
        party, _ = _linked(connection, readings[ref.report], figure.given_by)
        if party is not None:
            connection.execute(
                "INSERT INTO given_summary SELECT ?, ?, ?, day FROM report_summary WHERE report = ?",
                (ref.report, ref.index, party, ref.report),
            )


def _linked(connection: Connection, reading: Reading, party: str | None) -> tuple[str | None, str | None]:
    """Return id and name of the party across reports that one of a reading is of."""
    index = next((i for i, known in enumerate(reading.parties) if known.id == party), None)
    row = connection.execute(
        "SELECT l.id, l.name FROM linked_party_member AS m JOIN linked_party AS l ON l.id = m.linked_party"
        " WHERE m.report = ? AND m.party = ?",
        (reading.report.id, index),
    ).fetchone()
    return (None, None) if row is None else (str(row[0]), str(row[1]))


def _rule_threads(connection: Connection, readings: Mapping[str, Reading], corrected: Iterable[Ref]) -> None:
    """Fill in anew what the summary of a thread takes from its mentions, where one of them was corrected."""
    threads = {
        thread
        for ref in corrected
        for (thread,) in connection.execute(
            "SELECT thread FROM thread_mention WHERE report = ? AND commitment = ?", (ref.report, ref.index)
        )
    }
    for thread in sorted(threads):
        some: list[Commitment] = [
            items(readings[report], "commitment")[index]
            for report, index in connection.execute(
                "SELECT report, commitment FROM thread_mention WHERE thread = ? ORDER BY item", (thread,)
            )
        ]
        deadline = max((c.deadline_last for c in some if c.deadline_last), default=None)
        connection.execute(
            "UPDATE thread_summary SET polarity = ?, deadline = ?, denied = ? WHERE thread = ?",
            (some[0].polarity, deadline, int(any(c.denied for c in some)), thread),
        )
