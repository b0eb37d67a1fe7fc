"""Tokens in time that grows in step with the text, and the text in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.read.parse import load
from trackrecord.read.tokens import LONGEST, make_doc

_RUNS = {
    "quotes": "“‘",
    "brackets": "(",
    "closing brackets": ")]}",
    "dots": ".",
    "letters": "a",
    "a little of all": "a.)-“1",
}


def _seconds(text: str) -> float:
    nlp = load()
    started = time.process_time()
    make_doc(nlp, text)
    return time.process_time() - started


@pytest.mark.parametrize("run", sorted(_RUNS))
def test_a_run_without_white_space_takes_time_in_step_with_its_length(run: str) -> None:
    unit = _RUNS[run]
    small, large = (
        _seconds("He said: " + unit * (size // len(unit)) + " and left.") for size in (1_500, 6_000)
    )
    assert large < 8 * small + 0.3  # the square of the length would take sixteen times as long


@given(
    st.lists(
        st.sampled_from(["a", "(", "”", " ", "\n", "é", "🙂", "x" * LONGEST, "“" * (LONGEST + 1)]),
        max_size=12,
    ).map("".join)
)
@settings(max_examples=60)
def test_tokens_and_spaces_are_the_text(text: str) -> None:
    doc = make_doc(load(), text)
    assert doc.text == text
    assert all(doc.text[token.idx : token.idx + len(token.text)] == token.text for token in doc)


def test_what_has_no_such_run_is_left_to_spacy() -> None:
    text = "The mayor's house (No. 4) was sold for $1.2bn, see https://fjord.example/" + "a" * 100
    assert [t.text for t in make_doc(load(), text)] == [t.text for t in load().make_doc(text)]
