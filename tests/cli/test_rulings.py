"""The commands for rulings as a user runs them, in this process: streams, exit codes, JSON, merging."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from trackrecord.cli import main
from trackrecord.ledger import Ledger


@pytest.fixture
def record(built, tmp_path):
    return shutil.copy(built, tmp_path / "record.db")


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Run a command line; return exit code, standard output and standard error."""

    def ran(*arguments, stdin=b""):
        import io

        monkeypatch.setattr(sys, "argv", ["trackrecord", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return ended.value.code, out.decode(), err.decode()

    return ran


def a_thread(path):
    with Ledger.open(path, read_only=True) as ledger:
        return next(t for t in ledger.threads() if t.deeds)


def test_a_ruling_is_made_listed_and_undone(run, record):
    thread = a_thread(record)
    code, out, err = run(
        "rule", record, thread.id, "set-status", "--status", "superseded", "--by", "Ann", "--reason", "saw it"
    )
    assert code == 0, err
    id_ = out.strip()
    assert id_.startswith("R")
    assert f"{thread.id}: " in err
    assert "→ superseded" in err
    code, out, _ = run("report", record)
    assert "Set by Ann on" in " ".join(out.split())
    code, out, err = run("rulings", "list", record)
    assert (code, out.count("\n")) == (0, 1)
    assert out.startswith(id_)
    assert "in_force: set_status thread/" in out
    assert "“saw it”" in out
    assert run("rule", record, id_, "undo", "--by", "Ann", "--reason", "was wrong")[0] == 0
    listed = json.loads(run("rulings", "list", record, "--state", "undone", "--json")[1])
    assert [(r["id"], r["state"], r["value"]) for r in listed["rulings"]] == [
        (id_, "undone", {"status": "superseded"})
    ]


def test_the_name_can_come_from_the_environment_and_json_tells_what_changed(run, record, monkeypatch):
    monkeypatch.setenv("TRACKRECORD_NAME", "Ben")
    thread = a_thread(record)
    code, out, _ = run("rule", record, thread.id, "set-status", "--status", "kept", "--reason", "x", "--json")
    done = json.loads(out)
    assert (code, done["ruling"]["by"], done["state"]) == (0, "Ben", "in_force")
    assert [s["thread"] for s in done["statuses"]] == [thread.id]
    assert done["conflicts"] == []


def test_a_correction_takes_texts_numbers_and_nothing(run, record):
    with Ledger.open(record, read_only=True) as ledger:
        figure = next(f.ref for f in ledger.figures())
        commitment = next(c.ref for c in ledger.commitments())
    by = ("--by", "Ann", "--reason", "x", "--json", "--later")
    names = [f"{r.report}:{r.kind}:{r.index}" for r in (figure, commitment)]
    for name, field, value, kept in (
        (names[0], "value", "12", 12),
        (names[0], "unit", "12", "12"),
        (names[1], "by", "null", None),
        (names[1], "by", "The Mayor", "The Mayor"),
        (names[1], "denied", "true", True),
    ):
        code, out, err = run("rule", record, name, "correct", "--field", field, "--value", value, *by)
        assert code == 0, err
        assert json.loads(out)["ruling"]["value"] == {"field": field, "value": kept}
        assert json.loads(out)["applied"] is False
    with Ledger.open(record, read_only=True) as ledger:
        assert len(ledger.rulings()) == 5


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["T00000", "accept", "--by", "A", "--reason", "x"], 1, "no such thing in the ledger"),
        (["T00000", "accept", "--reason", "x"], 2, "--by"),
        (["T00000", "bless", "--by", "A", "--reason", "x"], 2, "bless"),
        (
            ["T00000", "accept", "--status", "kept", "--by", "A", "--reason", "x"],
            2,
            "does not go with accept",
        ),
        (["T00000", "set-status", "--by", "A", "--reason", "x"], 2, "needs --status"),
        (["T00000", "correct", "--field", "by", "--by", "A", "--reason", "x"], 2, "needs --value"),
    ],
)
def test_what_cannot_be_ruled_is_said_in_one_line(run, record, arguments, code, words):
    found, out, err = run("rule", record, *arguments)
    assert (found, out) == (code, "")
    assert words in err
    assert "Traceback" not in err


