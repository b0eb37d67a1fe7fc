"""Whose a statement is: the span of the noun phrase, the party it denotes, its name or description.

A speaker is resolved through :class:`Parties` only (which follows pronouns and descriptions); what the report
leaves unnamed stays anonymous, as described.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Statement

# What hangs on a noun and is not its name: clauses and what follows a dash.
_BEYOND = frozenset(("relcl", "acl", "advcl", "ccomp", "punct", "parataxis", "dep", "cc", "conj"))
_LONGEST = 30
_LANDS = frozenset(("country", "place", "government"))
_RELATIVE = frozenset(("who", "which", "that"))
_MALE, _FEMALE = frozenset(("he", "him", "his")), frozenset(("she", "her", "hers"))
_PRONOUNS = _MALE | _FEMALE | {"they", "it", "we", "i", "you", "one", "who", "which", "that", "this"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker. ``spans`` are the noun phrase and a "who" that takes it up, ``text`` its name.

    ``text`` is None for a pronoun that nobody in the report is known to stand behind.
    """

    spans: tuple[Span, ...]
    party: str | None
    anonymous: bool
    text: str | None

    def up_to(self, offset: int) -> Speaker:
        """This speaker with spans cut off at *offset*: a label ends at its colon, whatever the parse hangs on it."""
        spans = tuple(Span(s.start, min(s.end, offset)) for s in self.spans if s.start < offset)
        return replace(self, spans=spans)


def resolve_speaker(head: Token, cue: Token, parsed: Parsed, parties: Parties) -> Speaker:
    """Return who the noun phrase headed by *head* is. Never raises; a phrase no party covers is described."""
    span = phrase_span(head)
    spans = (
        span,
        *(_span(c) for c in cue.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in _RELATIVE),
    )
    party = parties.get(parties.of(head))
    if party is None:
        if head.lower_ in _PRONOUNS:
            return Speaker(spans, None, True, None)
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


def named_before(
    statement: Statement, others: Iterable[Statement], parsed: Parsed, parties: Parties
) -> Statement:
    """Give a statement whose speaker is an unresolved "he" or "she" to the one named speaker before it, if any.

    Only a person who speaks earlier in the same paragraph, the only one to do so, and whom the report does not
    call by the other pronoun; else the statement comes back as it is.
    """
    if statement.party is not None or statement.speaker_text is not None or not statement.speaker:
        return statement
    here = statement.speaker[0]
    word = here.text(parsed.text).lower()
    contrary = _FEMALE if word in _MALE else _MALE
    paragraph = next((p for p in parsed.report.paragraphs if p.contains(here)), None)
    if paragraph is None or word not in _MALE | _FEMALE:
        return statement
    before = {s.party for s in others if any(paragraph.start <= v.start < here.start for v in s.speaker)} - {
        None
    }
    party = parties.get(before.pop()) if len(before) == 1 else None
    if party is None or party.kind != "person" or party.anonymous:
        return statement
    if any(m.kind == "pronoun" and m.span.text(parsed.text).lower() in contrary for m in party.mentions):
        return statement
    return replace(statement, party=party.id, anonymous=False, speaker_text=party.name)
