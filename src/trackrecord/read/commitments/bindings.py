"""Explicit undertakings: a word of the lexicon, applied to the sentence that it stands in.

:func:`explicit_bindings` finds each verb, noun or adjective of ``undertakings`` whose frame the sentence fills,
reads how it is asserted (given, denied, asked for, merely possible), and returns the courses of action with the
tokens that fill the roles. Whom those tokens denote is settled in ``commitments``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import (
    agent_of,
    asked_of,
    child,
    doer_around,
    governors,
    has_arguments,
    is_hypothetical,
    is_negated,
    is_passive,
    modal_of,
    object_of_preposition,
    own_subject,
    owner_of,
    subject_of,
)
from trackrecord.read.commitments.complements import noun_complements, verb_complements
from trackrecord.read.commitments.undertakings import (
    ACCORDS,
    ADJECTIVES,
    ANNOUNCED,
    ANNOUNCING,
    GIVING,
    HOLDING,
    LAYING_DOWN,
    NOUNS,
    REFUSING,
    TELLING,
    TOLD,
    UNREAL,
    VERBS,
    WANTING,
    Frame,
)
from trackrecord.read.parties.roles import BODY
from trackrecord.types import UNDERTAKINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from trackrecord.types import CommitmentKind


@dataclass(frozen=True, slots=True)
class Binding:
    """One course of action undertaken: the ``trigger`` word, the ``head`` of the action, and the role tokens.

    ``bound`` is who would act, ``to`` whom it is given to (for a demand: who demands). ``with_subject`` says that
    the action clause has a subject of its own that belongs to the action; ``rule`` names the pattern that found it.
    """

    trigger: Token
    kind: CommitmentKind
    head: Token
    bound: Token | None
    to: Token | None
    with_subject: bool
    rule: str
    denied: bool = False


def explicit_bindings(tokens: Iterable[Token]) -> list[Binding]:
    """Return the explicit undertakings among the tokens of one sentence, in text order."""
    found: list[Binding] = []
    for token in tokens:
        if token.pos_ == "VERB":
            found.extend(list(_of_agreement(token)) or _of_verb(token))
        elif token.pos_ == "NOUN":
            found.extend(_of_noun(token))
        elif token.pos_ == "ADJ" and token.lemma_.lower() in ADJECTIVES:
            found.extend(_of_adjective(token))
    return found


def frame_of(verb: Token) -> Frame | None:
    """Return the frame of a verb, particles included ("rule out"), or None."""
    lemma = verb.lemma_.lower()
    particle = child(verb, "prt")
    if particle is not None:
        phrasal = VERBS.get(f"{lemma}_{particle.lower_}")
        if phrasal is not None:
            return phrasal
    return VERBS.get(lemma)


def _of_verb(verb: Token) -> Iterator[Binding]:
    frame = frame_of(verb)
    if frame is None or verb.dep_ == "amod":
        return
    passive = is_passive(verb)
    if frame.kind in ("promise", "offer", "agreement") and _nothing(verb):
        doer = agent_of(verb) if passive else subject_of(verb)
        to = object_of_preposition(verb, "to") or asked_of(verb)
        yield Binding(verb, "refusal", verb, doer, to, passive, f"nothing {verb.lemma_}", denied=True)
        return
    doer = agent_of(verb) if passive else subject_of(verb)
    asked = own_subject(verb) if passive else asked_of(verb)
    for name, head in verb_complements(verb, frame):
        if (
            verb.lemma_ in ("want", "require", "oblige")
            and name == "to"
            and own_subject(head) is None
            and asked is None
        ):
            continue
        if frame.kind == "refusal" and _only_keeps_silent(head):
            continue
        if (
            frame.kind == "demand"
            and name == "to"
            and asked is None
            and own_subject(head) is None
            and (verb.lemma_ in ("ask", "demand", "request"))
        ):
            # "asked not to be named", "demanded to see the list": the one who asks would act.
            continue
        clause_subject = _subject_in(head)
        rule = f"v:{verb.lemma_}:{name}"
        to = asked if asked != head else None
        if frame.bound == "subject":
            keeps = _keeps_subject(head, clause_subject, None)
            yield from _as_asserted(Binding(verb, frame.kind, head, doer, to, keeps, rule))
            continue
        bound = clause_subject or to
        if name == "noun" and bound is None:
            bound = object_of_preposition(verb, "from") or (owner_of(head) if head.pos_ == "NOUN" else None)
        keeps = _keeps_subject(head, clause_subject, bound)
        yield from _as_asserted(Binding(verb, frame.kind, head, bound, doer, keeps, rule))


def _subject_in(head: Token) -> Token | None:
    """Return the subject of the action's own clause, shared by verbs joined to it; None for a noun."""
    if head.pos_ not in ("VERB", "AUX"):
        return None
    own = own_subject(head)
    if own is None and head.dep_ == "conj" and head.head.dep_ == "ccomp":
        return own_subject(head.head)
    return own


