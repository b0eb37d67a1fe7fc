"""A report made ready for comparing its words with another's: sentences of weighed words, names, numbers.

Everything is in whole numbers and depends on the report alone: what two reports have in common, and whether one is a
copy of the other, is the same whatever else lies in the pile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trackrecord.encoder.vocabulary import vocabulary
from trackrecord.link.sketches import shingles
from trackrecord.link.terms import STOP_WORDS, fold, stem, words
from trackrecord.types import Report, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONGEST = 60  # words of a sentence that are compared
_MOST = 120  # sentences of a report that are compared
_NAME_WEIGHT, _NUMBER_WEIGHT = 450, 500  # hundredths: at least what sharing a name or a number says
_RARE = 480  # hundredths from which a word is a detail
_COMMON = 2500  # rank up to which a capitalised word at the head of a sentence is no name by itself
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)|(?P<tens>\b(?i:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-"
    r"(?i:one|two|three|four|five|six|seven|eight|nine)\b)|(?P<word>(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|[぀-ヿ㐀-鿿가-힯])"
)
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
     "dozen": "12", "hundred": "100", "thousand": "1000", "pair": "2", "couple": "2"}  # fmt: skip
"""Number words by their value as digits."""
_SMALL = frozenset({"0", "1", "2"})  # said so often in words that they are no detail


class Word(NamedTuple):
    """A word of a sentence: where it stands, as it is compared, and what it is."""

    span: Span
    folded: str
    stem: str
    name: bool
    number: str | None  # its value as digits
    weight: int  # in hundredths


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """A report ready for comparison. Words are those that carry content, in order, ``sentence`` numbered from 0.

    ``starts`` has the position of each kept sentence's first word; ``sentences`` are their spans. Words that are
    compared alike are one *distinct* word: ``places`` has the distinct word of each word; ``stems`` (as numbers), ``names``
    (whether it is one), ``numbers`` (likewise), ``worth`` (its weight) and ``vectors`` have a row for each distinct word.
    """

    report: Report
    tokens: tuple[str, ...]
    runs: frozenset[str]
    words: tuple[Word, ...]
    starts: NDArray[np.int64]
    sentences: tuple[Span, ...]
    weights: NDArray[np.int32]
    places: NDArray[np.int64]
    forms: tuple[str, ...]
    stems: NDArray[np.int64]
    names: NDArray[np.bool_]
    numbers: NDArray[np.bool_]
    worth: NDArray[np.int32]
    vectors: NDArray[np.float32]

    def details(self) -> list[list[str]]:
        """Return, by sentence, what a rewriter leaves alone: names, numbers and rare words, as stems."""
        return [
            [w.stem for w in self.of_sentence(i) if w.name or (w.weight >= _RARE and w.number not in _SMALL)]
            for i in range(len(self.starts))
        ]

    def of_sentence(self, number: int) -> tuple[Word, ...]:
        """Return the words of one sentence."""
        end = int(self.starts[number + 1]) if number + 1 < len(self.starts) else len(self.words)
        return self.words[int(self.starts[number]) : end]


def sheet_of(report: Report) -> Sheet:
    """Return *report* made ready."""
    tokens = tuple(words(report.text))
    kept: list[Word] = []
    starts, sentences = [], []
    for span in report.sentences[:_MOST]:
        found = words_of(report.text, span)
        if found:
            starts.append(len(kept))
            sentences.append(span)
            kept.extend(found[:_LONGEST])
    distinct: dict[str, list[Word]] = {}
    for word in kept:
        distinct.setdefault(word.stem, []).append(word)
    place = {form: number for number, form in enumerate(distinct)}
    table = vocabulary()
    return Sheet(
        report,
        tokens,
        shingles(tokens),
        tuple(kept),
        np.array(starts, np.int64),
        tuple(sentences),
        np.array([w.weight for w in kept], np.int32),
        np.array([place[w.stem] for w in kept], np.int64),
        tuple(distinct),
        np.array([_number_of(form) for form in distinct], np.int64),
        np.array([any(w.name for w in some) for some in distinct.values()], np.bool_),
        np.array([some[0].number is not None for some in distinct.values()], np.bool_),
        np.array([max(w.weight for w in some) for some in distinct.values()], np.int32),
        table.rows([-1 if some[0].number else table.place(some[0].folded) for some in distinct.values()]),
    )


def words_of(text: str, span: Span) -> list[Word]:
    """Return the words of a sentence that carry content, in order."""
    found: list[Word] = []
    first = True
    for match in _TOKEN.finditer(text, span.start, span.end):
        at = Span(*match.span())
        if match.lastgroup == "number":
            found.append(_number(at, _digits(match.group())))
        elif match.lastgroup == "tens":
            tens, ones = match.group().lower().split("-")
            found.append(_number(at, str(int(NUMBERS[tens]) + int(NUMBERS[ones]))))
        elif (word := _word(match.group(), at, first)) is not None:
            found.append(word)
        first = False
    return found


def _word(raw: str, at: Span, first: bool) -> Word | None:
    folded, root, weight, rank = _looked_up(raw)
    if not folded or folded in STOP_WORDS:
        return None
    if folded in NUMBERS:
        return _number(at, NUMBERS[folded])
    capital = raw[0].isupper()
    name = capital and (not first or rank < 0 or rank > _COMMON)
    return Word(
        at, folded, folded if name else root, name, None, max(weight, _NAME_WEIGHT) if name else weight
    )


def _number(at: Span, value: str) -> Word:
    return Word(at, value, value, False, value, 150 if value in _SMALL else _NUMBER_WEIGHT)


def _digits(raw: str) -> str:
    """Return a number as digits: separators of thousands dropped, decimals kept without trailing zeros."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", raw):
        raw = raw.replace(",", "")
    return raw.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", raw) else raw.rstrip(".,")


@lru_cache(maxsize=65536)
def _looked_up(raw: str) -> tuple[str, str, int, int]:
    """Return a word folded, its stem, its weight and its rank."""
    folded = fold(raw).replace("’", "'").replace(".", "")
    folded = folded[:-2] if folded.endswith("'s") and len(folded) > 2 else folded
    table = vocabulary()
    root = stem(folded)
    rank = table.place(folded)
    weight = table.weight(folded) if rank >= 0 else table.weight(root)
    return folded, root, 200 if _CJK.match(folded) else weight, rank


@lru_cache(maxsize=262144)
def _number_of(term: str) -> int:
    """Return a number that stands for a term; 62 bits, the same everywhere."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 2
