"""Questions about marked words: how they are put as word pieces, and where the answer stands.

Unused pieces of the vocabulary mark what is asked about, so that no word of a text can pass for a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    Place = tuple[int, int]

# The vocabulary's first unused pieces.
LEADING_COMMITMENT, LEADING_DEED = 1, 2  # a commitment, and a sentence that may bear on it
LEADING_CONTEXT, LEADING_ACTION = 3, 4  # the sentences before, and the one with an action marked
ACTION_OPENS, ACTION_CLOSES = 5, 6
LEADING_PAIR = 7  # a sentence with two parties marked
SOURCE_OPENS, SOURCE_CLOSES, TARGET_OPENS, TARGET_CLOSES = 8, 9, 10, 11
LONGEST = 90  # word pieces of a sentence in a question
CONTEXT = 90  # word pieces before a sentence whose action is marked

# A word piece and where its word stands: (index of the text it is of, start, end); None for pieces that only mark.
Placed = tuple[int, "tuple[int, int, int] | None"]


def marked(
    pieces: Tokenizer, text: str, marks: Sequence[tuple[Place, int, int]]
) -> list[tuple[int, Place | None]]:
    """Return the text's word pieces with an opening and a closing piece around each marked place.

    Places are ``(start, end)`` in code points of the text. Beside each piece
    stands its place, None where it only marks.
    """
    encoded = pieces.encode(text, add_special_tokens=False)
    made: list[tuple[int, Place | None]] = []
    for token, (a, b) in zip(encoded.ids, encoded.offsets, strict=True):
        made += [(opens, None) for (start, end), opens, _ in marks if a <= start < b]
        made.append((token, (a, b)))
        made += [(closes, None) for (start, end), _, closes in marks if a < end <= b]
    return made


def on_deed(pieces: Tokenizer, commitment: str, action: Place, sentence: str) -> tuple[list[int], int]:
    """Ask how a sentence bears on a commitment (head ``bears``): the word pieces, and which of them answers."""
    # A sentence of a megabyte is cut before it is split.
    whole, other = commitment[: 100 * LONGEST], sentence[: 100 * LONGEST]
    first = [i for i, _ in marked(pieces, whole, [(action, ACTION_OPENS, ACTION_CLOSES)])[:LONGEST]]
    second = [i for i, _ in marked(pieces, other, [])[:LONGEST]]
    return [LEADING_COMMITMENT, *first, LEADING_DEED, *second], 1 + len(first)


def on_holder(pieces: Tokenizer, before: Sequence[str], sentence: str, action: Place) -> list[Placed]:
    """Ask which words name who would do the marked action, and to whom it is given (head ``holder``, every piece).

    *before* are the sentences before it; as many of their last pieces as :data:`CONTEXT` are read. The places count
    the texts from 0, the sentence last.
    """
    context: list[Placed] = []
    for index in range(len(before) - 1, -1, -1):
        if len(context) >= CONTEXT:
            break
        own = marked(pieces, before[index][-100 * CONTEXT :], [])
        cut = max(0, len(before[index]) - 100 * CONTEXT)
        context = [*((i, at and (index, at[0] + cut, at[1] + cut)) for i, at in own), *context]
    context = context[-CONTEXT:]
    last = marked(pieces, sentence[: 100 * LONGEST], [(action, ACTION_OPENS, ACTION_CLOSES)])[: LONGEST + 6]
    told: list[Placed] = [(i, at and (len(before), *at)) for i, at in last]
    return [(LEADING_CONTEXT, None), *context, (LEADING_ACTION, None), *told]


def on_pair(pieces: Tokenizer, sentence: str, source: Place, target: Place) -> list[int]:
    """Ask what the source does to the target (head ``root``): the word pieces, the first of which answers.

    Of a long sentence the part around the two is read.
    """
    first, last = min(source[0], target[0]), max(source[1], target[1])
    cut = max(0, first - 10 * LONGEST)
    text = sentence[cut : last + 10 * LONGEST]
    marks = [
        ((source[0] - cut, source[1] - cut), SOURCE_OPENS, SOURCE_CLOSES),
        ((target[0] - cut, target[1] - cut), TARGET_OPENS, TARGET_CLOSES),
    ]
    told = [i for i, _ in marked(pieces, text, marks)]
    if len(told) > LONGEST:
        opens = [n for n, i in enumerate(told) if i in (SOURCE_OPENS, TARGET_OPENS)]
        start = max(0, min(opens[0] - 15, len(told) - LONGEST)) if opens else 0
        told = told[start : start + LONGEST]
    return [LEADING_PAIR, *told]
