"""Full-text search: words find reports, and nothing that is typed is taken for syntax."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.ledger import Ledger
from trackrecord.types import Ref, Span


@pytest.fixture(scope="module")
def small(tmp_path_factory, fill):
    with Ledger.open(fill(tmp_path_factory.mktemp("search") / "record.db"), read_only=True) as ledger:
        yield ledger


def quotes(ledger, query):
    return [span.text(ledger.report(report).text) for report, span in ledger.search(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("promised", ["Ada Berg promised Sundmark to reopen the bridge by 1 May."]),
        ("PROMISED bridge", ["Ada Berg promised Sundmark to reopen the bridge by 1 May."]),
        ('"the bridge by"', ["Ada Berg promised Sundmark to reopen the bridge by 1 May."]),
        ('"bridge the by"', []),
        ("cross*", ["Some 140 trucks crossed, Sundmark said."]),
        ("cross", []),
        ("trucks wait", ["About 120 trucks wait."]),
        ("trucks — wait", ["About 120 trucks wait."]),
        ("zebra", []),
        ("", []),
        ("—", []),
        ("*", []),
        ('"', []),
        ("bridge AND tunnel", []),
        ("text:bridge", []),
        ("NOT", []),
        ("bridge NEAR(", []),
        ("bridge'; DROP TABLE report; --", []),
    ],
)
def test_the_sentence_of_the_first_hit_is_found(small, query, expected):
    assert quotes(small, query) == expected


def test_a_word_in_two_reports_finds_both(small):
    assert len(quotes(small, "bridge")) == 2


def test_statements_are_searched_by_their_content(small, first):
    assert list(small.search_statements("open")) == [Ref(first.report.id, "statement", 0)]
    assert list(small.search_statements("promised")) == []


def test_accents_do_not_matter(tmp_path, make):
    report = make("Président Müller schwieg.", language="de")
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        ledger.add(report, make.publication(report), None, version="1")
        assert quotes(ledger, "president muller") == [report.text]


@pytest.mark.parametrize("odd", ["\ufdd0\ufdd1", "\ufdd2\ufdd3", "\x00"])
def test_a_report_with_our_own_marks_in_it_is_still_found(tmp_path, make, odd):
    report = make(f"First {odd} line.\nThe second line.")
    with Ledger.open(tmp_path / "record.db", create=True) as ledger:
        ledger.add(report, make.publication(report), None, version="1")
        ((found, span),) = ledger.search("first")
        assert found == report.id
        assert span == Span(*report.sentences[0])


@given(query=st.text(max_size=30))
@settings(max_examples=100)
def test_no_query_is_an_error(small, query):
    for report, span in small.search(query):
        assert span.text(small.report(report).text)
    list(small.search_statements(query))
