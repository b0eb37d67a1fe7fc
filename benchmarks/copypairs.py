"""The pairs that ``benchmarks.copies`` measures on: our own texts and the pool's, rewritten, edited, and hard negatives.

Every pair is built from one report, and reports fall into two halves by a hash of their text: ``dev`` to develop on,
``test`` to measure on. Texts rewritten by hand (``data/copies/rewritten.jsonl``) are the nearest to what is met outside;
those spun by script are many.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.rewriting import STRENGTHS, Pair, edit, lines, spin
from trackrecord.clean.sentences import split_sentences
from trackrecord.link.sketches import shingles
from trackrecord.link.terms import terms, words

EDITS = tuple(range(5, 65, 5))
_SPUN, _EDITED, _NEIGHBOURS = 120, 60, 160
_APART = 4  # days between two reports of the pool that may tell of one event
_OWN_RUNS = 0.12  # share of runs in common above which two reports of the pool may themselves be copies


def half_of(text: str) -> str:
    """Return the half that a report and all pairs made from it belong to."""
    return "dev" if zlib.crc32(text.encode()) % 2 else "test"


def build(folder: Path) -> list[tuple[str, Pair]]:
    """Return all pairs with their half. *folder* holds ``pool/reports.jsonl.gz``; without it there are only our own."""
    return [*_own(), *_pooled(_pool(folder))]


def _own() -> list[tuple[str, Pair]]:
    reports = {str(r["id"]): r for r in lines("reports")}
    pairs: list[tuple[str, Pair]] = []
    copies: dict[str, str] = {}
    for row in lines("rewritten"):
        of = reports[str(row["of"])]
        text = str(of["text"])
        copies[str(row["of"])] = str(row["text"])
        pair = Pair(text, str(row["text"]), 1, str(row["strength"]), "by hand", row["corruptions"])  # type: ignore[arg-type]
        pairs.append((half_of(text), pair))
        spun = _spun(text, _other(str(row["strength"])))
        pairs.append((half_of(text), spun))
    for row in lines("beside"):
        of = str(row["beside"])
        text, half = str(row["text"]), half_of(str(reports[of]["text"]))
        pairs.append((half, Pair(str(reports[of]["text"]), text, 0, "negative", str(row["how"]))))
        pairs.append((half, Pair(copies[of], text, 0, "negative", f"{row['how']}, of a rewriting")))
    return pairs


def _other(strength: str) -> str:
    return STRENGTHS[(STRENGTHS.index(strength) + 1) % len(STRENGTHS)]


def _spun(text: str, strength: str) -> Pair:
    rng = random.Random(zlib.crc32(text.encode()))
    sentences = [s.text(text) for s in split_sentences(text)]
    copy, corruptions = spin(sentences, strength, rng)
    return Pair(text, copy, 1, strength, "spun", corruptions)


def _pool(folder: Path) -> list[tuple[str, str]]:
    """Return (published, text) of the pool's reports of ordinary length, in a fixed order."""
    path = next(
        (p for p in (folder / "pool" / "reports.jsonl.gz", folder / "reports.jsonl.gz") if p.exists()), None
    )
    if path is None:
        return []
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        reports = [json.loads(row) for row in rows]
    some = {" ".join(r["sentences"]): r["published"] for r in reports if 8 <= len(r["sentences"]) <= 45}
    return [
        (published, text) for text, published in sorted(some.items(), key=lambda x: zlib.crc32(x[0].encode()))
    ]


def _pooled(pool: list[tuple[str, str]]) -> list[tuple[str, Pair]]:
    pairs: list[tuple[str, Pair]] = []
    spun: dict[str, str] = {}
    for number, (_, text) in enumerate(pool[:_SPUN]):
        pair = _spun(text, STRENGTHS[number % len(STRENGTHS)])
        spun[text] = pair.b
        pairs.append((half_of(text), pair))
    for number, (_, text) in enumerate(pool[_SPUN : _SPUN + _EDITED]):
        share = EDITS[number % len(EDITS)]
        copy = edit(text, share / 100, random.Random(zlib.crc32(text.encode())))
        strength = STRENGTHS[(share > 20) + (share > 40)]
        pairs.append((half_of(text), Pair(text, copy, 1, strength, f"{share} % of words", None)))  # type: ignore[arg-type]
    for a, b in _neighbours(pool):
        pairs.append((half_of(a), Pair(a, b, 0, "negative", "of the pool")))
        if a in spun:
            pairs.append((half_of(a), Pair(spun[a], b, 0, "negative", "of the pool, of a rewriting")))
    return pairs


def _neighbours(pool: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the likest pairs of reports of a few days that do not share their wording."""
    days = sorted((date.fromisoformat(p[:10]), t) for p, t in pool if len(p) >= 10)
    sets = {t: set(terms(t)) for _, t in days}
    runs = {t: shingles(tuple(words(t))) for _, t in days}
    held = Counter(term for some in sets.values() for term in some)
    found = []
    for place, (day, text) in enumerate(days):
        for later, other in days[place + 1 :]:
            if (later - day).days > _APART:
                break
            common = len(runs[text] & runs[other]) / min(len(runs[text]), len(runs[other]))
            if common < _OWN_RUNS:
                alike = sum(1 / held[t] for t in sorted(sets[text] & sets[other]))
                found.append((alike / min(len(sets[text]), len(sets[other])), text, other))
    return [(a, b) for _, a, b in sorted(found, reverse=True)[:_NEIGHBOURS]]
