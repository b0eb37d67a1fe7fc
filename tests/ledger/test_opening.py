"""Opening what is, and what is not, a ledger."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from trackrecord.errors import LedgerError
from trackrecord.ledger import Ledger
from trackrecord.ledger.migrating import APPLICATION_ID, LATEST
from trackrecord.types import LeftOut


def test_a_new_ledger_is_marked_strict_and_at_the_latest_version(tmp_path):
    path = tmp_path / "record.db"
    Ledger.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (LATEST,)
        own = "type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search%'"
        loose = f"SELECT name FROM sqlite_schema WHERE {own} AND sql NOT LIKE '%STRICT%'"
        assert connection.execute(loose).fetchall() == []
    assert path.read_bytes()[68:72] == b"TrRc"


def test_a_closed_ledger_is_one_file(record):
    assert [path.name for path in record.parent.iterdir()] == ["record.db"]
    # Not marked as logged either, or no other program could open it where nothing can be written.
    assert record.read_bytes()[18:20] == b"\x01\x01"


@pytest.mark.parametrize(
    ("prepare", "cause"),
    [
        (lambda path: None, "there is no ledger here"),
        (lambda path: path.mkdir(), "is a folder"),
        (os.mkfifo, "is no ordinary file"),
        (lambda path: path.write_bytes(b""), "is not a trackrecord ledger"),
        (lambda path: path.write_bytes(b"notes on the talks\n" * 100), "is not a trackrecord ledger"),
        (
            lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 4000),
            "is not a trackrecord ledger",
        ),
    ],
    ids=["missing", "folder", "pipe", "empty", "text", "broken header"],
)
def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path, prepare, cause):
    path = tmp_path / "record.db"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError, match=cause) as caught:
        Ledger.open(path)
    assert caught.value.thing == str(path)
    assert caught.value.step
    assert (path.read_bytes() if path.is_file() else None) == before


def test_another_program_s_database_is_refused_even_where_one_may_be_made(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="is not a trackrecord ledger"):
        Ledger.open(path, create=True)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(record):
    with closing(sqlite3.connect(record)) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = record.read_bytes()
    for options in ({}, {"create": True}, {"read_only": True}):
        with pytest.raises(LedgerError, match="newer trackrecord"):
            Ledger.open(record, **options)
    assert record.read_bytes() == before


def test_an_empty_file_may_be_made_a_ledger(tmp_path):
    path = tmp_path / "record.db"
    path.touch()
    with Ledger.open(path, create=True) as ledger:
        assert set(ledger.counts().values()) == {0}


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(LedgerError, match="folder does not exist"):
        Ledger.open(tmp_path / "nowhere" / "record.db", create=True)


@pytest.fixture
def locked_folder(record):
    """A folder with the small record in it, in which nothing can be made or changed."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(record, folder / "record.db")
    folder.chmod(0o555)
    # The superuser may write anywhere, so the test becomes somebody else for a while.
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(user)
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_a_read_only_folder_is_named_when_making_and_no_matter_when_reading(locked_folder, links):
    with pytest.raises(LedgerError, match="cannot be written") as caught:
        Ledger.open(locked_folder / "new.db", create=True)
    assert "another place" in caught.value.step
    with Ledger.open(locked_folder / "record.db", read_only=True) as ledger:
        assert ledger.counts()["report"] == 2
        assert list(ledger.verify()) == []
    assert [path.name for path in locked_folder.iterdir()] == ["record.db"]


def test_a_ledger_in_a_read_only_folder_cannot_be_written_and_is_unharmed(locked_folder, links):
    before = (locked_folder / "record.db").read_bytes()
    with pytest.raises(LedgerError), Ledger.open(locked_folder / "record.db") as ledger:
        ledger.replace_links(links, [], version="2")
    assert (locked_folder / "record.db").read_bytes() == before


def test_a_ledger_opened_for_reading_cannot_be_written(record, links):
    before = record.read_bytes()
    with Ledger.open(record, read_only=True) as ledger, pytest.raises(LedgerError, match="cannot be written"):
        ledger.replace_links(links, [], version="2")
    assert record.read_bytes() == before


def test_a_ledger_that_another_process_writes_to_is_locked(record, links):
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Ledger.open(record, timeout=0.05) as ledger,
            pytest.raises(LedgerError, match="another process is writing") as caught,
        ):
            ledger.replace_links(links, [], version="2")
        other.execute("ROLLBACK")
    assert "try again" in caught.value.step


def test_a_ledger_left_behind_by_a_killed_writer_opens_for_reading(record, tmp_path, links):
    ledger = Ledger.open(record)
    ledger.replace_links(links, [], version="2")
    # What a kill leaves: the file and its log, not folded in.
    for path in tmp_path.glob("record.db*"):
        (tmp_path / path.name.replace("record", "killed")).write_bytes(path.read_bytes())
    ledger.close()
    assert (tmp_path / "killed.db-wal").stat().st_size > 0
    with Ledger.open(tmp_path / "killed.db", read_only=True) as killed:
        assert killed.links_current("2")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE report SET text = 'other'",
        "DELETE FROM report",
        "UPDATE publication SET url = 'x'",
        "DELETE FROM publication",
        "UPDATE original SET size = 1",
        "DELETE FROM original",
        "UPDATE ruling SET by = 'someone else'",
        "DELETE FROM ruling",
    ],
)
def test_reports_publications_and_rulings_cannot_be_altered_even_by_hand(record, change):
    with closing(sqlite3.connect(record)) as connection:
        connection.execute(
            "INSERT INTO ruling (id, kind, subject, value, by, at, reason)"
            " VALUES ('R1', 'accept', 'thread/a/0-9', NULL, 'R. Lindqvist', '2031-06-01', 'read it')"
        )
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(change)


def test_whoever_opens_what_a_killed_writer_left_folds_it_into_one_file(record, tmp_path, links):
    ledger = Ledger.open(record)
    ledger.replace_links(links, [], version="2")
    (tmp_path / "killed").mkdir()
    for path in tmp_path.glob("record.db*"):
        (tmp_path / "killed" / path.name).write_bytes(path.read_bytes())
    ledger.close()
    with Ledger.open(tmp_path / "killed" / "record.db") as killed:
        assert killed.links_current("2")
    assert [path.name for path in (tmp_path / "killed").iterdir()] == ["record.db"]


def test_closing_twice_does_nothing(record):
    ledger = Ledger.open(record)
    ledger.close()
    ledger.close()


def test_a_path_may_hold_any_sign(tmp_path):
    path = tmp_path / "a?mode=ro#b%20 c.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.record_run("r1", "2031-05-02T10:00:00Z", [], [LeftOut("a", "b", "c")])
    with Ledger.open(path, read_only=True) as ledger:
        assert len(list(ledger.left_out())) == 1
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
