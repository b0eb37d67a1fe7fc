"""A teacher's word: what a larger network says of every word piece, kept small, given back as targets.

all-mpnet-base-v2, fine-tuned on the same labels (``python -m training teach``, which wants an accelerator), answers
better than all-MiniLM-L6-v2 does; its probabilities on labelled and unlabelled reports teach the small network
(Hinton, Vinyals & Dean 2015, *Distilling the knowledge in a neural network*). The file holds numbers only: for each
head and word piece the probabilities above 0.03 of what is not "outside", in 255ths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.targets import ALL_SENTENCE_HEADS, ALL_TOKEN_HEADS

if TYPE_CHECKING:
    from pathlib import Path

    from training.targets import Sentence

PAIR_HEADS = ("bears",)
LINE_HEADS = tuple(h for h in ALL_TOKEN_HEADS if h not in (*PAIR_HEADS, "holder"))
_LEAST = 0.03
_UNTOLD = np.float16(-1)


def write(
    file: Path,
    reports: list[list[Sentence]],
    answers: list[list[dict[str, np.ndarray]]],
    pairs: list[dict[str, np.ndarray]],
) -> None:
    """Keep a teacher's *answers* (by report, sentence and head) and its answers to *pairs*, in order."""
    index, column, value, whole = [], [], [], []
    base = 0
    for sentences, told in zip(reports, answers, strict=True):
        for sentence, given in zip(sentences, told, strict=True):
            first = 0
            for head in LINE_HEADS:
                shares = given[head].astype(np.float32)
                known = shares > _LEAST
                if head == "reality":
                    known &= given["trigger"][:, :1] < 1 - _LEAST
                else:
                    known[:, 0] = False
                row, at = np.nonzero(known)
                index.append(base + row)
                column.append(first + at)
                value.append(shares[known])
                first += shares.shape[1]
            whole.append(np.concatenate([given[h] for h in ALL_SENTENCE_HEADS]))
            base += len(sentence.pieces) - 1
    np.savez_compressed(
        file,
        idx=np.concatenate(index).astype(np.uint32),
        cls=np.concatenate(column).astype(np.uint8),
        val=_bytes(np.concatenate(value)),
        sen=_bytes(np.stack(whole).astype(np.float32)),
        pairs=np.array([np.concatenate([p[h] for h in PAIR_HEADS]) for p in pairs], np.float16),
    )


def _bytes(shares: np.ndarray) -> np.ndarray:
    return (shares * 255).round().astype(np.uint8)


def attach(file: Path, reports: list[list[Sentence]], pairs: list[Sentence]) -> None:
    """Give sentences and pairs the soft targets of *file*; raise ValueError where it was made of others."""
    kept = np.load(file)
    sizes = [len(s.pieces) - 1 for report in reports for s in report]
    if len(kept["sen"]) != len(sizes) or len(kept["pairs"]) != len(pairs):
        message = f"{file}: made of other labels ({len(kept['sen'])} sentences, {len(kept['pairs'])} pairs)"
        raise ValueError(message)
    order = np.argsort(kept["idx"], kind="stable")
    index, column, value = kept["idx"][order], kept["cls"][order], kept["val"][order] / np.float32(255)
    bounds = np.searchsorted(index, np.concatenate([[0], np.cumsum(sizes)]))
    base = 0
    for at, sentence in enumerate(s for report in reports for s in report):
        part = slice(bounds[at], bounds[at + 1])
        _give(sentence, index[part] - base, column[part], value[part], kept["sen"][at] / np.float32(255))
        base += sizes[at]
    for pair, told in zip(pairs, kept["pairs"], strict=True):
        first = 0
        for head in PAIR_HEADS:
            shares = told[first : first + ALL_TOKEN_HEADS[head]]
            first += ALL_TOKEN_HEADS[head]
            known = np.nonzero(pair.tokens[head] >= 0)[0]
            if len(known):
                pair.soft[head] = np.full((len(pair.pieces), ALL_TOKEN_HEADS[head]), _UNTOLD)
                pair.soft[head][known[0]] = shares


def _give(
    sentence: Sentence, rows: np.ndarray, columns: np.ndarray, values: np.ndarray, whole: np.ndarray
) -> None:
    n, first = len(sentence.pieces), 0
    for head in LINE_HEADS:
        size = ALL_TOKEN_HEADS[head]
        shares = np.zeros((n, size), np.float16)
        own = (columns >= first) & (columns < first + size)
        shares[rows[own] + 1, columns[own] - first] = values[own]
        if head == "reality":
            shares[shares.sum(1) < 0.5] = _UNTOLD
        else:
            shares[:, 0] = np.clip(1 - shares[:, 1:].sum(1), 0, 1)
        shares[0] = _UNTOLD
        sentence.soft[head] = shares
        first += size
    first = 0
    for head, size in ALL_SENTENCE_HEADS.items():
        sentence.soft[head] = whole[first : first + size].astype(np.float16)
        first += size
