"""Ties of parties: as of the last day they are those of the whole record, and as of an earlier one nothing later is in them."""

import pytest

from trackrecord import Ledger
from trackrecord.ledger.browse.ties import RELATIONS, ties

ALL = 10_000


@pytest.fixture(scope="module")
def connection(built):
    with Ledger.open(built, read_only=True) as record:
        yield record.connection


@pytest.mark.parametrize("relation", RELATIONS)
def test_as_of_the_last_day_all_ties_are_there(connection, relation):
    every = ties(connection, relation, None, ALL)
    assert every or relation != "met"
    assert ties(connection, relation, "9998-12-31", ALL) == every
    assert ties(connection, relation, "1900-01-01", ALL) == []


@pytest.mark.parametrize("relation", RELATIONS)
def test_through_the_days_ties_only_grow_and_first_come_with_a_report(connection, relation):
    days = [
        d for (d,) in connection.execute("SELECT DISTINCT day FROM report_summary WHERE day > '' ORDER BY 1")
    ]
    counts = [sum(t["times"] for t in ties(connection, relation, day, ALL)) for day in days]
    assert counts == sorted(counts)
    if relation == "met":
        assert 0 <= counts[0] <= counts[-1]
        assert ties(connection, relation, "2027-01-01", ALL) == []
        assert counts[-1] > 0


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("as_of", [None, "2027-03-05"])
def test_those_of_one_party_are_those_that_begin_with_it(connection, relation, as_of):
    every = ties(connection, relation, as_of, ALL)
    for party in {t["party"] for t in every} | {t["other"] for t in every}:
        own = {(t["other"], t["times"]) for t in ties(connection, relation, as_of, ALL, party)}
        told = {(t["other"], t["times"]) for t in every if t["party"] == party}
        if relation == "met":
            told |= {(t["party"], t["times"]) for t in every if t["other"] == party}
        assert own == told
