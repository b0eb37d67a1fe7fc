"""The course of action as a stretch of tokens, and its polarity.

The action is the shortest stretch of the sentence that states the course of action: it starts at the verb (or at
the subject where somebody or something other than the promisor is the subject) and ends before what only reports,
explains, limits or repeats it. Conditions are left out; ``terms`` reads them and the deadline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import child, is_negated, own_subject
from trackrecord.read.commitments.terms import CONDITION_MARKS, is_condition, opens_as_long_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.types import Polarity

_CUT_MARKS = CONDITION_MARKS | frozenset(
    "as because while since although though whereas but when after so despite".split()
)
_REPORTING = frozenset(
    """say add call describe accuse blame argue cite claim warn note insist tell urge stress declare quote express
    leave raise prompt spark make put give bring open mark end set pave dash fuel underline""".split()
)
_CUT_PREPS = frozenset(
    """despite amid after following according under like unlike as because given during since including without
    among alongside besides""".split()
)

# Adverbs that colour the saying, not the act.
_ASSURING = frozenset("certainly surely definitely indeed simply also then therefore now still".split())

REFRAIN = frozenset(
    """stop halt cease end suspend refrain avoid freeze abandon desist withhold renounce forgo forego forswear
    abstain quit discontinue eschew shun disavow""".split()
)
ALLOW = frozenset("allow let permit admit enable authorise authorize grant".split())
MAINTAIN = frozenset(
    """continue maintain keep remain stay preserve uphold honour honor abide adhere respect retain persist stick
    sustain stand hold observe""".split()
)


def ordered(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens in text order."""
    return sorted(tokens, key=lambda t: t.i)


def action_tokens(head: Token, with_subject: bool) -> list[Token]:
    """Return the contiguous tokens that state the action headed by *head* (a verb or a noun)."""
    doc = head.doc
    first = head.i
    for left in head.lefts:
        if _starts_action(left, head, with_subject):
            first = min(first, min(t.i for t in left.subtree))
    last = _last_of(head)
    tokens = list(doc[first : last + 1])
    while tokens and (tokens[-1].is_space or tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        if tokens[-1].text in ")]%" or (tokens[-1].is_quote and any(t.is_quote for t in tokens[:-1])):
            break
        tokens.pop()
    while len(tokens) > 1 and (
        tokens[0].is_space or (tokens[0].is_punct and tokens[0].text not in "([\"“‘'")
    ):
        tokens.pop(0)
    return tokens or [head]


def _starts_action(left: Token, head: Token, with_subject: bool) -> bool:
    """Whether a child to the left of the head belongs to the action."""
    if left.dep_ in ("nsubj", "nsubjpass", "expl", "csubj"):
        return with_subject
    if left.dep_ in ("aux", "auxpass"):
        return with_subject
    if left.dep_ in ("neg", "prt"):
        return True
    if left.dep_ == "advmod":
        if left.lower_ in _ASSURING:
            return False
        return with_subject or left.i == head.i - 1
    if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return left.dep_ in (
            "det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "predet", "advmod", "punct", "case",
        )  # fmt: skip
    return False


def _last_of(head: Token) -> int:
    """Return the index of the last token of the action: the right edge before the first child to leave out."""
    last = head.i
    has_arguments = any(
        c.dep_ in ("dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "dative") for c in head.rights
    )
    for right in ordered(head.rights):
        if right.dep_ == "punct" or right.dep_ == "cc":
            continue
        if _is_left_out(right, head, has_arguments):
            break
        last = max(last, _last_inside(right))
    return last


def _last_inside(token: Token) -> int:
    """Return the right edge of a subtree that belongs to the action, less the clauses that only report."""
    last = token.i
    for right in ordered(token.rights):
        if right.dep_ in ("punct", "cc"):
            continue
        if right.dep_ in ("advcl", "parataxis") and _is_left_out(right, token, True):
            break
        if right.dep_ in ("relcl", "appos", "acl") and _after_comma(right):
            break
        if (right.dep_ == "prep" and _is_loose_phrase(right)) or opens_as_long_as(right):
            break
        if (
            right.dep_ == "conj"
            and right.pos_ == "VERB"
            and token.pos_ == "VERB"
            and own_subject(right) is not None
        ):
            break
        last = max(last, _last_inside(right))
    return last


def _after_comma(token: Token) -> bool:
    edge = token.left_edge.i
    return edge > 0 and token.doc[edge - 1].text in (",", "-", "–", "—", "--", ";", ":")


def _is_left_out(right: Token, head: Token, has_arguments: bool) -> bool:
    """Whether a child to the right of the head is no part of the action."""
    if right.dep_ == "parataxis":
        return True
    if right.dep_ == "conj":
        # "reduce poverty and improve schools" are two actions, "identify and destroy mines" is one.
        return right.pos_ in ("VERB", "AUX") and (own_subject(right) is not None or has_arguments)
    if right.dep_ == "advcl":
        mark = child(right, "mark", "advmod")
        if mark is not None and mark.lower_ in _CUT_MARKS and mark.i <= right.i:
            return True
        if is_condition(right):
            return True
        if right.tag_ == "VBG" and _after_comma(right):
            return True
        return own_subject(right) is not None and _after_comma(right)
    if opens_as_long_as(right):
        return True
    if right.dep_ == "prep":
        if _is_loose_phrase(right):
            return True
        if right.lower_ in _CUT_PREPS:
            return _after_comma(right) or right.lower_ in (
                "despite",
                "amid",
                "according",
                "after",
                "following",
            )
        return False
    if right.dep_ in ("relcl", "appos") and _after_comma(right):
        return True
    return right.dep_ == "ccomp" and right.lemma_ in _REPORTING and _after_comma(right)


def _is_loose_phrase(prep: Token) -> bool:
    """Whether a prepositional phrase only says what the act is for or in return for: "as part of", "in a bid to"."""
    held = child(prep, "pobj")
    if held is None:
        return False
    lemma = held.lemma_.lower()
    if prep.lower_ == "as":
        return lemma in ("way", "part", "sign", "gesture", "step", "means", "condition")
    if prep.lower_ == "in":
        return lemma in (
            "attempt",
            "bid",
            "effort",
            "move",
            "return",
            "exchange",
            "response",
            "case",
            "event",
        )
    return prep.lower_ == "on" and lemma in ("behalf", "condition", "understanding")


def polarity_of(head: Token) -> Polarity:
    """Return what the action is: doing, refraining, letting others do, or keeping up what is."""
    word = head.lemma_.lower()
    negated = is_negated(head)
    if negated:
        return "refrain"
    if word in REFRAIN:
        return "refrain"
    if word in ALLOW:
        return "allow"
    if word in MAINTAIN and not (word in ("hold", "keep", "stand") and child(head, "dobj") is not None):
        return "maintain"
    return "do"
