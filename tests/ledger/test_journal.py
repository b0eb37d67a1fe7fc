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


def test_whether_something_is_noted_is_asked_by_place_and_bytes(ledger):
    ledger.record_run("r1", "2031-05-02T10:00:00Z", [LINE], [GAP])
    assert ledger.is_noted(LINE.location, LINE.sha256)
    assert not ledger.is_noted(LINE.location, "1" * 64)
    assert not ledger.is_noted(GAP.location, LINE.sha256)


def test_a_run_looks_at_the_lines_of_its_own_places_only(ledger):
    ledger.record_run("r1", "2031-05-02T10:00:00Z", [LINE], [GAP])
    plans = []
    ledger.connection.set_trace_callback(plans.append)
    ledger.record_run("r2", "2031-05-03T10:00:00Z", [Collected("/home/r/in/c.txt", "2" * 64, "added")], [])
    ledger.connection.set_trace_callback(None)
    asked = [statement for statement in plans if statement.startswith("SELECT")]
    assert asked
    assert all("WHERE location = " in statement for statement in asked)


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
