"""Quantities against CQE's evaluation files: F1 of the value, and of the value with its unit, change and concept.

``python -m benchmarks.quantities --data FILE...`` reads CQE_Evaluation's JSON files. Its quantities are our figures
and, as it counts extents of time too, our durations with a number in them. Each marked quantity is paired with at
most one found of the same value (ranges: both ends); of several, the one that agrees in more. ``change`` is the
direction of a change where there is one, else the bound; a concept is right when the two share a word. Keys that
a file does not mark are null.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import time
from pathlib import Path
from typing import Any, NamedTuple

from trackrecord import __version__
from trackrecord.clean.sentences import split_paragraphs
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.figures.currencies import CURRENCY_NAMES
from trackrecord.read.figures.finding import find_figures
from trackrecord.read.figures.numbers import find_numerals
from trackrecord.read.parse import Parsed, load, parse_many
from trackrecord.read.parties.finding import find_parties
from trackrecord.types import DateMention, Figure, Report, Span

# "sentences_per_cpu_second" is with the parse, "…_parsed" parties, dates and figures alone.
VERSION = __version__

# CQE's names where they are not ours (ISO 4217 codes are named by our own table, but for these).
_UNIT_NAMES = CURRENCY_NAMES | {
    "USD": "dollar", "DEM": "mark", "NLG": "netherlands guilde", "ESP": "peseta", "INR": "rupee", "ZAR": "rand",
    "CRC": "costa rican colón", "LAK": "lao kip", "US cent": "cent", "%": "percentage", "tonne": "metric ton",
    "degree Celsius": "celsius", "degree Fahrenheit": "fahrenheit",
}  # fmt: skip
_CHANGES = {
    "exact": "=",
    "at_least": ">",
    "more_than": ">",
    "at_most": "<",
    "less_than": "<",
    "about": "~",
    "nearly": "~",
}


class Found(NamedTuple):
    """A quantity in CQE's terms: one value or two, unit, change, words of the concept."""

    values: tuple[float, ...]
    unit: str
    change: str
    concept: frozenset[str]


def from_figure(parsed: Parsed, figure: Figure) -> Found:
    """Put one of our figures in CQE's terms."""
    numerals = find_numerals(figure.span.text(parsed.text))
    ranged = (
        len(numerals) > 1 and figure.low is not None and figure.high is not None and figure.low < figure.high
    )
    values = (figure.low or 0.0, figure.high or 0.0) if ranged else (figure.value,)
    words = _lemmas(parsed, figure.counts)
    if figure.unit is not None:
        head, *per = figure.unit.split("/")
        unit = " per ".join([_UNIT_NAMES.get(head, head), *per])
    else:
        unit = "count" if words in (["time"], []) else " ".join(words)
    change = figure.change or _CHANGES[figure.bound]
    concept = set(words) | {w.lower() for w in re.findall(r"\w+", figure.counts_text or "")}
    return Found(values, unit.lower(), change, frozenset(concept))


def from_duration(parsed: Parsed, mention: DateMention) -> Found | None:
    """Put a duration with a number in it ("the first six months") in CQE's terms."""
    text = mention.span.text(parsed.text)
    numerals = find_numerals(text)
    unit = re.search(
        r"(second|minute|hour|day|night|week|month|quarter|year|decade|centur)(?:s|y|ies)?\b", text, re.I
    )
    if mention.type != "DURATION" or len(numerals) != 1 or unit is None:
        return None
    name = unit.group(1).lower().replace("centur", "century")
    return Found((numerals[0].value,), name, "=", frozenset({name}))


def _lemmas(parsed: Parsed, span: Span | None) -> list[str]:
    tokens = parsed.slice(span) if span is not None else None
    return [t.lemma_.lower() for t in tokens or () if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "PUNCT")]


def gold_values(written: str) -> tuple[float, ...]:
    """Return the value or the two ends of the range that CQE's string writes."""
    if "-" in written[1:] and "E" not in written and not written.startswith("-"):
        return tuple(float(part) for part in written.split("-"))
    return (float(written),)


