"""Whether a word of talking tells of a meeting: two sides, or a phrase that is a meeting by itself.

"Discussed the budget" has a topic and one side, "negotiated by the ministry" one side of an agreement's making,
"rejected any discussion" none at all; "held talks", "visited" and "met" are meetings with one side named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.events.acts import Act

# Verbs that take a topic as readily as a partner, and those that are a meeting only between two who are named.
_TOPICAL = frozenset("discuss negotiate confer consult parley mediate".split())
_TWO_NAMED = frozenset("invite host brief greet summon".split())
_TOPICAL_NOUNS = frozenset("discussion dialogue consultation negotiation conversation briefing".split())
_NOT_HELD = frozenset("reject refuse decline deny dismiss oppose avoid demand call urge".split())
_PLURAL = frozenset("they we both them us".split())


def is_meeting(act: Act) -> bool:
    """Whether a CONSULT act is a meeting; acts of other types are let through."""
    if act.type != "CONSULT":
        return True
    word = act.head.lemma_.lower()
    if act.head.pos_ == "VERB":
        if word in _TOPICAL:
            return _has_two_sides(act)
        if word in _TWO_NAMED:
            return bool(act.actors and act.recipients) and act.reality != "denied"
        return True
    if act.light is not None and act.light.lemma_.lower() == "call" and _is_definite(act.head):
        return False  # "called the talks candid"
    if word in _TOPICAL_NOUNS and act.light is not None and act.light.lemma_.lower() in _NOT_HELD:
        return bool(act.recipients)
    return True


def is_several(token: Token) -> bool:
    """Whether a noun phrase stands for more than one ("they", "the two sides", "officials")."""
    return token.lower_ in _PLURAL or token.tag_ in ("NNS", "NNPS")


def _has_two_sides(act: Act) -> bool:
    if act.recipients and act.actors:
        return True
    sides = act.actors or act.recipients
    if is_passive(act.head):
        return len(sides) > 1
    return len(sides) > 1 or any(is_several(t) for t in sides)


def _is_definite(noun: Token) -> bool:
    return any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "for", "new") for c in noun.children)
