"""Courses of action that the encoder marks: where they hang in the parse, and who is bound.

The encoder says which words state a course of action and of what kind. The parse says the rest: the head of those
words, the word that governs them, its subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.encoder.heads import KINDS
from trackrecord.read.commitments.bindings import Binding
from trackrecord.read.commitments.clauses import (
    OBJECT_CONTROL,
    agent_of,
    asked_of,
    doer_around,
    governors,
    is_passive,
    modal_of,
    object_of_preposition,
    own_subject,
    owner_of,
    subject_of,
)
from trackrecord.read.commitments.undertakings import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.encoder.tags import Tagged
    from trackrecord.types import CommitmentKind

_LINKS = ("prep", "pcomp", "aux", "auxpass", "mark", "agent", "dative", "conj", "cc", "punct", "det", "prt")


def binding_of(found: Tagged, tokens: Iterable[Token]) -> Binding | None:
    """Return the undertaking that stands at a span the encoder marks, or None where no token lies in it."""
    inside = [t for t in tokens if found.span.start < t.idx + len(t.text) and t.idx < found.span.end]
    inside = [t for t in inside if not t.is_space]
    if not inside:
        return None
    kind: CommitmentKind = KINDS[found.label]
    head = _head_of(inside)
    trigger = _trigger_of(head)
    bound, to = _roles(kind, head, trigger)
    return Binding(trigger, kind, head, bound, to, with_subject=False, rule="encoder")


def _head_of(inside: list[Token]) -> Token:
    """Return the word of the span that governs the others: a verb where one does, no auxiliary or preposition."""
    first, last = inside[0].i, inside[-1].i
    tops = [t for t in inside if not first <= t.head.i <= last or t.head.i == t.i]
    content = [t for t in tops if not t.is_punct and t.dep_ not in ("mark", "cc", "det", "dative")] or tops
    verbs = [t for t in content if t.pos_ == "VERB"]
    top = (verbs or content)[0]
    for _ in range(3):
        if top.dep_ in ("aux", "auxpass") and first <= top.head.i <= last:
            top = top.head
        elif top.dep_ in ("prep", "agent"):
            top = next((c for c in top.children if c.dep_ in ("pobj", "pcomp")), top)
        elif top.pos_ == "PART":
            top = top.head
        else:
            break
    return top


def _trigger_of(head: Token) -> Token:
    """Return the word by which the action is undertaken: what governs it, or the verb itself in the future tense."""
    if head.pos_ in ("VERB", "AUX") and (modal_of(head) or own_subject(head) is not None):
        above = next(iter(governors(head)), None)
        if (
            above is None
            or head.dep_ not in ("ccomp", "xcomp", "advcl")
            or above.pos_ not in ("VERB", "NOUN")
        ):
            return head
    for above in governors(head):
        if above.pos_ in ("VERB", "NOUN", "ADJ") and above.dep_ not in _LINKS[:5]:
            return above
    return head


def _binds_speaker(trigger: Token, kind: CommitmentKind) -> bool:
    """Whether a verb is one by which its subject binds himself to what the clause after it says."""
    frame = VERBS.get(trigger.lemma_.lower())
    return (
        frame is not None and frame.bound == "subject" and frame.kind == kind and "that" in frame.complements
    )


def _roles(kind: CommitmentKind, head: Token, trigger: Token) -> tuple[Token | None, Token | None]:
    """Return who would act and to whom it is given (of a demand: who demands)."""
    verb = trigger.pos_ in ("VERB", "AUX")
    if kind == "demand":
        if verb and trigger.i != head.i:
            speaker = agent_of(trigger) if is_passive(trigger) else subject_of(trigger)
            asked = own_subject(trigger) if is_passive(trigger) else asked_of(trigger)
            own = own_subject(head) if head.pos_ in ("VERB", "AUX") else None
            return own or (asked if asked is not None and asked.i != head.i else None), speaker
        owner = owner_of(trigger) or doer_around(trigger)
        own = subject_of(head) if head.pos_ in ("VERB", "AUX") else None
        return (own, owner) if trigger.i != head.i else (own, None)
    if head.pos_ in ("VERB", "AUX"):
        doer = subject_of(head)
        if verb and head.dep_ == "ccomp" and _binds_speaker(trigger, kind):
            # "The owners vowed that the ferry would sail": who gave his word is bound, whoever would act.
            doer = (agent_of(trigger) if is_passive(trigger) else subject_of(trigger)) or doer
        elif verb and trigger.lemma_ in OBJECT_CONTROL and kind in ("threat", "refusal"):
            doer = subject_of(trigger)
        if is_passive(head):
            doer = agent_of(head) or (doer if trigger.i == head.i else subject_of(trigger)) or doer
    else:
        doer = owner_of(head)
        if doer is None and verb:
            doer = agent_of(trigger) if is_passive(trigger) else subject_of(trigger)
        elif doer is None:
            doer = owner_of(trigger) or doer_around(trigger)
    to = asked_of(trigger) if verb and trigger.i != head.i else None
    to = to if to is not None and to.i != head.i and (doer is None or to.i != doer.i) else None
    return doer, to or object_of_preposition(trigger, "to")
