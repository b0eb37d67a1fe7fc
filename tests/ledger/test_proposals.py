"""What a language model proposed: written with its marks, kept while the reading stays, gone when it goes, and verified."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from trackrecord.asked import Asked, Item
from trackrecord.asked.admission import Refused
from trackrecord.ledger import Ledger
from trackrecord.read.form import reading_to_json
from trackrecord.types import Commitment, Publication, Reading, Ref, Span

TEXT = "The mayor vowed to mend the quay. She left."


def parts():
    from trackrecord.clean import clean_text

    report = clean_text(TEXT, text_only=True)
    data = TEXT.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    publication = Publication(
        report.id, sha256, "in/a.txt", None, None, None, None, "unknown", None, "utf-8", "text", data
    )
    return report, publication, Reading(report)


def asked_about(reading: Reading, model: str = "openai:small") -> Asked:
    found = Commitment(Span(0, 33), 0, "promise", "The mayor", None, None, None, None, Span(19, 32), "do")
    return Asked(
        replace(reading, commitments=(found,)), model, "1-abc", (Item("commitment", 0),), 1, 2,
        (Refused("events", "no", "x"),), calls=1, tokens_in=9, tokens_out=3,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "record.db", create=True) as record:
        report, publication, reading = parts()
        record.add(report, publication, reading, version="1")
        yield record


def test_items_are_written_with_their_marks(ledger):
    report, _, reading = parts()
    assert ledger.unasked("openai:small", "1-abc") == [report.id]
    ledger.put_asked(asked_about(reading), version="1")
    assert reading_to_json(ledger.reading(report.id))["commitments"][0]["kind"] == "promise"
    assert list(ledger.asked()) == [(Ref(report.id, "commitment", 0), "openai:small", "1-abc")]
    assert list(ledger.asked("other")) == []
    assert ledger.unasked("openai:small", "1-abc") == []
    assert ledger.unasked("openai:small", "2-abc") == ledger.unasked("openai:big", "1-abc") == [report.id]
    assert list(ledger.verify()) == []
    assert [(r["noun"], r["reason"]) for r in ledger.rows("asked_refused")] == [("events", "no")]
    assert (ledger.counts()["asked_item"], ledger.counts()["commitment"]) == (1, 1)


def test_links_that_rested_on_the_old_reading_are_no_longer_current(ledger):
    from trackrecord.types import Links

    ledger.replace_links(Links(), (), version="1")
    assert ledger.links_current("1")
    ledger.put_asked(asked_about(parts()[2]), version="1")
    assert not ledger.links_current("1")


def test_another_copy_of_the_text_does_not_undo_it(ledger):
    report, publication, reading = parts()
    ledger.put_asked(asked_about(reading), version="1")
    assert ledger.add(report, replace(publication, path="in/b.txt"), reading, version="1")
    assert len(list(ledger.asked())) == 1
    assert len(ledger.reading(report.id).commitments) == 1


def test_another_reading_does(ledger):
    report, publication, reading = parts()
    ledger.put_asked(asked_about(reading), version="1")
    ledger.add(report, publication, reading, version="2")
    assert list(ledger.asked()) == []
    assert ledger.reading(report.id) == reading
    assert ledger.unasked("openai:small", "1-abc") == [report.id]
    assert list(ledger.verify()) == []


def test_another_model_takes_the_place_of_the_first(ledger):
    report, publication, reading = parts()
    ledger.put_asked(asked_about(reading), version="1")
    ledger.put_asked(asked_about(reading, "openai:big"), version="1")
    assert [model for _, model, _ in ledger.asked()] == ["openai:big"]
    # The reading before any of them is still known: the same one brought again is no news.
    assert not ledger.add(report, publication, reading, version="1")


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        ("UPDATE asked_item SET item = 7", "marks a commitment that is not there"),
        ("UPDATE asked_item SET model = 'x'", "another model"),
    ],
)
def test_marks_that_do_not_hold_are_found(ledger, damage, word):
    ledger.put_asked(asked_about(parts()[2]), version="1")
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute(damage)
        connection.commit()
    assert [p.table for p in ledger.verify() if word in p.wrong] == ["asked_item"]


def test_a_report_that_is_not_there_cannot_be_asked_about(tmp_path):
    from trackrecord.errors import LedgerError

    with Ledger.open(tmp_path / "empty.db", create=True) as record:
        with pytest.raises((LedgerError, ValueError)):
            record.put_asked(asked_about(parts()[2]), version="1")
        assert record.counts()["report"] == 0
