"""Timeline: the days that matter in a set of reports, and one sentence for each, chosen from them, never generated.

A day matters by how often it is named, on how many later days reports come back to it, and how close to the topic
the sentences are that name it. What everybody prints on the day itself or the next counts half; a report that comes
back to a day after a week or a month counts more (past references as in Tran, Alrifai and Herder 2015). Copies of a
text count once, and reports of one day count by their logarithm, so that a busy day does not outvote the rest.

The sentence is the one that tells most of what the other reports tell of that day: centrality over the sentences that
name it and the openings of the reports printed then, less where a report reads garbled. Nothing is learnt; the few numbers below are all there is.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from trackrecord.link.days import day
from trackrecord.link.roster import Roster
from trackrecord.link.terms import Rarity, terms
from trackrecord.types import LinkedParty, Reading, Ref, Span, TimelineEntry

_EARLIER = timedelta(days=7)  # how long before the first report a day may lie
_AHEAD = 0.1  # what a day counts that is named before it comes
_FRESH = 0.5  # what a day counts that is named then or the day after
_OPENING = 5  # sentences of a report printed on the day, or the day after, that may tell of it
_UNNAMED = 0.5  # what such a sentence counts beside one that names the day
_ASIDE = 0.7  # what a sentence counts that names another day first
_SHORTEST, _LONGEST = 6, 45  # terms of a sentence that can be chosen
_SPOKEN = 0.8  # what a sentence with a quotation counts: it tells what was said more than what was
_QUOTES = ('"', "“", "``")

Scope = Mapping[str, frozenset[int]]
"""The sentences of each report that count; what is not in it does not."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A day named in a sentence of a report."""

    report: str
    sentence: int
    mention: int
    days_after: int  # of publication; below 0 where the day was still to come


@dataclass(slots=True)
class _Pile:
    """The reports, the terms of their sentences, and the days that they name."""

    readings: dict[str, Reading]
    texts: Mapping[str, str]
    published: dict[str, date]
    sentences: dict[str, list[tuple[str, ...]]]
    rarity: Rarity
    scope: Scope | None
    named: dict[date, list[_Named]] = field(default_factory=lambda: defaultdict(list))
    first_named: dict[tuple[str, int], date] = field(default_factory=dict)

    def text(self, report: str) -> str:
        """Return the id of the text that stands for a report: itself, or the original of its copy group."""
        return self.texts.get(report, report)

    def counts(self, report: str, sentence: int) -> bool:
        """Whether a sentence is in scope."""
        return self.scope is None or sentence in self.scope.get(report, frozenset())


