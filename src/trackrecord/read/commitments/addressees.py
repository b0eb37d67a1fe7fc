"""Whom a demand is addressed to, and to whom a promise is given.

The one asked must be able to act. A grammar's subject often is not: in "they demanded that the road be opened"
nobody is named, and the road opens nothing. Then the other side of the talk is looked for, in the clause and
in the sentence before; where that leaves none or several, nobody is named rather than a wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import SUBJECT, agent_of, is_passive, own_subject
from trackrecord.read.commitments.promisors import Role, can_act, counterpart_of, role_of

if TYPE_CHECKING:
    from trackrecord.read.commitments.bindings import Binding
    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Party

_SIDES = frozenset(("organisation", "government", "country", "armed_group"))
# Nouns that name an act or its absence: what one party can ask of another.
_ACTS = ("tion", "sion", "ment", "ance", "ence", "ing", "al", "ity", "fire")
_SHORT_ACTS = frozenset(
    """return end halt stop change reform release pause truce access aid help support vote election talk inquiry probe
    apology freedom justice peace unity calm restraint relief cut rise increase review clarification law ban debate
    timetable deadline limit passage sanction asylum action step pressure regime power""".split()
)


def addressee_of(
    made: Binding, demander: Role | None, index: int, parsed: Parsed, parties: Parties
) -> Role | None:
    """Return who is asked to act, or None when the text leaves it open.

    *index* is the number of the demand's sentence.
    """
    bound = made.bound
    if bound is not None and not _is_acted_upon(made):
        role = role_of(bound, parties)
        if role is not None and (can_act(bound, parties) or bound != own_subject(made.head)):
            return role
    if made.head.pos_ == "VERB" and is_passive(made.head):
        agent = agent_of(made.head)
        if agent is not None and can_act(agent, parties):
            return role_of(agent, parties)
    return counterpart_of(made.trigger, parties) or _other_side(demander, index, parsed, parties)


def names_an_act(made: Binding) -> bool:
    """Whether what is asked for is an act of somebody, not a thing: "a telephone" is none."""
    lemma = made.head.lemma_.lower()
    return made.head.pos_ != "NOUN" or lemma.endswith(_ACTS) or lemma in _SHORT_ACTS


def recipient_of(made: Binding, parties: Parties) -> Role | None:
    """Return to whom the undertaking is given (or who demands): a party or people, never a day, place or thing."""
    token = made.to
    if token is None or token == made.head or token.ent_type_ in ("DATE", "TIME"):
        return None
    return role_of(token, parties) if can_act(token, parties) else None


def _is_acted_upon(made: Binding) -> bool:
    """Whether the supposed addressee is what the action is done to: the subject of a passive."""
    return made.bound == own_subject(made.head) and is_passive(made.head)


def _other_side(demander: Role | None, index: int, parsed: Parsed, parties: Parties) -> Role | None:
    """Return the one other side that acts in the sentence before, as read-outs of talks alternate; else None."""
    asking = parties.get(demander.party) if demander is not None else None
    if asking is None or asking.kind not in _SIDES or index == 0:
        return None
    before = parsed.report.sentences[index - 1]
    acting = {
        p.id: p
        for t in parsed.slice(before) or ()
        if t.dep_ in SUBJECT
        and (p := parties.get(parties.of(t))) is not None
        and p.kind in _SIDES
        and not _same_side(p, asking)
    }
    if len(acting) != 1:
        return None
    other = next(iter(acting.values()))
    return Role(other.name, other.id)


def _same_side(a: Party, b: Party) -> bool:
    """Whether two parties are one, or one belongs to the other, or both act for one country."""
    if a.id == b.id or a.belongs_to == b.id or b.belongs_to == a.id:
        return True
    if a.belongs_to is not None and a.belongs_to == b.belongs_to:
        return True
    return a.country is not None and a.country == b.country
