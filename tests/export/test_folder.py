"""The export's folder: nothing foreign overwritten, no half export taken for a whole one."""

from __future__ import annotations

import json

import pytest

from trackrecord.errors import TrackrecordError
from trackrecord.export import FORMATS, writer
from trackrecord.export.folder import MARKER, write_folder
from trackrecord.ledger import Ledger


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def failing(good):
    yield ("a.txt", [good])
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_exporting_again_into_the_same_folder_gives_the_same(tmp_path, fill_with, make_record, format_):
    path = fill_with(tmp_path / "record.db", make_record("Text."))
    out = tmp_path / "deep" / "out"
    with Ledger.open(path, read_only=True) as ledger:
        written = writer(format_)(ledger, out)
        before = content(out)
        assert writer(format_)(ledger, out) == written
    assert content(out) == before
    assert {path.name for path in written} == set(before)


@pytest.mark.parametrize(
    ("prepare", "cause"),
    [
        (lambda out: (out / "notes.txt").write_text("mine"), "is not empty"),
        (lambda out: (out / MARKER).write_text("{}"), "not ours"),
        (lambda out: (out / MARKER).write_text("not JSON"), "not ours"),
        (lambda out: (out / MARKER).write_text('{"format": "csv"}'), "another format"),
    ],
)
def test_a_folder_that_is_no_earlier_export_is_refused_and_left_alone(tmp_path, prepare, cause):
    out = tmp_path / "out"
    out.mkdir()
    prepare(out)
    before = content(out)
    with pytest.raises(TrackrecordError, match=cause) as caught:
        write_folder(out, "jsonl", [("a.txt", [b"new"])])
    assert caught.value.thing == str(out)
    assert content(out) == before


def test_a_file_in_the_folder_s_place_is_named(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(TrackrecordError, match="cannot be written"):
        write_folder(tmp_path / "out", "jsonl", [])


def test_the_marker_says_what_was_written(tmp_path):
    write_folder(tmp_path / "out", "jsonl", [("a.txt", [b"one\n", b"two\n"])])
    marker = json.loads((tmp_path / "out" / MARKER).read_text())
    assert marker["complete"] is True
    assert marker["files"]["a.txt"]["rows"] == 2


def test_a_full_disk_leaves_the_earlier_export_as_it_was(tmp_path):
    out = tmp_path / "out"
    write_folder(out, "jsonl", [("a.txt", [b"old"])])
    before = content(out)
    with pytest.raises(TrackrecordError, match="No space left"):
        write_folder(out, "jsonl", failing(b"new"))
    assert content(out) == before


def test_a_first_export_that_failed_can_be_tried_again(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(TrackrecordError, match="No space left"):
        write_folder(out, "jsonl", failing(b"new"))
    assert json.loads((out / MARKER).read_text())["complete"] is False
    write_folder(out, "jsonl", [("a.txt", [b"new"])])
    assert (out / "a.txt").read_bytes() == b"new"
