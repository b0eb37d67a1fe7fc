"""Copies found in pieces are the copies that linking finds, whatever the pieces, the order and the processes."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.engine import comparing
from trackrecord.engine.comparing import find_copies
from trackrecord.link.copies import link_copies
from trackrecord.types import Report

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
