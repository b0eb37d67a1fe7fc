"""How an undertaking fared, by the words of a sentence that is known to bear on one: delayed, refused, broken, dropped.

For deeds that no rule of :mod:`signs` or :mod:`outcomes` finds; those ask for the form of a clause, this only for words
in the stretch that carries the deed. :func:`fared` says how, :func:`tells_an_act` whether the stretch tells anything that
happened at all, :func:`is_hostile` whether it tells of fighting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import child, is_negated, modal_of
from trackrecord.read.deeds.conduct import HOSTILE, WORD
from trackrecord.read.deeds.unreal import is_general, is_infinitive, is_unreal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from trackrecord.types import Relation


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BREAKING = _words("violate violation breach renege flout defy betray contravene infringe backtrack overstep")
_DELAYING = _words(
    """delay postpone stall deadlock hamper hinder impede obstruct bottleneck setback standstill gridlock impasse
    stalemate overdue shelve dither falter languish drag lag"""
)
_LEAVING = _words(
    "cancel scrap abandon revoke rescind retract renounce u-turn boycott repudiate ditch jettison"
)
_OUT_OF = _words(
    "race election runoff deal agreement accord pact treaty talk negotiation conference summit contract candidacy bid"
)
_KEEPING = _words("honour honor fulfil fulfill implement keep meet deliver respect observe obey")
_LITTLE = _words("progress headway movement sign breakthrough payment result action measure help aid money")
_SILENT = _words("hear know say tell think believe want like need see")
_FIGHTING = _words(
    "bombing bombardment shelling airstrike gunfire shooting fighting offensive clash sniper artillery"
)
# What was not done that nobody undertook: states, not acts.
_STATES = _words("be have seem appear mean know think believe want like need love hope feel remember")


def fared(inside: Sequence[Token], verb: Token) -> Relation | None:
    """Return how the undertaking fared by the words *inside*, whose clause *verb* heads; None where they do not say."""
    lemmas = [t.lemma_.lower() for t in inside]
    whole = " ".join(lemmas)
    if _is_broken(inside, whole):
        return "broken"
    if _is_dropped(inside, whole):
        return "withdrawn"
    if _DELAYING.intersection(lemmas) or _is_behind(inside, whole):
        return "stalled"
    acts = [t for t in inside if t.pos_ == "VERB" and t.lemma_.lower() not in _STATES | _SILENT]
    if (verb in acts and is_negated(verb)) or any(is_negated(t) for t in acts if t.dep_ == "ROOT"):
        return "stalled"
    return None


def _is_broken(inside: Sequence[Token], whole: str) -> bool:
    for t in inside:
        lemma = t.lemma_.lower()
        if lemma in _BREAKING and not is_negated(t) and not is_negated(t.head):
            return True
        if lemma in ("refuse", "fail", "failure") and any(c.lemma_.lower() in _KEEPING for c in t.children):
            return True
        if lemma == "break" and t.pos_ == "VERB":
            held = child(t, "dobj", "nsubjpass")
            if held is not None and held.lemma_.lower() in WORD:
                return True
    return "not fulfil" in whole or "against the agreement" in whole


def _is_dropped(inside: Sequence[Token], whole: str) -> bool:
    for t in inside:
        lemma = t.lemma_.lower()
        if lemma in _LEAVING and t.pos_ in ("VERB", "NOUN") and not is_negated(t) and not is_infinitive(t):
            return True
        if lemma in ("withdraw", "pull", "drop", "back", "quit", "withdrawal") and not is_negated(t):
            around = {d.lemma_.lower() for d in t.subtree}
            if around & _OUT_OF and (lemma in ("quit", "withdraw", "withdrawal") or "out" in around):
                return True
    return any(f"change {whose} mind" in whole for whose in ("his", "her", "its", "their"))


def _is_behind(inside: Sequence[Token], whole: str) -> bool:
    """Whether the words say that little or nothing came: "has yet to", "no progress", "far apart", "never arrives"."""
    for t in inside:
        lemma = t.lemma_.lower()
        if t.lower_ in ("no", "little") and t.head.lemma_.lower() in _LITTLE:
            return True
        if t.lower_ == "never" and t.head.pos_ == "VERB" and t.head.lemma_.lower() not in _STATES | _SILENT:
            return True
        if lemma in ("break", "hold", "bog", "slow") and any(
            c.lower_ in ("down", "up") and c.dep_ in ("prt", "advmod") for c in t.children
        ):
            return True
        if lemma == "fail" and not is_negated(t):
            return True
    return any(
        f" {words} " in f" {whole} "
        for words in (
            "have yet to",
            "not yet",
            "still not",
            "far apart",
            "far from",
            "remain shut",
            "run over",
            "too slow",
        )
    )


def tells_an_act(inside: Sequence[Token], verb: Token) -> bool:
    """Whether the stretch tells something that happened or goes on: no wish, plan, general truth or mere state."""
    if not any(t.pos_ in ("NOUN", "PROPN", "VERB", "NUM") and not t.is_stop for t in inside):
        return False
    if verb.pos_ not in ("VERB", "AUX"):
        return True
    if is_unreal(verb) or is_general(verb) or modal_of(verb) is not None or is_infinitive(verb):
        return False
    if verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children):
        return False
    # "We did not know", "I keep a notebook": what one knows or does as a habit fulfils nothing.
    if verb.lemma_.lower() in _SILENT and len(inside) < 8:
        return False
    subject = child(verb, "nsubj")
    return not (subject is not None and subject.lower_ in ("i", "you") and verb.tag_ in ("VBP", "VBZ"))


def is_hostile(inside: Sequence[Token]) -> bool:
    """Whether the stretch tells of fighting, and not that there was none."""
    for t in inside:
        lemma = t.lemma_.lower()
        told = lemma in _FIGHTING or (lemma in HOSTILE and t.pos_ in ("VERB", "NOUN") and t.dep_ != "amod")
        if told and not is_negated(t) and not is_negated(t.head):
            return True
    return False