def test_two_ledgers_rulings_are_merged_and_conflicts_shown(run, record, built, tmp_path):
    other = shutil.copy(built, tmp_path / "other.db")
    thread = a_thread(record)
    run("rule", record, thread.id, "set-status", "--status", "kept", "--by", "Ann", "--reason", "saw it")
    run("rule", other, thread.id, "set-status", "--status", "broken", "--by", "Ben", "--reason", "did not")
    run("rule", other, thread.id, "accept", "--by", "Ben", "--reason", "hm")
    code, lines, err = run("rulings", "export", other)
    assert (code, err) == (0, "")
    assert len(lines.splitlines()) == 2
    code, out, err = run("rulings", "import", record, "-", "--json", stdin=lines.encode())
    assert code == 0
    done = json.loads(out)
    assert (done["added"], done["known"], done["left_out"]) == (2, 0, [])
    (conflict,) = [c for c in done["conflicts"] if c["question"].startswith("the status of")]
    assert {r["by"] for r in conflict["rulings"]} == {"Ann", "Ben"}
    assert conflict["decides"] == conflict["rulings"][-1]["id"]
    assert "2 rulings added, 0 known before" in err
    assert "conflict: the status of" in err
    assert "conflict: the status of" in run("rulings", "list", record)[1]
    code, out, err = run("rulings", "import", record, "-", stdin=lines.encode())
    assert "0 rulings added, 2 known before" in err
    target = tmp_path / "rulings.jsonl"
    run("rulings", "export", record, target)
    run("rulings", "import", other, target)
    for name in ("a", "b"):
        assert run("export", (record, other)[name == "b"], tmp_path / name, "--to", "jsonl")[0] == 0
    for file in ("ruling.jsonl", "finding.jsonl", "thread.jsonl", "linked_party.jsonl"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_bad_lines_are_named_and_stop_nothing(run, record):
    good = {
        "kind": "reject",
        "subject": f"deed/{'f' * 32}/0-4",
        "by": "Ann",
        "at": "2031-01-01",
        "reason": "x",
    }
    lines = [
        b"{nonsense",
        b"\xff\xfe",
        b"[]",
        json.dumps(good | {"kind": "bless"}).encode(),
        b"[" * 100_000,
        b"",
    ]
    code, out, err = run(
        "rulings", "import", record, "-", stdin=b"\n".join([*lines, json.dumps(good).encode()])
    )
    assert (code, out) == (0, "")
    assert "1 rulings added, 0 known before, 5 left out." in err
    assert "left out: -:1: it is no JSON in UTF-8" in err
    assert "left out: -:4: “bless” is no kind of ruling" in err
    assert "without a place: R" in err
    assert run("rulings", "import", record, "-", stdin=b"{nonsense")[0] == 3
    assert run("rulings", "import", record, "no-such-file")[0] == 3
    assert run("rulings", "import", record)[0] == 2


def test_a_hostile_ruling_is_listed_as_plain_text_in_one_line(run, record):
    line = {
        "kind": "reject", "subject": f"deed/{'f' * 32}/0-4", "by": "Ann\x1b[2J", "at": "2031-01-01",
        "reason": "a\nR0 in_force: forged\x1b]0;x\x07 \u202e",
    }  # fmt: skip
    run("rulings", "import", record, "-", stdin=json.dumps(line).encode())
    out = run("rulings", "list", record)[1]
    assert len(out.splitlines()) == 2  # the ruling, and why it has no place
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_review_prints_commands_that_can_be_run(run, record):
    code, out, err = run("review", record, "--limit", "3")
    assert code == 0
    assert "doubt" in out
    assert f"trackrecord rule {record} " in out
    assert "3 rows." in err
    data = json.loads(run("review", record, "--json", "--sample", "--kind", "deed", "--limit", "2")[1])
    assert {row["evidence"][0]["kind"] for row in data["rows"]} == {"deed"}
    assert run("review", record, "--kind", "deed")[0] == 2


def test_measure_says_how_far_to_trust(run, record):
    code, _, err = run("measure", record)
    assert code == 0
    assert "Nobody has ruled" in err
    subject = json.loads(run("review", record, "--json", "--sample", "--kind", "deed")[1])["rows"][0][
        "subject"
    ]
    run("rule", record, subject, "accept", "--by", "Ann", "--reason", "x")
    line = next(x for x in run("measure", record)[1].splitlines() if x.startswith("deed"))
    assert line.split()[2:] == ["1", "1", "100%", "(21%", "to", "100%)"]
    rows = json.loads(run("measure", record, "--json")[1])["rows"]
    assert {"kind": "deed", "ruled": 1, "right": 1, "precision": 1.0}.items() <= next(
        row for row in rows if row["kind"] == "deed"
    ).items()


def test_rebuild_says_what_became_of_the_rulings(run, record):
    stray = {
        "kind": "reject",
        "subject": f"deed/{'f' * 32}/0-4",
        "by": "Ann",
        "at": "2031-01-01",
        "reason": "x",
    }
    run("rulings", "import", record, "-", stdin=json.dumps(stray).encode())
    run("rule", record, a_thread(record).id, "set-status", "--status", "kept", "--by", "Ann", "--reason", "x")
    code, out, err = run("rebuild", record, "--json")
    assert code == 0
    done = json.loads(out)
    assert (done["reread"], done["rulings"]["in_force"], done["rulings"]["unplaced"]) == (3, 1, 1)
    assert "3 reports read again; 1 rulings in force." in err
    assert "without a place: R" in err
    assert run("verify", record)[0] == 0
    assert run("rebuild", record.parent / "none.db")[0] == 4
