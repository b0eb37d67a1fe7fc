"""What people ruled holds in every format that interprets the record; what cannot be shown is made harmless."""

from __future__ import annotations

import json

import pytest

from trackrecord.engine.ruling import rule_and_relink
from trackrecord.export import FORMATS, parquet, remark, writer
from trackrecord.export.folder import MARKER, write_folder
from trackrecord.ledger import Ledger
from trackrecord.link.rulings import subject_of


@pytest.fixture
def record(built, tmp_path):
    path = tmp_path / "record.db"
    path.write_bytes(built.read_bytes())
    with Ledger.open(path) as ledger:
        yield ledger


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def exported(record, name, out):
    writer(name)(record, out)
    return {path.name: path for path in out.iterdir()}


def test_a_rejected_event_is_in_no_format_and_comes_back_when_that_is_undone(record, tmp_path):
    entry = next(iter(record.events()))
    ruling = rule_and_relink(
        record, "reject", subject_of(entry.reading, entry.ref), by="Ada Berg", reason="a figure of speech"
    ).ruling
    (report, _, index), name = entry.ref, f"{entry.ref.report}:event:{entry.ref.index}"
    ids = {row["Event ID"] for row in lines(exported(record, "plover", tmp_path / "p")["events.jsonl"])}
    assert name not in ids
    assert len(ids) == record.counts()["event"] - 1
    annotations = lines(exported(record, "webannotation", tmp_path / "w")["annotations.jsonl"])
    assert f"urn:trackrecord:{name}" not in {a["id"] for a in annotations}
    tasks = json.loads(exported(record, "labelstudio", tmp_path / "l")["tasks.json"].read_text("utf-8"))
    (task,) = (t for t in tasks if t["data"]["report"] == report)
    mentioned = {r.get("id") or r["from_id"] for r in task["predictions"][0]["result"]}
    assert f"event-{index}-0" not in mentioned
    rule_and_relink(record, "undo", f"ruling/{ruling.id}", by="Ada Berg", reason="it is meant")
    assert name in {
        row["Event ID"] for row in lines(exported(record, "plover", tmp_path / "p")["events.jsonl"])
    }


def test_a_corrected_event_is_told_as_corrected(record, tmp_path):
    entry = next(e for e in record.events() if e.item.reality == "happened")
    value = {"field": "reality", "value": "denied"}
    rule_and_relink(record, "correct", subject_of(entry.reading, entry.ref), value, by="Ada Berg", reason="")
    rows = lines(exported(record, "plover", tmp_path / "p")["events.jsonl"])
    (row,) = (r for r in rows if r["Event ID"] == f"{entry.ref.report}:event:{entry.ref.index}")
    assert row["Reality"] == "denied"


def test_a_rejected_party_is_nobody_in_followthemoney(record, tmp_path):
    party = next(p for p in record.parties() if len(p.members) == 1 and not p.anonymous)
    reading = record.reading(party.members[0].report)
    rule_and_relink(record, "reject", subject_of(reading, party.members[0]), by="Ada Berg", reason="no name")
    files = exported(record, "ftm", tmp_path / "out")
    assert party.id not in files["entities.ftm.json"].read_text("utf-8")
    assert party.id not in files["statements.json"].read_text("utf-8")


def test_a_ledger_where_nobody_ruled_says_that_there_is_nothing_to_review(record):
    assert "No status in this ledger was set by a person" in (remark("claimreview", record) or "")
    assert [name for name in FORMATS if name != "claimreview" and remark(name, record)] == []
    thread = next(t for t in record.threads() if t.kind == "promise")
    # Before anything is linked anew, too: the ruling itself tells the status.
    record.rule("set_status", thread.id, {"status": "kept"}, by="Ada Berg", reason="saw it")
    assert remark("claimreview", record) is None


def test_a_status_set_to_not_rated_is_no_review(record, tmp_path):
    thread = next(t for t in record.threads() if t.kind == "promise")
    record.rule("set_status", thread.id, {"status": "not_rated"}, by="Ada Berg", reason="too early")
    assert exported(record, "claimreview", tmp_path / "out")["claimreviews.jsonl"].read_bytes() == b""


def test_tables_longer_than_a_row_group_are_whole(record, tmp_path, monkeypatch):
    from pyarrow.parquet import ParquetFile

    monkeypatch.setattr(parquet, "_ROWS", 3)
    files = exported(record, "parquet", tmp_path / "out")
    with ParquetFile(files["span.parquet"]) as file:
        assert file.num_row_groups > 3
        assert file.read().to_pylist() == list(record.rows("span"))


def test_without_pyarrow_parquet_says_how_to_get_it(record, tmp_path, monkeypatch):
    import sys

    from trackrecord.errors import TrackrecordError

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(TrackrecordError, match=r"pyarrow.*trackrecord\[tables\]"):
        writer("parquet")(record, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_only_an_earlier_export_wrote_goes_and_what_is_not_its_own_stays(tmp_path):
    out = tmp_path / "out"
    write_folder(out, "obsidian", [("a.md", [b"a"]), ("b.md", [b"b"])])
    (out / "mine.md").write_text("my own note")
    write_folder(out, "obsidian", [("b.md", [b"new"])])
    assert {p.name for p in out.iterdir()} == {"b.md", "mine.md", MARKER}


@pytest.mark.parametrize("name", ["../victim", "..", "sub/victim", "c:victim", ""])
def test_a_marker_that_was_tampered_with_deletes_nothing_outside(tmp_path, name):
    out = tmp_path / "out"
    write_folder(out, "obsidian", [("a.md", [b"a"])])
    (tmp_path / "victim").write_text("keep")
    (out / "sub").mkdir()
    (out / "sub" / "victim").write_text("keep")
    marker = json.loads((out / MARKER).read_text())
    marker["files"][name] = {"rows": 1, "sha256": ""}
    (out / MARKER).write_text(json.dumps(marker))
    write_folder(out, "obsidian", [("a.md", [b"a"])])
    assert (tmp_path / "victim").exists()
    assert (out / "sub" / "victim").exists()
