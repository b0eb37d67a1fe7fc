"""Sayings whose cue is no verb: "the claim that …", "is confident that …", "according to …", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import child, own_subject, owner_of, subject_of
from trackrecord.read.statements import cues
from trackrecord.read.statements.sayings import Saying, asks, cue_words, is_infinitive, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 12


def noun_saying(noun: Token) -> Saying | None:
    """ "Their claim that it fell", "a refusal to talk", "expressed concern about the dam"; or None."""
    lemma = cues.lemma_of(noun)
    if noun.dep_ == "compound":
        return None
    if lemma not in cues.SAY_NOUN and lemma not in cues.NOUN_LINKS:
        return None
    owner = owner_of(noun)
    content: set[int] = set()
    frame = "noun_clause"
    for clause in noun.children:
        if clause.i < noun.i or clause.dep_ not in ("acl", "ccomp", "relcl"):
            continue
        that = child(clause, "mark")
        if (that is not None and that.lower_ == "that") or (clause.dep_ != "relcl" and is_infinitive(clause)):
            content = subtree(clause)
            break
    if not content:
        frame = "noun_phrase"
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.i > noun.i and _links(lemma, prep.lower_):
                held = child(prep, "pobj", "pcomp")
                content = subtree(held) if held is not None else set()
                break
    if not content:
        return None
    governor = noun.head
    light = noun.dep_ == "dobj" and governor.lemma_ in cues.LIGHT
    if owner is None and light:
        owner = subject_of(governor)
    if owner is None and lemma not in cues.FREE_NOUN:
        return None
    if owner is None or owner.tag_ == "PRP$":
        owner = _taker(noun) or owner
    words = [*cue_words(governor), noun] if light else [noun]
    return Saying(noun, frame, content - {noun.i}, owner, words)


def _taker(noun: Token) -> Token | None:
    """Who holds an unowned claim: "Liberal hopes of", "he ran in the hope of", "she laid out her concerns that"."""
    governor = noun.head
    if noun.dep_ == "pobj":
        governor = governor.head
    if (
        governor.pos_ == "VERB"
        and noun.dep_ in ("dobj", "pobj")
        and (doer := subject_of(governor)) is not None
    ):
        return doer if doer.i < noun.i and doer.dep_ != "expl" else None
    return next(
        (c for c in noun.children if c.dep_ in ("amod", "compound") and c.ent_type_ in ("NORP", "ORG")), None
    )


def _links(lemma: str, preposition: str) -> bool:
    """Whether the preposition after the noun brings what it is about: "fear of", "call for", "claims about"."""
    if preposition in ("about", "over", "that") or preposition in cues.NOUN_LINKS.get(lemma, ()):
        return True
    return (preposition == "of" and lemma in cues.NOUN_OF) or (
        preposition == "for" and lemma in cues.NOUN_FOR
    )


def adjective_saying(adjective: Token) -> Saying | None:
    """ "She is confident that it holds", "they were worried about the dam", "it is unclear why"; or None."""
    lemma = adjective.lower_
    if lemma not in cues.MIND or adjective.dep_ not in (
        "acomp",
        "oprd",
        "ROOT",
        "conj",
        "advcl",
        "acl",
        "relcl",
        "ccomp",
    ):
        return None
    content: set[int] = set()
    copula = adjective.head if adjective.dep_ == "acomp" else adjective
    for clause in (*adjective.children, *(copula.children if lemma in ("clear", "unclear") else ())):
        if clause.i > adjective.i and (
            clause.dep_ in ("ccomp", "xcomp", "csubj", "advcl") and (clause.dep_ != "advcl" or asks(clause))
        ):
            content = subtree(clause)
            break
        if (
            clause.dep_ == "prep"
            and clause.i > adjective.i
            and clause.lower_ in ("about", "of", "by", "with", "at", "over", "in", "to")
        ):
            held = child(clause, "pobj", "pcomp")
            if held is not None:
                content = subtree(held)
                break
    if not content:
        return None
    speaker = subject_of(copula)
    if speaker is not None and speaker.lower_ in ("it", "that", "this", "which", "what"):
        speaker = None
    words = [*cue_words(copula), adjective] if copula != adjective else [adjective]
    return Saying(adjective, "adjective", content - {adjective.i, copula.i}, speaker, words)


def according_saying(token: Token) -> Saying | None:
    """ "According to the envoy, the truce holds": the clause that it hangs on; or None."""
    to = child(token, "prep") or (
        token.nbor() if token.i + 1 < len(token.doc) and token.nbor().lower_ == "to" else None
    )
    if to is None or to.lower_ != "to":
        return None
    source = child(to, "pobj") or child(token, "pobj") or _misread(to)
    if source is None:
        return None
    own = _between_commas(token, subtree(token, source) | {to.i})
    content = _clause_around(token) - own
    return Saying(token, "according", content, source, [token, to]) if content else None


def _misread(to: Token) -> Token | None:
    """The noun of "according to show insiders", where the parse takes "show" for a verb."""
    verb = child(to, "pcomp")
    return child(verb, "dobj", "attr") if verb is not None else None


def hearsay_saying(adverb: Token) -> Saying | None:
    """ "The rebels reportedly left": the clause without the adverb, from nobody named."""
    content = _clause_around(adverb) - {adverb.i}
    return Saying(adverb, "hearsay", content, None, [adverb]) if content else None


def _clause_around(token: Token) -> set[int]:
    """The finite clause that *token* hangs in, cut off at clauses joined to it that have their own subject."""
    head = token.head
    for _ in range(_CLIMB):
        if head.head == head or (head.pos_ in ("VERB", "AUX") and own_subject(head) is not None):
            break
        head = head.head
    joined = [
        c
        for c in head.children
        if c.dep_ == "conj" and token.i < c.left_edge.i and own_subject(c) is not None
    ]
    return subtree(head) - subtree(*joined)


def _between_commas(token: Token, own: set[int]) -> set[int]:
    """Where the parse spreads a fronted "according to" over the sentence, its words up to the comma only."""
    if not token.is_sent_start:
        return own
    appositions = {t.i for t in token.children if t.dep_ == "appos"}
    for index in range(token.i + 1, max(own)):
        if token.doc[index].text in (",", ":") and index + 1 not in appositions:
            return {i for i in own if i <= index}
    return own
