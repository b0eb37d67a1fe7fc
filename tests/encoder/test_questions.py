"""Questions mark the words they are about and say where the answer stands."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from trackrecord.encoder import load, questions
from trackrecord.encoder.heads import (
    ACTION_CLOSES,
    ACTION_OPENS,
    LEADING_DEED,
)

PROMISE = "The ferry company promised to hire forty deckhands by June."
ACTION = (PROMISE.index("hire"), PROMISE.index(" by June"))


@pytest.fixture(scope="module")
def words() -> Tokenizer:
    encoder = load()
    if encoder is None:
        pytest.skip("the weights are not here")
    return encoder.pieces


def test_a_deed_is_asked_about_at_the_piece_that_leads_its_sentence(words: Tokenizer) -> None:
    ids, at = questions.on_deed(words, PROMISE, ACTION, "Forty deckhands started work in May.")
    assert ids[at] == LEADING_DEED
    marked = ids[ids.index(ACTION_OPENS) + 1 : ids.index(ACTION_CLOSES)]
    assert words.decode(marked) == "hire forty deckhands"


def test_long_sentences_are_cut(words: Tokenizer) -> None:
    long = "We will pay. " * 400
    ids, _ = questions.on_deed(words, long, (3, 11), long)
    assert len(ids) <= 2 * questions.LONGEST + 2
