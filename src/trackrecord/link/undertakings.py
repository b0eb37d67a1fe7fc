"""How alike two mentions of commitments are: who is bound, to do what, by when, in whose words.

:func:`likeness` gives a figure from 0 to 1 for a pair; ``threads`` groups by it. The weights were set by hand on
marked reports; each counts something that a reader would name as a reason.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from trackrecord.link.names import TITLES
from trackrecord.link.roster import Roster
from trackrecord.link.sketches import anchors
from trackrecord.link.synonyms import meaning
from trackrecord.link.terms import STOP_WORDS, Rarity, stem, terms, words
from trackrecord.read.parties.gazetteer import country_named, country_of_people
from trackrecord.types import Commitment, CommitmentKind, Reading, Ref

Family = Literal["undertaking", "demand", "threat", "refusal"]

# Verbs and nouns of promising and doing that tell one commitment from another no better than stop words do.
_EMPTY = frozenset(
    stem(w)
    for w in """promise pledge vow agree agreement commit commitment offer plan intend begin start continue make
    do take give go get have ensure new further more early full possible way order able effort issue matter
    step action part number today tomorrow year month week day soon end""".split()
)
_COLLECTIVE = frozenset(
    stem(w)
    for w in """government administration authorities officials official leader leaders leadership members forces
    ministry ministers representatives side sides people party group movement state country""".split()
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is bound, as far as one mention tells: linked party, country, the terms of the name, whom he speaks for."""

    party: str | None
    country: str | None
    name: frozenset[str]
    person: bool = False
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention of a commitment made ready for comparison."""

    ref: Ref
    commitment: Commitment
    family: Family
    published: str
    sentence: int
    by: Actor
    to: Actor
    action: frozenset[str]
    context: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two mentions are (0–1), and why, in words."""

    score: float
    reasons: tuple[str, ...]


def mentioned(reading: Reading, index: int, roster: Roster) -> Mentioned:
    """Make the reading's commitment at *index* ready for comparison."""
    c, text, report = reading.commitments[index], reading.report.text, reading.report
    sentence = report.sentences[c.sentence] if c.sentence < len(report.sentences) else c.span
    action, by_words = c.action.text(text), set(terms(c.by or ""))
    return Mentioned(
        Ref(report.id, "commitment", index),
        c,
        family(c.kind),
        report.published or "",
        c.sentence,
        actor_of(reading, c.by_party, c.by, roster),
        actor_of(reading, c.to_party, c.to, roster),
        telling(action),
        telling(sentence.text(text)) - by_words,
    )


def family(kind: CommitmentKind) -> Family:
    """Return the family within which mentions can be of one thread; demands and refusals stay by themselves."""
    if kind in ("demand", "threat", "refusal"):
        return kind
    return "undertaking"


def same_actor(a: Actor, b: Actor) -> float:
    """Return how surely two actors are one: 1 linked or named alike, less for metonymy, 0 for others.

    A name unknown on one side gives 0.4: it may be the same. Names that share a word count only where parties
    have not been linked; where both have, the linking has already judged them to be two.
    """
    if a.party is not None and a.party == b.party:
        return 1.0
    if (not a.name and a.party is None) or (not b.name and b.party is None):
        return 0.4
    if a.name and b.name:
        core_a, core_b = a.name - _COLLECTIVE, b.name - _COLLECTIVE
        if a.name == b.name:
            return 1.0
        if core_a and core_b and (core_a <= core_b or core_b <= core_a):
            return 0.95
        if core_a & core_b and not (a.party and b.party):
            return 0.8
        if bool(core_a) != bool(core_b) and a.name & b.name:
            # "The government" beside "the government of Norland": the same where the act is the same.
            return 0.6
    if {a.party, a.speaks_for} & {b.party, b.speaks_for} - {None}:
        return 0.4 if a.person and b.person else 0.85
    if a.country and a.country == b.country:
        # A leader speaks for the country, two named people of one country are two.
        return 0.3 if a.person and b.person else 0.75
    return 0.0


def likeness(a: Mentioned, b: Mentioned, rarity: Rarity) -> Likeness:
    """Return how alike two mentions of one family are; 0 where somebody else is bound.

    Points for each piece of evidence are added and pressed between 0 and 1 (a logistic curve). Two mentions of
    one sentence are two commitments unless their words say otherwise: that is why a sentence holds two.
    """
    score = alike(a, b, rarity)
    return Likeness(score, reasons(a, b, rarity) if score else ())


