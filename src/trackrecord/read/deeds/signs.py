"""Signs of conduct: the words and forms in which a sentence tells how an undertaking fared.

:func:`signs` reads what is said outright ("broke the truce", "despite its pledge", "in breach of the accord");
:func:`course_of` and :func:`is_told_fact` say of any verb whether it tells a fact, and whether of something begun,
delayed or not done. Which commitment a sign bears on is the matter of ``deeds``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import (
    agent_of,
    child,
    governors,
    is_negated,
    is_passive,
    modal_of,
    owner_of,
    subject_of,
)
from trackrecord.read.deeds.conduct import (
    ACCUSING,
    ALONE,
    AWAITED,
    BEGINNING,
    BREACH_NOUNS,
    CHARGE,
    DENYING,
    HOSTILE,
    IMPOSED,
    LEAVING,
    LOOSE_WORD,
    NOT_YET,
    ON_WORD,
    PACT,
    PARTLY,
    RECORDING,
    STATE_OF_WORD,
    VIEW,
    WORD,
)
from trackrecord.read.deeds.unreal import is_general, is_unreal
from trackrecord.read.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from trackrecord.types import Relation


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of conduct: the ``token`` that carries it, what it says, who did it, and who only alleges it."""

    token: Token
    relation: Relation
    doer: Token | None
    alleged_by: Token | None = None


def signs(tokens: list[Token]) -> Iterator[Sign]:
    """Yield the signs that say by their words how an undertaking fared."""
    for token in tokens:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            yield from _verb_signs(token, lemma)
        elif token.pos_ == "NOUN" and lemma in WORD - LOOSE_WORD:
            yield from _word_signs(token)
        elif token.pos_ == "NOUN" and lemma == "failure":
            undone = child(token, "acl", "xcomp")
            if (
                undone is not None
                and undone.lemma_.lower() in ON_WORD
                and _object_word(undone, "fail") is not None
            ):
                yield Sign(token, "broken", owner_of(token))
        elif token.lower_ in ("contrary", "breach", "violation", "line", "accordance", "keeping", "defiance"):
            yield from _measured(token)
            if lemma in BREACH_NOUNS:
                yield from _breach_noun(token, lemma)
        elif token.pos_ == "NOUN" and lemma in BREACH_NOUNS:
            yield from _breach_noun(token, lemma)


def _measured(token: Token) -> Iterator[Sign]:
    """Yield an act measured by the undertaking: "contrary to clause 4", "in breach of / in line with the accord"."""
    against = token.lower_ in ("contrary", "breach", "violation", "defiance")
    if token.lower_ != "contrary" and not (token.dep_ == "pobj" and token.head.lower_ == "in"):
        return
    held = [p for c in token.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    verb = next((t for t in governors(token) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or is_unreal(verb) or verb.tag_ in ("VB", "VBG"):
        return
    if any(p.lemma_.lower() in PACT or p.lemma_.lower() in ("clause", "promise", "pledge") for p in held):
        yield Sign(verb, "broken" if against else "progress", agent_of(verb) or subject_of(verb))


def _breach_noun(token: Token, lemma: str) -> Iterator[Sign]:
    """Yield a breach told by a noun: "violations of the truce", "recorded seven violations"."""
    head = token.head
    if lemma == "violation" and token.dep_ in ("dobj", "nsubjpass") and head.lemma_ in RECORDING:
        if not is_unreal(head) and not is_negated(head) and not is_negated(token):
            yield Sign(head, "broken", None, None)
        return
    above = next((t for t in governors(token) if t.pos_ in ("VERB", "AUX")), None)
    if above is not None and is_unreal(above):
        return
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "on")), None)
    held = child(of, "pobj") if of is not None else child(token, "compound")
    if held is not None and held.lemma_.lower() in WORD:
        accuser = accuser_of(token)
        doer = (accused_of(token) if accuser is not None else None) or owner_of(token) or subject_of(head)
        yield Sign(token, BREACH_NOUNS[lemma], doer, accuser)


def denied_breach(verb: Token) -> bool:
    """Whether the verb denies a breach: "denied that its troops had fired", "rejected the charge of shelling"."""
    if verb.lemma_.lower() not in DENYING or is_unreal(verb) or is_negated(verb):
        return False
    denied = child(verb, "ccomp", "xcomp", "dobj")
    if denied is None:
        return False
    if denied.dep_ == "dobj" and denied.lemma_.lower() not in CHARGE:
        return False
    return any(
        t.lemma_.lower() in HOSTILE
        or t.lemma_.lower() in BREACH_NOUNS
        or ON_WORD.get(t.lemma_.lower()) == "broken"
        for t in denied.subtree
    )


