"""A teacher's word: what a larger network says of every word piece, kept small, given back as targets.

all-mpnet-base-v2, fine-tuned on the same labels (``python -m training.teach``, which wants an accelerator), answers
better than all-MiniLM-L6-v2 does; its probabilities on labelled and unlabelled reports teach the small network
(Hinton, Vinyals & Dean 2015, *Distilling the knowledge in a neural network*). The file holds numbers only: of each
word piece the probabilities above 0.03 of what is not "outside", in 255ths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trackrecord.encoder.heads import COLUMNS, LEADING_HEADS, SENTENCE_HEADS, TOKEN_HEADS, WIDTH
from training.targets import UNTOLD

if TYPE_CHECKING:
    from pathlib import Path

    from training.targets import Sentence

_LEAST = 0.03
_WHOLE = [c for h in SENTENCE_HEADS for c in range(COLUMNS[h].start, COLUMNS[h].stop)]


def _rows(sentence: Sentence, head: str) -> slice:
    """Return at which pieces a head is asked."""
    if head in SENTENCE_HEADS:
        return slice(0, 1)
    if head in LEADING_HEADS:
        return slice(sentence.at, sentence.at + 1)
    return slice(0 if head == "holder" else 1, None)


def _is_sparse(head: str) -> bool:
    """Whether "outside" is what the others leave."""
    return head in TOKEN_HEADS and head != "reality"


def write(file: Path, sentences: list[Sentence], answers: list[np.ndarray]) -> None:
    """Keep a teacher's probabilities of each sentence or question, a row a word piece, in order."""
    index, column, value = [], [], []
    base = 0
    for sentence, shares in zip(sentences, answers, strict=True):
        kept = np.zeros(shares.shape, bool)
        for head in sentence.asked:
            rows, columns = _rows(sentence, head), COLUMNS[head]
            own = kept[rows, columns]
            own[:] = shares[rows, columns] > _LEAST
            if _is_sparse(head):
                own[:, 0] = False
            elif head == "reality":
                own &= shares[rows, COLUMNS["trigger"].start][:, None] < 1 - _LEAST
        row, at = np.nonzero(kept)
        index.append(base + row)
        column.append(at)
        value.append((shares[kept].astype(np.float32) * 255).round().astype(np.uint8))
        base += len(sentence.pieces)
    np.savez_compressed(
        file,
        # The gaps between places are small numbers, and those are kept small.
        gaps=np.diff(np.concatenate(index), prepend=0).astype(np.uint32),
        columns=np.concatenate(column).astype(np.uint8),
        values=np.concatenate(value),
        pieces=np.int64(base),
    )


def attach(file: Path, sentences: list[Sentence]) -> None:
    """Give sentences and questions the soft targets of *file*; raise ValueError where it was made of others."""
    kept = np.load(file)
    sizes = [len(s.pieces) for s in sentences]
    if int(kept["pieces"]) != sum(sizes):
        message = f"{file}: made of other labels ({int(kept['pieces'])} word pieces, here {sum(sizes)})"
        raise ValueError(message)
    index = np.cumsum(kept["gaps"].astype(np.int64))
    column, value = kept["columns"], (kept["values"] / np.float32(255)).astype(np.float16)
    ends = np.cumsum(sizes)
    bounds = np.searchsorted(index, np.concatenate([[0], ends]))
    for n, sentence in enumerate(sentences):
        part = slice(bounds[n], bounds[n + 1])
        given = np.zeros((sizes[n], WIDTH), np.float16)
        given[index[part] - (ends[n] - sizes[n]), column[part]] = value[part]
        sentence.soft = _spread(sentence, given)


def _spread(sentence: Sentence, given: np.ndarray) -> np.ndarray:
    """Return the probabilities of what was asked, "outside" among them; all else untold."""
    made = np.full(given.shape, UNTOLD)
    for head in sentence.asked:
        rows, columns = _rows(sentence, head), COLUMNS[head]
        own = given[rows, columns].copy()
        if _is_sparse(head):
            own[:, 0] = np.clip(1 - own[:, 1:].sum(1), 0, 1)
        elif head == "reality":
            own[own.sum(1) < 0.5] = UNTOLD
        made[rows, columns] = own
    return made
