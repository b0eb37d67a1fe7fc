"""Heads fitted once more, on what the trained encoder makes of the labels: a matter of minutes, on one core.

The rounds teach a hundred columns at once, and those with few labels a report are left behind: whether a sentence
tells of a commitment, and how a deed bears on one. Here the encoder stays as it is, its states are computed
once, and only those columns are fitted (a linear probe, Alain & Bengio 2016, *Understanding intermediate layers using
linear classifier probes*). A sentence's answer is made over all of its word pieces (``Answers.sentence``), as in
learning from bags (Maron & Lozano-Pérez 1998), since what tells of it stands in a few words.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from trackrecord.encoder.heads import COLUMNS, POOLED_HEADS, SENTENCE_HEADS
from trackrecord.encoder.windows import with_context
from training.fit import rate_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.model import Reader
    from training.targets import Sentence

_AT_ONCE = 1536  # pieces of a batch where states are computed, padding among them
_STEP = 768  # pieces of a step
_NEVER = -6.0  # what a sentence head's columns begin with at every piece
_WHOLE = slice(COLUMNS["kinds"].start, COLUMNS["relations"].stop)  # the sentence heads, side by side

Window = tuple["list[Sentence]", int]  # sentences, and how many of them only lead in


@dataclass(frozen=True)
class Refit:
    """How heads are fitted again; equal states and labels give equal weights on one machine."""

    epochs: int = 6
    rate: float = 3e-3
    warm_up: float = 0.02
    soft: float = 0.5  # the weight of a teacher's word
    seed: int = 3


def windows_of(reports: list[list[Sentence]]) -> list[Window]:
    """Return the reports' windows as they are read at run time, each led in by the sentence before it."""
    return [
        ([report[i] for i in window], lead)
        for report in reports
        for window, lead in with_context([len(s.pieces) for s in report])
    ]


def states_of(model: Reader, windows: list[Window]) -> list[np.ndarray]:
    """Return what the encoder makes of every word piece of every window, in half precision."""
    sizes = np.array([sum(len(s.pieces) for s in w) for w, _ in windows], np.int64)
    found: list[np.ndarray] = [np.empty(0)] * len(windows)
    encoder = model.eval().encoder
    for some in _alike([int(n) for n in np.argsort(sizes, kind="stable")], sizes):
        pieces = np.zeros((len(some), int(sizes[some].max())), np.int64)
        for row, n in enumerate(some):
            pieces[row, : sizes[n]] = np.concatenate([s.pieces for s in windows[n][0]])
        parts = (np.arange(pieces.shape[1])[None] < sizes[some][:, None]).astype(np.int64)
        with torch.inference_mode():
            states = encoder(torch.from_numpy(pieces), torch.from_numpy(parts)).numpy()
        for row, n in enumerate(some):
            found[n] = states[row, : sizes[n]].astype(np.float16)
    return found


def _alike(order: list[int], sizes: np.ndarray) -> Iterator[list[int]]:
    """Yield windows of *order* together while, filled up to the longest, they hold few enough pieces."""
    some: list[int] = []
    for n in order:
        if some and (len(some) + 1) * int(sizes[n]) > _AT_ONCE:
            yield some
            some = []
        some.append(n)
    if some:
        yield some


def refit(
    model: Reader,
    windows: list[Window],
    recipe: Refit,
    *,
    states: list[np.ndarray] | None = None,
    say: Callable[[str], None] = print,
) -> Reader:
    """Fit the heads of ``POOLED_HEADS`` on *windows*, in place. *states* are :func:`states_of` of them, where they are known."""
    torch.manual_seed(recipe.seed)
    fitted = _sentence_heads(windows, states_of(model, windows) if states is None else states, recipe, say)
    with torch.no_grad():
        for name in POOLED_HEADS:
            model.head.weight[COLUMNS[name]] = fitted.weight[_own(name)]
            model.head.bias[COLUMNS[name]] = fitted.bias[_own(name)]
    return model