def kept_word(verb: Token) -> bool:
    """Whether somebody says of himself that he keeps his word: "we keep it", "they were honouring it"."""
    lemma = verb.lemma_.lower()
    if (
        lemma not in ("keep", "honour", "honor", "respect", "fulfil", "fulfill")
        or is_unreal(verb)
        or is_negated(verb)
    ):
        return False
    held = child(verb, "dobj")
    subject = subject_of(verb)
    named = any(t.lemma_.lower() in WORD for t in verb.sent if t.i < verb.i)
    own = subject is not None and (
        subject.lower_ == "we" or (subject.lower_ == "they" and verb.tag_ == "VBG")
    )
    return held is not None and held.lower_ in ("it", "them") and named and own


def _word_signs(noun: Token) -> Iterator[Sign]:
    """Yield what is said of the undertaking itself: "broken promises", "despite the pledge", "the deal is uneven"."""
    for c in noun.children:
        if c.dep_ == "amod" and STATE_OF_WORD.get(c.lower_, "stalled") != "stalled" and not is_negated(noun):
            yield Sign(c, STATE_OF_WORD[c.lower_], owner_of(noun))
    prep = noun.head
    if (noun.dep_ == "pobj" and prep.lower_ in ("despite", "notwithstanding")) or (
        prep.lower_ == "of" and prep.head.lower_ in ("spite", "defiance")
    ):
        verb = next((t for t in governors(noun) if t.pos_ in ("VERB", "AUX")), None)
        if verb is not None and modal_of(verb) is None and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
            yield Sign(verb, "broken", subject_of(verb))
    top = noun
    while top.dep_ in ("pobj", "prep") and top.head != top:
        top = top.head
    if top.dep_ in ("nsubj", "nsubjpass") and top.head.lemma_ in ("be", "remain", "prove"):
        told = child(top.head, "acomp", "oprd", "attr")
        if told is not None and told.lower_ in STATE_OF_WORD and modal_of(top.head) is None:
            yield Sign(top.head, STATE_OF_WORD[told.lower_], owner_of(noun))


def _verb_signs(verb: Token, lemma: str) -> Iterator[Sign]:
    if is_unreal(verb) or (verb.tag_ == "VB" and not _done_infinitive(verb)) or is_general(verb):
        return
    accuser = accuser_of(verb)
    doer = accused_of(verb) if accuser is not None else None
    if doer is None:
        doer = agent_of(verb) if is_passive(verb) else subject_of(verb)
    relation: Relation | None = None
    held = _object_word(verb, lemma) if lemma in ON_WORD else None
    if held is not None and held.lemma_.lower() in IMPOSED:
        return
    if held is not None:
        relation = ON_WORD[lemma]
        progressive = any(c.dep_ == "aux" for c in verb.children)
        if relation == "kept" and verb.tag_ == "VBG" and not progressive:
            return
    elif lemma in ALONE and verb.dep_ != "amod" and not _complied_with_else(verb):
        relation = ALONE[lemma]
    elif (
        lemma == "go"
        and any(c.lower_ == "back" for c in verb.children)
        and _object_word(verb, lemma) is not None
    ):
        relation = "broken"
    elif lemma in LEAVING and _pact_left(verb):
        relation = "withdrawn"
    if relation is None:
        return
    if is_negated(verb):
        relation = {"broken": "kept", "kept": "broken", "progress": "stalled"}.get(relation, relation)  # type: ignore[assignment]
    above = verb.head
    if above.lemma_ == "fail" and verb.dep_ == "xcomp":
        relation = "broken"
        doer = subject_of(above)
    yield Sign(verb, shaded(verb, relation), doer, accuser or viewer_of(verb))


def _complied_with_else(verb: Token) -> bool:
    """Whether what is complied with is named and is no undertaking: "complies with the constitution"."""
    held = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "with" for p in c.children]
    return bool(held) and not any(p.lemma_.lower() in WORD for p in held)


def _pact_left(verb: Token) -> bool:
    """Whether the verb takes its subject out of an undertaking: "pulling out of the accord", "withdrew from it"."""
    current = [
        c for c in verb.children if c.dep_ in ("prep", "prt", "advmod") and c.lower_ in ("from", "out", "of")
    ]
    deeper = [g for c in current for g in (c, *c.children) if g.dep_ == "prep" or g.lower_ == "from"]
    return any(
        held.lemma_.lower() in PACT or held.lemma_.lower() in ("clause", "talk")
        for prep in deeper
        for held in prep.children
        if held.dep_ == "pobj"
    )


