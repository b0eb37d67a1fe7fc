"""What a finding may rest on: readings known by a date, references as text, and reports that are one source.

Evidence up to a date means reports published by then. A report without a date is left out when a date is asked
for, since nothing shows that it was known; without a date asked for, all reports count and the date of the
latest stands for "now".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trackrecord.link.days import day
from trackrecord.link.piles import Pile
from trackrecord.read.dates.calendar import day_range
from trackrecord.types import FigurePair, Links, Reading, Ref, Span


def known(readings: Sequence[Reading], as_of: str | None) -> Mapping[str, Reading]:
    """Return the readings known by the day *as_of* (all when None), by report id, in order of id.

    *as_of* is an ISO day or a coarser EDTF date, of which the last day counts.
    """
    return known_pile(readings, as_of).by_id


def known_pile(readings: Sequence[Reading], as_of: str | None) -> Pile:
    """Return the readings known by the day *as_of* as a pile."""
    every = Pile.of(readings)
    if as_of is None:
        return every
    return every.only(i for i, facts in every.facts.items() if out_by(facts.published, as_of))


def out_by(published: str | None, as_of: str) -> bool:
    """Whether what was published then was out by the end of *as_of*: the last day that either date allows counts."""
    return published is not None and day(published) is not None and last_day(published) <= last_day(as_of)


def latest(pile: Pile) -> str | None:
    """Return the latest day of publication, or None where no report has one."""
    days = [facts.published for facts in pile.facts.values() if day(facts.published) is not None]
    return max((d for d in days if d), default=None)


def last_day(edtf: str) -> str:
    """Return the last day that an EDTF date covers ("2020-02" → "2020-02-29"), or what is no such date as it is."""
    days = day_range(edtf)
    return days[1].isoformat() if days is not None else edtf.split("/")[-1].rstrip("~?%")


def ref_text(ref: Ref) -> str:
    """Return a reference as text: ``REPORT:KIND:INDEX``."""
    return f"{ref.report}:{ref.kind}:{ref.index}"


def pair_subject(pair: FigurePair) -> str:
    """Return the subject of a finding on a pair of figures: ``REF|REF``."""
    return f"{ref_text(pair.a)}|{ref_text(pair.b)}"


def texts(links: Links) -> dict[str, str]:
    """Return, for each report that has copies, the original of its group."""
    return {report: group.original for group in links.copies for report in group.reports}


def falsified(links: Links) -> dict[str, tuple[Span, ...]]:
    """Return, for each report that tells something otherwise than the text it copies, where it does."""
    return {
        pair.copy: tuple(c.copy for c in pair.corruptions)
        for group in links.copies
        for pair in group.copies
        if pair.corruptions
    }
