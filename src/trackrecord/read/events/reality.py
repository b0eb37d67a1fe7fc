"""Whether an act happened, is going on, is planned, called for, denied or only supposed.

Read off the verb's tense, modals and negation and the verbs and nouns that govern it, in that order of
nearness: the nearest marker decides, except that a supposition ("if") outranks a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.events.verbframes import CALLING, DENYING, PLANNING, STARTING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.types import Reality

_FUTURE = frozenset("will 'll ’ll shall wo going".split())
_SUPPOSED = frozenset("could may might ca can".split())
_URGED = frozenset("must should ought".split())
_UNREAL_MARKS = frozenset("if unless whether".split())
_PLAN_WORDS = frozenset(
    """planned upcoming forthcoming scheduled proposed future expected next coming due ready willing set likely
    imminent prepared poised plan pledge promise decision intention proposal offer agreement vow readiness
    willingness effort commitment bid attempt permission goal aim deal opportunity way order""".split()
)
_CALL_WORDS = frozenset("call demand appeal request urge need pressure plea ultimatum".split())
_SUPPOSED_WORDS = frozenset(
    "possible potential threatened hypothetical possibility prospect threat fear risk chance unable".split()
)
_DENIED_WORDS = frozenset("refusal failure reluctance rejection".split())
# Purpose clauses of these are acts told as done when the journey is ("flew to A to meet B").
_JOURNEY = frozenset(
    "visit travel fly arrive send go come gather meet host dispatch sit convene return attend".split()
)
_TRIPS = frozenset({"trip", "journey", "tour", "stopover"})
_CALLED_OFF = frozenset({"reject", "refuse", "cancel", "suspend", "postpone"})
_CANCELLING = frozenset({"cancel", "postpone", "scrap", "shelve"})
_TAKING_PLACE = frozenset({"take", "go", "happen", "occur"})
_ARRANGED = frozenset({"plan", "schedule", "expect", "propose", "arrange", "set"})
_DEPTH = 5


def is_negated(token: Token) -> bool:
    """Whether the verb is negated, or the noun has "no" or stands under a negated light verb."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "no", "nobody", "neither"):
            return child.dep_ in ("neg", "det", "advmod", "preconj", "nsubj", "nsubjpass")
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(g.lower_ == "no" for g in child.children):
            return True
    return False


