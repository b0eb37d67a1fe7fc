"""Verifying: nothing is wrong with a good ledger, and every way of tampering is found and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from trackrecord.ledger import Ledger
from trackrecord.ledger.verifying import text_id

TAMPERINGS = [
    ("span", "UPDATE span SET quote = 'reopen the tunnel' WHERE quote = 'reopen the bridge'", "quotes"),
    ("span", "UPDATE span SET before = 'x' WHERE quote = 'she'", "before or after"),
    ("span", "UPDATE span SET after = '' WHERE quote = 'she'", "before or after"),
    ("span", "INSERT INTO span SELECT report, 0, 9999, quote, before, after FROM span LIMIT 1", "does not lie"),
    ("span", "INSERT INTO span SELECT id, 1, 2, substr(text, 2, 1), substr(text, 1, 1),"
             " substr(text, 3, 30) FROM report LIMIT 1", "nothing points"),
    ("span", "DELETE FROM span WHERE quote = '1 May'", "is missing"),
    ("report", "UPDATE report SET text = text || ' And more.'", "hash"),
    ("report", "UPDATE report SET published = '2031-01-01'", "earliest publication"),
    ("report", "DELETE FROM publication WHERE path = 'in/0.txt'", "no publication"),
    ("original", "UPDATE original SET data = zeroblob(20)", "hash and size"),
    ("original", "UPDATE original SET size = size + 1", "hash and size"),
    ("original", "DELETE FROM original", "is missing"),
    ("party", "UPDATE party SET name = 'Ada Borg' WHERE name = 'Ada Berg'", "not what was read"),
    ("story", "DELETE FROM story_member", "has no report"),
    ("story_member", "DELETE FROM story_member WHERE item = 1", "is in no story"),
    ("story_member", "UPDATE story_member SET report = 'no such report' WHERE item = 1", "not there"),
    ("party", "DELETE FROM party WHERE name = 'Ada Berg'", "is missing"),
    ("mention", "DELETE FROM mention", "is missing"),
    ("statement", "DELETE FROM statement", "is missing"),
    ("commitment", "UPDATE commitment SET kind = 'threat'", "not what was read"),
    ("commitment", "UPDATE commitment SET by_party = 'p2'", "not what was read"),
    ("deed", "UPDATE deed SET relation = 'broken'", "not what was read"),
    ("figure", "UPDATE figure SET value = 12", "not what was read"),
    ("figure", "UPDATE figure SET given_by = 'p9'", "refers to a row of party"),
    ("reading", "UPDATE reading SET json = '{}'", "not a whole reading"),
    ("thread_mention", "UPDATE thread_mention SET commitment = 7", "refers to a row of commitment"),
    ("thread_deed", "UPDATE thread_deed SET report = 'gone'", "refers to a row of deed"),
    ("thread", "DELETE FROM thread_mention", "points at no text"),
    ("linked_party", "DELETE FROM linked_party_member WHERE linked_party = 'Pberg'", "points at no text"),
    ("finding_evidence", "UPDATE finding_evidence SET ref_item = 5 WHERE ref_kind = 'deed'", "rests on deed 5"),
    ("finding", "UPDATE finding SET subject = 'T8' WHERE kind = 'status'", "about T8"),
    ("finding", "UPDATE finding SET subject = 'x|y' WHERE kind = 'figures'", "about x|y"),
    ("occasion", "DELETE FROM occasion_event", "points at no text"),
    ("occasion_party", "UPDATE occasion_party SET party = 'P0'", "refers to a row of linked_party"),
    ("copy_group", "DELETE FROM copy_pair", "points at no text"),
    ("note", "INSERT INTO note VALUES ('gone', 0, 'x')", "refers to a row of report"),
    ("finding", "DELETE FROM finding_evidence WHERE finding = 0", "points at no text"),
    ("ruling", "INSERT INTO ruling VALUES (1, 'R1', 'reject', 'deed/a/0-9', NULL, 'R. L.', '2031-06-01', 'read')", "does not follow"),
    ("ruling", "INSERT INTO ruling VALUES (1, 'R1', 'accept', 'T8', NULL, 'R. L.', '2031-06-01', 'read')", "names nothing"),
    ("report_search", "INSERT INTO report_search (report_search) VALUES ('delete-all')", "holds 0 of 2"),
]  # fmt: skip


def test_nothing_is_wrong_with_a_good_ledger(record):
    before = record.read_bytes()
    with Ledger.open(record, read_only=True) as ledger:
        assert list(ledger.verify()) == []
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("table", "tampering", "wrong"), TAMPERINGS, ids=[case[1][:60] for case in TAMPERINGS]
)
def test_tampering_is_found_and_named(record, table, tampering, wrong):
    with closing(sqlite3.connect(record)) as connection:
        # Somebody with a file and intent: no triggers, no foreign keys.
        guards = connection.execute("SELECT name FROM sqlite_schema WHERE name LIKE '%is_never%'").fetchall()
        for (guard,) in guards:
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute(tampering)
        connection.commit()
    with Ledger.open(record, read_only=True) as ledger:
        problems = list(ledger.verify())
    found = [problem for problem in problems if problem.table == table and wrong in problem.wrong]
    assert found, problems
    assert all(problem.step for problem in problems)
    assert all(problem.row for problem in found) or table == "report_search"


def test_a_damaged_page_is_a_problem_and_no_crash(record):
    data = bytearray(record.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    record.write_bytes(bytes(data))
    with Ledger.open(record, read_only=True) as ledger:
        problems = list(ledger.verify())
    assert any(problem.table == "(file)" for problem in problems)


def test_a_report_s_id_is_what_cleaning_gives():
    from trackrecord.clean import report_id

    for text in ("", "Plain.", "שלום 👩‍👩‍👧‍👦 e\u0301\r\n"):
        assert text_id(text) == report_id(text)
