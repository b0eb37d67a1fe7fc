"""Which story every report is in: placed anew where something changed, taken over from an earlier run elsewhere.

Where a report is placed rests on the reports of the days before it alone (``stories``), so that what an earlier run found
stands as long as nothing within those days is other than it was. Stories that people joined or split are made from these.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from trackrecord.link.bounds import Ties
from trackrecord.link.groups import short_id
from trackrecord.link.piles import Pile
from trackrecord.link.stories import MEMORY, WINDOW, Finder, profile, publication_day
from trackrecord.types import CopyGroup, Reading, Story, StoryMember

_FREE: Ties[str] = Ties()


class Placement(NamedTuple):
    """Where a report was placed, and on what that rested besides the reports before it.

    ``story`` is the report that started its story. ``published``, ``original`` (of which text it is a copy) and ``days`` (those
    it names) are as they were then, ``ruled`` whether its reading was not as read, but as people ruled.
    """

    story: str
    score: float
    reason: str
    published: str | None
    original: str | None
    days: tuple[str, ...]
    ruled: bool


_NOTHING: Mapping[str, Placement] = {}


def place(
    pile: Pile, copies: Sequence[CopyGroup] = (), before: Mapping[str, Placement] = _NOTHING
) -> dict[str, Placement]:
    """Place every report of *pile* in a story, in order of publication.

    *before* are placements of an earlier run over some of these reports (or others). They change what is worked out, never
    what is found: a report is placed anew where within the days in memory one is new, or gone, or not what it was, or placed
    otherwise; the others stand where they stood.
    """
    originals = {p.copy: g.original for g in copies for p in g.copies if p.relation != "excerpt"}
    days = {i: publication_day(facts.published) for i, facts in pile.facts.items()}
    changed = _changed_days(pile, days, originals, before)
    while isinstance(found := _placed(pile, days, originals, before, sorted(changed)), date):
        changed.add(found)
    return found


def _placed(
    pile: Pile,
    days: Mapping[str, date | None],
    originals: Mapping[str, str],
    before: Mapping[str, Placement],
    changed: Sequence[date],
) -> dict[str, Placement] | date:
    """Return the placements, given the days on which something *changed*; or a day that has to be added to these."""
    in_order = sorted(days, key=lambda i: (days[i] or date.max, i in originals, i))
    ahead, last = deque(changed), date.min
    finder = Finder(originals)
    named: dict[str, tuple[str, ...]] = {}
    moved: set[str] = set()
    for today, group in groupby(in_order, days.__getitem__):
        some = list(group)
        while ahead and today is not None and ahead[0] <= today:
            last = ahead.popleft()
        if today is None or today - last <= _REACH:
            profiles = [profile(pile.by_id[i]) for i in some]
            named.update((p.report, p.days) for p in profiles)
            finder.add(profiles)
            otherwise = [i for i in some if i in before and finder.placed[i] != before[i][:3]]
            if otherwise and today is not None:
                moved.update(otherwise)
                last = today
            continue
        if moved and any(originals.get(i) in moved for i in some):
            return today  # a copy of a text that is in another story now; what it lies among was not brought back
        finder.recall((i, *before[i][:3]) for i in some)
        if ahead and ahead[0] - today <= _REACH:
            profiles = [profile(pile.by_id[i]) for i in some]
            finder.relive(profiles, counted_only=(ahead[0] - today).days > WINDOW)
    return {
        i: Placement(
            *finder.placed[i],
            pile.facts[i].published,
            originals.get(i),
            named[i] if i in named else before[i].days,
            i in pile.changed,
        )
        for i in in_order
    }


_REACH = timedelta(days=MEMORY + WINDOW)


def _changed_days(
    pile: Pile, days: Mapping[str, date | None], originals: Mapping[str, str], before: Mapping[str, Placement]
) -> set[date]:
    """Return the days of reports that are not, or are no longer, what they were *before*."""
    found = [publication_day(before[i].published) for i in before.keys() - days.keys()]
    for report, facts in pile.facts.items():
        was = before.get(report)
        if was is None:
            found.append(days[report])
        elif (
            (was.published, was.original) != (facts.published, originals.get(report))
            or ((was.ruled or report in pile.changed) and was.days != profile(pile.by_id[report]).days)
        ):  # fmt: skip
            found += (days[report], publication_day(was.published))
    return {d for d in found if d is not None}


def stories_of(placements: Mapping[str, Placement]) -> tuple[Story, ...]:
    """Return the stories that reports were placed in, in order of their first report."""
    members: dict[str, list[StoryMember]] = {}
    for report, placed in placements.items():
        members.setdefault(placed.story, []).append(StoryMember(report, placed.score, placed.reason))
    return tuple(Story(short_id("S", founder), tuple(some)) for founder, some in members.items())


def link_stories(
    readings: Sequence[Reading],
    copies: Sequence[CopyGroup] = (),
    ties: Ties[str] = _FREE,
    placements: Mapping[str, Placement] | None = None,
) -> tuple[Story, ...]:
    """Group *readings* into stories; every report is in exactly one. Order of *readings* never matters.

    A copy is in the story of its original, except an excerpt, which may be of a digest. A report without a day of
    publication joins no story but that of a text it copies. *ties* are what people ruled, in report ids. *placements* are
    those of these reports, where they are known.
    """
    placed = place(Pile.of(readings), copies) if placements is None else placements
    return _as_ruled(stories_of(placed), list(placed), ties)


def _as_ruled(stories: tuple[Story, ...], reports: Sequence[str], ties: Ties[str]) -> tuple[Story, ...]:
    """Return the stories with those joined that people joined, and reports on their own that they split off.

    *reports* are all of them in order of publication. A story keeps its id as long as its first report is in it.
    """
    if not ties:
        return stories
    at = {report: number for number, report in enumerate(reports)}
    first = {story.reports[0]: story.id for story in stories}
    made = []
    for group in ties.grouped([story.members for story in stories], lambda m: m.report):
        members = sorted(group, key=lambda m: at[m.report])
        founder = members[0].report
        starts = StoryMember(founder, 1.0, "starts the story")
        rest = (
            m if m.report not in first else replace(m, reason="ruled to be of this story")
            for m in members[1:]
        )
        made.append(Story(first.get(founder) or short_id("S", founder), (starts, *rest)))
    return tuple(sorted(made, key=lambda s: at[s.reports[0]]))


def regrouped(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> int:
    """Return how many reports of the stories *before* are with others of these in the stories *after*."""
    known = {report for story in before for report in story}
    now = {report: known.intersection(story) for story in after for report in story}
    return sum(now.get(report, set()) != set(story) for story in before for report in story)
