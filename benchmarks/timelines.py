"""Timelines against those that newspapers made: the days chosen, and what is told of each.

``python -m benchmarks.timelines --data DIR`` reads ``DIR/TOPIC.jsonl.gz`` (one report a line: id, published, sentences)
and ``DIR/gold/TOPIC/*.txt`` (a date line, summary lines, a line of dashes). Dates are read without a parse and
sentences are as given. A timeline gets as many days as the gold timeline has, and one sentence for each. Nothing else
of the gold timeline is told to it, in particular not where it begins and ends.

``date_f1`` counts equal days. ``align_rouge1`` and ``align_rouge2`` are ROUGE F1 over days aligned many to one by
distance and content, weighed down by distance ("align+ m:1" of Martschat and Markert 2017); ``concat_…`` over all
sentences together, ``agreement_…`` over equal days only. Words are lower case letters and digits, unstemmed.
All are means over the gold timelines, in per cent.

Beside it, three simpler choices of days: ``published_date_f1`` (days on which most was printed), ``mentions_date_f1``
(days named most), ``reports_date_f1`` (days that most reports name); and ``opening_align_rouge1``: our days, told by
the first sentence of the first report printed then.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean

from trackrecord import __version__
from trackrecord.read.dates.finding import find_dates_unparsed
from trackrecord.types import Reading, Report, Span
from trackrecord.weigh.timeline import timeline

Told = dict[date, list[str]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BRACKETS = re.compile(r"-[lr][rcs]b-?")
_WORD = re.compile(r"[a-z0-9]+")


def read_topic(path: Path) -> list[Reading]:
    """Return a topic's reports, read for their dates alone."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [read_line(json.loads(line)) for line in lines]


def read_line(row: dict[str, object]) -> Reading:
    """Return one report, its sentences as given, with its dates read without a parse."""
    sentences = [str(s) for s in row["sentences"]]  # type: ignore[attr-defined]
    spans: list[Span] = []
    at = 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    text = "\n".join(sentences)
    whole = (Span(0, len(text)),)
    report = Report(
        str(row["id"]), text, tuple(spans), whole, published=str(row["published"]), published_basis="given"
    )
    return Reading(report, dates=find_dates_unparsed(report))


def read_gold(path: Path) -> Told:
    """Return a timeline: its days and what is told of each."""
    found: Told = {}
    told: list[str] = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if _DAY.fullmatch(line.strip()):
            told = found.setdefault(date.fromisoformat(line.strip()), [])
        elif line.strip() and not line.startswith("---"):
            told.append(line.strip())
    return found


