"""Parties across reports: who is the same, with the score and the reasons of each join.

First the profiles of one name are gathered (``circles``), then names that differ are judged pair by pair within
blocks (``judging``), best first, and a join that would bring two people together who cannot be one is refused.
Joins not made are kept as proposals for a person to rule on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from trackrecord.link.circles import Circle, gather
from trackrecord.link.groups import DisjointSets, short_id
from trackrecord.link.judging import (
    Judgement,
    Setting,
    estranged,
    forbidden,
    judge_collectives,
    judge_people,
    judge_short,
)
from trackrecord.link.names import firm_core, given_names_agree, place_key, sound
from trackrecord.link.profiles import Profile, acquainted, acronyms_of, profiles, same_office
from trackrecord.types import CopyGroup, Join, LinkedParty, Party, Reading, Ref

_CROWDED = 40  # a block of more names than this is only compared within reports and copies
_T = TypeVar("_T", bound=str)
_Pair = tuple[Circle, Circle, Judgement]


def link_parties(
    readings: Sequence[Reading], copies: Sequence[CopyGroup] = ()
) -> tuple[tuple[Join, ...], tuple[LinkedParty, ...]]:
    """Join the parties of readings: joins made and proposed, and the linked parties that the made ones give.

    Every party of every reading is a member of exactly one linked party. Anonymous parties, and those that no
    report names, stay alone. Order of *readings* never matters.
    """
    some = [p for r in sorted(readings, key=lambda r: r.report.id) for p in profiles(r)]
    texts = {report: group.original for group in copies for report in group.reports}
    circles = gather(some, texts)
    sets = DisjointSets()
    joins: list[Join] = []
    for circle in circles:
        joins.extend(_within(circle))
    judged = _unambiguous(sorted(_judged(circles), key=_order))
    kinds: dict[str, list[Circle]] = {c.id: [c] for c in circles}
    for a, b, judgement in judged:
        one, two = kinds[sets.find(a.id)], kinds[sets.find(b.id)]
        made = judgement.made and (one is two or not _clash(one, two))
        joins.append(_join(a, b, judgement, made))
        if made and one is not two:
            root = sets.join(a.id, b.id)
            kinds[root] = one + two
    linked = [
        _linked([m for c in kinds[sets.find(i)] for m in c.members])
        for i in sorted(kinds)
        if sets.find(i) == i
    ]
    linked += [_linked([p]) for p in some if not p.joinable]
    return tuple(sorted(set(joins), key=lambda j: (j.a, j.b))), tuple(
        sorted(linked, key=lambda p: (p.name, p.id))
    )


def by_member(parties: Sequence[LinkedParty]) -> dict[Ref, LinkedParty]:
    """Return the linked party of each member."""
    return {ref: party for party in parties for ref in party.members}


class Roster:
    """Which linked party a reading's own party id stands for."""

    def __init__(self, readings: Sequence[Reading], parties: Sequence[LinkedParty]) -> None:
        members = by_member(parties)
        self._by_id: dict[tuple[str, str], LinkedParty] = {
            (r.report.id, p.id): members[ref]
            for r in readings
            for i, p in enumerate(r.parties)
            if (ref := Ref(r.report.id, "party", i)) in members
        }

    def get(self, report: str, party_id: str | None) -> LinkedParty | None:
        """Return the linked party of *party_id* in that report, or None."""
        return self._by_id.get((report, party_id or ""))

    def id(self, report: str, party_id: str | None) -> str | None:
        """Return the id of the linked party of *party_id* in that report, or None."""
        found = self.get(report, party_id)
        return found.id if found else None


def _within(circle: Circle) -> Iterator[Join]:
    """Join the members of a circle to its first, each with what speaks for it."""
    first, *rest = circle.members
    for other in rest:
        reasons = ["same name"]
        if other.ref.report == first.ref.report:
            reasons.append("same report")
        if first.country and first.country == other.country:
            reasons.append("same country")
        if office := same_office(first, other):
            reasons.append(f"same office ({office})")
        if first.party.name != other.party.name:
            reasons[0] = f"the same name written {first.party.name} and {other.party.name}"
        score = 0.99 if len(reasons) > 1 else 0.95 if " " in other.key or other.class_ != "person" else 0.8
        yield Join(first.ref, other.ref, score, tuple(reasons), True)


