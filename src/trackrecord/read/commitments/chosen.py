"""Which of the commitments that rules and encoder propose for a sentence are taken, and with what kind.

The encoder knows best whether a sentence tells of a commitment and of what kind; a rule that found the same clause
knows best where its action begins and ends. A rule alone stands where the encoder holds its sentence for possible.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackrecord.encoder.heads import KINDS
from trackrecord.encoder.tags import tagged

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackrecord.encoder import Answers
    from trackrecord.encoder.tags import Tagged
    from trackrecord.types import Commitment, Span

    Row = tuple[str, Commitment]

# Of the encoder's probabilities; set on topics that it was not trained on (`docs/measuring.md`).
INSIDE = 0.5  # a word piece belongs to an action
TAKEN = 0.7  # mean over an action, from which it is taken, and its kind outranks the rule's
ALONE = 0.1  # a sentence's likeliest kind, from which the encoder's find stands alone
POSSIBLE = 0.02  # a sentence's likeliest kind, from which a rule's find stands alone
_HELD = 0.6  # share of an action that lies in a longer one, from which it is a piece of it
_SHARED = 0.3  # of two actions, from which they are one
_EMPTY = frozenset(
    """a an the of to for in on at by with and or not be been is are was were will would should must can could it
    there that this they he she we i his her their its just never only also more most""".split()
)


def chosen(
    rules: list[Row], answers: Answers, text: str, made_of: Callable[[Tagged], Commitment | None]
) -> list[Row]:
    """Return the commitments of a sentence, each with the name of what found it.

    *made_of* turns a marked action into a commitment, or None where the parse has nothing for it.
    """
    marks = tagged(answers.tokens("action"), answers.pieces, INSIDE)
    sure = [t for t in marks if t.score >= TAKEN and _tells(t.span.text(text))]
    proposals = [(t, c) for t, c in ((t, made_of(t)) for t in sure) if c is not None]
    proposals.sort(key=lambda p: p[1].action.start - p[1].action.end)
    taken: list[Row] = []
    likely = float(answers.sentence("kinds").max())
    for mark, commitment in proposals:
        if any(_part(commitment.action, c.action) > _HELD for _, c in taken):
            continue
        same = [r for r in rules if _is_same(r[1].action, commitment.action, mark.span)]
        if same:
            rule, best = max(same, key=lambda r: _likeness(r[1].action, commitment.action))
            best = replace(best, kind=KINDS[mark.label])
            if all(c.action != best.action for _, c in taken):
                taken.append((f"{rule} + encoder", best))
        elif likely >= ALONE:
            taken.append(("encoder", commitment))
    if likely >= POSSIBLE:
        for rule, commitment in rules:
            if all(_likeness(commitment.action, c.action) <= 0.1 for _, c in taken):
                taken.append((rule, commitment))
    return taken


def _tells(words: str) -> bool:
    return any(w.isalnum() and w not in _EMPTY for w in words.lower().split())


def _is_same(rule: Span, proposed: Span, mark: Span) -> bool:
    return _likeness(rule, proposed) > _SHARED or (rule.start <= mark.start and mark.end <= rule.end)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _part(a: Span, b: Span) -> float:
    """Return the share of *a* that lies in *b*."""
    return _shared(a, b) / max(1, a.end - a.start)


def _likeness(a: Span, b: Span) -> float:
    """Return what two spans share, as a share of both together."""
    return _shared(a, b) / max(1, max(a.end, b.end) - min(a.start, b.start))
