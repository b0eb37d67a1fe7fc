"""Stories: reports of the same occurrence, told by one reporter or by many, found online.

Reports are taken in order of publication; each joins the story that it is most like or starts one, and what comes
later moves nothing that came before. The order and the weights of terms rest on publication alone, so that the
stories are a function of the *set* of reports; only a report that comes in late with an earlier date can change a
story that stood (the run that brings it in says so). Single-pass clustering is that of topic detection and tracking
(Allan, Papka and Lavrenko 1998); a report is compared by what it opens with, by the whole of it with its beginning
counting more, and by the names and days it gives; sentences that many reports repeat are left out.

Cost: one look into an index of rare terms for each report, and at most ``_STORIES`` × ``_MEMBERS`` comparisons.
Memory: the reports of the last ``MEMORY`` days.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from trackrecord.link.days import day
from trackrecord.link.sketches import anchors
from trackrecord.link.terms import terms
from trackrecord.read.dates.calendar import day_range
from trackrecord.types import Reading

_SAME = 0.32  # likeness from which a report joins a story
WINDOW = 4  # days after its last report that a story is open
MEMORY = 14  # days over which the rarity of a term is counted
_LEAD = 100  # terms that a report opens with
_FADE = 4.0  # sentences after which a term counts half
_DAYS = 5  # days named by a report that are compared
_SENTENCE = 4  # terms from which a sentence that is repeated says something
_STANDING = 3  # other reports with a sentence from which it is standing text: menus, notes, side bars
_RARE = 24  # terms under which a report is looked for
_CROWDED = 200  # a term in more open reports than this says little
_STORIES, _MEMBERS = 8, 8  # stories that a report is held against, and the latest reports of each
_COARSEST = 7  # a publication date that leaves more days open is as good as none

Weights = Mapping[str, float]
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """What of one report is compared: its sentences as terms, each with its names and figures; the days it names."""

    report: str
    published: date | None
    sentences: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    days: tuple[str, ...]

    def without(self, standing: frozenset[tuple[str, ...]]) -> Profile:
        """Return this without the sentences in *standing*; as it is where less than a third would be left."""
        kept = [i for i, s in enumerate(self.sentences) if s not in standing]
        if 3 * len(kept) < len(self.sentences):
            return self
        return replace(
            self,
            sentences=tuple(self.sentences[i] for i in kept),
            names=tuple(self.names[i] for i in kept),
        )

    def parts(self) -> tuple[Weights, Weights, Weights]:
        """Return the terms that open it, all its terms, and its names, figures and days, with what each counts."""
        lead = [t for sentence in self.sentences[:_LEAD] for t in sentence][:_LEAD]
        whole: dict[str, float] = defaultdict(float)
        for at, told in enumerate(self.sentences):
            for term in sorted(set(told)):
                whole[term] += 1 / (1 + at / _FADE)
        names = [n for some in self.names for n in some]
        return _damped(lead), {t: math.log1p(x) for t, x in whole.items()}, _damped([*names, *self.days])

    def features(self) -> set[str]:
        """Return all terms and names whose rarity counts."""
        return {*(t for s in self.sentences for t in s), *(n for s in self.names for n in s), *self.days}


@dataclass(frozen=True, eq=False, slots=True)
class _Remembered:
    """What of a report is counted while it is in memory."""

    published: date | None
    features: frozenset[str]
    sentences: frozenset[tuple[str, ...]]


@dataclass(eq=False, slots=True)
class _Placed:
    """A report in its story: its weighted parts, each of length 1, and the terms it is looked for under."""

    profile: Profile
    parts: tuple[Weights, ...]
    rare: tuple[str, ...]
    story: str


def profile(reading: Reading) -> Profile:
    """Return what of a reading is compared with others: a pure function of it."""
    report = reading.report
    texts = [span.text(report.text) for span in report.sentences]
    named = [d.first for d in reading.dates if d.type in ("DATE", "TIME") and d.first and d.first == d.last]
    return Profile(
        report.id,
        publication_day(report.published),
        tuple(terms(text) for text in texts),
        tuple(anchors(text) for text in texts),
        tuple(named[:_DAYS]),
    )


def publication_day(edtf: str | None) -> date | None:
    """Return the day of publication for the order of reports; None where the date leaves too many open."""
    days = day_range(edtf) if edtf else None
    return day(edtf) if days is not None and (days[1] - days[0]).days < _COARSEST else None


def _damped(some: Iterable[str]) -> dict[str, float]:
    return {term: 1 + math.log(n) for term, n in Counter(some).items()}


class Finder:
    """Places reports in stories, day by day. State: the reports of the last days, and where all were placed.

    ``placed`` has, for each report so far, the one that started its story, with score and reason.
    """

    def __init__(self, originals: Mapping[str, str]) -> None:
        """*originals* is, for a report that copies another, the other."""
        self._originals = originals
        self.placed: dict[str, tuple[str, float, str]] = {}
        self._latest: dict[str, deque[_Placed]] = defaultdict(lambda: deque(maxlen=_MEMBERS))  # by story
        self._index: dict[str, deque[_Placed]] = defaultdict(deque)
        self._recent: deque[_Placed] = deque()
        self._memory: deque[_Remembered] = deque()
        self._counts: Counter[str] = Counter()
        self._repeated: Counter[tuple[str, ...]] = Counter()

    def add(self, profiles: Sequence[Profile]) -> None:
        """Place the reports of one day (or all undated ones), which must not lie before those placed already."""
        self._remember(profiles)
        for each in profiles:
            if each.published is None:
                self._join(each, *self._of_original(each))
            else:
                self._place(each)

    def recall(self, placed: Iterable[tuple[str, str, float, str]]) -> None:
        """Take it that reports, in order of publication, were placed so: the report that started the story, score, reason."""
        for report, story, score, reason in placed:
            self.placed[report] = story, score, reason

    def relive(self, profiles: Sequence[Profile], *, counted_only: bool) -> None:
        """Bring back what reports of one day, which were recalled, leave in memory for those of later days.

        *counted_only* where none of those is held against them any more.
        """
        self._remember(profiles)
        if not counted_only:
            for each in profiles:
                self._keep(each, *self._ready(each), self.placed[each.report][0])

    def _remember(self, profiles: Sequence[Profile]) -> None:
        dated = [p for p in profiles if p.published is not None]
        if dated and dated[0].published is not None:
            self._forget(dated[0].published)
        for each in dated:
            told = frozenset(s for s in each.sentences if len(s) >= _SENTENCE)
            self._memory.append(_Remembered(each.published, frozenset(each.features()), told))
            self._counts.update(self._memory[-1].features)
            self._repeated.update(told)

    def _place(self, each: Profile) -> None:
        parts, rare = self._ready(each)
        story, score, reason = self._of_original(each)
        if story is None:
            story, score, reason = self._likest(parts, rare)
        self._keep(each, parts, rare, self._join(each, story, score, reason))

    def _ready(self, each: Profile) -> tuple[tuple[Weights, ...], tuple[str, ...]]:
        """Return the parts of a report, weighed, and the terms that it is looked for under."""
        standing = frozenset(s for s in each.sentences if self._repeated[s] > _STANDING)
        parts = tuple(self._weighed(part) for part in each.without(standing).parts())
        return parts, tuple(sorted(parts[1], key=lambda t: (-parts[1][t], t))[:_RARE])

    def _keep(self, each: Profile, parts: tuple[Weights, ...], rare: tuple[str, ...], story: str) -> None:
        placed = _Placed(each, parts, rare, story)
        self._latest[story].append(placed)
        self._recent.append(placed)
        for term in rare:
            self._index[term].append(placed)

    def _of_original(self, each: Profile) -> tuple[str | None, float, str]:
        """Return the story of the text that a report copies, where that is placed."""
        found = self.placed.get(self._originals.get(each.report, ""))
        story = found[0] if found else None
        return story, 1.0, "a copy of a report of this story" if story else "starts the story"

    def _likest(self, parts: tuple[Weights, ...], rare: Sequence[str]) -> tuple[str | None, float, str]:
        shared: dict[str, float] = defaultdict(float)
        for term in rare:
            found = self._index.get(term, ())
            if len(found) <= _CROWDED:
                for story in dict.fromkeys(p.story for p in found):
                    shared[story] += parts[1][term]
        best: tuple[float, str] = (0.0, "")
        for story in sorted(shared, key=lambda s: (-shared[s], s))[:_STORIES]:
            latest = self._latest[story]
            score = math.fsum(_likeness(parts, p.parts) for p in latest) / len(latest)
            best = max(best, (score, story))
        score, story = best
        if score < _SAME:
            return None, 1.0, "starts the story"
        return story, score, _reason(parts, self._latest[story], score)

    def _join(self, each: Profile, story: str | None, score: float, reason: str) -> str:
        """Write a report into a story, or a new one; return which."""
        joined = story or each.report
        self.placed[each.report] = joined, round(score, 4), reason
        return joined

    def _weighed(self, part: Weights) -> Weights:
        """Return a part with each term's rarity over the days in memory, of length 1."""
        number = len(self._memory) + 20  # unseen texts, so that in a set of three a shared term still weighs
        found = {t: x * max(0.1, math.log(number / (self._counts[t] + 0.5))) for t, x in part.items()}
        size = math.sqrt(math.fsum(x * x for x in found.values())) or 1.0
        return {t: x / size for t, x in found.items()}

    def _forget(self, today: date) -> None:
        """Drop what is too old to count, and what no report of *today* or later is held against."""
        while self._memory and _before(self._memory[0].published, today, MEMORY):
            old = self._memory.popleft()
            _forget(self._counts, old.features)
            _forget(self._repeated, old.sentences)
        while self._recent and _before(self._recent[0].profile.published, today, WINDOW):
            closed = self._recent.popleft()
            latest = self._latest[closed.story]
            if latest and latest[0] is closed:
                latest.popleft()
            for term in closed.rare:
                self._index[term].popleft()
                if not self._index[term]:
                    del self._index[term]


