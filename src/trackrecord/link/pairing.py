"""Which circles are worth judging, and the judgements on them: names that differ but may be of one party.

Pairs come from blocks (family name by sound, given name, acronym, core of a firm's name), so that cost does not
grow with the square of the names; a crowded block is compared within reports and copies only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from trackrecord.link.circles import Circle
from trackrecord.link.judging import (
    Judgement,
    Setting,
    estranged,
    forbidden,
    judge_collectives,
    judge_garbled,
    judge_people,
    judge_short,
)
from trackrecord.link.names import firm_core, given_names_agree, sound
from trackrecord.link.profiles import Profile, acquainted, acronyms_of

_CROWDED = 40  # a block of more names than this is only compared within reports and copies
Pair = tuple[Circle, Circle, Judgement]


def judged(circles: Sequence[Circle]) -> list[Pair]:
    """Return the pairs that may be one party with their judgements, surest first."""
    return _unambiguous(sorted(_judged(circles), key=_order))


def _judged(circles: Sequence[Circle]) -> Iterator[Pair]:
    people = [c for c in circles if c.face.class_ == "person"]
    groups = [c for c in circles if c.face.class_ == "collective"]
    full = [c for c in people if c.face.person.full]
    yield from _pairs(_blocks(full, _person_blocks), judge_people)
    yield from _pairs(_blocks(groups, _collective_blocks), judge_collectives)
    yield from _short_names(people, full)
    yield from _garbled_names(people)


def _person_blocks(circle: Circle) -> tuple[str, ...]:
    name = circle.face.person
    return (f"f:{sound(name.family)}", f"g:{sound(name.given)}:{name.family[:1]}")


def _collective_blocks(circle: Circle) -> tuple[str, ...]:
    face = circle.face
    keys = {f"a:{a}" for some in acronyms_of(face) for a in some} | {
        "s:" + " ".join(sound(w) for w in face.key.split())
    }
    return (*sorted(keys), f"w:{face.key.split()[-1]}", f"c:{firm_core(face.party.name)}")


def _blocks(circles: Sequence[Circle], keys: Callable[[Circle], tuple[str, ...]]) -> dict[str, list[Circle]]:
    blocks: dict[str, list[Circle]] = defaultdict(list)
    for circle in circles:
        for key in keys(circle):
            blocks[key].append(circle)
    return blocks


def _pairs(
    blocks: Mapping[str, list[Circle]], judge: Callable[[Profile, Profile, Setting], Judgement | None]
) -> Iterator[Pair]:
    done: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        for a, b in _worth_comparing(blocks[key]):
            if (a.id, b.id) in done:
                continue
            done.add((a.id, b.id))
            judgement = judge(a.face, b.face, _setting(a, b))
            if judgement is not None:
                yield a, b, judgement


def _worth_comparing(block: list[Circle]) -> Iterator[tuple[Circle, Circle]]:
    some = sorted(block, key=lambda c: c.id)
    if len(some) <= _CROWDED:
        yield from combinations(some, 2)
        return
    shelves: dict[str, list[Circle]] = defaultdict(list)
    for circle in some:
        for text in sorted(circle.texts):
            shelves[text].append(circle)
    for text in sorted(shelves):
        yield from combinations(shelves[text][:_CROWDED], 2)


def _short_names(people: Sequence[Circle], full: Sequence[Circle]) -> Iterator[Pair]:
    """Judge one-word names against the full names that hold the word, where only one can be meant."""
    holders: dict[str, list[Circle]] = defaultdict(list)
    for circle in full:
        for part in sorted(set(circle.face.person.parts)):
            if len(part) > 1:
                holders[part].append(circle)
    for short in people:
        if short.face.person.full or not short.face.person.parts:
            continue
        word = short.face.person.parts[0]
        able = [c for c in holders.get(word, []) if not forbidden(short.face, c.face)]
        for narrower in (_same_report, _same_text, _family(word), _known):
            fewer = [c for c in able if narrower(short, c)]
            if fewer:
                able = fewer
                break
        if able and all(_one_person(able[0], c) for c in able[1:]):
            best = min(able, key=lambda c: (-len(c.members), c.id))
            judgement = judge_short(short.face, best.face, _setting(short, best))
            if judgement is not None:
                yield short, best, judgement


def _garbled_names(people: Sequence[Circle]) -> Iterator[Pair]:
    """Judge one-word names that a copy alone has against the names of its model."""
    shelves: dict[str, list[Circle]] = defaultdict(list)
    for circle in people:
        for text in sorted(circle.texts):
            shelves[text].append(circle)
    for text in sorted(shelves):
        for a, b in combinations(sorted(shelves[text], key=lambda c: c.id)[:_CROWDED], 2):
            if _same_report(a, b) or (a.face.person.full and b.face.person.full):
                continue
            judgement = judge_garbled(a.face, b.face)
            if judgement is not None and a.face.person.family != b.face.person.family:
                yield a, b, judgement


def _same_report(a: Circle, b: Circle) -> bool:
    return not a.reports.isdisjoint(b.reports)


def _same_text(a: Circle, b: Circle) -> bool:
    return not a.texts.isdisjoint(b.texts)


def _known(a: Circle, b: Circle) -> bool:
    return acquainted(a.face, b.face) >= 1


def _family(word: str) -> Callable[[Circle, Circle], bool]:
    """Narrow to those whose family name the word is and who share company, if any do."""
    return lambda a, b: b.face.person.family == word and _known(a, b)


def _one_person(a: Circle, b: Circle) -> bool:
    """Whether two full names are spelled or shortened forms of one."""
    one, two = a.face.person, b.face.person
    return given_names_agree(one.given, two.given) and sound(one.family) == sound(two.family)


def _unambiguous(judged: list[Pair]) -> list[Pair]:
    """Propose only where a name fits two that exclude each other (a name without middle initial beside two with)."""
    fits: dict[str, list[Circle]] = defaultdict(list)
    for a, b, judgement in judged:
        if judgement.made:
            fits[a.id].append(b)
            fits[b.id].append(a)
    doubtful = {
        i
        for i, some in fits.items()
        if any(people_clash(x.face, y.face) for x, y in combinations(some[:12], 2))
    }
    return [
        (a, b, Judgement(min(j.score, 0.5), (*j.reasons, "but the name fits more than one"), False))
        if j.made and (a.id in doubtful or b.id in doubtful)
        else (a, b, j)
        for a, b, j in judged
    ]


def _order(pair: Pair) -> tuple[float, str, str]:
    first, second = sorted((pair[0].id, pair[1].id))
    return -pair[2].score, first, second


def _setting(a: Circle, b: Circle) -> Setting:
    return Setting(_same_report(a, b), _same_text(a, b))


def clash(one: Sequence[Circle], two: Sequence[Circle]) -> bool:
    """Whether joining two lots of circles would bring together two people who cannot be one."""
    return any(people_clash(a.face, b.face) for a in one for b in two)


def people_clash(a: Profile, b: Profile) -> bool:
    """Whether two profiles cannot be of one person: what forbids, other given names, namesakes told apart."""
    if a.class_ != "person" or b.class_ != "person":
        return False
    if forbidden(a, b):
        return True
    one, two = a.person, b.person
    if not (one.full and two.full):
        return False
    agree = given_names_agree(one.given, two.given) or sound(one.given) == sound(two.given)
    return not (agree or set(one.parts) <= set(two.parts) or set(two.parts) <= set(one.parts)) or estranged(
        a, b
    )
