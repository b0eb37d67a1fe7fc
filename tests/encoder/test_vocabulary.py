"""The table of words: frequency, and vectors that lie near for words of like meaning."""

from __future__ import annotations

import numpy as np

from trackrecord.encoder.vocabulary import COMPONENTS, Vocabulary, vocabulary


def _cosine(one, two):
    table = vocabulary()
    a, b = table.rows([table.place(one), table.place(two)])
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def test_frequent_words_weigh_less_and_unseen_ones_most():
    table = vocabulary()
    weights = [table.weight(w) for w in ("the", "country", "barley", "xqzzt")]
    assert weights == sorted(weights)
    assert len(set(weights)) == 4
    assert table.place("xqzzt") == -1


def test_words_of_like_meaning_lie_near():
    assert _cosine("soldiers", "troops") > 0.7
    assert _cosine("hospital", "clinic") > 0.6
    assert _cosine("soldiers", "barley") < 0.4


def test_vectors_are_whole_numbers_and_an_unknown_word_has_none():
    rows = vocabulary().rows([0, -1])
    assert rows.shape == (2, COMPONENTS)
    assert (rows == np.rint(rows)).all()
    assert not rows[1].any()


def test_without_its_files_every_word_is_unseen():
    empty = Vocabulary([], np.zeros((0, COMPONENTS), np.int8))
    assert empty.place("the") == -1
    assert empty.weight("the") == vocabulary().weight("xqzzt")
