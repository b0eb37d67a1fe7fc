"""Occasions: the same meeting, attack or signing, told in several reports or several times in one.

Events of one type are compared where they share participants; they are one occasion when participants, days and
place agree. A meeting that is planned in one report and held in another is one occasion, held; one that is planned and
then denied is called off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from trackrecord.link.bounds import Ties
from trackrecord.link.days import Window, around, gap, length, window_of
from trackrecord.link.groups import DisjointSets, short_id
from trackrecord.link.names import collective_key
from trackrecord.link.piles import Pile
from trackrecord.link.roster import Roster
from trackrecord.types import (
    CopyGroup,
    Event,
    EventType,
    LinkedParty,
    Occasion,
    Outcome,
    Reading,
    Reality,
    Ref,
)

_SAME = 0.65  # likeness from which two events are one occasion
_SLACK = 1  # days that two dates may differ: time zones, "on Saturday" written on Sunday
_FOLLOWING = 15  # how many later events of a block each is compared with
_STRENGTH: tuple[Reality, ...] = ("happened", "ongoing", "denied", "planned", "called_for", "hypothetical")


@dataclass(frozen=True, slots=True)
class _Told:
    """One event made ready for comparison.

    ``parties`` are both sides, each party once, in order of id. ``told`` is whether its days are told or only guessed,
    ``text`` the original of its report's copy group.
    """

    ref: Ref
    event: Event
    published: str
    actors: tuple[LinkedParty, ...]
    recipients: tuple[LinkedParty, ...]
    parties: tuple[LinkedParty, ...]
    place: LinkedParty | None
    window: Window | None
    told: bool
    edtf: str | None
    text: str

    @property
    def id(self) -> str:
        """A sortable name: the event's reference."""
        return f"{self.ref.report}\x1f{self.ref.index:06d}"


_FREE: Ties[Ref] = Ties()


def link_occasions(
    readings: Sequence[Reading],
    parties: Sequence[LinkedParty],
    copies: Sequence[CopyGroup] = (),
    ties: Ties[Ref] = _FREE,
) -> tuple[Occasion, ...]:
    """Group the events of readings into occasions; an event told once is an occasion too.

    Every event is in exactly one occasion. *ties* are what people ruled. Order of *readings* never matters.
    """
    some = Pile.of(readings)
    roster = Roster(some, parties)
    texts = {report: group.original for group in copies for report in group.reports}
    told = [
        _told(r, i, roster, texts.get(r.report.id, r.report.id)) for r in some for i in range(len(r.events))
    ]
    by_id = {t.id: t for t in told}
    sets = DisjointSets()
    state = dict(by_id)
    for _, a, b in sorted(_alike(told), key=lambda x: (-x[0], x[1], x[2])):
        one, two = state[sets.find(told[a].id)], state[sets.find(told[b].id)]
        if one.id == two.id or _at_odds(one, two):
            continue
        state[sets.join(one.id, two.id)] = _merged(one, two)
    groups = ties.grouped([[by_id[i] for i in g] for g in sets.groups(by_id)], lambda t: t.ref)
    return tuple(sorted((_occasion(g) for g in groups), key=lambda o: (o.date or "9999", o.id)))


def occasion_id(type_: EventType, events: Sequence[Ref]) -> str:
    """Return the id of an occasion: it follows from its type and its events."""
    return short_id("O", type_, *(x for ref in events for x in ref))


def _told(reading: Reading, index: int, roster: Roster, text: str) -> _Told:
    event, report = reading.events[index], reading.report
    actors, recipients = (
        tuple(p for i in side if (p := roster.get(report.id, i)) is not None)
        for side in (event.actors, event.recipients)
    )
    window = window_of(reading, event.date)
    told = window is not None and length(window) <= 31
    if window is None:
        before, after = (1, 14) if event.reality in ("planned", "called_for", "hypothetical") else (10, 0)
        window = around(report.published, before, after)
    return _Told(
        Ref(report.id, "event", index),
        event,
        report.published or "",
        actors,
        recipients,
        _each_once((*actors, *recipients)),
        roster.get(report.id, event.place),
        window,
        told,
        reading.dates[event.date].edtf if told and event.date is not None else None,
        text,
    )


