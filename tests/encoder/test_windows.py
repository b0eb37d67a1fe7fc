"""Windows hold every sentence once, in order, and never more than the model reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.encoder.windows import LENGTH, LONGEST_SENTENCE, packed, with_context

SIZES = st.lists(st.integers(1, LONGEST_SENTENCE), max_size=60)


@given(SIZES, st.integers(0, LENGTH))
def test_packed_windows_hold_each_sentence_once(sizes: list[int], skip: int) -> None:
    windows = packed(sizes, skip=skip)
    assert [i for w in windows for i in w] == list(range(len(sizes)))
    assert all(sum(sizes[i] for i in w) <= LENGTH for w in windows)


@given(SIZES)
def test_windows_with_context_lead_in_with_the_sentence_before(sizes: list[int]) -> None:
    windows = with_context(sizes)
    assert [i for w, lead in windows for i in w[lead:]] == list(range(len(sizes)))
    assert all(sum(sizes[i] for i in w) <= LENGTH for w, _ in windows)
    assert all(lead in (0, 1) for _, lead in windows)


def test_the_sentence_before_leads_in_where_there_is_room() -> None:
    assert with_context([100, 60, 60, 60]) == [(range(2), 0), (range(1, 4), 1)]


def test_two_long_sentences_stand_alone() -> None:
    assert with_context([120, 120]) == [(range(1), 0), (range(1, 2), 0)]
