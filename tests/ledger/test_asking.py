"""Questions put to the record."""

from __future__ import annotations

import pytest

from trackrecord.ledger import Ledger
from trackrecord.types import Ref


@pytest.fixture(scope="module")
def small(tmp_path_factory, fill):
    with Ledger.open(fill(tmp_path_factory.mktemp("asking") / "record.db"), read_only=True) as ledger:
        yield ledger


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (None, ["Sundmark", "Ada Berg"]),
        ("Berg", ["Ada Berg"]),
        ("ada BERG", ["Ada Berg"]),
        ("Pberg", ["Ada Berg"]),
        ("Ber", []),
        ("Berg Ada", []),
        ("", []),
        ("%", []),
        ('"', []),
    ],
)
def test_parties_are_found_by_whole_words_of_their_names(small, name, expected):
    assert [party.name for party in small.parties(name)] == expected


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 1),
        ({"party": "Berg"}, 1),
        ({"party": "Sundmark"}, 1),
        ({"party": "Ada"}, 1),
        ({"party": "Nobody"}, 0),
        ({"party": "' OR 1=1 --"}, 0),
        ({"kind": "promise"}, 1),
        ({"kind": "threat"}, 0),
        ({"status": "kept"}, 1),
        ({"status": "broken"}, 0),
        ({"party": "Berg", "kind": "promise", "status": "kept"}, 1),
    ],
)
def test_commitments_are_filtered_by_party_kind_and_status(small, first, filters, count):
    entries = list(small.commitments(**filters))
    assert len(entries) == count
    for entry in entries:
        assert entry.ref == Ref(first.report.id, "commitment", 0)
        assert entry.item == first.commitments[0]
        assert entry.reading == first


def test_items_come_with_the_reading_they_stand_in(small, first, second):
    (deed,) = small.deeds()
    assert (deed.ref, deed.item, deed.reading) == (Ref(second.report.id, "deed", 0), second.deeds[0], second)
    assert [entry.item for entry in small.statements("Berg")] == list(first.statements)
    assert list(small.statements("Sundmark")) == []
    assert [entry.item.type for entry in small.events()] == ["CONCEDE"]
    assert list(small.events("AID")) == []
    by_report = sorted((first, second), key=lambda reading: reading.report.id)
    assert [entry.item for entry in small.figures()] == [figure for r in by_report for figure in r.figures]
    assert list(small.readings()) == by_report


def test_threads_and_joins(small, links):
    assert tuple(small.threads()) == links.threads
    assert tuple(small.joins()) == links.joins
    assert tuple(small.joins(made=True)) == links.joins[:1]
    assert tuple(small.joins(made=False)) == links.joins[1:]


def test_a_party_that_is_not_linked_yet_is_asked_for_by_its_own_name(tmp_path, first, make):
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        ledger.add(first.report, make.publication(first.report), first, version="1")
        assert list(ledger.parties()) == []
        assert len(list(ledger.commitments("ada berg"))) == 1


def test_what_is_not_there_is_none_or_nothing(small):
    assert small.report("no such id") is None
    assert small.reading("no such id") is None
    assert small.read_version("no such id") is None
    assert list(small.publications("no such id")) == []
