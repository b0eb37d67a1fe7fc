"""Adding reports: what goes in comes out, once, whatever the order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.errors import LedgerError
from trackrecord.ledger import Ledger, canonical
from trackrecord.types import Deed, Party, Reading, Span


@given(data=st.data())
@settings(max_examples=15)
def test_a_reading_comes_back_as_it_went_in(data, any_reading, any_publication, tmp_path_factory):
    reading = data.draw(any_reading())
    publication = data.draw(any_publication(reading.report))
    path = tmp_path_factory.mktemp("ledger") / "record.db"
    with Ledger.open(path, create=True) as ledger:
        assert ledger.add(reading.report, publication, reading, version="1")
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.reading(reading.report.id) == reading
        assert ledger.report(reading.report.id) == reading.report
        assert list(ledger.publications()) == [publication]
        assert list(ledger.verify()) == []
        text = reading.report.text
        for span in ledger.rows("span"):
            assert text[span["start"] : span["end"]] == span["quote"]


@given(data=st.data())
@settings(max_examples=8)
def test_the_order_in_which_publications_arrive_never_shows(
    data, any_report, any_reading, any_publication, tmp_path_factory
):
    text = data.draw(any_report()).text
    arrivals = []
    for _ in range(3):
        report = data.draw(any_report(text))
        arrivals.append((data.draw(any_reading(report)), data.draw(any_publication(report))))
    # The same publication always brings the same report: cleaning and reading are pure.
    by_publication = {publication: reading for reading, publication in arrivals}
    arrivals = [(by_publication[publication], publication) for _, publication in arrivals]
    folder = tmp_path_factory.mktemp("orders")
    contents = []
    for number, order in enumerate((arrivals, data.draw(st.permutations(arrivals)))):
        with Ledger.open(folder / f"{number}.db", create=True) as ledger:
            for reading, publication in order:
                ledger.add(reading.report, publication, reading, version="1")
            contents.append(
                {table: list(ledger.rows(table)) for table in ledger.counts() if table != "left_out"}
            )
    assert contents[0] == contents[1]


def test_adding_again_changes_nothing_to_the_byte(record, first, make):
    before = record.read_bytes()
    with Ledger.open(record) as ledger:
        counts = ledger.counts()
        publication = make.publication(first.report, "in/0.txt", first.report.text.encode())
        assert not ledger.add(first.report, publication, first, version="1")
        assert ledger.counts() == counts
    assert record.read_bytes() == before


def test_the_same_text_from_two_outlets_is_one_report_with_two_publications(tmp_path, make):
    text = "The gate opened at noon."
    late, early = make(text, "2031-05-02", "Fjord Wire"), make(text, "2031-05-01", "The Harbour Sheet")
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        for report, path in ((late, "late.txt"), (early, "early.txt")):
            assert ledger.add(report, make.publication(report, path), Reading(report), version="1")
        assert list(ledger.reports()) == [early]
        assert [publication.path for publication in ledger.publications(early.id)] == [
            "early.txt",
            "late.txt",
        ]
        assert ledger.counts()["original"] == 1


def test_the_canonical_publication_has_the_best_known_date_then_the_earliest(make):
    text = "The gate opened at noon."
    given_late = make.publication(make(text, "2031-05-02"))
    given_early = make.publication(make(text, "2031-05-01"))
    inferred = replace(given_early, published="2030", published_basis="inferred")
    unknown = make.publication(make(text))
    assert canonical([unknown, inferred, given_late, given_early]) == given_early
    assert canonical([unknown, inferred]) == inferred


def test_a_publication_is_known_by_bytes_and_path_and_by_what_its_source_says(record, first, make):
    publication = make.publication(first.report, "in/0.txt", first.report.text.encode())
    with Ledger.open(record) as ledger:
        assert ledger.has_publication(publication.sha256, "in/0.txt")
        assert ledger.has_publication(publication.sha256, "in/0.txt", published="2031-04-02")
        assert not ledger.has_publication(publication.sha256, "in/0.txt", published="2031-04-03")
        assert not ledger.has_publication(publication.sha256, "in/1.txt")
        assert not ledger.has_publication("0" * 64, "in/0.txt")


def test_a_newer_version_s_reading_replaces_the_old_and_throws_the_links_away(record, first, make):
    publication = make.publication(first.report, "in/0.txt", first.report.text.encode())
    thinner = replace(first, commitments=(), statements=())
    with Ledger.open(record) as ledger:
        assert ledger.links_current("1")
        assert ledger.add(first.report, publication, thinner, version="2")
        assert ledger.reading(first.report.id) == thinner
        assert ledger.read_version(first.report.id) == "2"
        assert first.report.id not in ledger.outdated("2")
        assert ledger.outdated("1") == [first.report.id]
        assert not ledger.links_current("1")
        assert ledger.counts()["thread"] == ledger.counts()["finding"] == 0
        assert list(ledger.search_statements("open")) == []
        assert list(ledger.verify()) == []


def test_a_report_in_another_language_is_kept_unread(tmp_path, make):
    report = make("Sillan avajaiset.", language="fi")
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        assert ledger.add(report, make.publication(report), None, version="1")
        assert not ledger.add(report, make.publication(report), None, version="1")
        assert list(ledger.readings()) == []
        assert list(ledger.reports()) == [report]
        assert list(ledger.verify()) == []


def test_what_does_not_belong_together_is_refused_and_nothing_written(tmp_path, make):
    report, other = make("One thing."), make("Another thing.")
    publication = make.publication(report)
    outside = Deed(Span(0, 99), 0, "kept", None, None, "unknown", None)
    stray = Deed(Span(0, 3), 0, "kept", None, None, "unknown", "p7")
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        with pytest.raises(ValueError, match="publication is of report"):
            ledger.add(other, publication, None, version="1")
        with pytest.raises(ValueError, match="sha256"):
            ledger.add(report, replace(publication, data=b"other"), None, version="1")
        with pytest.raises(ValueError, match="reading is of another"):
            ledger.add(report, publication, Reading(other), version="1")
        with pytest.raises(ValueError, match="does not lie"):
            ledger.add(report, publication, Reading(report, deeds=(outside,)), version="1")
        with pytest.raises(LedgerError, match="does not hold together"):
            ledger.add(report, publication, Reading(report, deeds=(stray,)), version="1")
        assert set(ledger.counts().values()) == {0}


def test_half_a_character_is_refused_with_a_clear_message(tmp_path, make):
    report = make("One thing.")
    odd = Reading(report, parties=(Party("p1", "person", "\ud800", ()),))
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        with pytest.raises(LedgerError, match="half a character"):
            ledger.add(report, make.publication(report), odd, version="1")
        assert set(ledger.counts().values()) == {0}
