"""``python -m training.copies --data SHARED``: the slopes by which linking judges whether two texts are one.

Logistic regression over what two texts share (``link.copies.Shared``), fitted on the ``dev`` half of the pairs of
``benchmarks.copypairs``, among them rewritings cut to half their sentences. Pairs that share most of their runs of
words are judged by these alone and left out. Prints what goes into ``link/copies.py``. Needs the packages that
trackrecord runs on and no others; takes half a minute.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np

from benchmarks.copypairs import build
from trackrecord.clean import clean_text
from trackrecord.clean.sentences import split_sentences
from trackrecord.link.alignment import match
from trackrecord.link.copies import FEATURES, shared
from trackrecord.link.sheets import Sheet, sheet_of

_RIDGE = 0.15
_NEGATIVES = 4.0  # a report that is wrongly folded into another is lost as a source: it weighs more
_BY_HAND, _CUT = (
    4.0,
    0.5,
)  # what is rewritten by hand is nearest to what is met; what is cut to half, farthest


def cut(text: str) -> str:
    """Return *text* with half of its sentences, picked at random but always the same."""
    sentences = [s.text(text) for s in split_sentences(text)]
    chosen = sorted(random.Random(len(text)).sample(range(len(sentences)), max(3, len(sentences) // 2)))
    return " ".join(sentences[i] for i in chosen if i < len(sentences))


def row(a: Sheet, b: Sheet) -> list[float]:
    """Return the features of two texts, the shorter held against the longer."""
    short, long = (a, b) if len(a.tokens) <= len(b.tokens) else (b, a)
    found = shared(short, long, match(short, long))
    return [float(getattr(found, name)) for name in FEATURES]


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return intercept and slopes, by Newton's method with a ridge on the slopes."""
    x = np.column_stack([np.ones(len(x)), x])
    ridge = np.diag([0.0, *[_RIDGE] * (x.shape[1] - 1)])
    slopes = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ slopes))
        gradient = x.T @ (weights * (y - p)) - ridge @ slopes
        hessian = (x.T * (weights * p * (1 - p))) @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        slopes = slopes + step
        if np.abs(step).max() < 1e-8:
            break
    return slopes


def main() -> None:
    """Fit on the dev half and print the slopes, and how both halves fare with them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    chosen = parser.parse_args()
    rows, labels, halves, weighed = [], [], [], []
    for half, pair in build(chosen.data):
        weight = _NEGATIVES if not pair.label else _BY_HAND if pair.how == "by hand" else 1.0
        texts = [(pair.a, pair.b, weight)]
        if pair.label and pair.strength != "light" and len(split_sentences(pair.b)) >= 6:
            texts.append((pair.a, cut(pair.b), weight * _CUT))
        for one, two, weight in texts:
            a, b = (sheet_of(clean_text(t, text_only=True)) for t in (one, two))
            if len(a.runs & b.runs) / min(len(a.runs), len(b.runs)) < 0.5:
                rows.append(row(a, b))
                labels.append(pair.label)
                weighed.append(weight)
                halves.append(half)
    x, y, dev = np.array(rows), np.array(labels, float), np.array([h == "dev" for h in halves])
    slopes = fit(x[dev], y[dev], np.array(weighed)[dev])
    print(f"_INTERCEPT = {slopes[0]:.2f}")
    print("_SLOPES =", {n: round(float(s), 2) for n, s in zip(FEATURES, slopes[1:], strict=True)})
    p = 1 / (1 + np.exp(-(slopes[0] + x @ slopes[1:])))
    for name, part in (("dev", dev), ("test", ~dev)):
        for at in (0.3, 0.5, 0.7, 0.9):
            got = p[part] >= at
            right = int((got & (y[part] == 1)).sum())
            print(
                name,
                at,
                f"recall {right / max(1, int(y[part].sum())):.3f} wrong {int(got.sum()) - right} of {int((y[part] == 0).sum())}",
            )


if __name__ == "__main__":
    main()