def alike(a: Mentioned, b: Mentioned, rarity: Rarity) -> float:
    """Return the score of :func:`likeness` alone."""
    if a.family != b.family or not (actor := same_actor(a.by, b.by)):
        return 0.0
    near = _nearness(a, b)
    shared = not a.action.isdisjoint(b.action)
    if not shared and not (near > 0 and not a.context.isdisjoint(b.context)):
        return 0.0
    if shared and _only_the_verb(a, b):
        return 0.0
    action, context = closeness(a.action, b.action, rarity), closeness(a.context, b.context, rarity)
    known = bool(a.to.name or a.to.party) and bool(b.to.name or b.to.party)
    points = 1.1 * actor + 2.3 * (same_actor(a.to, b.to) if known else 0.5)
    points += 5.0 * action + 3.0 * context + near - 7.4
    points += 1.4 * (a.commitment.polarity == b.commitment.polarity) + 0.7 * (
        a.commitment.kind == b.commitment.kind
    )
    return 1 / (1 + math.exp(-points))


def _only_the_verb(a: Mentioned, b: Mentioned) -> bool:
    """Whether one says a single word of what is done, the other more, and their sentences share nothing else.

    "It would open very soon" may be of the schools or of the talks: the sentence has to say.
    """
    if min(len(a.action), len(b.action)) != 1 or a.action == b.action:
        return False
    return not (a.context & b.context) - (a.action & b.action)


def _nearness(a: Mentioned, b: Mentioned) -> float:
    """Return points for standing in one report, close together; none across reports."""
    if a.ref.report != b.ref.report:
        return 0.0
    apart = abs(a.sentence - b.sentence)
    return -3.5 if apart == 0 else 1.8 if apart == 1 else 1.25


def reasons(a: Mentioned, b: Mentioned, rarity: Rarity) -> tuple[str, ...]:
    """Return what speaks for two mentions being of one commitment, in words."""
    shared = _weightiest(a.action & b.action or a.context & b.context, rarity)
    found = []
    if a.by.party and a.by.party == b.by.party:
        found.append("same promisor")
    elif a.by.name and b.by.name:
        found.append(f"promisors {a.commitment.by} and {b.commitment.by} taken for one")
    if shared:
        found.append(f"both speak of {', '.join(shared[:4])}")
    if a.ref.report == b.ref.report:
        found.append("same report")
    return tuple(found)


def telling(text: str) -> frozenset[str]:
    """Return the terms that tell one act from another, each under its meaning, and the figures as they stand."""
    found = frozenset(_of_country(t) or meaning(stem(t)) for t in words(text) if t not in STOP_WORDS)
    names = frozenset(f"={x}" for x in anchors(text) if any(c.isdigit() for c in x))
    return (found - _EMPTY or found) | names


@lru_cache(maxsize=65536)
def _of_country(word: str) -> str | None:
    """Return one term for a country's name and its people's ("Kenya", "Kenyan"), or None for other words."""
    code = country_named(word) or country_of_people(word)
    return f"={code}" if code else None


def closeness(a: frozenset[str], b: frozenset[str], rarity: Rarity) -> float:
    """Return half Dice, half containment of two term sets by weight."""
    shared = a & b
    if not shared:
        return 0.0
    both, one, two = rarity.total(shared), rarity.total(a), rarity.total(b)
    return 0.5 * 2 * both / (one + two) + 0.5 * both / min(one, two)


def _weightiest(shared: frozenset[str], rarity: Rarity) -> tuple[str, ...]:
    return tuple(sorted((t.lstrip("=") for t in shared), key=lambda t: (-rarity.weight(t), t)))


def actor_of(reading: Reading, party_id: str | None, name: str | None, roster: Roster) -> Actor:
    """Return who a reading-local party id and a name as written denote; the name leads, the party fills in."""
    party, linked = reading.party(party_id), roster.get(reading.report.id, party_id)
    text = name or (party.name if party else "")
    tokens = [w for w in words(text) if w not in STOP_WORDS]
    kept = [w for w in tokens if w not in TITLES] or tokens
    country = party.country if party else None
    if country is None:
        country = next((c for w in tokens if (c := country_named(w) or country_of_people(w))), None)
    key = {stem(w) for w in kept} | ({f"={country}"} if country and party is None else set())
    return Actor(
        linked.id if linked else None,
        country,
        frozenset(key),
        bool(party and party.kind == "person"),
        roster.id(reading.report.id, party.belongs_to) if party and party.belongs_to else None,
    )
