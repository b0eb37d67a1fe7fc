"""Whether a verb is used in the sense that its frame describes.

"Meet" with a person is a meeting, with a deadline it is not; what a frame needs is named in ``verbframes``, and
here it is looked for among the verb's agents, objects and clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.arguments import is_passive, obliques, patients
from trackrecord.read.events.nounframes import (
    AIDS,
    ASKED,
    BODIES,
    CASES,
    CHANNELS,
    EASED,
    ENVOYS,
    FORCES,
    GOODS,
    LANDS,
    LEADERS,
    MEDIA,
    MISSIONS,
    NO_VISITORS,
    PACTS,
    PEACE,
    TIES,
    YIELDED,
)
from trackrecord.read.events.sides import is_side
from trackrecord.read.events.verbframes import VERBS, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parties.finding import Parties

OBJECT_CLASSES = {
    "envoy": ENVOYS,
    "tie": TIES,
    "pact": PACTS,
    "asked": ASKED,
    "peace": PEACE,
    "goods": GOODS,
    "mission": MISSIONS,
    "case": CASES,
    "channel": CHANNELS,
    "body": BODIES,
}
# "Met face to face", "head on": how they met, not whom.
_MANNER = frozenset({"face", "head"})
# "declined to comment" refuses nobody anything.
_NO_REFUSAL = frozenset(
    "comment elaborate name identify speak say give discuss answer specify confirm talk provide tell".split()
)


def fits(
    verb: Token,
    frame: Frame,
    doers: list[Token],
    objects: list[Token],
    receivers: list[Token],
    parties: Parties,
) -> bool:
    """Whether what the frame needs is there: *objects* as found, *receivers* as the sides among or inside them."""
    needs = frame.needs
    acting = any(is_side(t, parties) for t in doers)
    lemmas = {t.lemma_.lower() for t in objects}
    if needs == "obj":
        return bool(objects)
    if frame.type == "CONSULT" and not _can_meet(verb, frame, doers, receivers, parties):
        return False
    if needs == "party":
        return bool(receivers)
    if needs == "some":
        return acting or bool(receivers)
    if needs == "some-obj":
        return bool(objects) and (bool(receivers) or acting)
    direct = any(is_side(t, parties) for t in objects)
    infinitive = any(c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB" for c in verb.children)
    if needs == "met":
        return direct or (acting and lemmas <= _MANNER)
    if needs == "seen":
        return acting and not is_passive(verb) and _is_visit(verb, objects, parties)
    if needs == "yielded":
        return acting and bool(lemmas & YIELDED)
    if needs == "who":
        return direct
    if needs == "no-inf":
        return direct and not infinitive
    if needs == "who-inf":
        return infinitive and (acting or is_passive(verb)) and direct and _has_clause(verb, frame, lemmas)
    if needs == "party-inf":
        return infinitive or (direct and acting)
    if needs == "leaders":
        return any(t.lemma_.lower() in LEADERS for t in doers)
    if needs == "goods-to":
        return bool(objects) and bool(receivers) and acting
    if needs == "rung":
        return direct and acting and not any(c.dep_ in ("oprd", "ccomp", "prt") for c in verb.children)
    if needs == "gave-back":
        return bool(objects) and bool(receivers)
    if needs == "land":
        return bool(lemmas & LANDS) or any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in objects)
    if needs in OBJECT_CLASSES:
        return bool(lemmas & OBJECT_CLASSES[needs])
    if needs == "actor":
        return acting
    if needs == "both":
        return bool(receivers) and (acting or is_passive(verb))
    if needs == "inf":
        return _has_clause(verb, frame, lemmas)
    if needs == "with":
        return bool(obliques(verb, ("with", "over")))
    if needs == "ease":
        gerunds = {c.lemma_.lower() for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"}
        return bool(lemmas & EASED) or bool(gerunds & VERBS.keys())
    if needs == "force":
        return bool((lemmas | {t.lemma_.lower() for t in doers}) & FORCES)
    if needs == "aid":
        return bool(lemmas & AIDS) or any(c.lemma_.lower() in AIDS for c in verb.children if c.dep_ == "dobj")
    return True


def _is_visit(verb: Token, objects: list[Token], parties: Parties) -> bool:
    """Whether "saw" is a meeting: with a named person, at a place or on a day, and nothing that the person did."""
    people = [parties.get(parties.at(t)) for t in objects if t.pos_ == "PROPN"]
    if not any(p is not None and p.kind == "person" for p in people):
        return False
    if any(c.dep_ in ("ccomp", "xcomp", "prt") or c.lower_ == "as" for c in verb.children):
        return False
    return any(t.ent_type_ in ("GPE", "DATE", "TIME", "FAC") and t.i > verb.i for t in verb.subtree)


def _can_meet(
    verb: Token, frame: Frame, doers: list[Token], receivers: list[Token], parties: Parties
) -> bool:
    """Whether this is a meeting: no talk to the press, no arrival of refugees or goods."""
    if verb.lemma_.lower() in ("talk", "speak", "brief", "call", "phone") and receivers:
        return not all(t.lemma_.lower() in MEDIA for t in receivers)
    if frame.mode == "visit" and verb.lemma_.lower() in ("arrive", "travel", "fly"):
        return any(is_side(t, parties) and t.lemma_.lower() not in NO_VISITORS for t in doers)
    return True


def _has_clause(verb: Token, frame: Frame, lemmas: set[str]) -> bool:
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "oprd") and c.pos_ in ("VERB", "AUX")]
    if frame.type == "REQUEST":
        if verb.lemma_.lower() == "want" and not patients(verb):
            return False
        return any(
            c.tag_ == "VB" and any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children) for c in clauses
        )
    if frame.mode == "access" and any(c.lemma_.lower() in _NO_REFUSAL for c in clauses):
        return False
    if frame.type == "REJECT":
        return bool(lemmas or clauses) and not any(c.lemma_.lower() in _NO_REFUSAL for c in clauses)
    return bool(clauses) or bool(obliques(verb, ("to",)))
