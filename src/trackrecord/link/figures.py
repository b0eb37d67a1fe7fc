"""Figures of the same quantity, across reports and within one: what is counted, of which act, where, when.

Only figures in one block (unit, class of the noun, act or a rare word) are compared. Whether the values then
agree is for weighing to say; here a difference in value never speaks against, only one of magnitude does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from trackrecord.link.bounds import Ties
from trackrecord.link.days import gap
from trackrecord.link.piles import Pile
from trackrecord.link.quantities import Quantity, other_people, plain
from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.link.terms import Rarity
from trackrecord.types import CopyGroup, FigurePair, LinkedParty, Reading, Ref

_SAME = 0.6
_FOLLOWING = 20  # how many later figures of a block each is compared with
_FILL = 6  # how many pairs a figure keeps
_NEAR = 3  # sentences within which a report tells of one thing
_FEW = 3  # counts up to this are too common to say anything without the same words around them
_ONCE = frozenset(
    ("kill", "injure", "arrest", "displace", "protest")
)  # counts of one occurrence, not of a state


_FREE: Ties[Ref] = Ties()


def link_figures(
    readings: Sequence[Reading],
    parties: Sequence[LinkedParty],
    copies: Sequence[CopyGroup] = (),
    ties: Ties[Ref] = _FREE,
) -> tuple[FigurePair, ...]:
    """Pair the figures that are of the same quantity, each pair with its score and reason.

    A figure keeps its closest few pairs only. Between copies of one text only figures that differ are paired: that
    a copy repeats its model says nothing. *ties* are what people ruled. Order of *readings* never matters; in a pair ``a``
    is the lower reference.
    """
    some = Pile.of(readings)
    roster = Roster(some, parties)
    texts = {report: group.original for group in copies for report in group.reports}
    found = [q for r in some for q in quantities(r, roster)]
    rarity = Rarity(q.context for q in found)
    pairs = []
    for a, b in _worth_comparing(found, rarity):
        if (
            texts.get(a.ref.report, a.ref.report) == texts.get(b.ref.report, "")
            and a.figure.value == b.figure.value
        ):
            continue
        score, reason = likeness(a, b, rarity)
        if score >= _SAME:
            first, second = sorted((a.ref, b.ref))
            pairs.append(FigurePair(first, second, round(score, 3), reason))
    there = {q.ref for q in found} if ties else set()
    ruled = {(min(pair), max(pair)) for pair in ties.together if there.issuperset(pair)}
    kept = [p for p in pairs if not ties.divides(p.a, p.b) and (p.a, p.b) not in ruled]
    made = [FigurePair(a, b, 1.0, "ruled to count the same") for a, b in ruled]
    return tuple(sorted([*_closest(kept), *made], key=lambda p: (p.a, p.b)))


def _closest(pairs: Sequence[FigurePair]) -> Iterator[FigurePair]:
    """Keep a pair only while neither figure has its fill of closer ones."""
    held: Counter[Ref] = Counter()
    for pair in sorted(pairs, key=lambda p: (-p.score, p.a, p.b)):
        if held[pair.a] < _FILL and held[pair.b] < _FILL:
            held.update((pair.a, pair.b))
            yield pair


def _worth_comparing(found: Sequence[Quantity], rarity: Rarity) -> Iterator[tuple[Quantity, Quantity]]:
    blocks: dict[tuple[str, ...], list[Quantity]] = defaultdict(list)
    roots = {q.root for q in found}
    for q in found:
        class_ = "people" if q.people else q.head
        unit = q.figure.unit or ""
        keys = {q.act or "", *(f"={k}" for k in q.kinds), f"={q.head}" if q.head else ""} - {""}
        if q.whole is not None:
            blocks[unit, "whole", f"{q.whole:g}"].append(q)
        if q.root is not None or q.ref in roots:
            blocks[unit, "root", "|".join(map(str, q.root or q.ref))].append(q)
        if not q.head:
            keys |= {f"~{t}" for t in sorted(q.context, key=lambda t: (-rarity.weight(t), t))[:6]}
        for key in sorted(keys):
            blocks[unit, class_, key].append(q)
    done = set()
    for block_key in sorted(blocks):
        block = sorted(blocks[block_key], key=lambda q: (q.published, q.ref))
        for at, a in enumerate(block):
            for b in block[at + 1 : at + 1 + _FOLLOWING]:
                if a.ref != b.ref and (a.ref, b.ref) not in done:
                    done.add((a.ref, b.ref))
                    yield a, b


def likeness(a: Quantity, b: Quantity, rarity: Rarity) -> tuple[float, str]:
    """Return how surely two figures are of one quantity (0–1) and the reason in words.

    Noun counted 30 %, act 20 %, place 10 %, words around it 30 %, magnitude 10 %; other units, acts, places or
    days of one occurrence exclude.
    """
    same_report = a.ref.report == b.ref.report
    if (a.root or a.ref) == (b.root or b.ref):
        return 0.9, "the report gives the one as another count of what the other counts"
    if a.figure.unit != b.figure.unit or a.figure.change != b.figure.change or _excluded(a, b, same_report):
        return 0.0, ""
    noun = _noun(a, b)
    if not noun:
        return 0.0, ""
    act = 1.0 if a.act and a.act == b.act else 0.5 if not (a.act and b.act) else 0.2
    place = 1.0 if a.place and b.place and a.place.id == b.place.id else 0.5
    once = a.act in _ONCE or b.act in _ONCE
    shared = a.context & b.context
    if once:
        shared = frozenset(t for t in shared if not plain(t))
    context = _context(a, b, shared, rarity)
    score = 0.3 * noun + 0.2 * act + 0.1 * place + 0.3 * context + 0.1 * _magnitude(a, b)
    near = same_report and abs(a.figure.sentence - b.figure.sentence) <= _NEAR
    if near and act == 1.0 and bool(a.causes) == bool(b.causes):
        score += 0.3  # two tellers of one count stand side by side
    elif once and not shared and place < 1.0 and not _one_day(a, b):
        return 0.0, ""
    if a.figure.value == b.figure.value and _odd(a.figure.value):
        score += 0.1
    if a.whole is not None and a.whole == b.whole:
        score += 0.3
    if once and place < 1.0 and not _one_day(a, b):
        score -= 0.2  # "people killed" alone can be of any attack
    if a.window and b.window and gap(a.window, b.window) > 31:
        score -= 0.15  # counts of two periods
    if (
        context < 0.8
        and a.whole is None
        and (not a.head or max(abs(a.figure.value), abs(b.figure.value)) <= _FEW)
    ):
        return 0.0, ""
    told = sorted(shared, key=lambda t: (-rarity.weight(t), t))[:4]
    return min(1.0, score), _reason(a, b, noun, act, told)


def judged_same(a: Quantity, b: Quantity, rarity: Rarity) -> str:
    """Return the reason for which two figures are of one quantity; empty where they are not judged to be."""
    score, reason = likeness(a, b, rarity)
    return reason if score >= _SAME else ""


def closest(a: Quantity, some: Sequence[Quantity], rarity: Rarity) -> Quantity | None:
    """Return which of *some* figures of one text is most likely of the same quantity; None where units all differ.

    For holding a claim against the text that it is about: that one of them is of the same quantity is taken as
    given. The noun counted, the words of the clause and the order of magnitude tell which.
    """
    fitting = [q for q in some if (q.figure.unit or "").split("/")[0] == (a.figure.unit or "").split("/")[0]]
    if not fitting:
        return None
    fractions = [q for q in fitting if (0 < abs(q.figure.value) < 1) == (0 < abs(a.figure.value) < 1)]

    def score(q: Quantity) -> float:
        least = min(rarity.total(a.near), rarity.total(q.near))
        words = rarity.total(a.near & q.near) / least if least else 0.0
        low, high = sorted((abs(a.figure.value), abs(q.figure.value)))
        return _noun(a, q) + words + 0.5 * likeness(a, q, rarity)[0] + (low / high if high else 1.0)

    return max(reversed(fractions or fitting), key=score)


def _odd(value: float) -> bool:
    """Whether a number is so particular that another report seldom has it by chance: 196, not 200."""
    return abs(value) >= 20 and value % 10 != 0


def _one_day(a: Quantity, b: Quantity) -> bool:
    """Whether both figures are told to hold for the same days, not only for periods that meet."""
    return a.window is not None and b.window is not None and not (a.since or b.since)


def _excluded(a: Quantity, b: Quantity, same_report: bool) -> bool:
    if same_report and (a.figure.sentence == b.figure.sentence or _magnitude(a, b) < 0.5):
        return True  # one report seldom gives one count twice at another order of magnitude
    if a.vague and b.vague:
        return True
    if a.whole is not None and b.whole is not None and a.whole != b.whole:
        return True
    if (a.whole is not None and (b.total or b.figure.value == a.whole)) or (
        b.whole is not None and (a.total or a.figure.value == b.whole)
    ):
        return True  # a part beside a whole
    if a.causes and b.causes and not a.causes & b.causes and (a.act in _ONCE or b.act in _ONCE):
        return True
    if a.since != b.since and (a.window and b.window) and (a.act in _ONCE or b.act in _ONCE):
        return True  # a count of a period beside one of a day
    if (a.plain_act and b.plain_act and a.act != b.act) or other_people(a, b):
        return True
    if a.holder and b.holder and not a.holder & b.holder and not (a.plain_act or b.plain_act):
        return True  # what two named holders earned, sold or own
    if a.place and b.place and a.place.id != b.place.id and a.place.country != b.place.country:
        return True
    if a.window and b.window and (a.act in _ONCE or b.act in _ONCE) and gap(a.window, b.window) > 1:
        return True
    if a.printed and b.printed:
        return gap(a.printed, b.printed) > (30 if a.act in _ONCE else 366)
    return False


def _noun(a: Quantity, b: Quantity) -> float:
    """How alike the nouns counted are: 1 the same with the same qualifiers, less for general words, 0 for others."""
    unit = a.figure.unit is not None
    if not a.head and not b.head:
        return 0.8
    if a.whole is not None and a.whole == b.whole and not (a.head and b.head):
        return 0.8 if a.context & b.context else 0.0
    if a.head == b.head:
        clash = a.kinds and b.kinds and not a.kinds & b.kinds
        return (0.0 if a.people else 0.5) if clash else 1.0 if a.kinds == b.kinds else 0.85
    if a.people and b.people:
        if a.anyone or b.anyone:
            part, whole = (b, a) if a.anyone else (a, b)
            return 0.6 if part.figure.value <= 1.1 * whole.figure.value else 0.3
        return 0.0
    if unit:
        return 0.6 if not a.head or not b.head else 0.0
    return 0.5 if a.head in b.kinds or b.head in a.kinds else 0.0


def _context(a: Quantity, b: Quantity, shared: frozenset[str], rarity: Rarity) -> float:
    """Weighed overlap of the words around two figures, as a share of the poorer sentence; a half is already full."""
    least = min(rarity.total(a.context), rarity.total(b.context))
    return min(1.0, rarity.total(shared) / least / 0.5) if least else 0.0


def _magnitude(a: Quantity, b: Quantity) -> float:
    one, two = abs(a.figure.value), abs(b.figure.value)
    if not one or not two:
        return 1.0 if one == two else 0.3
    ratio = max(one, two) / min(one, two)
    return 1.0 if ratio <= 2 else 0.6 if ratio <= 5 else -0.5 if ratio <= 20 else -1.5


def _reason(a: Quantity, b: Quantity, noun: float, act: float, told: Sequence[str]) -> str:
    of = a.figure.counts_text or a.figure.unit or "a bare number"
    other = b.figure.counts_text or b.figure.unit or "a bare number"
    reason = f"both count {of}" if noun == 1.0 and of == other else f"{of} beside {other}"
    if of == other == "a bare number":
        reason = "both count what was named before them"
    if a.whole is not None and a.whole == b.whole:
        reason += f", both of {a.whole:g}"
    if act == 1.0 and a.act:
        reason += f", both of the act “{a.act}”"
    if told:
        reason += f"; both sentences speak of {', '.join(t.lstrip('=') for t in told)}"
    return reason
