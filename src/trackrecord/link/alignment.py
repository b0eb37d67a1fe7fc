"""Do two texts tell the same things in the same order? Words matched by meaning, sentences by their words.

A rewritten copy says what its model says, sentence by sentence, in other words: each word is matched with the likest of
the other text, wholly where it is the same, in part where the two are near in meaning (``encoder.vocabulary``) or are names a
letter apart. Two outlets' own reports of one event share words all over and few whole sentences. All sums are
of whole numbers, so that the outcome is the same on every machine.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from trackrecord.encoder.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trackrecord.link.sheets import Sheet

_SAME = 100  # hundredths: what a word matched by itself counts
_ONE = 127 * 127  # the product of a vector with itself
_FAR = 45  # hundredths of the cosine from which two words begin to count as near
_NEAREST = 75  # what the nearest of two different words count
_SLIPPED = 80  # what a name a letter or two apart counts
_MATCH = 0.3  # share of words in common from which two sentences are taken to say the same


@dataclass(frozen=True, eq=False, slots=True)
class Matches:
    """Which words and sentences of two texts match.

    ``words`` has a row for each distinct word of the first and a column for each of the second, in hundredths. ``found``
    is, by sentences, how much of the weight of the first's words has a match in the second's; ``likeness`` (0–1) the same
    both ways, over the weight of both.
    """

    words: NDArray[np.int16]
    found: NDArray[np.int32]
    likeness: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Sentences of the first text matched with the second's, in the same order on both sides.

    ``covered`` is the matched share of the first text, ``closeness`` how alike the matched ones are (0–1), ``pairs``
    their numbers.
    """

    covered: float
    closeness: float
    pairs: tuple[tuple[int, int], ...]


def match(a: Sheet, b: Sheet) -> Matches:
    """Match the words and sentences of two texts. Both must have words."""
    words = _likeness(a, b)
    by_b = np.maximum.reduceat(words[:, b.places], b.starts, axis=1)  # each word of a in each sentence of b
    by_a = np.maximum.reduceat(words[a.places], a.starts, axis=0)  # each word of b in each sentence of a
    found = np.add.reduceat(by_b[a.places] * a.weights[:, None], a.starts, axis=0)
    back = np.add.reduceat(by_a[:, b.places] * b.weights[None, :], b.starts, axis=1)
    total = np.add.reduceat(a.weights, a.starts)[:, None] + np.add.reduceat(b.weights, b.starts)[None, :]
    return Matches(words, found, (found + back) / (_SAME * np.maximum(total, 1)))


def _credits() -> NDArray[np.int16]:
    """Return what two words count, by the product of their vectors in steps of ``_STEP``; products below 0 count 0."""
    cosine = np.arange(_ONE * 11 // 10 // _STEP + 1) * _STEP * 100 // _ONE
    return np.clip((cosine - _FAR) * _NEAREST // (90 - _FAR), 0, _NEAREST).astype(np.int16)


_STEP = 128
_SMALL = 250_000  # multiplications at a time: more, and the library of linear algebra wakes threads that wait for each other
_CREDITS = _credits()


def _likeness(a: Sheet, b: Sheet) -> NDArray[np.int16]:
    """Return how alike each distinct word of *a* is to each of *b*, in hundredths."""
    near = np.empty((len(a.forms), len(b.forms)), np.int16)
    rows = max(1, _SMALL // (len(b.forms) * COMPONENTS))
    for start in range(0, len(a.forms), rows):
        products = a.vectors[start : start + rows] @ b.vectors.T  # of whole numbers: exact
        np.maximum(products, 0, out=products)
        near[start : start + rows] = _CREDITS.take((products * (1 / _STEP)).astype(np.int16))
    names_a, names_b = np.flatnonzero(a.names), np.flatnonzero(b.names)
    near[np.ix_(names_a, names_b)] = 0  # Monday is near to Tuesday, and another day
    _, same_a, same_b = np.intersect1d(a.stems, b.stems, assume_unique=True, return_indices=True)
    near[same_a, same_b] = _SAME
    # Names that have no match of their own count where they differ by a letter or two from one of the other text.
    free_a = np.setdiff1d(names_a, same_a, assume_unique=True)
    free_b = np.setdiff1d(names_b, same_b, assume_unique=True)
    for some, columns in ((free_a, names_b), (np.setdiff1d(names_a, free_a, assume_unique=True), free_b)):
        if len(some) and len(columns):
            _add_slips(a, b, some, columns, near)
    return near


def _add_slips(
    a: Sheet, b: Sheet, rows: NDArray[np.int64], columns: NDArray[np.int64], near: NDArray[np.int16]
) -> None:
    ours, theirs = [a.forms[i] for i in rows.tolist()], [b.forms[j] for j in columns.tolist()]
    apart = cdist(ours, theirs, scorer=Levenshtein.distance, score_cutoff=2, dtype=np.int32)
    for i, j in np.argwhere(apart <= 2).tolist():
        if one_slip(ours[i], theirs[j]):
            near[rows[i], columns[j]] = _SLIPPED


def one_slip(one: str, two: str) -> bool:
    """Whether two folded names are spelled alike but for a letter, or for two in a long one."""
    short = min(len(one), len(two))
    most = 1 if short < 7 else 2
    if one == two or short < 4 or abs(len(one) - len(two)) > most:
        return False
    return Levenshtein.distance(one, two, score_cutoff=most) <= most


def align(a: Sheet, matches: Matches) -> Alignment:
    """Pick the heaviest chain of matched sentences that increases on both sides, each sentence once."""
    weights: list[int] = np.add.reduceat(a.weights, a.starts).tolist()
    rows: list[list[tuple[int, float]]] = [[] for _ in weights]
    for i, j in np.argwhere(matches.likeness >= _MATCH).tolist():
        rows[i].append((j, float(matches.likeness[i, j])))
    chain = _heaviest(rows, weights)
    covered = sum(weights[i] for i, _ in chain)
    close = sum(weights[i] * float(matches.likeness[i, j]) for i, j in chain)
    return Alignment(covered / (sum(weights) or 1), close / covered if covered else 0.0, tuple(chain))


@dataclass(frozen=True, slots=True)
class _Chain:
    """A run of matched sentences: its value, its last pair, and the run before that."""

    value: float
    pair: tuple[int, int]
    before: _Chain | None


def _heaviest(rows: Sequence[Sequence[tuple[int, float]]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Longest increasing run by weight: the best chains kept by where they end, their values increasing."""
    ends: list[int] = []
    best: list[_Chain] = []
    for i, row in enumerate(rows):
        fresh = []
        for j, like in row:
            at = bisect_right(ends, j - 1)
            before = best[at - 1] if at else None
            value = (before.value if before else 0.0) + weights[i] * like
            fresh.append((j, _Chain(value, (i, j), before)))
        for j, chain in fresh:
            _keep(ends, best, j, chain)
    found: list[tuple[int, int]] = []
    node = best[-1] if best else None
    while node is not None:
        found.append(node.pair)
        node = node.before
    return found[::-1]


def _keep(ends: list[int], best: list[_Chain], j: int, chain: _Chain) -> None:
    at = bisect_right(ends, j)
    if at and best[at - 1].value >= chain.value:
        return
    if at and ends[at - 1] == j:
        best[at - 1] = chain
        at -= 1
    else:
        ends.insert(at, j)
        best.insert(at, chain)
    while at + 1 < len(ends) and best[at + 1].value <= chain.value:
        del ends[at + 1], best[at + 1]
