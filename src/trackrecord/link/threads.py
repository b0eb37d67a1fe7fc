"""Threads: all mentions of one commitment, within a report and across reports, and the deeds that bear on it.

Mentions are compared only within blocks (one report; one actor and one word), then grouped by average likeness,
closest first, so that no thread forms by a chain of doubtful steps. Undertakings (promise, agreement, offer),
demands, threats and refusals are threads of their own.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from trackrecord.link.bounds import FREE, Bounds
from trackrecord.link.deeds import attach_deeds
from trackrecord.link.groups import short_id
from trackrecord.link.piles import Pile
from trackrecord.link.roster import Roster
from trackrecord.link.terms import Rarity
from trackrecord.link.undertakings import Mentioned, alike, mentioned, reasons
from trackrecord.types import LinkedParty, Reading, Ref, Thread

_JOINED = 0.35  # average likeness from which mentions are of one commitment
_WINDOW = 20  # in a crowded block a mention is compared with this many that follow it in time
_Edges = dict[tuple[int, int], float]


def link_threads(
    readings: Sequence[Reading], parties: Sequence[LinkedParty], bounds: Bounds = FREE
) -> tuple[Thread, ...]:
    """Group the commitments of readings into threads and attach the deeds. Order of *readings* never matters.

    Every commitment is in exactly one thread; a deed that bears on several commitments can be in several. *bounds* are
    what people ruled.
    """
    some = Pile.of(readings)
    roster = Roster(some, parties)
    mentions = [mentioned(r, i, roster) for r in some for i in range(len(r.commitments))]
    rarity = Rarity(m.context for m in mentions)
    edges = _edges(mentions, rarity)
    groups = bounds.threads.grouped(_groups(len(mentions), edges), lambda i: mentions[i].ref)
    threads = [_thread(sorted(group), mentions, edges, some.by_id, roster, rarity) for group in groups]
    attached = attach_deeds(tuple(sorted(threads, key=lambda t: t.id)), some, roster, rarity)
    return tuple(_as_ruled(t, bounds) for t in attached)


def _as_ruled(thread: Thread, bounds: Bounds) -> Thread:
    """Return a thread with the deeds that people ruled bear on it, and without those that do not."""
    of = set(thread.mentions)
    on = {deed for deed, mention in bounds.bears if mention in of}
    off = {deed for deed, mention in bounds.bears_not if mention in of}
    return replace(thread, deeds=tuple(sorted({*thread.deeds, *on} - off))) if on or off else thread


def thread_id(mentions: Sequence[Ref]) -> str:
    """Return the id of a thread: it follows from its mentions."""
    return short_id("T", *(x for ref in mentions for x in ref))


def _edges(mentions: Sequence[Mentioned], rarity: Rarity) -> _Edges:
    edges: _Edges = {}
    done: set[int] = set()
    for i, j in _pairs(mentions):
        if (code := i * len(mentions) + j) not in done:
            done.add(code)
            score = alike(mentions[i], mentions[j], rarity)
            if score >= 0.02:
                edges[i, j] = score
    return edges


def _pairs(mentions: Sequence[Mentioned]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        blocks["report", m.family, m.ref.report].append(i)
        actors = {m.by.party or "", m.by.speaks_for or "", m.by.country or "", *m.by.name} - {""} or {"?"}
        for term in sorted(m.action):
            for actor in sorted(actors):
                blocks["words", m.family, actor, term].append(i)
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda i: (mentions[i].published, mentions[i].ref))
        if len(block) <= 2 * _WINDOW:
            yield from ((min(p), max(p)) for p in combinations(block, 2))
        else:
            for at, i in enumerate(block):
                yield from ((min(i, j), max(i, j)) for j in block[at + 1 : at + 1 + _WINDOW])


def _groups(number: int, edges: _Edges) -> list[list[int]]:
    """Join by average link: the closest two groups first, while their mean likeness is high enough.

    Pairs that were not compared count as 0. Ties fall to the lower indices, which are in order of reference.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(number)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in sorted(edges.items()):
        sums[i][j] = sums[j][i] = score
    heap = [(-score, i, j, 1, 1) for (i, j), score in sorted(edges.items()) if score >= _JOINED]
    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if i not in members or j not in members or (len(members[i]), len(members[j])) != (size_i, size_j):
            continue
        members[i] += members.pop(j)
        for k, value in sums.pop(j).items():
            sums[k].pop(j, None)
            if k != i:
                sums[i][k] = sums[k][i] = sums[i].get(k, 0.0) + value
        sums[i].pop(j, None)
        for k, value in sums[i].items():
            a, b = sorted((i, k))
            mean = value / (len(members[a]) * len(members[b]))
            if mean >= _JOINED:
                heapq.heappush(heap, (-mean, a, b, len(members[a]), len(members[b])))
    return [sorted(members[i]) for i in sorted(members)]


def _thread(
    group: list[int],
    mentions: Sequence[Mentioned],
    edges: _Edges,
    readings: Mapping[str, Reading],
    roster: Roster,
    rarity: Rarity,
) -> Thread:
    some = sorted((mentions[i] for i in group), key=lambda m: m.ref)
    face = mentions[_medoid(group, mentions, edges)]
    text = readings[face.ref.report].report.text
    by, by_name = _party(some, "by", roster)
    to, to_name = _party(some, "to", roster)
    action = " ".join(face.commitment.action.text(text).split())
    kinds = Counter(m.commitment.kind for m in some)
    return Thread(
        thread_id([m.ref for m in some]),
        min(kinds, key=lambda k: (-kinds[k], k)),
        by,
        by_name,
        to,
        to_name,
        action,
        tuple(m.ref for m in some),
        (),
        _why(group, mentions, edges, rarity),
    )


def _medoid(group: list[int], mentions: Sequence[Mentioned], edges: _Edges) -> int:
    """Return the mention most like all others of its thread; of equals the fuller, then the earliest."""

    def order(i: int) -> tuple[float, int, str, int]:
        total = sum(edges[p] for j in group if j != i and (p := (min(i, j), max(i, j))) in edges)
        return (-round(total, 6), -len(mentions[i].action), mentions[i].published or "9999", i)

    return min(group, key=order)


def _party(some: Sequence[Mentioned], side: str, roster: Roster) -> tuple[str | None, str | None]:
    """Return the commonest linked party on one side of the thread, and its name (or the name as written)."""
    votes: Counter[tuple[str, str]] = Counter()
    for m in some:
        c = m.commitment
        local, written = (c.by_party, c.by) if side == "by" else (c.to_party, c.to)
        linked = roster.get(m.ref.report, local)
        if linked:
            votes[linked.id, linked.name] += 2
        elif written:
            votes["", written] += 1
    if not votes:
        return None, None
    party, name = min(votes, key=lambda v: (-votes[v], v))
    return party or None, name


def _why(group: list[int], mentions: Sequence[Mentioned], edges: _Edges, rarity: Rarity) -> tuple[str, ...]:
    """Return, for each mention beyond the first, the reasons that tie it closest to an earlier one."""
    found: list[str] = []
    for at, j in enumerate(group[1:], 1):
        ties = {i: edges[i, j] for i in group[:at] if (i, j) in edges}
        if ties:
            most = max(ties.values())
            best = max(
                reasons(mentions[i], mentions[j], rarity) for i, score in ties.items() if score == most
            )
            found.append("; ".join(best))
    return tuple(dict.fromkeys(found))[:12]
