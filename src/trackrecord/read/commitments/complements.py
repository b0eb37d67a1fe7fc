"""Where the course of action stands: the complements of a word that announces an undertaking.

:func:`verb_complements` serves verbs and adjectives, :func:`noun_complements` nouns. Both yield the name of the
complement as ``undertakings`` writes it, and the token that heads the action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import (
    child,
    has_arguments,
    is_passive,
    modal_of,
    object_of_preposition,
    own_subject,
)
from trackrecord.read.commitments.undertakings import ACCEPTED, NO_ACTION, NOUNS, REFUSABLE, SOUGHT, Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


def verb_complements(word: Token, frame: Frame) -> Iterator[tuple[str, Token]]:
    """Yield ``(complement name, head of the action)`` for the complements of a verb or adjective."""
    found: list[tuple[str, Token]] = []
    for c in word.children:
        if c.i < word.i and c.dep_ not in ("ccomp", "nsubjpass"):
            continue
        name = _name_of(c, word)
        if name is None or name not in frame.complements:
            continue
        if name.startswith("prep:"):
            held = child(c, "pobj", "pcomp")
            if held is not None and held.pos_ in ("VERB", "NOUN", "NUM") and not names_no_action(held):
                found.append((name, _inner_action(held)))
        elif name == "noun":
            if not names_no_action(c) and _fits(c, word):
                found.append((name, _inner_action(c)))
        elif not (c.lemma_.lower() in NO_ACTION and word.lemma_ in ("refuse", "decline")):
            found.append((name, c))
    verbal = [f for f in found if f[0] in ("to", "that", "ing")]
    for name, head in verbal or found[:1]:
        yield name, head
        if head.pos_ in ("VERB", "AUX") and has_arguments(head):
            for other in head.conjuncts:
                if other.i > head.i and other.pos_ in ("VERB", "AUX") and own_subject(other) is None:
                    yield name, other


def _fits(noun: Token, verb: Token) -> bool:
    """Whether the verb's object is of the sort that it refuses or seeks as an act of somebody."""
    lemma = noun.lemma_.lower()
    if verb.lemma_ in ("reject", "refuse", "decline"):
        return lemma in REFUSABLE
    if verb.lemma_ == "accept":
        return lemma in ACCEPTED
    if verb.lemma_ in ("offer", "promise", "guarantee"):
        return not any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
    if verb.lemma_ == "seek":
        if lemma in NOUNS:
            return False
        return lemma in SOUGHT or object_of_preposition(verb, "from") is not None
    return True


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(g.dep_ == "aux" and g.lower_ == "to" for g in verb.children)


def is_ahead(clause: Token, granting: bool = False) -> bool:
    """Whether a finite clause tells of what is still to be done: a modal, a bare subjunctive, or "is to".

    With *granting*, leave given counts too: "promised that families may return".
    """
    if any(c.lower_ in ("if", "whether", "how", "why", "what", "when") for c in clause.lefts):
        return False
    if modal_of(clause) in ("will", "would", "shall", "should", "must", "wo"):
        return True
    if granting and modal_of(clause) in ("may", "can"):
        return True
    if clause.tag_ == "VB" or (clause.lemma_ == "be" and clause.lower_ == "be"):
        return not any(c.dep_ == "aux" for c in clause.children)
    helper = next((c for c in clause.children if c.dep_ in ("auxpass", "aux")), None)
    if helper is not None and helper.lower_ == "be" and modal_of(clause) is None:
        return True
    return clause.lemma_ == "go" and clause.tag_ == "VBG"


def _is_asked_or_given(clause: Token, word: Token) -> bool:
    """Whether the clause under *word* is still to be done; under words that lay down, its tense says nothing."""
    lemma = word.lemma_.lower()
    if lemma in ("demand", "stipulate", "require", "provide") and clause.tag_ in ("VBD", "VBP", "VBZ"):
        return modal_of(clause) is None and not is_passive(clause) and clause.pos_ == "VERB"
    return is_ahead(clause, granting=lemma in ("promise", "assure", "guarantee", "pledge"))


