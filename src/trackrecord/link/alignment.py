"""Do two texts tell the same things in the same order? Sentences matched, and the longest run of them in order.

A rewritten copy keeps its model's order of sentences and, within them, names and figures; two outlets' own
reports of one event share facts but not their order. So the verdict rests on the heaviest increasing run of
matched sentences, weighed by how much of the shorter text it covers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from trackrecord.link.terms import Rarity

_MATCH = 0.25  # weighed Dice overlap from which two sentences are taken to say the same


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence made ready for comparison: its distinct terms (stems and anchors) and their summed weight."""

    terms: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much of the shorter text (0–1, by weight) stands in the other in the same order, and how closely."""

    covered: float
    closeness: float
    sentences: int


def told(sentences: Sequence[frozenset[str]], rarity: Rarity) -> list[Told]:
    """Weigh sentences, each given as its set of terms; empty ones are left out."""
    return [Told(s, rarity.total(s)) for s in sentences if s]


def align(shorter: Sequence[Told], longer: Sequence[Told], rarity: Rarity) -> Alignment:
    """Align two texts. Only sentences that share a term are compared."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, sentence in enumerate(longer):
        for term in sorted(sentence.terms):
            index[term].append(j)
    matches: list[tuple[int, int, float]] = []
    for i, sentence in enumerate(shorter):
        shared: dict[int, float] = defaultdict(float)
        for term in sorted(sentence.terms):
            places = index.get(term, [])
            if len(places) <= 12:
                for j in places:
                    shared[j] += rarity.weight(term)
        for j in sorted(shared):
            dice = 2 * shared[j] / (sentence.weight + longer[j].weight)
            if dice >= _MATCH:
                matches.append((i, j, dice))
    return _in_order(shorter, matches)


def _in_order(shorter: Sequence[Told], matches: list[tuple[int, int, float]]) -> Alignment:
    """Pick the heaviest chain of matches increasing on both sides (each sentence once)."""
    total = sum(s.weight for s in shorter)
    if not matches or not total:
        return Alignment(0.0, 0.0, 0)
    # Longest increasing run by weight: best chains kept by the longer text's position, values increasing.
    ends: list[int] = []
    best: list[tuple[float, float, int]] = []
    by_row: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for i, j, dice in matches:
        by_row[i].append((j, dice))
    for i in sorted(by_row):
        fresh = []
        for j, dice in by_row[i]:
            at = bisect_right(ends, j - 1)
            before = best[at - 1] if at else (0.0, 0.0, 0)
            gain = shorter[i].weight * dice
            fresh.append((j, (before[0] + gain, before[1] + shorter[i].weight, before[2] + 1)))
        for j, chain in fresh:
            _keep(ends, best, j, chain)
    value, weight, number = best[-1]
    return Alignment(weight / total, value / weight, number)


def _keep(
    ends: list[int], best: list[tuple[float, float, int]], j: int, chain: tuple[float, float, int]
) -> None:
    at = bisect_right(ends, j)
    if at and best[at - 1][0] >= chain[0]:
        return
    if at and ends[at - 1] == j:
        best[at - 1] = chain
        at -= 1
    else:
        ends.insert(at, j)
        best.insert(at, chain)
    while at + 1 < len(ends) and best[at + 1][0] <= chain[0]:
        del ends[at + 1], best[at + 1]
