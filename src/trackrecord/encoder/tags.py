"""From probabilities at word pieces to spans."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


_ROUNDING = 1e-6  # of a mean of probabilities


@dataclass(frozen=True)
class Tagged:
    """A span, its class (counted from 0, first and other words together) and how sure the model is, 0 to 1."""

    span: Span
    label: int
    score: float


def segments(probabilities: NDArray[np.float32], pieces: Sequence[Span], floor: float = 0.35) -> list[Tagged]:
    """Return the spans in which the head's words outweigh the others, in text order.

    These are the maximal scoring subsequences (Ruzzo & Tompa 1999) of the probability of lying inside less *floor*,
    word by word: a doubtful word between two sure ones joins them. A word that the model says is another span's first
    begins anew. The score is the highest probability of a word in the span. *pieces* are spans of the text.
    """
    own = 1.0 - probabilities[:, 0]
    if float(own.max(initial=0.0)) < floor - _ROUNDING:
        return []
    words = _words(pieces)
    inside = [float(own[a]) if b == a + 1 else float(1.0 - probabilities[a:b, 0].mean()) for a, b in words]
    heads = [a for a, _ in words]
    first: list[float] = probabilities[:, 1::2].sum(1)[heads].tolist()
    other: list[float] = probabilities[:, 2::2].sum(1)[heads].tolist()
    cuts = [0, *(i for i in range(1, len(words)) if first[i] > max(other[i], 0.5)), len(words)]
    found: list[Tagged] = []
    for start, end in pairwise(cuts):
        for a, b in maximal([p - floor for p in inside[start:end]]):
            i, j = words[start + a][0], words[start + b - 1][1]
            part = probabilities[i:j]
            mass = part[:, 1::2].sum(0) + part[:, 2::2].sum(0)
            found.append(
                Tagged(
                    Span(pieces[i].start, pieces[j - 1].end),
                    int(np.argmax(mass)),
                    max(inside[start + a : start + b]),
                )
            )
    return found


def maximal(scores: Sequence[float]) -> list[tuple[int, int]]:
    """Return the maximal scoring subsequences as ``(start, end)``, by Ruzzo and Tompa's linear algorithm."""
    kept: list[tuple[int, int, float, float]] = []  # start, end, the sum before it, the sum up to its end
    total = 0.0
    for i, score in enumerate(scores):
        before, total = total, total + score
        if score <= 0:
            continue
        start, left, right = i, before, total
        while True:
            j = next((j for j in range(len(kept) - 1, -1, -1) if kept[j][2] < left), None)
            if j is None or kept[j][3] >= right:
                kept.append((start, i + 1, left, right))
                break
            start, left = kept[j][0], kept[j][2]
            del kept[j:]
    return [(start, end) for start, end, _, _ in kept]


def _words(pieces: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the word pieces of each word, as ``(first, end)``: pieces that touch, letters or digits both."""
    words: list[tuple[int, int]] = []
    for i in range(len(pieces)):
        if words and _joined(pieces, i):
            words[-1] = (words[-1][0], i + 1)
        else:
            words.append((i, i + 1))
    return words


def _joined(pieces: Sequence[Span], i: int) -> bool:
    return i > 0 and pieces[i - 1].end == pieces[i].start
