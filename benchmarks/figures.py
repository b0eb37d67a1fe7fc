"""The same figure or not, against VitaminC's real revisions: pairs of sentences before and after, and bounded claims.

``python -m benchmarks.figures --data FILE`` reads VitaminC's JSON lines and asks the product's own linking and
weighing. Three questions:

- *same quantity*: pairs of evidence sentences of one case that are word for word the same but for numbers (digits),
  where a number differs that is no year, day of a month, season or ordinal. A pair is right when figures that stand at one such
  number are judged one quantity and not to agree; ``same_quantity_numbers`` is the share of all such numbers.
- *false same quantity*: pairs of sentences of different pages, drawn by chance, of which any two figures are judged
  one quantity. ``false_same_hard`` is the same of hard pairs: the sentence of another page that shares most rare
  words with the first. In a hard pair each sentence has a word of its page's name that
  the other lacks: of "the film has a rating of 70 %" on two pages no reader of the sentences could say more.
- *bounded claims*: claims with a bound word before a number ("more than 500", not "over the") and a verdict. The
  claim's figures with a bound are held against the closest figure of the evidence; all must keep within.

Pages are halved by a hash of the name: ``--part dev`` and ``held``. Only what figures need is read (dates, parties,
figures), sentence by sentence.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from trackrecord import __version__
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.link.figures import closest, judged_same
from trackrecord.link.quantities import Quantity
from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.link.terms import Rarity, terms
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.figures.finding import find_figures
from trackrecord.read.parse import load, parse_many
from trackrecord.read.parties.finding import find_parties
from trackrecord.types import Reading, Report
from trackrecord.weigh.figures import agreement, within

VERSION = __version__
_NUMBER = re.compile(r"\d[\d,.]*(?<![,.])")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")
_BOUND = re.compile(
    r"\b(?:more than|less than|fewer than|over|under|above|below|at least|at most|up to|exceeding|higher than|lower than)"
    r"\s(?:\$ ?|£ ?|€ ?)?\d",
    re.I,
)  # fmt: skip
BOUNDED = ("more_than", "less_than", "at_least", "at_most", "nearly", "about")
_SAMPLE = 600  # pairs of each kind that are drawn of pages that differ


def main() -> None:
    """Run the benchmark and print one JSON line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", required=True, type=Path)
    arguments.add_argument("--predictions", type=Path)
    arguments.add_argument("--part", choices=("all", "dev", "held"), default="all")
    arguments.add_argument("--limit", type=int, default=1500, help="claims judged, drawn by hash; 0 for all")
    options = arguments.parse_args()
    rows = [json.loads(line) for line in options.data.read_text("utf-8").splitlines()]
    rows = [r for r in rows if options.part == "all" or (_half(r["page"]) == options.part)]
    before_after = revised_pairs(rows)
    random_pairs, hard_pairs = unlike_pairs(rows)
    claims = bounded_claims(rows, options.limit)
    wanted = {t for pair in (*before_after, *random_pairs, *hard_pairs) for t in pair}
    wanted |= {t for r in claims for t in (r["claim"], r["evidence"])}
    load()
    started = time.process_time()
    found = read_all(sorted(wanted))
    rarity = Rarity(q.context for some in found.values() for q in some)
    lines: list[dict[str, Any]] = []
    right, at_numbers = 0, [0, 0]
    for a, b in before_after:
        verdicts = [verdict_at(found, rarity, a, b, at) for at in differing(a, b)]
        right += any(verdicts)
        at_numbers[0] += sum(verdicts)
        at_numbers[1] += len(verdicts)
        lines.append({"task": "same", "a": a, "b": b, "right": verdicts})
    false = [0, 0]
    for kind, pairs in enumerate((random_pairs, hard_pairs)):
        for a, b in pairs:
            same = [why for x in found[a] for y in found[b] if (why := judged_same(x, y, rarity))]
            false[kind] += bool(same)
            lines.append({"task": ("random", "hard")[kind], "a": a, "b": b, "same": same[:2]})
    claims_right = 0
    for row in claims:
        judged = claim_holds(found[row["claim"]], found[row["evidence"]], rarity)
        claims_right += judged is not None and judged == (row["label"] == "SUPPORTS")
        lines.append(
            {"task": "claim", "judged": judged} | {k: row[k] for k in ("label", "claim", "evidence")}
        )
    if options.predictions:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        options.predictions.write_text(text, encoding="utf-8")
    figures = {
        "same_quantity_recall": _share(right, len(before_after)),
        "same_quantity_numbers": _share(*at_numbers),
        "false_same_quantity": _share(false[0], len(random_pairs)),
        "false_same_hard": _share(false[1], len(hard_pairs)),
        "bounded_claims_right": _share(claims_right, len(claims)),
        "bounded_claims_judged": _share(
            sum(1 for line in lines if line.get("judged") is not None), len(claims)
        ),
        "seconds_cpu": round(time.process_time() - started, 2),
        "items": len(lines),
        "pairs": [len(before_after), len(random_pairs), len(hard_pairs), len(claims)],
    }
    print(json.dumps(figures | {"version": VERSION}))


def _half(page: str) -> str:
    return "held" if hashlib.sha256(page.encode()).digest()[0] % 2 else "dev"


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _bare(text: str) -> str:
    return " ".join(_NUMBER.sub("#", text).split())


