"""Copies told from other reports of the same event, by how strongly they were rewritten; and what the copies falsified.

``python -m benchmarks.copies --data DIR`` measures on ``DIR/pairs.jsonl`` where there is one: a line a pair, with ``a``
and ``b`` (texts), ``label`` (1 or true: *b* is a copy of *a*), ``strength`` (light, medium, heavy; anything else for pairs that are
no copies) and ``corruptions`` (a list of ``kind``, ``original``, ``copy``; null where they are not known). Else DIR is the
folder that holds ``pool/reports.jsonl.gz``, and the pairs are built (``benchmarks.copypairs``): ``--half test`` (as a rule),
``dev`` or ``all``; ``--write FILE`` keeps them.

All texts go into one pile, as in a build: a pair is found where both end up in one copy group, so that finding candidates is
measured too. Dates are not told. ``precision`` is over the labelled pairs. A corruption listed counts as right where it
is of a like kind (a negation and a word put for its contrary, a name and an attribution, are taken for like) and overlaps one that is
marked in the copy or in the original; pairs that are not found have none listed. Beside it (``minhash_``): word 3-gram
MinHash, 128 permutations, pairs whose estimated Jaccard is 0.5 or more; it lists no corruptions.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rensa import RMinHash

from benchmarks.copypairs import build
from benchmarks.rewriting import STRENGTHS, Pair
from trackrecord import __version__
from trackrecord.clean import clean_text
from trackrecord.link.copies import link_copies
from trackrecord.link.corruptions import corruptions
from trackrecord.link.sheets import sheet_of
from trackrecord.link.sketches import shingles
from trackrecord.link.terms import words
from trackrecord.types import Corruption, Report

_LIKE = {"word": "negation", "attribution": "name"}  # kinds that are taken for one another
_BESIDE_AT, _BESIDE_PERMUTATIONS = 0.5, 128
_KIND = ("kind", "type")
_WAS = ("original", "a", "from", "before", "old", "was")
_NOW = ("copy", "b", "to", "after", "new", "now")


def read_pairs(path: Path) -> list[Pair]:
    """Read ``pairs.jsonl``."""
    pairs = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        label = row["label"] in (1, True, "1", "copy", "true", "positive")
        strength = str(row.get("strength") or ("unknown" if label else "negative"))
        pair = Pair(row["a"], row["b"], int(label), strength, str(row.get("how", "")), row.get("corruptions"))
        pairs.append(pair)
    return pairs


def _first(row: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(row[k]) for k in keys if row.get(k) is not None), "")


def _tokens(text: str) -> set[str]:
    return set(words(text))


def right(listed: Corruption, marked: Any) -> bool:
    """Whether a listed corruption is the marked one."""
    if isinstance(marked, list):
        marked = (
            {"kind": marked[0], "original": marked[1], "copy": marked[-1]}
            if len(marked) > 2
            else {"original": marked[0], "copy": marked[-1]}
        )
    if isinstance(marked, str):
        marked = {"copy": marked}
    kind = _first(marked, _KIND)
    if kind and _LIKE.get(kind, kind) != _LIKE.get(listed.kind, listed.kind):
        return False
    was, now = _tokens(_first(marked, _WAS)), _tokens(_first(marked, _NOW))
    changed_was, changed_now = (was - now) or was, (now - was) or now
    return bool(_tokens(listed.copy_text) & changed_now) or bool(_tokens(listed.original_text) & changed_was)


def score_listed(listed: tuple[Corruption, ...], marked: list[Any]) -> tuple[int, int]:
    """Return how many of the listed are right, and how many of the marked are listed."""
    return (
        sum(any(right(c, m) for m in marked) for c in listed),
        sum(any(right(c, m) for c in listed) for m in marked),
    )


def minhash(text: str) -> RMinHash:
    """Return the sketch of the simpler method."""
    sketch = RMinHash(num_perm=_BESIDE_PERMUTATIONS, seed=1)
    sketch.update(sorted(shingles(tuple(words(text)))))
    return sketch


def groups_of(reports: dict[str, Report]) -> dict[str, str]:
    """Return the copy group of each report, named by its original; a report without copies is its own."""
    found = {i: i for i in reports}
    for group in link_copies(list(reports.values())):
        found.update(dict.fromkeys(group.reports, group.original))
    return found


def rates(pairs: list[Pair], found: list[bool]) -> dict[str, float]:
    """Return recall by strength, and precision, in per cent."""
    share = {}
    for strength in STRENGTHS:
        some = [f for p, f in zip(pairs, found, strict=True) if p.label and p.strength == strength]
        share[f"recall_{strength}"] = round(100 * sum(some) / len(some), 1) if some else None
    got = [p.label for p, f in zip(pairs, found, strict=True) if f]
    share["precision"] = round(100 * sum(got) / len(got), 1) if got else None
    return {k: v for k, v in share.items() if v is not None}


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--half", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--write", type=Path, help="write the pairs that were built")
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args(argv)
    given = options.data / "pairs.jsonl"
    if given.exists():
        pairs = read_pairs(given)
    else:
        pairs = [p for half, p in build(options.data) if options.half in (half, "all")]
    if options.write:
        options.write.write_text("".join(p.form() + "\n" for p in pairs), encoding="utf-8")
    made = {text: clean_text(text, text_only=True) for pair in pairs for text in (pair.a, pair.b)}
    reports = {r.id: r for r in made.values()}
    started = time.process_time()
    groups = groups_of(reports)
    seconds = time.process_time() - started
    found = [groups[made[p.a].id] == groups[made[p.b].id] for p in pairs]
    listed = [
        corruptions(sheet_of(made[p.a]), sheet_of(made[p.b])) if f and p.label else ()
        for p, f in zip(pairs, found, strict=True)
    ]
    sketches = {text: minhash(text) for text in made}
    plain = [sketches[p.a].jaccard(sketches[p.b]) >= _BESIDE_AT for p in pairs]
    given_, right_, marked_, hit_ = 0, 0, 0, 0
    by_kind: Counter[str] = Counter()
    for pair, some in zip(pairs, listed, strict=True):
        if pair.label and pair.corruptions is not None:
            ok, hit = score_listed(some, pair.corruptions)
            given_, right_, marked_, hit_ = (
                given_ + len(some),
                right_ + ok,
                marked_ + len(pair.corruptions),
                hit_ + hit,
            )
            for mark in pair.corruptions:
                if isinstance(mark, dict):
                    by_kind[_first(mark, _KIND)] += 1
                    by_kind[_first(mark, _KIND) + "_listed"] += any(right(c, mark) for c in some)
    if options.predictions:
        rows = [
            {"how": p.how, "strength": p.strength, "label": p.label, "found": f, "minhash": m, "a": p.a, "b": p.b,
             "marked": p.corruptions, "listed": [[c.kind, c.original_text, c.copy_text] for c in some]}
            for p, f, m, some in zip(pairs, found, plain, listed, strict=True)
        ]  # fmt: skip
        options.predictions.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
        )
    hows = Counter(
        (p.how if "%" not in p.how else "edited", f) for p, f in zip(pairs, found, strict=True) if p.label
    )
    figures: dict[str, Any] = {
        **rates(pairs, found),
        "corruptions_recall": round(100 * hit_ / marked_, 1) if marked_ else None,
        "corruptions_precision": round(100 * right_ / given_, 1) if given_ else None,
        **{f"minhash_{k}": v for k, v in rates(pairs, plain).items()},
        "minhash_corruptions_recall": 0.0,
        "minhash_corruptions_precision": None,
        "by_kind": {
            k: [by_kind[k + "_listed"], n] for k, n in sorted(by_kind.items()) if not k.endswith("_listed")
        },
        "missed_by_how": {how: n for (how, ok), n in sorted(hows.items()) if not ok},
        "wrongly_joined": sum(f and not p.label for p, f in zip(pairs, found, strict=True)),
        "negatives": sum(not p.label for p in pairs),
        "reports_per_cpu_second": round(len(reports) / max(seconds, 1e-9), 1),
        "seconds_cpu": round(seconds, 2),
        "items": len(pairs),
        "version": __version__,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
