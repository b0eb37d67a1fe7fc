"""Codes of given pairs, against Zero-Shot-PLOVER's marked sentences.

``python -m benchmarks.events --data TSV [--predictions FILE]`` prints ``root_f1`` (macro over the gold roots),
``root_accuracy``, ``quad_f1``, ``binary_f1`` (quad above 2) and ``pairs_per_cpu_second``. YIELD is CONCEDE and
RETREAT together. A pair that no act ties is answered with ``--default``, as the task has no "none".
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import defaultdict
from pathlib import Path

from trackrecord import __version__
from trackrecord.read.events.coding import code_events
from trackrecord.read.parse import load
from trackrecord.types import Span

_QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}
_MARK = re.compile(r"</?[st]>")


def unmarked(marked: str) -> tuple[str, Span, Span]:
    """Return the plain sentence and the spans of source and target from a sentence with marks in it.

    A party that is not marked gets the empty span.
    """
    plain, position, at = [], 0, 0
    spans: dict[str, list[int]] = {"s": [], "t": []}
    for mark in _MARK.finditer(marked):
        plain.append(marked[at : mark.start()])
        position += mark.start() - at
        spans[mark.group()[-2]].append(position)
        at = mark.end()
    plain.append(marked[at:])
    ends = [spans[k] if len(spans[k]) > 1 else [0, 0] for k in ("s", "t")]
    return "".join(plain), Span(*ends[0][:2]), Span(*ends[1][:2])


def f1_by_label(gold: list[str], found: list[str]) -> dict[str, float]:
    """Return the F1 of each label of *gold*, in percent."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for g, f in zip(gold, found, strict=True):
        counts[g][1] += 1
        counts[f][2] += 1
        counts[g][0] += g == f
    return {k: 200 * counts[k][0] / (counts[k][1] + counts[k][2]) for k in sorted(set(gold))}


def macro_f1(gold: list[str], found: list[str]) -> float:
    """Return the mean F1 over the labels of *gold*, in percent."""
    scores = f1_by_label(gold, found)
    return round(sum(scores.values()) / len(scores), 1)


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--default", default="REJECT")
    args = parser.parse_args(argv)
    with args.data.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    load()
    started = time.process_time()
    coded = list(code_events(unmarked(row["marked_sentence"]) for row in rows))
    seconds = time.process_time() - started
    found = [c.root if c else args.default for c in coded]
    found = ["YIELD" if f in ("CONCEDE", "RETREAT") else f for f in found]
    gold = [row["gold_root"] for row in rows]
    quads, theirs = [_QUAD[f] for f in found], [row["gold_penta"] for row in rows]
    if args.predictions:
        with args.predictions.open("w", encoding="utf-8") as out:
            for row, f, c in zip(rows, found, coded, strict=True):
                item = {
                    "id": row["sentence_id"],
                    "gold": row["gold_root"],
                    "found": f,
                    "sentence": row["marked_sentence"],
                }
                item["act"] = [c.type, c.reality, list(c.trigger)] if c else None
                out.write(json.dumps(item, ensure_ascii=False) + "\n")
    figures = {
        "root_f1": macro_f1(gold, found),
        "root_accuracy": round(100 * sum(g == f for g, f in zip(gold, found, strict=True)) / len(gold), 1),
        "quad_f1": macro_f1(theirs, quads),
        "binary_f1": macro_f1([str(int(q) > 2) for q in theirs], [str(int(q) > 2) for q in quads]),
        "pairs_per_cpu_second": round(len(rows) / seconds, 1) if seconds else 0.0,
        "uncoded": sum(c is None for c in coded),
        "types": {k: round(v, 1) for k, v in f1_by_label(gold, found).items()},
        "seconds_cpu": round(seconds, 2),
        "items": len(rows),
        "version": __version__,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
