"""Copies: reports that are one text, wholly, nearly, in part, or rewritten word by word.

Candidates come from ``sketches``; each is then verified by what the two texts share: runs of words, sentences
aligned in order (``alignment``), names and figures in order. Reports in any language are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trackrecord.link.alignment import Alignment, Told, align, told
from trackrecord.link.groups import DisjointSets
from trackrecord.link.sketches import anchors, candidates, shingles
from trackrecord.link.terms import Rarity, terms, words
from trackrecord.types import CopyGroup, CopyPair, Report

Relation = Literal["exact", "near", "excerpt", "rewritten"]

_NEAR = 0.5  # share of the shorter text's word runs in the other, from which the two are one text
_EXCERPT_LENGTH = 0.6  # a text shorter than this share of the other is an excerpt of it
_SHORT = 12  # a text of fewer words is a copy only when it is the same word for word


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A report made ready for comparison."""

    report: Report
    tokens: tuple[str, ...]
    runs: frozenset[str]
    anchors: tuple[str, ...]
    sentences: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing two texts gave: the relation, the share of shared word runs, and the reason in words."""

    relation: Relation
    score: float
    reason: str


def link_copies(reports: Sequence[Report]) -> tuple[CopyGroup, ...]:
    """Group the reports that are one text. Order of *reports* never matters; each id is taken once.

    Two outlets' own reports of one event are no copies. In each group the original is the report that was
    published first, then the least garbled, then the longest, then by id.
    """
    sheets = {r.id: _sheet(r) for r in sorted(reports, key=lambda r: r.id)}
    rarity = Rarity([t for s in sheet.sentences for t in s] for sheet in sheets.values())
    ready = {i: told(sheet.sentences, rarity) for i, sheet in sheets.items()}
    sets = DisjointSets()
    for a, b in candidates((i, s.runs, s.anchors) for i, s in sheets.items()):
        # Pairs already in one group (through a third) need no comparison of their own.
        if sets.find(a) != sets.find(b) and _verdict(sheets[a], sheets[b], ready[a], ready[b], rarity):
            sets.join(a, b)
    groups: list[CopyGroup] = []
    for members in sets.groups(sheets):
        left = sorted((sheets[i] for i in members), key=lambda s: seniority(s.report))
        while len(left) > 1:
            group, left = _group(left, ready, rarity)
            groups.extend(group)
    return tuple(sorted(groups, key=lambda g: g.original))


def compare(a: Report, b: Report) -> Verdict | None:
    """Compare two reports by themselves: how *b* and *a* are one text, or None where they are not."""
    one, two = _sheet(a), _sheet(b)
    rarity = Rarity([t for s in sheet.sentences for t in s] for sheet in (one, two))
    return _verdict(one, two, told(one.sentences, rarity), told(two.sentences, rarity), rarity)


def seniority(report: Report) -> tuple[str, float, int, str]:
    """Return the key by which the likelier original sorts first: date, garble, length (longest first), id.

    A report without a date sorts after every dated one: that it came first cannot be shown.
    """
    return (report.published or "9999", report.garble, -len(report.text), report.id)


def _sheet(report: Report) -> _Sheet:
    sentences = []
    for span in report.sentences:
        text = span.text(report.text)
        sentences.append(frozenset(terms(text)) | {f"={a}" for a in anchors(text)})
    tokens = tuple(words(report.text))
    return _Sheet(report, tokens, shingles(tokens), anchors(report.text), tuple(sentences))


def _verdict(a: _Sheet, b: _Sheet, told_a: list[Told], told_b: list[Told], rarity: Rarity) -> Verdict | None:
    if a.tokens == b.tokens:
        return Verdict("exact", 1.0, "the same words in the same order") if a.tokens else None
    short, long = (a, b) if len(a.tokens) <= len(b.tokens) else (b, a)
    if len(short.tokens) < _SHORT:
        return None
    shared = len(short.runs & long.runs) / len(short.runs)
    part = len(short.tokens) < _EXCERPT_LENGTH * len(long.tokens)
    if shared >= _NEAR:
        relation: Relation = "excerpt" if part else "near"
        return Verdict(
            relation, shared, f"{shared:.0%} of the shorter text's runs of three words stand in the other"
        )
    alignment = align(*((told_a, told_b) if short is a else (told_b, told_a)), rarity)
    names = _names_in_order(short.anchors, long.anchors)
    if not _rewritten(alignment, names, shared, len(short.sentences)):
        return None
    relation = "excerpt" if part and shared >= 0.8 * _NEAR else "rewritten"
    return Verdict(
        relation,
        shared,
        f"{alignment.sentences} sentences ({alignment.covered:.0%} of the shorter text) tell the same in the same "
        f"order, {names:.0%} of its names and figures in order, {shared:.0%} of its runs of three words",
    )


def _rewritten(alignment: Alignment, names: float, shared: float, sentences: int) -> bool:
    """Whether order of sentences, names and figures, and shared wording together show one text.

    A rewriting touches every sentence and leaves the names, so that many sentences match loosely and most names
    keep their order. Two reports that share whole background paragraphs match closely in part instead: there
    the matched part must be most of the shorter text. Marks set on news of several outlets.
    """
    if alignment.sentences < min(4, max(3, sentences - 2)) or names < 0.55 or alignment.covered < 0.4:
        return False
    if alignment.closeness >= 0.8 and alignment.covered < 0.6:
        return False
    return 0.5 * alignment.covered + 0.5 * names + 0.3 * shared >= 0.64


def _names_in_order(short: Sequence[str], long: Sequence[str]) -> float:
    """Return the share of the shorter text's names and figures that stand in the other in the same order."""
    if not short:
        return 0.0
    # Longest common subsequence with one row; texts have a few hundred anchors at most.
    a, b = short[:400], long[:800]
    row = [0] * (len(b) + 1)
    for left in a:
        diagonal = 0
        for j, right in enumerate(b, 1):
            above = row[j]
            row[j] = diagonal + 1 if left == right else max(above, row[j - 1])
            diagonal = above
    return row[-1] / len(a)


def _group(
    members: list[_Sheet], ready: dict[str, list[Told]], rarity: Rarity
) -> tuple[list[CopyGroup], list[_Sheet]]:
    """Split off the group of the first (most senior) member; return it, if any, and the members left over.

    Every copy is held against the original itself: reports that hang together only through a third text (shared
    background paragraphs, a digest that quotes both) are not one text.
    """
    original, *rest = members
    pairs, left = [], []
    for sheet in rest:
        of, by = original.report.id, sheet.report.id
        verdict = _verdict(original, sheet, ready[of], ready[by], rarity)
        if verdict is None:
            left.append(sheet)
            continue
        reason = f"{verdict.reason}; {_why(original, sheet)}"
        pairs.append(CopyPair(of, by, verdict.relation, round(verdict.score, 4), reason))
    pairs.sort(key=lambda p: p.copy)
    return ([CopyGroup(original.report.id, tuple(pairs))] if pairs else []), left


def _why(original: _Sheet, copy: _Sheet) -> str:
    one, two = original.report, copy.report
    if (one.published or "9999") != (two.published or "9999"):
        if two.published is None:
            return "the original is the one with a date"
        return f"the original was published first ({one.published}, the copy {two.published})"
    if one.garble != two.garble:
        return "the original reads less garbled"
    if len(one.text) != len(two.text):
        return "the original is the longer"
    return "nothing tells which came first; the original is chosen by id"
