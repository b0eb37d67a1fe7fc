"""Undo hard line breaks: text set in lines of 60 to 80 characters, as mail and old archives have it.

A line break ends a paragraph in news text, so a text broken at a fixed width would fall into pieces of sentences.
It is taken as hard-wrapped only when on nearly all lines that go on the next word would not have fitted, and
most of them end in mid-sentence. Each such break then becomes one space, so that no position moves.
"""

from __future__ import annotations

from collections.abc import Sequence

_NARROWEST, _WIDEST = 50, 100
_FEWEST_BREAKS = 5
_MOSTLY = 0.85
_IN_MID_SENTENCE = 0.6


def unwrap(text: str) -> str:
    """Return *text* with the line breaks inside its paragraphs as spaces, where it is hard-wrapped."""
    lines = text.split("\n")
    width = max((len(line.rstrip()) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    breaks = [number for number in range(len(lines) - 1) if _goes_on(lines, number)]
    full = [
        number
        for number in breaks
        if len(lines[number].rstrip()) + _first_word(lines[number + 1]) >= width - 12
    ]
    loose = [number for number in full if lines[number].rstrip()[-1:] not in '.!?:”"']
    if len(breaks) < _FEWEST_BREAKS or len(full) < _MOSTLY * len(breaks):
        return text
    if len(loose) < _IN_MID_SENTENCE * len(full):
        return text
    joined = set(full)
    pieces = [line + (" " if number in joined else "\n") for number, line in enumerate(lines)]
    return "".join(pieces)[:-1]


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether the next line belongs to the same paragraph by its form."""
    following = lines[number + 1]
    return (
        bool(lines[number].strip())
        and bool(following.strip())
        and not following.startswith((" ", "-", "*", "•"))
    )


def _first_word(line: str) -> int:
    """Return the room that the first word of a line would have taken on the line before."""
    return len(line.split(maxsplit=1)[0]) + 1
