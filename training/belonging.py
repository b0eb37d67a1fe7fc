"""``python -m training.belonging --data PAGES``: the weights that judge which blocks of a page belong to its report.

PAGES is a folder in the form of WCXB (CC BY 4.0): ``NAME.html.gz`` and ``NAME.json``. A candidate belongs if most of
its runs of three words stand in the true main text. Weights are those of logistic regression with an L2 penalty, fitted by
Newton's method. ``--judge`` prints instead how well weights of one half of the pages do on the other, with several
thresholds. Takes two minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.pages import half_of
from trackrecord.clean.belonging import candidates_of
from trackrecord.clean.features import Features, Surroundings, features_of
from trackrecord.clean.pages import page_parts
from trackrecord.collect.decode import decode
from trackrecord.errors import TrackrecordError

OUT = Path(__file__).parents[1] / "src" / "trackrecord" / "clean" / "data" / "belonging.json"
PENALTY = 30.0
MOST_TAKEN_OUT = 0.3
_WORD = re.compile(r"\w+")
Numbers = NDArray[np.float64]


class Lines(NamedTuple):
    """Where the lines are drawn, as in :class:`trackrecord.clean.belonging.Model`."""

    short_below: float
    drop_below: float
    add_above: float


LINES = Lines(0.7, 0.4, 0.6)


@dataclass
class PageRows:
    """The candidates of one page with their features, and its true words."""

    name: str
    truth: Counter[str]
    unwanted: list[str]
    words: list[Counter[str]]
    texts: list[str]
    kept: NDArray[np.bool_]
    fixed: NDArray[np.bool_]
    features: list[Features]
    belongs: NDArray[np.bool_]
    reached: NDArray[np.bool_]
    _table: Numbers | None = None

    @property
    def sizes(self) -> Numbers:
        """How many words each candidate has."""
        return np.array([sum(each.values()) for each in self.words], float)

    def table(self, names: list[str]) -> Numbers:
        """Return the features of the candidates as a table, made once."""
        if self._table is None:
            places = {name: place for place, name in enumerate(names)}
            self._table = np.zeros((len(self.features), len(names)))
            for row, features in enumerate(self.features):
                for name, value in features.items():
                    self._table[row, places[name]] = value
        return self._table

    @property
    def half(self) -> int:
        """0 or 1, as in ``benchmarks.pages``."""
        return half_of(self.name)


def rows_of(folder: Path) -> list[PageRows]:
    """Read all pages of *folder* that have text."""
    pages = []
    for path in sorted(folder.glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        truth = json.loads((folder / f"{name}.json").read_text("utf-8"))["ground_truth"]
        try:
            parts = page_parts(decode(gzip.decompress(path.read_bytes()), name).text, name)
        except TrackrecordError:
            continue
        candidates = candidates_of(parts.lines, parts.blocks)
        stated = parts.stated
        at = Surroundings(candidates, stated.title, stated.publisher, stated.authors)
        features = [features_of(at, number) for number in range(len(candidates))]
        true_words = _WORD.findall(truth["main_content"].lower())
        runs = {tuple(true_words[n : n + 3]) for n in range(len(true_words))} | {
            tuple(true_words[n : n + 2]) for n in range(len(true_words))
        }
        words = [_WORD.findall(each.text.lower()) for each in candidates]
        pages.append(
            PageRows(
                name,
                Counter(true_words),
                [" ".join(each.lower().split()) for each in truth["without"]],
                [Counter(each) for each in words],
                [" ".join(each.text.lower().split()) for each in candidates],
                np.array([each.kept for each in candidates]),
                np.array([bool(each["is title"]) for each in features]),
                features,
                np.array([_inside(each, runs, true_words) for each in words]),
                np.array([at.reaches(each) for each in candidates]),
            )
        )
    return pages


def _inside(words: list[str], runs: set[tuple[str, ...]], truth: list[str]) -> bool:
    if len(words) < 3:
        return len(words) > 0 and (tuple(words) in runs if len(words) == 2 else words[0] in truth)
    three = [tuple(words[n : n + 3]) for n in range(len(words) - 2)]
    return sum(run in runs for run in three) >= 0.6 * len(three)


def fit(pages: list[PageRows], names: list[str], *, kept: bool) -> Numbers:
    """Return the weights of the named features for the lines that extraction kept, or for the blocks that it left.

    All pages count alike, and in a page each candidate by the square root of its words: between counting lines and words.
    """
    tables, targets, weights = [], [], []
    for page in pages:
        sizes = page.sizes
        some = (page.kept == kept) & ~page.fixed & (sizes > 0) & page.reached
        if some.any():
            tables.append(page.table(names)[some])
            targets.append(page.belongs[some].astype(float))
            weight = np.sqrt(np.minimum(sizes[some], 60))
            weights.append(150 * weight / weight.sum())
    table, target, weight = np.concatenate(tables), np.concatenate(targets), np.concatenate(weights)
    found = np.zeros(len(names))
    for _ in range(8):
        chance = _chance(table, found)
        slope = table.T @ (weight * (chance - target)) + PENALTY * found
        bend = (table * (weight * chance * (1 - chance))[:, None]).T @ table + PENALTY * np.eye(len(names))
        found -= np.linalg.solve(bend, slope)
    return found


def _chance(table: Numbers, weights: Numbers) -> Numbers:
    chance: Numbers = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
    return chance


def chosen_of(page: PageRows, chance: Numbers, lines: Lines) -> NDArray[np.bool_]:
    """Return which candidates the model lets into the text.

    :func:`trackrecord.clean.belonging.sort_out` besides never judges plain paragraphs, and takes out authors' lives.
    """
    below = np.where(page.sizes < 15, lines.short_below, lines.drop_below)
    for stricter in (1.0, 0.5, 0.25, 0.125, 0.0):
        out = page.kept & ~page.fixed & (chance < stricter * below)
        if page.sizes[out].sum() <= MOST_TAKEN_OUT * page.sizes[page.kept].sum():
            break
    chosen: NDArray[np.bool_] = (page.kept & ~out) | (~page.kept & page.reached & (chance > lines.add_above))
    return chosen


def judge(
    pages: list[PageRows], names: list[str], kept: Numbers, left: Numbers, lines: Lines
) -> dict[str, float]:
    """Return mean word F1 and unwanted snippets let through, of extraction alone and of the sorting."""
    plain, ours = [], []
    through = [0, 0]
    for page in pages:
        table = page.table(names)
        chance = np.where(page.kept, _chance(table, kept), _chance(table, left))
        for place, (which, into) in enumerate(((page.kept, plain), (chosen_of(page, chance, lines), ours))):
            into.append(_f1(page, which))
            text = " ".join(each for each, yes in zip(page.texts, which, strict=True) if yes)
            through[place] += sum(each in text for each in page.unwanted)
    return {
        "extraction_word_f1": round(100 * float(np.mean(plain)), 2),
        "word_f1": round(100 * float(np.mean(ours)), 2),
        "extraction_let_through": through[0],
        "let_through": through[1],
        "unwanted": sum(len(page.unwanted) for page in pages),
    }


def _f1(page: PageRows, which: NDArray[np.bool_]) -> float:
    found: Counter[str] = Counter()
    for words, yes in zip(page.words, which, strict=True):
        if yes:
            found.update(words)
    return 2 * (found & page.truth).total() / max(found.total() + page.truth.total(), 1)


def main() -> None:
    """Fit and write the weights, or judge them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--judge", action="store_true")
    chosen = parser.parse_args()
    pages = rows_of(chosen.data)
    names = sorted({name for page in pages for each in page.features for name in each})
    for page in pages:
        page.table(names)
    if chosen.judge:
        for half in (0, 1):
            learnt = [page for page in pages if page.half != half]
            kept, left = fit(learnt, names, kept=True), fit(learnt, names, kept=False)
            apart = [page for page in pages if page.half == half]
            for short, drop, add in product((0.5, 0.6, 0.7), (0.3, 0.4, 0.5), (0.5, 0.6, 0.7)):
                lines = Lines(short, drop, add)
                print(half, *lines, json.dumps(judge(apart, names, kept, left, lines)), flush=True)
        return
    kept, left = fit(pages, names, kept=True), fit(pages, names, kept=False)
    model = LINES._asdict() | {"kept": _named(names, kept), "left": _named(names, left)}
    chosen.out.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    print(json.dumps(judge(pages, names, kept, left, LINES)))


def _named(names: list[str], weights: Numbers) -> dict[str, float]:
    """Return the weights under their names; those of next to nothing are left out."""
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= 0.005
    }


if __name__ == "__main__":
    main()
