"""The garble score on news that is clean and on texts that are not.

``python -m benchmarks.garble --data DIR``, where DIR holds ``seeds/*.txt`` (machine-rewritten reports), ``benchmarks/timelines/*.jsonl.gz``
and ``benchmarks/quotes/dev/text/*.txt`` (clean news, none of which the table of word pairs was counted on). Each part may be
missing; our own texts (``benchmarks/data/copies``) are always measured, and rewritten by script at three strengths, too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.rewriting import STRENGTHS, lines, spin
from trackrecord import __version__
from trackrecord.clean import clean_text
from trackrecord.clean.sentences import split_sentences

GARBLED = 0.3
_EACH = 120  # reports of each topic


def clean_texts(folder: Path) -> list[str]:
    """Return news by others that is clean, at most ``_EACH`` reports of each topic."""
    found: list[str] = []
    for path in sorted((folder / "benchmarks" / "timelines").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            some = [row["sentences"] for row in map(json.loads, rows)]
        found += [" ".join(s) for s in some if len(s) >= 8][:_EACH]
    texts = sorted((folder / "benchmarks" / "quotes" / "dev" / "text").glob("*.txt"))
    return found + [path.read_text("utf-8") for path in texts[:_EACH]]


def spun(text: str, strength: str) -> str:
    """Return *text* rewritten by script."""
    sentences = [s.text(text) for s in split_sentences(text)]
    return spin(sentences, strength, random.Random(zlib.crc32(text.encode())))[0]


def over(scores: Sequence[float]) -> float | None:
    """Return the share of scores that read garbled, in per cent."""
    return round(100 * sum(s >= GARBLED for s in scores) / len(scores), 1) if scores else None


def separation(clean: Sequence[float], garbled: Sequence[float]) -> float | None:
    """Return how often a garbled text scores above a clean one, ties counting half (area under the ROC curve), in per cent."""
    if not clean or not garbled:
        return None
    won = sum((g > c) + 0.5 * (g == c) for g in garbled for c in clean)
    return round(100 * won / (len(clean) * len(garbled)), 1)


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    options = parser.parse_args(argv)
    started, read = time.process_time(), 0

    def scores(texts: Sequence[str], text_only: bool = True) -> list[float]:
        nonlocal read
        read += len(texts)
        return [clean_text(text, text_only=text_only).garble for text in texts]

    own = [str(r["text"]) for name in ("reports", "beside") for r in lines(name)]
    seeds = scores(
        [p.read_text("utf-8") for p in sorted((options.data / "seeds").glob("*.txt"))], text_only=False
    )
    clean, ours = scores(clean_texts(options.data)), scores(own)
    figures: dict[str, object] = {
        "seeds_least": min(seeds) if seeds else None,
        "seeds_median": median(seeds) if seeds else None,
        "clean_garbled": over(clean),
        "own_garbled": over(ours),
    }
    for strength in STRENGTHS:
        by_script = scores([spun(text, strength) for text in own])
        by_hand = scores([str(r["text"]) for r in lines("rewritten") if r["strength"] == strength])
        figures[f"spun_{strength}_garbled"] = over(by_script)
        figures[f"spun_{strength}_above_clean"] = separation(clean or ours, by_script)
        figures[f"by_hand_{strength}_garbled"] = over(by_hand)
    seconds = time.process_time() - started
    print(json.dumps({**figures, "seconds_cpu": round(seconds, 2), "items": read, "version": __version__}))


if __name__ == "__main__":
    main()
