"""What is kept with a document."""

from __future__ import annotations

import spacy

from trackrecord.read.kept import kept


def test_a_word_is_asked_once_a_document():
    asked = []

    @kept
    def length(token):
        """Return how long a word is."""
        asked.append(token.text)
        return len(token.text)

    nlp = spacy.blank("en")
    first, second = nlp("seven cats"), nlp("three owls")
    assert [length(t) for t in first] * 2 == [length(t) for t in (*first, *first)]
    assert [length(t) for t in second] == [5, 4]
    assert asked == ["seven", "cats", "three", "owls"]
    assert length.__doc__ == "Return how long a word is."


def test_two_functions_keep_their_own_answers_none_included():
    calls = []

    @kept
    def nothing(token):
        calls.append(token.i)

    @kept
    def place(token):
        return token.i

    word = spacy.blank("en")("seven cats")[1]
    assert [nothing(word), place(word), nothing(word), place(word)] == [None, 1, None, 1]
    assert calls == [1]
