"""Parties across reports: who is the same, with the score and the reasons of each join.

First the profiles of one name are gathered (``circles``), then names that differ are judged pair by pair within
blocks (``pairing``, ``judging``), surest first, and a join that would bring two people together who cannot be one is refused.
Joins not made are kept as proposals for a person to rule on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from trackrecord.link.bounds import Ties
from trackrecord.link.circles import Circle, gather
from trackrecord.link.groups import DisjointSets, short_id
from trackrecord.link.judging import Judgement
from trackrecord.link.names import place_key
from trackrecord.link.pairing import clash, judged
from trackrecord.link.piles import Pile
from trackrecord.link.profiles import Profile, profiles, same_office
from trackrecord.types import CopyGroup, Join, LinkedParty, Party, PartyKind, Reading, Ref

_SMALL = 12  # a name in up to this many reports is rare company, whatever the size of the set
_T = TypeVar("_T", bound=str)
_FREE: Ties[Ref] = Ties()
RULED_ONE = "ruled to be one"
"""The reason of a join that a person made."""


def link_parties(
    readings: Sequence[Reading], copies: Sequence[CopyGroup] = (), ties: Ties[Ref] = _FREE
) -> tuple[tuple[Join, ...], tuple[LinkedParty, ...]]:
    """Join the parties of readings: joins made and proposed, and the linked parties that the made ones give.

    Every party of every reading is a member of exactly one linked party. Anonymous parties, and those that no
    report names, stay alone, except where *ties* (what people ruled) bind them. Order of *readings* never matters.
    """
    every = Pile.of(readings)
    some = _in_rare_company([p for r in every for p in profiles(r)], len(every))
    texts = {report: group.original for group in copies for report in group.reports}
    circles = gather(some, texts)
    sets = DisjointSets()
    joins: list[Join] = []
    for circle in circles:
        joins.extend(_within(circle))
    kinds: dict[str, list[Circle]] = {c.id: [c] for c in circles}
    for a, b, judgement in judged(circles):
        one, two = kinds[sets.find(a.id)], kinds[sets.find(b.id)]
        made = judgement.made and (one is two or not clash(one, two))
        joins.append(_join(a, b, judgement, made))
        if made and one is not two:
            root = sets.join(a.id, b.id)
            kinds[root] = one + two
    groups = [[m for c in kinds[sets.find(i)] for m in c.members] for i in sorted(kinds) if sets.find(i) == i]
    groups = ties.grouped([*groups, *([p] for p in some if not p.joinable)], lambda p: p.ref)
    linked = [_linked(group) for group in groups]
    return tuple(sorted(set(_as_ruled(joins, groups, ties)), key=lambda j: (j.a, j.b))), tuple(
        sorted(linked, key=lambda p: (p.name, p.id))
    )


def _as_ruled(joins: Sequence[Join], groups: Sequence[Sequence[Profile]], ties: Ties[Ref]) -> Iterator[Join]:
    """Yield the joins that stand beside what people ruled: theirs, and no proposal that they settled."""
    if not ties:
        yield from joins
        return
    at = {p.ref: number for number, group in enumerate(groups) for p in group}
    ruled = {tuple(sorted(pair)) for pair in ties.together if pair[0] in at and pair[1] in at}
    apart = {frozenset((at[a], at[b])) for a, b in ties.apart if a in at and b in at}
    for join in joins:
        if (join.a, join.b) in ruled or frozenset((at[join.a], at[join.b])) in apart:
            continue
        yield join if at[join.a] == at[join.b] or not join.made else replace(join, made=False)
    for a, b in sorted(ruled):
        yield Join(a, b, 1.0, (RULED_ONE,), at[a] == at[b])


def _in_rare_company(some: Sequence[Profile], reports: int) -> list[Profile]:
    """Leave out of everybody's company the names that half the news is full of (agencies, great powers).

    That two reports both name one news agency says nothing about who their Mr Hall is.
    """
    told: dict[str, set[str]] = {}
    for p in some:
        told.setdefault(p.ref.report, set()).update(p.company)
    counts = Counter(name for names in told.values() for name in names)
    most = max(_SMALL, reports // 20)
    common = frozenset(k for k, n in counts.items() if n > most)
    return [p if common.isdisjoint(p.company) else replace(p, company=p.company - common) for p in some]


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


def _join(a: Circle, b: Circle, judgement: Judgement, made: bool) -> Join:
    """Name the pair by the closest members: of one report where there are such."""
    shared = sorted(a.reports & b.reports)
    first = next((m for m in a.members if shared and m.ref.report == shared[0]), a.members[0])
    second = next((m for m in b.members if shared and m.ref.report == shared[0]), b.members[0])
    one, two = sorted((first.ref, second.ref))
    return Join(one, two, judgement.score, judgement.reasons, made)


def party_id(kind: PartyKind, name: str, members: Sequence[Ref]) -> str:
    """Return the id of a linked party: it follows from its kind and name and the first of its sorted members."""
    return short_id("P", kind, place_key(name), *members[0])


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
        party_id(kind, name, [m.ref for m in some]),
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
