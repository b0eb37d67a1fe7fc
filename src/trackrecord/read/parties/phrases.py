"""The noun phrase around a head noun: how far it goes, whether it is definite or counted, what modifies it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_DEFINITE = frozenset("the this that these those said".split())
# Links that lead out of the phrase before its head.
_OUTSIDE = frozenset("relcl acl prep punct appos conj cc advcl preconj".split())


def is_definite(token: Token) -> bool:
    """Whether the noun has a definite article, a demonstrative or a possessive pronoun of the third person."""
    return any(
        (c.dep_ == "det" and c.lower_ in _DEFINITE)
        or (c.dep_ == "poss" and c.lower_ in ("its", "his", "her", "their"))
        for c in token.children
    ) or (token.i > 0 and token.nbor(-1).lower_ == "the")


def is_counted(token: Token) -> bool:
    """Whether the noun is counted or told apart from one before ("two", "another", "a second")."""
    return any(
        c.dep_ == "nummod" or c.lower_ in ("another", "other", "more", "second", "third")
        for c in token.children
    )


def phrase_of(token: Token) -> list[Token]:
    """The described phrase: what precedes the head, and a short "of/for/to/in" complement behind it."""
    left = _leftmost(token)
    while left < token.i and _leads_in(token.doc[left]):
        left += 1
    right = token.i
    for child in token.children:
        if (
            child.dep_ == "prep"
            and child.i == right + 1
            and child.lower_ in ("of", "for", "to", "in", "at", "from")
        ):
            tail = [t for t in child.subtree if t.i < token.i + 8]
            clean = [t for t in tail if t.dep_ not in ("relcl", "acl", "punct") and not t.is_space]
            if clean and clean[-1].i - token.i <= 7:
                right = _before_clause(child, clean[-1].i)
    if right == token.i and left >= token.i - 1:
        right = _told_apart_until(token)
    return list(token.doc[left : right + 1])


def _leads_in(token: Token) -> bool:
    """Whether a word stands before the phrase and not in it: also the time at which a live report's entry was written."""
    return bool(
        token.is_punct or token.is_space or token.pos_ == "CCONJ" or _CLOCK.fullmatch(token.text) is not None
    )


def _told_apart_until(token: Token) -> int:
    """ "A person briefed on the talks", "people familiar with the plan": a bare noun that only its clause describes."""
    for child in token.children:
        if child.i == token.i + 1 and child.dep_ in ("acl", "amod") and child.pos_ in ("VERB", "ADJ"):
            inside = [t for t in child.subtree if t.i <= token.i + 8]
            stop = next((t.i for t in inside if t.is_punct or t.is_space or t.dep_ == "relcl"), None)
            return (stop or inside[-1].i + 1) - 1
    return int(token.i)


def _before_clause(prep: Token, last: int) -> int:
    for token in prep.doc[prep.i : last + 1]:
        if token.dep_ in ("relcl", "acl", "conj", "cc") or token.is_punct or token.pos_ == "VERB":
            last = token.i - 1
            break
    return last if prep.doc[last].pos_ not in ("ADP", "DET", "ADJ") else prep.i - 1


def _leftmost(head: Token) -> int:
    """Index of the first token that hangs on *head* by noun-phrase links only."""
    first = int(head.i)
    waiting = [head]
    while waiting:
        token = waiting.pop()
        first = min(first, token.i)
        waiting += [c for c in token.lefts if c.dep_ not in _OUTSIDE]
    return first


def modifiers(phrase: list[Token], head: Token) -> frozenset[str]:
    """Return the nouns and adjectives before the head, in lower case."""
    return frozenset(
        t.lower_
        for t in phrase
        if t.i < head.i and t.pos_ in ("NOUN", "PROPN", "ADJ") and t.dep_ != "det" and not t.is_punct
    )
