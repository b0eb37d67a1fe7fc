"""Outcomes: what a clause tells to have come, or not come, of something that was due.

:func:`outcome_of` reads one verb: an act by which undertakings are usually carried out ("released the detainees"), one
by which they are undone ("closed the crossing"), the state that should have ended ("remain shut"), a count out of a
count ("60 of 76"), the deadline itself ("expired"). It knows nothing of commitments: a clause may tell such a thing
where nothing was promised, and linking attaches it only where one was. New word classes go below; a new *form* is a
function added to ``_FORMS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import SAYING, child, is_negated, is_passive
from trackrecord.read.figures.numbers import number_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from trackrecord.types import Relation


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CAPTIVES = _words(
    "prisoner detainee hostage captive inmate soldier sailor engineer journalist activist man woman people civilian"
)
_FORCES = _words(
    "troop force soldier gun artillery tank weapon howitzer piece army unit missile battery fighter"
)
_CURBS = _words("ban embargo sanction blockade siege curfew emergency restriction closure freeze tariff veto")
_WAYS = _words("road border crossing school airport port bridge corridor gate")
_GOODS = _words("map list sheet document aid fund payment money prisoner weapon fuel report ship dollar")
_TALKS = _words("talk meeting summit visit negotiation convoy flight delivery exercise session cooperation")
_PLANS = _words(
    "plan project programme program scheme aid fund payment deal agreement sale withdrawal release"
)
# Verbs by which undertakings are carried out, with the objects that make them so (none listed: any object).
_CARRYING_OUT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("release", "free", "exchange", "swap", "repatriate"), _CAPTIVES),
    **dict.fromkeys(("withdraw", "remove", "evacuate", "pull", "move"), _FORCES),
    **dict.fromkeys(("lift", "ease", "end", "revoke"), _CURBS),
    **dict.fromkeys(("reopen", "open"), _WAYS),
    **dict.fromkeys(
        ("deliver", "surrender", "hand", "pay", "transfer", "publish", "bring", "receive"), _GOODS
    ),
    "resume": _TALKS,
}
_UNDOING: dict[str, frozenset[str]] = {
    **dict.fromkeys(("close", "shut"), _WAYS),
    "reimpose": _CURBS,
}
_CALLING_OFF = _words("cancel call scrap suspend postpone put")
_ARRIVING = _words(
    "come arrive begin start happen materialise materialize reach return leave pass go cross walk"
)
_SHUT = _words(
    "closed shut blocked sealed frozen barred unpaid undelivered imprisoned jailed detained locked"
)
_IN_FORCE = _words("place force prison jail custody captivity position detention")
_PACT = _words("truce ceasefire cease-fire armistice accord")
_FIGHTING = _words("shelling attack fire firing shooting violation fighting shot shell clash raid")
_UNDERTOOK = _words("agree promise pledge vow undertake commit")


def outcome_of(verb: Token) -> Relation | None:
    """Return the outcome that the clause of *verb* tells, or None. The caller has seen to it that it tells a fact."""
    if verb.lemma_.lower() in SAYING:
        return _truce(verb)
    for form in _FORMS:
        found = form(verb)
        if found is not None:
            return found
    return None


def _object(verb: Token) -> Token | None:
    """Return what is acted on: the object, of a passive the subject."""
    return child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")


def _deadline(verb: Token) -> Relation | None:
    subject = child(verb, "nsubj")
    over = verb.lemma_ in ("pass", "expire", "lapse", "elapse")
    return "stalled" if over and subject is not None and subject.lemma_.lower() == "deadline" else None


def _truce(verb: Token) -> Relation | None:
    """Read how a truce itself fares ("the truce holds"), and that no fighting was reported."""
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None:
        return None
    word = subject.lemma_.lower()
    if word in _PACT and verb.lemma_ == "hold" and not is_passive(verb):
        return "broken" if is_negated(verb) else "progress"
    if word in _PACT and verb.lemma_ in ("collapse", "unravel") and not is_negated(verb):
        return "broken"
    none = any(c.lower_ == "no" for c in subject.children)
    if none and word in _FIGHTING and verb.lemma_ in ("report", "record", "observe", "register"):
        return "progress"
    return None


def _state(verb: Token) -> Relation | None:
    """Read a state that should have ended: "schools remain shut", "the sanctions are still in place"."""
    if verb.lemma_ not in ("be", "remain", "stay") or is_negated(verb):
        return None
    still = verb.lemma_ != "be" or any(c.lower_ == "still" for c in verb.children)
    told = child(verb, "acomp", "oprd", "attr")
    if still and told is not None and told.lower_ in _SHUT:
        return "stalled"
    if still and verb.lemma_ == "remain" and any(c.lower_ in _SHUT for c in verb.children):
        return "stalled"
    subject = child(verb, "nsubj")
    curb = subject is not None and subject.lemma_.lower() in _CURBS
    held = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for p in c.children]
    return "stalled" if (still or curb) and any(p.lower_ in _IN_FORCE for p in held) else None


def _count(verb: Token) -> Relation | None:
    """Read so many out of so many ("has moved 60 of 76"), and fewer than was agreed."""
    clause = [t for t in verb.subtree if not t.is_space]
    for i, token in enumerate(clause[:-2]):
        if token.lower_ in ("fewer", "less") and clause[i + 1].lower_ == "than":
            rest = clause[i + 2 : i + 14]
            if any(t.like_num for t in rest[:3]) and any(t.lemma_ in _UNDERTOOK for t in rest):
                return "partly"
        if token.lower_ == "of" and i > 0:
            skipped = 2 if clause[i + 1].lower_ in ("the", "its", "their") else 1
            some, whole = (
                number_value(_joined(clause, i - 1, -1)),
                number_value(_joined(clause, i + skipped, 1)),
            )
            if some is None or whole is None or whole < some or not _moves(verb):
                continue
            return "kept" if some == whole else "partly"
    return None


def _joined(clause: list[Token], i: int, step: int) -> str:
    """Return the word at *i* with what is joined to it without a space, leftwards or rightwards: "sixty-five"."""
    first = last = i
    while step < 0 and first > 0 and not clause[first - 1].whitespace_ and i - first < 4:
        first -= 1
    while step > 0 and last + 1 < len(clause) and not clause[last].whitespace_ and last - i < 4:
        last += 1
    return "".join(t.text for t in clause[first : last + 1]).strip(".,;:")


def _moves(verb: Token) -> bool:
    told = child(verb, "acomp")
    lemma = verb.lemma_.lower()
    return (
        lemma in _CARRYING_OUT or lemma in _ARRIVING or (told is not None and told.lower_ in ("free", "home"))
    )


def _called_off(verb: Token) -> Relation | None:
    """Read what was arranged and is called off or put on hold."""
    acted = _object(verb)
    if verb.lemma_ not in _CALLING_OFF or acted is None or is_negated(verb):
        return None
    if verb.lemma_ == "put" and acted.lemma_.lower() in _TALKS | _PLANS:
        on = [c for c in verb.children if c.lower_ == "on"]
        return "stalled" if any(g.lower_ in ("hold", "ice") for c in on for g in c.children) else None
    if acted.lemma_.lower() not in _TALKS:
        return None
    if verb.lemma_ == "call" and not any(c.lower_ == "off" for c in verb.children):
        return None
    return "stalled" if verb.lemma_ in ("postpone", "suspend") else "withdrawn"


def _nothing(token: Token | None) -> bool:
    """Whether the phrase says that there was none: "no payment", "not a dollar", "not a single sheet"."""
    return token is not None and any(
        c.lower_ == "no" or (c.dep_ == "neg" and c.lower_ == "not") for c in token.children
    )


def _act(verb: Token) -> Relation | None:
    """Read an act that carries out or undoes, done or not done."""
    lemma = verb.lemma_.lower()
    acted = _object(verb)
    word = acted.lemma_.lower() if acted is not None else ""
    if verb.tag_ in ("VBZ", "VBP") or (lemma == "receive" and not is_passive(verb)):
        return None
    subject = child(verb, "nsubj", "nsubjpass")
    negated = is_negated(verb) or _nothing(acted) or _nothing(subject)
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if any(c.lower_ == "never" for c in verb.children) and lemma in _CARRYING_OUT:
        return "broken"
    if negated:
        made = word in ("payment", "progress", "delivery") and lemma == "make"
        held = lemma == "take" and subject is not None and any(c.lower_ == "place" for c in verb.children)
        carried = lemma in _CARRYING_OUT and word in _CARRYING_OUT[lemma]
        return "stalled" if perfect and (made or held or carried or lemma in _ARRIVING) else None
    if lemma in _CARRYING_OUT and word in _CARRYING_OUT[lemma]:
        return "progress"
    if lemma == "withdraw" and acted is None and subject is not None and subject.lemma_.lower() in _FORCES:
        return "progress"
    return "stalled" if lemma in _UNDOING and word in _UNDOING[lemma] else None


_FORMS: tuple[Callable[[Token], Relation | None], ...] = (
    _deadline,
    _truce,
    _state,
    _count,
    _called_off,
    _act,
)
