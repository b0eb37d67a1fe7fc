"""Who is bound, to whom, and who tells of it: names for the roles of an undertaking.

Names come from :class:`Parties` (fullest name in the report); where a noun phrase denotes no known party its own
words are the name, as a reader would say it ("the kidnappers").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import (
    OF_OBJECT,
    agent_of,
    child,
    governors,
    is_passive,
    object_of_preposition,
    owner_of,
    saying_above,
    subject_of,
)
from trackrecord.read.commitments.undertakings import UTTERANCES
from trackrecord.read.parties.gazetteer import (
    capital,
    country_named,
    country_of_people,
    government_seat,
)
from trackrecord.read.parties.roles import BODY, PERSON

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Party, Statement

FIRST_PERSON = frozenset(("i", "we", "us", "me", "my", "our", "ours"))
_PEOPLE = frozenset(("i", "we", "he", "she", "they"))
# Whoever holds one of these speaks for somebody else.
_VOICES = frozenset(
    "official spokesman spokeswoman spokesperson minister diplomat ambassador envoy officer aide adviser secretary".split()
)
_RULING = frozenset("government administration authorities regime cabinet".split())
_AGENCIES = frozenset(
    """reuters afp ap upi dpa efe ansa tass xinhua cnn bbc cnn.com bloomberg getty images afx kyodo
    associated press agence france-presse interfax ria novosti""".split()
)
_EMPTY = frozenset(
    ("it", "there", "that", "this", "which", "who", "what", "they", "he", "she", "you", "one", "them")
)


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in a role: a name as a reader would give it, and the party's id where it is a known party."""

    name: str
    party: str | None = None


