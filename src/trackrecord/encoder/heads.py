"""What the model answers: one head a question, in the order of its output's columns.

Token heads give a probability for every class at every word piece (class 0 is "outside"; where a thing has
words, its first has one class and the rest the next). Sentence heads give yes-or-no probabilities. The pieces that
lead a sentence or mark its parts are the vocabulary's ``[CLS]`` and its first unused ones.
"""

from __future__ import annotations

KINDS = ("promise", "agreement", "offer", "demand", "threat", "refusal")
RELATIONS = (
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
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
REALITIES = ("happened", "planned", "denied", "hypothetical")

TOKEN_HEADS = {
    "action": 1 + 2 * len(KINDS),  # first and other words of an action, by kind of commitment
    "term": 5,  # condition, deadline
    "evidence": 3,  # of a deed
    "trigger": 1 + len(TYPES),
    "reality": len(REALITIES),  # at triggers; no class for outside
    "content": 3,  # of a statement
    "inner": 3,  # of a statement within a statement
    "role": 5,  # source, cue
    # of an action that is marked: the words that name who would act, and to whom it is given
    "holder": 3,
    # of a pair, at the piece that leads its second part
    "bears": 1 + len(RELATIONS),  # how a sentence bears on a commitment
    "same": 2,  # whether two mentions are of one commitment
    # of a sentence with a source and a target marked, at its leading piece
    "pair_type": 1 + len(TYPES),
    "pair_reality": len(REALITIES),
}
SENTENCE_HEADS = {"kinds": len(KINDS), "deed": 1, "relations": len(RELATIONS)}

LEADING, PADDING = 101, 0
# A commitment and a sentence that may bear on it; two mentions; a sentence with two parties marked.
LEADING_COMMITMENT, LEADING_DEED, LEADING_MENTION, LEADING_EVENT = 1, 2, 3, 4
ACTION_OPENS, ACTION_CLOSES = 5, 6
LEADING_CONTEXT, LEADING_ACTION = 11, 12  # the sentences before, and the one with the action marked
SOURCE_OPENS, SOURCE_CLOSES, TARGET_OPENS, TARGET_CLOSES = 7, 8, 9, 10
