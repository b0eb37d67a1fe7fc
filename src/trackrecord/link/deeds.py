"""Which threads a deed bears on: those of the commitments it names, and else the one it most surely bears on.

A deed that names no commitment of its own report is held against the undertakings told by then that share its report or
a word with it, and attached to the one on which it bears most surely (``bearing``), or to none. Deeds attach only
to threads that hold an undertaking: nobody keeps or breaks a demand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trackrecord.link.bearing import Held, Told, Wording, is_others, likelihoods, wording
from trackrecord.link.piles import Pile
from trackrecord.link.roster import Roster
from trackrecord.link.terms import STOP_WORDS, Rarity, words
from trackrecord.link.undertakings import Actor, actor_of, telling
from trackrecord.types import UNDERTAKINGS, Deed, Reading, Ref, Span, Thread

_SURE = 0.4  # likelihood from which a deed is taken to bear on an undertaking
_MOST = 40  # undertakings that a deed is held against
_COMMON = 200  # a word of more undertakings than this finds none
_TRUCE, _FIGHTING = telling("ceasefire"), telling("attack clash fight offensive")
_OF_ACTS = ("kept", "progress", "partly", "disputed")
_MENTIONS = 12  # of an undertaking told very often, so many of its mentions are compared


@dataclass(frozen=True, slots=True)
class _Undertaking:
    """A thread ready to be held against deeds; ``first`` is the day on which it was first told.

    ``told`` are the words in which it is told, by report; ``conditional`` whether a condition is told of it.
    """

    held: Held
    first: str
    told: Mapping[str, tuple[Span, ...]]
    conditional: bool

    def may_bear(self, deed: Deed, report: str, published: str | None) -> bool:
        """Whether a deed of that report can bear on it: told since, not in the promise's own words, nor on a condition it has not."""
        if published and self.first > published:
            return False
        if deed.relation in ("condition_met", "condition_unmet") and not self.conditional:
            return False
        # "Delayed the vote" speaks of the promise in its words; "promised to vote" carries nothing out.
        return deed.relation not in _OF_ACTS or not any(
            deed.span.overlaps(words) for words in self.told.get(report, ())
        )


def attach_deeds(
    threads: tuple[Thread, ...], readings: Sequence[Reading], roster: Roster, rarity: Rarity
) -> tuple[Thread, ...]:
    """Return the threads with the deeds of *readings* attached, each sorted by reference."""
    of_mention = {ref: t.id for t in threads for ref in t.mentions}
    by_id = Pile.of(readings).by_id
    held = {t.id: _undertaking(t, by_id, roster) for t in threads if _binds(t, by_id)}
    index = _index(held)
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


def _index(held: dict[str, _Undertaking]) -> dict[str, set[str]]:
    """Return the threads by the words of their actions, and by report ("@" before its id)."""
    index: dict[str, set[str]] = defaultdict(set)
    for thread_id, undertaking in held.items():
        for term in {x for action in undertaking.held.actions for x in action.terms}:
            index[term].add(thread_id)
        for report, _ in undertaking.held.told_at:
            index[f"@{report}"].add(thread_id)
    return index


def _binds(thread: Thread, by_id: Mapping[str, Reading]) -> bool:
    kinds = {by_id[m.report].commitments[m.index].kind for m in thread.mentions}
    return not kinds.isdisjoint(UNDERTAKINGS)


def _undertaking(thread: Thread, by_id: Mapping[str, Reading], roster: Roster) -> _Undertaking:
    actions: list[Wording] = []
    actors: list[Actor] = []
    names: set[str] = set()
    dates: list[str] = []
    told_at: set[tuple[str, int]] = set()
    told: dict[str, tuple[Span, ...]] = {}
    conditional = False
    for ref in thread.mentions:
        reading = by_id[ref.report]
        c = reading.commitments[ref.index]
        dates.append(reading.report.published or "")
        told_at.add((ref.report, c.sentence))
        told[ref.report] = (*told.get(ref.report, ()), c.action)
        conditional = conditional or c.condition is not None
        names |= {w for w in words(c.by or "") if w not in STOP_WORDS}
        if len(actions) < _MENTIONS:
            actions.append(wording(c.action.text(reading.report.text)))
            actors.append(actor_of(reading, c.by_party, c.by, roster))
    # Copies repeat an action word for word; each is compared once.
    distinct = {(a.terms, a.words): a for a in actions}
    held = Held(tuple(distinct.values()), tuple(dict.fromkeys(actors)), frozenset(names), frozenset(told_at))
    return _Undertaking(held, min(dates), told, conditional)


def _told(deed: Deed, reading: Reading, roster: Roster) -> Told:
    report = reading.report
    known = deed.sentence < len(report.sentences)
    sentence = (report.sentences[deed.sentence] if known else deed.span).text(report.text)
    before = report.sentences[deed.sentence - 1].text(report.text) if known and deed.sentence else ""
    return Told(
        wording(sentence),
        wording(deed.span.text(report.text)),
        wording(before),
        frozenset(words(sentence)),
        actor_of(reading, deed.by_party, None, roster),
        report.id,
        deed.sentence,
    )


def _best(
    deed: Deed,
    reading: Reading,
    held: dict[str, _Undertaking],
    index: dict[str, set[str]],
    roster: Roster,
    rarity: Rarity,
) -> str | None:
    """Return the one thread on which a deed that names none most surely bears, or None."""
    told = _told(deed, reading, roster)
    able: Counter[str] = Counter()
    for term in sorted({*told.sentence.terms, f"@{reading.report.id}"}):
        found = index.get(term, set())
        if len(found) <= _COMMON:
            able.update(found)
    report = reading.report
    open_ = (i for i in able if held[i].may_bear(deed, report.id, report.published))
    some = sorted(open_, key=lambda i: (-able[i], i))[:_MOST]
    if not some:
        return None
    scored = zip(likelihoods(told, [held[i].held for i in some], rarity), some, strict=True)
    share, best = min(scored, key=lambda s: (-s[0], s[1]))
    if share < _SURE or is_others(told, held[best].held) or _fights_on(deed, told, held[best].held):
        return None
    return best


def _fights_on(deed: Deed, told: Told, held: Held) -> bool:
    """Whether fighting, told as something carried out, is held against a truce: it does not carry that out."""
    if deed.relation not in ("kept", "progress") or not told.evidence.terms & _FIGHTING:
        return False
    return any(a.terms & _TRUCE for a in held.actions)