def _judged(circles: Sequence[Circle]) -> Iterator[_Pair]:
    people = [c for c in circles if c.face.class_ == "person"]
    groups = [c for c in circles if c.face.class_ == "collective"]
    full = [c for c in people if c.face.person.full]
    yield from _pairs(_blocks(full, _person_blocks), judge_people)
    yield from _pairs(_blocks(groups, _collective_blocks), judge_collectives)
    yield from _short_names(people, full)


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
) -> Iterator[_Pair]:
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


def _short_names(people: Sequence[Circle], full: Sequence[Circle]) -> Iterator[_Pair]:
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


def _same_report(a: Circle, b: Circle) -> bool:
    return bool(a.reports & b.reports)


def _same_text(a: Circle, b: Circle) -> bool:
    return bool(a.texts & b.texts)


def _known(a: Circle, b: Circle) -> bool:
    return acquainted(a.face, b.face) >= 1


def _family(word: str) -> Callable[[Circle, Circle], bool]:
    """Narrow to those whose family name the word is and who share company, if any do."""
    return lambda a, b: b.face.person.family == word and _known(a, b)


def _one_person(a: Circle, b: Circle) -> bool:
    """Whether two full names are spelled or shortened forms of one."""
    one, two = a.face.person, b.face.person
    return given_names_agree(one.given, two.given) and sound(one.family) == sound(two.family)


def _unambiguous(judged: list[_Pair]) -> list[_Pair]:
    """Propose only where a name fits two that exclude each other ("George Bush" beside two middle initials)."""
    fits: dict[str, list[Circle]] = defaultdict(list)
    for a, b, judgement in judged:
        if judgement.made:
            fits[a.id].append(b)
            fits[b.id].append(a)
    doubtful = {
        i
        for i, some in fits.items()
        if any(_people_clash(x.face, y.face) for x, y in combinations(some[:12], 2))
    }
    return [
        (a, b, Judgement(min(j.score, 0.5), (*j.reasons, "but the name fits more than one"), False))
        if j.made and (a.id in doubtful or b.id in doubtful)
        else (a, b, j)
        for a, b, j in judged
    ]


def _order(pair: _Pair) -> tuple[float, str, str]:
    first, second = sorted((pair[0].id, pair[1].id))
    return -pair[2].score, first, second


def _setting(a: Circle, b: Circle) -> Setting:
    return Setting(_same_report(a, b), _same_text(a, b))


def _clash(one: list[Circle], two: list[Circle]) -> bool:
    return any(_people_clash(a.face, b.face) for a in one for b in two)


def _people_clash(a: Profile, b: Profile) -> bool:
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


def _join(a: Circle, b: Circle, judgement: Judgement, made: bool) -> Join:
    """Name the pair by the closest members: of one report where there are such."""
    shared = sorted(a.reports & b.reports)
    first = next((m for m in a.members if shared and m.ref.report == shared[0]), a.members[0])
    second = next((m for m in b.members if shared and m.ref.report == shared[0]), b.members[0])
    one, two = sorted((first.ref, second.ref))
    return Join(one, two, judgement.score, judgement.reasons, made)


def _linked(members: Sequence[Profile]) -> LinkedParty:
    """Put a linked party together; its name is the most used of its fullest names."""
    some = sorted(members, key=lambda m: m.ref)
    parties = [m.party for m in some]
    kind = _commonest([p.kind for p in parties])
    name = _name(parties, person=kind == "person")
    offices = tuple(sorted({p.office for p in parties if p.office}))
    country = (
        _commonest([p.country for p in parties if p.country]) if any(p.country for p in parties) else None
    )
    return LinkedParty(
        short_id("P", kind, place_key(name), *some[0].ref),
        kind,
        name,
        tuple(sorted({n for p in parties for n in (p.name, *p.names)})),
        offices,
        country,
        all(p.anonymous for p in parties),
        tuple(m.ref for m in some),
    )


def _name(parties: Sequence[Party], *, person: bool) -> str:
    counts = Counter(p.name for p in parties)
    if person:
        longest = max(len(n.split()) for n in counts)
        counts = Counter({n: c for n, c in counts.items() if len(n.split()) >= min(2, longest)})
    return min(counts, key=lambda n: (-counts[n], -len(n), n))


def _commonest(some: Sequence[_T]) -> _T:
    counts = Counter(some)
    return min(counts, key=lambda x: (-counts[x], x))