def _only_keeps_silent(head: Token) -> bool:
    """Whether what is refused is only to tell: "declined to give a figure", "refused to be drawn"."""
    if head.lemma_.lower() == "draw" and is_passive(head):
        return True
    told = child(head, "dobj")
    return head.lemma_.lower() in TELLING and told is not None and told.lemma_.lower() in TOLD


def _nothing(verb: Token) -> bool:
    """Whether what is promised is nothing: "nothing has been promised to them", "promised them nothing"."""
    return any(c.lower_ == "nothing" and c.dep_ in ("nsubjpass", "dobj") for c in verb.children)


def _of_agreement(verb: Token) -> Iterator[Binding]:
    """Yield what an agreement lays down: "the accord requires both sides to leave", "the deal provides for talks"."""
    if verb.lemma_.lower() not in LAYING_DOWN:
        return
    subject = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else own_subject(verb)
    if verb.dep_ == "relcl" and subject is not None and subject.lemma_.lower() not in ACCORDS:
        # "an agreement brokered by the council, which stipulates ...": "which" is the agreement.
        subject = next((t for t in governors(subject) if t.lemma_.lower() in ACCORDS), None)
    if subject is None or subject.lemma_.lower() not in ACCORDS or is_negated(verb):
        return
    frame = Frame("agreement", "object", frozenset(("to", "that", "ing", "noun", "prep:for", "prep:to")))
    for name, head in verb_complements(verb, frame):
        clause_subject = _subject_in(head)
        asked = asked_of(verb)
        bound = clause_subject or (asked if asked != head else None) or owner_of(subject)
        yield Binding(
            verb,
            "agreement",
            head,
            bound,
            None,
            _keeps_subject(head, clause_subject, bound),
            f"g:{verb.lemma_}:{name}",
        )


def _keeps_subject(head: Token, clause_subject: Token | None, bound: Token | None) -> bool:
    """Whether the clause's subject is part of the action: always in the passive, and where it is somebody else."""
    if clause_subject is None:
        return False
    return is_passive(head) or (bound is None and clause_subject.pos_ != "PRON")


def _of_noun(noun: Token) -> Iterator[Binding]:
    frame = NOUNS.get(noun.lemma_.lower()) or _announced(noun)
    if frame is None or noun.dep_ == "compound":
        return
    seen: set[int] = set()
    for name, head in noun_complements(noun, frame):
        if head.i in seen:
            continue
        seen.add(head.i)
        clause_subject = _subject_in(head)
        owner = _held_to(noun) or owner_of(noun) or _had_from(noun) or _named_before(noun) or _giver_of(noun)
        if noun.lemma_ == "threat" and name == "prep:of" and owner is None:
            continue
        rule = f"n:{noun.lemma_}:{name}"
        to = object_of_preposition(noun, "to")
        if frame.bound == "object":
            bound = clause_subject or object_of_preposition(noun, "on") or to
            keeps = _keeps_subject(head, clause_subject, clause_subject)
            made = Binding(noun, frame.kind, head, bound, owner, keeps, rule)
        else:
            made = Binding(
                noun, frame.kind, head, owner, to, _keeps_subject(head, clause_subject, None), rule
            )
        yield from _as_asserted(made)
        if head.pos_ == "VERB" and has_arguments(head):
            for other in head.conjuncts:
                if other.i > head.i and other.pos_ == "VERB" and own_subject(other) is None:
                    yield from _as_asserted(replace(made, head=other))


