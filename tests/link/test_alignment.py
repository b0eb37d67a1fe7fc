"""Sentences matched in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.alignment import align, told
from trackrecord.link.groups import DisjointSets, short_id
from trackrecord.link.terms import Rarity

A, B, C = frozenset("abcd"), frozenset("efgh"), frozenset("ijkl")


def _align(one, two):
    rarity = Rarity([t for s in text for t in s] for text in (one, two))
    return align(told(one, rarity), told(two, rarity), rarity)


def test_the_same_text_is_covered_wholly():
    found = _align([A, B, C], [A, B, C])
    assert (round(found.covered, 6), round(found.closeness, 6), found.sentences) == (1.0, 1.0, 3)


def test_sentences_in_another_order_count_only_as_far_as_order_holds():
    assert _align([A, B, C], [C, B, A]).sentences == 1
    assert _align([A, B, C], [B, C, A]).sentences == 2


def test_each_sentence_is_matched_once():
    assert _align([A, A, B], [A, B]).sentences == 2


def test_nothing_shared_is_nothing_covered():
    assert _align([A], [B]).covered == 0.0
    assert _align([], [B]).sentences == 0


@given(
    st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=4), max_size=8),
    st.randoms(use_true_random=False),
)
def test_coverage_is_a_share_and_never_more_than_all(sentences, random):
    other = list(sentences)
    random.shuffle(other)
    found = _align(sentences, other)
    assert 0.0 <= found.covered <= 1.0 + 1e-9
    assert found.sentences <= len(sentences)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8))
def test_groups_do_not_depend_on_the_order_of_joining(pairs):
    one, two = DisjointSets(), DisjointSets()
    for a, b in pairs:
        one.join(a, b)
    for a, b in reversed(pairs):
        two.join(b, a)
    assert one.groups("abcdef") == two.groups("abcdef")
    assert all(one.find(x) == min(g) for g in one.groups("abcdef") for x in g)


def test_short_ids_depend_on_the_parts_alone():
    assert short_id("P", "a", 1) == short_id("P", "a", 1)
    assert (
        len({short_id("P", "a", 1), short_id("P", "a", 2), short_id("T", "a", 1), short_id("P", "a1")}) == 4
    )
