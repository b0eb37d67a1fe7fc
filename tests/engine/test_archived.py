"""Web archives through the whole: into the ledger once, with what does harm left out before this process parses it."""

from __future__ import annotations

import os

import pytest

from benchmarks.brokenwarc import write_archive
from benchmarks.collecting import recorded
from trackrecord import Ledger
from trackrecord.collect import Which
from trackrecord.collect.web.box import Box
from trackrecord.engine.collecting import read_fetched

URL = "http://courier.example/news/{}"


@pytest.fixture
def archive(tmp_path):
    broken = write_archive(tmp_path / "a.warc.gz", 9, zipped=True, every=8)
    assert list(broken) == [4]
    return str(tmp_path / "a.warc.gz")


def test_an_archive_becomes_reports_once_and_what_is_broken_is_told(tmp_path, archive):
    ledger = tmp_path / "record.db"
    first = read_fetched(ledger, [archive])
    assert (first.added, len(first.left_out)) == (8, 1)
    assert first.left_out[0].location.endswith("a.warc.gz:5")
    assert recorded(ledger) == {URL.format(number): 1 for number in range(9) if number != 4}
    again = read_fetched(ledger, [archive])
    assert (again.added, again.known) == (0, 8)
    with Ledger.open(ledger, read_only=True) as record:
        assert not list(record.verify())


def test_only_what_is_picked_comes_in(tmp_path, archive):
    ledger = tmp_path / "record.db"
    assert read_fetched(ledger, [archive], which=Which(urls=("*/news/[12]",))).added == 2
    assert set(recorded(ledger)) == {URL.format(1), URL.format(2)}


def test_a_page_that_does_harm_is_left_out_and_the_others_are_read(tmp_path, archive, monkeypatch):
    (tmp_path / "tests_harm.py").write_text(
        "import os\ndef parse(data, location, charset=None):\n    if location.endswith(':3'): os._exit(9)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    gate = Box("tests_harm:parse")
    try:
        done = read_fetched(tmp_path / "record.db", [archive], gate=gate)
    finally:
        gate.close()
    assert done.added == 7
    assert [left.location.rpartition(":")[2] for left in done.left_out] == ["3", "5"]
    assert "ended the process" in done.left_out[0].cause
