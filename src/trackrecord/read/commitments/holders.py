"""Who is bound and to whom, as the encoder tells it: asked where the parse names nobody, or a place.

The parse names the promisor where his name stands in the clause; the encoder also knows him where he stands a
sentence before, or where the clause is passive. Where the parse names somebody it is left alone: on topics that the
encoder had not seen it corrected as many as it spoilt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from trackrecord.encoder.questions import on_holder
from trackrecord.read.commitments.promisors import written_name
from trackrecord.types import Span

if TYPE_CHECKING:
    from trackrecord.encoder import Encoder
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Commitment, Party

# Of the encoder's probability for a party's likeliest word; set on topics that it was not trained on.
SURE = 0.65  # of an addressee
LIKELY = 0.5  # of a promisor
_BEFORE = 4  # sentences
# What cannot bind itself, unless it stands for those who govern there.
_PLACES = ("place",)


def with_holders(commitment: Commitment, parties: Parties, encoder: Encoder) -> Commitment:
    """Return the commitment with the promisor and addressee that the encoder knows where the parse does not."""
    current = parties.get(commitment.by_party)
    if commitment.by is not None and (current is None or current.kind not in _PLACES):
        return _not_to_himself(commitment)
    shares = _shares(commitment, parties, encoder)
    by, share = _likeliest(shares, 0)
    if (
        by is not None
        and by.id != commitment.by_party
        and share >= LIKELY
        # "We will hold them to that", he said: who says "we" is bound, whoever else the sentences speak of.
        and not (commitment.by is not None and _in_the_first_person(commitment, parties))
        and _agrees(by, commitment, parties)
    ):
        commitment = replace(commitment, by=_name(by, commitment, parties), by_party=by.id)
    to, share = _likeliest(shares, 1)
    if commitment.to is None and to is not None and share >= SURE and to.id != commitment.by_party:
        commitment = replace(commitment, to=_name(to, commitment, parties), to_party=to.id)
    return _not_to_himself(commitment)


def _not_to_himself(commitment: Commitment) -> Commitment:
    if commitment.to_party is not None and commitment.to_party == commitment.by_party:
        return replace(commitment, to=None, to_party=None)
    return commitment


def _in_the_first_person(commitment: Commitment, parties: Parties) -> bool:
    """Whether the nearest subject before the action, in its sentence, is "I" or "we"."""
    return _subject(commitment, parties) in ("i", "we")


def _agrees(party: Party, commitment: Commitment, parties: Parties) -> bool:
    """Whether the pronoun that is the action's subject, if one is, may stand for the party."""
    subject = _subject(commitment, parties)
    if subject == "it":
        return party.kind not in ("person", "group")
    return subject not in ("he", "she") or party.kind in ("person", "office")


def _subject(commitment: Commitment, parties: Parties) -> str:
    """Return the nearest subject before the action in its sentence, in small letters; empty where there is none."""
    report = parties.parsed.report
    before = parties.parsed.slice(Span(report.sentences[commitment.sentence].start, commitment.action.start))
    nearest = next((t for t in reversed(before or ()) if t.dep_ in ("nsubj", "nsubjpass")), None)
    return "" if nearest is None else nearest.lower_


Shares = list[tuple["Party", float, float]]  # as promisor, as addressee


def _shares(commitment: Commitment, parties: Parties, encoder: Encoder) -> Shares:
    report = parties.parsed.report
    first = max(0, commitment.sentence - _BEFORE)
    spans = report.sentences[first : commitment.sentence + 1]
    own = spans[-1]
    near = {
        party.id: [m.span for m in party.mentions if spans[0].start <= m.span.start < own.end]
        for party in parties.all
    }
    if not any(near.values()):
        return []
    texts = [s.text(report.text) for s in spans]
    action = commitment.action.start - own.start, commitment.action.end - own.start
    asked = on_holder(encoder.pieces, texts[:-1], texts[-1], action)
    told = encoder.shares([piece for piece, _ in asked], "holder")
    words = [
        (spans[at[0]].start + at[1], spans[at[0]].start + at[2], float(p[1]), float(p[2]))
        for (_, at), p in zip(asked, told, strict=True)
        if at is not None
    ]
    found: Shares = []
    for party in parties.all:
        if inside := [w for w in words if any(_lies_in(w, m) for m in near[party.id])]:
            found.append((party, max(w[2] for w in inside), max(w[3] for w in inside)))
    return found


def _lies_in(word: tuple[int, int, float, float], span: Span) -> bool:
    return word[0] < span.end and span.start < word[1]


def _likeliest(shares: Shares, role: Literal[0, 1]) -> tuple[Party | None, float]:
    """Return who most likely is the promisor (0) or the addressee (1), with the probability."""
    best: tuple[Party | None, float] = (None, 0.0)
    for party, as_promisor, as_addressee in shares:
        share = as_addressee if role else as_promisor
        if share > best[1]:
            best = party, share
    return best


def _name(party: Party, commitment: Commitment, parties: Parties) -> str:
    """Return the party's name as the report writes it, at its last mention up to the commitment."""
    before = [m for m in party.mentions if m.span.start < commitment.span.end] or list(party.mentions)
    mention = max(before, key=lambda m: m.span)
    tokens = parties.parsed.slice(mention.span)
    if tokens is None or not len(tokens):
        return party.name
    return written_name(party.id, tokens[-1], parties) or party.name
