"""Which blocks of a page belong to its report: a second judgement over what extraction kept and left.

Extraction lets through what reads like prose or stands among it (offers, teasers, notices, the author's life) and now
and then drops lists and paragraphs of the report. Here each of its lines is looked up among the blocks of the page,
and a logistic model over their features (:mod:`trackrecord.clean.features`) takes out the lines that hardly belong and puts
back the blocks that nearly surely do. A line that is taken out is listed with its reason, like all that cleaning takes out.

The weights were fitted by ``python -m training.belonging`` to the pages of WCXB (CC BY 4.0), and are in ``data/belonging.json``.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from trackrecord.clean.blocks import Block
from trackrecord.clean.features import Candidate, Features, Surroundings, features_of
from trackrecord.types import Removed, RemovedReason

_NOT_LETTERS = re.compile(r"[\W_]+")
_PREFIX = 20
_SHORTEST_MATCH = 10
_HOLDS_A_PAGE = 3_000
_FARTHEST = 2_000
_MOST_LEFT_BETWEEN = 20
_MOST_TAKEN_OUT = 0.3
_STEPS = (1.0, 0.5, 0.25, 0.125)
_CELLS = frozenset(("td", "th"))
_ELSEWHERE = frozenset("nav footer form button dialog".split())


class Model(NamedTuple):
    """Weights for the lines that extraction kept and the blocks that it left, and where to draw the lines.

    A kept line of under 15 words is taken out below ``short_below``, a longer one below ``drop_below``; a block that was left
    is put back above ``add_above``.
    """

    short_below: float
    drop_below: float
    add_above: float
    kept: dict[str, float]
    left: dict[str, float]


class Sorted(NamedTuple):
    """The lines that belong to the report, and those that were taken out, each in order."""

    lines: list[str]
    removed: tuple[Removed, ...]


def sort_out(
    lines: Sequence[str],
    blocks: Sequence[Block],
    *,
    title: str | None = None,
    publisher: str | None = None,
    authors: Sequence[str] = (),
) -> Sorted:
    """Judge the lines that extraction gave, and the blocks among them that it left."""
    candidates = candidates_of(lines, blocks)
    at = Surroundings(candidates, title, publisher, authors)
    found = [
        features_of(at, number) if at.reaches(each) and not at.plain(number) else {}
        for number, each in enumerate(candidates)
    ]
    chances = [probability(each) if each else 0.0 for each in found]
    out = _out(candidates, found, chances)
    kept: list[str] = []
    removed: list[Removed] = []
    for number, each in enumerate(candidates):
        if number in out:
            removed.append(Removed(each.text, _reason(found[number])))
        elif each.kept or (chances[number] > _model().add_above and not found[number]["said twice"]):
            kept.append(each.text)
    return Sorted(kept, tuple(removed))


def _out(
    candidates: Sequence[Candidate], found: Sequence[Features], chances: Sequence[float]
) -> frozenset[int]:
    """Return the numbers of the lines to take out; the headline stays.

    Where these are a good part of the text, the page is of a kind that the model does not know, and only what it is surer
    of goes, or nothing.
    """
    model = _model()
    sizes = [len(each.text) if each.kept else 0 for each in candidates]
    most = _MOST_TAKEN_OUT * sum(sizes)
    lives = {number for number, each in enumerate(found) if sizes[number] and each and _is_life(each)}
    for stricter in _STEPS:
        out = lives | {
            number
            for number, each in enumerate(found)
            if sizes[number]
            and each
            and not each["is title"]
            and chances[number] < stricter * (model.short_below if each["few words"] else model.drop_below)
        }
        if sum(sizes[number] for number in out - lives) <= most:
            return frozenset(out)
    return frozenset()


def _is_life(found: Features) -> bool:
    """Whether a line tells who the report's author is ("Ann Example is a senior writer at …"): no report tells that of its own."""
    return bool(found["author first"] and found["bio"])


