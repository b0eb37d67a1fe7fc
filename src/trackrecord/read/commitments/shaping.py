"""The words of an action that the encoder marks, made whole by the parse.

The encoder decides word by word, so that what it marks may stop within a phrase: "open by late" of "open by late March",
"the group would" of "the group would find". What was cut is taken in again, and what hangs over from the next clause left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

# What leans on the word after it: a phrase that ends in one of these has been cut.
_LEANING = frozenset("det amod compound nummod quantmod poss nmod predet case aux auxpass neg".split())
# What opens the next phrase or clause: at an action's end it hangs over.
_OPENING = frozenset("mark cc nsubj nsubjpass".split())
# How many words are taken in at most.
_MOST = 8
_QUOTES = {"“": "”", "‘": "’", '"': '"'}


def shaped(action: Span, tokens: Sequence[Token], text: str) -> Span:
    """Return the action's span, its last phrase whole and nothing of the next clause in it.

    *tokens* are the sentence's. Spans are code points of *text*. A span in which no token lies comes back as it is.
    """
    words = [t for t in tokens if not t.is_space]
    inside = [n for n, t in enumerate(words) if action.start < t.idx + len(t.text) and t.idx < action.end]
    if not inside:
        return action
    first, last = _after_receiver(words, inside[0], inside[-1]), inside[-1]
    last = _with_phrase(words, first, _without_overhang(words, first, last))
    start, end = words[first].idx, words[last].idx + len(words[last].text)
    return Span(start, _with_closing_quote(start, end, text))


def _after_receiver(words: list[Token], first: int, last: int) -> int:
    """Return where the action begins without the one who gets it: "the teachers | a vote"."""
    for n in range(first, last):
        token = words[n]
        if token.dep_ == "dative" and token.pos_ != "ADP" and token.left_edge.i == words[first].i:
            after = next((m for m in range(n, last + 1) if words[m].i > token.right_edge.i), first)
            return after if words[after].dep_ not in ("punct", "cc", "conj") else first
    return first


def _without_overhang(words: list[Token], first: int, last: int) -> int:
    """Return the last word that is no opening of a clause that lies outside."""
    while last > first:
        token = words[last]
        opens = token.dep_ in _OPENING or token.tag_ in ("WDT", "WP", "WRB", "WP$")
        if not (opens and token.head.i > words[last].i):
            break
        # "Talks with those who": what the clause would tell of stays, the clause does not.
        last -= 1
    return last


def _with_phrase(words: list[Token], first: int, last: int) -> int:
    """Return the last word of the phrase in which the action ends."""
    at = {t.i: n for n, t in enumerate(words)}
    limit = min(last + _MOST, len(words) - 1)
    while last < limit:
        token = words[last]
        head = at.get(token.head.i, -1)
        if (token.dep_ in _LEANING or token.pos_ in ("DET", "NUM")) and last < head <= limit:
            last = head
        elif token.dep_ == "prep" and (
            objects := [at[c.i] for c in token.children if c.i in at and c.dep_ in ("pobj", "pcomp")]
        ):
            if not last < objects[0] <= limit:
                break
            last = objects[0]
        elif words[last + 1].dep_ == "prt" and first <= at.get(words[last + 1].head.i, -1) <= last:
            last += 1
        else:
            break
    return last


def _with_closing_quote(start: int, end: int, text: str) -> int:
    """Return the end with the quotation mark that closes one opened within, where it comes next."""
    for opening, closing in _QUOTES.items():
        inner = text[start:end]
        opened = (
            inner.count(opening) % 2 if opening == closing else inner.count(opening) > inner.count(closing)
        )
        if opened and text[end : end + 1] == closing:
            return end + 1
    return end
