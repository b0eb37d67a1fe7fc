"""Deeds that the encoder finds where no rule did: which sentence tells of one, in which words, and how it went.

What a deed found this way bears on, linking looks for.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from trackrecord.encoder.heads import RELATIONS
from trackrecord.encoder.tags import segments
from trackrecord.types import Span

if TYPE_CHECKING:
    from trackrecord.encoder import Answers
    from trackrecord.types import Relation

# Of the encoder's probabilities; set on topics that it was not trained on.
TELLS = 0.22  # a sentence tells of a deed: the mean of its own answer and its likeliest word's
_FLOOR = 0.15  # what a word must have to lengthen the evidence


def proposed(answers: Answers) -> tuple[Span, Relation] | None:
    """Return the words that carry a deed and its relation, or None where the sentence tells of none."""
    shares = answers.tokens("evidence")
    likeliest = float((1.0 - shares[:, 0]).max(initial=0.0))
    if sqrt(float(answers.sentence("deed")[0]) * likeliest) < TELLS:
        return None
    found = max(segments(shares, answers.pieces, _FLOOR), key=lambda s: s.score, default=None)
    if found is None:
        return None
    return found.span, RELATIONS[int(answers.sentence("relations").argmax())]
