"""How machine-rewritten a text reads, from 0 (clean news) to 1 (garbled), by marks that rules can count.

Spinning programs and careless machine translation leave traces in the mechanics of a text: sentences cut off
and begun again in lower case, quotation marks on the wrong side, spaces before full stops, doubled words and
sentences, names that change by a letter; and in its wording: words from a thesaurus beside words that they never meet
(:mod:`collocations`). Each mark has a weight; their sum per sentence goes through a logistic curve. The
score is a hint to a reader, not a verdict: fluent rewriting leaves no such traces and scores low.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from trackrecord.clean.collocations import misfits
from trackrecord.types import Span

# A full stop inside a line, then a word in lower case: "the government. to form, the official said."
_CUT = re.compile(r"\b(\w+)[.] +[a-z]{2,}")
_ABBREVIATIONS = frozenset(
    {
        "vs",
        "mr",
        "ms",
        "mrs",
        "dr",
        "st",
        "lt",
        "no",
        "nos",
        "eg",
        "ie",
        "gen",
        "col",
        "sgt",
        "gov",
        "sen",
        "rep",
        "etc",
        "inc",
    }
    | {
        "ltd",
        "co",
        "corp",
        "approx",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "al",
        "est",
    }
)
_SPACE_BEFORE_STOP = re.compile(r"\w [.](?=\s|$)")
_SPACE_BEFORE_COMMA = re.compile(r"\w ,(?=\s|\w)")
_STOPS = re.compile(r"[.](?: ?[.])+")
# Quotation marks on the wrong side of their space, and an opening one before "He said".
_TURNED_QUOTE = re.compile(
    r"[,.] ”\w|[\w,.] ”[\s,.]|“ \w|[,.] ?“ ?(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][a-z]{1,20}) (?:said|says|added|told|wrote|asked)\b"
)
_DOUBLED_WORD = re.compile(r"\b([A-Za-z]{2,}) \1\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset(
    {
        "had",
        "that",
        "very",
        "bye",
        "ha",
        "no",
        "so",
        "far",
        "long",
        "many",
        "really",
        "is",
        "her",
        "blah",
        "sing",
    }
)
_LONGER_WORD = re.compile(r"\w{3,}")
_NAME = re.compile(r"\b([A-Z][a-zà-ž]{2,}) ([A-Z][a-zà-ž]{3,})\b")

_WEIGHTS = {
    "cut": 3.0,
    "stop": 2.0,
    "comma": 0.7,
    "doubled_stop": 2.0,
    "quote": 3.0,
    "unbalanced": 0.5,
    "word": 1.5,
    "name": 2.0,
    "sentence": 2.5,
}
# Share of neighbouring words that never meet: what clean news of any subject stays under, and what one above it weighs.
_MISFITS, _MISFIT_WEIGHT = 0.036, 5.0
_SAME_SENTENCE = 0.6  # share of words in common from which a sentence says again what the one before it says
_SENTENCE_WORDS = 5  # a sentence with fewer distinct longer words may be said twice
_MIDPOINT = 0.15
_STEEPNESS = 18.0
# Short texts are judged as if they were this long: one slip in two sentences is not yet a pattern.
_FEWEST_SENTENCES = 12


def garble_score(text: str, sentences: Sequence[Span]) -> float:
    """Return the score of *text* with its *sentences*, rounded to two places. Without sentences it is 0."""
    if not sentences:
        return 0.0
    marks = {**garble_marks(text), "sentence": _said_again(text, sentences)}
    total = sum(_WEIGHTS[kind] * count for kind, count in marks.items())
    rate = total / max(len(sentences), _FEWEST_SENTENCES)
    rate += _MISFIT_WEIGHT * max(0.0, misfits(text) - _MISFITS)
    floor = _logistic(0.0)
    return round((_logistic(rate) - floor) / (1 - floor), 2)


def garble_marks(text: str) -> dict[str, int]:
    """Count the marks of garbling in *text* by kind."""
    return {
        "cut": sum(_cuts(match.group(1)) for match in _CUT.finditer(text)),
        "stop": len(_SPACE_BEFORE_STOP.findall(text)),
        "comma": len(_SPACE_BEFORE_COMMA.findall(text)),
        "doubled_stop": sum(stops.count(".") == 2 for stops in _STOPS.findall(text)),
        "quote": len(_TURNED_QUOTE.findall(text)),
        "unbalanced": _unbalanced_lines(text),
        "word": sum(match.group(1).lower() not in _MAY_DOUBLE for match in _DOUBLED_WORD.finditer(text)),
        "name": sum(1 for _ in _wavering_names(text)),
    }


def _said_again(text: str, sentences: Sequence[Span]) -> int:
    """Count sentences that repeat the one before them, wholly or with other words put in."""
    count = 0
    before: frozenset[str] = frozenset()
    for span in sentences:
        here = frozenset(_LONGER_WORD.findall(span.text(text).lower()))
        if min(len(here), len(before)) >= _SENTENCE_WORDS:
            count += len(here & before) >= _SAME_SENTENCE * len(here | before)
        before = here
    return count


def _logistic(rate: float) -> float:
    return 1 / (1 + math.exp(-_STEEPNESS * (rate - _MIDPOINT)))


def _cuts(word: str) -> bool:
    return len(word) > 1 and word.lower() not in _ABBREVIATIONS


def _unbalanced_lines(text: str) -> int:
    """Count paragraphs whose quotation marks do not pair. A quotation may run on in the next paragraph."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    count = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        runs_on = following.startswith(("“", '"'))
        curly = line.count("“") - line.count("”")
        straight = line.count('"') % 2 == 1 and not line.startswith('"')
        count += curly < 0 or (not runs_on and (curly > 0 or straight))
    return count


def _wavering_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield surnames that differ by a letter or two after the same first name: slips, or two brothers."""
    surnames: defaultdict[str, set[str]] = defaultdict(set)
    for match in _NAME.finditer(text):
        surnames[match.group(1)].add(match.group(2))
    for first in sorted(surnames):
        known = sorted(surnames[first])[:50]
        for place, name in enumerate(known):
            for other in known[place + 1 :]:
                if (
                    name[0] == other[0]
                    and Levenshtein.distance(name, other, score_cutoff=2) <= 2
                    and not _inflected(name, other)
                ):
                    yield name, other


def _inflected(name: str, other: str) -> bool:
    """Whether one is the other with an ending ("Kenya's", "Kenyans"), which is no slip."""
    short, long = sorted((name, other), key=len)
    return long.startswith(short)
