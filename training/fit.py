"""Training: batches of windows, one loss a head, checkpoints to resume from.

On an NVIDIA device the step is captured once and replayed (a small network is otherwise held up by the launching
of its kernels); on a processor it runs as written. Targets may be soft (a teacher's probabilities) or hard.
"""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from trackrecord.encoder.heads import PADDING
from trackrecord.encoder.windows import LENGTH, packed
from training.targets import ALL_SENTENCE_HEADS, ALL_TOKEN_HEADS, IGNORED, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from training.model import Reader

Batch = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Recipe:
    """What a training run is made of; equal recipes and labels give equal weights on one machine."""

    epochs: int = 8
    rate: float = 2e-4  # of the encoder
    head_rate: float = 1e-3
    batch: int = 4  # windows
    warm_up: float = 0.1  # of all steps
    seed: int = 1
    soft: float = 1.0  # the weight of a teacher's word
    seconds: float | None = None  # stop after these, the rates spread over them: for a machine that is lent
    weights: dict[str, float] = field(
        default_factory=lambda: {"action": 3.0, "trigger": 3.0, "relations": 0.3, "content": 2.0}
    )


def batch_of(
    rows: list[list[list[Sentence]]], width: int | None = None, *, soft: bool = False
) -> dict[str, np.ndarray]:
    """Return rows of windows as padded arrays.

    ``pieces``; ``parts`` and ``at``, each piece's window (from 1) and place in it; the targets of every head, *soft*
    ones after ``~``.
    """
    width = width or max(sum(len(s.pieces) for w in row for s in w) for row in rows)
    shape = (len(rows), width)
    made = {"pieces": np.full(shape, PADDING, np.int64)}
    made["parts"], made["at"] = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    made.update({n: np.full(shape, IGNORED, np.int64) for n in ALL_TOKEN_HEADS})
    made.update({n: np.full((*shape, k), IGNORED, np.int64) for n, k in ALL_SENTENCE_HEADS.items()})
    if soft:
        sizes_of = {**ALL_TOKEN_HEADS, **ALL_SENTENCE_HEADS}
        made.update({f"~{n}": np.full((*shape, k), -1, np.float16) for n, k in sizes_of.items()})
    for row, windows in enumerate(rows):
        end = 0
        for part, window in enumerate(windows, 1):
            first = end
            for s in window:
                start, end = end, end + len(s.pieces)
                made["pieces"][row, start:end] = s.pieces
                for name, target in s.tokens.items():
                    made[name][row, start:end] = target
                for name, target in s.whole.items():
                    made[name][row, start] = target
                for name, target in s.soft.items():
                    made[f"~{name}"][row, slice(start, end) if name in ALL_TOKEN_HEADS else start] = target
            made["parts"][row, first:end] = part
            made["at"][row, first:end] = np.arange(end - first)
    return made


def loss_of(scores: Batch, batch: Batch, recipe: Recipe) -> torch.Tensor:
    """Return the weighted sum of the heads' mean losses over what is labelled in the batch."""
    total = torch.zeros((), device=batch["pieces"].device)
    for name in (*ALL_TOKEN_HEADS, *ALL_SENTENCE_HEADS):
        weight, given, target = recipe.weights.get(name, 1.0), scores[name].float(), batch[name]
        known = (target != IGNORED).float()
        if name in ALL_TOKEN_HEADS:
            one = functional.cross_entropy(
                given.flatten(0, 1), target.flatten(), ignore_index=IGNORED, reduction="sum"
            )
        else:
            each = functional.binary_cross_entropy_with_logits(
                given, target.clamp(min=0).float(), reduction="none"
            )
            one = (each * known).sum()
        total = total + weight * one / known.sum().clamp(min=1)
        soft = batch.get(f"~{name}")
        if soft is not None:
            told = (soft[..., 0] >= 0).float()
            soft = soft.float().clamp(min=0)
            if name in ALL_TOKEN_HEADS:
                each = -(soft * functional.log_softmax(given, -1)).sum(-1)
            else:
                each = functional.binary_cross_entropy_with_logits(given, soft, reduction="none").mean(-1)
            total = total + recipe.soft * weight * (each * told).sum() / told.sum().clamp(min=1)
    return total


