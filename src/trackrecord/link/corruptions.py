"""What a copy changed: names, numbers, negations and attributions that differ from the original's.

Looked for only where the two texts are matched: a number that one lacks may have been left out, but where a sentence of
the copy says what a sentence of the original says, with another number in its place, the copy got it wrong (or was
updated; which of the two, nothing in the texts tells). Words for words are no corruption unless they say the contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.link.alignment import Matches, match, one_slip
from trackrecord.link.contraries import CONTRARY, DENYING, NEGATION
from trackrecord.link.sheets import Sheet
from trackrecord.read.parties.gazetteer import capital, country_named, country_of_people, government_seat
from trackrecord.types import Corruption, CorruptionKind, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAME, _NEAR = 100, 60  # hundredths of likeness from which words are the same, or near
_TELLS = 0.2  # likeness of two sentences from which one may be the other's model
_TELLS_SURELY = 0.35  # and from which a missing "not" says something
_SHORT_TELLS = 0.25  # likeness of sentences, or of what stands around, from which a short name may be a slip
_LONG = 6  # letters of a name from which another that is nearly the same is no chance
_AROUND = 3  # words on either side that are held against one another
_SCALE = re.compile(r"\s(hundred|thousand|million|billion|trillion|per cent|percent|%)\b|%", re.IGNORECASE)
_SAYS = (
    r"(?:said|says|say|told|tells|added|stated|declared|announced|warned|explained|claimed|argued|replied|answered|"
    r"insisted|noted|wrote|reported|urged|called|accused|according to|recounted|complained|conceded|acknowledged)"
)
# Each word begins after what is none, and has an end: else a long run of capitals is cut in every way there is.
_NAME = r"(?<![\w’'-])[A-Z][\w’'-]{1,40}(?:\s(?:(?:of|the|al|de|bin)\s)?[A-Z][\w’'-]{1,40}){0,4}\s?"
_SPEAKER = re.compile(
    rf"(?P<before>{_NAME})(?:, [^,.“”\"]{{2,60}},)? ?(?:has |have |had )?{_SAYS}\b|\b{_SAYS} (?P<after>{_NAME})"
)
_ENDINGS = ("s", "n", "ns", "an", "ans", "ian", "ians", "ish", "ese", "i", "is", "ic", "er", "ers", "es")


@dataclass(frozen=True, eq=False, slots=True)
class _Both:
    """The two sheets, how their words and sentences match, and each word's sentence."""

    a: Sheet
    b: Sheet
    words: NDArray[np.int16]  # of each word of a and each of b, in hundredths
    likeness: NDArray[np.float64]
    best_a: NDArray[np.int16]  # of each word of a, its best match in b
    best_b: NDArray[np.int16]
    of_a: NDArray[np.int64]  # the sentence of each word
    of_b: NDArray[np.int64]


def corruptions(original: Sheet, copy: Sheet, matches: Matches | None = None) -> tuple[Corruption, ...]:
    """Return what *copy* tells otherwise than *original*, in the order of the copy's text.

    *matches* are those of original and copy, where they are at hand.
    """
    if not original.words or not copy.words or original.tokens == copy.tokens:
        return ()
    found = matches or match(original, copy)
    expanded = found.words[np.ix_(original.places, copy.places)]
    both = _Both(
        original, copy, expanded, found.likeness, expanded.max(axis=1), expanded.max(axis=0),
        _owners(original), _owners(copy),
    )  # fmt: skip
    every = [*_numbers(both), *_names(both), *_negations(both), *_contraries(both), *_attributions(both)]
    return tuple(_apart(sorted(every, key=lambda c: (c.copy, c.original, c.kind))))


def _owners(sheet: Sheet) -> NDArray[np.int64]:
    return np.searchsorted(sheet.starts, np.arange(len(sheet.words)), side="right") - 1


