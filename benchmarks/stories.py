"""Stories against a grouping made by reading: B-cubed F1, precision and recall.

``python -m benchmarks.stories --data DIR`` reads every ``DIR/NAME.stories.json`` (``{story: {label, reports}}``) and
the reports it names from ``NAME.jsonl.gz`` in DIR or in ``DIR/../timelines`` (one report a line: id, published,
sentences). Dates are read without a parse and copies are looked for, as in a build; nothing else is told. With several
NAMEs the figures are means over them.

Beside it, on the same reports: ``single_`` (each report a story), ``time_`` (reports of one day a story), ``tfidf_``
(cosine of TF-IDF over all words) and ``embedding_`` (cosine of the encoder's last layer, meaned over a report's first
256 word pieces), the last two online with the same window and at **the threshold that suits them best on this very
data**, which flatters them. ``embedding_`` is left
out where the encoder has no such layer. ``by_threshold`` is our own F1 over thresholds: how much hangs on the one that is set.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from statistics import fmean

import numpy as np

from benchmarks.timelines import read_line
from trackrecord import __version__
from trackrecord.encoder import Encoder
from trackrecord.encoder.heads import LEADING
from trackrecord.errors import ModelError
from trackrecord.link import stories
from trackrecord.link.copies import link_copies
from trackrecord.link.placing import link_stories
from trackrecord.link.terms import terms
from trackrecord.types import CopyGroup, Reading

Groups = Sequence[Sequence[str]]
_THRESHOLDS = (0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.44)
_WINDOW = 4  # days, as in linking
_PIECES = 256


def read_pile(folder: Path, name: str, wanted: frozenset[str]) -> list[Reading]:
    """Return the reports of *name* whose ids are *wanted*."""
    path = folder / f"{name}.jsonl.gz"
    if not path.exists():
        path = folder.parent / "timelines" / path.name
    if not path.exists():
        raise SystemExit(f"{name}.jsonl.gz is neither in {folder} nor in {path.parent}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [read_line(row) for row in rows if row["id"] in wanted]
    if missing := wanted - {r.report.id for r in found}:
        raise SystemExit(f"{path} lacks {len(missing)} reports of {name}.stories.json, as {min(missing)}")
    return found


def b_cubed(gold: Groups, found: Groups) -> tuple[float, float, float]:
    """Return F1, precision and recall over reports (Bagga and Baldwin 1998), in per cent."""
    wanted = {r: frozenset(group) for group in gold for r in group}
    got = {r: frozenset(group) & wanted.keys() for group in found for r in group}
    precision = fmean(len(wanted[r] & got[r]) / len(got[r]) for r in wanted)
    recall = fmean(len(wanted[r] & got[r]) / len(wanted[r]) for r in wanted)
    return tuple(100 * x for x in (2 * precision * recall / (precision + recall), precision, recall))  # type: ignore[return-value]


def ours(readings: Sequence[Reading], copies: Sequence[CopyGroup], threshold: float | None = None) -> Groups:
    """Return the stories that linking finds, at its own threshold or another."""
    own = stories._SAME
    try:
        stories._SAME = own if threshold is None else threshold  # type: ignore[misc]
        return [s.reports for s in link_stories(readings, copies)]
    finally:
        stories._SAME = own  # type: ignore[misc]


def online(readings: Sequence[Reading], like: Callable[[str, str], float], threshold: float) -> Groups:
    """Put each report, in order of publication, into the story with the highest mean likeness, or a new one."""
    groups: list[list[Reading]] = []
    for each in sorted(readings, key=lambda r: (r.report.published or "", r.report.id)):
        best, where = threshold, None
        for group in groups:
            if _apart(group[-1], each) <= _WINDOW:
                score = fmean(like(other.report.id, each.report.id) for other in group)
                best, where = (score, group) if score >= best else (best, where)
        if where is None:
            groups.append([each])
        else:
            where.append(each)
    return [[r.report.id for r in group] for group in groups]


def _apart(a: Reading, b: Reading) -> int:
    one, two = (date.fromisoformat(str(r.report.published)) for r in (a, b))
    return abs((two - one).days)


def by_day(readings: Sequence[Reading]) -> Groups:
    """Return the reports of each day as one story."""
    days: dict[str, list[str]] = {}
    for reading in readings:
        days.setdefault(str(reading.report.published), []).append(reading.report.id)
    return list(days.values())


def tfidf(readings: Sequence[Reading]) -> Callable[[str, str], float]:
    """Return the cosine of TF-IDF vectors over all words."""
    counts = {r.report.id: Counter(terms(r.report.text)) for r in readings}
    held = Counter(t for some in counts.values() for t in some)
    vectors = {}
    for report, some in counts.items():
        vector = {t: (1 + math.log(n)) * math.log((len(counts) + 1) / held[t]) for t, n in some.items()}
        size = math.sqrt(math.fsum(x * x for x in vector.values())) or 1.0
        vectors[report] = {t: x / size for t, x in vector.items()}

    def like(a: str, b: str) -> float:
        one, two = vectors[a], vectors[b]
        return math.fsum(x * two[t] for t, x in one.items() if t in two)

    return like


def embedded(readings: Sequence[Reading]) -> Callable[[str, str], float] | None:
    """Return the cosine of mean-pooled last layers of the encoder, or None where it cannot be had.

    The network gives its heads' scores alone. Protocol Buffers join what is said twice of one message, so that a few
    bytes at the end of the file make its last layer an output too.
    """
    folder = files("trackrecord.encoder") / "weights"
    layer = b"/encoder/layers.5/second/LayerNormalization_output_0"
    output = b"\x0a" + bytes([len(layer)]) + layer
    graph = b"\x62" + bytes([len(output)]) + output
    try:
        network = (folder / "reader.onnx").read_bytes() + b"\x3a" + bytes([len(graph)]) + graph
        encoder = Encoder(network, (folder / "pieces.json").read_text("utf-8"))
    except (OSError, ModelError):
        return None
    vectors = {}
    for reading in readings:
        made = encoder.pieces.encode(reading.report.text[: 20 * _PIECES], add_special_tokens=False)
        ids = np.array([[LEADING, *made.ids[: _PIECES - 1]]], np.int64)
        feed = {"pieces": ids, "mask": np.ones_like(ids)}
        pooled = encoder._session.run([layer.decode()], feed)[0][0].mean(0)
        vectors[reading.report.id] = pooled / np.linalg.norm(pooled)
    middle = np.mean(list(vectors.values()), 0)  # what all reports share tells none from another
    vectors = {r: (v - middle) / np.linalg.norm(v - middle) for r, v in vectors.items()}
    return lambda a, b: float(vectors[a] @ vectors[b])


def best_of(
    gold: Groups, readings: Sequence[Reading], like: Callable[[str, str], float]
) -> tuple[float, float, float]:
    """Return the figures at the threshold that gives the highest F1 on this data."""
    return max(b_cubed(gold, online(readings, like, at / 50)) for at in range(2, 50))


def measure(folder: Path, name: str) -> tuple[dict[str, float], dict[float, float], Groups, float]:
    """Return the figures of one set, F1 by threshold, the stories found, and CPU seconds of linking alone."""
    gold_rows = json.loads((folder / f"{name}.stories.json").read_text("utf-8")).values()
    gold = [row["reports"] for row in gold_rows]
    readings = read_pile(folder, name, frozenset(r for group in gold for r in group))
    started = time.process_time()
    copies = link_copies([r.report for r in readings])
    found = ours(readings, copies)
    seconds = time.process_time() - started
    results = {
        "": b_cubed(gold, found),
        "single_": b_cubed(gold, [[r.report.id] for r in readings]),
        "time_": b_cubed(gold, by_day(readings)),
        "tfidf_": best_of(gold, readings, tfidf(readings)),
    }
    if (like := embedded(readings)) is not None:
        results["embedding_"] = best_of(gold, readings, like)
    figures = {
        f"{prefix}b3_{key}": value
        for prefix, some in results.items()
        for key, value in zip(("f1", "p", "r"), some, strict=True)
    }
    curve = {t: round(b_cubed(gold, ours(readings, copies, t))[0], 1) for t in _THRESHOLDS}
    return figures, curve, found, seconds


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args(argv)
    names = sorted(p.name.removesuffix(".stories.json") for p in options.data.glob("*.stories.json"))
    if not names:
        raise SystemExit(f"{options.data}: there is no NAME.stories.json")
    measured = {name: measure(options.data, name) for name in names}
    if options.predictions:
        lines = [
            json.dumps({"set": n, "reports": g}) for n, (_, _, found, _) in measured.items() for g in found
        ]
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    keys = next(iter(measured.values()))[0]
    figures = {k: round(fmean(m[0][k] for m in measured.values()), 1) for k in keys}
    print(
        json.dumps(
            {
                **figures,
                "by_threshold": {n: m[1] for n, m in measured.items()},
                "seconds_cpu": round(sum(m[3] for m in measured.values()), 2),
                "items": sum(len(g) for m in measured.values() for g in m[2]),
                "version": __version__,
            }
        )
    )


if __name__ == "__main__":
    main()
