"""Folding, stemming and weighing of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.synonyms import meaning
from trackrecord.link.terms import Rarity, fold, stem, terms, words


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("evacuated", "evacuation"),
        ("withdrew", "withdrawal"),
        ("released", "releases"),
        ("negotiating", "negotiations"),
        ("stopped", "stop"),
        ("women", "woman"),
        ("promises", "promised"),
        ("legalise", "legalized"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, two):
    assert stem(one) == stem(two)


@pytest.mark.parametrize(
    ("one", "two"), [("president", "press"), ("border", "boarder"), ("import", "important")]
)
def test_other_words_do_not(one, two):
    assert stem(one) != stem(two)


def test_words_are_folded_and_lose_the_possessive():
    assert words("Évian’s TALKS, the UK's re-opening") == ["evian", "talks", "the", "uk", "re", "opening"]


def test_terms_leave_stop_words_out():
    assert terms("They said that the troops would leave") == (stem("troops"), stem("leave"))


def test_synonyms_meet_in_one_meaning():
    assert meaning(stem("withdraw")) == meaning(stem("leaving")) == meaning(stem("pullout"))
    assert meaning(stem("harbour")) != meaning(stem("border"))


def test_rare_terms_weigh_more_and_unseen_ones_most():
    rarity = Rarity([["a", "b"], ["a"], ["a", "c"]])
    assert rarity.weight("a") < rarity.weight("b") < rarity.weight("unseen")
    assert rarity.total(["b", "b"]) == rarity.weight("b")


@given(st.text(max_size=200))
def test_any_text_folds_and_stems_without_complaint(text):
    assert fold(fold(text)) == fold(text) or not text.isascii()
    assert all(isinstance(t, str) and t for t in terms(text))
