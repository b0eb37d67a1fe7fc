"""Which words stand beside which in news: how much of a text joins words that never meet.

Spinning programs put synonyms from a thesaurus where they do not fit ("the army would abandon departure"). A word pair
of two frequent words that is not among those counted in clean news is such a mark, the surer the oftener chance alone
would have joined them. The pairs are kept as hashes (``data/collocations.npz``, made by ``training.collocations``); names,
numbers and rare words count by their kind.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.encoder.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = "collocations.npz"
_FREQUENT = 6000  # rank up to which words count as themselves
_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.,]*|[.,;:!?]")
_ENDINGS = (
    "ing", "ed", "ly", "tion", "ment", "ness", "ity", "ies", "es", "s", "er", "al", "ive", "ous", "ful", "able", "ic",
)  # fmt: skip
_SURELY = 2.0  # meetings expected by chance from which a pair that is never seen counts wholly
_FEWEST = 200  # a shorter text is judged as if it were this long


def kinds(text: str) -> list[str]:
    """Return the words and stops of *text* as they are counted: frequent words in lower case, others by their kind."""
    found = ["."]
    known: dict[tuple[str, bool], str] = {}  # most words of a text are said again
    for token in _TOKEN.findall(text):
        said = (token, found[-1] in ".?!")
        kind = known.get(said)
        if kind is None:
            kind = known[said] = _kind(token, after_stop=said[1])
        if kind != "N" or found[-1] != "N":
            found.append(kind)
    return found


def _kind(token: str, *, after_stop: bool) -> str:
    if not token[0].isalpha():
        return "#" if token[0].isdigit() else token
    lower = token.lower().replace("’", "'")
    capital = token[0].isupper()
    if capital and not after_stop:
        return "N"
    if "'" in lower or 0 <= vocabulary().place(lower) < _FREQUENT:
        return lower
    return "N" if capital else "-" + next((e for e in _ENDINGS if lower.endswith(e)), "")


def pairs(text_kinds: list[str]) -> Iterator[str]:
    """Yield neighbouring kinds, each two as one string."""
    for one, two in pairwise(text_kinds):
        yield f"{one} {two}"


def number(key: str) -> int:
    """Return the 32-bit number that a pair or a kind is kept as."""
    return zlib.crc32(key.encode("utf-8"))


@cache
def _table() -> tuple[NDArray[np.uint32], dict[int, int], int]:
    """Return the pairs seen (sorted), how often each kind was, and of how many words; nothing where the file is missing."""
    try:
        with as_file(files("trackrecord.clean") / "data" / TABLE) as path, np.load(path) as kept:
            seen: NDArray[np.uint32] = kept["pairs"]
            counts = dict(zip(kept["kinds"].tolist(), kept["counts"].tolist(), strict=True))
            return seen, counts, sum(counts.values())
    except OSError:
        return np.zeros(0, np.uint32), {}, 0


def misfits(text: str) -> float:
    """Return the share of neighbouring words that never meet in clean news, each by how surely they would have by chance.

    Clean news of any subject lies between 0.01 and 0.04; with every third word from a thesaurus it is about 0.07.
    """
    seen, counts, total = _table()
    some = kinds(text)
    if not total or len(some) < 2:
        return 0.0
    every = np.array([number(p) for p in pairs(some)], np.uint32)
    at = np.minimum(np.searchsorted(seen, every), len(seen) - 1)
    how_often = {kind: counts.get(number(kind), 0) for kind in set(some)}
    frequent = [how_often[kind] for kind in some]
    missing = 0
    for place in np.flatnonzero(seen[at] != every).tolist():
        expected = frequent[place] * frequent[place + 1] / total
        missing += round(1000 * min(1.0, expected / _SURELY))
    return missing / 1000 / max(len(every), _FEWEST)
