"""Links and findings: written as a whole, read back as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackrecord.errors import LedgerError
from trackrecord.ledger import Ledger
from trackrecord.types import Links, Ref, Thread


def test_links_and_findings_come_back_as_they_went_in(record, links, findings):
    with Ledger.open(record, read_only=True) as ledger:
        assert ledger.links() == links
        assert list(ledger.findings()) == findings
        assert list(ledger.findings("figures")) == findings[1:2]


def test_stories_come_back_by_themselves(record, links):
    with Ledger.open(record, read_only=True) as ledger:
        assert tuple(ledger.stories()) == links.stories


def test_replacing_links_throws_the_old_ones_away(record, links, findings):
    fewer = replace(links, threads=(), joins=links.joins[:1])
    with Ledger.open(record) as ledger:
        assert ledger.replace_links(fewer, findings[1:2], version="2")
        assert ledger.links() == fewer
        assert list(ledger.findings()) == findings[1:2]
        assert ledger.links_current("2")
        assert not ledger.links_current("1")


def test_replacing_links_by_the_same_changes_nothing_to_the_byte(record, links, findings):
    before = record.read_bytes()
    with Ledger.open(record) as ledger:
        assert not ledger.replace_links(links, findings, version="1")
    assert record.read_bytes() == before


def test_a_report_added_later_makes_the_links_out_of_date_and_keeps_them(record, links, make):
    report = make("A third report came in.")
    with Ledger.open(record) as ledger:
        assert ledger.add(report, make.publication(report), None, version="1")
        assert not ledger.links_current("1")
        assert ledger.links() == links
        assert ledger.replace_links(links, [], version="1")
        assert ledger.links_current("1")


def test_links_to_what_is_not_there_are_refused_and_the_old_ones_kept(record, links):
    stray = Thread(
        "T9", "promise", None, None, None, None, "?", (Ref("no such report", "commitment", 0),), ()
    )
    with Ledger.open(record) as ledger:
        with pytest.raises(LedgerError, match="does not hold together"):
            ledger.replace_links(Links(threads=(stray,)), [], version="1")
        assert ledger.links() == links
