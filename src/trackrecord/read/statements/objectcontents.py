"""Contents that are objects: "condemned the attack", "spoke of …", "accused them of …", "called it a sham".

Every function takes a verb and its lemma and returns the indices of its content's tokens, empty where the frame
does not fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import agent_of, child, own_subject
from trackrecord.read.statements import cues
from trackrecord.read.statements.clausecontents import is_small_clause
from trackrecord.read.statements.sayings import subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


_CARRYING = frozenset(("with", "from", "to", "for", "of", "as", "about", "against", "between"))
# Nothing is a message that merely starts a relative clause.
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))


def named_content(verb: Token, lemma: str) -> set[int]:
    """ "He called the vote a sham"; "they described it as useful"."""
    if lemma in cues.NAME:
        predicate = child(verb, "oprd")
        target = child(verb, "dobj")
        if predicate is not None and predicate.i > verb.i:
            return subtree(*(t for t in (target, predicate) if t is not None))
        small = next((c for c in verb.children if c.dep_ == "ccomp" and is_small_clause(c, lemma)), None)
        if small is not None and small.i > verb.i:
            return subtree(small)
    if lemma in cues.NAME_AS:
        return _object_and(verb, frozenset(("as",)), need_object=False)
    return set()


def charge_content(verb: Token, lemma: str) -> set[int]:
    """ "They accused him of lying"; "she thanked them for it"."""
    links = cues.CHARGE.get(lemma)
    if not links or (lemma in cues.SAY and child(verb, "dobj") is None):
        return set()
    return _object_and(verb, links, need_object=True)


def _object_and(verb: Token, links: frozenset[str], *, need_object: bool) -> set[int]:
    target = child(verb, "dobj")
    phrase = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("prep", "mark", "advcl") and c.lower_ in links and c.i > verb.i
        ),
        None,
    )
    if phrase is None and target is not None:
        phrase = next((c for c in target.children if c.dep_ == "prep" and c.lower_ in links), None)
    if phrase is None or (need_object and target is None):
        return set()
    if target is not None and target.i < verb.i:
        return subtree(phrase)
    return subtree(*(t for t in (target, phrase) if t is not None))


def about_content(verb: Token, lemma: str) -> set[int]:
    """ "She spoke of betrayal"; "he called for calm"."""
    links = cues.ABOUT.get(lemma)
    if not links:
        return set()
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in links and prep.i > verb.i:
            held = child(prep, "pobj", "pcomp")
            if held is not None:
                return subtree(held) | _what_follows(verb, prep)
    return set()


def judge_content(verb: Token, lemma: str) -> set[int]:
    """ "Ministers condemned the attack"; "she announced talks"."""
    if lemma not in cues.JUDGE and not (lemma in ("show", "find", "suggest") and _is_paper(verb)):
        return set()
    target = child(verb, "dobj")
    if target is None or target.i < verb.i or target.lower_ in _RELATIVE:
        return set()
    if lemma in ("tell", "ask", "remind", "inform", "advise", "warn") or (
        target.tag_ == "PRP" and target.lower_.endswith("self")
    ):
        return set()
    if lemma in ("write", "say", "hear") and target.lemma_ in cues.CARRIER:
        return set()
    return subtree(target) | _what_follows(verb, target)


def gerund_content(verb: Token, lemma: str) -> set[int]:
    """ "They proposed holding a vote"; "she denied having met him"."""
    if (lemma not in cues.JUDGE and lemma not in cues.SAY) or lemma in cues.QUOTE_ONLY:
        return set()
    clause = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > verb.i), None)
    return subtree(clause) if clause is not None else set()


def _what_follows(verb: Token, target: Token) -> set[int]:
    """Phrases that the parse hangs on the verb but that directly carry on its object: "decried calls | to ban …"."""
    content: set[int] = set()
    edge = target.right_edge.i
    for phrase in verb.children:
        carries_on = phrase.dep_ == "xcomp" or (phrase.dep_ == "prep" and phrase.lower_ in _CARRYING)
        if carries_on and phrase.left_edge.i == edge + 1:
            content |= subtree(phrase)
            edge = phrase.right_edge.i
    return content


def _is_paper(verb: Token) -> bool:
    """Whether a poll, study or record is what shows or finds it."""
    subject = own_subject(verb)
    return subject is not None and subject.lemma_.lower() in cues.PAPER


def passive_content(verb: Token, lemma: str) -> set[int]:
    """ "The talks are expected to resume"; "he was accused of lying"; "it was announced that …"."""
    subject = own_subject(verb)
    if lemma in cues.SAY or lemma in cues.THINK:
        clause = child(verb, "ccomp")
        if clause is not None and clause.i > verb.i:
            return subtree(clause)
    complement = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if lemma in cues.PERMIT and child(verb, "agent") is None:
        return set()
    if complement is None or lemma not in cues.ORDER:
        links = cues.CHARGE.get(lemma, frozenset()) | (
            frozenset(("as",)) if lemma in cues.NAME_AS else frozenset()
        )
        complement = next(
            (c for c in verb.children if c.dep_ == "prep" and c.lower_ in links and c.i > verb.i), None
        )
    if complement is None and lemma in cues.NAME:
        complement = child(verb, "oprd")
    if complement is not None:
        return subtree(complement) | (
            subtree(subject) if subject is not None and subject.i < verb.i else set()
        )
    if subject is not None and (
        lemma in cues.ANNOUNCE or (lemma in cues.JUDGE and agent_of(verb) is not None)
    ):
        return subtree(subject)
    return set()
