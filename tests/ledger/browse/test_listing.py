"""Lists: filters, facets, pages and orders agree with one another."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord import Ledger
from trackrecord.ledger.browse.listing import Asked, first_of, page_of, rows_of
from trackrecord.ledger.browse.tables import COMMITMENTS, LISTINGS, PARTIES, REPORTS


@pytest.fixture(scope="module")
def connection(built):
    with Ledger.open(built, read_only=True) as record:
        yield record.connection


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_pages_put_together_are_all_rows_in_order(connection, name):
    listing = LISTINGS[name]
    every = list(rows_of(connection, listing, Asked()))
    assert every
    paged = []
    for number in range(1, 1 + -(-len(every) // 3)):
        paged += page_of(connection, listing, Asked(page=number, size=3)).rows
    assert paged == every
    assert page_of(connection, listing, Asked()).total == len(every)


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_every_order_gives_the_same_rows(connection, name):
    listing = LISTINGS[name]
    key = [c.name for c in listing.columns]
    given = {
        order: sorted(
            tuple(str(row[k]) for k in key) for row in rows_of(connection, listing, Asked(order=order))
        )
        for order in listing.orders
    }
    assert len({tuple(rows) for rows in given.values()}) == 1


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_a_facet_counts_what_its_filter_lets_through(connection, name):
    listing = LISTINGS[name]
    for facet in page_of(connection, listing, Asked()).facets:
        for value, count in facet.counts:
            assert page_of(connection, listing, Asked({facet.name: value})).total == count


def test_rows_that_no_filter_is_asked_about_are_undertakings_only(connection):
    usual = {row["kind"] for row in rows_of(connection, COMMITMENTS, Asked())}
    every = {row["kind"] for row in rows_of(connection, COMMITMENTS, Asked({"undertaking": "any"}))}
    assert usual <= {"promise", "agreement", "offer"}
    assert "demand" in every


def test_a_party_is_asked_for_by_id_or_by_name(connection):
    row = next(row for row in rows_of(connection, COMMITMENTS, Asked()) if row["by_party"])
    by_id = list(rows_of(connection, COMMITMENTS, Asked({"by": row["by_party"]})))
    by_name = list(rows_of(connection, COMMITMENTS, Asked({"by": row["by"]})))
    assert row in by_id
    assert [r for r in by_name if r["by_party"] == row["by_party"]] == by_id


def test_words_are_words_and_no_syntax(connection):
    assert page_of(connection, REPORTS, Asked({"q": "bridge"})).total > 0
    assert page_of(connection, REPORTS, Asked({"q": 'bridge NEAR "'})).total == 0
    assert page_of(connection, PARTIES, Asked({"q": "%"})).total == 0
    assert page_of(connection, REPORTS, Asked({"q": "…"})).ignored == ("q=…",)


def test_as_of_a_day_the_status_is_the_one_of_that_day(connection):
    changes = connection.execute("SELECT thread, day, until, status FROM status_change").fetchall()
    assert changes
    for thread, day, _, status in changes:
        rows = rows_of(connection, COMMITMENTS, Asked({"undertaking": "any"}, as_of=day))
        assert status in {row["status"] for row in rows if row["thread"] == thread} or thread not in {
            row["thread"]
            for row in rows_of(connection, COMMITMENTS, Asked({"undertaking": "any"}, as_of=day))
        }


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_is_asked_for_a_page_is_a_part_of_all_rows_and_its_counts_are_theirs(connection, data):
    listing = LISTINGS[data.draw(st.sampled_from(sorted(LISTINGS)))]
    some = list(rows_of(connection, listing, Asked(dict.fromkeys(listing.usual, "any"))))
    seen = sorted({str(value) for row in some for value in row.values() if value is not None})
    filters = {}
    for chosen in data.draw(st.lists(st.sampled_from(listing.filters), max_size=3)):
        choices = chosen.choices or ("0", "1") if chosen.kind in ("choice", "flag") else seen
        filters[chosen.name] = data.draw(st.sampled_from([*choices, "any"]), chosen.name)
    order = data.draw(st.sampled_from([None, *listing.orders]), "order")
    as_of = data.draw(st.none() | st.sampled_from([v for v in seen if len(v) == 10 and v[4] == "-"]), "as of")
    asked = Asked(filters, order, data.draw(st.integers(1, 4)), data.draw(st.integers(1, 30)), as_of)
    every = list(rows_of(connection, listing, asked))
    page = page_of(connection, listing, asked)
    start = (asked.page - 1) * asked.size
    assert list(page.rows) == every[start : start + asked.size]
    assert first_of(connection, listing, asked) == page.rows
    assert page.total == len(every)
    for facet in page.facets:
        without = Asked({**filters, facet.name: "any"}, order, as_of=as_of)
        rows = list(rows_of(connection, listing, without))
        counted = Counter(str(row[facet.name]) for row in rows if row[facet.name] is not None)
        assert dict(facet.counts) == counted, facet.name
