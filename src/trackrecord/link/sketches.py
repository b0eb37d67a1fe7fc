"""Candidates for copies: which reports are worth comparing, found without comparing each with each.

Two kinds of keys, because each misses what the other finds. Word shingles sketched with MinHash (Broder 1997) and
cut into many short bands find texts that share runs of words. Details (names, numbers and rare words, which rewriting
leaves alone) taken two by two as they stand together in a sentence, in any order, find texts whose words were replaced and
whose clauses were turned round. Both are samples of one size, and depend on the report alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from rensa import RMinHash

from trackrecord.link.terms import STOP_WORDS, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

SHINGLE = 3
_PERMUTATIONS, _ROWS, _SEED = 96, 2, 20210829
_PAIRS = 48  # pairs of details kept of a report: those with the smallest numbers, the same ones in each copy
_TOGETHER = 9  # details of a sentence that are paired
# A pair of details in more reports than this says little and would cost their square; it is skipped. A band is
# not, since exact copies come in hundreds: there each report is paired with as many before it.
_CROWDED = 24
_SHARED = 2  # pairs of details in common that make a candidate
_AT_ONCE = 4_000_000  # keys that are sorted at a time: what is held in memory beside the keys
_LONGEST = 120  # code points of a name that are looked at
_ANCHOR = re.compile(
    r"\d+(?:[.,]\d+)*%?|(?:[A-ZÀ-ÞЀ-Я][\w’'-]*(?:\.[A-Z])*)(?: (?:of |the |al-|bin |de )?[A-ZÀ-ÞЀ-Я][\w’'-]*){0,7}"
)


@dataclass(frozen=True, eq=False, slots=True)
class Keys:
    """What a report is looked up by: its bands of the sketch, and its pairs of details. 64-bit numbers."""

    bands: Numbers
    pairs: Numbers


def shingles(tokens: Sequence[str]) -> frozenset[str]:
    """Return the runs of three words of a text; a shorter text is one run."""
    if len(tokens) < SHINGLE:
        return frozenset({" ".join(tokens)}) if tokens else frozenset()
    return frozenset(" ".join(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1))


def anchors(text: str) -> tuple[str, ...]:
    """Return the names and numbers of a text in order, folded: what a rewriter leaves standing.

    A capitalised stop word ("The", "On") at the head of a name is dropped; single capitalised words are kept
    even where they only open a sentence, since the same text opens its sentences alike.
    """
    found = []
    for match in _ANCHOR.finditer(text):
        parts = words(match.group()[:_LONGEST])
        first = next((i for i, part in enumerate(parts) if part not in STOP_WORDS), len(parts))
        if first < len(parts):
            found.append(" ".join(parts[first:]))
    return tuple(found)


def keys_of(runs: frozenset[str], details: Iterable[Sequence[str]]) -> Keys:
    """Return a report's keys, from its *runs* of words and the *details* of each of its sentences."""
    pairs: set[int] = set()
    for some in details:
        distinct = sorted(set(some), key=_number)[:_TOGETHER]
        pairs.update(_number(f"{a}\x1f{b}") for a, b in combinations(sorted(distinct), 2))
    return Keys(_bands(runs), np.array(sorted(pairs)[:_PAIRS], np.uint64))


@lru_cache(maxsize=131072)
def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _bands(runs: frozenset[str]) -> Numbers:
    if not runs:
        return np.zeros(0, np.uint64)
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    digest = np.array(sketch.digest(), np.uint64).reshape(-1, _ROWS)
    place = np.arange(len(digest), dtype=np.uint64)
    # Odd factors keep different bands apart; wrapping round is wanted.
    first, second = digest[:, 0] * np.uint64(0x9E3779B97F4A7C15), digest[:, 1] << np.uint64(32)
    bands: Numbers = first ^ second ^ (place << np.uint64(58))
    return bands


def candidates(reports: Iterable[tuple[str, Keys]]) -> list[tuple[str, str]]:
    """Return the pairs of report ids worth comparing, each sorted, in order.

    Reports are taken in order of id. Cost grows with the number of reports times its logarithm, not with its square, and
    what is held in memory is about a kilobyte a report.
    """
    ids: list[str] = []
    bands, pairs = [], []
    for report, keys in reports:
        ids.append(report)
        bands.append(keys.bands)
        pairs.append(keys.pairs)
    order = np.argsort(np.array(ids, dtype=object), kind="stable") if ids else np.zeros(0, np.int64)
    place = np.empty(len(ids), np.int64)
    place[order] = np.arange(len(ids))
    names = [ids[i] for i in order.tolist()]
    found = np.union1d(_from_bands(bands, place), _from_pairs(pairs, place))
    number = max(1, len(names))
    return [(names[code // number], names[code % number]) for code in found.tolist()]


def _postings(
    keys: list[Numbers], place: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield reports sorted by key and then by place, and where each key's run begins; so many keys at a time."""
    if not keys:
        return
    every = np.concatenate(keys)
    owner = np.repeat(place, [len(k) for k in keys])
    lots = np.uint64(1 + len(every) // _AT_ONCE)
    for lot in range(int(lots)):
        mine = every % lots == lot
        key, of = every[mine], owner[mine]
        if len(key):
            order = np.lexsort((of, key))
            key, of = key[order], of[order]
            yield of, np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))


def _from_bands(keys: list[Numbers], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pair each report of a bucket with the ``_CROWDED`` before it."""
    found = [np.zeros(0, np.int64)]
    for owner, starts in _postings(keys, place):
        run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(owner))))
        for step in range(1, _CROWDED):
            same = run[step:] == run[:-step]
            if not same.any():
                break
            found.append(np.unique(owner[:-step][same] * len(place) + owner[step:][same]))
    return np.unique(np.concatenate(found))


def _from_pairs(keys: list[Numbers], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pair reports that share pairs of details, leaving out those that stand in many reports."""
    found = [np.zeros(0, np.int64)]
    for owner, starts in _postings(keys, place):
        sizes = np.diff(np.append(starts, len(owner)))
        run = np.repeat(np.where(sizes <= _CROWDED, np.arange(len(starts)), -1), sizes)
        for step in range(1, _CROWDED):
            same = (run[step:] == run[:-step]) & (run[step:] >= 0)
            if not same.any():
                break
            found.append(owner[:-step][same] * len(place) + owner[step:][same])
    codes, number = np.unique(np.concatenate(found), return_counts=True)
    return codes[number >= _SHARED]
