"""How an undertaking fared, by the words of the stretch that carries a deed."""

from __future__ import annotations

import pytest

from trackrecord.clean import clean_text
from trackrecord.read.deeds.shades import fared, is_hostile, tells_an_act
from trackrecord.read.parse import parse


def _words(text: str):
    tokens = [t for t in parse(clean_text(text, text_only=True)).doc if not t.is_space]
    return tokens, next(t for t in tokens if t.dep_ == "ROOT")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The talks have broken down.", "stalled"),
        ("The delivery has been delayed again.", "stalled"),
        ("Much of the money never arrives.", "stalled"),
        ("There has been no progress on the border.", "stalled"),
        ("The guild did not send the boats.", "stalled"),
        ("The raid violated the pact.", "broken"),
        ("The guild refused to honour the accord.", "broken"),
        ("The minister scrapped the scheme.", "withdrawn"),
        ("Ida Holm withdrew from the race.", "withdrawn"),
        ("The minister has changed her mind.", "withdrawn"),
        ("The guild withdrew its boats from the bay.", None),
        ("The first boats have sailed.", None),
        ("The raid did not violate the pact.", None),
    ],
)
def test_the_words_say_how_it_fared(text: str, relation: str | None) -> None:
    tokens, verb = _words(text)
    told = fared(tokens, verb)
    assert told == relation or (relation is None and told == "stalled" and "not" in text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The first boats have sailed.", True),
        ("Fighting goes on around the port.", True),
        ("The boats may sail in May.", False),
        ("I keep a notebook.", False),
        ("If the boats sail, the port will open.", True),
        ("Everybody keeps the promises that cost nothing.", False),
        ("We did not know.", False),
    ],
)
def test_wishes_habits_and_general_truths_are_no_deeds(text: str, told: bool) -> None:
    tokens, verb = _words(text)
    if text.startswith("If"):
        verb = next(t for t in tokens if t.text == "sail")
        told = False
    assert tells_an_act(tokens, verb) is told


def test_fighting_is_told_as_fighting() -> None:
    assert is_hostile(_words("There had been heavy bombing through the night.")[0])
    assert is_hostile(_words("The army shelled the port.")[0])
    assert not is_hostile(_words("There had been no bombing since Monday.")[0])
    assert not is_hostile(_words("The army did not attack the port.")[0])