def grams(sentences: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    """Return the runs of *size* words of some sentences taken together."""
    some = [w for s in sentences for w in _WORD.findall(_BRACKETS.sub(" ", s.lower()))]
    return Counter(tuple(some[i : i + size]) for i in range(len(some) - size + 1))


def shared(a: Counter[tuple[str, ...]], b: Counter[tuple[str, ...]]) -> int:
    """Return how many runs two counts have in common."""
    return (a & b).total()


def harmonic(precision: float, recall: float) -> float:
    """Return F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overlap(a: Counter[tuple[str, ...]], b: Counter[tuple[str, ...]]) -> float:
    """Return ROUGE F1 of two counts."""
    same = shared(a, b)
    return harmonic(same / a.total() if a else 0.0, same / b.total() if b else 0.0)


def near(a: date, b: date) -> float:
    """Return what a match over that distance counts: 1 on the same day, a half on the next."""
    return 1 / (abs((a - b).days) + 1)


def align_rouge(ours: Told, gold: Told, size: int) -> float:
    """Return alignment-based ROUGE F1 ("align+ m:1"): each day is held against the one that costs least."""
    words = [{d: grams(s, 1) for d, s in some.items()} for some in (ours, gold)]
    runs = [{d: grams(s, size) for d, s in some.items()} for some in (ours, gold)]
    likeness = {(a, b): overlap(words[0][a], words[1][b]) for a in ours for b in gold}

    def cost(a: date, b: date) -> float:
        return (1 - near(a, b)) * (1 - likeness[a, b])

    total = [sum(c.total() for c in some.values()) for some in runs]
    if not all(total):
        return 0.0
    right = [0.0, 0.0]
    for a in sorted(ours):
        b = min(sorted(gold), key=lambda b: cost(a, b))
        right[0] += near(a, b) * shared(runs[0][a], runs[1][b])
    for b in sorted(gold):
        a = min(sorted(ours), key=lambda a: cost(a, b))
        right[1] += near(a, b) * shared(runs[0][a], runs[1][b])
    return harmonic(right[0] / total[0], right[1] / total[1])


def agreement_rouge(ours: Told, gold: Told, size: int) -> float:
    """Return ROUGE F1 over equal days: what stands at another day counts as not shared."""
    runs = [{d: grams(s, size) for d, s in some.items()} for some in (ours, gold)]
    same = sum(shared(runs[0][d], runs[1][d]) for d in ours if d in gold)
    total = [sum(c.total() for c in some.values()) for some in runs]
    return harmonic(same / total[0], same / total[1]) if all(total) else 0.0


def concat_rouge(ours: Told, gold: Told, size: int) -> float:
    """Return ROUGE F1 of all sentences of the one against all of the other, whatever their days."""
    texts = [[s for d in sorted(some) for s in some[d]] for some in (ours, gold)]
    return overlap(grams(texts[0], size), grams(texts[1], size))


def date_f1(ours: Sequence[date], gold: Told) -> float:
    """Return F1 of the days."""
    right = len(set(ours) & set(gold))
    return harmonic(right / len(ours) if ours else 0.0, right / len(gold))


def simple_days(readings: Sequence[Reading]) -> dict[str, list[date]]:
    """Return the days by three simple counts, the highest first."""
    counts: dict[str, Counter[date]] = {name: Counter() for name in ("published", "mentions", "reports")}
    for reading in readings:
        counts["published"][date.fromisoformat(str(reading.report.published))] += 1
        named = [
            date.fromisoformat(d.first)
            for d in reading.dates
            if d.type in ("DATE", "TIME") and d.first and d.first == d.last
        ]
        counts["mentions"].update(named)
        counts["reports"].update(set(named))
    return {
        name: sorted(counted, key=lambda d, c=counted: (-c[d], d))  # type: ignore[misc]
        for name, counted in counts.items()
    }


def opening(readings: Sequence[Reading]) -> dict[date, list[str]]:
    """Return for each day the first sentence of the first report printed then."""
    found: dict[date, list[str]] = {}
    for reading in sorted(readings, key=lambda r: r.report.id):
        report = reading.report
        if report.sentences:
            day = date.fromisoformat(str(report.published))
            found.setdefault(day, [report.sentences[0].text(report.text)])
    return found


MEASURES: Mapping[str, Callable[[Told, Told, int], float]] = {
    "align": align_rouge,
    "agreement": agreement_rouge,
    "concat": concat_rouge,
}


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args(argv)
    rows: list[tuple[str, dict[str, float]]] = []
    seconds: dict[str, float] = {}
    written: list[str] = []
    total = 0.0
    for path in sorted(options.data.glob("*.jsonl.gz")):
        topic = path.name.removesuffix(".jsonl.gz")
        readings = read_topic(path)
        simple, first = simple_days(readings), opening(readings)
        spent = []
        for gold_path in sorted((options.data / "gold" / topic).glob("*.txt")):
            gold = read_gold(gold_path)
            started = time.process_time()
            entries = timeline(readings, number=len(gold))
            spent.append(time.process_time() - started)
            by_id = {r.report.id: r.report for r in readings}
            ours = {date.fromisoformat(e.day): [e.span.text(by_id[e.report].text)] for e in entries}
            row = {"date_f1": date_f1(sorted(ours), gold)}
            row |= {f"{n}_rouge{size}": f(ours, gold, size) for n, f in MEASURES.items() for size in (1, 2)}
            row |= {f"{n}_date_f1": date_f1(days[: len(gold)], gold) for n, days in simple.items()}
            row["opening_align_rouge1"] = align_rouge({d: first[d] for d in ours if d in first}, gold, 1)
            rows.append((topic, row))
            lines = [{"timeline": gold_path.name, "day": str(d), "told": s, "right": d in gold}
                     for d, s in sorted(ours.items())]  # fmt: skip
            written += [json.dumps(line, ensure_ascii=False) for line in lines]
        if spent:
            seconds[topic] = round(max(spent) * 300 / max(1, len(readings)), 2)
            total += sum(spent)
    if not rows:
        raise SystemExit(f"{options.data}: no TOPIC.jsonl.gz with a timeline in gold/TOPIC/ was found")
    if options.predictions:
        options.predictions.write_text("\n".join(written) + "\n", encoding="utf-8")
    figures = {key: round(100 * fmean(row[key] for _, row in rows), 1) for key in rows[0][1]}
    topics = {
        topic: {
            key: round(100 * fmean(row[key] for t, row in rows if t == topic), 1)
            for key in ("date_f1", "align_rouge1", "align_rouge2")
        }
        for topic in dict.fromkeys(t for t, _ in rows)
    }
    print(
        json.dumps(
            {
                **figures,
                "topics": topics,
                "seconds_cpu": round(total, 2),
                "seconds_cpu_300_reports": seconds,
                "items": len(rows),
                "version": __version__,
            }
        )
    )


if __name__ == "__main__":
    main()
