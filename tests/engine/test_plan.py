"""Daft: the same results in the same order, and the same record to the byte, as in this process."""

from __future__ import annotations

import gc
import json

import pytest

from trackrecord import Ledger, build
from trackrecord.errors import EngineError
from trackrecord.ledger.content import CONTENT_TABLES

pytest.importorskip("daft")
pytest.importorskip("pyarrow")

from trackrecord.engine.plan import Plan

# What Daft leaves open for the garbage collector is not ours to close.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def plan(tmp_path):
    with Plan(tmp_path / "plan") as made:
        yield made
    gc.collect()  # here, where what Daft leaves open is known of


def content(ledger):
    """All that is exported, table by table, in the order of export."""
    with Ledger.open(ledger, read_only=True) as record:
        return {table: [json.dumps(row) for row in record.rows(table)] for table in CONTENT_TABLES}


def test_results_come_in_the_order_of_the_items_and_nothing_is_left_behind(plan, monkeypatch):
    monkeypatch.setattr("trackrecord.engine.plan._PORTION", 5)
    items = [f"{n} * 2" for n in range(8)]
    assert list(plan.run(eval, items, 1, lambda item: -1)) == [2 * n for n in range(8)]
    assert list(plan.folder.iterdir()) == []


def test_what_the_work_raises_is_raised_here(plan):
    with pytest.raises(ZeroDivisionError):
        list(plan.run(eval, ["1", "1 / 0"], 1, lambda item: -1))


def test_the_folder_goes_at_the_end(tmp_path):
    with Plan(tmp_path) as made:
        assert made.folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_the_record_is_that_of_the_local_engine_to_the_byte(pile, built, plan, tmp_path):
    done = build([pile], tmp_path / "daft.db", run=plan.run)
    assert (done.added, done.left_out, done.linked) == (4, [], True)
    assert content(tmp_path / "daft.db") == content(built)


def test_a_cluster_that_does_not_answer_is_told(tmp_path, monkeypatch):
    pytest.importorskip("ray")
    monkeypatch.setattr("trackrecord.engine.plan.import_module", missing)
    with pytest.raises(EngineError, match=r"is not installed\. Install it with"):
        Plan(tmp_path, "auto")


def missing(name):
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)
