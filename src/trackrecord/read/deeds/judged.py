"""Deeds that the encoder finds: sentences that it holds for a deed, and the commitments it says they bear on.

A sentence is put beside each commitment of the report that it may be about; the encoder says how it bears on it.
One that bears on none of them is still kept where it reads as a deed by itself: linking looks elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.encoder.heads import RELATIONS
from trackrecord.encoder.tags import tagged
from trackrecord.types import Span

if TYPE_CHECKING:
    from trackrecord.encoder import Encoder
    from trackrecord.read.parse import Parsed
    from trackrecord.types import Commitment, Relation

# Of the encoder's probabilities; set on topics that it was not trained on (`docs/measuring.md`).
ALONE = 0.5  # the sentence is a deed whatever it is about
ASKED = 0.1  # it is put beside the commitments of its report
BEARS = 0.5  # it bears on one
MOST = 8  # commitments that a sentence is put beside, the nearest first

_BINDING = ("promise", "agreement", "offer")


@dataclass(frozen=True)
class Judged:
    """What a sentence tells of commitments: how it bears on them, where, and how sure the encoder is."""

    span: Span
    relation: Relation
    about: tuple[int, ...]
    score: float


def judged(
    encoder: Encoder, parsed: Parsed, index: int, commitments: tuple[Commitment, ...]
) -> Judged | None:
    """Return what the encoder makes of sentence *index*, or None where it tells of no deed."""
    answers = parsed.answers[index]
    alone = float(answers.sentence("deed")[0])
    if alone < ASKED:
        return None
    text, sentences = parsed.text, parsed.report.sentences
    own = sentences[index]
    near = [
        (abs(c.sentence - index), p)
        for p, c in enumerate(commitments)
        if c.kind in _BINDING and not c.denied and c.sentence != index
    ]
    found: list[tuple[float, int, int]] = []
    for _, position in sorted(near)[:MOST]:
        c = commitments[position]
        place = sentences[c.sentence]
        action = Span(c.action.start - place.start, c.action.end - place.start)
        given = encoder.bears(place.text(text), action, own.text(text))
        bears = 1.0 - float(given[0])
        if bears >= BEARS:
            found.append((bears, position, int(given[1:].argmax())))
    if not found and alone < ALONE:
        return None
    if found:
        best = max(found)
        relation = RELATIONS[best[2]]
        score = best[0]
    else:
        relation = RELATIONS[int(answers.sentence("relations").argmax())]
        score = alone
    told = tagged(answers.tokens("evidence"), answers.pieces, 0.5)
    span = max(told, key=lambda t: t.span.end - t.span.start).span if told else own
    return Judged(span, relation, tuple(sorted(p for _, p, _ in sorted(found, reverse=True)[:3])), score)
