"""Questions to the model about marked words: how they are put as word pieces, and where the answer stands.

Training puts its examples the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackrecord.encoder.heads import ACTION_CLOSES, ACTION_OPENS, LEADING_COMMITMENT, LEADING_DEED

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[int, int]

LONGEST = 90  # word pieces of a sentence in a pair


def marked(
    pieces: Any, text: str, marks: Sequence[tuple[Place, int, int]], longest: int
) -> list[tuple[int, Place | None]]:
    """Return the text's word pieces with an opening and a closing piece around each marked place.

    *pieces* is a ``tokenizers.Tokenizer``; places are ``(start, end)`` in code points of the text. Beside each piece
    stands its place, None where it only marks.
    """
    encoded = pieces.encode(text, add_special_tokens=False)
    made: list[tuple[int, Place | None]] = []
    for token, (a, b) in zip(encoded.ids, encoded.offsets, strict=True):
        made += [(opens, None) for (start, end), opens, _ in marks if a <= start < b]
        made.append((token, (a, b)))
        made += [(closes, None) for (start, end), _, closes in marks if a < end <= b]
    return made[:longest]


def on_deed(pieces: Any, commitment: str, action: Place, sentence: str) -> tuple[list[int], int]:
    """Ask how a sentence bears on a commitment (head ``bears``): the word pieces, and which of them answers."""
    # A sentence of a megabyte is cut before it is split.
    whole, other = commitment[: 100 * LONGEST], sentence[: 100 * LONGEST]
    first = [i for i, _ in marked(pieces, whole, [(action, ACTION_OPENS, ACTION_CLOSES)], LONGEST)]
    second = [i for i, _ in marked(pieces, other, [], LONGEST)]
    return [LEADING_COMMITMENT, *first, LEADING_DEED, *second], 1 + len(first)
