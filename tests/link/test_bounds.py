"""Ties: whatever groups linking finds, what was ruled holds and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.bounds import Ties


def test_what_is_split_off_leaves_and_the_others_stay_together():
    groups = [["a", "b", "c", "d"], ["e"]]
    assert Ties((), (("c", "a"),)).grouped(groups, str) == [["a", "b", "d"], ["c"], ["e"]]


def test_the_first_of_the_pair_is_the_one_that_leaves():
    assert Ties((), (("a", "b"),)).grouped([["a", "b", "c"]], str) == [["b", "c"], ["a"]]


def test_joining_two_joins_their_whole_groups():
    assert Ties((("b", "e"),)).grouped([["a", "b"], ["c"], ["d", "e"]], str) == [["a", "b", "d", "e"], ["c"]]


def test_what_belongs_together_leaves_together():
    ties = Ties((("a", "b"),), (("a", "c"),))
    assert ties.grouped([["a", "b", "c", "d"]], str) == [["c", "d"], ["a", "b"]]


def test_ties_about_others_change_nothing():
    assert Ties((("x", "y"),), (("a", "z"),)).grouped([["a"], ["b"]], str) == [["a"], ["b"]]


@given(st.data())
def test_ties_hold_and_no_item_is_lost(data):
    some = "abcdefg"
    cut = data.draw(st.lists(st.integers(0, 3), min_size=len(some), max_size=len(some)))
    groups = [[x for x, c in zip(some, cut, strict=True) if c == n] for n in range(4)]
    groups = [g for g in groups if g]
    pairs = st.tuples(st.sampled_from(some), st.sampled_from(some)).filter(lambda p: p[0] != p[1])
    together = data.draw(st.lists(pairs, max_size=3))
    root = {x: x for x in some}
    for a, b in together:
        root = {x: root[a] if r == root[b] else r for x, r in root.items()}
    apart = [p for p in data.draw(st.lists(pairs, max_size=4)) if root[p[0]] != root[p[1]]]
    found = Ties(tuple(together), tuple(apart)).grouped(groups, str)
    assert sorted(x for g in found for x in g) == list(some)
    where = {x: n for n, g in enumerate(found) for x in g}
    assert all(where[a] == where[b] for a, b in together)
    assert all(where[a] != where[b] for a, b in apart)
    if not together and not apart:
        assert found == groups