def _same(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return len(a) == len(b) and all(
        math.isclose(x, y, rel_tol=0.02 if abs(x) < 1 else 1e-5) for x, y in zip(a, b, strict=True)
    )


def agreement(gold: dict[str, Any], found: Found) -> tuple[bool, bool, bool]:
    """Return whether unit, change and concept agree."""
    concepts = {w.lower() for w in re.split(r"[,\s]+", str(gold.get("referred_concepts", ""))) if w}
    return (
        found.unit == str(gold.get("normalized_unit", "")).lower()
        or {found.unit, gold.get("normalized_unit")} <= {"-", "count"},
        found.change == gold.get("change"),
        bool(concepts & found.concept),
    )


def score(gold: list[dict[str, Any]], found: list[Found]) -> list[int]:
    """Return how many marked quantities are found by value, and of those with unit, change and concept."""
    right = [0, 0, 0, 0]
    left = list(found)
    for one in gold:
        fitting = [f for f in left if _same(gold_values(one["value"]), f.values)]
        if fitting:
            best = max(fitting, key=lambda f: agreement(one, f))
            left.remove(best)
            right[0] += 1
            for index, agrees in enumerate(agreement(one, best), 1):
                right[index] += agrees
    return right


def main() -> None:
    """Run the benchmark and print one JSON line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", required=True, type=Path, nargs="+")
    arguments.add_argument("--predictions", type=Path)
    arguments.add_argument("--part", choices=("all", "dev", "held"), default="all")
    options = arguments.parse_args()
    items = [item for path in options.data for item in json.loads(path.read_text("utf-8"))]
    if options.part != "all":
        held = [hashlib.sha256(i["text"].encode()).digest()[0] % 3 == 0 for i in items]
        items = [i for i, h in zip(items, held, strict=True) if h == (options.part == "held")]
    reports = [
        Report(str(n), i["text"], (Span(0, len(i["text"])),), split_paragraphs(i["text"]))
        for n, i in enumerate(items)
    ]
    load()
    started = time.process_time()
    parsed = list(parse_many(reports))
    parsed_at = time.process_time()
    found: list[list[Found]] = []
    for one in parsed:
        dates = find_dates(one)
        mine = [from_figure(one, f) for f in find_figures(one, find_parties(one), dates)]
        found.append(mine + [d for d in (from_duration(one, m) for m in dates) if d is not None])
    ended = time.process_time()
    totals = [0, 0, 0, 0]
    for item, mine in zip(items, found, strict=True):
        totals = [a + b for a, b in zip(totals, score(item["quantities"], mine), strict=True)]
    gold_count, found_count = sum(len(i["quantities"]) for i in items), sum(map(len, found))
    if options.predictions:
        lines = [
            json.dumps(
                {
                    "text": i["text"],
                    "gold": i["quantities"],
                    "found": [[*f[:3], sorted(f.concept)] for f in m],
                    "right": score(i["quantities"], m),
                },
                ensure_ascii=False,
            )
            for i, m in zip(items, found, strict=True)
        ]
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    marked = [
        True,
        True,
        *(any(k in q for i in items for q in i["quantities"]) for k in ("change", "referred_concepts")),
    ]
    names = ("value_f1", "value_unit_f1", "value_change_f1", "value_concept_f1")
    figures = {
        name: round(200 * right / (gold_count + found_count), 1)
        if known and gold_count + found_count
        else None
        for name, right, known in zip(names, totals, marked, strict=True)
    }
    timing = {
        "seconds_cpu": round(ended - started, 2),
        "seconds_parse": round(parsed_at - started, 2),
        "sentences_per_cpu_second": round(len(items) / max(ended - started, 1e-9), 1),
        "sentences_per_cpu_second_parsed": round(len(items) / max(ended - parsed_at, 1e-9), 1),
    }
    print(json.dumps(figures | timing | {"items": len(items), "version": VERSION}))


if __name__ == "__main__":
    main()
