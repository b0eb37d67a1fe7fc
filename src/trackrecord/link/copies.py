"""Copies: reports that are one text, wholly, nearly, in part, or rewritten word by word.

Candidates come from ``sketches``; each is then verified by what the two texts share: runs of words, and sentences aligned
by meaning (``alignment``) with their names and figures. Reports in any language are compared. Whether two reports are one
text depends on the two alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from trackrecord.link.alignment import Matches, align, match
from trackrecord.link.corruptions import corruptions
from trackrecord.link.groups import DisjointSets
from trackrecord.link.sheets import Sheet, sheet_of
from trackrecord.link.sketches import candidates, keys_of
from trackrecord.types import CopyGroup, CopyPair, Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

Relation = Literal["exact", "near", "excerpt", "rewritten"]

_NEAR = 0.5  # share of the shorter text's word runs in the other, from which the two are one text
_EXCERPT_LENGTH = 0.6  # a text shorter than this share of the other is an excerpt of it
_SHORT = 12  # a text of fewer words is a copy only when it is the same word for word
_HELD = 1024  # reports held ready for comparison at a time, a hundred kilobytes each


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share, each a share of the shorter text's weight (0–1) unless said otherwise.

    ``alike``: its sentences, each by how alike the likest of the other is. ``ordered``: the same, in the same order on
    both sides. ``local``: its words that stand in that likest sentence, less those that stand in the middling one. ``plain``:
    its ordinary words (no names, no numbers) that stand anywhere in the other, which any text on the
    subject would share. ``names`` and ``numbers``: distinct ones; ``names_back`` and ``numbers_back``: of the longer in the
    shorter.
    """

    alike: float
    ordered: float
    local: float
    plain: float
    names: float
    names_back: float
    numbers: float
    numbers_back: float
    sentences: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing two texts gave: the relation, the share of shared word runs, and the reason in words."""

    relation: Relation
    score: float
    reason: str


def shared(short: Sheet, long: Sheet, matches: Matches) -> Shared:
    """Return what the shorter text shares with the longer."""
    chain = align(short, matches)
    weights = np.add.reduceat(short.weights, short.starts)
    total = max(1, int(weights.sum()))
    best, best_back = matches.words.max(axis=1), matches.words.max(axis=0)
    local = matches.found.max(axis=1) - np.sort(matches.found, axis=1)[:, (matches.found.shape[1] - 1) // 2]
    ordinary = ~(short.names | short.numbers)
    plain = (best.astype(np.int32)[short.places] * short.weights)[ordinary[short.places]]
    return Shared(
        alike=math.fsum((weights * matches.likeness.max(axis=1)).tolist()) / total,
        ordered=chain.covered * chain.closeness,
        local=int(local.sum()) / (_WHOLE * total),
        plain=int(plain.sum()) / (_WHOLE * max(1, int(short.weights[ordinary[short.places]].sum()))),
        names=_kept(best, short.worth, short.names, _FEW_NAMES),
        names_back=_kept(best_back, long.worth, long.names, _FEW_NAMES),
        numbers=_kept(best, short.worth, short.numbers, _FEW_NUMBERS),
        numbers_back=_kept(best_back, long.worth, long.numbers, _FEW_NUMBERS),
        sentences=len(chain.pairs),
    )


_WHOLE = 100  # hundredths
_SLIP = 80  # what a name a letter or two apart counts, the least that counts here


# A share of few says little: as if so much weight more (two names, two numbers) were there, half of it found.
_FEW_NAMES, _FEW_NUMBERS = 900, 1000


def _kept(best: NDArray[np.int16], worth: NDArray[np.int32], some: NDArray[np.bool_], few: int) -> float:
    """Return the share of a text's distinct names, or numbers, that the other has."""
    found = np.where(best >= _SLIP, best, 0)[some].astype(np.int32)
    total = int(worth[some].sum())
    return (int((worth[some] * found).sum()) / _WHOLE + few / 2) / (total + few)


