"""Futures that bind: "we will withdraw", "the ministry said it would pay", "the two sides will meet".

A future is an undertaking when the one who says it is the one who would act. A bare prediction, a duty and a
state are not. :func:`future_bindings` proposes; ``commitments`` checks who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.bindings import Binding
from trackrecord.read.commitments.clauses import (
    asked_of,
    child,
    is_hypothetical,
    is_negated,
    is_passive,
    modal_of,
    saying_above,
    subject_of,
)
from trackrecord.read.commitments.undertakings import ACCORDS, HARMFUL, HARMING, HOLDING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

# Verbs of state, perception, fortune and change: "will see", "will suffer", "will become" bind nobody.
NOT_ACTED = frozenset(
    """be have see know become fail happen find suffer win lose face need want seem appear feel depend cost die fall
    rise benefit get cause think believe hope like love learn understand survive struggle prove emerge occur
    arise result mean matter decide remember realise realize expect belong exist grow increase decline drop
    worsen improve collapse erupt recover require deserve regret enjoy notice discover look sound last
    hear doubt wonder prefer live disappear vanish tell say""".split()
)
# "will not ..." of these refuses what somebody asks; of other verbs it is a promise to refrain.
REFUSED = frozenset(
    """accept resign negotiate talk step allow tolerate recognise recognize comply attend comment discuss give yield
    bow back retreat sign agree join participate surrender apologise apologize quit leave go leave permit compromise
    cooperate respond submit recede concede cave budge withdraw return release extradite grant approve support
    lift change renegotiate reconsider consider meet pay take hand""".split()
)
# Acts that are planned and announced, so that a bare "will" tells of a decision.
PUBLIC_ACTS = frozenset(
    """provide send hold host meet visit publish sign release deploy take join perform give pay build open launch
    present deliver introduce withdraw return begin start continue appear attend travel fly address appeal appoint
    fund donate contribute close halt resume seek ask offer submit file convene""".split()
)
OFFICIAL_VOICES = frozenset(
    """official officials spokesman spokeswoman spokesperson ministry minister government administration office
    department statement authorities aide aides diplomat diplomats embassy secretary source sources report""".split()
)
HEDGES = frozenset(
    "probably likely perhaps maybe inevitably surely presumably possibly eventually undoubtedly".split()
)

_PROMISES = frozenset("promise pledge commitment word vow undertaking assurance guarantee".split())


def future_bindings(tokens: Iterable[Token]) -> list[Binding]:
    """Return the clauses under "will", "shall", "would" or "going to" whose verb somebody can be bound to do."""
    found = []
    for verb in tokens:
        head = _present_under_accord(verb) or _future_head(verb)
        if head is None or _is_talk(head):
            continue
        if head.lemma_.lower() in ("try", "attempt", "seek"):
            # "will try to free them": the act is what they will try.
            head = next((c for c in head.rights if c.dep_ == "xcomp" and c.pos_ == "VERB"), head)
        if _holds_to_promise(head):
            continue
        subject = subject_of(verb)
        if subject is None or subject.lower_ in ("there", "you", "who", "what"):
            continue
        saying = saying_above(verb)
        if _under_accord(verb):
            found.append(Binding(verb, "agreement", head, subject, None, is_passive(head), "g:under"))
            continue
        negated = is_negated(verb)
        kind = "promise"
        if not negated and _harms(head) and _depends(verb):
            kind = "threat"
        if negated:
            kind = "refusal" if head.lemma_.lower() in REFUSED or _until(verb) else "promise"
        to = asked_of(saying) if saying is not None else None
        found.append(Binding(verb, kind, head, subject, to, is_passive(head), _rule(verb, subject, saying)))  # type: ignore[arg-type]
    return found


def _harms(head: Token) -> bool:
    """Whether the act is one of harm, by its verb or by its object: "strike back", "launch more attacks"."""
    thing = child(head, "dobj")
    return head.lemma_.lower() in HARMING or (thing is not None and thing.lemma_.lower() in HARMFUL)


def _holds_to_promise(head: Token) -> bool:
    """Whether the act is to hold another to what he promised: the promise is his."""
    if head.lemma_.lower() not in HOLDING:
        return False
    return any(
        t.lower_ == "to" and any(n.lemma_.lower() in _PROMISES for n in t.doc[t.i + 1 : t.i + 4])
        for t in head.doc[head.i + 1 : head.i + 10]
    )


def _present_under_accord(verb: Token) -> Token | None:
    """Return the verb itself when it tells in the present what a deal lays down: "under the deal the army leaves"."""
    if verb.tag_ not in ("VBZ", "VBP") or verb.pos_ != "VERB" or verb.lemma_.lower() in NOT_ACTED:
        return None
    return verb if not is_negated(verb) and _under_accord(verb) else None


def _is_talk(head: Token) -> bool:
    """Whether the act is only to talk about something: "then we shall talk about prices"."""
    if head.lemma_.lower() not in ("talk", "speak", "chat"):
        return False
    return not any(c.dep_ == "prep" and c.lower_ in ("with", "to") for c in head.rights)


def _under_accord(verb: Token) -> bool:
    """Whether the clause says what holds under an agreement: "under the deal the army will leave"."""
    for prep in verb.children:
        held = child(prep, "pobj") if prep.dep_ == "prep" else None
        if held is None:
            continue
        if prep.lower_ == "under" and held.lemma_.lower() in ACCORDS:
            return True
        if prep.lower_ in ("as", "in") and held.lemma_.lower() in ("part", "accordance", "line"):
            link = child(held, "prep")
            named = child(link, "pobj") if link is not None else None
            if named is not None and named.lemma_.lower() in ACCORDS:
                return True
    return False


def _future_head(verb: Token) -> Token | None:
    """Return the verb of the action when *verb* is a future that somebody can be bound to, else None."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    modal = modal_of(verb)
    if verb.lemma_ == "go" and verb.tag_ == "VBG":
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
        if inner is not None and any(c.lower_ == "to" for c in inner.children):
            return inner if inner.lemma_.lower() not in NOT_ACTED else None
    if verb.lemma_ == "be" and modal is None:
        # "is to meet", "are to leave on Friday"
        inner = next(
            (c for c in verb.rights if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.tag_ == "VB"), None
        )
        plain = inner is not None and not any(c.dep_ in ("acomp", "attr", "prep") for c in verb.rights)
        if (
            inner is not None
            and plain
            and verb.tag_ in ("VBZ", "VBP", "VBD")
            and inner.lemma_.lower() not in NOT_ACTED
            and not any(c.dep_ == "dobj" and c.lower_ == "it" for c in inner.children)
        ):
            return inner
        return None
    if modal not in ("will", "shall", "would") or is_hypothetical(verb):
        return None
    if verb.lemma_.lower() in NOT_ACTED and not is_passive(verb):
        return None
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return None
    return verb


def _until(verb: Token) -> bool:
    """Whether what is not done is withheld until something happens: "will not pay until"."""
    return any(
        c.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ == "until" for g in c.lefts)
        for c in verb.children
    )


def _depends(verb: Token) -> bool:
    """Whether the future hangs on "if" or "unless"."""
    return any(
        c.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ in ("if", "unless") for g in c.lefts)
        for c in verb.children
    )


def _rule(verb: Token, subject: Token, saying: Token | None) -> str:
    modal = modal_of(verb) or ("going" if verb.lemma_ == "go" else "is to")
    if subject.lower_ in ("we", "i"):
        return f"f:we {modal}"
    voice = "passive " if is_passive(verb) else ""
    if saying is None:
        return f"f:{voice}told {modal}"
    return f"f:{voice}said {modal}"
