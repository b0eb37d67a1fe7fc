"""``python -m training.teach --data SHARED --teacher FOLDER``: a larger network's word on every sentence, to learn from.

Fine-tunes all-mpnet-base-v2 (FOLDER holds its ``model.safetensors``) on the same labels as the small network, lets it
answer for the labelled reports and for those of ``training/data/pool.txt``, and writes ``training/data/soft.npz``,
from which ``python -m training`` then learns as well. On an NVIDIA H100 six epochs over the labelled reports took about
a minute and a half; on two cores it would take most of a day. The shipped weights were made without it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file

from trackrecord.encoder.windows import with_context
from training import soft
from training.__main__ import DATA, corpus, tokenizer, unlabelled
from training.fit import Recipe, train
from training.model import MPNET, Reader
from training.targets import ALL_SENTENCE_HEADS, Sentence, pairs_of, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

RECIPE = Recipe(epochs=6, rate=5e-5, head_rate=5e-4, batch=4)
_AT_ONCE = 48  # windows

Told = dict[str, np.ndarray]


def answers_of(model: Reader, reports: list[list[Sentence]], device: str) -> list[list[Told]]:
    """Return the probabilities of every head that reads lines, by report and sentence."""
    found: list[list[Told]] = [[{} for _ in report] for report in reports]
    jobs = [
        (r, window, lead)
        for r, report in enumerate(reports)
        for window, lead in with_context([len(s.pieces) for s in report])
    ]
    jobs.sort(key=lambda j: sum(len(reports[j[0]][i].pieces) for i in j[1]))
    for first in range(0, len(jobs), _AT_ONCE):
        some = jobs[first : first + _AT_ONCE]
        rows = [np.concatenate([reports[r][i].pieces for i in window]) for r, window, _ in some]
        scores = _shares(model, rows, device)
        for row, (r, window, lead) in enumerate(some):
            at = 0
            for i in window:
                end = at + len(reports[r][i].pieces)
                if i >= window.start + lead:
                    found[r][i] = {
                        h: s[row, at] if h in ALL_SENTENCE_HEADS else s[row, at + 1 : end]
                        for h, s in scores.items()
                    }
                at = end
    return found


def pair_answers(model: Reader, pairs: list[Sentence], device: str) -> Iterator[Told]:
    """Yield the probabilities of every head that reads pairs, pair by pair."""
    for first in range(0, len(pairs), _AT_ONCE):
        some = pairs[first : first + _AT_ONCE]
        scores = _shares(model, [p.pieces for p in some], device, soft.PAIR_HEADS)
        for row, pair in enumerate(some):
            known = [np.nonzero(pair.tokens[h] >= 0)[0] for h in soft.PAIR_HEADS]
            at = next((int(k[0]) for k in known if len(k)), 0)
            yield {h: s[row, at] for h, s in scores.items()}


@torch.no_grad()
def _shares(
    model: Reader, rows: list[np.ndarray], device: str, heads: tuple[str, ...] = ()
) -> dict[str, np.ndarray]:
    wanted = heads or (*soft.LINE_HEADS, *ALL_SENTENCE_HEADS)
    pieces = np.zeros((len(rows), max(map(len, rows))), np.int64)
    parts = np.zeros_like(pieces)
    for i, row in enumerate(rows):
        pieces[i, : len(row)] = row
        parts[i, : len(row)] = 1
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
        scores = model(torch.from_numpy(pieces).to(device), torch.from_numpy(parts).to(device))
    return {
        h: (scores[h].float().sigmoid() if h in ALL_SENTENCE_HEADS else scores[h].float().softmax(-1))
        .half()
        .cpu()
        .numpy()
        for h in wanted
    }


def main() -> None:
    """Train the teacher and keep what it says."""
    parser = argparse.ArgumentParser(prog="training.teach", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="SHARED")
    parser.add_argument("--teacher", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(RECIPE.seed)
    pieces = tokenizer()
    marked = corpus(options.data)
    labelled = [sentences_of(r, pieces) for r in marked]
    pairs = pairs_of(marked, pieces)
    model = Reader(MPNET)
    model.encoder.load(load_file(options.teacher / "model.safetensors"))
    train(model, labelled, pairs, RECIPE, device=device)
    reports = [*(sentences_of(r, pieces) for r in unlabelled(options.data)), *labelled]
    told = answers_of(model, reports, device)
    soft.write(DATA / "soft.npz", reports, told, list(pair_answers(model, pairs, device)))


if __name__ == "__main__":
    main()
