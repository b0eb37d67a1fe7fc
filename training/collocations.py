"""``python -m training.collocations --data SHARED``: the word pairs of clean news that the garble score looks up.

Counts neighbouring words over the pool, the pages and the reports of words and deeds, all of which may be trained on, and
keeps only hashes of the pairs and how frequent each kind of word is: no text can be got back from them. Takes half a minute.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from trackrecord.clean.collocations import TABLE, kinds, number, pairs

OUT = Path(__file__).parents[1] / "src" / "trackrecord" / "clean" / "data"


def texts(shared: Path) -> Iterator[str]:
    """Yield the texts that may be trained on."""
    with gzip.open(shared / "pool" / "reports.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield " ".join(json.loads(line)["sentences"])
    for path in sorted((shared / "benchmarks" / "pages").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))["ground_truth"]
        yield truth["main_content"]


def main() -> None:
    """Count and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    single: Counter[str] = Counter()
    double: set[int] = set()
    for text in texts(chosen.data):
        some = kinds(text)
        single.update(some)
        double.update(number(p) for p in pairs(some))
    by_number = sorted((number(k), n) for k, n in single.items())
    chosen.out.mkdir(exist_ok=True)
    np.savez(
        chosen.out / TABLE,
        pairs=np.array(sorted(double), np.uint32),
        kinds=np.array([k for k, _ in by_number], np.uint32),
        counts=np.array([n for _, n in by_number], np.uint32),
    )
    print(f"{sum(single.values())} words, {len(double)} pairs, {len(single)} kinds")


if __name__ == "__main__":
    main()
