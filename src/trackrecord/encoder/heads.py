"""What the model answers: one head a question, in the order of its output's columns.

Token heads give a probability for every class at every word piece (class 0 is "outside"; where a thing has
words, its first has one class and the rest the next). Sentence heads give yes-or-no probabilities. The pieces that
lead a sentence or mark its parts are the vocabulary's ``[CLS]`` and its first unused ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.types import CommitmentKind, Relation

KINDS: tuple[CommitmentKind, ...] = ("promise", "agreement", "offer", "demand", "threat", "refusal")
RELATIONS: tuple[Relation, ...] = (
    "kept",
    "progress",
    "partly",
    "stalled",
    "broken",
    "alleged_broken",
    "disputed",
    "condition_met",
    "condition_unmet",
    "withdrawn",
)
TOKEN_HEADS = {
    "action": 1 + 2 * len(KINDS),  # first and other words of an action, by kind of commitment
    "term": 5,  # condition, deadline
    "evidence": 3,  # of a deed
    # of a commitment and a sentence, at the piece that leads the sentence
    "bears": 1 + len(RELATIONS),  # how the sentence bears on the commitment
}
SENTENCE_HEADS = {"kinds": len(KINDS), "deed": 1, "relations": len(RELATIONS)}

LEADING, PADDING = 101, 0
LEADING_COMMITMENT, LEADING_DEED = 1, 2  # a commitment, and a sentence that may bear on it
ACTION_OPENS, ACTION_CLOSES = 5, 6
