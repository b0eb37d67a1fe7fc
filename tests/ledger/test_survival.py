"""A kill at any point, a full disk: what was committed is there, the next run completes the rest."""

from __future__ import annotations

import os
import signal
import sqlite3

import pytest

from trackrecord.errors import LedgerError
from trackrecord.ledger import Ledger
from trackrecord.ledger.migrating import LATEST
from trackrecord.types import Reading

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs a process that can be forked and killed"
)


def build(path, small, make):
    """Make the small record as a build does: what is in already is skipped."""
    first, second, links, findings = small
    with Ledger.open(path, create=True) as ledger:
        for number, reading in enumerate((first, second)):
            publication = make.publication(reading.report, f"in/{number}.txt", reading.report.text.encode())
            if not ledger.has_publication(publication.sha256, publication.path):
                ledger.add(reading.report, publication, reading, version="1")
        ledger.replace_links(links, findings, version="1")


def in_a_child(work):
    """Run *work* in a forked process; return its exit code, negative for the signal that killed it."""
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            work()
            code = 0
        except LedgerError as error:
            code = error.exit_code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def watch_sql(seen):
    """Have SQLite call *seen* with every statement that this process runs from now on, before it runs."""
    connect = sqlite3.connect

    def watched(*args, **kwargs):
        connection = connect(*args, **kwargs)
        connection.set_trace_callback(seen)
        return connection

    sqlite3.connect = watched


def content(path):
    with Ledger.open(path, read_only=True) as ledger:
        assert list(ledger.verify()) == []
        return {table: list(ledger.rows(table)) for table in ledger.counts() if table != "left_out"}


@pytest.fixture
def small(first, second, links, findings):
    return first, second, links, findings


@pytest.fixture
def statements(tmp_path, small, make):
    """The SQL statements of a build that runs through, in order."""
    log = tmp_path / "statements"

    def work():
        with log.open("a") as file:
            watch_sql(lambda statement: print(statement.split("\n")[0][:40], file=file))
            build(tmp_path / "whole.db", small, make)

    assert in_a_child(work) == 0
    return log.read_text().splitlines()


def test_a_build_killed_at_any_point_is_completed_by_the_next(tmp_path, small, make, statements):
    whole = content(tmp_path / "whole.db")
    commits = [number for number, statement in enumerate(statements, 1) if statement == "COMMIT"]
    assert len(commits) == LATEST + 3  # the migrations, two reports, the links
    # Just before and just after every commit, at the begin, and in the midst of things all along.
    around = {number + step for number in commits for step in (-1, 0, 1)}
    points = sorted({1, 2, *around, *range(5, len(statements), 29), len(statements)})
    for point in points:
        path = tmp_path / f"killed-{point}.db"
        count = 0

        def kill(statement, last=point):
            nonlocal count
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

        def work(path=path, kill=kill):
            watch_sql(kill)
            build(path, small, make)

        assert in_a_child(work) == -signal.SIGKILL
        committed = sum(number < point for number in commits)
        if committed > LATEST:  # the migrations are through: what was added before the kill must be there
            with Ledger.open(path, read_only=True) as ledger:
                assert ledger.counts()["report"] == min(committed - LATEST, 2)
                assert list(ledger.verify()) == []
        build(path, small, make)
        assert content(path) == whole
        for left in tmp_path.glob(f"killed-{point}.db*"):
            left.unlink()


@pytest.mark.parametrize("room", [0, 40_000, 200_000])
def test_a_disk_that_fills_up_is_named_and_the_old_content_unharmed(record, make, room, tmp_path):
    import resource

    before = content(record)
    report = make(("The gate is open, they said, " * 400 + "and left. ") * 40)
    message = tmp_path / "message"

    def work():
        resource.setrlimit(resource.RLIMIT_FSIZE, (record.stat().st_size + room,) * 2)
        try:
            with Ledger.open(record) as ledger:
                ledger.add(report, make.publication(report), Reading(report), version="1")
        except LedgerError as error:
            message.write_text(str(error))
            raise

    assert in_a_child(work) == LedgerError.exit_code
    assert str(record) in message.read_text()
    assert "disk is full or the file may not grow" in message.read_text()
    assert "Make room" in message.read_text()
    assert content(record) == before
    with Ledger.open(record) as ledger:  # and with room again, the same call goes through
        assert ledger.add(report, make.publication(report), Reading(report), version="1")