def _giver_of(noun: Token) -> Token | None:
    """Return who gives the promise: the subject of the verb that takes it as object, where that verb says so."""
    verb = next((t for t in governors(noun) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or (verb.lemma_.lower() not in GIVING | ANNOUNCING | {"reserve"}):
        return None
    return doer_around(noun)


def _had_from(noun: Token) -> Token | None:
    """Return from whom a promise was had: "received assurances from the council"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in (
        "receive",
        "get",
        "obtain",
        "win",
        "secure",
        "have",
    ):
        return None
    return object_of_preposition(verb, "from")


def _held_to(noun: Token) -> Token | None:
    """Return who is held to the promise: the object of "hold", "keep" or "remind"; or None."""
    prep = noun.head
    if prep.dep_ != "prep" or prep.lower_ not in ("to", "of"):
        return None
    # "would try to hold them to promises": the parser may hang the phrase on the verb above.
    above = prep.head
    verbs = [above, *(c for c in above.children if c.dep_ == "xcomp")]
    verb = next((v for v in verbs if v.pos_ == "VERB" and v.lemma_.lower() in HOLDING), None)
    return child(verb, "dobj") if verb is not None else None


def _named_before(noun: Token) -> Token | None:
    """Return the giver who stands before the noun without a mark of ownership: "a government guarantee to"."""
    for c in noun.lefts:
        if c.dep_ == "compound" and (c.lemma_.lower() in BODY or c.ent_type_ in ("ORG", "GPE", "NORP")):
            return c
    return None


def _announced(noun: Token) -> Frame | None:
    """Return a promise's frame for a plan, step or measure that somebody announces, else None."""
    if (
        noun.lemma_.lower() in ANNOUNCED
        and noun.dep_ in ("dobj", "nsubjpass")
        and noun.head.lemma_.lower() in ANNOUNCING
    ):
        return Frame("promise", "subject", frozenset(("to",)))
    if noun.lemma_.lower() == "right" and noun.dep_ == "dobj" and noun.head.lemma_.lower() == "reserve":
        # "reserved the right to strike": what one may do is held over the other side.
        return Frame("threat", "subject", frozenset(("to",)))
    return None


def _of_adjective(adjective: Token) -> Iterator[Binding]:
    frame = ADJECTIVES[adjective.lemma_.lower()]
    verb = adjective.head
    if adjective.dep_ not in ("acomp", "oprd", "conj", "amod", "ccomp", "xcomp"):
        return
    for name, head in verb_complements(adjective, frame):
        doer = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else verb
        made = Binding(adjective, frame.kind, head, doer, None, False, f"a:{adjective.lemma_}:{name}")
        if is_negated(adjective) or (verb.pos_ in ("VERB", "AUX") and is_negated(verb)):
            yield replace(made, kind="refusal", rule=f"not {made.rule}")
        elif not (verb.pos_ in ("VERB", "AUX") and is_hypothetical(verb)):
            yield from _as_asserted(made)


def _as_asserted(made: Binding) -> Iterator[Binding]:
    """Yield the binding as the sentence asserts it: as it is, denied, asked for, or not at all."""
    trigger = made.trigger
    if trigger.pos_ == "VERB" and is_hypothetical(trigger):
        return
    if is_negated(trigger):
        if made.kind in UNDERTAKINGS:
            yield replace(made, kind="refusal", denied=True, rule=f"not {made.rule}")
        return
    if trigger.pos_ == "VERB" and modal_of(trigger) in ("must", "should"):
        if made.kind in UNDERTAKINGS:
            yield replace(made, kind="demand", to=None, rule=f"must {made.rule}")
        return
    if trigger.pos_ == "NOUN" and _is_idle(trigger):
        return
    if trigger.pos_ == "NOUN" and _held_to(trigger) is not None:
        # Whoever tries to hold them to it: that they promised is taken for granted.
        yield made
        return
    for above in governors(trigger):
        lemma = above.lemma_.lower()
        if lemma in UNREAL and _is_object_of(trigger, above):
            return
        if lemma in REFUSING and _is_object_of(trigger, above):
            yield from _refused(made, above)
            return
        if lemma in WANTING and made.kind in UNDERTAKINGS and _is_object_of(trigger, above):
            held = object_of_preposition(trigger, "from") or owner_of(trigger)
            said = own_subject(made.head) if made.head.pos_ in ("VERB", "AUX") else None
            bound = made.bound if trigger.pos_ == "VERB" else held or said
            yield replace(made, kind="demand", bound=bound, to=subject_of(above), rule=f"want {made.rule}")
            return
        if above.pos_ in ("VERB", "AUX"):
            break
    yield made


def _is_idle(noun: Token) -> bool:
    """Whether the noun's clause says that there is no such thing: "failed to reach an agreement", "could offer"."""
    verb = next((t for t in governors(noun) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or owner_of(noun) is not None:
        return False
    if noun.dep_ not in ("dobj", "attr", "nsubjpass", "nsubj", "pobj"):
        return False
    unreal = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in UNREAL
    return unreal or is_hypothetical(verb) or (is_negated(verb) and verb.lemma_.lower() not in REFUSING)


def _refused(made: Binding, refusing: Token) -> Iterator[Binding]:
    """Yield what refusing the binding amounts to: a promise not given, a demand refused, an offer still made."""
    if made.kind in UNDERTAKINGS and made.trigger.pos_ == "VERB":
        yield replace(made, kind="refusal", denied=True, rule=f"refuse {made.rule}")
    elif made.trigger.pos_ == "NOUN" and made.kind == "demand":
        yield replace(made, kind="refusal", bound=subject_of(refusing), rule=f"refuse {made.rule}")
    elif made.trigger.pos_ == "NOUN":
        yield made


def _is_object_of(trigger: Token, above: Token) -> bool:
    """Whether *trigger* is what *above* refuses or wants, and no adjunct of it."""
    below = trigger
    for step in governors(trigger):
        if step == above:
            break
        below = step
    if below.dep_ == "prep":
        return below.lower_ == "for" and trigger.head == below
    return below.dep_ in ("xcomp", "ccomp", "dobj", "nsubjpass", "acl")
