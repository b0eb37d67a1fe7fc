"""Copies found in pieces are the copies that linking finds, whatever the pieces, the order and the processes."""

from __future__ import annotations

import hashlib
import random
import tempfile
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.engine import comparing
from trackrecord.engine.comparing import find_copies
from trackrecord.ledger import Ledger
from trackrecord.link.copies import link_copies
from trackrecord.types import Publication, Reading, Report

LINES = """The harbour council of Veddick opened the grain depot on Tuesday after a week of talks.
Ana Ruiz told the council that 46 lorries had crossed at Orrin bridge before dawn.
A spokesman for the River Militia said nobody had asked them about the depot.
Norland will send 12 engineers to mend the pumps at Lower Fenwick by 20 March.
The ferry to Halse was cancelled because of ice, and the school stayed shut.
Prices of flour rose by 7 per cent, the Statistics Board of Norland reported.
Teachers in Castel Moor voted to end a strike that had lasted nineteen days.
The court in Dunmere freed four fishermen who were held since the storm.
Observers counted 31 guns at the depot where the accord allows none.
A choir from Pell sang in the square while the votes were counted.""".splitlines()


def report(some, published):
    text = " ".join(LINES[i] for i in some)
    return Report(
        hashlib.sha256(text.encode()).hexdigest(), text, split_sentences(text), split_paragraphs(text),
        published=published, published_basis="given" if published else "unknown",
    )  # fmt: skip


reports = st.lists(
    st.builds(
        report,
        st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=6),
        st.sampled_from([None, "2027-03-01", "2027-03-02", "2027-03-09"]),
    ),
    max_size=12,
    unique_by=lambda r: r.id,
)


@settings(max_examples=25)
@given(reports, st.integers(1, 7), st.randoms(use_true_random=False))
def test_pieces_and_order_change_nothing(some, size, rng):
    mixed = list(some)  # shuffled in place
    rng.shuffle(mixed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "_REPORTS", size)
        patch.setattr(comparing, "_PAIRS", size)
        assert find_copies(mixed) == link_copies(some)


def test_two_processes_find_what_one_does():
    rng = random.Random(3)
    some = [report(rng.sample(range(len(LINES)), 5), f"2027-03-{day:02}") for day in range(1, 25)]
    found = find_copies(some, 2)
    assert found == link_copies(some)
    assert found


def put(ledger, some, published=None):
    """Write reports with empty readings, as published by the day that they give, or by *published*."""
    for each in some:
        made = each if published is None else replace(each, published=published, published_basis="given")
        sha256 = hashlib.sha256(b"bytes").hexdigest()
        publication = Publication(
            made.id, sha256, f"in/{made.published}.txt", None, None, None, made.published,
            made.published_basis, None, "utf-8", "text", b"bytes",
        )  # fmt: skip
        ledger.add(made, publication, Reading(made), version="1")


class Watched:
    """Work done here, told of: which function, on what."""

    def __init__(self):
        self.done = []

    def __call__(self, work, items, workers, broken):
        for item in items:
            self.done.append((work.__name__, item))
            yield work(item)


def a_pile():
    rng = random.Random(5)
    return [report(rng.sample(range(len(LINES)), 5), f"2027-03-{day:02}") for day in range(1, 25)]


@settings(max_examples=10, deadline=None)
@given(reports, st.lists(st.integers(0, 12), max_size=3))
def test_however_the_reports_come_in_a_ledger_gives_what_all_at_once_do(some, cuts):
    places = sorted({0, *(min(c, len(some)) for c in cuts), len(some)})
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.db", create=True) as ledger:
        for start, end in pairwise(places):
            put(ledger, some[start:end])
            assert find_copies(ledger.comparisons()) == link_copies(some[:end])


def test_what_was_found_is_not_looked_for_again(tmp_path):
    some = a_pile()
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        put(ledger, some)
        found = find_copies(ledger.comparisons())
        assert found
        watched = Watched()
        assert find_copies(ledger.comparisons(), 1, watched) == found
        assert watched.done == []


def test_a_new_report_is_compared_with_its_candidates_and_old_pairs_are_left_alone(tmp_path):
    *known, new = a_pile()
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        put(ledger, known)
        find_copies(ledger.comparisons())
        put(ledger, [new])
        watched = Watched()
        assert find_copies(ledger.comparisons(), 1, watched) == link_copies([*known, new])
        assert [item for name, item in watched.done if name == "_keys"] == [(new,)]
        compared = [pair for name, item in watched.done if name == "_compared" for pair in item[1]]
        assert all(new.id in pair for pair in compared)


def test_a_report_that_turns_out_to_be_older_becomes_the_original(tmp_path):
    one, two = report(range(6), "2027-03-05"), report([*range(5), 7], "2027-03-09")
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        put(ledger, [one, two])
        assert [g.original for g in find_copies(ledger.comparisons())] == [one.id]
        put(ledger, [two], published="2027-03-01")
        assert [g.original for g in find_copies(ledger.comparisons())] == [two.id]


def test_a_search_that_was_cut_off_goes_on_where_it_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(comparing, "_REPORTS", 3)
    monkeypatch.setattr(comparing, "_PAIRS", 3)
    some = a_pile()
    names = {"_keys": 8, "_compared": 2, "_grouped": 1}
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        put(ledger, some)
        for name, number in names.items():

            class CutOff(Watched):
                def __call__(self, work, items, workers, broken, name=name, number=number):
                    for result in super().__call__(work, items, workers, broken):
                        if [n for n, _ in self.done].count(name) == number:
                            raise KeyboardInterrupt
                        yield result

            with pytest.raises(KeyboardInterrupt):
                find_copies(ledger.comparisons(), 1, CutOff())
        watched = Watched()
        assert find_copies(ledger.comparisons(), 1, watched) == link_copies(some)
        assert [n for n, _ in watched.done].count("_keys") == 0


def test_damaged_keys_are_made_again(tmp_path):
    some = a_pile()
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        put(ledger, some)
        find_copies(ledger.comparisons())
        ledger.connection.execute("UPDATE compared_report SET keys = x'00ff' WHERE report = ?", (some[3].id,))
        watched = Watched()
        assert find_copies(ledger.comparisons(), 1, watched) == link_copies(some)
        assert [name for name, _ in watched.done] == ["_keys"]


def test_all_that_is_kept_goes_with_the_readings(tmp_path):
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        put(ledger, a_pile())
        find_copies(ledger.comparisons())
        ledger.forget_readings()
        for table in ("compared_report", "compared_pair", "compared_lot", "placed_report"):
            assert ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
