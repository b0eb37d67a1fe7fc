"""Common English words: how frequent each is, and a short vector that lies near those of words of like meaning.

A table made once from the network that the encoder grew from (``training.vocabulary``), for what has to compare words
by the million: no network is run. Vectors are whole numbers, so that their products are the same on every machine.
How rare a word is never depends on the other reports at hand.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS, VECTORS = "words.txt", "words.npy"
COMPONENTS = 64
_OFFSET = 60  # so that the most frequent words still differ little
_UNSEEN = 60_000  # the rank at which a word stands that the table lacks


class Vocabulary:
    """The table: words in order of frequency, a row of whole numbers (-127 to 127) for each."""

    def __init__(self, words: list[str], vectors: NDArray[np.int8]) -> None:
        self._places = {word: place for place, word in enumerate(words)}
        self.vectors = vectors

    def place(self, word: str) -> int:
        """Return the row of a word in lower case, also its rank by frequency from 0; -1 where the table lacks it."""
        return self._places.get(word, -1)

    def weight(self, word: str) -> int:
        """Return how much sharing the word says, in hundredths: 0 for the commonest, 691 for one never seen."""
        place = self.place(word)
        return round(100 * math.log(((place if place >= 0 else _UNSEEN) + _OFFSET) / _OFFSET))

    def rows(self, places: list[int]) -> NDArray[np.float32]:
        """Return the vectors at *places* as whole numbers in float32; zeros for -1.

        A product of two such rows is below 2**24 and therefore exact, in whatever order it is summed.
        """
        found = np.zeros((len(places), COMPONENTS), np.float32)
        known = [i for i, place in enumerate(places) if place >= 0]
        if known:
            found[known] = self.vectors[[places[i] for i in known]]
        return found


@cache
def vocabulary() -> Vocabulary:
    """Return the table that ships with trackrecord; an empty one where its files are missing."""
    folder = files("trackrecord.encoder") / "weights"
    try:
        words = (folder / WORDS).read_text("utf-8").split()
        with as_file(folder / VECTORS) as path:
            vectors: NDArray[np.int8] = np.load(path, allow_pickle=False)
    except OSError:
        return Vocabulary([], np.zeros((0, COMPONENTS), np.int8))
    return Vocabulary(words, vectors)
