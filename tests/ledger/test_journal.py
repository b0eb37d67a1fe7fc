"""The journal: what was collected when, and what was left out."""

from __future__ import annotations

import pytest

from trackrecord.ledger import Collected, Ledger
from trackrecord.ledger.content import CONTENT_TABLES
from trackrecord.types import LeftOut

LINE = Collected("/home/r/in/a.txt", "0" * 64, "added")
GAP = LeftOut("/home/r/in/b.txt", "is empty", "Remove it or fill it")


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        yield ledger


def test_what_was_left_out_is_listed(ledger):
    other = LeftOut("/home/r/in/a.gz", "is no gzip file", "Unpack it by hand")
    assert ledger.record_run("r1", "2031-05-02T10:00:00Z", [LINE], [GAP, other])
    assert list(ledger.left_out()) == [other, GAP]


def test_a_run_over_the_same_input_records_nothing_new(ledger):
    ledger.record_run("r1", "2031-05-02T10:00:00Z", [LINE], [GAP])
    assert not ledger.record_run("r2", "2031-05-03T10:00:00Z", [LINE], [GAP])
    journal = ledger.connection.execute("SELECT run, location FROM journal").fetchall()
    assert journal == [("r1", LINE.location)]


def test_what_is_taken_at_last_is_no_longer_left_out(ledger):
    ledger.record_run("r1", "2031-05-02T10:00:00Z", [], [GAP])
    assert ledger.record_run("r2", "2031-05-03T10:00:00Z", [Collected(GAP.location, "1" * 64, "added")], [])
    assert list(ledger.left_out()) == []


def test_what_fails_in_another_way_is_listed_once(ledger):
    ledger.record_run("r1", "2031-05-02T10:00:00Z", [], [GAP])
    worse = LeftOut(GAP.location, "is not text", "Convert it")
    ledger.record_run("r2", "2031-05-03T10:00:00Z", [], [worse])
    assert list(ledger.left_out()) == [worse]


def test_times_and_paths_of_this_machine_are_no_content(ledger):
    ledger.record_run("r1", "2031-05-02T10:00:00Z", [LINE], [GAP])
    assert not {"journal", "left_out"} & set(CONTENT_TABLES)
    assert "/home/r" not in str([list(ledger.rows(table)) for table in CONTENT_TABLES])
