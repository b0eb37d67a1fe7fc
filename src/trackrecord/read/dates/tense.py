"""Whether the clause that holds a phrase speaks of the past or of what is to come.

Used to settle which Thursday, which April: :func:`tense_at` climbs from the phrase's head word to the verb that
governs it. News English dates what has happened by a bare weekday, so only marked futures count as such.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.dates.anchoring import Tense

_MODALS = frozenset(
    {"will", "shall", "may", "might", "should", "must", "can", "'ll", "’ll", "would", "could", "wo", "ca"}
)
# Past participles and adjectives that put what they govern ahead of them.
_AHEAD = frozenset(
    {"schedule", "expect", "plan", "slate", "set", "due", "payable", "effective", "likely", "poised", "postpone",
     "adjourn", "delay", "reschedule", "upcoming", "scheduled", "expected", "planned", "bind", "ready", "extend"}
)  # fmt: skip
# Verbs whose infinitive has come true: "began to", "failed to", "managed to" leave the time to the verb itself.
_REALISED = frozenset(
    {
        "begin",
        "start",
        "continue",
        "fail",
        "manage",
        "have",
        "use",
        "seem",
        "appear",
        "happen",
        "prove",
        "get",
    }
)
# Verbs and adjectives whose infinitive has yet to come true.
_LEADS = frozenset({"plan", "expect", "schedule", "intend", "want", "hope", "agree", "vow", "promise", "pledge", "decide",
                    "propose", "prepare", "order", "ask", "urge", "call", "invite", "require", "set", "due", "likely",
                    "ready", "refuse", "threaten", "seek", "aim", "offer", "force", "tell", "demand", "wish", "mean",
                    "ought", "go", "be", "able", "eager", "certain", "sure", "try"})  # fmt: skip
_SCHEDULED = frozenset({"election", "vote", "ballot", "referendum", "primary", "summit", "deadline", "convention", "runoff",
                        "conference", "poll", "caucus", "inauguration", "session", "hearing"})  # fmt: skip
# Nouns whose infinitive lies ahead ("a plan to leave Monday"), unlike "the first to arrive Monday".
_PLANS = frozenset({"plan", "offer", "decision", "agreement", "deadline", "promise", "pledge", "vow", "order", "proposal",
                    "intention", "deal", "call", "demand", "request", "commitment", "move", "bid"})  # fmt: skip
# Verbs that "until Monday" follows without having lasted until then.
_DEFER = frozenset(
    {"postpone", "extend", "delay", "adjourn", "suspend", "give", "grant", "put", "have", "defer", "push"}
)
_TIMETABLE = frozenset(
    {
        "begin",
        "start",
        "open",
        "end",
        "expire",
        "resume",
        "leave",
        "arrive",
        "close",
        "take",
        "run",
        "meet",
        "mature",
        "return",
    }
)
_PAST_BE = frozenset({"was", "were", "had", "been"})


def tense_at(tokens: Slice) -> Tense:
    """Return ``past``, ``future`` or ``unknown`` for the clause that the tokens stand in."""
    node = tokens.root
    if node.dep_ in ("poss", "compound", "nmod", "amod") and node.head.pos_ in ("NOUN", "PROPN"):
        return _modifier_tense(node.head)
    until = node.dep_ == "pobj" and node.head.lower_ in ("until", "till")
    return _clause_tense(node, until=until)


def _modifier_tense(noun: Token) -> Tense:
    """A date that modifies a noun: "Wednesday's ruling" keeps its own time whatever the clause's, unless what is
    scheduled lies "ahead of" the clause or the clause itself does not look back ("leads before the November vote").
    """
    before = noun.head
    if before.lower_ == "of" and before.head.lower_ == "ahead":
        return "future"
    if noun.lemma_.lower() in _SCHEDULED and _clause_tense(noun, until=False) != "past":
        return "future"
    return "unknown"


def _clause_tense(node: Token, *, until: bool) -> Tense:
    """Climb from a token to the verb that settles its time; *until* says that the date follows "until"."""
    for _ in range(12):
        if node.lower_ in ("due", "payable", "effective", "upcoming"):
            return "past" if any(c.lower_ == "had" for c in _before(node.head)) else "future"
        if node.pos_ in ("VERB", "AUX"):
            found = _verb_tense(node)
            if found == "past" and until and node.lemma_ in _DEFER:
                return "future"
            if found is not None:
                return found
        if node.head == node:
            break
        node = node.head
    return "unknown"


def _before(verb: Token) -> list[Token]:
    """The dependants of a verb among the ten words before it, where its auxiliaries stand."""
    return [t for t in verb.doc[max(0, verb.i - 10) : verb.i] if t.head == verb]


def _verb_tense(verb: Token) -> Tense | None:
    """The tense of one verb; None where a higher verb decides (participles, "began to …")."""
    auxiliaries = [c.lower_ for c in _before(verb) if c.dep_ in ("aux", "auxpass")]
    modal = next((a for a in auxiliaries if a in _MODALS), None)
    if modal is not None:
        return "past" if "have" in auxiliaries and modal not in ("will", "'ll", "’ll") else "future"
    if verb.tag_ == "VB" and "to" in auxiliaries:
        return _infinitive(verb)
    if verb.lower_ == "going" and any(c.dep_ == "xcomp" for c in islice(verb.rights, 8)):
        return "future"
    if verb.tag_ == "VBN" and verb.lemma_ in _AHEAD:
        return "past" if "had" in auxiliaries else "future"
    if (
        verb.lemma_ in ("plan", "schedule")
        and not auxiliaries
        and any(c.dep_ == "dobj" for c in islice(verb.rights, 8))
    ):
        return "future"  # "they planned a rally on Saturday"
    if verb.tag_ in ("VBD", "VBN") or any(a in _PAST_BE or a in ("has", "have", "did") for a in auxiliaries):
        return "past"
    if verb.tag_ == "VBG":
        return (
            "future" if any(a in ("is", "are", "am", "'s", "'re", "’s", "’re") for a in auxiliaries) else None
        )
    if verb.lemma_ in _TIMETABLE:
        return "future"
    return "unknown" if verb.dep_ == "ROOT" else None


def _infinitive(verb: Token) -> Tense | None:
    """An infinitive looks ahead ("plans to leave Monday") unless its governor says that it came true."""
    head = verb.head
    if _is_headline(verb):
        return "future"
    if head.lemma_ in _REALISED or head == verb:
        return None
    if head.lemma_.lower() in _LEADS or head.lemma_ in _AHEAD:
        past = any(c.lower_ == "had" for c in (*_before(head), *_before(head.head))) and head.lemma_ in _AHEAD
        return "past" if past else "future"
    return "future" if head.lemma_.lower() in _PLANS else None


def _is_headline(infinitive: Token) -> bool:
    """Whether the infinitive is all the verb there is ("Ministers to meet on Friday"): a headline's future."""
    sentence = infinitive.sent
    if len(sentence) > 20:
        return False
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in sentence)
