"""Spans from probabilities of first and other words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from trackrecord.encoder.tags import maximal, segments
from trackrecord.types import Span

TEXT = "the union will end the strike"


def pieces(text: str) -> list[Span]:
    at, spans = 0, []
    for word in text.split():
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    return spans


def rows(*classes: int, width: int = 5) -> np.ndarray:
    made = np.full((len(classes), width), 0.02, np.float32)
    for row, column in enumerate(classes):
        made[row, column] = 1 - 0.02 * (width - 1)
    return made


def test_first_and_other_words_make_a_span_with_its_class() -> None:
    (found,) = segments(rows(0, 0, 0, 3, 4, 4), pieces(TEXT))
    assert found.span.text(TEXT) == "end the strike"
    assert found.label == 1
    assert found.score > 0.9


def test_a_first_word_begins_a_new_span() -> None:
    assert [t.span.text(TEXT) for t in segments(rows(1, 2, 1, 2, 0, 0), pieces(TEXT))] == [
        "the union",
        "will end",
    ]


def test_a_span_of_other_words_alone_still_counts() -> None:
    assert [t.span.text(TEXT) for t in segments(rows(0, 0, 2, 2, 0, 0), pieces(TEXT))] == ["will end"]


def test_pieces_of_one_word_stay_together() -> None:
    text = "withdrawal"
    split = [Span(0, 8), Span(8, 10)]
    (found,) = segments(rows(0, 1), split)
    assert found.span.text(text) == text


def test_nothing_marked_nothing_found() -> None:
    assert segments(rows(0, 0, 0, 0, 0, 0), pieces(TEXT)) == []
    assert segments(np.zeros((0, 5), np.float32), []) == []


@given(arrays(np.float32, (6, 5), elements=st.floats(0, 1, width=32)))
def test_spans_are_in_order_and_do_not_overlap(scores: np.ndarray) -> None:
    total = scores.sum(1, keepdims=True)
    shares = np.where(total > 0, scores / np.maximum(total, 1e-6), 0.2)
    found = segments(shares, pieces(TEXT))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(0 <= t.span.start < t.span.end <= len(TEXT) for t in found)


def test_a_doubtful_word_between_sure_ones_joins_them() -> None:
    shares = rows(0, 0, 1, 2, 2, 2)
    shares[4] = [0.8, 0.0, 0.2, 0.0, 0.0]
    assert [t.span.text(TEXT) for t in segments(shares, pieces(TEXT))] == ["will end the strike"]


@given(st.lists(st.floats(-1, 1, allow_nan=False), max_size=12))
def test_no_subsequence_beats_the_best_maximal_one(scores: list[float]) -> None:
    found = maximal(scores)
    assert all(a < b for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    best = max(
        (sum(scores[a:b]) for a in range(len(scores)) for b in range(a + 1, len(scores) + 1)), default=0
    )
    if best > 1e-9:
        assert max(sum(scores[a:b]) for a, b in found) >= best - 1e-9
    else:
        assert all(sum(scores[a:b]) <= 1e-9 for a, b in found)
