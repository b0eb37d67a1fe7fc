"""Meetings with both sides complete: several words for one meeting joined, and all who take part gathered.

A meeting is often told in two clauses ("visited Lima to speak with B", "sent A to Lima to hold talks with
B"); those become one event. ``participants`` reads off everybody, through lists that the parser broke.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import (
    agents,
    conjuncts,
    denoted,
    patients,
    surface_subject,
    verb_above,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.events.acts import Act
    from trackrecord.read.parties.finding import Parties

_PARTY_SENT = frozenset({"delegation", "team", "mission", "group"})
_TIES = frozenset({"advcl", "xcomp", "acl", "conj", "relcl", "ccomp"})
_LANDS = frozenset({"country", "place", "government"})
_HUMAN = frozenset({"person", "organisation", "armed_group", "government", "country", "group", "office"})


def join_meetings(acts: list[Act]) -> list[Act]:
    """Join CONSULT acts of a sentence that tell of one occasion; other acts pass through unchanged."""
    joined: list[Act] = []
    for act in acts:
        before = next((i for i, a in enumerate(joined) if _same_occasion(a, act)), None)
        if before is None:
            joined.append(act)
        else:
            joined[before] = _merge(joined[before], act)
    return joined


def _same_occasion(first: Act, second: Act) -> bool:
    if first.type != "CONSULT" or second.type != "CONSULT":
        return False
    low, high = second.clause, first.clause
    if low.i == high.i:
        return True
    if not (_purpose_of(low, high) or _purpose_of(second.head, first.head)):
        return False
    ours, theirs = {t.i for t in first.recipients}, {t.i for t in second.recipients}
    return not ours or not theirs or bool(ours & theirs) or first.mode == "visit"


def _purpose_of(low: Token, high: Token) -> bool:
    """Whether *low* hangs on *high* as its purpose, occasion or conjunct ("met B for talks")."""
    head = low.head
    if low.dep_ in _TIES and head.i == high.i:
        return True
    if low.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in ("for", "in", "during", "at", "on"):
        return head.head.i == high.i
    return low.dep_ in ("pobj", "pcomp") and head.lower_ in ("of", "after", "on") and head.head.i == high.i


def _merge(first: Act, second: Act) -> Act:
    # The town or country visited is the place; whom one spoke with there is the recipient.
    if first.mode == "visit" and second.recipients:
        recipients = second.recipients
    else:
        recipients = first.recipients or second.recipients
    actors = first.actors or second.actors
    taken = {t.i for t in actors}
    return replace(
        first,
        mode=first.mode or second.mode,
        actors=actors,
        recipients=tuple(t for t in recipients if t.i not in taken),
    )


def completed(act: Act, parties: Parties) -> Act:
    """Return a meeting with the side that its own clause lacks filled from the words around it.

    The subject of the governing verb takes the empty side; where that fails, and where a garbled sentence
    makes somebody "meet" a country, the people named in the sentence do.
    """
    if act.type != "CONSULT" or act.mode == "visit":
        return act
    led = _led_there(act)
    if led:
        return replace(act, actors=led)
    named = [t for t in act.head.sent if _is_named_person(t, parties)]
    countries = bool(act.recipients) and all(_kind(t, parties) in _LANDS for t in act.recipients)
    if act.head.lemma_ == "meet" and act.light is None and countries:
        people = _one_each(named, parties)
        if len(people) >= 2 and not any(_kind(t, parties) == "person" for t in act.actors):
            return replace(act, actors=(people[-1],), recipients=tuple(people[:-1]))
    if act.actors or not act.recipients:
        return act
    taken = {i for t in act.recipients for i in denoted(t, parties)}
    subject = [t for t in surface_subject(verb_above(act.clause)) if taken.isdisjoint(denoted(t, parties))]
    subject = [t for t in subject if denoted(t, parties) and t.i != act.head.i]
    if not any(_is_named_person(t, parties) for t in subject) and act.head.lemma_ == "meet":
        before = [t for t in named if t.i < act.head.i and taken.isdisjoint(denoted(t, parties))]
        subject = _one_each(before, parties)[-1:] or subject
    return replace(act, actors=tuple(subject))


def _led_there(act: Act) -> tuple[Token, ...]:
    """Return who met in "A led a delegation to P, where it met B": those sent, and who led them."""
    if act.clause.dep_ != "relcl" or not any(t.lower_ in ("it", "they") for t in act.actors):
        return ()
    leading = verb_above(act.clause.head)
    sent = [t for t in patients(leading) if t.lemma_.lower() in _PARTY_SENT]
    if not sent or leading.lemma_.lower() not in ("lead", "head", "take", "bring"):
        return ()
    return (*agents(leading), *sent)


def _kind(token: Token, parties: Parties) -> str | None:
    party = parties.get(parties.at(token))
    return party.kind if party else None


def _is_named_person(token: Token, parties: Parties) -> bool:
    mention = parties.mention_at(token)
    return mention is not None and mention.kind == "name" and _kind(token, parties) == "person"


def _one_each(tokens: Iterable[Token], parties: Parties) -> list[Token]:
    """Return the last token of the first mention of each party."""
    first: dict[str, Token] = {}
    for token in tokens:
        party = parties.at(token)
        if party is not None and (party not in first or first[party].i == token.i - 1):
            first[party] = token
    return sorted(first.values(), key=lambda t: t.i)


def participants(act: Act, parties: Parties) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the party ids of the act's actors and recipients, nobody on both sides."""
    actors = _ids(act.actors, parties)
    recipients = _ids(act.recipients, parties)
    if act.type == "CONSULT":
        sender = act.clause.head
        if act.clause.dep_ == "advcl" and sender.lemma_.lower() in ("send", "dispatch"):
            # Whoever sends envoys to talk is a side too, through them.
            actors = tuple(dict.fromkeys((*actors, *_ids(agents(sender), parties))))
        others = (*_listed(act, parties), *_including(act, parties), *_resident(act, parties))
        recipients = tuple(dict.fromkeys((*recipients, *others)))
        if not recipients and len(act.actors) > 1:
            # "A and B held talks": a meeting has two sides, the first named is the actor.
            actors, recipients = _ids(act.actors[:1], parties), _ids(act.actors[1:], parties)
    return actors, tuple(r for r in recipients if r not in actors)