def _each_once(parties: Sequence[LinkedParty]) -> tuple[LinkedParty, ...]:
    found = {p.id: p for p in parties}
    return tuple(found[i] for i in sorted(found))


def _alike(told: Sequence[_Told]) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs of events that are alike, by their places in *told*, which is in order of reference."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, event in enumerate(told):
        keys = sorted({key for p in event.parties for key in _keys(p)})
        pairs = list(combinations(keys[:12], 2)) or [(k, "") for k in keys]
        for one, two in pairs:
            blocks[event.event.type, one, two].append(number)
        if len(event.parties) == 1:
            for key in keys:
                blocks[event.event.type, key, ""].append(number)
    first = [t.window[0].toordinal() if t.window else 0 for t in told]
    last = [t.window[1].toordinal() if t.window else 0 for t in told]
    done: set[int] = set()
    for block_key in sorted(blocks):
        block = sorted(blocks[block_key], key=lambda i: (first[i], i))
        for at, a in enumerate(block):
            for b in block[at + 1 : at + 1 + _FOLLOWING]:
                if first[a] and first[b] - last[a] > _SLACK:
                    break  # sorted by first day: what follows begins later still
                pair = min(a, b) * len(told) + max(a, b)
                if pair in done or a == b:
                    continue
                done.add(pair)
                score = likeness(told[a], told[b])
                if score >= _SAME:
                    yield score, min(a, b), max(a, b)


def _keys(party: LinkedParty) -> set[str]:
    """Return the keys under which events of a party are looked for: itself, its country, the words of its name."""
    country = {f"={party.country}"} if party.country else set()
    named = (
        set()
        if party.kind == "person" and not party.anonymous
        else set(collective_key(party.name).split()[:4])
    )
    return {party.id} | country | named


def likeness(a: _Told, b: _Told) -> float:
    """Return how alike two events of one type are (0–1): participants 55 %, days 25 %, place 20 %."""
    if (
        ("phone" in (a.event.mode, b.event.mode))
        and a.event.mode != b.event.mode
        and a.event.mode
        and b.event.mode
    ):
        return 0.0
    if _at_odds(a, b) or (a.text != b.text and None in (a.window, b.window) and not _anchored(a, b)):
        return 0.0
    who = _participants(a.parties, b.parties)
    where = 0.5 if a.place is None or b.place is None else 1.0
    when = 1.0 if a.told and b.told else 0.6 if a.told or b.told else 0.4
    if a.window is None or b.window is None:
        when = 0.3 if a.ref.report != b.ref.report else 0.5
    if min(len(a.parties), len(b.parties)) < 2 and not (where == 1.0 and when >= 0.6):
        return 0.0
    return 0.55 * who + 0.25 * when + 0.2 * where


def _anchored(a: _Told, b: _Told) -> bool:
    """Whether two events of which one has no days can still be told to be one.

    "Officials of two countries met" can be any of a hundred meetings. One named person on each side of both, or
    one named person and the same place, makes it one.
    """
    actors, recipients = (
        _persons(a.actors) & _persons(b.parties),
        _persons(a.recipients) & _persons(b.parties),
    )
    if actors and recipients:
        return True
    here = a.place is not None and b.place is not None and a.place.id == b.place.id
    return here and bool(actors | recipients)


def _persons(parties: Sequence[LinkedParty]) -> set[str]:
    return {p.id for p in parties if p.kind == "person" and not p.anonymous}


def _participants(a: Sequence[LinkedParty], b: Sequence[LinkedParty]) -> float:
    """Match participants one to one, best first; return the mean over the shorter list (0–1)."""
    if not a or not b:
        return 0.0
    scored = sorted(((_same(x, y), x.id, y.id) for x in a for y in b), key=lambda s: (-s[0], s[1], s[2]))
    used_a: set[str] = set()
    used_b: set[str] = set()
    total = 0.0
    for score, x, y in scored:
        if score and x not in used_a and y not in used_b:
            used_a.add(x)
            used_b.add(y)
            total += score
    return total / min(len(a), len(b))


