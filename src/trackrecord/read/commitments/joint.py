"""Promisors who are told together, and givers who are told behind what they give.

:func:`joint_of` names the two for whom "both sides", "the two presidents" or "they" of a talk stand; :func:`giver_behind`
finds who gives what a noun names ("the aid promised by five states", "limits that the ministry has proposed", "a loan
*from the bank*"); :func:`parties_to` who deals with whom ("a deal of A with B", "the accord between A and B").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import (
    agent_of,
    child,
    governors,
    is_passive,
    object_of_preposition,
    own_subject,
    owner_of,
)
from trackrecord.read.commitments.undertakings import ACCORDS, GIVING, NOUNS, VERBS
from trackrecord.types import UNDERTAKINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Party

_BOTH = frozenset(("both", "two"))
_SIDES = frozenset(
    """side country nation state government party neighbour neighbor power capital ally rival foe camp bloc
    faction delegation administration""".split()
)
_PERSONS = frozenset(
    "president leader minister man woman politician statesman counterpart chief premier diplomat official senator".split()
)
_BODIES = frozenset(("country", "government", "organisation", "armed_group"))
_MEETING = frozenset("meet visit receive host call face fight".split())
_BACK = 4  # sentences before


def joint_of(token: Token | None, index: int, parsed: Parsed, parties: Parties) -> tuple[Party, Party] | None:
    """Return the two parties for whom a phrase of two stands ("both sides"), or None where the text leaves it open.

    They are two of their sort that the sentence before it, or else one of the four before, puts together ("A and B",
    "A met B", "A's talks with B"). Two that merely stand in one sentence leave it open, and so do three.
    """
    if token is None or not _names_two(token):
        return None
    person = token.lemma_.lower() in _PERSONS
    for at in range(index, max(-1, index - 1 - _BACK), -1):
        words = parsed.slice(parsed.report.sentences[at])
        found: dict[str, Party] = {}
        for one, other in _put_together([t for t in words or () if t.i < token.i]):
            for word in (one, other):
                party = _of_sort(word, parties, person=person)
                found.update({party.id: party} if party is not None else {})
        if len(found) == 2:
            first, second = found.values()
            return first, second
        if len(found) > 2:
            return None
    return None


def _put_together(words: list[Token]) -> Iterable[tuple[Token, Token]]:
    """Yield the pairs of nouns that a sentence joins: by "and", or as the two sides of a meeting, talk or deal."""
    for word in words:
        if word.dep_ == "conj" and word.head.pos_ in ("NOUN", "PROPN") and word.pos_ in ("NOUN", "PROPN"):
            yield word.head, word
        if word.pos_ == "VERB" and (subject := own_subject(word)) is not None:
            other = object_of_preposition(word, "with")
            held = child(word, "dobj")
            met = held if word.lemma_.lower() in _MEETING else None
            if other is None and held is not None:
                other = object_of_preposition(held, "with")
            for second in (other, met):
                if second is not None:
                    yield subject, second


def _names_two(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma not in _SIDES | _PERSONS or token.tag_ not in ("NNS", "NN"):
        return False
    return any(c.lower_ in _BOTH and c.dep_ in ("det", "nummod", "predet", "amod") for c in token.children)


def _of_sort(word: Token, parties: Parties, *, person: bool) -> Party | None:
    """Return the named party of the sort that the noun stands for, or None."""
    party = parties.get(parties.of(word))
    if party is None or party.anonymous:
        return None
    fits = party.kind == "person" if person else party.kind in _BODIES
    return party if fits and not _describes(word) else None


def _describes(word: Token) -> bool:
    """Whether a name only says of what sort a thing is: "the *German* carmaker"."""
    return (
        word.dep_ == "amod" and word.head.pos_ == "NOUN" and word.head.lemma_.lower() not in _SIDES | _PERSONS
    )


def giver_behind(noun: Token) -> Token | None:
    """Return who gives what a noun names: the agent or subject of the word of giving behind it, or "from X"; or None."""
    for c in noun.rights:
        if c.dep_ == "acl" and c.tag_ == "VBN" and _gives(c):
            given = agent_of(c) or object_of_preposition(c, "by")
            if given is not None:
                return given
        if c.dep_ == "relcl" and _gives(c):
            if is_passive(c):
                return agent_of(c)
            subject = child(c, "nsubj")
            if subject is not None and subject.tag_ not in ("WDT", "WP"):
                return subject
    for holder in (noun, *_held_in(noun)):
        given = object_of_preposition(holder, "from")
        if given is not None and given.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY"):
            return given
    return None


def _gives(verb: Token) -> bool:
    frame = VERBS.get(verb.lemma_.lower())
    bound = frame is not None and frame.kind in UNDERTAKINGS and frame.bound == "subject"
    # "Proposed that others should" asks, "limits that they proposed" are offered.
    return bound or verb.lemma_.lower() == "propose"


def _held_in(noun: Token) -> Iterable[Token]:
    """Yield the nouns of giving in which the noun is named: "a *pledge* of aid from the bank"."""
    for above in governors(noun):
        if above.pos_ == "NOUN" and above.lemma_.lower() in NOUNS:
            yield above
        elif above.pos_ != "ADP":
            return


def parties_to(word: Token) -> tuple[Token, Token] | None:
    """Return who deals with whom under a deal or by agreeing: "reached a deal *with B*", "agreed *with B* to"; or None."""
    lemma = word.lemma_.lower()
    if word.pos_ == "NOUN" and lemma in ACCORDS:
        between = object_of_preposition(word, "between")
        if between is not None:
            other = next((t for t in between.conjuncts if t.i > between.i), None)
            return (between, other) if other is not None else None
        verb = next((t for t in governors(word) if t.pos_ == "VERB"), None)
        other = object_of_preposition(word, "with")
        if other is None and verb is not None and verb.lemma_.lower() in GIVING:
            other = object_of_preposition(verb, "with")
        first = owner_of(word)
        if first is None and verb is not None and verb.lemma_.lower() in GIVING and word.dep_ == "dobj":
            first = own_subject(verb)
        return (first, other) if first is not None and other is not None else None
    if word.pos_ == "VERB" and lemma == "agree":
        first, other = own_subject(word), object_of_preposition(word, "with")
        return (first, other) if first is not None and other is not None else None
    return None
