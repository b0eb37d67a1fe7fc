"""What the model answers: one head a question, in the order of its output's columns.

Token heads give a probability for every class at every word piece (class 0 is "outside"; where a thing has
words, its first has one class and the rest the next). Leading heads choose one class, at the piece that leads what was
asked about; sentence heads give yes-or-no probabilities, at the piece that leads the sentence or over all of its pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.types import CommitmentKind, EventType, Reality, Relation

# The orders are those of the weights, whatever order the nouns are written in elsewhere.
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
TYPES: tuple[EventType, ...] = (
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
REALITIES: tuple[Reality, ...] = ("happened", "planned", "denied", "hypothetical")
# What one party does to another; CONCEDE and RETREAT are one here, as in PLOVER's first level of yielding.
ROOTS: tuple[str, ...] = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "YIELD",
    *(t for t in TYPES if t not in ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT")),
)

# Asked of every sentence of a report.
LINE_HEADS = {
    "action": 1 + 2 * len(KINDS),  # first and other words of an action, by kind of commitment
    "term": 5,  # of a commitment: condition, deadline
    "evidence": 3,  # of a deed
    "trigger": 1 + len(TYPES),  # of an event; first and other words alike
    "reality": len(REALITIES),  # at an event's trigger; no class for outside
    "content": 3,  # of a statement
    "inner": 3,  # of a statement within a statement
    "role": 5,  # source, cue of a statement
}
# Asked about words that are marked (`questions`).
MARKED_HEADS = {
    "holder": 3,  # at every word piece: of the words that name who would act, and to whom it is given
    "root": 1 + len(ROOTS),  # leading: what the source does to the target
    "bears": 1 + len(RELATIONS),  # leading: how a sentence bears on a commitment
}
LEADING_HEADS = ("root", "bears")
TOKEN_HEADS = {**LINE_HEADS, **MARKED_HEADS}
SENTENCE_HEADS = {"kinds": len(KINDS), "deed": 1, "relations": len(RELATIONS)}
# In whose answer every piece of the sentence has a say; the others answer at the leading piece.
POOLED_HEADS = ("kinds", "relations")

# The vocabulary's [CLS], and its padding.
LEADING, PADDING = 101, 0


SIZES = {"action": TOKEN_HEADS["action"], **SENTENCE_HEADS, **TOKEN_HEADS}


def columns() -> dict[str, slice]:
    """Return the output's columns of every head."""
    found, at = {}, 0
    for name, size in SIZES.items():
        found[name] = slice(at, at + size)
        at += size
    return found


COLUMNS = columns()
WIDTH = sum(SIZES.values())
