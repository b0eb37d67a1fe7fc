"""Which of the commitments that rules and encoder propose for a sentence are taken, with what words and what kind.

The encoder knows best whether a sentence tells of a commitment and which words are the action; a rule that found the
same clause has a say in its kind. A rule alone stands where the encoder holds its sentence for possible, or
where the text is garbled: the encoder has learnt from clean news.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.encoder.heads import KINDS
from trackrecord.encoder.tags import segments
from trackrecord.read.commitments.terms import without_deadline
from trackrecord.read.parse import GARBLED
from trackrecord.types import UNDERTAKINGS, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackrecord.encoder import Answers
    from trackrecord.encoder.tags import Tagged
    from trackrecord.types import Commitment, CommitmentKind

    Row = tuple[str, Commitment]

# Of the encoder's probabilities; set on topics that it was not trained on (`docs/measuring.md`).
FLOOR = 0.25  # what a word must have to lengthen an action
TAKEN = 0.5  # what an action must have: its likeliest word, and its sentence
TOGETHER = 0.3  # the sentence's weight in it, as a power
POSSIBLE = 0.1  # that the sentence tells of a commitment, for a rule's find to stand alone
POSSIBLE_IN_GARBLED = 0.02  # instead, in garbled text: what the sentence's likeliest word must have
SAY = 0.3  # a rule's say in the kind, beside the encoder's probabilities
_SHARED = 0.3  # of two actions, from which they are one
_EMPTY = frozenset(
    """a an the of to for in on at by with and or not be been is are was were will would should must can could it
    there that this they he she we i his her their its just never only also more most""".split()
)
# No action begins or ends with one of these.
_LEADS = frozenset("and or but that which to for just also of by in on with".split())
_TRAILS = _LEADS | frozenset("the a an until as at from its their his her if".split())
_EDGES = " ,.;:\"“”'`‘’-–—"


def chosen(
    rules: list[Row],
    answers: Answers,
    text: str,
    made_of: Callable[[Tagged], Commitment | None],
    shape: Callable[[Span], Span] = lambda span: span,
    garble: float = 0.0,
) -> list[Row]:
    """Return the commitments of a sentence, each with the name of what found it.

    *made_of* turns a marked action into a commitment, or None where the parse has nothing for it. *shape* makes its
    words whole. *garble* is the report's.
    """
    shares = answers.tokens("action")
    taken: list[Row] = []
    met: set[int] = set()
    told = answers.sentence("kinds")
    marks = [m for m in segments(shares, answers.pieces, FLOOR) if _sure(m, told) >= TAKEN]
    for mark in _joined([replace(m, span=tidied(text, shape(tidied(text, m.span)))) for m in marks]):
        action = mark.span
        if not _tells(action.text(text)):
            continue
        kinds = _kinds_in(answers, shares, action)
        same = [n for n, (_, c) in enumerate(rules) if _is_same(c.action, action)]
        met.update(same)
        if same:
            rule, best = rules[max(same, key=lambda n: _likeness(rules[n][1].action, action))]
            kinds[KINDS.index(best.kind)] += SAY
            taken.append((f"{rule} + encoder", _told(best, action, kinds, text)))
        else:
            made = made_of(mark)
            if made is not None:
                taken.append(("encoder", _told(made, action, kinds, text)))
    for n, (rule, commitment) in enumerate(rules):
        apart = n not in met and all(_likeness(commitment.action, c.action) <= 0.1 for _, c in taken)
        if apart and _may_stand(commitment, shares, told, garble):
            taken.append((rule, commitment))
    return taken


def _sure(mark: Tagged, told: np.ndarray) -> float:
    """Return how sure the encoder is of a marked action: of its words, and that its sentence tells of such a thing."""
    return float(mark.score ** (1 - TOGETHER) * _group(KINDS[mark.label], told) ** TOGETHER)


def _may_stand(commitment: Commitment, shares: np.ndarray, told: np.ndarray, garble: float) -> bool:
    """Whether what a rule alone found in the sentence may be there for all the encoder knows."""
    if garble >= GARBLED:
        return float((1.0 - shares[:, 0]).max(initial=0.0)) >= POSSIBLE_IN_GARBLED
    return _group(commitment.kind, told) >= POSSIBLE


def _group(kind: CommitmentKind, told: np.ndarray) -> float:
    """Return how likely the sentence tells of a commitment, or of one of the kinds told apart from them."""
    own = [
        share
        for share, other in zip(told, KINDS, strict=True)
        if (other in UNDERTAKINGS) == (kind in UNDERTAKINGS)
    ]
    return 1.0 - float(np.prod(1.0 - np.array(own)))


def tidied(text: str, span: Span) -> Span:
    """Return the span without the marks and small words at its edges."""
    start, end = span
    while True:
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        words = text[start:end].split()
        if len(words) > 1 and words[0].lower() in _LEADS:
            start += len(words[0])
        elif len(words) > 1 and words[-1].lower() in _TRAILS:
            end -= len(words[-1])
        else:
            return Span(start, end)


def _joined(marks: list[Tagged]) -> list[Tagged]:
    """Return the marks, those that share words as one: two pieces of one phrase are one action."""
    joined: list[Tagged] = []
    for mark in marks:
        if joined and joined[-1].span.overlaps(mark.span):
            last = joined[-1]
            span = Span(min(last.span.start, mark.span.start), max(last.span.end, mark.span.end))
            joined[-1] = replace(max(last, mark, key=lambda m: m.score), span=span)
        else:
            joined.append(mark)
    return joined


def _told(commitment: Commitment, action: Span, kinds: np.ndarray, text: str) -> Commitment:
    """Return the commitment with the words and the kind that were settled on."""
    action = without_deadline(action, commitment.deadline, text)
    whole = Span(min(commitment.span.start, action.start), max(commitment.span.end, action.end))
    return replace(commitment, action=action, span=whole, kind=KINDS[int(kinds.argmax())])


def _kinds_in(answers: Answers, shares: np.ndarray, action: Span) -> np.ndarray:
    """Return the mean probability of each kind over the action's words."""
    own = [i for i, piece in enumerate(answers.pieces) if action.overlaps(piece)]
    kinds: np.ndarray = shares[own, 1::2].mean(0) + shares[own, 2::2].mean(0)
    return kinds


def _tells(words: str) -> bool:
    return any(w.isalnum() and w not in _EMPTY for w in words.lower().split())


def _is_same(rule: Span, action: Span) -> bool:
    return _likeness(rule, action) > _SHARED or rule.contains(action)


def _likeness(a: Span, b: Span) -> float:
    """Return what two spans share, as a share of both together."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / max(1, max(a.end, b.end) - min(a.start, b.start))
