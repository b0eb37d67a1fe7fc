"""Whose a statement is: the span of the noun phrase, the party it denotes, its name or description.

A speaker is resolved through :class:`Parties` only (which follows pronouns and descriptions); what the report
leaves unnamed stays anonymous, as described.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties import Parties

# What hangs on a noun and is not its name: clauses and what follows a dash.
_BEYOND = frozenset(("relcl", "acl", "advcl", "ccomp", "punct", "parataxis", "dep", "cc", "conj"))
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker. ``span`` is the noun phrase as it stands, ``text`` what a reader would call it."""

    span: Span
    party: str | None
    anonymous: bool
    text: str


def resolve_speaker(head: Token, parsed: Parsed, parties: Parties) -> Speaker:
    """Return who the noun phrase headed by *head* is. Never raises; a phrase no party covers is described."""
    span = phrase_span(head)
    party = parties.get(parties.of(head))
    if party is None:
        text = " ".join(span.text(parsed.text).split())
        return Speaker(span, None, head.pos_ != "PROPN", text)
    return Speaker(span, party.id, party.anonymous, party.name)


def phrase_span(head: Token) -> Span:
    """Return the span of the noun phrase under *head*: with its titles and appositions, without its clauses."""
    first = last = head
    for child in head.children:
        if child.dep_ in _BEYOND and not (child.dep_ == "conj" and child.pos_ == head.pos_):
            continue
        left, right = child.left_edge, child.right_edge
        if left.i < first.i and first.i - left.i <= _LONGEST:
            first = left
        if right.i > last.i and right.i - head.i <= _LONGEST:
            last = right
    while last.i > head.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return Span(first.idx, last.idx + len(last.text))