def timeline(
    readings: Sequence[Reading],
    *,
    number: int = 10,
    texts: Mapping[str, str] | None = None,
    scope: Scope | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return the *number* days that matter most, in order, each with one sentence of the reports: a pure function.

    *texts* names the original of each report that is a copy; *scope* leaves out what does not count. Only dated
    reports count. A day lies between a week before the first report and the day of the last: what is further back is
    background, what is still to come has not happened. Days that no fitting sentence tells of are left out.
    """
    pile = _pile(readings, texts or {}, scope)
    if not pile.published:
        return ()
    first, last = min(pile.published.values()) - _EARLIER, max(pile.published.values())
    weights = {d: w for d in pile.named if first <= d <= last and (w := _weight(pile, d)) > 0}
    entries: list[TimelineEntry] = []
    for at in sorted(weights, key=lambda d: (-weights[d], d)):
        if len(entries) >= number:
            break
        told = {(e.report, e.span) for e in entries}
        if (entry := _entry(pile, at, weights[at], told)) is not None:
            entries.append(entry)
    return tuple(sorted(entries, key=lambda e: e.day))


def party_scope(
    readings: Sequence[Reading], parties: Sequence[LinkedParty], chosen: frozenset[str]
) -> dict[str, frozenset[int]]:
    """Return the sentences that mention one of the *chosen* parties (ids across reports), by name or otherwise."""
    roster = Roster(readings, parties)
    found: dict[str, frozenset[int]] = {}
    for reading in readings:
        report = reading.report
        starts = [s.start for s in report.sentences]
        found[report.id] = frozenset(
            max(0, bisect_right(starts, mention.span.start) - 1)
            for party in reading.parties
            if roster.id(report.id, party.id) in chosen
            for mention in party.mentions
        )
    return found


def _pile(readings: Sequence[Reading], texts: Mapping[str, str], scope: Scope | None) -> _Pile:
    by_id = {r.report.id: r for r in readings}
    published = {i: d for i in sorted(by_id) if (d := day(by_id[i].report.published)) is not None}
    sentences = {
        i: [terms(s.text(by_id[i].report.text)) for s in by_id[i].report.sentences] for i in published
    }
    rarity = Rarity({t for sentence in some for t in sentence} for some in sentences.values())
    pile = _Pile(by_id, texts, published, sentences, rarity, scope)
    for i, printed in published.items():
        _name_days(pile, i, printed)
    return pile


def _name_days(pile: _Pile, report: str, printed: date) -> None:
    reading = pile.readings[report]
    starts = [s.start for s in reading.report.sentences]
    seen = set()
    for index, mention in enumerate(reading.dates):
        if mention.type not in ("DATE", "TIME") or not mention.first or mention.first != mention.last:
            continue
        named, sentence = day(mention.first), bisect_right(starts, mention.span.start) - 1
        if named is None or sentence < 0 or (named, sentence) in seen or not pile.counts(report, sentence):
            continue
        seen.add((named, sentence))
        pile.first_named.setdefault((report, sentence), named)
        pile.named[named].append(_Named(report, sentence, index, (printed - named).days))


def _weight(pile: _Pile, at: date) -> float:
    """Return how much a day matters: summed over the days of publication, then over reports, then sentences."""
    told: dict[str, float] = defaultdict(float)
    for each in pile.named[at]:
        told[each.report] += _standing(each.days_after) * math.sqrt(
            _topicality(pile, each.report, each.sentence)
        )
    by_text: dict[str, tuple[date, float]] = {}
    for report in sorted(told, key=lambda r: (pile.published[r], r)):
        when, most = by_text.get(pile.text(report), (pile.published[report], 0.0))
        by_text[pile.text(report)] = (when, max(most, told[report]))
    days: dict[date, float] = defaultdict(float)
    for when, value in by_text.values():
        days[when] += math.sqrt(value)
    return math.fsum(math.log1p(value) for value in days.values())


def _standing(days_after: int) -> float:
    if days_after < 0:
        return _AHEAD
    return _FRESH if days_after <= 1 else 1 + math.log(days_after) / 3


def _topicality(pile: _Pile, report: str, sentence: int) -> float:
    """Return how much a sentence is about what all reports are about: the mean share of reports with its terms."""
    some = set(pile.sentences[report][sentence])
    total = sum(pile.rarity.count(t) for t in some)
    return total / (pile.rarity.number * (len(some) + 3))


def _entry(pile: _Pile, at: date, weight: float, taken: Set[tuple[str, Span]]) -> TimelineEntry | None:
    """Return a day with the most central of the sentences that can tell of it, or None where there is none.

    Sentences *taken* for a day that matters more are not told twice.
    """
    candidates = _candidates(pile, at)
    telling: dict[str, set[str]] = defaultdict(set)
    for report, sentence in candidates:
        telling[pile.text(report)].update(pile.sentences[report][sentence])
    counts = Counter(t for some in telling.values() for t in some)
    worth = {t: n / len(telling) * pile.rarity.weight(t) for t, n in counts.items()}
    scored = []
    for (report, sentence), share in candidates.items():
        some = pile.sentences[report][sentence]
        fits = _SHORTEST <= len(some) <= _LONGEST
        if fits and (report, pile.readings[report].report.sentences[sentence]) not in taken:
            score = share * math.fsum(worth[t] for t in set(some)) / math.sqrt(len(some))
            spoken = any(q in _sentence(pile, report, sentence) for q in _QUOTES)
            readable = 1 - pile.readings[report].report.garble
            score *= readable * (_SPOKEN if spoken else 1)
            scored.append((-score, pile.published[report], report, sentence))
    if not scored:
        return None
    *_, report, sentence = min(scored)
    named = pile.named[at]
    return TimelineEntry(
        at.isoformat(),
        report,
        pile.readings[report].report.sentences[sentence],
        any((n.report, n.sentence) == (report, sentence) for n in named),
        len({pile.text(n.report) for n in named}),
        round(weight, 4),
        tuple(sorted(Ref(n.report, "date", n.mention) for n in named)),
    )


def _candidates(pile: _Pile, at: date) -> dict[tuple[str, int], float]:
    """Return the sentences that may tell of a day, and what each counts."""
    found: dict[tuple[str, int], float] = {}
    for each in pile.named[at]:
        share = 1.0 if each.days_after >= 0 else 0.3
        first = pile.first_named[each.report, each.sentence] == at
        found[each.report, each.sentence] = share if first else share * _ASIDE
    for report, printed in pile.published.items():
        if not 0 <= (printed - at).days <= 1:
            continue
        for sentence in range(min(_OPENING, len(pile.sentences[report]))):
            # One that names another day, and not this, is about that.
            if pile.counts(report, sentence) and (report, sentence) not in pile.first_named:
                found.setdefault((report, sentence), _UNNAMED)
    return found


def _sentence(pile: _Pile, report: str, sentence: int) -> str:
    source = pile.readings[report].report
    span: Span = source.sentences[sentence]
    return span.text(source.text)
