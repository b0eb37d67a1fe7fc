"""Deeds that the encoder finds where no rule did: which sentence tells of one, in which words, how it bears on what.

Found this way a deed is attached to a commitment of the same report only where the encoder, asked about the two,
says that it bears on it; else linking looks for one.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from trackrecord.encoder.heads import RELATIONS
from trackrecord.encoder.questions import on_deed
from trackrecord.encoder.tags import segments
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trackrecord.encoder import Answers, Encoder
    from trackrecord.read.parse import Parsed
    from trackrecord.types import Commitment, Relation

# Of the encoder's probabilities; set on topics that it was not trained on.
TELLS = 0.22  # a sentence tells of a deed: the mean of its own answer and its likeliest word's
_FLOOR = 0.15  # what a word must have to lengthen the evidence
BEARS = 0.5  # a deed bears on a commitment
_NEAR = 25  # sentences between a deed and a commitment that are held against each other
_MOST = 12  # commitments that a deed is held against


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


def borne_on(
    parsed: Parsed, sentence: int, commitments: Sequence[Commitment], encoder: Encoder
) -> tuple[int, ...]:
    """Return the index of the commitment on which a sentence bears most surely, or nothing."""
    report = parsed.report
    near = [
        (abs(c.sentence - sentence), n)
        for n, c in enumerate(commitments)
        if c.kind in ("promise", "agreement", "offer") and 0 < abs(c.sentence - sentence) <= _NEAR
    ]
    best, share = None, BEARS
    for _, n in sorted(near)[:_MOST]:
        held, own = commitments[n], report.sentences[commitments[n].sentence]
        action = held.action.start - own.start, held.action.end - own.start
        asked, at = on_deed(
            encoder.pieces, own.text(report.text), action, report.sentences[sentence].text(report.text)
        )
        bears = 1.0 - float(encoder.shares(asked, "bears")[at, 0])
        if bears >= share:
            best, share = n, bears
    return () if best is None else (best,)
