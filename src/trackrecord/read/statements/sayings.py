"""Sayings: one cue with the tokens of its content and the head of its source, before it becomes a statement.

What all frames share is here; the frames are in ``clausecontents``, ``objectcontents`` and ``nouncontents``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token


# How many tokens a content may reach before and after its head.
BEFORE, AFTER = 150, 250
_WH = frozenset("whether how why what who when where which if".split())
_AUXILIARY = frozenset(("aux", "auxpass", "neg", "prt"))


@dataclass(slots=True)
class Saying:
    """One cue with its content (token indices) and its source's head token, before quotations are reckoned with.

    ``frame`` names the rule that found it.
    """

    cue: Token
    frame: str
    content: set[int]
    speaker: Token | None
    cue_tokens: list[Token] = field(default_factory=list)
    conveyor: Token | None = None


def subtree(*heads: Token) -> set[int]:
    """The indices of all tokens under any of *heads*, themselves included, no further off than a content reaches.

    The bound keeps a report that is one endless sentence from costing the square of its length.
    """
    found: set[int] = set()
    for head in heads:
        first, last = max(head.left_edge.i, head.i - BEFORE), min(head.right_edge.i, head.i + AFTER)
        found.update(range(first, last + 1))
    return found


def content_runs(content: Iterable[int]) -> list[tuple[int, int]]:
    """Return token indices as runs ``[first, last + 1)`` in order."""
    runs: list[tuple[int, int]] = []
    for index in sorted(content):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def cue_words(verb: Token) -> list[Token]:
    """The verb with its auxiliaries, negation and particle, in order."""
    return sorted([verb, *(c for c in verb.children if c.dep_ in _AUXILIARY)], key=lambda t: t.i)


def is_infinitive(clause: Token) -> bool:
    """Whether the clause is an infinitive with "to"."""
    return any(c.tag_ == "TO" and c.i < clause.i for c in clause.children)


def asks(clause: Token) -> bool:
    """Whether the clause is an indirect question: "why they left", "whether it holds"."""
    first = clause.left_edge
    return first.lower_ in _WH and first.lower_ not in ("if", "when", "where")
