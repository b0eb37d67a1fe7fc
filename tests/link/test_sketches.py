"""Keys and candidates: the same keys whatever else is in the pile, few candidates, all copies among them."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link import sketches
from trackrecord.link.sketches import candidates, keys_of, shingles

DETAILS = st.lists(st.lists(st.sampled_from("abcdefghijkl"), max_size=6), max_size=6)


def _keys(text, details=()):
    return keys_of(shingles(tuple(text.split())), details)


def test_texts_that_share_runs_are_candidates_and_others_are_not():
    text = " ".join(f"w{i}" for i in range(60))
    other = " ".join(f"v{i}" for i in range(60))
    some = [("a", _keys(text)), ("b", _keys(text + " more of it")), ("c", _keys(other))]
    assert candidates(some) == [("a", "b")]


def test_details_together_in_a_sentence_make_candidates_in_any_order():
    some = [
        ("a", _keys("", [["quill", "212", "harrow"], ["dell"]])),
        ("b", _keys("", [["dell"], ["harrow", "quill", "212"]])),
        ("c", _keys("", [["quill"], ["212"], ["harrow"]])),
    ]
    assert candidates(some) == [("a", "b")]


def test_a_detail_pair_of_many_reports_is_no_ground_but_copies_in_hundreds_are():
    common = [(f"r{i:03}", _keys("", [["quill", "212", "harrow"]])) for i in range(60)]
    assert candidates(common) == []
    same = [(f"r{i:03}", _keys("the same words in each of these reports")) for i in range(60)]
    found = candidates(same)
    assert {name for pair in found for name in pair} == {name for name, _ in same}
    assert len(found) < 60 * 24


def test_candidates_grow_with_the_reports_and_not_with_their_square():
    rng = random.Random(3)
    words = [f"n{i}" for i in range(400)]

    def pile(number):
        return [(f"r{i}", _keys("", [rng.sample(words, 6) for _ in range(8)])) for i in range(number)]

    small, large = len(candidates(pile(200))), len(candidates(pile(800)))
    assert large <= 16 * max(small, 20)


@given(DETAILS, DETAILS, st.randoms(use_true_random=False))
def test_order_of_reports_and_of_details_changes_nothing(one, two, random):
    shuffled = [random.sample(s, len(s)) for s in random.sample(one, len(one))]
    assert _keys("x", one).pairs.tolist() == _keys("x", shuffled).pairs.tolist()
    some = [("a", _keys("p q r", one)), ("b", _keys("p q r", two)), ("c", _keys("s", one))]
    assert candidates(some) == candidates(some[::-1])
    assert all(a < b for a, b in candidates(some))


def test_sorting_few_keys_at_a_time_finds_the_same(monkeypatch):
    rng = random.Random(6)
    words = [f"n{i}" for i in range(60)]
    texts = [" ".join(rng.choices(words, k=9)) for _ in range(90)]
    some = [(f"r{i}", _keys(text, [rng.sample(words, 4) for _ in range(6)])) for i, text in enumerate(texts)]
    found = candidates(some)
    assert len(found) > 20
    monkeypatch.setattr(sketches, "_AT_ONCE", 500)
    assert candidates(some) == found


def test_nothing_gives_nothing():
    assert candidates([]) == []
    assert candidates([("a", _keys(""))]) == []
