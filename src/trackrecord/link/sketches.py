"""Candidates for copies: which reports are worth comparing, found without comparing each with each.

Two generators, because each misses what the other finds. Word shingles sketched with MinHash (Broder 1997) and
cut into many short bands find texts that share runs of words. Anchors (names, figures and quoted words, which
rewriting leaves alone) taken two by two in the order they stand find texts whose words were replaced.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from rensa import RMinHash

from trackrecord.link.terms import STOP_WORDS, words

SHINGLE = 3
_PERMUTATIONS, _ROWS, _SEED = 128, 2, 20210829
# A bucket or anchor pair in more reports than this says little and would cost their square; it is skipped
# for anchors, and chained (each with its neighbour) for sketches, where exact copies come in hundreds.
_CROWDED = 24
_LONGEST = 120  # code points of a name that are looked at
_ANCHOR = re.compile(
    r"\d+(?:[.,]\d+)*%?|(?:[A-ZÀ-ÞЀ-Я][\w’'-]*(?:\.[A-Z])*)(?: (?:of |the |al-|bin |de )?[A-ZÀ-ÞЀ-Я][\w’'-]*){0,7}"
)


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


def candidates(reports: Iterable[tuple[str, frozenset[str], Sequence[str]]]) -> list[tuple[str, str]]:
    """Return the pairs of report ids worth comparing, each sorted, in order.

    *reports* are (id, shingles, anchors). Cost grows with the number of reports, not with its square.
    """
    sketched: dict[tuple[int, ...], list[str]] = defaultdict(list)
    anchored: dict[tuple[str, str], list[str]] = defaultdict(list)
    lengths: dict[str, int] = {}
    for report, runs, names in reports:
        for band in _bands(runs):
            sketched[band].append(report)
        pairs = set(pairwise(names))
        lengths[report] = len(pairs)
        for pair in pairs:
            anchored[pair].append(report)
    return sorted(_from_sketches(sketched) | _from_anchors(anchored, lengths))


def _bands(runs: frozenset[str]) -> list[tuple[int, ...]]:
    if not runs:
        return []
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    digest = sketch.digest()
    return [(i, *digest[i : i + _ROWS]) for i in range(0, _PERMUTATIONS, _ROWS)]


def _from_sketches(buckets: dict[tuple[int, ...], list[str]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for members in buckets.values():
        some = sorted(members)
        found.update(combinations(some, 2) if len(some) <= _CROWDED else pairwise(some))
    return found


def _from_anchors(index: dict[tuple[str, str], list[str]], lengths: dict[str, int]) -> set[tuple[str, str]]:
    shared: Counter[tuple[str, str]] = Counter()
    for members in index.values():
        if 1 < len(members) <= _CROWDED:
            shared.update(combinations(sorted(members), 2))
    return {
        (a, b)
        for (a, b), number in shared.items()
        if number >= 3 and number >= 0.12 * min(lengths[a], lengths[b])
    }