def train(
    model: Reader,
    reports: list[list[Sentence]],
    pairs: list[Sentence],
    recipe: Recipe,
    *,
    device: str = "cpu",
    checkpoint: Path | None = None,
    say: Callable[[str], None] = print,
) -> Reader:
    """Train in place; with *checkpoint*, save after every epoch and go on from what is saved there."""
    model.to(device).train()
    optimizer = _optimizer(model, recipe, device)
    first = 0
    if checkpoint is not None and checkpoint.exists():
        saved: dict[str, Any] = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        first = int(saved["epoch"])
    step = _Step(model, optimizer, recipe)
    soft = any(s.soft for report in reports for s in report)
    run = step.replayed if device == "cuda" else step.plain
    begun = time.monotonic()
    for epoch in range(first, recipe.epochs):
        if recipe.seconds is not None and time.monotonic() - begun >= recipe.seconds:
            break
        torch.manual_seed(recipe.seed * 1000 + epoch)
        batches = _batches(reports, pairs, recipe, epoch)
        start, total = time.monotonic(), torch.zeros((), device=device)
        for index, rows in enumerate(batches):
            part = (epoch + index / len(batches)) / recipe.epochs
            if recipe.seconds is not None:
                part = max(part, (time.monotonic() - begun) / recipe.seconds)
                if part >= 1:
                    break
            rate = _rate(part, recipe.warm_up)
            for group in optimizer.param_groups:
                group["lr"].fill_(group["peak"] * rate)
            arrays = batch_of(rows, LENGTH if device == "cuda" else None, soft=soft)
            total += run({n: torch.from_numpy(a) for n, a in arrays.items()})
        say(
            f"epoch {epoch + 1}/{recipe.epochs}: loss {float(total) / len(batches):.4f}, "
            f"{time.monotonic() - start:.0f} s"
        )
        if checkpoint is not None:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    return model.eval()


class _Step:
    """One step of training, as written or replayed."""

    def __init__(self, model: Reader, optimizer: torch.optim.Optimizer, recipe: Recipe) -> None:
        self.model, self.optimizer, self.recipe = model, optimizer, recipe
        self.graph: torch.cuda.CUDAGraph | None = None
        self.fixed: Batch = {}
        self.loss = torch.zeros(())

    def plain(self, batch: Batch) -> torch.Tensor:
        device = next(self.model.parameters()).device.type
        half = device == "cuda" or torch.cpu._is_avx512_bf16_supported()
        with torch.autocast(device, dtype=torch.bfloat16, enabled=half, cache_enabled=device != "cuda"):
            scores = self.model(batch["pieces"], batch["parts"], batch["at"])
        loss = loss_of(scores, batch, self.recipe)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return loss.detach()

    def replayed(self, batch: Batch) -> torch.Tensor:
        if self.graph is None:
            self._capture(batch)
        for name, tensor in self.fixed.items():
            tensor.copy_(batch[name], non_blocking=True)
        assert self.graph is not None
        self.graph.replay()
        return self.loss

    def _capture(self, batch: Batch) -> None:
        self.fixed = {n: t.to("cuda") for n, t in batch.items()}
        # The steps that warm up must not move the weights: they run at rate 0 and leave no moments behind.
        rates = [g["lr"].clone() for g in self.optimizer.param_groups]
        for group in self.optimizer.param_groups:
            group["lr"].fill_(0.0)
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.plain(self.fixed)
        torch.cuda.current_stream().wait_stream(side)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.loss = self.plain(self.fixed)
        for state in self.optimizer.state.values():
            for value in state.values():
                value.zero_()
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"].copy_(rate)


def _optimizer(model: Reader, recipe: Recipe, device: str) -> torch.optim.Optimizer:
    encoder = list(model.encoder.parameters())
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": p, "peak": peak, "lr": torch.tensor(0.0, device=device)}
        for p, peak in ((encoder, recipe.rate), (heads, recipe.head_rate))
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, capturable=device == "cuda", fused=device == "cpu")


def _rate(part: float, warm_up: float) -> float:
    """Return the share of the peak rate at a share of the run: up in a line, down along a cosine."""
    if part < warm_up:
        return part / warm_up
    return 0.5 * (1 + math.cos(math.pi * (part - warm_up) / (1 - warm_up)))


def _batches(
    reports: list[list[Sentence]], pairs: list[Sentence], recipe: Recipe, epoch: int
) -> list[list[list[list[Sentence]]]]:
    """Return the epoch's batches of rows of windows: cut at other places each time, shuffled, rows filled up."""
    rng = random.Random(f"{recipe.seed}/{epoch}")
    windows = [
        [report[i] for i in window]
        for report in reports
        for window in packed([len(s.pieces) for s in report], skip=rng.randrange(LENGTH))
    ]
    windows += [[pair] for pair in pairs]
    rng.shuffle(windows)
    rows: list[list[list[Sentence]]] = []
    room: dict[int, int] = {}  # of the rows still open
    for window in windows:
        size = sum(len(s.pieces) for s in window)
        row = next((r for r, free in room.items() if free >= size), None)
        if row is None:
            row = len(rows)
            rows.append([])
            room[row] = LENGTH
        rows[row].append(window)
        room[row] -= size
        if room[row] < 24 or len(room) > 64:
            del room[row if room[row] < 24 else next(iter(room))]
    while len(rows) % recipe.batch:
        rows.append(rng.choice(rows))
    rng.shuffle(rows)
    return [rows[i : i + recipe.batch] for i in range(0, len(rows), recipe.batch)]
