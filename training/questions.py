"""Questions about marked words: how they are put as word pieces, and where the answer stands.

Practised in training; reading does not ask them yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from training.labels import Place

# The vocabulary's first unused pieces.
LEADING_COMMITMENT, LEADING_DEED = 1, 2  # a commitment, and a sentence that may bear on it
LEADING_CONTEXT, LEADING_ACTION = 3, 4  # the sentences before, and the one with an action marked
ACTION_OPENS, ACTION_CLOSES = 5, 6
LONGEST = 90  # word pieces of a sentence in a pair
CONTEXT = 90  # word pieces before a sentence whose action is marked

# A word piece and where its word stands: (index of the text it is of, start, end); None for pieces that only mark.
Placed = tuple[int, "tuple[int, int, int] | None"]


def marked(
    pieces: Tokenizer, text: str, marks: Sequence[tuple[Place, int, int]], longest: int
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
    return made[:longest]


def on_deed(pieces: Tokenizer, commitment: str, action: Place, sentence: str) -> tuple[list[int], int]:
    """Ask how a sentence bears on a commitment (head ``bears``): the word pieces, and which of them answers."""
    # A sentence of a megabyte is cut before it is split.
    whole, other = commitment[: 100 * LONGEST], sentence[: 100 * LONGEST]
    first = [i for i, _ in marked(pieces, whole, [(action, ACTION_OPENS, ACTION_CLOSES)], LONGEST)]
    second = [i for i, _ in marked(pieces, other, [], LONGEST)]
    return [LEADING_COMMITMENT, *first, LEADING_DEED, *second], 1 + len(first)


def on_holder(pieces: Tokenizer, before: list[str], sentence: str, action: Place) -> list[Placed]:
    """Ask which words name who would do the marked action, and to whom it is given (head ``holder``, every piece).

    *before* are the sentences before it; as many of their last pieces as :data:`CONTEXT` are read. The places count
    the texts from 0, the sentence last.
    """
    context: list[Placed] = []
    for index in range(len(before) - 1, -1, -1):
        if len(context) >= CONTEXT:
            break
        own = marked(pieces, before[index], [], 10 * CONTEXT)
        context = [*((i, at and (index, *at)) for i, at in own), *context]
    context = context[-CONTEXT:]
    last = marked(pieces, sentence, [(action, ACTION_OPENS, ACTION_CLOSES)], LONGEST + 6)
    told: list[Placed] = [(i, at and (len(before), *at)) for i, at in last]
    return [(LEADING_CONTEXT, None), *context, (LEADING_ACTION, None), *told]