def _name_of(c: Token, word: Token) -> str | None:
    """Return what kind of complement the child *c* of *word* is, or None when it is none."""
    if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.pos_ in ("VERB", "AUX") and is_infinitive(c):
        if any(g.lower_ in ("whether", "how", "what", "when", "where", "who") for g in c.lefts):
            return None
        return "to" if c.i > word.i else None
    if c.dep_ in ("xcomp", "ccomp") and c.pos_ in ("VERB", "AUX"):
        if c.tag_ == "VBG" and own_subject(c) is None:
            return "ing"
        return "that" if own_subject(c) is not None and _is_asked_or_given(c, word) else None
    if c.dep_ == "advcl" and c.tag_ == "VBG" and own_subject(c) is None:
        # "ruled out sending": after a particle the parser takes the gerund for an adjunct.
        particle = child(word, "prt")
        return "ing" if particle is not None and c.left_edge.i == particle.i + 1 else None
    if c.dep_ == "dobj" or (c.dep_ == "nsubjpass" and is_passive(word)):
        return "noun"
    return f"prep:{c.lower_}" if c.dep_ == "prep" else None


def names_no_action(noun: Token) -> bool:
    """Whether a noun (or pronoun) names no course of action."""
    if noun.pos_ in ("PRON", "DET", "PROPN") or (noun.pos_ == "NUM" and noun.ent_type_ != "MONEY"):
        return True
    if noun.ent_type_ in ("PERSON", "DATE", "TIME"):
        return True
    return noun.lemma_.lower() in NO_ACTION


def _inner_action(noun: Token) -> Token:
    """Return the action that a noun such as "plan to leave" or "demand that he go" holds, or the noun itself."""
    frame = NOUNS.get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
    if frame is not None:
        return next((head for _, head in noun_complements(noun, frame)), noun)
    return noun


def noun_complements(noun: Token, frame: Frame) -> Iterator[tuple[str, Token]]:
    """Yield ``(complement name, head of the action)`` for the complements of a noun."""
    for c in noun.rights:
        if c.dep_ in ("acl", "xcomp", "relcl", "ccomp", "advcl") and c.pos_ in ("VERB", "AUX"):
            if is_infinitive(c):
                if "to" in frame.complements:
                    yield "to", c
            elif (
                c.dep_ in ("acl", "ccomp")
                and own_subject(c) is not None
                and "that" in frame.complements
                and is_ahead(c)
            ):
                yield "that", c
            elif (
                c.dep_ == "relcl"
                and frame.kind == "agreement"
                and modal_of(c) in ("will", "would", "shall", "must")
            ):
                yield "relcl", c
        elif c.dep_ == "prep" and f"prep:{c.lower_}" in frame.complements:
            held = child(c, "pobj", "pcomp")
            if held is not None and held.pos_ in ("VERB", "NOUN", "NUM") and not names_no_action(held):
                yield _after_preposition(c, held)
    yield from _matter_of_assurance(noun, frame)
    yield from _hung_on_the_verb(noun, frame)


def _matter_of_assurance(noun: Token, frame: Frame) -> Iterator[tuple[str, Token]]:
    """Yield the matter that the parser hung on the verb: "received assurances from the council on access"."""
    if frame.kind != "promise" or noun.dep_ != "dobj" or object_of_preposition(noun.head, "from") is None:
        return
    giver = object_of_preposition(noun.head, "from")
    held = object_of_preposition(noun.head, "on") or (giver and object_of_preposition(giver, "on"))
    if held is not None and held.i > noun.i and not names_no_action(held):
        yield "prep:on", held


def _after_preposition(prep: Token, held: Token) -> tuple[str, Token]:
    """Return the action after a preposition; "a call for the army to leave" has it in the infinitive."""
    if prep.lower_ == "for" and held.pos_ == "NOUN":
        inner = child(held, "relcl", "acl")
        if inner is not None and is_infinitive(inner):
            return "to", inner
    return f"prep:{prep.lower_}", held


def _hung_on_the_verb(noun: Token, frame: Frame) -> Iterator[tuple[str, Token]]:
    """Yield the clause that the parser hung on the verb above: "reached an agreement to leave"."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "pobj", "attr", "nsubjpass") or verb.pos_ not in ("VERB", "AUX"):
        return
    for c in verb.children:
        if c.pos_ not in ("VERB", "AUX") or not 0 < c.left_edge.i - noun.right_edge.i <= 3:
            continue
        if c.dep_ in ("xcomp", "advcl") and is_infinitive(c) and "to" in frame.complements:
            yield "to", c
        elif c.dep_ == "ccomp" and "that" in frame.complements and own_subject(c) is not None and is_ahead(c):
            yield "that", c
