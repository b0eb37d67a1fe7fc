"""What pronouns and descriptions stand for, where the nearest or the latest is not the one that is meant."""

from __future__ import annotations

import pytest

from trackrecord.clean import clean_text
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties


def meant(text: str, words: str) -> str | None:
    """Return the name of the party for which the last *words* in the text stand."""
    found = find_parties(parse(clean_text(text, text_only=True)))
    at = text.rindex(words)
    return next((p.name for p in found.all for m in p.mentions if m.span.start == at), None)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # Whoever was "the movement" is so again, though another body was named since.
        ("The Harbour Front met the Red Sickle on Monday. Ida Holm, the movement's leader, spoke first. "
         "The Harbour Front agreed not to let the Red Sickle use the port. The movement also agreed to talks.",
         "The movement", "Harbour Front"),
        # The subject of the sentence, before that of a clause within it.
        ("The Transport Board said the Ferry Union had left the talks. It would meet again on Monday.", "It",
         "Transport Board"),
        # "It is to pay" speaks of somebody.
        ("Norway met Ida Holm on Monday. It is to bring down the number of boats by May.", "It", "Norway"),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, words: str, name: str) -> None:
    assert meant(text, words) == name


@pytest.mark.parametrize(
    "text", ["Norway met them. It is hard to pay.", "Norway met them. It was agreed that they pay."]
)
def test_it_that_stands_for_nobody(text: str) -> None:
    assert meant(text, "It") is None