def _ids(tokens: Iterable[Token], parties: Parties) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for t in tokens for i in denoted(t, parties)))


def _listed(act: Act, parties: Parties) -> list[str]:
    """Return all parties of a between-phrase: long lists of names defeat the parser, so read the whole phrase."""
    found: list[str] = []
    for prep in act.head.children:
        if prep.dep_ == "prep" and prep.lower_ == "between":
            for token in prep.subtree:
                party = parties.get(parties.at(token))
                if party is not None and party.kind in _HUMAN:
                    found.append(party.id)
    return found


def _resident(act: Act, parties: Parties) -> list[str]:
    """Return who is said to sit at the place visited ("visited A, where B's leaders live")."""
    found: list[str] = []
    if act.mode == "visit" and act.light is None:
        for place in patients(act.head):
            for near in (place, *(c for c in place.children if c.dep_ == "appos")):
                for verb in near.children:
                    if verb.dep_ == "relcl" and any(w.lower_ == "where" for w in verb.children):
                        found.extend(i for t in surface_subject(verb) for i in denoted(t, parties))
    return found


def _including(act: Act, parties: Parties) -> list[str]:
    """Return those named as part of a side ("a delegation including A", "led by A")."""
    found: list[str] = []
    for token in act.recipients:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "including":
                for head in conjuncts(c for c in child.children if c.dep_ == "pobj"):
                    found.extend(denoted(head, parties))
                    for deeper in head.children:
                        if deeper.dep_ == "appos":
                            found.extend(denoted(deeper, parties))
    return found
