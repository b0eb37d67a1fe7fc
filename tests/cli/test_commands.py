"""The commands as a user runs them: output on the right stream, exit codes, JSON that a machine can read."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from trackrecord.types import Reading


def run(*arguments, stdin=None, env=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "trackrecord", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | (env or {}),
        cwd=cwd,
    )


def test_help_lists_the_commands_and_is_quick():
    started = time.process_time(), time.perf_counter()
    ran = run("--help")
    assert ran.returncode == 0
    for command in ("build", "report", "timeline", "read", "verify", "export"):
        assert command in ran.stdout
    assert time.perf_counter() - started[1] < 10
    # No stage is loaded for it: that is what keeps it quick on any machine.
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "trackrecord", "--help"], capture_output=True, text=True
    ).stderr
    assert "trackrecord.cli" in loaded
    assert not any(
        heavy in loaded for heavy in ("spacy", "trafilatura", "trackrecord.read", "trackrecord.link")
    )


def test_build_says_what_it_found_and_what_next(pile, tmp_path):
    ran = run("build", pile, "--ledger", tmp_path / "a ledger.db")
    assert ran.returncode == 0
    assert ran.stdout == ""
    assert "4 added, 0 known before, 0 left out." in ran.stderr
    assert f"Next: trackrecord report '{tmp_path}/a ledger.db'" in ran.stderr
    assert "\x1b" not in ran.stderr


def test_build_from_standard_input_and_its_json(tmp_path):
    lines = [
        {
            "text": "The president said on Monday that the army would leave the city by Friday.",
            "published": "2026-05-04",
        },
        {"url": "https://x.example"},
    ]
    stdin = "".join(json.dumps(line) + "\n" for line in lines)
    ran = run("build", "-", "--ledger", tmp_path / "r.db", "--json", stdin=stdin)
    assert ran.returncode == 0, ran.stderr
    done = json.loads(ran.stdout)
    assert (done["added"], done["known"]) == (1, 0)
    assert [left["location"] for left in done["left_out"]] == ["-:2"]
    assert done["counts"]["report"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "missing", "--ledger", "r.db"], 3, "missing"),
        (["build", "x.txt"], 2, "--ledger"),
        (["nonsense"], 2, "nonsense"),
        (["report", "missing.db"], 4, "missing.db"),
        (["verify", "notes.txt"], 4, "notes.txt"),
        (["read", "missing.txt", "--json"], 3, "missing.txt"),
        (["export", "missing.db", "out", "--to", "jsonl"], 4, "missing.db"),
        (["export", "missing.db", "out", "--to", "pdf"], 2, "pdf"),
        (["report", "missing.db", "--as-of", "soon"], 2, "soon"),
    ],
)
def test_what_goes_wrong_has_a_message_and_an_exit_code(tmp_path, arguments, code, words):
    (tmp_path / "notes.txt").write_text("This is no ledger, it is a note. " * 40)
    ran = run(*arguments, cwd=tmp_path)
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "missing.db").exists()


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(built, tmp_path):
    path = tmp_path / "newer.db"
    shutil.copy(built, path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = path.read_bytes()
    for command in (["report", path], ["verify", path], ["build", tmp_path, "--ledger", path]):
        ran = run(*command)
        assert ran.returncode == 4
        assert "newer" in ran.stderr
    assert path.read_bytes() == before


def test_report_prints_the_dossier_without_colour_off_a_terminal(built):
    ran = run("report", built, "--all")
    assert ran.returncode == 0, ran.stderr
    for words in (
        "PARTIES",
        "MEETINGS",
        "COMMITMENTS",
        "WHO SAYS WHAT: NAMED SPEAKERS",
        "FIGURES",
        "REPORTS",
    ):
        assert words in ran.stdout
    assert "Ana Ruiz" in ran.stdout
    assert "▸" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_report_of_one_party_and_as_of_a_day(built):
    whole = json.loads(run("report", built, "--json").stdout)
    early = json.loads(run("report", built, "--json", "--as-of", "2027-03-03").stdout)
    assert whole["counts"]["reports"] == 3
    assert (early["counts"]["reports"], early["counts"]["reports_later_or_undated"]) == (1, 2)
    assert {r["published"] for r in early["reports"]} == {"2027-03-02"}
    one = json.loads(run("report", built, "--json", "--party", "ana ruiz").stdout)
    assert [p["name"] for p in one["parties"]] == ["Ana Ruiz"]
    assert {s["speaker"] for s in one["statements"]["named"]} == {"Ana Ruiz"}
    missing = run("report", built, "--party", "Nobody At All")
    assert missing.returncode == 1
    assert "Nobody At All" in missing.stderr


def test_every_evidence_line_of_the_dossier_quotes_its_report(built):
    from trackrecord import Ledger

    data = json.loads(run("report", built, "--json").stdout)
    with Ledger.open(built, read_only=True) as record:
        texts = {r.id: r.text for r in record.reports()}
    lines = []

    def walk(value):
        if isinstance(value, dict):
            if "quote" in value:
                lines.append(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(data)
    assert len(lines) > 20
    for line in lines:
        assert texts[line["report"]][line["start"] : line["end"]] == line["quote"]
        assert line["sentence"] in texts[line["report"]]


def test_read_gives_the_reading_in_its_form(pile):
    from trackrecord.read.form import reading_from_json

    ran = run("read", pile / "plan.txt", "--json", "--published", "2027-03-02")
    assert ran.returncode == 0, ran.stderr
    form = json.loads(ran.stdout)
    assert list(form) == [
        "report", "parties", "dates", "figures", "statements", "events", "commitments", "deeds", "things",
    ]  # fmt: skip
    assert form["report"]["published"] == "2027-03-02"
    assert form["report"]["published_basis"] == "given"
    assert isinstance(reading_from_json(form), Reading)
    text = form["report"]["text"]
    assert "Leave a Reply" not in text
    for figure in form["figures"]:
        start, end = figure["span"]
        assert any(c.isdigit() for c in text[start:end]) or text[start:end].isalpha()


def test_read_takes_standard_input_and_the_text_as_it_stands():
    text = "Leave a Reply\n\nThe mayor said she would resign.\n"
    form = json.loads(run("read", "-", "--json", "--text-only", stdin=text).stdout)
    assert "Leave a Reply" in form["report"]["text"]
    assert form["report"]["removed"] == []
    shown = run("read", "-", stdin=text)
    assert shown.returncode == 0
    assert "Statements" in shown.stdout


def test_verify_names_what_was_tampered_with(built, tmp_path):
    assert run("verify", built).returncode == 0
    path = tmp_path / "tampered.db"
    shutil.copy(built, path)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE span SET quote = 'something else' WHERE start = (SELECT max(start) FROM span)"
        )
    connection.close()
    ran = run("verify", path, "--json")
    assert ran.returncode == 5
    problems = json.loads(ran.stdout)
    assert problems["holds"] is False
    assert "span" in {p["table"] for p in problems["problems"]}


def test_export_writes_every_table_and_inert_cells(built, tmp_path):
    for fmt in ("jsonl", "csv"):
        out = tmp_path / fmt
        ran = run("export", built, out, "--to", fmt)
        assert ran.returncode == 0, ran.stderr
        written = ran.stdout.split()
        assert {os.path.basename(w).partition(".")[0] for w in written} >= {
            "report",
            "span",
            "commitment",
            "thread",
            "finding",
        }
        assert all(os.path.exists(w) for w in written)
    with (tmp_path / "csv" / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3


def test_a_closed_pipe_is_no_error(built):
    command = f"{sys.executable} -m trackrecord report {built} --all | head -1"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr


def test_timeline_prints_days_and_its_json_can_be_read(built):
    ran = run("timeline", built, "--dates", 2)
    assert ran.returncode == 0
    assert ran.stdout.startswith("Timeline of 3 reports")
    assert "\x1b" not in ran.stdout
    data = json.loads(run("timeline", built, "--dates", 2, "--json").stdout)
    assert 1 <= len(data["entries"]) <= 2
    assert data["entries"] == sorted(data["entries"], key=lambda e: e["day"])
    early = json.loads(run("timeline", built, "--as-of", "2027-03-01", "--json").stdout)
    assert all(e["published"] <= "2027-03-01" for e in early["entries"])


def test_timeline_of_nobody_says_where_to_look(built):
    ran = run("timeline", built, "--party", "Nobody Atall")
    assert ran.returncode == 1
    assert "no party is called" in ran.stderr
    assert "trackrecord report" in ran.stderr
    assert run("timeline", built, "--dates", 0).returncode == 2