def _apart(every: Iterable[Corruption]) -> Iterator[Corruption]:
    """Leave out what overlaps another in the copy: the first stands."""
    last = -1
    for corruption in every:
        if corruption.copy.start >= last:
            yield corruption
            last = corruption.copy.end


def _made(both: _Both, kind: CorruptionKind, one: Span, two: Span) -> Corruption:
    return Corruption(kind, one, two, one.text(both.a.report.text), two.text(both.b.report.text))


# --------------------------------------------------------------------------- numbers


@dataclass(frozen=True, slots=True)
class _Number:
    place: int  # among the sheet's words
    value: str  # digits, with the scale that follows ("6 million")
    span: Span


def _numbers(both: _Both) -> Iterator[Corruption]:
    ours, theirs = _numbers_of(both.a), _numbers_of(both.b)
    known, kept = {n.value for n in ours}, {n.value for n in theirs}
    rated = []
    for one in ours:
        for two in theirs:
            if one.value == two.value:
                continue
            # A number that the other text has elsewhere may have been moved there: the place must fit all the better.
            moved = (one.value in kept) + (two.value in known)
            if moved and _near_by(both, one, theirs, two.place, ours=True):
                continue
            if moved and _near_by(both, two, ours, one.place, ours=False):
                continue
            fit = _fits(both, one, two)
            if fit >= (_FIT, _FIT_MOVED, _FIT_MOVED)[moved]:
                rated.append((-fit, one.place, two.place))
    by_place_a, by_place_b = {n.place: n for n in ours}, {n.place: n for n in theirs}
    for _, i, j in sorted(rated):
        if i in by_place_a and j in by_place_b:
            yield _made(both, "number", by_place_a.pop(i).span, by_place_b.pop(j).span)


_FIT, _FIT_MOVED = 0.95, 1.25  # from which two numbers are taken to be in one place


def _near_by(both: _Both, number: _Number, others: list[_Number], place: int, *, ours: bool) -> bool:
    """Whether the other text has the same number in the sentence of *place* or in one that tells the same."""
    of_one, of_other = (both.of_a, both.of_b) if ours else (both.of_b, both.of_a)
    like = both.likeness if ours else both.likeness.T
    return any(
        n.value == number.value
        and (of_other[n.place] == of_other[place] or like[of_one[number.place], of_other[n.place]] >= _TELLS)
        for n in others
    )


def _numbers_of(sheet: Sheet) -> list[_Number]:
    found = []
    for place, word in enumerate(sheet.words):
        if word.number is None or word.number in ("0", "1"):
            continue
        scale = _SCALE.match(sheet.report.text, word.span.end)
        unit = (scale.group(1) or "%").lower() if scale else ""
        end = scale.end() if scale and unit not in ("%", "per cent", "percent") else word.span.end
        value = f"{word.number} {unit}" if end > word.span.end else word.number
        found.append(_Number(place, value, Span(word.span.start, end)))
    return found


def _fits(both: _Both, one: _Number, two: _Number) -> float:
    """Return how surely a number of the copy stands where one of the original stood."""
    like = float(both.likeness[both.of_a[one.place], both.of_b[two.place]])
    around = _around(both, one.place, two.place)
    digits = 0.0
    if sorted(one.value) == sorted(two.value) or one.value.split(" ")[0] == two.value.split(" ")[0]:
        digits = 0.6
    elif (
        len(one.value) == len(two.value)
        and sum(x != y for x, y in zip(one.value, two.value, strict=True)) == 1
    ):
        digits = 0.2
    elif one.value.strip("0") == two.value.strip("0"):
        digits = 0.4
    return like + around + digits if like >= _TELLS or digits >= 0.4 else 0.0


