"""Acts that lie in an adjective or in what a speaker says of another: "is ready to", "must stop", "they violated".

An adjective after *be* can be the act itself (readiness is agreement, dismay is criticism); inside somebody's
words a modal of duty is a demand and a word of blame an accusation, and the speaker is the actor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import agents
from trackrecord.read.events.verbframes import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.types import EventType

_ADJECTIVES: tuple[tuple[EventType, str, str, str], ...] = (
    ("AGREE", "with to", "inf", "ready willing prepared open committed"),
    ("SUPPORT", "of to", "party", "proud supportive grateful appreciative thankful"),
    ("ACCUSE", "of with at by", "party", "critical angry furious outraged dismayed disappointed appalled"),
    ("ACCUSE", "of", "inf", "guilty"),
    ("REJECT", "to", "", "opposed defiant"),
    ("REJECT", "to", "inf", "unwilling reluctant"),
)

ADJECTIVES: dict[str, Frame] = {
    word: Frame(kind, None, tuple(where.split()), needs)
    for kind, where, needs, words in _ADJECTIVES
    for word in words.split()
}

# What links a subject to its adjective.
COPULAS = frozenset("be remain seem appear feel become stay sound".split())

# The modal of duty ("should" is mostly opinion): inside a statement, what the speaker asks of the subject.
DUTY = frozenset({"must"})

# Verbs that blame their subject when a speaker says them of another.
BLAME = frozenset(
    """violate breach lie mislead deceive sabotage undermine distort conceal betray exploit defraud provoke flout
    abuse cheat exaggerate falsify manipulate renege""".split()
)

# Verbs whose clause or quotation is somebody's words.
SAYING = frozenset(
    """say tell add insist argue declare state warn stress write note claim announce believe think reiterate repeat
    maintain assert contend comment remark explain charge complain""".split()
)


def speaker_of(verb: Token) -> list[Token]:
    """Return the heads of whoever says the clause of *verb*, in the same sentence; empty where nobody does."""
    below = verb
    for above in verb.ancestors:
        if above.lemma_.lower() in SAYING and below.dep_ in ("ccomp", "xcomp", "parataxis", "advcl", "conj"):
            return agents(above)
        below = above
    return []
