"""JSON lines: whole, and the same bytes for the same content."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.export.jsonl import export
from trackrecord.ledger import Ledger
from trackrecord.ledger.content import CONTENT_TABLES
from trackrecord.types import CopyGroup, CopyPair, Finding, Links


def exported(ledger_path, out_dir):
    with Ledger.open(ledger_path, read_only=True) as ledger:
        return {path.name: path.read_bytes() for path in export(ledger, out_dir)}


@given(data=st.data())
@settings(max_examples=6)
def test_two_ledgers_with_the_same_content_export_the_same_bytes(data, drawn, fill_with, tmp_path_factory):
    arrivals = drawn(data, 3)
    folder = tmp_path_factory.mktemp("order")
    one = fill_with(folder / "one.db", arrivals)
    other = fill_with(folder / "other.db", data.draw(st.permutations(arrivals)))
    assert exported(one, folder / "one") == exported(other, folder / "other")


@given(data=st.data())
@settings(max_examples=6)
def test_every_row_is_there_and_every_span_quotes_its_report(data, drawn, fill_with, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    path = fill_with(folder / "record.db", drawn(data, 2))
    files = exported(path, folder / "out")
    tables = {name: [json.loads(line) for line in content.split(b"\n")[:-1]] for name, content in files.items()
              if name.endswith(".jsonl")}  # fmt: skip
    with Ledger.open(path, read_only=True) as ledger:
        assert {name: len(rows) for name, rows in tables.items()} == {
            f"{table}.jsonl": count for table, count in ledger.counts().items() if table != "left_out"
        }
    texts = {row["id"]: row["text"] for row in tables["report.jsonl"]}
    for row in tables["span.jsonl"]:
        assert texts[row["report"]][row["start"] : row["end"]] == row["quote"]


def test_there_is_a_file_for_every_table_even_an_empty_one(tmp_path, fill_with):
    files = exported(fill_with(tmp_path / "record.db", []), tmp_path / "out")
    assert set(files) == {f"{table}.jsonl" for table in CONTENT_TABLES} | {
        "datapackage.json",
        "trackrecord-export.json",
    }
    assert files["span.jsonl"] == b""


def test_findings_do_not_depend_on_the_order_they_came_in(tmp_path, fill_with):
    findings = [
        Finding("status", f"T{number}", "unclear", None, "none", "Nothing clear.") for number in range(3)
    ]
    exports = []
    for name, order in (("one", findings), ("other", findings[::-1])):
        path = fill_with(tmp_path / f"{name}.db", [])
        with Ledger.open(path) as ledger:
            ledger.replace_links(Links(), order)
        exports.append(exported(path, tmp_path / name))
    assert exports[0] == exports[1]
    assert exports[0]["finding.jsonl"].count(b"\n") == 3


def test_letters_of_all_scripts_stay_readable(tmp_path, fill_with, make_record):
    files = exported(
        fill_with(tmp_path / "record.db", make_record("Šárka מדברת 👩‍👩‍👧‍👦.")), tmp_path / "out"
    )
    assert "Šárka מדברת 👩‍👩‍👧‍👦." in files["report.jsonl"].decode("utf-8")


def test_a_line_is_a_line_to_every_reader(tmp_path, fill_with, make_record):
    text = "One\u2028two\u2029three\x85four."
    lines = exported(fill_with(tmp_path / "record.db", make_record(text)), tmp_path / "out")["report.jsonl"]
    (line,) = lines.decode("utf-8").splitlines()
    assert json.loads(line)["text"] == text


def test_copies_are_named_by_report_and_not_by_position(tmp_path, fill_with, make_record):
    arrivals = [*make_record("One text."), *make_record("One text, cut.")]
    a, b = (reading.report.id for reading, _ in arrivals)
    path = fill_with(tmp_path / "record.db", arrivals)
    with Ledger.open(path) as ledger:
        ledger.replace_links(Links(copies=(CopyGroup(a, (CopyPair(a, b, "near", 0.5, "cut"),)),)), [])
    files = exported(path, tmp_path / "out")
    assert json.loads(files["copy_group.jsonl"]) == {"original": a}
    assert json.loads(files["copy_pair.jsonl"])["copy_group"] == a