def link_copies(reports: Sequence[Report]) -> tuple[CopyGroup, ...]:
    """Group the reports that are one text. Order of *reports* never matters; each id is taken once.

    Two outlets' own reports of one event are no copies. In each group the original is the report that was
    published first, then the least garbled, then the longest, then by id.
    """
    by_id = {r.id: r for r in sorted(reports, key=lambda r: r.id)}
    sheets = lru_cache(maxsize=_HELD)(lambda i: sheet_of(by_id[i]))
    sets = DisjointSets()
    pairs = candidates((i, keys_of(sheets(i).runs, sheets(i).details())) for i in by_id)
    # By day of publication: reports that are alike lie close together, so that what is made ready is at hand.
    for a, b in sorted(pairs, key=lambda p: (max(by_id[i].published or "" for i in p), p)):
        # Pairs already in one group (through a third) need no comparison of their own.
        if sets.find(a) != sets.find(b) and verdict(sheets(a), sheets(b)):
            sets.join(a, b)
    lots = (lot for lot in sets.groups(by_id) if len(lot) > 1)
    groups = [group for lot in lots for group in groups_in([sheets(i) for i in lot])]
    return tuple(sorted(groups, key=lambda g: g.original))


def groups_in(lot: Sequence[Sheet]) -> list[CopyGroup]:
    """Return the groups that a lot of reports falls into which hang together by comparisons, directly or through others."""
    left = sorted(lot, key=lambda s: seniority(s.report))
    known: _Known = {}
    groups: list[CopyGroup] = []
    while len(left) > 1:
        group, left = _group(left, known)
        groups.extend(group)
    return groups


def compare(a: Report, b: Report) -> Verdict | None:
    """Compare two reports by themselves: how *b* and *a* are one text, or None where they are not."""
    return verdict(sheet_of(a), sheet_of(b))


def seniority(report: Report) -> tuple[str, float, int, str]:
    """Return the key by which the likelier original sorts first: date, garble in tenths, length (longest first), id.

    A report without a date sorts after every dated one: that it came first cannot be shown.
    """
    return (report.published or "9999", round(report.garble, 1), -len(report.text), report.id)


def verdict(a: Sheet, b: Sheet) -> Verdict | None:
    """Compare two reports made ready; None where they are two texts."""
    if a.tokens == b.tokens:
        return Verdict("exact", 1.0, "the same words in the same order") if a.tokens else None
    short, long = (a, b) if (len(a.tokens), a.report.id) <= (len(b.tokens), b.report.id) else (b, a)
    if len(short.tokens) < _SHORT or not short.words or not long.words:
        return None
    part = len(short.tokens) < _EXCERPT_LENGTH * len(long.tokens)
    runs = len(short.runs & long.runs) / len(short.runs)
    if runs >= _NEAR:
        reason = f"{runs:.0%} of the shorter text's runs of three words stand in the other"
        return Verdict("excerpt" if part else "near", runs, reason)
    if len(short.starts) < _SENTENCES or int((short.names | short.numbers).sum()) < _DETAILS:
        return None
    if _details_in_common(short, long) < _FEWEST_DETAILS:
        return None
    found = shared(short, long, match(short, long))
    if likely(found) < _COPY:
        return None
    return Verdict(
        "excerpt" if part and runs >= 0.8 * _NEAR else "rewritten",
        runs,
        f"{found.sentences} sentences tell the same in the same order, sentences are {found.alike:.0%} alike, "
        f"{found.names:.0%} of its names, {runs:.0%} of its runs of three words",
    )