def reality_of_verb(verb: Token, depth: int = 0) -> Reality:
    """Return how real the act of *verb* is, from its own form and what governs it."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(c.dep_ == "mark" and c.lower_ in _UNREAL_MARKS for c in verb.children):
        return "hypothetical"
    if is_negated(verb):
        return "denied"
    if aux & _FUTURE:
        return "hypothetical" if _under_condition(verb) else "planned"
    if "would" in aux:
        return "planned" if not _under_condition(verb) else "hypothetical"
    if aux & _SUPPOSED:
        return "hypothetical"
    if aux & _URGED:
        return "called_for"
    if depth < _DEPTH:
        governed = _from_governor(verb, aux, depth)
        if governed is not None:
            return governed
    if verb.tag_ == "VBG" and aux & {"is", "are", "'s", "’s", "'re", "am"}:
        return "ongoing"
    return "happened"


def _under_condition(verb: Token) -> bool:
    return any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for m in c.children)
        for c in verb.children
    )


def _from_governor(verb: Token, aux: set[str], depth: int) -> Reality | None:
    """Return what the governing verb or noun makes of the act, or None where it says nothing."""
    head, dep = verb.head, verb.dep_
    infinitive = "to" in aux or verb.tag_ == "VB"
    lemma = head.lemma_.lower()
    if dep == "conj" and head.pos_ in ("VERB", "AUX") and head.i < verb.i:
        if not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) and verb.tag_ == head.tag_:
            return reality_of_verb(head, depth + 1)
        return None
    if dep == "pcomp" and head.dep_ == "prep":
        above = head.head
        lemma = above.lemma_.lower()
        if lemma in DENYING or head.lower_ in ("without", "against"):
            return "denied"
        if head.lower_ in ("from",) and lemma in (
            "prevent",
            "stop",
            "refrain",
            "ban",
            "bar",
            "deter",
            "block",
        ):
            return "denied"
        if lemma in PLANNING | _PLAN_WORDS and head.lower_ in ("on", "to", "of", "at", "for"):
            return "planned"
        return None
    if head.pos_ in ("NOUN", "PROPN") and dep in ("acl", "relcl"):
        return reality_from_word(lemma) if infinitive and dep == "acl" else None
    if dep not in ("xcomp", "ccomp", "advcl", "acl", "dobj", "attr", "prep"):
        return None
    if dep in ("xcomp", "dobj") and verb.tag_ == "VBG":
        if lemma in DENYING:
            return "denied"
        if lemma in STARTING:
            begun = reality_of_verb(head, depth + 1)
            return "ongoing" if begun == "happened" else begun
        return "planned" if lemma in PLANNING else None
    if not infinitive:
        return "denied" if dep == "ccomp" and lemma == "deny" else None
    return _from_infinitive(verb, head, lemma, depth)


def _from_infinitive(verb: Token, head: Token, lemma: str, depth: int) -> Reality | None:
    dep = verb.dep_
    if lemma in DENYING:
        return "denied"
    if lemma in CALLING:
        return "called_for"
    if lemma in PLANNING or lemma in _PLAN_WORDS:
        return "planned"
    if lemma in STARTING:
        above = reality_of_verb(head, depth + 1)
        return "ongoing" if above == "happened" else above
    if lemma == "be" or head.pos_ == "ADJ":
        words = {c.lower_ for c in head.children if c.dep_ in ("acomp", "attr", "advmod")} | {head.lower_}
        return "hypothetical" if words & _SUPPOSED_WORDS else "planned"
    above = reality_of_verb(head, depth + 1)
    if dep == "advcl" and above in ("happened", "ongoing") and lemma not in _JOURNEY:
        # "In a trip to A to meet B last week": told of the past, the purpose was met.
        return above if _is_past_journey(verb) else "planned"
    return above


def _is_past_journey(verb: Token) -> bool:
    """Whether an infinitive is the purpose of a journey noun before it, or is itself dated in the past."""
    if any(
        t.lower_ in ("ago", "yesterday") or (t.lower_ == "last" and t.dep_ == "amod") for t in verb.subtree
    ):
        return True
    return any(t.lemma_.lower() in _TRIPS for t in verb.doc[verb.sent.start : verb.i])


def reality_from_word(word: str) -> Reality | None:
    """Return what a governing noun or a modifier makes of an act ("planned", "plan to"), or None."""
    if word in _PLAN_WORDS:
        return "planned"
    if word in _CALL_WORDS:
        return "called_for"
    if word in _SUPPOSED_WORDS:
        return "hypothetical"
    if word in _DENIED_WORDS:
        return "denied"
    return None


def _is_off(noun: Token) -> bool:
    """Whether the noun's verb says that it is called off, or that it will not or did not take place."""
    head = noun.head
    if head.pos_ != "VERB":
        return False
    if noun.dep_ == "nsubj" and head.lemma_.lower() in _TAKING_PLACE:
        return reality_of_verb(head) == "denied"
    if noun.dep_ == "dobj":
        return _cancels(head)
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    # In "talks planned for Monday were called off" the first verb is often taken for a main one.
    passives = [head, *(c for c in head.children if c.dep_ == "conj")]
    if head.dep_ in ("nsubjpass", "csubjpass"):
        passives.append(head.head)
    return any(_cancels(v) for v in passives if any(c.dep_ == "auxpass" for c in v.children))


def _cancels(verb: Token) -> bool:
    off = verb.lemma_.lower() in ("call", "put") and any(
        c.dep_ == "prt" and c.lower_ == "off" for c in verb.children
    )
    cancelled = off or verb.lemma_.lower() in _CANCELLING
    return cancelled and reality_of_verb(verb) in ("happened", "ongoing", "planned")


def reality_of_noun(noun: Token, light: Token | None) -> Reality:
    """Return how real the act of an event noun is, from its modifiers and the verb or noun it hangs on."""
    if _is_off(noun):
        return "denied"
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "det", "neg"):
            if child.lower_ == "no":
                return "denied"
            said = reality_from_word(child.lower_)
            if said is not None and child.lower_ != "next":
                return said
    if light is not None:
        if light.lemma_.lower() in _CALLED_OFF:
            return "happened" if reality_of_verb(light) == "denied" else "denied"
        if light.lemma_.lower() in ("seek", "propose", "plan", "offer", "threaten"):
            return "planned"
        return reality_of_verb(light)
    head = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass") and head.pos_ in ("VERB", "AUX"):
        told = reality_of_verb(head)
        coming = noun.dep_ == "nsubjpass" and head.lemma_.lower() in _ARRANGED
        return "planned" if coming and told in ("happened", "ongoing") else told
    if noun.dep_ == "pobj":
        above = head.head
        said = reality_from_word(above.lemma_.lower())
        if said is not None:
            return said
        if above.pos_ == "VERB" and above.lemma_.lower() in CALLING and head.lower_ in ("for", "to"):
            return "called_for"
        if above.pos_ == "VERB" and above.lemma_.lower() in PLANNING:
            return "planned"
        if above.pos_ == "VERB" and head.lower_ in ("during", "after", "at", "in"):
            return "happened" if head.lower_ == "after" else reality_of_verb(above)
    if noun.dep_ == "dobj" and head.pos_ == "VERB":
        lemma = head.lemma_.lower()
        if lemma in CALLING:
            return "called_for"
        if lemma in DENYING:
            return "denied"
        if lemma in PLANNING:
            return "planned"
        governed = reality_of_verb(head)
        return governed if governed != "denied" else "happened"
    return "happened"
