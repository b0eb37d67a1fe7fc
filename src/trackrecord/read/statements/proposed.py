"""Sayings that the encoder marks: which words are a content, and which beside them name its source and cue.

One more list of candidates for :func:`merging.merge`: what the parse's frames have found stands.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from trackrecord.encoder.tags import Tagged, segments
from trackrecord.read.statements.sayings import Saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed

# Of the encoder's probabilities; set on reports that it was not trained on.
FLOOR = 0.3  # what a word must have to lengthen a content
TAKEN = 0.3  # what a content's likeliest word must have
OUTRANKS = 0.85  # the same, to stand in place of what the parse gives
_ROLE = 0.3  # what a word of a source or cue must have
_SOURCE, _CUE = 0, 1
_LEAST = 2  # words of a content


def proposed_sayings(parsed: Parsed) -> Iterator[Saying]:
    """Yield what the encoder takes for a content with a cue in the same sentence."""
    starts = [t.idx for t in parsed.doc]
    for index, answers in enumerate(parsed.answers):
        contents = [c for c in segments(answers.tokens("content"), answers.pieces, FLOOR) if c.score >= TAKEN]
        if not contents:
            continue
        roles = segments(answers.tokens("role"), answers.pieces, _ROLE)
        yield from _in_sentence(parsed, index, contents, roles, starts)


def recut(parsed: Parsed, sayings: list[Saying]) -> None:
    """Give a saying of the parse the content that the encoder is sure of, where the two are far apart.

    A content is left alone where half or more of both is shared, and where it would swallow the saying's cue.
    """
    starts = [t.idx for t in parsed.doc]
    sure: dict[int, set[int]] = {}
    for answers in parsed.answers:
        for content in segments(answers.tokens("content"), answers.pieces, FLOOR):
            words = {t.i for t in _tokens(parsed, content, starts)}
            if content.score >= OUTRANKS and len(words) >= _LEAST:
                sure.update(dict.fromkeys(words, words))
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


def _in_sentence(
    parsed: Parsed, index: int, contents: list[Tagged], roles: list[Tagged], starts: list[int]
) -> Iterator[Saying]:
    for content in contents:
        words = {t.i for t in _tokens(parsed, content, starts)}
        if len(words) < _LEAST:
            continue
        apart = [r for r in roles if not r.span.overlaps(content.span)]
        cue = _nearest(content, [r for r in apart if r.label == _CUE])
        source = _nearest(cue or content, [r for r in apart if r.label == _SOURCE])
        speaker = _top(_tokens(parsed, source, starts)) if source is not None else None
        named = (
            _tokens(parsed, cue, starts) if cue is not None else [speaker.head] if speaker is not None else []
        )
        cue_tokens = [t for t in named if t.i not in words]
        if not cue_tokens:
            continue
        head = _top(cue_tokens)
        yield Saying(head, "encoder", words, speaker, cue_tokens)


def _tokens(parsed: Parsed, tagged: Tagged, starts: list[int]) -> list[Token]:
    first, last = bisect_left(starts, tagged.span.start), bisect_left(starts, tagged.span.end)
    return [t for t in parsed.doc[first:last] if not t.is_space]


def _top(tokens: list[Token]) -> Token:
    """Return the token that governs the others."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


def _nearest(to: Tagged, among: list[Tagged]) -> Tagged | None:
    def gap(other: Tagged) -> int:
        return max(other.span.start - to.span.end, to.span.start - other.span.end)

    return min(among, key=gap, default=None)
