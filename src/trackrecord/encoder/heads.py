"""What the model answers: one head a question, in the order of its output's columns.

Token heads give a probability for every class at every word piece (class 0 is "outside"; where a thing has
words, its first has one class and the rest the next). Sentence heads give yes-or-no probabilities, at the piece that
leads the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.types import CommitmentKind

KINDS: tuple[CommitmentKind, ...] = ("promise", "agreement", "offer", "demand", "threat", "refusal")
# First and other words of an action, by kind of commitment.
TOKEN_HEADS = {"action": 1 + 2 * len(KINDS)}
SENTENCE_HEADS = {"kinds": len(KINDS)}

# The vocabulary's [CLS], and its padding.
LEADING, PADDING = 101, 0
