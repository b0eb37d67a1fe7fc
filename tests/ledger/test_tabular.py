"""Answers as tables: the same records, in typed columns, without losing the iterator."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.errors import LedgerError, TrackrecordError
from trackrecord.ledger import Ledger, tabular

QUESTIONS = (
    "reports", "publications", "parties", "commitments", "statements", "events", "figures", "deeds", "threads",
    "stories", "joins", "findings", "left_out",
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory, fill):
    with Ledger.open(fill(tmp_path_factory.mktemp("tabular") / "record.db"), read_only=True) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("tabular") / "record.db", create=True) as ledger:
        yield ledger


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_table_has_a_row_for_each_record_the_same_in_both_libraries(small, question):
    ask = getattr(small, question)
    records = list(ask())
    arrow, frame = ask().to_arrow(), ask().to_pandas()
    assert arrow.num_rows == len(frame) == len(records)
    assert tuple(arrow.column_names) == tuple(frame.columns) == ask().columns
    theirs = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert theirs == arrow.to_pylist()


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_records_the_columns_and_types_are_the_same(small, bare, question):
    arrow, frame = getattr(bare, question)().to_arrow(), getattr(bare, question)().to_pandas()
    assert arrow.num_rows == len(frame) == 0
    assert arrow.schema == getattr(small, question)().to_arrow().schema
    assert list(frame.dtypes) == list(getattr(small, question)().to_pandas().dtypes)


def test_rows_quote_their_report_and_name_parties_across_reports(small, first):
    (row,) = small.commitments().to_arrow().to_pylist()
    text = first.report.text
    assert row["quote"] == text[row["start"] : row["end"]]
    assert row["sentence"] == "Ada Berg promised Sundmark to reopen the bridge by 1 May."
    assert (row["by"], row["to"], row["action"]) == ("Ada Berg", "Sundmark", "reopen the bridge")
    by = next(small.parties(row["by_party"]))
    assert by.name == "Ada Berg"
    assert (row["publisher"], row["published"]) == ("The Harbour Sheet", "2031-04-02")
    thread = next(small.threads())
    assert (row["thread"], row["status"]) == (thread.id, "kept")
    (deed,) = small.deeds().to_arrow().to_pylist()
    assert deed["threads"] == [thread.id]
    (same,) = small.threads().to_arrow().to_pylist()
    assert (same["id"], same["status"], same["mentions"], same["deeds"]) == (thread.id, "kept", 1, 1)


def test_filters_hold_for_tables_too(small):
    assert small.commitments(kind="threat").to_arrow().num_rows == 0
    assert small.commitments(party="Berg", kind="promise").to_arrow().num_rows == 1
    assert small.parties("Ada Berg").to_pandas()["name"].tolist() == ["Ada Berg"]


def test_it_is_still_an_iterator_and_a_table_holds_what_is_left(small):
    rows = small.parties()
    assert iter(rows) is rows
    before = next(rows)
    left = rows.to_arrow()["name"].to_pylist()
    assert [before.name, *left] == [party.name for party in small.parties()]
    assert list(rows) == []


def test_long_answers_come_in_batches_without_loss(small, monkeypatch):
    whole = small.parties().to_arrow()
    monkeypatch.setattr(tabular, "_BATCH", 1)
    cut = small.parties().to_arrow()
    assert cut["name"].num_chunks > 1
    assert cut.to_pylist() == whole.to_pylist()


@pytest.mark.parametrize(("package", "method"), [("pyarrow", "to_arrow"), ("pandas", "to_pandas")])
def test_where_the_library_is_missing_that_is_said_and_iterating_works(small, monkeypatch, package, method):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(TrackrecordError, match=rf"{package}.*trackrecord\[tables\]"):
        getattr(small.parties(), method)()
    assert list(small.parties())


def test_a_ledger_that_cannot_be_read_is_named_by_tables_too(tmp_path, fill):
    path = fill(tmp_path / "record.db")
    with Ledger.open(path) as ledger:
        rows = ledger.commitments()
        next(iter(ledger.commitments()))
        ledger.connection.execute("DROP TABLE thread_deed")
        with pytest.raises(LedgerError, match=r"record\.db"):
            rows.to_arrow()


@given(data=st.data())
@settings(max_examples=6)
def test_any_reading_makes_tables(data, any_reading, any_publication, bare, tmp_path_factory):
    reading = data.draw(any_reading())
    path = tmp_path_factory.mktemp("any") / "record.db"
    path.write_bytes(bare.path.read_bytes())
    with Ledger.open(path) as ledger:
        ledger.add(reading.report, data.draw(any_publication(reading.report)), reading, version="1")
        for question in ("commitments", "statements", "events", "figures", "deeds"):
            table = getattr(ledger, question)().to_arrow()
            assert table.num_rows == len(getattr(reading, question))
            for row in table.to_pylist():
                assert row["quote"] == reading.report.text[row["start"] : row["end"]]
            assert len(getattr(ledger, question)().to_pandas()) == table.num_rows