def _forget(counts: Counter[_T], some: Iterable[_T]) -> None:
    """Count each of *some* once less, and hold nothing that is counted no more."""
    for each in some:
        counts[each] -= 1
        if not counts[each]:
            del counts[each]


def _before(published: date | None, today: date, days: int) -> bool:
    return published is not None and published < today - timedelta(days=days)


def _likeness(a: Sequence[Weights], b: Sequence[Weights]) -> float:
    """Return the mean cosine of two reports' parts (0–1)."""
    return math.fsum(_product(x, y) for x, y in zip(a, b, strict=True)) / len(a)


def _product(a: Weights, b: Weights) -> float:
    return math.fsum([a[t] * b[t] for t in a.keys() & b.keys()])  # the exact sum, in whatever order


def _reason(parts: tuple[Weights, ...], latest: Iterable[_Placed], score: float) -> str:
    some = list(latest)
    shared: dict[str, float] = defaultdict(float)
    for placed in some:
        for mine, theirs in zip(parts[:1] + parts[2:], placed.parts[:1] + placed.parts[2:], strict=True):
            for term in mine:
                if term in theirs:
                    shared[term] += mine[term] * theirs[term]
    most = sorted(shared, key=lambda t: (-shared[t], t))[:5]
    many = f"{len(some)} reports" if len(some) > 1 else "one report"
    return f"likeness {score:.2f} to {many} of it; shared most: {', '.join(most)}"
