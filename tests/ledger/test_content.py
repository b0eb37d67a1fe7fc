"""Content rows: whole, sorted, and free of numbers that depend on how the ledger came about."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from trackrecord.ledger import Ledger
from trackrecord.ledger.browse.summaries import SUMMARY_TABLES
from trackrecord.ledger.comparing import KEPT_TABLES
from trackrecord.ledger.content import CONTENT_TABLES

FETCHED = {"wanted", "fetched", "fetched_body"}  # evidence of collecting, with times and addresses
NO_CONTENT = {"journal", "left_out", "linking", *FETCHED, *SUMMARY_TABLES, *KEPT_TABLES}


def test_every_table_is_content_or_left_out_on_purpose(record):
    with closing(sqlite3.connect(record)) as connection:
        own = "type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search%'"
        tables = {name for (name,) in connection.execute(f"SELECT name FROM sqlite_schema WHERE {own}")}
    assert tables - NO_CONTENT == set(CONTENT_TABLES)


def test_every_row_is_there(record):
    with Ledger.open(record, read_only=True) as ledger:
        counts = ledger.counts()
        for table in CONTENT_TABLES:
            rows = list(ledger.rows(table))
            assert len(rows) == counts[table]
            assert all(tuple(row) == ledger.columns(table) for row in rows)


def test_values_are_typed(record):
    with Ledger.open(record, read_only=True) as ledger:
        (party,) = (row for row in ledger.rows("party") if row["name"] == "Ada Berg")
        figure = next(row for row in ledger.rows("figure") if row["value"] == 120)
    assert party["names"] == []
    assert party["anonymous"] is False
    assert isinstance(figure["value"], int)


def test_beside_each_span_stands_its_text(record):
    with Ledger.open(record, read_only=True) as ledger:
        (commitment,) = ledger.rows("commitment")
        quotes = [row["quote"] for row in ledger.rows("date_mention")]
    assert commitment["quote"] == "Ada Berg promised Sundmark to reopen the bridge by 1 May."
    assert commitment["action_quote"] == "reopen the bridge"
    assert commitment["deadline_quote"] == "by 1 May"
    assert commitment["condition_quote"] is None
    assert quotes == ["1 May"]


def test_evidence_names_its_finding_by_content(record):
    with Ledger.open(record, read_only=True) as ledger:
        keys = {row["finding"]: row["kind"] for row in ledger.rows("finding")}
        evidence = [(keys[row["finding"]], row["ref_kind"]) for row in ledger.rows("finding_evidence")]
    assert len(keys) == 3
    assert sorted(evidence) == [
        ("corroboration", "deed"),
        ("figures", "figure"),
        ("figures", "figure"),
        ("status", "deed"),
    ]


def test_no_other_table_is_handed_out(record):
    with Ledger.open(record, read_only=True) as ledger, pytest.raises(KeyError):
        list(ledger.rows("journal"))
