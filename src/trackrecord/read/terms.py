"""The terms of an undertaking as spans: the course of action, its condition, its deadline, its polarity.

The action is the shortest stretch of the sentence that states the course of action: it starts at the verb (or at
the subject where somebody or something other than the promisor is the subject) and ends before what only reports,
explains, limits or repeats it. Deadlines that stand inside the action stay inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.clauses import child, is_negated, is_passive, own_subject
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.types import DateMention, Polarity

CONDITION_MARKS = frozenset(("if", "unless", "provided", "providing", "once", "lest", "assuming"))
_CUT_MARKS = CONDITION_MARKS | frozenset(
    (
        "as",
        "because",
        "while",
        "since",
        "although",
        "though",
        "whereas",
        "but",
        "when",
        "after",
        "so",
        "despite",
    )
)
_REPORTING = frozenset(
    """say add call describe accuse blame argue cite claim warn note insist tell urge stress declare quote express
    leave raise prompt spark make put give bring open mark end set pave dash fuel underline""".split()
)
_CUT_PREPS = frozenset(
    """despite amid after following according under like unlike as because given during since including without
    among alongside besides""".split()
)

REFRAIN = frozenset(
    """stop halt cease end suspend refrain avoid freeze abandon desist withhold renounce forgo forego forswear
    abstain quit discontinue eschew shun disavow""".split()
)
ALLOW = frozenset("allow let permit admit enable authorise authorize grant".split())
MAINTAIN = frozenset(
    """continue maintain keep remain stay preserve uphold honour honor abide adhere respect retain persist stick
    sustain stand hold observe""".split()
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was undertaken: ``action`` with its ``polarity``, and the ``condition`` and ``deadline`` where told."""

    action: Span
    polarity: Polarity
    condition: Span | None
    deadline: Span | None
    deadline_last: str | None


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
        if right.dep_ == "prep" and _is_loose_phrase(right):
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
        if right.tag_ == "VBG" and _after_comma(right):
            return True
        return own_subject(right) is not None and _after_comma(right)
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
    return right.dep_ == "ccomp" and right.lemma_ in _REPORTING and right.i > head.i


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


def without_deadline(action: Span, deadline: Span | None, text: str) -> Span:
    """Return the action without a deadline that it ends in ("return it | by Friday"), if words are left."""
    if deadline is None or not action.start < deadline.start < action.end <= deadline.end + 1:
        return action
    end = deadline.start
    while end > action.start and not text[end - 1].isalnum():
        end -= 1
    return Span(action.start, end) if end - action.start > 3 else action


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


def condition_of(*verbs: Token) -> Span | None:
    """Return the span of the condition that hangs on one of the verbs, its mark included, or None."""
    for verb in verbs:
        for c in verb.children:
            if c.dep_ == "advcl" and _is_condition(c):
                return _whole(c)
            if c.dep_ in ("prep", "mark", "advmod") and _is_condition_phrase(c):
                return _whole(c)
    return None


def _is_condition(clause: Token) -> bool:
    words = ordered(clause.lefts)
    for left in words:
        if left.dep_ in ("mark", "advmod", "cc", "prep") and left.lower_ in CONDITION_MARKS:
            return True
        if left.dep_ == "mark" and left.lower_ == "as":
            # "as long as", "so long as", "as soon as"
            return any(w.lower_ in ("long", "soon") for w in left.doc[max(0, left.i - 2) : left.i + 1])
        if left.lower_ == "when" and left.i > 0 and left.doc[left.i - 1].lower_ == "only":
            return True
        if left.lower_ in ("until", "till"):
            return True
    return clause.lower_ in ("provided", "providing", "assuming")


def _is_condition_phrase(prep: Token) -> bool:
    if prep.dep_ != "prep":
        return False
    following = prep.doc[prep.i + 1 : prep.i + 3]
    phrase = (prep.lower_, following[0].lower_ if len(following) else "")
    return phrase in {
        ("in", "return"), ("in", "exchange"), ("on", "condition"), ("on", "the"), ("subject", "to"),
        ("without", "a"), ("in", "case"), ("pending", ""),
    } and (phrase != ("on", "the") or (len(following) > 1 and following[1].lower_ in ("condition", "understanding")))  # fmt: skip


def _whole(token: Token) -> Span:
    """Return the span of a whole subtree without leading or trailing punctuation."""
    tokens = list(token.doc[token.left_edge.i : token.right_edge.i + 1])
    before = tokens[0]
    while before.i > 0 and before.doc[before.i - 1].lower_ in ("only", "even", "as", "so", "long", "soon"):
        before = before.doc[before.i - 1]
        tokens.insert(0, before)
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].is_space):
        tokens.pop(0)
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


_DUE = frozenset(
    "by until till before within in on at during for from next this later after over tomorrow".split()
)


def deadline_of(
    head: Token, parsed: Parsed, dates: tuple[DateMention, ...], region: Span
) -> tuple[Span | None, str | None]:
    """Return the span that says when the action in *region* is due, preposition included, and its last ISO day.

    A date counts when it lies in the region or hangs on the action's verb; otherwise an event after "by",
    "before" or "until" counts ("before the vote").
    """
    for date in dates:
        if not (region.start <= date.span.start and date.span.end <= region.end):
            continue
        if date.type == "SET":
            continue
        start = date.span.start
        tokens = parsed.slice(date.span)
        if tokens is None or not len(tokens):
            continue
        before = tokens[0].i - 1
        if before >= 0 and parsed.doc[before].lower_ in ("the", "this", "of"):
            before -= 1
        if before >= 0:
            lead = parsed.doc[before]
            if lead.lower_ in ("since", "ago", "from", "last", "than", "of", "past"):
                continue
            if lead.lower_ in _DUE and lead.idx >= region.start:
                start = lead.idx
        if date.last is not None and parsed.report.published and date.last < parsed.report.published[:10]:
            continue
        return Span(start, date.span.end), date.last
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in ("by", "until", "before", "within"):
            held = child(prep, "pobj", "pcomp")
            if held is not None and held.pos_ in ("NOUN", "PROPN", "VERB") and not is_passive(head):
                return _whole(prep), None
        if prep.dep_ == "advcl":
            mark = child(prep, "mark", "advmod")
            if mark is not None and mark.lower_ in ("until", "before"):
                return _whole(prep), None
    return None, None
