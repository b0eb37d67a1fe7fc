"""Whole runs: the same record whatever the order, workers and surroundings; killed and resumed; bad input listed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest

from trackrecord import Ledger, build
from trackrecord.errors import LedgerError
from trackrecord.export import writer


def exported(ledger, out):
    """The JSONL export as {file name: bytes}."""
    with Ledger.open(ledger, read_only=True) as record:
        paths = writer("jsonl")(record, out)
    return {p.name: p.read_bytes() for p in paths}


@pytest.fixture(scope="session")
def whole(built, tmp_path_factory):
    return exported(built, tmp_path_factory.mktemp("whole") / "out")


def test_a_run_finds_what_the_pile_tells(built):
    with Ledger.open(built, read_only=True) as record:
        assert list(record.verify()) == []
        reports = list(record.reports())
        assert len(reports) == 3
        copied = [r for r in reports if len(list(record.publications(r.id))) == 2]
        assert [r.title for r in copied] == ["Talks held in Veddick"]
        assert copied[0].publisher == "Fjord Wire"  # the earlier of the two
        plan = next(r for r in reports if r.title and r.title.startswith("Norland"))
        assert [x.text.strip() for x in plan.removed] == ["Leave a Reply"]
        names = {p.name for p in record.parties()}
        assert {"Ana Ruiz", "River Militia"} <= names
        assert {e.item.reality for e in record.events("CONSULT")} >= {"happened", "planned"}
        promises = [e for e in record.commitments() if e.item.deadline_last == "2027-03-20"]
        assert [e.item.by for e in promises] == ["Ana Ruiz"] or [e.item.by for e in promises] == ["Norland"]
        assert all(e.item.condition for e in promises)


def test_the_same_input_again_changes_nothing(pile, built, whole, tmp_path):
    path = tmp_path / "again.db"
    shutil.copy(built, path)
    before = path.read_bytes()
    done = build([pile], path)
    assert (done.added, done.known, done.linked) == (0, 4, False)
    assert exported(path, tmp_path / "out") == whole
    assert path.read_bytes() == before


def test_more_input_adds_only_that_and_ends_at_the_same_record(pile, whole, tmp_path):
    path = tmp_path / "grown.db"
    manifest = pile / "manifest.csv"
    first = build([pile / "later.txt", pile / "held-copy.txt", manifest], path)
    assert (first.added, first.known) == (2, 0)
    second = build([pile], path)
    assert second.added + second.known == 4
    # Sources named one by one have paths without the folder; the record of the folder is what must be the same.
    folder = tmp_path / "two"
    folder.mkdir()
    for name in ("later.txt", "held-copy.txt", "manifest.csv"):
        shutil.copy(pile / name, folder / name)
    half = tmp_path / "half" / "reports"
    shutil.copytree(folder, half)
    path = tmp_path / "halves.db"
    build([half], path)
    for name in ("plan.txt", "held.txt"):
        shutil.copy(pile / name, half / name)
    assert build([half], path).added == 2
    assert exported(path, tmp_path / "out") == whole


@pytest.mark.parametrize(
    ("workers", "environment"),
    [
        ("1", {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        ("2", {"PYTHONHASHSEED": "99", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"}),
    ],
)
def test_workers_locale_time_zone_and_hash_seed_change_nothing(pile, whole, tmp_path, workers, environment):
    path = tmp_path / "other.db"
    # The order in which a folder gives its files is not ours to set, that of its copies is.
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in sorted(os.listdir(pile), reverse=True):
        shutil.copy(pile / name, folder / name)
    command = [
        sys.executable,
        "-m",
        "trackrecord",
        "build",
        str(folder),
        "--ledger",
        str(path),
        "--workers",
        workers,
    ]
    ran = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert exported(path, tmp_path / "out") == whole


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be forked and killed")
def test_killed_at_any_commit_it_is_completed_by_the_next_run(pile, whole, tmp_path):
    connect = sqlite3.connect
    for point in range(1, 40):
        path = tmp_path / f"killed-{point}.db"
        pid = os.fork()
        if pid == 0:
            seen = 0

            def watch(statement, point=point):
                nonlocal seen
                seen += statement == "COMMIT"
                if seen == point:
                    os.kill(os.getpid(), signal.SIGKILL)

            def watched(*args, **kwargs):
                connection = connect(*args, **kwargs)
                connection.set_trace_callback(watch)
                return connection

            sqlite3.connect = watched
            try:
                build([pile], path)
            finally:
                os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        build([pile], path)
        with Ledger.open(path, read_only=True) as record:
            assert list(record.verify()) == []
        assert exported(path, tmp_path / f"out-{point}") == whole, f"killed before commit {point}"
        if code == 0:
            break
    # The migrations, four publications, the journal and the links at the least: all were reached.
    assert code == 0
    assert point > 8


def test_lines_of_the_journal_that_a_killed_run_took_with_it_are_noted_by_the_next(pile, built, tmp_path):
    path = tmp_path / "killed.db"
    shutil.copy(built, path)
    with sqlite3.connect(path) as connection:
        before = set(connection.execute("SELECT location, sha256 FROM journal"))
        connection.execute("DELETE FROM journal WHERE location LIKE '%plan.txt'")
    connection.close()
    done = build([pile], path)
    assert (done.added, done.known, done.linked) == (0, 4, False)
    with sqlite3.connect(path) as connection:
        assert set(connection.execute("SELECT location, sha256 FROM journal")) == before
    connection.close()


def test_reading_and_linking_apart_end_at_the_same_record(pile, whole, tmp_path):
    path = tmp_path / "apart.db"
    read = build([pile], path, link=False)
    assert (read.added, read.linked) == (4, False)
    with Ledger.open(path, read_only=True) as record:
        assert not record.links_current()
        assert list(record.threads()) == []
        assert list(record.verify()) == []
    done = build([pile], path)
    assert (done.added, done.known, done.linked) == (0, 4, True)
    assert exported(path, tmp_path / "out") == whole


def test_bad_items_are_listed_and_stop_nothing(tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text(
        "The mayor met the envoy in Oslo on Monday. They agreed to meet again.\n"
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "broken.jsonl").write_text('{"text": "The army left the town."}\n{"text": \n')
    (folder / "nothing.html").write_text("<html><body><script>1</script></body></html>")
    (folder / "line.txt").write_bytes(b"x" * 10_000_000)
    done = build([folder, tmp_path / "missing.txt"], tmp_path / "record.db")
    assert done.added == 2
    listed = {left.location.replace(str(tmp_path), ""): left for left in done.left_out}
    assert set(listed) == {
        "/missing.txt",
        "/mixed/binary.txt",
        "/mixed/broken.jsonl:2",
        "/mixed/empty.txt",
        "/mixed/line.txt",
        "/mixed/nothing.html",
    }
    assert all(left.cause and left.step for left in done.left_out)


def test_another_language_is_kept_and_not_read(tmp_path):
    french = "Le ministre a rencontré les délégués à Paris lundi et il a promis de rouvrir le pont avant la fin du mois."
    (tmp_path / "fr.txt").write_text(french, encoding="utf-8")
    done = build([tmp_path / "fr.txt"], tmp_path / "record.db")
    assert (done.added, done.not_read, done.languages) == (1, 1, {"fr": 1})
    with Ledger.open(tmp_path / "record.db", read_only=True) as record:
        assert [r.language for r in record.reports()] == ["fr"]
        assert list(record.readings()) == []


def test_a_report_that_an_older_version_read_is_read_again(pile, whole, built, tmp_path):
    path = tmp_path / "old.db"
    shutil.copy(built, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE report SET read_version = '0.0.1'")
    connection.close()
    done = build([pile], path)
    assert (done.added, done.reread) == (0, 3)
    assert exported(path, tmp_path / "out") == whole


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process whose files cannot grow")
@pytest.mark.parametrize("room", [20_000, 200_000, 260_000])
def test_a_full_disk_is_named_and_the_next_run_completes(pile, whole, tmp_path, room):
    import resource

    path = tmp_path / "full.db"
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        said = "no error"
        try:
            build([pile], path)
        except LedgerError as error:
            said = str(error)
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.waitpid(pid, 0)
    said = os.read(reader, 10_000).decode()
    assert "the disk is full or the file may not grow" in said
    assert str(path) in said
    build([pile], path)
    assert exported(path, tmp_path / "out") == whole


_SANK = (
    "The ferry Marigold sank off Port Sand on Tuesday with 212 people aboard, the coast guard said. Divers pulled 31 "
    "survivors from the water."
)
_BOTH = (
    "The ferry Marigold sank off Port Sand with 212 people aboard. Harbour pilots began a strike over night work and pay, "
    "and the pilots' union in Eastport said that talks with owner Karl Brandt had failed."
)
_STRIKE = (
    "Harbour pilots began a strike over night work and pay. The pilots' union in Eastport said that talks with owner Karl "
    "Brandt had failed. Tankers wait outside."
)


def _lines(path, *told):
    path.write_text("\n".join(json.dumps({"text": t, "published": p}) for t, p in told), encoding="utf-8")
    return path


def test_a_report_that_comes_in_late_changes_stories_as_if_it_had_been_there_and_says_so(tmp_path):
    first = _lines(tmp_path / "first.jsonl", (_SANK, "2031-03-04"), (_BOTH, "2031-03-05"))
    done = build([first], tmp_path / "grown.db")
    with Ledger.open(tmp_path / "grown.db", read_only=True) as record:
        assert [len(s.members) for s in record.stories()] == [2]
    assert done.regrouped == 0
    later = _lines(tmp_path / "later.jsonl", (_SANK + " More follows.", "2031-03-06"))
    assert build([later], tmp_path / "grown.db").regrouped == 0
    late = _lines(tmp_path / "late.jsonl", (_STRIKE, "2031-03-03"))
    assert build([late], tmp_path / "grown.db").regrouped == 3
    build([first, later, late], tmp_path / "whole.db")
    assert (
        exported(tmp_path / "grown.db", tmp_path / "a")["story_member.jsonl"]
        == (exported(tmp_path / "whole.db", tmp_path / "b")["story_member.jsonl"])
    )
