"""Sides: which noun phrases denote people, a body or a known party, and so can take part in an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import denoted, obliques
from trackrecord.read.events.nounframes import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parties.finding import Parties


def is_side(token: Token, parties: Parties) -> bool:
    """Whether the noun phrase headed by *token* denotes people, a body or a known party."""
    if token.lemma_.lower() in SIDES or token.lower_ in SIDES:
        return True
    if parties.at(token) is not None:
        return True
    if token.pos_ != "PROPN":
        return False
    # A capitalised name that nobody took for a party is still more likely a side than a thing.
    return bool(denoted(token, parties)) or token.ent_type_ not in (
        "DATE",
        "TIME",
        "EVENT",
        "LAW",
        "WORK_OF_ART",
    )


def sides_of(tokens: Iterable[Token], parties: Parties) -> list[Token]:
    """Return the sides that *tokens* denote, or that stand inside them ("Iran's decision" gives Iran)."""
    found: list[Token] = []
    for token in tokens:
        if is_side(token, parties):
            found.append(token)
            continue
        inside = [c for c in token.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
        inside = [
            c for c in inside if parties.at(c) is not None or (c.dep_ == "poss" and is_side(c, parties))
        ]
        if not inside:
            preps = ("of", "by", "against", "from", "on", "in", "between")
            inside = [c for c in obliques(token, preps) if is_side(c, parties)]
        found.extend(inside[-1:] if inside and inside[0].dep_ in ("compound", "nmod") else inside)
    return found
