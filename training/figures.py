"""How well a network answers, head by head, on sentences whose marks are known: F1 in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trackrecord.encoder.heads import COLUMNS, POOLED_HEADS
from training.targets import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.targets import Sentence

Told = tuple["Sentence", np.ndarray]  # a sentence with every head's probabilities, a row a word piece


def f1(right: int, found: int, marked: int) -> float:
    """Return the F1 of *found* things of which so many are *right*, against so many *marked*, in percent."""
    return round(200 * right / max(1, found + marked), 1)


def figures(told: Iterable[Told], threshold: float = 0.5) -> dict[str, float]:
    """Return the figures of every head that something is marked for.

    ``commitment`` and ``deed``: sentences that tell of one. ``action``, ``content``: spans, half of whose pieces
    together are shared; ``action_kind``: and of the same kind. ``trigger``: events of a type in a sentence. ``root``:
    pairs (macro-F1 over the roots, of pairs between which something happens), ``root_nothing`` how many of the others
    are known for it. ``holder``: the likeliest piece is one of the promisor's. ``bears``: pairs that bear on each other.
    """
    every = list(told)
    found: dict[str, float] = {}
    for name, head, own in (("commitment", "kinds", slice(0, 3)), ("deed", "deed", slice(0, 1))):
        rows = [
            ((s.whole[head][own] == 1).any(), _whole(p, head)[own].max() >= threshold)
            for s, p in every
            if s.whole[head][0] != IGNORED
        ]
        if rows:
            both = sum(bool(a and b) for a, b in rows)
            found[name] = f1(both, sum(bool(b) for _, b in rows), sum(bool(a) for a, _ in rows))
    for head in ("action", "content", "evidence", "term"):
        found |= _spans(every, head)
    found |= _triggers(every)
    found |= _leading(every)
    held = [
        s.tokens["holder"][int(p[:, COLUMNS["holder"].start + 1].argmax())] == 1
        for s, p in every
        if s.asked == ("holder",) and (s.tokens["holder"] == 1).any()
    ]
    if held:
        found["holder"] = round(100 * float(np.mean(held)), 1)
    return found


def _whole(shares: np.ndarray, head: str) -> np.ndarray:
    """Return a sentence's probabilities of a sentence head; those of a pooled one by its pieces' odds together."""
    own = shares[:, COLUMNS[head]]
    if head not in POOLED_HEADS:
        return np.asarray(own[0])
    odds = (own / (1 - own).clip(1e-6)).sum(0)
    return np.asarray(odds / (1 + odds))


def spans(classes: np.ndarray) -> list[tuple[int, int, int]]:
    """Return ``(start, end, kind)`` of runs of first and other words."""
    made: list[tuple[int, int, int]] = []
    for i, c in enumerate(classes):
        if c <= 0:
            continue
        kind = (int(c) - 1) // 2
        if made and made[-1][1] == i and made[-1][2] == kind and c % 2 == 0:
            made[-1] = (made[-1][0], i + 1, kind)
        else:
            made.append((i, i + 1, kind))
    return made


def _spans(every: list[Told], head: str) -> dict[str, float]:
    right = kinds = found = marked = 0
    for s, p in every:
        gold = s.tokens[head]
        if len(gold) < 2 or gold[1] == IGNORED:
            continue
        theirs, ours = spans(gold), spans(p[:, COLUMNS[head]].argmax(1) * (np.arange(len(gold)) > 0))
        marked, found = marked + len(theirs), found + len(ours)
        for a, b, kind in theirs:
            for n, (c, d, other) in enumerate(ours):
                if 2 * (min(b, d) - max(a, c)) >= max(b, d) - min(a, c):
                    right, kinds = right + 1, kinds + (kind == other)
                    del ours[n]
                    break
    if not marked:
        return {}
    return {head: f1(right, found, marked), f"{head}_kind": f1(kinds, found, marked)}


def _triggers(every: list[Told]) -> dict[str, float]:
    right = found = marked = 0
    for s, p in every:
        gold = s.tokens["trigger"]
        if len(gold) < 2 or gold[1] == IGNORED:
            continue
        theirs = {int(t) for t in gold[1:] if t > 0}
        ours = {int(t) for t in p[1:, COLUMNS["trigger"]].argmax(1) if t > 0}
        right, found, marked = right + len(theirs & ours), found + len(ours), marked + len(theirs)
    return {"trigger": f1(right, found, marked)} if marked else {}


def _leading(every: list[Told]) -> dict[str, float]:
    told: dict[str, float] = {}
    for head in ("root", "bears"):
        rows = [
            (int(s.tokens[head][s.at]), p[s.at, COLUMNS[head]])
            for s, p in every
            if s.asked == (head,) and s.tokens[head][s.at] != IGNORED
        ]
        if not rows:
            continue
        if head == "root":
            some = [(gold, 1 + int(p[1:].argmax())) for gold, p in rows if gold > 0]
            by_root = [
                f1(
                    sum(g == r == o for g, o in some),
                    sum(o == r for _, o in some),
                    sum(g == r for g, _ in some),
                )
                for r in {g for g, _ in some}
            ]
            told["root"] = round(float(np.mean(by_root)), 1)
            none = [int(p.argmax()) == 0 for gold, p in rows if gold == 0]
            if none:
                told["root_nothing"] = round(100 * float(np.mean(none)), 1)
        else:
            pairs = [(gold > 0, p[0] < 0.5) for gold, p in rows]
            both = sum(bool(a and b) for a, b in pairs)
            told["bears"] = f1(both, sum(bool(b) for _, b in pairs), sum(a for a, _ in pairs))
    return told
