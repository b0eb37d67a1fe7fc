"""Whether a clause tells something that happened: not what may, will, would or always does.

:func:`is_unreal` looks at the clause and at what it hangs in; :func:`is_general` knows general truths by their
subject. Used before anything is read as a deed: a breach in an if-clause is no breach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import (
    SAYING,
    child,
    governors,
    is_hypothetical,
    modal_of,
    subject_of,
)
from trackrecord.read.deeds.conduct import ANYBODY
from trackrecord.read.kept import kept

if TYPE_CHECKING:
    from spacy.tokens import Token


@kept
def is_unreal(verb: Token) -> bool:
    """Whether the clause, or one that it hangs in, is conditional, modal or still to come.

    "If it failed to honour", "would not tolerate countries that flouted", "will review once talks have started".
    What is said under a verb of saying stands by itself.
    """
    current = verb
    if _opens_with_if(verb):
        return True
    for above in (verb, *governors(verb)):
        if above.pos_ not in ("VERB", "AUX"):
            continue
        if above.i != verb.i and (above.lemma_.lower() in SAYING and current.dep_ in ("ccomp", "parataxis")):
            return False
        if above.i != verb.i and verb.tag_ in ("VBZ", "VBP") and is_infinitive(above):
            return True
        if is_hypothetical(above) or modal_of(above) is not None or _is_timed(above):
            return True
        if any(c.lower_ in ("whether", "if") and c.i < above.i for c in above.children):
            return True
        if above.i != verb.i and child(above, "acomp") is not None and above.lemma_ == "be":
            ready = child(above, "acomp")
            if ready is not None and ready.lower_ in ("ready", "prepared", "willing", "set", "due", "likely"):
                return True
        current = above
    return False


def _opens_with_if(verb: Token) -> bool:
    """Whether the word before the clause is "if", "whether", "provided (that)", however the parse hangs it."""
    first, start = verb.left_edge.i, verb.sent.start
    for i in (first, first - 1, first - 2):
        if i >= start and verb.doc[i].lower_ in (
            "if",
            "whether",
            "provided",
            "providing",
            "unless",
        ):
            return True
    return any(c.lower_ in ("if", "whether", "unless") and c.i < verb.i for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether the verb is a "to" infinitive: what hangs in it in the present tense is yet to be."""
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def _is_timed(verb: Token) -> bool:
    """Whether the clause only says when something else will be: "once the talks have started", "until it opens"."""
    words = ("once", "until", "till", "unless", "lest")
    return any(c.dep_ in ("mark", "advmod") and c.lower_ in words and c.i < verb.i for c in verb.children)


def is_general(verb: Token) -> bool:
    """Whether a present-tense clause tells a general truth: "everybody keeps the promises that cost nothing"."""
    if verb.tag_ not in ("VBZ", "VBP"):
        return False
    subject = subject_of(verb)
    before = verb.doc[verb.i - 1].lower_ if verb.i else ""
    if subject is None or before in ANYBODY or subject.lower_ in ANYBODY:
        return True
    bare = (
        subject.pos_ == "NOUN"
        and subject.tag_ == "NNS"
        and not any(c.dep_ in ("det", "poss") for c in subject.children)
    )
    return bare and verb.dep_ == "ROOT"