def _same(a: LinkedParty, b: LinkedParty) -> float:
    """Whether two participants can be one: the same party, or one who stands for the other.

    An unnamed delegation stands for the country or group that its description names, a named person for his
    country less surely, and two named people of one country are two.
    """
    if a.id == b.id:
        return 1.0
    unnamed = a.anonymous or b.anonymous
    if unnamed and _describes(a, b):
        return 0.85
    if a.country and a.country == b.country:
        return 0.85 if unnamed else 0.3 if a.kind == b.kind == "person" else 0.7
    return 0.0


def _describes(a: LinkedParty, b: LinkedParty) -> bool:
    """Whether an unnamed party's description holds the other's name ("the Acme delegation", "Acme")."""
    one, two = set(collective_key(a.name).split()), set(collective_key(b.name).split())
    return bool(one & two) and ((a.anonymous and two <= one) or (b.anonymous and one <= two))


def _at_odds(a: _Told, b: _Told) -> bool:
    """Whether days or places exclude that two events are one."""
    if a.window and b.window and gap(a.window, b.window) > _SLACK:
        return True
    if a.place is None or b.place is None or a.place.id == b.place.id:
        return False
    wide = {"country", "government"}
    within = (
        a.place.country == b.place.country
        and a.place.country
        and (a.place.kind in wide or b.place.kind in wide)
    )
    return not within


def _merged(a: _Told, b: _Told) -> _Told:
    """Return what stands for both in further comparisons: the days they share, the narrower place."""
    first, second = sorted((a, b), key=lambda t: t.id)
    window = first.window or second.window
    if first.window and second.window:
        start, end = max(first.window[0], second.window[0]), min(first.window[1], second.window[1])
        window = (min(start, end), max(start, end))
    place = first.place or second.place
    if first.place and second.place and first.place.kind in ("country", "government"):
        place = second.place
    return replace(first, window=window, place=place, told=first.told or second.told)


def _occasion(events: Sequence[_Told]) -> Occasion:
    some = sorted(events, key=lambda t: t.ref)
    actors = {p.id for t in some for p in t.actors}
    recipients = {p.id for t in some for p in t.recipients}
    told = [t for t in some if t.told and t.window and t.edtf]
    best = min(told, key=lambda t: (length(t.window) if t.window else 0, t.edtf or "", t.ref), default=None)
    modes = Counter(t.event.mode for t in some if t.event.mode)
    places = Counter(t.place.id for t in some if t.place and t.place.kind == "place") or Counter(
        t.place.id for t in some if t.place
    )
    return Occasion(
        occasion_id(some[0].event.type, [t.ref for t in some]),
        some[0].event.type,
        min(modes, key=lambda m: (-modes[m], m)) if modes else None,
        tuple(t.ref for t in some),
        tuple(sorted(actors)),
        tuple(sorted(recipients - actors)),
        best.edtf if best else None,
        min(places, key=lambda p: (-places[p], p)) if places else None,
        _reality(some),
        _outcome(some),
    )


def _outcome(some: Sequence[_Told]) -> Outcome | None:
    """What became of it: held outweighs planned, and a denial counts from when it was printed.

    A denial printed before anybody tells of the thing as done was of the plan; one printed on the same day or later
    by a text that does not tell of it itself leaves it disputed.
    """
    done = [t for t in some if t.event.reality in ("happened", "ongoing")]
    denied = [t for t in some if t.event.reality == "denied"]
    if done:
        first, tellers = min(t.published for t in done), {t.text for t in done}
        later = [t for t in denied if t.published >= first and t.text not in tellers]
        return "disputed" if later else "held"
    planned = [t for t in some if t.event.reality == "planned"]
    if denied:
        if not planned:
            return "denied"
        # One that was called off and is planned again, later, is planned.
        return "called_off" if max(map(_when, denied)) >= max(map(_when, planned)) else "planned"
    return "planned" if planned else None


def _when(told: _Told) -> str:
    return told.published


def _reality(some: Sequence[_Told]) -> Reality:
    """What happened stays happened; else the latest report decides, and of one day's the strongest."""
    told = {t.event.reality for t in some}
    if "happened" in told:
        return "happened"
    latest = max(t.published for t in some)
    return min((t.event.reality for t in some if t.published == latest), key=_STRENGTH.index)
