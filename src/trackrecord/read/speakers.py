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
_LANDS = frozenset(("country", "place", "government"))
_RELATIVE = frozenset(("who", "which", "that"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker. ``spans`` are the noun phrase and a "who" that takes it up, ``text`` its name."""

    spans: tuple[Span, ...]
    party: str | None
    anonymous: bool
    text: str


def resolve_speaker(head: Token, cue: Token, parsed: Parsed, parties: Parties) -> Speaker:
    """Return who the noun phrase headed by *head* is. Never raises; a phrase no party covers is described."""
    span = phrase_span(head)
    spans = (
        span,
        *(_span(c) for c in cue.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in _RELATIVE),
    )
    party = parties.get(parties.of(head))
    if party is None:
        text = " ".join(span.text(parsed.text).split())
        return Speaker(spans, None, head.pos_ != "PROPN", text)
    if parties.at(head) is None and party.kind in _LANDS:
        # "Norvik media", "officials in Norvik": the land is whose they are, not who spoke.
        return Speaker(spans, party.id, True, " ".join(span.text(parsed.text).split()))
    return Speaker(spans, party.id, party.anonymous, party.name)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


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
