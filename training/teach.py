"""``python -m training.teach --data SHARED --teacher FOLDER``: a larger network's word on every sentence, to learn from.

Fine-tunes all-mpnet-base-v2 (FOLDER holds its ``model.safetensors``) on the same labels as the small network, lets it
answer for the labelled reports and for those of ``training/data/pool.txt``, and writes ``training/data/soft.npz``,
from which ``python -m training`` then learns as well. It takes some minutes on an NVIDIA H100; on two cores it would
take most of a day.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from trackrecord.encoder.heads import COLUMNS, SENTENCE_HEADS, TOKEN_HEADS
from trackrecord.encoder.windows import with_context
from training import soft
from training.__main__ import DATA, Examples, examples, tokenizer
from training.fit import Recipe, train
from training.model import MPNET, Reader
from training.targets import Sentence

RECIPE = Recipe(epochs=6, rate=5e-5, head_rate=5e-4, batch=4, questions=1 / 2)
_AT_ONCE = 48  # windows


def answers_of(model: Reader, made: Examples, device: str) -> list[np.ndarray]:
    """Return every head's probabilities for every sentence and question, in their order."""
    windows: list[tuple[list[Sentence], int]] = [([q], 0) for q in made.questions]
    for report in made.reports:
        for window, lead in with_context([len(s.pieces) for s in report]):
            windows.append(([report[i] for i in window], lead))
    windows.sort(key=lambda w: sum(len(s.pieces) for s in w[0]))
    found: dict[int, np.ndarray] = {}
    for first in range(0, len(windows), _AT_ONCE):
        some = windows[first : first + _AT_ONCE]
        shares = _shares(model, [np.concatenate([s.pieces for s in w]) for w, _ in some], device)
        for row, (window, lead) in enumerate(some):
            end = 0
            for n, sentence in enumerate(window):
                start, end = end, end + len(sentence.pieces)
                if n >= lead:
                    found[id(sentence)] = shares[row, start:end]
    return [found[id(s)] for s in made.sentences()]


@torch.no_grad()
def _shares(model: Reader, rows: list[np.ndarray], device: str) -> np.ndarray:
    pieces = np.zeros((len(rows), max(map(len, rows))), np.int64)
    parts = np.zeros_like(pieces)
    for i, row in enumerate(rows):
        pieces[i, : len(row)] = row
        parts[i, : len(row)] = 1
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
        scores = model(torch.from_numpy(pieces).to(device), torch.from_numpy(parts).to(device)).float()
    for head in TOKEN_HEADS:
        scores[..., COLUMNS[head]] = scores[..., COLUMNS[head]].softmax(-1)
    for head in SENTENCE_HEADS:
        scores[..., COLUMNS[head]] = scores[..., COLUMNS[head]].sigmoid()
    return scores.half().cpu().numpy()


def main() -> None:
    """Train the teacher and keep what it says."""
    parser = argparse.ArgumentParser(prog="training.teach", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="SHARED")
    parser.add_argument("--teacher", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(RECIPE.seed)
    made = examples(options.data, tokenizer())
    model = Reader(MPNET)
    model.encoder.load(load_file(options.teacher / "model.safetensors"))
    train(model, made.marked, made.marked_questions, RECIPE, device=device)
    soft.write(DATA / "soft.npz", made.sentences(), answers_of(model, made, device))


if __name__ == "__main__":
    main()