def _own(head: str) -> slice:
    """Return a head's columns among those of the sentence heads."""
    return slice(COLUMNS[head].start - _WHOLE.start, COLUMNS[head].stop - _WHOLE.start)


def _sentence_heads(
    windows: list[Window], states: list[np.ndarray], recipe: Refit, say: Callable[[str], None]
) -> nn.Linear:
    heads = nn.Linear(states[0].shape[1], _WHOLE.stop - _WHOLE.start)
    nn.init.zeros_(heads.weight)
    nn.init.constant_(heads.bias, _NEVER)
    # Of each window: its pieces' sentence, then every sentence's labels and a teacher's word.
    index = [np.repeat(np.arange(len(w)), [len(s.pieces) for s in w]) for w, _ in windows]
    labels = [_labels(w, lead) for w, lead in windows]

    def loss(some: list[int]) -> torch.Tensor:
        whole = over(heads(_joined(states, some)), [index[n] for n in some])
        wanted = torch.from_numpy(np.concatenate([labels[n][0] for n in some]))
        told = torch.from_numpy(np.concatenate([labels[n][1] for n in some]))
        total = torch.zeros(())
        for at in map(_own, POOLED_HEADS):
            for target, weight in ((wanted[:, at], 1.0), (told[:, at], recipe.soft)):
                known = (target >= 0).float()
                each = functional.binary_cross_entropy_with_logits(
                    whole[:, at], target.clamp(min=0), reduction="none"
                )
                total = total + weight * (each * known).sum() / known.sum().clamp(min=1)
        return total

    _descend(heads, states, loss, recipe, say)
    return heads


def _labels(window: list[Sentence], lead: int) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and a teacher's word of every sentence of a window, below 0 where there is none."""
    shape = len(window), _WHOLE.stop - _WHOLE.start
    wanted, told = np.full(shape, -1, np.float32), np.full(shape, -1, np.float32)
    for n, sentence in enumerate(window):
        if n < lead:
            continue
        wanted[n] = np.concatenate([sentence.whole[name] for name in SENTENCE_HEADS])
        if sentence.soft is not None:
            told[n] = sentence.soft[0, _WHOLE]
    return np.maximum(wanted, -1), told


def over(scores: torch.Tensor, index: list[np.ndarray]) -> torch.Tensor:
    """Return each sentence's scores over its pieces, as ``Answers.sentence`` takes them; *index* counts from 0."""
    starts = np.cumsum([0, *(int(i[-1]) + 1 for i in index)])
    of = torch.from_numpy(np.concatenate([i + start for i, start in zip(index, starts, strict=False)]))
    most = scores.detach().amax()
    sums = torch.zeros((int(starts[-1]), scores.shape[1])).index_add(0, of, (scores - most).exp())
    return sums.clamp(min=1e-30).log() + most


def _joined(states: list[np.ndarray], some: list[int]) -> torch.Tensor:
    return torch.from_numpy(np.concatenate([states[n] for n in some])).float()


def _descend(
    heads: nn.Linear,
    states: list[np.ndarray],
    loss_of: Callable[[list[int]], torch.Tensor],
    recipe: Refit,
    say: Callable[[str], None],
) -> None:
    """Fit by AdamW over the windows in random order, so many pieces a step."""
    optimizer = torch.optim.AdamW(heads.parameters(), lr=recipe.rate, weight_decay=0.01)
    for epoch in range(recipe.epochs):
        order = list(range(len(states)))
        random.Random(f"{recipe.seed}/{epoch}").shuffle(order)
        steps: list[list[int]] = [[]]
        held = 0
        for n in order:
            if held + len(states[n]) > _STEP and steps[-1]:
                steps.append([])
                held = 0
            steps[-1].append(n)
            held += len(states[n])
        total = 0.0
        for at, some in enumerate(steps):
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * rate_at((epoch + at / len(steps)) / recipe.epochs, recipe.warm_up)
            loss = loss_of(some)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
        say(f"sentence heads, epoch {epoch + 1}/{recipe.epochs}: loss {total / len(steps):.4f}")
