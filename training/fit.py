"""Training: batches of windows, one loss a head, checkpoints to resume from.

All word pieces lie in one array on the device; a batch is where in it its rows stand. On an NVIDIA device the step is
captured once and replayed (a small network is otherwise held up by the launching of its kernels); on a processor it
runs as written. Targets may be soft (a teacher's probabilities) or hard.
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

from trackrecord.encoder.heads import COLUMNS, PADDING, SENTENCE_HEADS, TOKEN_HEADS, WIDTH
from trackrecord.encoder.windows import LENGTH, packed
from training.targets import IGNORED, TARGETS, TOKEN_AT, WHOLE_AT, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from training.model import Reader

# Divided by a rate of 0, a weight that no gradient reached is no number.
_LEAST_RATE = 1e-9
_EARLY = 50  # steps, after which a loss that is no number ends the run
Window = list[tuple[int, int]]  # where its sentences stand in `Flat`, each with its length


@dataclass(frozen=True)
class Recipe:
    """What a training run is made of; equal recipes and labels give equal weights on one machine."""

    epochs: int = 8
    rate: float = 2e-4  # of the encoder
    head_rate: float = 1e-3
    batch: int = 4  # rows
    warm_up: float = 0.1  # of all steps
    seed: int = 1
    soft: float = 1.0  # the weight of a teacher's word
    questions: float = 1.0  # the share of the questions that an epoch asks, others in the next
    seconds: float | None = None  # stop after these, the rates spread over them: for a machine that is lent
    weights: dict[str, float] = field(
        default_factory=lambda: {"action": 3.0, "trigger": 3.0, "relations": 0.3, "content": 2.0, "root": 1.5}
    )


class Flat:
    """Every word piece of a corpus in one array, with its targets; row 0 is padding."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        """Lay the sentences end to end."""
        every = list(sentences)
        ends = 1 + np.cumsum([len(s.pieces) for s in every])
        self.places = {
            id(s): (int(end) - len(s.pieces), len(s.pieces)) for s, end in zip(every, ends, strict=True)
        }
        n = int(ends[-1])
        pieces = np.full(n, PADDING, np.int32)
        targets = np.full((n, TARGETS), IGNORED, np.int8)
        taught = any(s.soft is not None for s in every)
        soft = np.full((n, WIDTH), -1, np.float16) if taught else None
        for s in every:
            start, length = self.places[id(s)]
            pieces[start : start + length] = s.pieces
            targets[start : start + length] = s.targets
            if soft is not None and s.soft is not None:
                soft[start : start + length] = s.soft
        self.pieces, self.targets = torch.from_numpy(pieces), torch.from_numpy(targets)
        self.soft = None if soft is None else torch.from_numpy(soft)

    def to(self, device: str) -> Flat:
        """Move the arrays to a device."""
        self.pieces, self.targets = self.pieces.to(device), self.targets.to(device)
        self.soft = None if self.soft is None else self.soft.to(device)
        return self


def placed(rows: list[list[Window]], width: int | None = None) -> dict[str, torch.Tensor]:
    """Return rows of windows as padded arrays: ``index`` into a :class:`Flat`, ``parts`` and ``at``.

    Parts number the windows of a row from 1 (0 is padding), ``at`` is each piece's place in its window.
    """
    width = width or max(sum(n for w in row for _, n in w) for row in rows)
    made = {n: np.zeros((len(rows), width), np.int64) for n in ("index", "parts", "at")}
    for row, windows in enumerate(rows):
        end = 0
        for part, window in enumerate(windows, 1):
            first = end
            for start, length in window:
                made["index"][row, end : end + length] = np.arange(start, start + length)
                end += length
            made["parts"][row, first:end] = part
            made["at"][row, first:end] = np.arange(end - first)
    return {n: torch.from_numpy(a) for n, a in made.items()}


def loss_of(
    scores: torch.Tensor, targets: torch.Tensor, soft: torch.Tensor | None, recipe: Recipe
) -> torch.Tensor:
    """Return the weighted sum of the heads' mean losses over what is labelled in the batch.

    *scores* and *soft* have a column a class (``heads.COLUMNS``), *targets* as in :class:`~training.targets.Sentence`.
    """
    scores = scores.float()
    total = torch.zeros((), device=scores.device)
    for name in (*TOKEN_HEADS, *SENTENCE_HEADS):
        weight, given = recipe.weights.get(name, 1.0), scores[..., COLUMNS[name]]
        if name in TOKEN_HEADS:
            target = targets[..., TOKEN_AT[name]].long()
            one = functional.cross_entropy(
                given.flatten(0, -2), target.flatten(), ignore_index=IGNORED, reduction="sum"
            )
        else:
            target = targets[..., WHOLE_AT[name]]
            each = functional.binary_cross_entropy_with_logits(
                given, target.clamp(min=0).float(), reduction="none"
            )
            one = (each * (target != IGNORED)).sum()
        total = total + weight * one / (target != IGNORED).sum().clamp(min=1)
        if soft is not None:
            wanted = soft[..., COLUMNS[name]]
            told = (wanted[..., 0] >= 0).float()
            wanted = wanted.float().clamp(min=0)
            if name in TOKEN_HEADS:
                each = -(wanted * functional.log_softmax(given, -1)).sum(-1)
            else:
                each = functional.binary_cross_entropy_with_logits(given, wanted, reduction="none").mean(-1)
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
    flat = Flat(s for unit in (*reports, pairs) for s in unit)
    step = _Step(model, optimizer, recipe, flat.to(device))
    run = step.replayed if device == "cuda" else step.plain
    begun = time.monotonic()
    for epoch in range(first, recipe.epochs):
        if recipe.seconds is not None and time.monotonic() - begun >= recipe.seconds:
            break
        torch.manual_seed(recipe.seed * 1000 + epoch)
        batches = _batches(reports, pairs, recipe, epoch, flat)
        start, total = time.monotonic(), torch.zeros((), device=device)
        for index, rows in enumerate(batches):
            part = (epoch + index / len(batches)) / recipe.epochs
            if recipe.seconds is not None:
                part = max(part, (time.monotonic() - begun) / recipe.seconds)
                if part >= 1:
                    break
            rate = rate_at(part, recipe.warm_up)
            for group in optimizer.param_groups:
                group["lr"].fill_(group["peak"] * rate)
            total += run(placed(rows, LENGTH if device == "cuda" else None))
            if index == _EARLY and not math.isfinite(float(total)):
                break
        if not math.isfinite(float(total)):
            message = f"epoch {epoch + 1}: the loss is no number"
            raise ValueError(message)
        say(
            f"epoch {epoch + 1}/{recipe.epochs}: {len(batches)} steps, loss {float(total) / len(batches):.4f}, "
            f"{time.monotonic() - start:.0f} s"
        )
        if checkpoint is not None:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    return model.eval()


class _Step:
    """One step of training, as written or replayed."""

    def __init__(self, model: Reader, optimizer: torch.optim.Optimizer, recipe: Recipe, flat: Flat) -> None:
        self.model, self.optimizer, self.recipe, self.flat = model, optimizer, recipe, flat
        self.graph: torch.cuda.CUDAGraph | None = None
        self.fixed: dict[str, torch.Tensor] = {}
        self.loss = torch.zeros(())

    def plain(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        device = self.flat.pieces.device.type
        half = device == "cuda" or torch.cpu._is_avx512_bf16_supported()
        index = batch["index"]
        pieces = self.flat.pieces[index].long()
        targets = self.flat.targets[index]
        soft = None if self.flat.soft is None else self.flat.soft[index]
        with torch.autocast(device, dtype=torch.bfloat16, enabled=half, cache_enabled=device != "cuda"):
            scores = self.model(pieces, batch["parts"], batch["at"])
        loss = loss_of(scores, targets, soft, self.recipe)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return loss.detach()

    def replayed(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        if self.graph is None:
            self._capture(batch)
        for name, tensor in self.fixed.items():
            tensor.copy_(batch[name], non_blocking=True)
        assert self.graph is not None
        self.graph.replay()
        return self.loss

    def _capture(self, batch: dict[str, torch.Tensor]) -> None:
        self.fixed = {n: t.to("cuda") for n, t in batch.items()}
        # The steps that warm up must not move the weights: they run at almost no rate and leave no moments behind.
        rates = [g["lr"].clone() for g in self.optimizer.param_groups]
        for group in self.optimizer.param_groups:
            group["lr"].fill_(_LEAST_RATE)
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


def rate_at(part: float, warm_up: float) -> float:
    """Return the share of the peak rate at a share of the run: up in a line, down along a cosine."""
    if part < warm_up:
        return max(part / warm_up, _LEAST_RATE)
    return 0.5 * (1 + math.cos(math.pi * (part - warm_up) / (1 - warm_up)))


def _batches(
    reports: list[list[Sentence]], pairs: list[Sentence], recipe: Recipe, epoch: int, flat: Flat
) -> list[list[list[Window]]]:
    """Return the epoch's batches of rows of windows: cut at other places each time, shuffled, rows filled up."""
    rng = random.Random(f"{recipe.seed}/{epoch}")
    windows: list[Window] = [
        [flat.places[id(report[i])] for i in window]
        for report in reports
        for window in packed([len(s.pieces) for s in report], skip=rng.randrange(LENGTH))
    ]
    turns = max(1, round(1 / recipe.questions)) if recipe.questions else 0
    if turns:
        windows += [[flat.places[id(p)]] for n, p in enumerate(pairs) if n % turns == epoch % turns]
    rng.shuffle(windows)
    rows: list[list[Window]] = []
    room: dict[int, int] = {}  # of the rows still open
    for window in windows:
        size = sum(n for _, n in window)
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
