"""Attacks told by a noun and a verb at once: "the attack that killed 12", "12 people were killed in an attack"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import agents

if TYPE_CHECKING:
    from trackrecord.read.events.acts import Act

_WITHIN = frozenset({"in", "by", "during"})


def join_attacks(acts: list[Act]) -> list[Act]:
    """Join ASSAULT acts of a sentence that tell of one attack; other acts pass through unchanged.

    The verb's act stays; it takes the noun's actors ("claimed responsibility for the attack that killed …")
    where it has none of its own, and the noun's mode where that says more.
    """
    nouns = [a for a in acts if a.type == "ASSAULT" and a.head.pos_ == "NOUN"]
    merged: dict[int, Act] = {}
    gone: set[int] = set()
    for act in acts:
        if act.type != "ASSAULT" or act.head.pos_ != "VERB":
            continue
        for noun in nouns:
            if noun.head.i not in gone and _tells_the_same(act, noun):
                gone.add(noun.head.i)
                told = merged.get(act.head.i, act)
                mode = noun.mode if noun.mode not in (None, "other") else told.mode
                merged[act.head.i] = replace(told, actors=told.actors or noun.actors, mode=mode)
    return [merged.get(a.head.i, a) for a in acts if a.head.i not in gone]


def _tells_the_same(verb: Act, noun: Act) -> bool:
    if any(t.i == noun.head.i for t in agents(verb.head)):
        return True
    prep = noun.head.head
    return noun.head.dep_ == "pobj" and prep.lower_ in _WITHIN and prep.head.i == verb.head.i