def _done_infinitive(verb: Token) -> bool:
    """Whether an infinitive tells of something (not) done: "failed to honour", "did not keep"."""
    if verb.dep_ == "xcomp":
        return verb.head.lemma_ in ("fail", "refuse") or verb.head.lemma_ in BEGINNING
    return any(c.dep_ == "aux" and c.lemma_ == "do" for c in verb.children)


def _object_word(verb: Token, lemma: str) -> Token | None:
    """Return the undertaking that is the verb's object ("broke *the truce*", "reneged on *its pledge*"), or None."""
    candidates = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    for prep in verb.children:
        if prep.dep_ in ("prep", "prt") and prep.lower_ in ("on", "with", "to", "by", "from", "out"):
            candidates.extend(c for c in prep.children if c.dep_ == "pobj")
    for noun in candidates:
        word = noun.lemma_.lower()
        if word in WORD and (
            word not in LOOSE_WORD or child(noun, "poss") is not None or lemma not in ("keep", "meet", "drop")
        ):
            return noun
    return None


def accused_of(token: Token) -> Token | None:
    """Return whom an accusation names ("charged *the army* with breaking"), or None."""
    above = token.head.head if token.dep_ in ("pcomp", "pobj") else token.head
    if above.lemma_.lower() not in ACCUSING:
        return None
    return child(above, "nsubjpass") if is_passive(above) else child(above, "dobj")


def viewer_of(verb: Token) -> Token | None:
    """Return in whose eyes the clause is so: "in the opinion of *the union*", "in the eyes of X"; or None."""
    for c in verb.children:
        if c.dep_ == "prep" and c.lower_ == "in":
            seen = child(c, "pobj")
            of = child(seen, "prep") if seen is not None and seen.lemma_.lower() in VIEW else None
            if of is not None and of.lower_ == "of":
                return child(of, "pobj")
    return None


def accuser_of(token: Token) -> Token | None:
    """Return who alleges the conduct ("accused them of breaking", "accused them of violations"), or None."""
    above = token.head
    if token.dep_ in ("pcomp", "pobj") and above.dep_ == "prep":
        above = above.head
    return subject_of(above) if above.lemma_.lower() in ACCUSING else None


def shaded(token: Token, relation: Relation) -> Relation:
    """Return the relation as the clause shades it: in part, denied."""
    above = token.head.head if token.dep_ == "pcomp" else token.head
    if above.lemma_.lower() in DENYING and relation == "broken":
        return "disputed"
    if relation in ("kept", "progress") and any(
        c.lower_ in PARTLY for c in token.subtree if c.dep_ in ("advmod", "amod", "acomp")
    ):
        return "partly"
    return relation


@kept
def course_of(verb: Token) -> Relation | None:
    """Return the course that the verb marks by itself: begun, delayed, failed, not yet done; or None."""
    lemma = verb.lemma_.lower()
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    if lemma == "have" and infinitive is not None and any(c.lower_ == "yet" for c in verb.children):
        return "stalled"
    if is_negated(verb) and any(c.lower_ in NOT_YET for c in verb.children):
        return "stalled"
    if lemma == "fail" and infinitive is not None:
        return "stalled" if infinitive.lemma_ in ("agree", "reach", "win", "find") else "broken"
    if lemma in ("delay", "postpone", "stall", "suspend"):
        return "stalled"
    if is_negated(verb):
        return "stalled"
    if lemma in BEGINNING and (infinitive is not None or child(verb, "dobj") is None):
        return "progress"
    return "progress" if any(c.lower_ == "already" for c in verb.children) else None


def is_due(verb: Token) -> bool:
    """Whether the clause says that something awaited is not done yet: "has yet to open", "has not yet paid"."""
    if verb.lemma_ == "have" and any(c.lower_ == "yet" for c in verb.children):
        awaited = child(verb, "xcomp")
        return awaited is not None and awaited.lemma_.lower() in AWAITED
    if verb.lemma_.lower() not in AWAITED:
        return False
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    return perfect and is_negated(verb) and any(c.lower_ in NOT_YET for c in verb.children)


@kept
def is_told_fact(verb: Token) -> bool:
    """Whether the verb tells of something done or being done: past, perfect, or progressive; no modal, no if."""
    if is_unreal(verb):
        return False
    if course_of(verb) == "stalled" and verb.lemma_ == "have":
        return True
    if verb.tag_ == "VBD":
        return True
    if verb.tag_ == "VBN":
        return any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
