"""Where and when an act took place: the place and the date that belong to its own clause.

Both are read from the prepositional phrases and time words that hang on the act's verb or noun; a date that
closes an earlier clause is not taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import verb_above
from trackrecord.read.parse import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.events.acts import Act
    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import DateMention, Reality, Span

_PLACE_PREPS = frozenset({"in", "at", "to", "near", "outside", "into", "inside"})
_PLACES = frozenset({"place", "country"})


def place_of(act: Act, parties: Parties) -> tuple[str | None, Token | None]:
    """Return the place or country that in, at, to or near ties to the act, and its token."""
    homes: list[Token] = [act.head, act.clause]
    if act.mode == "visit" and act.light is None:
        for child in act.head.children:
            if child.dep_ == "dobj" and _is_place(child, parties):
                return parties.at(child), child
    if act.clause.dep_ in ("advcl", "xcomp", "acl"):
        homes.append(act.clause.head)
    if act.head.dep_ == "pobj" and act.head.head.head.pos_ in ("VERB", "NOUN"):
        homes.append(act.head.head.head)
    for home in homes:
        for prep in home.children:
            found = _place_after(prep, parties)
            if found is not None:
                return parties.at(found), found
    for child in act.head.children:
        if child.dep_ in ("compound", "nmod") and act.head.pos_ == "NOUN" and _is_town(child, parties):
            return parties.at(child), child
    before = _left_of_infinitive(act.clause)
    if before is not None and _is_place(before, parties):
        return parties.at(before), before
    if act.type == "CONSULT":
        # The parser hangs "in A" on any noun before it; inside the clause it is still where they met.
        for token in act.clause.subtree:
            if (
                token.i > act.trigger[0].i
                and token.lower_ in ("in", "at")
                and verb_above(token) == act.clause
            ):
                found = _place_after(token, parties)
                if found is not None:
                    return parties.at(found), found
    return None, None


def _left_of_infinitive(verb: Token) -> Token | None:
    """Return the word before "to" in "sent A to B to meet C", where it is the object of a preposition of place."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i), None)
    if to is None or to.i == 0:
        return None
    before = to.nbor(-1)
    return before if before.dep_ == "pobj" and before.head.lower_ in _PLACE_PREPS else None


def _is_town(token: Token, parties: Parties) -> bool:
    party = parties.get(parties.at(token))
    return party is not None and party.kind == "place"


def _is_place(token: Token, parties: Parties) -> bool:
    party = parties.get(parties.at(token))
    return party is not None and party.kind in _PLACES


def _place_after(prep: Token, parties: Parties) -> Token | None:
    if prep.dep_ != "prep" or prep.lower_ not in _PLACE_PREPS:
        return None
    for child in prep.children:
        if child.dep_ == "pobj":
            for token in (child, *(c for c in child.children if c.dep_ == "appos")):
                if _is_place(token, parties):
                    return token
    return None


def date_of(act: Act, sentence: Slice, parsed: Parsed, dates: Sequence[DateMention]) -> int | None:
    """Return the index of the date nearest to the trigger among those that belong to the act's own clause."""
    trigger = span_of(act.trigger)
    usable = []
    for i, date in enumerate(dates):
        if date.type in ("DATE", "TIME") and sentence.start_char <= date.span.start < sentence.end_char:
            tokens = parsed.slice(date.span)
            if tokens is not None and _in_clause(tokens.root, act) and not _of_other_verb(tokens.root, act):
                usable.append((_distance(date.span, trigger), i))
    return min(usable)[1] if usable else None


def _in_clause(token: Token, act: Act) -> bool:
    """Whether the token hangs on the act's verb or noun, or on a verb that the act's verb completes."""
    verb = verb_above(token)
    if verb.i == act.clause.i or any(a.i == act.head.i for a in token.ancestors):
        return True
    governor = act.clause
    for _ in range(3):
        if governor.pos_ not in ("VERB", "AUX"):
            governor = verb_above(governor)
        elif governor.dep_ in ("xcomp", "conj", "advcl") and governor.tag_ in ("VB", "VBG"):
            governor = governor.head
        else:
            break
        if governor.i == verb.i:
            return True
    return False


def _of_other_verb(token: Token, act: Act) -> bool:
    """Whether a date before the trigger closes an earlier clause ("since A was killed in July, officials met")."""
    if token.i > act.trigger[0].i:
        return False
    for before in reversed(list(token.doc[token.sent.start : token.i])):
        if before.text in ",;:":
            return False
        if before.pos_ == "VERB" and before.i != act.clause.i:
            return True
    return False


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def dated(act: Act, date: int | None, dates: Sequence[DateMention], published: str | None) -> Reality:
    """Return the act's reality, corrected by its date.

    What is told in the present tense of a day after publication is planned; the purpose of a journey
    ("flew in to meet B last week") that lies wholly before it happened.
    """
    if date is None or published is None or len(published) < 10:
        return act.reality
    first, last = dates[date].first, dates[date].last
    if act.reality in ("happened", "ongoing") and first is not None and first > published[:10]:
        return "planned"
    purpose = act.clause.dep_ == "advcl" and act.clause.tag_ == "VB" and act.reality == "planned"
    if purpose and last is not None and last < published[:10]:
        return "happened"
    return act.reality