def _is_dated(text: str, at: re.Match[str]) -> bool:
    """Whether a number is a year, a day of a month, part of a season or an ordinal, going by what touches it alone."""
    before, after = text[max(0, at.start() - 12) : at.start()], text[at.end() : at.end() + 14]
    return bool(
        _YEAR.match(at.group())
        or re.search(rf"{_MONTH} $", before)
        or re.match(rf" (?:of )?{_MONTH}\b|(?:st|nd|rd|th)\b", after)
        or re.search(r"(?:1[0-9]|20)\d\d ?[^\w\s] ?$", before)
    )


def differing(a: str, b: str) -> list[tuple[int, int]]:
    """Return where the numbers stand that differ between two sentences alike but for numbers, dates left out."""
    pairs = zip(_NUMBER.finditer(a), _NUMBER.finditer(b), strict=True)
    return [(x.start(), y.start()) for x, y in pairs
            if x.group() != y.group() and not (_is_dated(a, x) or _is_dated(b, y))]  # fmt: skip


def revised_pairs(rows: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of evidence sentences of one case that differ in numbers only."""
    cases: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        cases[row["case_id"]].add(row["evidence"])
    found = {pair for some in cases.values() for pair in itertools.combinations(sorted(some), 2)
             if _bare(pair[0]) == _bare(pair[1]) and differing(*pair)}  # fmt: skip
    return sorted(found)


def unlike_pairs(rows: Sequence[Mapping[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return pairs of sentences with numbers from different pages: by chance, and those sharing most rare words."""
    page = {r["evidence"]: r["page"] for r in rows if _NUMBER.search(r["evidence"])}
    some = sorted(page)
    draw = random.Random(4)
    random_pairs: list[tuple[str, str]] = []
    while len(random_pairs) < min(_SAMPLE, len(some) // 4):
        a, b = draw.sample(some, 2)
        if page[a] != page[b]:
            random_pairs.append((a, b))
    words = {t: frozenset(w for w in terms(t) if not w[0].isdigit()) for t in some}
    rarity = Rarity(words.values())
    index: dict[str, list[str]] = defaultdict(list)
    for text in some:
        for term in sorted(words[text], key=lambda w: (-rarity.weight(w), w)):
            if rarity.count(term) > 1:
                index[term].append(text)
    hard = set[tuple[str, str]]()
    for a in draw.sample(some, min(_SAMPLE, len(some) // 4)):
        near = {b for w in words[a] if rarity.count(w) <= 1000 for b in index[w] if page[b] != page[a]}
        near = {b for b in near if _told_apart(a, page[a], b, page[b])}
        if near:
            b = max(
                near, key=lambda n: (rarity.total(words[a] & words[n]) / rarity.total(words[a] | words[n]), n)
            )
            hard.add((min(a, b), max(a, b)))
    return random_pairs, sorted(hard)


def _told_apart(a: str, page_a: str, b: str, page_b: str) -> bool:
    """Whether each sentence has a word of its page's name that the other lacks, so that a reader can tell."""
    in_a, in_b = set(terms(a)), set(terms(b))
    return bool(set(terms(page_a)) & in_a - in_b) and bool(set(terms(page_b)) & in_b - in_a)


def bounded_claims(rows: Iterable[Mapping[str, str]], limit: int) -> list[Mapping[str, str]]:
    """Return the rows whose claim has a bound and whose label is a verdict; at most *limit*, chosen by hash."""
    some = [r for r in rows if r["label"] != "NOT ENOUGH INFO" and _BOUND.search(r["claim"])]
    some.sort(key=lambda r: hashlib.sha256(r["unique_id"].encode()).digest())
    return some[:limit] if limit else some


def read_all(texts: Sequence[str]) -> dict[str, list[Quantity]]:
    """Read each text as a report of its own, undated; return its figures ready for comparison."""
    reports = [Report(str(n), t, split_sentences(t), split_paragraphs(t)) for n, t in enumerate(texts)]
    found = {}
    for parsed, report in zip(parse_many(reports), reports, strict=True):
        parties, dates = find_parties(parsed), find_dates(parsed)
        reading = Reading(report, parties.all, dates, find_figures(parsed, parties, dates))
        found[report.text] = quantities(reading, Roster([reading], ()))
    return found


def verdict_at(
    found: Mapping[str, Sequence[Quantity]], rarity: Rarity, a: str, b: str, at: tuple[int, int]
) -> bool:
    """Whether the figures at a number that differs are judged one quantity, and not to agree."""
    one = next((q for q in found[a] if q.figure.span.start <= at[0] < q.figure.span.end), None)
    two = next((q for q in found[b] if q.figure.span.start <= at[1] < q.figure.span.end), None)
    if one is None or two is None or not judged_same(one, two, rarity):
        return False
    return agreement(one, two).value not in ("agree", "not_comparable")


def claim_holds(claim: Sequence[Quantity], evidence: Sequence[Quantity], rarity: Rarity) -> bool | None:
    """Whether the evidence keeps within every bound of the claim; None where no figure of it is found."""
    judged = [within(told, bounded) for bounded in claim if bounded.figure.bound in BOUNDED
              if (told := closest(bounded, evidence, rarity)) is not None]  # fmt: skip
    return all(judged) if judged else None


if __name__ == "__main__":
    main()
