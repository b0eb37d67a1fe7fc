"""Sayings that the encoder marks: which words are a content, and which beside them name its source and cue.

One more list of candidates for :func:`merging.merge`: what the parse's frames have found stands.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from trackrecord.encoder.tags import segments
from trackrecord.read.statements.sayings import Saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from trackrecord.encoder.tags import Tagged
    from trackrecord.read.parse import Parsed

# Of the encoder's probabilities; set on reports that it was not trained on.
FLOOR = 0.3  # what a word must have to lengthen a content
TAKEN = 0.3  # what a content's likeliest word must have
OUTRANKS = 0.85  # the same, to stand in place of what the parse gives
_ROLE = 0.3  # what a word of a source or cue must have
_SOURCE, _CUE = 0, 1
_LEAST = 2  # words of a content


@dataclass(frozen=True)
class Content:
    """Words that the encoder takes for a content: the sentence they stand in, the mark, and their token indices."""

    sentence: int
    mark: Tagged
    words: frozenset[int]


def marked_contents(parsed: Parsed) -> list[Content]:
    """Return what the encoder takes for a content, however doubtful, in text order."""
    return [
        Content(index, mark, words)
        for index, answers in enumerate(parsed.answers)
        for mark in segments(answers.tokens("content"), answers.pieces, FLOOR)
        if len(words := frozenset(t.i for t in _tokens(parsed, mark))) >= _LEAST
    ]


def proposed_sayings(parsed: Parsed, contents: Iterable[Content]) -> Iterator[Saying]:
    """Yield the contents that have a cue, or a source with its verb, in the same sentence."""
    likely = (c for c in contents if c.mark.score >= TAKEN)
    for sentence, found in groupby(likely, key=lambda c: c.sentence):
        answers = parsed.answers[sentence]
        roles = segments(answers.tokens("role"), answers.pieces, _ROLE)
        for content in found:
            saying = _saying(parsed, content, roles)
            if saying is not None:
                yield saying


def recut(contents: Iterable[Content], sayings: list[Saying]) -> None:
    """Give a saying of the parse the content that the encoder is sure of, where the two are far apart.

    A content is left alone where half or more of both is shared, and where it would swallow the saying's cue.
    """
    sure: dict[int, frozenset[int]] = {}
    for content in contents:
        if content.mark.score >= OUTRANKS:
            sure.update(dict.fromkeys(content.words, content.words))
    for saying in sayings:
        met = max(
            (sure[i] for i in saying.content if i in sure),
            key=lambda words: (len(words & saying.content), -min(words)),
            default=None,
        )
        if (
            met is not None
            and 2 * len(met & saying.content) < len(met | saying.content)
            and saying.cue.i not in met
            and (saying.speaker is None or saying.speaker.i not in met)
        ):
            saying.content = set(met)


def _saying(parsed: Parsed, content: Content, roles: list[Tagged]) -> Saying | None:
    apart = [r for r in roles if not r.span.overlaps(content.mark.span)]
    cue = _nearest(content.mark, [r for r in apart if r.label == _CUE])
    source = _nearest(cue or content.mark, [r for r in apart if r.label == _SOURCE])
    named = _tokens(parsed, source) if source is not None else []
    speaker = _top(named) if named else None
    verb = [speaker.head] if speaker is not None else []
    told = _tokens(parsed, cue) if cue is not None else verb
    cue_tokens = [t for t in told if t.i not in content.words]
    if not cue_tokens:
        return None
    return Saying(_top(cue_tokens), "encoder", set(content.words), speaker, cue_tokens)


def _tokens(parsed: Parsed, tagged: Tagged) -> list[Token]:
    """Return the tokens that begin in the marked words: none where they are a part of one token."""
    first, last = (bisect_left(parsed.token_starts, at) for at in tagged.span)
    return [t for t in parsed.doc[first:last] if not t.is_space]


def _top(tokens: list[Token]) -> Token:
    """Return the token that governs the others."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


def _nearest(to: Tagged, among: list[Tagged]) -> Tagged | None:
    def gap(other: Tagged) -> int:
        return max(other.span.start - to.span.end, to.span.start - other.span.end)

    return min(among, key=gap, default=None)
