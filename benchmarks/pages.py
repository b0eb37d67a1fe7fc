"""Measure cleaning on saved web pages: ``python -m benchmarks.pages --data DIR``.

*DIR* holds pairs ``NAME.html.gz`` and ``NAME.json`` in the form of WCXB: ``ground_truth`` with ``main_content``,
``publish_date``, and the snippets ``with`` and ``without``. Each figure is also given, with the prefix
``trafilatura_``, for trafilatura's fast extraction alone, run on the same pages.

* ``word_f1``: F1 of the bags of words of extracted and true main text, mean over pages, in percent.
* ``snippets_let_through``: share of the unwanted snippets that stand in the extracted text, in percent;
  ``snippets_let_through_count`` and ``snippets_unwanted`` give the numbers behind it.
* ``snippets_kept``: share of the wanted snippets that stand in the extracted text, in percent.
* ``date_right``: share of the pages with a known publication date where exactly that day was found, in percent.
* ``pages_per_cpu_second``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

import trackrecord
from trackrecord.clean import clean
from trackrecord.collect.decode import decode
from trackrecord.errors import TrackrecordError
from trackrecord.types import RawReport

_WORD = re.compile(r"\w+")


class Extracted(NamedTuple):
    """What was taken from a page: its main text and an EDTF date or None."""

    text: str
    published: str | None


@dataclass(slots=True)
class Tally:
    """Sums over pages for one extractor."""

    f1: list[float] = field(default_factory=list)
    wanted: int = 0
    kept: int = 0
    unwanted: int = 0
    let_through: int = 0
    dated: int = 0
    date_right: int = 0
    seconds: float = 0.0

    def add(self, found: Extracted, truth: dict[str, Any]) -> None:
        """Compare what was extracted from one page with the truth about it."""
        self.f1.append(word_f1(found.text, truth["main_content"]))
        flat = _flat(found.text)
        self.wanted += len(truth["with"])
        self.kept += sum(_flat(snippet) in flat for snippet in truth["with"])
        self.unwanted += len(truth["without"])
        self.let_through += sum(_flat(snippet) in flat for snippet in truth["without"])
        if truth.get("publish_date"):
            self.dated += 1
            self.date_right += found.published == truth["publish_date"][:10]

    def figures(self, prefix: str) -> dict[str, float]:
        """Return the figures under their keys."""
        return {
            f"{prefix}word_f1": round(100 * sum(self.f1) / max(len(self.f1), 1), 2),
            f"{prefix}snippets_let_through": round(100 * self.let_through / max(self.unwanted, 1), 2),
            f"{prefix}snippets_let_through_count": self.let_through,
            f"{prefix}snippets_kept": round(100 * self.kept / max(self.wanted, 1), 2),
            f"{prefix}date_right": round(100 * self.date_right / max(self.dated, 1), 2),
            f"{prefix}pages_per_cpu_second": round(len(self.f1) / max(self.seconds, 1e-9), 2),
        }


def word_f1(found: str, true: str) -> float:
    """Return the F1 of two bags of words, in lower case (1.0 for two empty ones)."""
    found_words, true_words = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(true.lower()))
    if not found_words and not true_words:
        return 1.0
    shared = (found_words & true_words).total()
    return 2 * shared / (found_words.total() + true_words.total())


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def ours(html: str, data: bytes, name: str) -> Extracted:
    """Extract with trackrecord's cleaning."""
    raw = RawReport(data, html, "html", name, name, "utf-8", hashlib.sha256(data).hexdigest())
    try:
        report, _ = clean(raw)
    except TrackrecordError:
        return Extracted("", None)
    return Extracted(report.text, report.published)


def trafilatura_alone(html: str, data: bytes, name: str) -> Extracted:
    """Extract with trafilatura alone, in its fast mode."""
    document = trafilatura.bare_extraction(html, fast=True, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict):
        return Extracted("", None)
    return Extracted(document.text or "", document.date)


def _pages(folder: Path) -> Iterator[tuple[str, str, bytes, dict[str, Any]]]:
    for page in sorted(folder.glob("*.html.gz")):
        name = page.name.removesuffix(".html.gz")
        truth = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["ground_truth"]
        data = gzip.decompress(page.read_bytes())
        yield name, decode(data, name).text, data, truth


def half_of(name: str) -> int:
    """Return 0 or 1: errors were read on the pages of half 0 only."""
    return int(hashlib.sha256(f"half:{name}".encode()).hexdigest(), 16) % 2


def measure(
    folder: Path, limit: int | None = None, half: int | None = None
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Return the figures over the pages of *folder*, or of one half of them, and what was found page by page."""
    systems: dict[str, tuple[Callable[[str, bytes, str], Extracted], Tally]] = {
        "": (ours, Tally()),
        "trafilatura_": (trafilatura_alone, Tally()),
    }
    predictions = []
    for number, (name, html, data, truth) in enumerate(_pages(folder)):
        if limit is not None and number >= limit:
            break
        if half is not None and half_of(name) != half:
            continue
        # Whoever goes first warms the caches that both use, so they take turns.
        turn = list(systems.items()) if number % 2 else list(reversed(systems.items()))
        for prefix, (extract, tally) in turn:
            begun = time.process_time()
            found = extract(html, data, name)
            tally.seconds += time.process_time() - begun
            tally.add(found, truth)
            if not prefix:
                flat = _flat(found.text)
                predictions.append(
                    {
                        "page": name,
                        "published": found.published,
                        "true_published": truth.get("publish_date"),
                        "word_f1": round(tally.f1[-1], 4),
                        "let_through": [snippet for snippet in truth["without"] if _flat(snippet) in flat],
                        "text": found.text,
                    }
                )
    figures: dict[str, float] = {"items": len(predictions), "snippets_unwanted": systems[""][1].unwanted}
    for prefix, (_, tally) in systems.items():
        figures |= tally.figures(prefix)
    return figures, predictions


def main() -> None:
    """Run the measurement and print one JSON object on the last line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of NAME.html.gz and NAME.json")
    parser.add_argument(
        "--predictions", type=Path, help="write what was found, page by page, as lines of JSON"
    )
    parser.add_argument("--limit", type=int, help="measure the first so many pages only")
    parser.add_argument("--half", type=int, choices=(0, 1), help="measure one half of the pages only")
    arguments = parser.parse_args()
    figures, predictions = measure(arguments.data, arguments.limit, arguments.half)
    if arguments.predictions:
        lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in predictions)
        arguments.predictions.write_text("".join(lines), encoding="utf-8")
    figures["seconds_cpu"] = round(time.process_time(), 2)
    print(json.dumps(figures | {"version": trackrecord.__version__}))


if __name__ == "__main__":
    main()