def role_of(token: Token | None, parties: Parties) -> Role | None:
    """Return the role that the noun phrase headed by *token* fills, joint parties named together, or None."""
    if token is None:
        return None
    if token.lemma_.lower() in UTTERANCES and parties.at(token) is None:
        author = _author_of(token)
        if author is not None:
            return role_of(author, parties)
    found = _single(token, parties)
    if found is None:
        return None
    names, party = [found.name], found.party
    for other in token.conjuncts:
        if other.i > token.i and other.pos_ in ("NOUN", "PROPN"):
            more = _single(other, parties)
            if more is not None and more.name not in names:
                names.append(more.name)
    return Role(" and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names), party)


def is_agency(name: str) -> bool:
    """Whether the name is that of a news agency or channel, which stands in datelines."""
    return all(w in _AGENCIES for w in name.lower().split())


def _author_of(noun: Token) -> Token | None:
    """Return whose letter or statement it is: its owner, or whom a verb praises or blames for it."""
    owner = owner_of(noun)
    if owner is not None:
        return owner
    for above in governors(noun):
        if above.pos_ == "VERB":
            return child(above, "dobj") if above.lemma_ in OF_OBJECT and noun not in above.children else None
        found = owner_of(above) if above.pos_ == "NOUN" else None
        if found is not None:
            return found
    return None


def counterpart_of(token: Token, parties: Parties) -> Role | None:
    """Return with whom the clause around *token* deals: "held talks *with the rebels*, seeking ..."; or None."""
    for above in governors(token):
        for holder in (above, *(c for c in above.children if c.dep_ == "dobj")):
            held = object_of_preposition(holder, "with")
            if held is not None and can_act(held, parties):
                return role_of(held, parties)
    return None


def _single(token: Token, parties: Parties) -> Role | None:
    party = parties.at(token)
    described = parties.get(party)
    if token.dep_ == "appos" and (described is None or described.anonymous):
        # "Ida Holm, a former minister who says": the one whom the description is of.
        whose = parties.get(parties.at(token.head))
        if whose is not None and whose.kind == "person" and not whose.anonymous:
            party = whose.id
    if party is None and (is_actor_noun(token) or any(c.dep_ in ("appos", "flat") for c in token.children)):
        party = parties.of(token)
    if party is not None:
        name = written_name(party, token, parties)
        if name:
            return Role(name, party)
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ") or token.lower_ in _EMPTY:
        return None
    return Role(phrase(token))


def written_name(party: str, token: Token, parties: Parties) -> str | None:
    """Return the party's fullest name in the report; for a country the form that stands at *token*, if any."""
    found = parties.get(party)
    if found is None:
        return None
    if found.kind in ("country", "government") and found.names:
        mention = parties.mention_at(token)
        told = mention.span.text(parties.parsed.text) if mention is not None else ""
        if " " in told and told.split()[-1].lower() in _RULING:
            return " ".join(told.removeprefix("the ").removeprefix("The ").split())
        if found.name in found.names:
            return found.name
        if (
            mention is not None
            and mention.kind != "pronoun"
            and any(w[:1].isupper() for w in told.split()[1:] or [told])
        ):
            return (
                _spelt_out(" ".join(told.split()), found.name)
                if " " in told.strip()
                else _of_people(told, found)
            )
        return _spelt_out(found.names[0], found.name)
    owner = _owner_of_described(found, token, parties) if found.anonymous else None
    if owner is not None and owner.name.lower() not in found.name.lower():
        # "the group's leaders" says little without the group.
        return f"{found.name} ({owner.name})"
    return found.name


def _of_people(told: str, found: Party) -> str:
    """Return a country's name for one word that stands for it: a people's ("Norse") gives "Norland", a seat both."""
    if country_of_people(told) is not None and country_named(told) is None:
        return found.name
    if capital(told) is not None or government_seat(told) is not None:
        return f"{told} ({found.name})"
    return _spelt_out(told, found.name)


def _spelt_out(written: str, name: str) -> str:
    """Return a country's name with the letters that stand for it in the report: "United States (US)"."""
    letters = written.replace(".", "")
    return f"{name} ({letters})" if letters.isupper() and len(letters) <= 4 else written


def _owner_of_described(found: Party, token: Token, parties: Parties) -> Party | None:
    """Return the named party to which a described one belongs ("the group's leaders"), or None."""
    owner = parties.get(found.belongs_to)
    if owner is not None and is_agency(owner.name):
        # "(Agency) The union's leaders": who only wrote the report owns nobody in it.
        owner = None
    if owner is None:
        near = [parties.get(parties.at(c)) for c in token.children if c.dep_ in ("poss", "compound", "amod")]
        owner = next((p for p in near if p is not None and not p.anonymous and not is_agency(p.name)), None)
    return owner


def side_of(role: Role | None, parties: Parties) -> Role | None:
    """Return the government or country in whose office somebody speaks ("the Ghanaian minister"), else himself."""
    speaker = parties.get(role.party) if role is not None else None
    if role is None or speaker is None:
        return role
    office = set((speaker.office or "").split())
    seat = parties.get(speaker.belongs_to)
    for party in parties.all:
        state = party.kind in ("country", "government")
        if (
            (seat is not None and party.id == seat.id and seat.kind != "place")
            or (state and any(n in office for n in (party.name, *party.names)))
            # "An official in the capital" speaks for those who govern there, not for the town.
            or (
                state
                and seat is not None
                and seat.kind == "place"
                and seat.country == party.country is not None
            )
        ):
            return Role(party.name, party.id)
    return role


def body_of(role: Role | None, parties: Parties) -> Role | None:
    """Return the body for which an official says "we" (his ministry or country), else himself.

    A named official stands behind it: "Norland (Ida Holm)".
    """
    speaker = parties.get(role.party) if role is not None else None
    if role is None or speaker is None:
        return role
    office = set((speaker.office or speaker.name).lower().split())
    if not office & _VOICES:
        return role
    side = side_of(role, parties)
    if side is None or side.party == role.party or speaker.anonymous:
        return side
    return Role(f"{side.name} ({speaker.name})", side.party)


# Months, days and hours stand at the head of many pages; so do agencies whose name closes a dateline or a caption.
_OF_TIME = frozenset(
    """jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
    october november december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday
    saturday sunday today yesterday tomorrow tonight am pm a.m p.m et est edt gmt bst utc cet pst pdt noon midnight
    updated published posted""".split()
)


def opens_with_hour(words: str) -> bool:
    """Whether the words begin with an hour of the clock, as the entries of a running report do."""
    return _CLOCK.match(words) is not None


def can_bind(name: str) -> bool:
    """Whether a name may be a promisor's: not one of days and hours alone, nor begun by an hour or cut from a list."""
    parts = [w.strip(".,:;|()*").lower() for w in name.split()]
    parts = [w for w in parts if w]
    if not parts or not any(c.isalpha() for c in name):
        return False
    if name[0] in _MANGLED or opens_with_hour(name):
        return False
    return not all(w in _OF_TIME or not any(c.isalpha() for c in w) for w in parts)


_MANGLED = "\"”’'»)]}|*•/\\–—-"
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2} ?(?:am|pm|a\.m|p\.m)\b", re.IGNORECASE)


