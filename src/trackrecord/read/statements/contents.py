"""What a cue hands to its source: the first frame that fits the word.

The frames themselves are in ``clausecontents``, ``objectcontents`` and ``nouncontents``, their words in ``cues``.
Which of several sayings in a sentence stand, and what quotations do to them, is ``statements``' business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import agent_of, child, is_passive, own_subject, subject_of
from trackrecord.read.statements import cues
from trackrecord.read.statements.clausecontents import (
    clause_content,
    closing_content,
    intend_content,
    interjected_content,
    is_comma,
    made_clear_content,
    order_content,
    seem_content,
    tells_more,
)
from trackrecord.read.statements.nouncontents import (
    according_saying,
    adjective_saying,
    hearsay_saying,
    noun_saying,
)
from trackrecord.read.statements.objectcontents import (
    about_content,
    charge_content,
    gerund_content,
    judge_content,
    named_content,
    passive_content,
)
from trackrecord.read.statements.sayings import Saying, cue_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


# The order matters: the first frame that finds a content gives it.
_ACTIVE = (
    ("interjected", interjected_content),
    ("closing", closing_content),
    ("clause", clause_content),
    ("named", named_content),
    ("charge", charge_content),
    ("order", order_content),
    ("intend", intend_content),
    ("seem", seem_content),
    ("about", about_content),
    ("made_clear", made_clear_content),
    ("judge", judge_content),
    ("gerund", gerund_content),
)
# Frames whose content is a whole sentence around the cue.
_WHOLE = frozenset(("interjected", "closing", "according", "hearsay"))
_GLOSS = frozenset(("which", "who", "where", "whose", "when"))
# A content has at least so many words before a gloss.
_FEWEST = 3
_PASSIVE = (("passive", passive_content),)
# How far up the parse a participle's teller is sought.
_CLIMB = 12


def saying_of(token: Token) -> Saying | None:
    """Return what *token* says as a cue, or None when it is no cue or has no content in its own sentence."""
    tag = token.tag_
    if token.lower_ == "according":
        return according_saying(token)
    if tag == "RB" and token.lower_ in cues.HEARSAY:
        return hearsay_saying(token)
    if tag.startswith("VB") or (token.pos_ == "VERB" and token.dep_ != "amod"):
        found = _verb(token)
        if found is not None or tag != "VBN":
            return found
    if tag.startswith("NN"):
        return noun_saying(token)
    if tag.startswith("JJ") or tag == "VBN":
        return adjective_saying(token)
    return None


def without_gloss(saying: Saying) -> None:
    """Drop the reporter's gloss at the content's end: "he backs the pact, | which fell apart in May".

    So too a participle that goes along with the saying: "he doubts the count, | urging people to watch the polls".
    """
    if saying.frame in _WHOLE or not saying.content:
        return
    doc = saying.cue.doc
    tokens = sorted(saying.content)
    first = max(saying.cue.i, tokens[0]) + _FEWEST
    for index in tokens:
        if index < first or not is_comma(doc[index]) or index + 1 not in saying.content:
            continue
        if doc[index + 1].lower_ in _GLOSS or _goes_along(doc, index + 1, saying.content):
            saying.content = {i for i in tokens if i < index or (i == index and doc[i].text != ",")}
            return


def _goes_along(doc: Doc, index: int, content: set[int]) -> bool:
    """Whether a participle opens here that tells what the speaker does by it: "he doubts the count, | urging a new one"."""
    while index in content and doc[index].tag_ == "RB":
        index += 1
    return index in content and doc[index].tag_ == "VBG" and doc[index].dep_ == "advcl"


def _verb(verb: Token) -> Saying | None:
    if verb.dep_ in ("aux", "auxpass", "amod", "compound") or (verb.tag_ == "VB" and _is_imperative(verb)):
        return None
    lemma = cues.lemma_of(verb)
    passive = is_passive(verb) and not _is_perfect(verb, lemma)
    if lemma == "be":
        return None
    for name, frame in _PASSIVE if passive else _ACTIVE:
        content = frame(verb, lemma)
        if content:
            speaker = agent_of(verb) if passive else _doer(verb)
            if name in ("interjected", "closing"):
                speaker = _beside(verb, speaker) or speaker
            return Saying(verb, name, content, speaker, cue_words(verb), _conveyor(verb, lemma))
    return None


def _doer(verb: Token) -> Token | None:
    if (teller := _teller(verb) if verb.tag_ == "VBG" else _first_teller(verb)) is not None:
        return teller
    doer = subject_of(verb)
    if doer is not None and verb.dep_ == "acl" and verb.tag_ == "VBG" and doer == verb.head:
        # "He left Paris, saying …": after a comma it is not the nearest noun that speaks.
        edge = verb.left_edge.i - 1
        if edge > doer.i and verb.doc[edge].text == ",":
            around = doer
            while around.head != around and around.pos_ not in ("VERB", "AUX"):
                around = around.head
            doer = own_subject(around) or subject_of(around) or doer
    # "It" and "there" that stand for nothing are nobody's voice.
    if doer is not None and doer.dep_ == "expl":
        return None
    return doer


def _beside(verb: Token, doer: Token | None) -> Token | None:
    """Who speaks in ", she said," and ", said Ms Hall": within the commas, whatever the parse makes of it."""
    doc = verb.doc
    step = 1 if doc[verb.i - 1].text == "," else -1
    nominals: list[Token] = []
    for index in range(verb.i + step, verb.i + 8 * step, step):
        if not verb.sent.start <= index < verb.sent.end or doc[index].text == ",":
            break
        if doc[index].pos_ in ("NOUN", "PROPN", "PRON"):
            nominals.append(doc[index])
    if doer is not None and doer in nominals:
        return doer
    return next((t for t in nominals if t.dep_ not in ("compound", "npadvmod", "pobj")), None)


def _teller(verb: Token) -> Token | None:
    """Who goes on speaking in "She said it was over, adding that …", where the parse hangs "adding" on "was"."""
    edge = verb.left_edge.i - 1
    if verb.dep_ not in ("advcl", "acl", "xcomp", "conj") or verb.lemma_ not in cues.INTERJECTED | cues.SAY:
        return None
    if edge < 0 or verb.doc[edge].text != ",":
        return None
    around = verb.head
    for _ in range(_CLIMB):
        if around.dep_ == "ccomp" and around.head.lemma_ in cues.SAY and around.head.i < around.i:
            return own_subject(around.head) or subject_of(around.head)
        if around.head == around:
            break
        around = around.head
    return None


def _first_teller(verb: Token) -> Token | None:
    """Who speaks again in "She said it was over and insisted that …", where the parse joins "insisted" to "was"."""
    held = verb.head
    if verb.dep_ != "conj" or held.dep_ != "ccomp" or own_subject(verb) is not None or not verb.i:
        return None
    sayer = held.head
    joint = verb.nbor(-1) if verb.nbor(-1).tag_ != "RB" else verb.doc[max(0, verb.i - 2)]
    if sayer.i > held.i or sayer.lemma_.lower() not in cues.SAY or not tells_more(joint, sayer):
        return None
    return subject_of(sayer)


def _is_perfect(verb: Token, lemma: str) -> bool:
    """Whether "he's said" stands for "he has said"."""
    if lemma not in cues.SAY:
        return False
    short = child(verb, "auxpass")
    subject = own_subject(verb)
    return (
        short is not None
        and short.lower_ in ("'s", "’s")
        and subject is not None
        and subject.lower_ not in ("it", "what", "that")
        and child(verb, "agent") is None
    )


def _is_imperative(verb: Token) -> bool:
    return verb.dep_ == "ROOT" and not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in verb.children)


def _conveyor(verb: Token, lemma: str) -> Token | None:
    """Whom a source told it: the outlet in "told the Herald", "said in an interview with the Herald"."""
    if lemma == "tell":
        told = child(verb, "dobj", "dative")
        if told is not None and told.pos_ == "PROPN":
            return told
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "during", "on"):
            held = child(prep, "pobj")
            if held is not None and held.lemma_ in ("interview", "conversation"):
                for inner in held.children:
                    if inner.dep_ == "prep" and inner.lower_ in ("with", "on"):
                        return child(inner, "pobj")
    return None
