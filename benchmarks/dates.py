"""Dates against TimeML: F1 of values, of exact and overlapping spans, and of types.

``python -m benchmarks.dates --data DIR`` reads every ``*.tml`` under DIR. A report's text is what lies inside
``<TEXT>``; its creation time is given as the publication date; only the TIMEX3 of the body count. A found mention is
right in ``relaxed`` when it overlaps a marked one (each counts once), in ``value`` and ``type`` when, besides, the
value or the type is equal, in ``strict`` when the two spans are equal.

Speed is told in reports a CPU second: of the dates alone, of parse and dates together, and of the dates read without
a parse (``unparsed_…``, where ``unparsed_value_f1`` is what that costs).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from trackrecord import __version__
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.dates.finding import find_dates, find_dates_unparsed
from trackrecord.read.parse import load, parse_many
from trackrecord.types import Report, Span

VERSION = __version__


class Timex(NamedTuple):
    """A marked or found time expression."""

    span: Span
    type: str
    value: str


def read_timeml(path: Path) -> tuple[Report, list[Timex]]:
    """Return the report and the TIMEX3 of its body."""
    root = ElementTree.fromstring(
        re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;|#)", "&amp;", path.read_text("utf-8"))
    )
    published = next(
        t.get("value", "") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"
    )
    pieces: list[str] = []
    gold: list[Timex] = []
    for body in root.iter("TEXT"):
        _walk(body, pieces, gold)
    text = "".join(pieces)
    day = re.match(r"\d{4}-\d\d-\d\d", published)
    report = Report(
        path.stem, text, split_sentences(text), split_paragraphs(text),
        published=day.group() if day else None, published_basis="given",
    )  # fmt: skip
    return report, gold


def _walk(node: ElementTree.Element, pieces: list[str], gold: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _walk(child, pieces, gold)
        pieces.append(child.tail or "")
    if node.tag == "TIMEX3":
        end = sum(map(len, pieces))
        gold.append(Timex(Span(start, end), node.get("type", ""), node.get("value", "")))


def pair_up(gold: list[Timex], found: list[Timex]) -> list[tuple[Timex, Timex]]:
    """Pair each marked expression with at most one overlapping found one, equal spans first."""
    pairs: list[tuple[Timex, Timex]] = []
    left_gold, left_found = list(gold), list(found)
    for equal in (True, False):
        for g in list(left_gold):
            match = next(
                (f for f in left_found if (f.span == g.span if equal else f.span.overlaps(g.span))), None
            )
            if match is not None:
                pairs.append((g, match))
                left_gold.remove(g)
                left_found.remove(match)
    return pairs


def f1(right: int, gold: int, found: int) -> float:
    """Return F1 in per cent."""
    return round(200 * right / (gold + found), 1) if gold + found else 0.0


def rate(count: int, seconds: float) -> float:
    """Return how many a second, to one decimal."""
    return round(count / seconds, 1) if seconds > 0 else 0.0


def score(golds: list[list[Timex]], founds: list[list[Timex]]) -> dict[str, float]:
    """Return the F1 of values, exact spans, overlapping spans and types over all reports."""
    counts = dict.fromkeys(("value", "strict", "relaxed", "type"), 0)
    for gold, found in zip(golds, founds, strict=True):
        pairs = pair_up(gold, found)
        counts["relaxed"] += len(pairs)
        counts["strict"] += sum(g.span == f.span for g, f in pairs)
        counts["value"] += sum(g.value == f.value for g, f in pairs)
        counts["type"] += sum(g.type == f.type for g, f in pairs)
    sizes = sum(map(len, golds)), sum(map(len, founds))
    return {f"{name}_f1": f1(right, *sizes) for name, right in counts.items()}


def in_part(path: Path, part: str) -> bool:
    """Whether a file belongs to the part: a third by the hash of its name is held out from development."""
    held = hashlib.sha256(path.name.encode()).digest()[0] % 3 == 0
    return part == "all" or held == (part == "held")


def main() -> None:
    """Run the benchmark and print one JSON line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", required=True, type=Path)
    arguments.add_argument("--predictions", type=Path)
    arguments.add_argument("--part", choices=("all", "dev", "held"), default="all")
    options = arguments.parse_args()
    files = [p for p in sorted(options.data.rglob("*.tml")) if in_part(p, options.part)]
    items = [read_timeml(path) for path in files]
    load()
    started = time.process_time()
    parsed = list(parse_many(report for report, _ in items))
    parsed_at = time.process_time()
    found = [[Timex(d.span, d.type, d.value) for d in find_dates(p)] for p in parsed]
    ended = time.process_time()
    plain = [[Timex(d.span, d.type, d.value) for d in find_dates_unparsed(r)] for r, _ in items]
    plain_ended = time.process_time()
    figures = score([gold for _, gold in items], found)
    figures["unparsed_value_f1"] = score([gold for _, gold in items], plain)["value_f1"]
    lines: list[str] = []
    for (report, gold), mine in zip(items, found, strict=True):
        pairs = pair_up(gold, mine)
        lines += [_line(report, f, {b: a for a, b in pairs}.get(f)) for f in mine]
        lines += [_line(report, None, g) for g in gold if g not in [a for a, _ in pairs]]
    if options.predictions:
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    timing = {
        "seconds_cpu": round(ended - started, 2),
        "seconds_parse": round(parsed_at - started, 2),
        "reports_per_cpu_second": rate(len(items), ended - parsed_at),
        "parsed_reports_per_cpu_second": rate(len(items), ended - started),
        "unparsed_reports_per_cpu_second": rate(len(items), plain_ended - ended),
    }
    print(json.dumps(figures | timing | {"items": len(items), "version": VERSION}))


def _line(report: Report, found: Timex | None, gold: Timex | None) -> str:
    span = found.span if found else gold.span if gold else Span(0, 0)
    return json.dumps({
        "report": report.id, "published": report.published, "found": found and [found.span.text(report.text), *found],
        "gold": gold and [gold.span.text(report.text), *gold],
        "around": report.text[max(0, span.start - 60) : span.end + 40],
    }, ensure_ascii=False)  # fmt: skip


if __name__ == "__main__":
    main()