def candidates_of(lines: Sequence[str], blocks: Sequence[Block]) -> list[Candidate]:
    """Return lines and blocks in one order: each line at its block, and the blocks that are in no line between them."""
    keys = [_letters(block.text) for block in blocks]
    lines = [part for line in lines for part in _taken_apart(line, keys)]
    places = _placed(lines, keys)
    by_place: dict[int, list[int]] = {}
    taken: set[int] = set()
    last = -1
    for number, found in enumerate(places):
        last = found[0] if found else last
        by_place.setdefault(last, []).append(number)
        taken.update(found)
    said = set(map(_letters, lines))
    rows = "\0".join(_letters(line) for line in lines if line[:1] == "|")
    candidates: list[Candidate] = []
    for place in range(-1, len(blocks)):
        block = blocks[place] if place >= 0 else None
        for number in by_place.get(place, ()):
            run = places[number]
            if len(run) > 1 and lines[number][:1] != "|":  # not a row of a table
                candidates += [Candidate(blocks[at].text, True, blocks[at], at) for at in run]
            else:
                candidates.append(Candidate(lines[number], True, block if run else None, place))
        if (
            block is not None
            and place not in taken
            and block.words
            and keys[place] not in said
            and not (rows and block.own & _CELLS and keys[place] in rows)
            and not block.own & _ELSEWHERE
        ):
            candidates.append(Candidate(block.text, False, block, place))
    return candidates


def probability(found: Features) -> float:
    """Return how likely a block with these features belongs to the report."""
    weights = _model().kept if found["kept"] else _model().left
    total = sum(weights.get(name, 0.0) * value for name, value in found.items() if value)
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def _taken_apart(line: str, keys: Sequence[str]) -> Iterator[str]:
    """Cut a line that holds a whole page, as extraction gives it for some, where blocks of some length begin in it."""
    if len(line) < _HOLDS_A_PAGE or line[:1] == "|":
        yield line
        return
    letters = [place for place, char in enumerate(line) if _NOT_LETTERS.fullmatch(char) is None]
    whole = _letters(line)
    if len(whole) != len(letters):  # a letter whose small form is two
        yield line
        return
    cut = at = 0
    for key in keys:
        found = whole.find(key, at, at + _FARTHEST) if len(key) >= _PREFIX else -1
        if found >= 0:
            if letters[found] > cut:
                yield line[cut : letters[found]].strip()
                cut = letters[found]
            at = found + len(key)
    yield line[cut:].strip()


def _placed(lines: Sequence[str], keys: Sequence[str]) -> list[tuple[int, ...]]:
    """Return for each line the numbers of the blocks that it consists of; a line may also be a part of one block."""
    whole: dict[str, list[int]] = {}
    begins: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        if key:
            whole.setdefault(key, []).append(number)
            begins.setdefault(key[:_PREFIX], []).append(number)
    found: list[tuple[int, ...]] = []
    last = -1
    for line in lines:
        key = _letters(line)
        place = _next_after(whole.get(key, ()), last)
        mine: tuple[int, ...] = () if place is None else (place,)
        if not mine and len(key) >= _SHORTEST_MATCH:
            mine = _run(key, keys, begins, last)
        if mine:
            last = mine[-1]
        found.append(mine)
    return found


def _run(key: str, keys: Sequence[str], begins: dict[str, list[int]], last: int) -> tuple[int, ...]:
    """Return the blocks whose texts, one behind the other, make up a line, or the block that begins with it.

    Blocks between them that extraction left are passed over. Of a line that is not wholly made of blocks the first one
    is returned, which tells where it stands.
    """
    starts = begins.get(key[:_PREFIX]) or next(
        (begins[key[:size]] for size in range(min(_PREFIX, len(key)) - 1, 3, -1) if key[:size] in begins), []
    )
    start = _next_after(starts, last)
    if start is None:
        return ()
    run: list[int] = []
    at, left = 0, 0
    for place in range(start, len(keys)):
        if keys[place] and key.startswith(keys[place], at):
            run.append(place)
            at += len(keys[place])
            left = 0
        else:
            left += 1
        if at == len(key) or left > _MOST_LEFT_BETWEEN:
            break
    return tuple(run) if run and at == len(key) else (start,)


def _next_after(places: Sequence[int], last: int) -> int | None:
    """Return the first of the ascending *places* after *last*, or else the first of all."""
    if not places:
        return None
    at = bisect_right(places, last)
    return places[at] if at < len(places) else places[0]


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).lower()


def _reason(found: Features) -> RemovedReason:
    """Say what kind of furniture a line is, by the features that tell kinds apart."""
    told: tuple[tuple[RemovedReason, tuple[str, ...]], ...] = (
        ("comments", ("hint comments",)),
        ("caption", ("hint caption", "<figcaption>")),
        ("newsletter", ("hint newsletter",)),
        ("share", ("hint share",)),
        ("credit", ("author and bio", "author in short", "hint author", "short credit")),
        ("link", ("all link", "hint related", "short more")),
    )
    return next((reason for reason, names in told if any(found.get(name) for name in names)), "furniture")


@cache
def _model() -> Model:
    text = resources.files("trackrecord.clean").joinpath("data", "belonging.json").read_text("utf-8")
    return Model(**json.loads(text))
