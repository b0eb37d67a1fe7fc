"""The terms of an undertaking as spans: on what condition, and by when.

A condition is a clause after "if", "unless", "provided", "once" and the like, an inverted "should the need arise",
or a phrase such as "in return for". A deadline is a date in the action's own clause with its preposition, or an
event after "by", "before" or "until".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import child, governors, own_subject
from trackrecord.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.types import DateMention

CONDITION_MARKS = frozenset(("if", "unless", "provided", "providing", "once", "lest", "assuming"))


def condition_of(*verbs: Token) -> Span | None:
    """Return the span of the condition that hangs on one of the verbs, its mark included, or None."""
    for verb in verbs:
        for c in verb.children:
            if c.dep_ == "advcl" and is_condition(c):
                return _whole(c)
            if c.dep_ == "prep" and _is_condition_phrase(c):
                return _whole(c)
            if opens_as_long_as(c):
                return _whole(c, c.i)
            if (
                c.dep_ in ("ccomp", "conj")
                and c.lower_ in ("provided", "providing")
                and own_subject(c) is None
            ):
                return _whole(c, c.i)
        loose = _loosely_hung(verb)
        if loose is not None:
            return _whole(loose, loose.i)
    return None


def _loosely_hung(verb: Token) -> Token | None:
    """Return "provided (that)" that the parser hung on the verb of saying above the action, or None."""
    for above in (verb.head, verb.head.head):
        for c in above.rights:
            if (
                c.i > verb.i
                and c.lower_ in ("provided", "providing")
                and c.dep_ in ("ccomp", "advcl", "prep")
            ):
                return c if own_subject(c) is None else None
    return None


def opens_as_long_as(word: Token) -> bool:
    """Whether the word is "long" or "soon" of "as long as", "so long as", "as soon as" with its clause."""
    if word.dep_ != "advmod" or word.lower_ not in ("long", "soon"):
        return False
    return any(c.dep_ in ("advcl", "ccomp") for c in word.children)


def is_condition(clause: Token) -> bool:
    """Whether an adverbial clause states a condition."""
    for left in clause.lefts:
        before = left.doc[left.i - 1].lower_ if left.i else ""
        if left.dep_ in ("mark", "advmod", "cc", "prep") and left.lower_ in CONDITION_MARKS:
            return before != "even"
        if left.dep_ == "mark" and left.lower_ == "as":
            return before in ("long", "soon")
        if left.lower_ == "when" and before == "only":
            return True
        if left.dep_ in ("nsubj", "nsubjpass"):
            break
        if left.dep_ in ("aux", "auxpass") and left.lower_ == "should":
            # "should the need arise"
            return True
    return clause.lower_ in ("provided", "providing")


def _is_condition_phrase(prep: Token) -> bool:
    if prep.dep_ != "prep":
        return False
    following = prep.doc[prep.i + 1 : prep.i + 3]
    phrase = (prep.lower_, following[0].lower_ if len(following) else "")
    if phrase in {("in", "return"), ("in", "exchange")} and not (
        len(following) > 1 and following[1].lower_ == "for"
    ):
        return False  # "In return they agreed": what for stands in another sentence.
    return phrase in {
        ("in", "return"), ("in", "exchange"), ("on", "condition"), ("on", "the"), ("subject", "to"),
        ("without", "a"), ("in", "case"), ("pending", ""),
    } and (phrase != ("on", "the") or (len(following) > 1 and following[1].lower_ in ("condition", "understanding")))  # fmt: skip


def _whole(token: Token, first: int | None = None) -> Span:
    """Return the span of a subtree, from token *first* on where given, without punctuation at its ends."""
    tokens = list(token.doc[token.left_edge.i if first is None else first : token.right_edge.i + 1])
    before = tokens[0]
    while before.i > 0 and before.doc[before.i - 1].lower_ in ("only", "even", "as", "so", "long", "soon"):
        before = before.doc[before.i - 1]
        tokens.insert(0, before)
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].is_space):
        tokens.pop(0)
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


_DUE = frozenset("by until till before within in on at during for from next this later after over".split())
_NOT_DUE = frozenset(("since", "ago", "from", "last", "than", "of", "past", "earlier", "'s", "’s"))
# Nouns of time or event after "by": "by the end of the talks".
_TIMELY = frozenset(
    """end start close beginning time deadline summer winter spring autumn fall date dawn night noon midnight
    anniversary expiry completion election""".split()
)


def deadline_of(
    head: Token, parsed: Parsed, dates: tuple[DateMention, ...], action: Span
) -> tuple[Span | None, str | None]:
    """Return the span that says when the action is due, preposition included, and its last ISO day.

    A date counts when it stands in the action or in the clause that *head* heads; otherwise an event after "by",
    "before" or "until" counts ("before the vote").
    """
    right = head.right_edge
    region = Span(action.start, max(action.end, right.idx + len(right.text)))
    for date in dates:
        if region.start <= date.span.start and date.span.end <= region.end:
            start = _due_from(date, head, parsed, region)
            if start is not None:
                return Span(start, date.span.end), date.last
    for c in head.children:
        if c.dep_ == "prep" and c.lower_ in ("by", "until", "before", "within"):
            held = child(c, "pobj")
            if held is not None and (c.lower_ != "by" or held.lemma_.lower() in _TIMELY):
                return _whole(c), None
        if c.dep_ == "advcl":
            mark = child(c, "mark", "advmod")
            if mark is not None and mark.lower_ in ("until", "before"):
                return _whole(c), None
    return None, None


def deadline_beside(
    verb: Token, action: Span, parsed: Parsed, dates: tuple[DateMention, ...]
) -> tuple[Span | None, str | None]:
    """Return the deadline that stands beside an action which is a noun: "promised them a vote | before Easter".

    Only after "by", "before", "until" and "within": any other date beside the verb may be that of the promise.
    """
    for prep in verb.children:
        if (
            prep.dep_ != "prep"
            or prep.lower_ not in ("by", "until", "before", "within")
            or prep.idx < action.end
        ):
            continue
        phrase = _whole(prep)
        for date in dates:
            if phrase.contains(date.span):
                return Span(phrase.start, date.span.end), date.last
    return None, None


def _due_from(date: DateMention, head: Token, parsed: Parsed, region: Span) -> int | None:
    """Return where the deadline that ends in *date* starts, or None when the date is no deadline."""
    tokens = parsed.slice(date.span)
    if date.type == "SET" or date.value.startswith(("PRESENT", "PAST")) or tokens is None or not len(tokens):
        return None
    if any(t.lower_ in ("past", "last", "recent", "previous") for t in tokens):
        return None
    if tokens.root.dep_ in ("poss", "compound", "amod", "nmod"):
        return None
    if _tells_of_the_past(tokens.root, head):
        return None
    before = tokens[0].i - 1
    if before >= 0 and parsed.doc[before].lower_ in ("the", "this"):
        before -= 1
    lead = parsed.doc[before] if before >= 0 else None
    if lead is not None and lead.lower_ in _NOT_DUE:
        return None
    if lead is not None and lead.lower_ in ("to", "and"):
        # "from 1996 to 2001" is a stretch of time, no day by which.
        opening = parsed.doc[max(0, lead.i - 4) : lead.i]
        if any(t.lower_ in ("from", "between") for t in opening):
            return None
    preceded = lead is not None and lead.lower_ in _DUE and lead.idx >= region.start
    if date.type == "DURATION" and not (
        preceded and lead is not None and lead.lower_ in ("within", "in", "for", "over")
    ):
        return None
    published = parsed.report.published
    if date.last is not None and published and len(published) >= 10 and date.last < published[:10]:
        return None
    return lead.idx if preceded and lead is not None else date.span.start


def _tells_of_the_past(date: Token, head: Token) -> bool:
    """Whether the date belongs to a past clause inside the action: "the amnesty that they announced in August"."""
    for above in governors(date):
        if above == head:
            return False
        if above.pos_ == "VERB":
            return above.tag_ in ("VBD", "VBN") and above.dep_ in ("relcl", "acl")
    return False


def without_deadline(action: Span, deadline: Span | None, text: str) -> Span:
    """Return the action without a deadline that it ends in ("return it | by Friday"), if words are left."""
    if deadline is None or not action.start < deadline.start < action.end <= deadline.end + 1:
        return action
    end = deadline.start
    while end > action.start and not text[end - 1].isalnum():
        end -= 1
    return Span(action.start, end) if end - action.start > 3 else action