def _around(both: _Both, i: int, j: int) -> float:
    """Return how alike the words around two places are, those that follow counting most (0 to about 1)."""
    total = 0.0
    for step, weight in ((1, 0.5), (2, 0.2), (-1, 0.25), (-2, 0.1)):
        at = i + step
        if not 0 <= at < len(both.a.words) or both.of_a[at] != both.of_a[i]:
            continue
        near = [k for k in range(j - _AROUND, j + _AROUND + 1) if k != j and 0 <= k < len(both.b.words)]
        near = [k for k in near if both.of_b[k] == both.of_b[j]]
        if near:
            best = int(both.words[at, near].max())
            total += weight * (best / 100 if best >= _NEAR // 2 else 0.0)
    return total


# --------------------------------------------------------------------------- names


def _names(both: _Both) -> Iterator[Corruption]:
    ours = [i for i, w in enumerate(both.a.words) if w.name]
    lost = {i for i in ours if both.best_a[i] < _SAME}
    fresh = [j for j, w in enumerate(both.b.words) if w.name and both.best_b[j] < _SAME]
    taken: set[int] = set()
    for j in fresh:
        slips = [i for i in ours if one_slip(both.a.words[i].folded, both.b.words[j].folded)]
        some = [i for i in slips or sorted(lost - taken) if _stood_for(both, i, j)]
        if some:
            best = max(some, key=lambda i: (_name_fit(both, i, j), -i))
            if not slips:
                taken.update(i for i in lost if both.a.words[i].stem == both.a.words[best].stem)
            kind: CorruptionKind = "name"
            if {both.a.words[best].folded, both.b.words[j].folded} <= _DAYS:
                kind = "number"
            yield _made(both, kind, _whole(both.a, best), _whole(both.b, j))


# A month or a day of the week is part of a date, and counts as a number.
_DAYS = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)


def _name_fit(both: _Both, i: int, j: int) -> float:
    slip = one_slip(both.a.words[i].folded, both.b.words[j].folded)
    return float(both.likeness[both.of_a[i], both.of_b[j]]) + _around(both, i, j) + slip


def _stood_for(both: _Both, i: int, j: int) -> bool:
    """Whether name *j* of the copy stands where name *i* of the original stood, and is another."""
    one, two = both.a.words[i], both.b.words[j]
    beside = _beside(both, i, j)
    like = float(both.likeness[both.of_a[i], both.of_b[j]])
    if one_slip(one.folded, two.folded):
        placed = len(one.folded) >= _LONG or like >= _SHORT_TELLS or _around(both, i, j) >= _SHORT_TELLS
        return beside or (placed and not _derived(one.folded, two.folded))
    if _derived(one.folded, two.folded) or _one_place(one.folded, two.folded):
        return False
    if beside and like >= _TELLS:
        return True
    first = int(both.b.starts[both.of_b[j]]) == j
    if first or int(both.a.starts[both.of_a[i]]) == i or both.best_b[j] >= _NEAR:
        return False
    return like >= _TELLS_SURELY and _around(both, i, j) >= 0.35 and not _letters(both, i, j)


def _beside(both: _Both, i: int, j: int) -> bool:
    """Whether a name stands directly beside both that is the same in both: "Fiona" Kell, "Fiona" Bell."""
    for step in (-1, 1):
        at, to = i + step, j + step
        if 0 <= at < len(both.a.words) and 0 <= to < len(both.b.words):
            one, two = both.a.words[at], both.b.words[to]
            near_a = abs(one.span.start - both.a.words[i].span.start) < 24
            if (
                near_a
                and one.name
                and two.name
                and both.words[at, to] == _SAME
                and _adjoins(both.a, i, at)
                and _adjoins(both.b, j, to)
            ):
                return True
    return False


def _adjoins(sheet: Sheet, one: int, two: int) -> bool:
    left, right = sorted((sheet.words[one].span, sheet.words[two].span))
    return 0 < right.start - left.end <= 2 and sheet.report.text[left.end : right.start].strip(" -") == ""


def _derived(one: str, two: str) -> bool:
    """Whether one is the other with an ending ("Iran", "Iranians"), which is no other name."""
    short, long = sorted((one, two), key=len)
    stem = short[:-1] if short[-1] in "aeiy" and not long.startswith(short) else short
    return len(stem) >= 3 and long.startswith(stem) and long[len(stem) :] in _ENDINGS