def is_actor_noun(token: Token) -> bool:
    """Whether the noun names people or a body that can act: "officials", "the coalition"."""
    return token.lemma_.lower() in PERSON or token.lemma_.lower() in BODY


def can_act(token: Token | None, parties: Parties) -> bool:
    """Whether the noun phrase or pronoun headed by *token* denotes somebody who can bind himself."""
    if token is None:
        return False
    party = parties.get(parties.at(token))
    if party is not None:
        return party.kind != "place"
    if token.pos_ == "PRON":
        return token.lower_ in _PEOPLE
    return is_actor_noun(token)


def phrase(noun: Token) -> str:
    """Return the noun phrase as written, without relative clauses, appositions and what follows a comma."""
    first, last = noun.i, noun.i
    for left in noun.lefts:
        if left.dep_ not in ("punct", "cc", "preconj"):
            first = min(first, left.left_edge.i)
    for right in noun.rights:
        if right.dep_ == "prep" and right.lower_ in ("of", "in", "for", "from"):
            last = max(last, right.right_edge.i)
        else:
            break
    text: str = noun.doc[first : last + 1].text
    return " ".join(text.split())[:120]


def speaker_at(offset: int, statements: tuple[Statement, ...], parties: Parties) -> Role | None:
    """Return who says the words at *offset*: the speaker of the smallest statement that holds them, or None."""
    best: tuple[int, Statement] | None = None
    for statement in statements:
        for span in statement.content:
            if span.start <= offset < span.end and (best is None or span.end - span.start < best[0]):
                best = (span.end - span.start, statement)
    if best is None:
        return None
    statement = best[1]
    name = parties.name_of(statement.party) or statement.speaker_text
    return Role(name, statement.party) if name else None


# How far back, in code points, the speech of one speaker is taken to run on.
_RUNS_ON = 500


def speaker_before(offset: int, statements: tuple[Statement, ...], parties: Parties) -> Role | None:
    """Return who spoke last before *offset*, where a speech may run on from sentence to sentence; None after a gap."""
    ended = [
        (span.end, statement)
        for statement in statements
        for span in statement.content
        if statement.party is not None and offset - _RUNS_ON <= span.end <= offset
    ]
    if not ended:
        return None
    statement = max(ended, key=lambda e: e[0])[1]
    name = parties.name_of(statement.party)
    return Role(name, statement.party) if name else None


def speaks_for(
    narrator: Role | None, saying: Token | None, subject: Token, by: Role | None, parties: Parties
) -> bool:
    """Whether the one who tells of *subject*'s act is *subject*, or speaks for it: a minister for his country.

    True for a pronoun that the report leaves open, for the same party, for a party of the same country, and where
    the narrator is described by the party's name ("the ministry's spokesman").
    """
    if narrator is None:
        return False
    if same(narrator, by) or (by is None and subject.pos_ == "PRON"):
        return True
    if by is None:
        return False
    a, b = parties.get(narrator.party), parties.get(by.party)
    if a is not None and b is not None:
        if a.belongs_to is not None and a.belongs_to in (b.id, b.belongs_to):
            return True
        if (
            a.country is not None
            and a.country == b.country
            and b.kind in ("country", "government", "organisation")
        ):
            return True
        if a.office is not None and any(n.lower() in a.office.lower() for n in b.names):
            return True
    who = None if saying is None else subject_of(saying)
    near = {t.lower_ for t in who.subtree if t.pos_ in ("PROPN", "NOUN", "ADJ")} if who is not None else set()
    return any(word.lower() in near for word in by.name.split() if word[:1].isupper())


def narrator_of(token: Token, statements: tuple[Statement, ...], parties: Parties) -> Role | None:
    """Return who tells what stands at *token*: the subject of the saying above it, else the statement's speaker."""
    saying = saying_above(token)
    if saying is not None:
        who = agent_of(saying) if is_passive(saying) else subject_of(saying)
        found = role_of(who, parties)
        if found is not None:
            return found
    return speaker_at(token.idx, statements, parties)


def same(a: Role | None, b: Role | None) -> bool:
    """Whether two roles are filled by the same party."""
    if a is None or b is None:
        return False
    if a.party is not None and b.party is not None:
        return a.party == b.party
    return a.name.casefold() == b.name.casefold()


def is_first_person(token: Token | None) -> bool:
    """Whether the token is a first-person pronoun. "US" is a country, also where the tagger takes it for "us"."""
    return token is not None and token.lower_ in FIRST_PERSON and token.text != "US"
