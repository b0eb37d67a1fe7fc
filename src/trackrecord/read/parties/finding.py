"""Parties inside one report: every named or described person, organisation, government and place, with mentions.

``find_parties`` puts together what ``names`` (who is named), ``offices`` (what they hold) and ``coreference``
(what else stands for them) find; :class:`Parties` is the index over the tokens that later reading asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trackrecord.read.parties.coreference import Resolver
from trackrecord.read.parties.drafts import Draft, gender_told, group_names
from trackrecord.read.parties.gazetteer import gazetteer
from trackrecord.read.parties.introduced import introduced
from trackrecord.read.parties.names import find_names
from trackrecord.types import Mention, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed


@dataclass(frozen=True, eq=False)
class Parties:
    """The parties of a report and, for each token, whose mention it lies in."""

    parsed: Parsed
    all: tuple[Party, ...]

    @cached_property
    def _by_id(self) -> dict[str, Party]:
        return {p.id: p for p in self.all}

    @cached_property
    def _owner(self) -> dict[int, tuple[str, Mention]]:
        """Token index → (party id, mention); where mentions overlap the shorter one wins."""
        owner: dict[int, tuple[str, Mention]] = {}
        claims = sorted(
            ((m.span.end - m.span.start, m.span.start, p.id, m) for p in self.all for m in p.mentions),
            key=lambda c: (-c[0], c[1], c[2]),
        )
        for _, _, party_id, mention in claims:
            tokens = self.parsed.slice(mention.span)
            for token in tokens if tokens is not None else ():
                owner[token.i] = (party_id, mention)
        return owner

    def get(self, party_id: str | None) -> Party | None:
        """Return the party with that id, or None."""
        return self._by_id.get(party_id or "")

    def at(self, token: Token) -> str | None:
        """Return the id of the party in whose mention the token lies, or None."""
        found = self._owner.get(token.i)
        return found[0] if found else None

    def mention_at(self, token: Token) -> Mention | None:
        """Return the mention in which the token lies, or None."""
        found = self._owner.get(token.i)
        return found[1] if found else None

    def of(self, token: Token) -> str | None:
        """Return the party that the noun phrase headed by *token* denotes, or None.

        Looks at the head itself, then through what stands for it: an apposition ("the envoy, Ms Hall"), a
        group word that belongs to a party ("Labour leaders", "members of the council", "officials in Lima").
        """
        own = self.at(token)
        if own is not None:
            return own
        for child in token.children:
            if child.dep_ in ("appos", "flat") and self.at(child) is not None:
                return self.at(child)
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss") and self.at(child) is not None:
                return self.at(child)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                for deeper in child.children:
                    if deeper.dep_ == "pobj" and self.at(deeper) is not None:
                        return self.at(deeper)
        return None

    def name_of(self, party_id: str | None) -> str | None:
        """Return the party's fullest name (or description when anonymous), or None."""
        party = self.get(party_id)
        return party.name if party else None


def find_parties(parsed: Parsed) -> Parties:
    """Find all parties of a parsed report, with names, offices and coreferent mentions.

    Ids are ``p1``, ``p2`` … in order of first mention. Pure: same parse in, same parties out.
    """
    names = find_names(parsed)
    drafts, owner = group_names(names, introduced(parsed.doc, names))
    owned: dict[int, Draft] = {}
    offices: set[int] = set()
    for position, name in enumerate(names):
        draft = owner[position]
        draft.add(name.span, "name")
        owned.update(dict.fromkeys(range(name.start, name.end), draft))
        if name.text not in draft.names:
            draft.names.append(name.text)
        if name.office and name.office not in draft.offices:
            draft.offices.append(name.office)
        offices.update(name.office_tokens)
        if draft.kind == "person" and draft.gender == "unknown":
            draft.gender = gender_told(name)
    Resolver(parsed, drafts, owned, offices - owned.keys()).run()
    return Parties(parsed, _freeze(drafts))


def _freeze(drafts: list[Draft]) -> tuple[Party, ...]:
    ordered = sorted((d for d in drafts if d.mentions), key=lambda d: (min(d.mentions), d.kind, d.key))
    ids = {id(draft): f"p{number}" for number, draft in enumerate(ordered, 1)}
    return tuple(
        Party(
            id=ids[id(draft)],
            kind=draft.kind,
            name=_full_name(draft),
            mentions=draft.frozen_mentions(),
            names=tuple(draft.names),
            office=max(draft.offices, key=len, default=None),
            country=draft.country,
            anonymous=draft.anonymous,
            belongs_to=ids.get(id(draft.belongs_to)) if draft.belongs_to is not None else None,
        )
        for draft in ordered
    )


def _full_name(draft: Draft) -> str:
    """The fullest name: a country's own, else the longest form (titles dropped for people)."""
    if draft.country and draft.kind in ("country", "government") and draft.names:
        return gazetteer().countries[draft.country].name
    if draft.kind == "person" or not draft.names:
        return draft.name
    return max(draft.names, key=len).removeprefix("the ").removeprefix("The ")