def _one_place(one: str, two: str) -> bool:
    """Whether both names stand for one country ("Washington", "Americans"), whose use changes nothing."""
    first, second = _countries(one), _countries(two)
    return bool(first & second)


@lru_cache(maxsize=16384)
def _countries(name: str) -> frozenset[str]:
    looked_up = (
        country_named(name),
        country_of_people(name.capitalize()),
        government_seat(name),
        capital(name),
    )
    return frozenset(code for code in looked_up if code)


def _letters(both: _Both, i: int, j: int) -> bool:
    """Whether one is the letters that the other's words begin with."""
    one, two = _whole(both.a, i).text(both.a.report.text), _whole(both.b, j).text(both.b.report.text)

    def short_for(letters: str, words: str) -> bool:
        initials = "".join(w[0] for w in words.split() if w[:1].isupper())
        return len(letters) > 1 and letters.replace(".", "").upper() == initials

    return short_for(one, two) or short_for(two, one)


def _whole(sheet: Sheet, place: int) -> Span:
    """Return the whole name that a word is part of."""
    start = end = place
    while start > 0 and sheet.words[start - 1].name and _adjoins(sheet, start - 1, start):
        start -= 1
    while end + 1 < len(sheet.words) and sheet.words[end + 1].name and _adjoins(sheet, end, end + 1):
        end += 1
    return Span(sheet.words[start].span.start, sheet.words[end].span.end)


# --------------------------------------------------------------------------- whether it is so


_CLOSELY = 0.5  # likeness from which each "not" of a sentence is looked at by itself
_COMPARED = re.compile(
    r"\b(?:more|less|better|worse|bigger|\w{3,}er)\b"
)  # "never a bigger one" denies nothing


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word that negates, and the places of the words that it may negate, the likeliest first."""

    span: Span
    heads: tuple[int, ...]


def _cues(sheet: Sheet, number: int) -> list[_Cue]:
    """Return the strict negations of a sentence, each with the content words that follow in its clause."""
    start, text = int(sheet.starts[number]), sheet.report.text
    some = sheet.of_sentence(number)
    found = []
    for cue in NEGATION.finditer(text, *sheet.sentences[number]):
        stop = re.compile(r"[,;:.!?”\"]").search(text, cue.end())
        end = min(stop.start() if stop else len(text), sheet.sentences[number].end)
        heads = [start + k for k, w in enumerate(some) if cue.end() <= w.span.start < end][:3]
        if heads and not (cue.group().lower() in ("no", "never") and _COMPARED.search(text, cue.end(), end)):
            found.append(_Cue(Span(*cue.span()), tuple(heads)))
    return found


def _cue_places(sheet: Sheet, number: int) -> list[int]:
    """Return where a sentence negates in any way, by "not" or by a word such as "refuse"."""
    found = [m.start() for m in NEGATION.finditer(sheet.report.text, *sheet.sentences[number])]
    return found + [
        w.span.start for w in sheet.of_sentence(number) if w.stem in DENYING or w.folded in DENYING
    ]


def _negations(both: _Both) -> Iterator[Corruption]:
    """A sentence that negates, against its likest in the other text, which has the same words and does not."""
    for j in range(len(both.b.starts)):
        column = both.likeness[:, j]
        i = int(column.argmax())
        if column[i] < _TELLS_SURELY:
            continue
        surely = bool(column[i] >= _CLOSELY)
        for one, other, row, ours in ((both.a, both.b, (i, j), True), (both.b, both.a, (j, i), False)):
            for cue in _cues(one, row[0]):
                place = next(
                    (p for h in cue.heads if (p := _counterpart(both, h, row[1], ours)) is not None), None
                )
                if place is not None and not _negated(other, row[1], place, surely):
                    mine = Span(cue.span.start, one.words[cue.heads[0]].span.end)
                    yours = _clause(other, place)
                    yield _made(both, "negation", *((mine, yours) if ours else (yours, mine)))


def _negated(sheet: Sheet, number: int, place: int, close: bool) -> bool:
    """Whether a word stands negated: in its sentence at all, or, where the texts are close, near to it."""
    at = sheet.words[place].span.start
    cues = _cue_places(sheet, number)
    return any(not close or at - 60 <= cue <= at + 25 for cue in cues)


def _counterpart(both: _Both, place: int, sentence: int, ours: bool) -> int | None:
    """Return the word of the other text's sentence that a negated word matches."""
    sheet = both.b if ours else both.a
    start = int(sheet.starts[sentence])
    end = start + len(sheet.of_sentence(sentence))
    row = both.words[place, start:end] if ours else both.words[start:end, place]
    best = int(row.argmax())
    return start + best if row[best] >= _NEAR else None


