"""The model at work: what it answers is of the right form, the same each time, and bounded."""

from __future__ import annotations

import time

import numpy as np
import pytest

from trackrecord.encoder import Answers, Encoder, load
from trackrecord.encoder.heads import COLUMNS, SENTENCE_HEADS, TOKEN_HEADS, WIDTH
from trackrecord.encoder.model import softmax
from trackrecord.errors import ModelError
from trackrecord.types import Span

TEXT = "The ferry company promised to hire forty deckhands by June. The weather was fine on Sunday."
SENTENCES = (Span(0, 59), Span(60, 91))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = load()
    if found is None:
        pytest.skip("the weights are not here")
    return found


def test_every_head_answers_for_every_sentence(encoder: Encoder) -> None:
    answers = encoder.read(TEXT, SENTENCES)
    assert len(answers) == 2
    for answer, sentence in zip(answers, SENTENCES, strict=True):
        assert all(sentence.start <= p.start < p.end <= sentence.end for p in answer.pieces)
        for head, size in TOKEN_HEADS.items():
            assert answer.tokens(head).shape == (len(answer.pieces), size)
            assert np.allclose(answer.tokens(head).sum(1), 1, atol=1e-5)
        for head, size in SENTENCE_HEADS.items():
            assert answer.sentence(head).shape == (size,)


def test_a_promise_is_told_from_the_weather(encoder: Encoder) -> None:
    promise, weather = encoder.read(TEXT, SENTENCES)
    inside = [1 - a.tokens("action")[:, 0] for a in (promise, weather)]
    assert inside[0].max() > 0.9
    assert inside[1].max() < 0.2
    promise_told, weather_told = (a.sentence("kinds")[0] for a in (promise, weather))
    assert weather_told < 0.1 < 0.5 < promise_told


def test_every_piece_has_a_say_in_a_pooled_head_and_in_no_other() -> None:
    scores = np.full((4, WIDTH), -20.0, np.float32)
    scores[2, [COLUMNS["kinds"].start, COLUMNS["deed"].start]] = 5.0
    answers = Answers((), scores)
    assert answers.sentence("kinds")[0] > 0.99
    assert answers.sentence("kinds")[1:].max() < 0.01
    assert answers.sentence("deed")[0] < 0.01


def test_the_same_report_gets_the_same_answers(encoder: Encoder) -> None:
    first, second = encoder.read(TEXT, SENTENCES), encoder.read(TEXT, SENTENCES)
    assert all((a.scores == b.scores).all() for a, b in zip(first, second, strict=True))


def test_a_sentence_of_a_megabyte_is_read_in_bounded_time(encoder: Encoder) -> None:
    text = "word " * 200_000
    start = time.process_time()
    (answer,) = encoder.read(text, (Span(0, len(text)),))
    assert time.process_time() - start < 2
    assert len(answer.pieces) < 200


def test_an_empty_report_has_no_answers(encoder: Encoder) -> None:
    assert encoder.read("", ()) == ()


def test_broken_weights_are_named() -> None:
    with pytest.raises(ModelError, match="weights"):
        Encoder(b"no network", "{}")


def test_softmax_of_nothing_is_nothing() -> None:
    assert softmax(np.zeros((0, 3), np.float32)).shape == (0, 3)
