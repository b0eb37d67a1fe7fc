"""Which threads a deed bears on: those of the commitments it names, and else the one whose words it shares.

A deed that names no commitment of its own report is attached to a thread of other reports only where its
conduct is the promisor's and its words are strongly those of the action; otherwise to none. Deeds attach only
to threads that hold an undertaking: nobody keeps or breaks a demand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trackrecord.link.roster import Roster
from trackrecord.link.terms import Rarity
from trackrecord.link.undertakings import Actor, actor_of, closeness, same_actor, telling
from trackrecord.types import Deed, Reading, Ref, Thread

_STRONG = 0.5  # overlap of a deed's sentence with a thread's actions from which it is taken to bear on it
_LEAST_WEIGHT = 8.0  # summed rarity of what they share: one everyday word does not attach anything


@dataclass(frozen=True, slots=True)
class _Undertaking:
    """What a deed is held against: the actions of a thread's mentions and who is bound."""

    thread: Thread
    actions: tuple[frozenset[str], ...]
    actors: tuple[Actor, ...]
    first: str
    told_at: frozenset[tuple[str, int]]


def attach_deeds(
    threads: tuple[Thread, ...], readings: Sequence[Reading], roster: Roster, rarity: Rarity
) -> tuple[Thread, ...]:
    """Return the threads with the deeds of *readings* attached, each sorted by reference."""
    of_mention = {ref: t.id for t in threads for ref in t.mentions}
    by_id = {r.report.id: r for r in readings}
    held = {t.id: _undertaking(t, by_id, roster) for t in threads if _binds(t, by_id)}
    index: dict[str, set[str]] = defaultdict(set)
    for thread_id, undertaking in held.items():
        for term in {x for action in undertaking.actions for x in action}:
            index[term].add(thread_id)
    deeds: dict[str, set[Ref]] = defaultdict(set)
    for reading in readings:
        for i, deed in enumerate(reading.deeds):
            ref = Ref(reading.report.id, "deed", i)
            if deed.about:
                named = [of_mention.get(Ref(reading.report.id, "commitment", c)) for c in deed.about]
            else:
                named = [_best(deed, reading, held, index, roster, rarity)]
            for found in named:
                if found is not None and found in held:
                    deeds[found].add(ref)
    return tuple(replace(t, deeds=tuple(sorted(deeds.get(t.id, ())))) for t in threads)


def _binds(thread: Thread, by_id: dict[str, Reading]) -> bool:
    kinds = {by_id[m.report].commitments[m.index].kind for m in thread.mentions}
    return bool(kinds & {"promise", "agreement", "offer"})


def _undertaking(thread: Thread, by_id: dict[str, Reading], roster: Roster) -> _Undertaking:
    actions, actors, dates, told_at = [], [], [], set()
    for ref in thread.mentions:
        reading = by_id[ref.report]
        c = reading.commitments[ref.index]
        actions.append(telling(c.action.text(reading.report.text)))
        actors.append(actor_of(reading, c.by_party, c.by, roster))
        dates.append(reading.report.published or "")
        told_at.add((ref.report, c.sentence))
    return _Undertaking(thread, tuple(actions), tuple(actors), min(dates), frozenset(told_at))


def _best(
    deed: Deed,
    reading: Reading,
    held: dict[str, _Undertaking],
    index: dict[str, set[str]],
    roster: Roster,
    rarity: Rarity,
) -> str | None:
    """Return the one thread on which a deed that names none bears, or None: also where two fit alike."""
    report = reading.report
    sentence = report.sentences[deed.sentence] if deed.sentence < len(report.sentences) else deed.span
    words = telling(sentence.text(report.text))
    actor = actor_of(reading, deed.by_party, None, roster)
    able: set[str] = set()
    for term in words:
        if len(index.get(term, ())) <= 200:
            able |= index.get(term, set())
    scored = []
    for thread_id in sorted(able):
        undertaking = held[thread_id]
        if report.published and undertaking.first > report.published:
            continue
        # A sentence that itself tells of the commitment shares its words for that reason, not as a deed.
        if (report.id, deed.sentence) in undertaking.told_at:
            continue
        score = _bearing(words, actor, undertaking, rarity)
        if score >= _STRONG:
            scored.append((score, thread_id))
    scored.sort(key=lambda s: (-s[0], s[1]))
    if len(scored) > 1 and scored[1][0] > 0.9 * scored[0][0]:
        return None
    return scored[0][1] if scored else None


def _bearing(words: frozenset[str], actor: Actor, undertaking: _Undertaking, rarity: Rarity) -> float:
    """Return how strongly a sentence bears on an undertaking: share of an action told, by the one who is bound."""
    who = max(same_actor(actor, a) for a in undertaking.actors)
    if not who:
        return 0.0
    named = any(a.name and a.name <= words for a in undertaking.actors)
    best = 0.0
    for action in undertaking.actions:
        shared = action & words
        if len(shared) >= 2 and rarity.total(shared) >= _LEAST_WEIGHT:
            told = closeness(action, words, rarity)
            # Three words of the action make up for a doer who is not told ("196 of the 240 prisoners are free").
            best = max(best, told * (1.0 if who >= 0.75 or named or len(shared) >= 3 else 0.8))
    return best
