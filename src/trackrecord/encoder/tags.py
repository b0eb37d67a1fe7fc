"""From probabilities at word pieces to spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Tagged:
    """A span, its class (counted from 0, first and other words together) and how sure the model is, 0 to 1."""

    span: Span
    label: int
    score: float


def tagged(
    probabilities: NDArray[np.float32], pieces: Sequence[Span], threshold: float = 0.5
) -> list[Tagged]:
    """Return the spans that a head with first-word and other-word classes marks, in text order.

    A piece is inside where "outside" has less than 1 - *threshold*; a span begins at a first word that follows
    another word's end, or where the class changes; a word's pieces stay together. *pieces* are spans of the text.
    """
    spans: list[Tagged] = []
    inside = 1.0 - probabilities[:, 0] >= threshold
    first = probabilities[:, 1::2].sum(1)
    other = probabilities[:, 2::2].sum(1)
    start: int | None = None
    for i in range(len(pieces) + 1):
        starts_anew = i < len(pieces) and first[i] > other[i] and not _joined(pieces, i)
        if start is not None and (i == len(pieces) or not inside[i] or starts_anew):
            spans.append(_made(probabilities, pieces, start, i))
            start = None
        if start is None and i < len(pieces) and inside[i]:
            start = i
    return spans


def _joined(pieces: Sequence[Span], i: int) -> bool:
    return i > 0 and pieces[i - 1].end == pieces[i].start


def _made(probabilities: NDArray[np.float32], pieces: Sequence[Span], start: int, end: int) -> Tagged:
    while start > 0 and _joined(pieces, start):
        start -= 1
    part = probabilities[start:end]
    mass = part[:, 1::2].sum(0) + part[:, 2::2].sum(0)
    label = int(np.argmax(mass))
    return Tagged(Span(pieces[start].start, pieces[end - 1].end), label, float(1.0 - part[:, 0].mean()))
