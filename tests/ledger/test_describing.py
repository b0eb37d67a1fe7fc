"""What tables and columns are, in words: all of them, and none that is not there."""

from __future__ import annotations

import pytest

from trackrecord.ledger import Ledger
from trackrecord.ledger.content import CONTENT_TABLES
from trackrecord.ledger.describing import _all, about_column, about_table, tables


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("describing") / "record.db", create=True) as ledger:
        yield ledger


def stored(ledger):
    """The tables of the schema with their columns, without full-text indexes and what SQLite keeps those in."""
    names = [
        name for (name,) in ledger.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    return {
        name: [column for _, column, *_ in ledger.connection.execute(f"PRAGMA table_info({name})")]
        for name in names
        if "_search" not in name
    }


def test_every_table_and_column_of_a_fresh_ledger_is_described(fresh):
    found = stored(fresh)
    assert set(tables()) == set(found)
    for table, columns in found.items():
        assert about_table(table).endswith(".")
        for column in columns:
            assert about_column(table, column)[0].isalnum(), (table, column)


def test_so_is_every_column_that_exports_have_besides(fresh):
    for table in CONTENT_TABLES:
        for column in fresh.columns(table):
            assert about_column(table, column)


def test_nothing_is_described_that_is_not_there(fresh):
    found, used = stored(fresh), set()
    for table, described in _all()["tables"].items():
        columns = {*found[table], *(fresh.columns(table) if table in CONTENT_TABLES else ())}
        assert set(described.get("columns", {})) <= columns, table
        used |= columns - set(described.get("columns", {}))
    assert set(_all()["common"]) <= used | {"quote"}


def test_what_is_not_there_has_no_words():
    with pytest.raises(KeyError):
        about_table("nothing")
    with pytest.raises(KeyError, match=r"report\.nothing"):
        about_column("report", "nothing")
