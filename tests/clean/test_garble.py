"""The garble score: marks counted, clean news low, rewritten text high."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.garble import garble_marks, garble_score
from trackrecord.clean.sentences import split_sentences

CLEAN = (
    "Mr. Duarte met Gen. Adan Mire in the U.S. embassy on Oct. 4, officials said.\n"
    "“We will leave the valley by May,” Mire said. “We gave our word.”\n"
    "“The mines stay,” said Duarte.\n"
    "Observers, i.e. the four river states, had no comment... They never have.\n"
)
GARBLED = (
    "The general said the army would leave. valley before the rains.\n"
    "“We gave our word, ”Mire said. “It is a good word, “He added.\n"
    "Adan Mire met the the ministers , and Adan Mira left early .\n"
    "They handed over guns . . and mines.\n"
)


def score(text: str) -> float:
    return garble_score(text, split_sentences(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the army would leave. valley before", "cut"),
        ("left early .", "stop"),
        ("ministers , and", "comma"),
        ("guns . . and", "doubled_stop"),
        ("our word, ”Mire said", "quote"),
        ("a good word, “He added.", "quote"),
        ("He said “we go” and left”.", "unbalanced"),
        ("met the the ministers", "word"),
        ("Adan Mire met Adan Mira", "name"),
    ],
)
def test_each_mark_is_counted(text: str, kind: str) -> None:
    assert garble_marks(text)[kind] == 1


def test_clean_news_has_no_marks() -> None:
    assert set(garble_marks(CLEAN).values()) == {0}
    assert score(CLEAN) == 0.0


def test_rewritten_text_scores_high_and_no_text_nothing() -> None:
    assert score(GARBLED) > 0.8
    assert garble_score("", ()) == 0.0


def test_one_slip_in_a_long_text_scores_low() -> None:
    assert score(CLEAN * 12 + "They left early .\n") < 0.1


@given(st.text(alphabet='aA .,“”"\n', max_size=300))
def test_the_score_is_a_share(text: str) -> None:
    assert 0 <= score(text) <= 1


@pytest.mark.parametrize("junk", ["a. b", " .", "“", "Aaa Bbbb ", "a a ", "Abc Def", ".. ."])
def test_junk_of_any_size_takes_linear_time(junk: str) -> None:
    text = junk * (100_000 // len(junk))
    assert 0 <= score(text) <= 1


def test_words_from_a_thesaurus_where_they_do_not_fit_are_garble():
    plain = (
        "The minister said on Monday that the army would leave the valley before the end of the year. "
        "He told reporters that the two sides had agreed to meet again in the capital next week. "
        "Officials said the talks had been difficult but that progress had been made on most points. "
        "The government has promised to release the prisoners if the ceasefire holds until then. "
    )
    other = iter("hand market season bridge paper glass winter road kitchen music doctor window".split() * 20)
    spun = " ".join(next(other) if place % 3 == 1 else word for place, word in enumerate(plain.split()))
    assert score(plain * 3) < 0.2
    assert score(spun * 3) > score(plain * 3) + 0.15


def test_a_sentence_said_twice_is_garble():
    twice = (
        "The harbour was closed to all ships for nine days. The harbour was shut to all ships for nine days. "
    )
    once = "The harbour was closed to all ships for nine days. Fishermen waited on the quay and mended their nets. "
    assert score(twice * 3) > score(once * 3) + 0.3