def _clause(sheet: Sheet, place: int) -> Span:
    """Return the word with the auxiliary before it: what stands where the negation would stand."""
    span = sheet.words[place].span
    before = re.search(r"\b(?:\w+ ){1,3}$", sheet.report.text[max(0, span.start - 30) : span.start])
    return Span(span.start - len(before.group()), span.end) if before else span


def _contraries(both: _Both) -> Iterator[Corruption]:
    """A word of the copy that says the contrary of a word of the original which the copy lacks there."""
    for j in range(len(both.b.starts)):
        column = both.likeness[:, j]
        i = int(column.argmax())
        if column[i] < _TELLS_SURELY:
            continue
        ours, theirs = _plain(both.a, i), _plain(both.b, j)
        for folded, span in theirs:
            if any(folded == other for other, _ in ours):
                continue
            for other, place in ours:
                if other not in CONTRARY.get(folded, ()) or any(other == word for word, _ in theirs):
                    continue
                # "not agreed" and "refused" are the same.
                if _follows_negation(both.a, place) == _follows_negation(both.b, span):
                    yield _made(both, "word", place, span)
                    break


def _follows_negation(sheet: Sheet, span: Span) -> bool:
    return NEGATION.search(sheet.report.text, max(0, span.start - 20), span.start) is not None


_LETTERS = re.compile(r"[A-Za-z]+")


def _plain(sheet: Sheet, number: int) -> list[tuple[str, Span]]:
    found = _LETTERS.finditer(sheet.report.text, *sheet.sentences[number])
    return [(m.group().lower(), Span(*m.span())) for m in found]


# --------------------------------------------------------------------------- who said it


def _attributions(both: _Both) -> Iterator[Corruption]:
    """A sentence said by one in the original, and by another of the original's names in the copy."""
    for j in range(len(both.b.starts)):
        column = both.likeness[:, j]
        i = int(column.argmax())
        if column[i] < _TELLS_SURELY:
            continue
        one, two = _speaker(both.a, i), _speaker(both.b, j)
        if one is None or two is None:
            continue
        ours, theirs = _within(both.a, one), _within(both.b, two)
        if not ours or not theirs:
            continue
        if int(both.words[np.ix_(ours, theirs)].max()) >= 80:
            continue
        known = all(both.best_b[k] >= 80 for k in theirs)
        kept = any(
            both.words[k, int(both.b.starts[j]) :][: len(both.b.of_sentence(j))].max() >= 80 for k in ours
        )
        if known and not kept:
            yield _made(both, "attribution", one, two)


def _speaker(sheet: Sheet, number: int) -> Span | None:
    text = sheet.report.text
    span = sheet.sentences[number]
    for found in _SPEAKER.finditer(text, span.start, span.end):
        group = "before" if found["before"] else "after"
        raw = found[group]
        return Span(found.start(group), found.start(group) + len(raw.rstrip()))
    return None


def _within(sheet: Sheet, span: Span) -> list[int]:
    """Return the places of the names that a span holds."""
    return [k for k, w in enumerate(sheet.words) if w.name and span.contains(w.span)]