# From which likelihood two texts are taken for one. Lower, and next-day reports by one desk are folded (at 0.36 twice as many
# pairs of a pile on one topic are joined as at 0.6); higher, and copies rewritten through and through are lost.
_COPY = 0.45
# A text of fewer sentences, or with fewer names and numbers, is a copy only where it shares its runs of words.
_SENTENCES, _DETAILS = 4, 8
_FEWEST_DETAILS = 0.35  # share of names and numbers kept, below which two texts are compared no further
FEATURES = ("ordered", "alike", "local", "plain", "names", "names_back", "numbers", "numbers_back")
"""What of :class:`Shared` is judged by."""
# Fitted by `training.copies` on the half of the pairs that is for developing.
_INTERCEPT = -14.84
_SLOPES = {
    "ordered": 7.52, "alike": 5.45, "local": 6.28, "plain": -5.21, "names": 5.57, "names_back": 1.54, "numbers": 5.46,
    "numbers_back": 5.06,
}  # fmt: skip


def likely(found: Shared) -> float:
    """Return how likely what two texts share makes one text of them (0–1): a logistic regression."""
    total = _INTERCEPT + math.fsum(slope * getattr(found, name) for name, slope in _SLOPES.items())
    return 1 / (1 + math.exp(-total))


def _details_in_common(short: Sheet, long: Sheet) -> float:
    """Return the share of the shorter text's names and numbers that the other has as they are: a quick look."""
    details = short.names | short.numbers
    total = int(short.worth[details].sum())
    there = set(long.stems.tolist())
    told = zip(short.stems[details].tolist(), short.worth[details].tolist(), strict=True)
    return sum(worth for stem, worth in told if stem in there) / total if total else 1.0


_Known = dict[tuple[str, str], Verdict | None]


def _judged(a: Sheet, b: Sheet, known: _Known) -> Verdict | None:
    """Compare two reports of a lot, each pair once."""
    pair = (a.report.id, b.report.id) if a.report.id < b.report.id else (b.report.id, a.report.id)
    if pair not in known:
        known[pair] = verdict(a, b)
    return known[pair]


def _group(members: list[Sheet], known: _Known) -> tuple[list[CopyGroup], list[Sheet]]:
    """Split off the group of the likeliest original; return it, if any, and the members left over.

    Every copy is held against the original itself: reports that hang together only through a third text (shared
    background paragraphs, a digest that quotes both) are not one text.
    """
    original = _original(members, known)
    pairs, left = [], []
    for sheet in members:
        if sheet is original:
            continue
        found = _judged(original, sheet, known)
        if found is None:
            left.append(sheet)
            continue
        of, by = original.report.id, sheet.report.id
        reason = f"{found.reason}; {_why(original, sheet)}"
        changed = corruptions(original, sheet) if found.relation != "exact" else ()
        pairs.append(CopyPair(of, by, found.relation, round(found.score, 4), reason, changed))
    pairs.sort(key=lambda p: p.copy)
    return ([CopyGroup(original.report.id, tuple(pairs))] if pairs else []), left


_TIED = 6  # reports that may be the original, none being older or less garbled than another, that are tried


def _original(members: list[Sheet], known: _Known) -> Sheet:
    """Return the likeliest original of *members* (most senior first).

    Where age and garble tell nothing apart, it is the one of which the most others are copies.
    """
    first = seniority(members[0].report)[:2]
    tied = [s for s in members if seniority(s.report)[:2] == first][:_TIED]
    if len(tied) == 1 or len(members) == 2:
        return members[0]
    best, most = members[0], -1
    for one in tied:
        number = sum(_judged(one, s, known) is not None for s in members if s is not one)
        if number > most:
            best, most = one, number
        if number == len(members) - 1:
            break
    return best


def _why(original: Sheet, copy: Sheet) -> str:
    one, two = original.report, copy.report
    if (one.published or "9999") != (two.published or "9999"):
        if two.published is None:
            return "the original is the one with a date"
        return f"the original was published first ({one.published}, the copy {two.published})"
    if round(one.garble, 1) != round(two.garble, 1):
        return "the original reads less garbled"
    if len(one.text) != len(two.text):
        return "the original is the longer"
    return "nothing tells which came first; the original is chosen by id"
