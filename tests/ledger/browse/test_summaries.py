"""What pages count: a ledger of before is filled as one that is written now, and every count is that of the rows."""

import sqlite3
from contextlib import closing

import pytest

from trackrecord import Ledger
from trackrecord.ledger import migrating
from trackrecord.ledger.browse.listing import Asked, rows_of
from trackrecord.ledger.browse.summaries import SUMMARY_TABLES
from trackrecord.ledger.browse.tables import COMMITMENTS, LISTINGS
from trackrecord.weigh.history import WHILE_IT_LASTS


@pytest.fixture(scope="module")
def connection(built):
    with Ledger.open(built, read_only=True) as record:
        yield record.connection


def as_it_was(built, path, number):
    """Make a ledger of the schema that the first *number* migrations make, with all that *built* holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "LATEST", number)
        with closing(sqlite3.connect(path, isolation_level=None)) as old:
            migrating.migrate(old)
    with closing(sqlite3.connect(path)) as old:
        old.execute("ATTACH ? AS new", (str(built),))
        tables = (
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'"
        )
        for (table,) in old.execute(tables).fetchall():
            had = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT OR REPLACE INTO {table} ({had}) SELECT {had} FROM new.{table}")
        for index in ("report_search", "statement_search", "thread_search"):
            old.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        old.commit()


def rows(connection, table):
    return sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)


def test_a_ledger_of_before_is_filled_as_one_that_is_written_now(built, tmp_path, connection):
    path = tmp_path / "old.db"
    as_it_was(built, path, migrating._FILES.index("0011_quick_pages.sql"))
    with Ledger.open(path) as record:
        for table in SUMMARY_TABLES:
            assert rows(record.connection, table) == rows(connection, table), table
        assert rows(connection, "given_summary")
        assert list(record.verify()) == []


def test_the_days_count_what_the_lists_hold(connection):
    asked = {"undertaking": "yes", "anonymous": "0"}
    for noun, n in connection.execute("SELECT noun, sum(n) FROM day_count GROUP BY noun"):
        some = {name: value for name, value in asked.items() if LISTINGS[noun].filter(name)}
        if noun == "statements":
            some = {}
        assert n == len(list(rows_of(connection, LISTINGS[noun], Asked(some)))), noun


def test_as_of_every_day_each_status_is_that_of_its_changes(connection):
    changes = connection.execute("SELECT thread, day, until, status, schedule FROM status_change").fetchall()
    days = sorted(
        {day for _, day, *_ in changes} | {until for _, _, until, *_ in changes if until < WHILE_IT_LASTS}
    )
    assert len(days) > 3
    later = connection.execute("SELECT count(*) FROM thread_summary AS t WHERE since > first").fetchone()[0]
    assert later, "every status has been as it is from the first day on: the look-up is not tested"
    for day in days:
        held = {c[0]: c[3:] for c in changes if c[1] <= day < c[2]}
        for row in rows_of(connection, COMMITMENTS, Asked({"undertaking": "any"}, as_of=day)):
            assert (row["status"], row["schedule"]) == held.get(row["thread"], ("not_rated", None)), (
                day,
                row,
            )
