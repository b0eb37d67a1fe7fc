"""How many independent sources stand behind a line: reports, less copies, less shared origins and publishers.

Who counts copies as sources deceives himself. Copies of one text are one source; so are reports that rest on the
same named person or outlet of the same day, and reports of one publisher. A line that a copy falsified (another name,
another number, a "not" too many) does not support what the others say: nobody reported it so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from trackrecord.link.groups import DisjointSets
from trackrecord.link.roster import Roster
from trackrecord.types import Evidence, Finding, Reading, Ref, Span
from trackrecord.weigh.origins import Origin, extent, one_origin, origin_of

_MOST = (
    200  # origins of more reports than this are compared by source only through sorting, not each with each
)


def corroboration(
    subject: str,
    refs: Sequence[Ref],
    readings: Mapping[str, Reading],
    texts: Mapping[str, str],
    roster: Roster,
    as_of: str | None,
    false: Mapping[str, Sequence[Span]] | None = None,
) -> Finding | None:
    """Return how many independent sources stand behind *subject*, told by the items *refs*; None where none does.

    *false* is where reports tell something otherwise than the text they copy. The value is the number as text; the
    explanation names what was folded or left out. Evidence: the items, ``for`` the
    first of each source, ``neutral`` for those folded into it or left out.
    """
    every = sorted({r for r in refs if r.report in readings})
    if not every:
        return None
    left_out = {r for r in every if false and _is_falsified(readings[r.report], r, false.get(r.report, ()))}
    some = [r for r in every if r not in left_out] or every
    reports = sorted({r.report for r in some})
    sets = DisjointSets()
    notes = _fold_copies(reports, texts, sets)
    notes += _fold_origins(some, readings, roster, sets)
    notes += _fold_publishers(reports, readings, sets)
    if left_out:
        lines = f"{len(left_out)} line{'s' if len(left_out) > 1 else ''}"
        if len(left_out) == len(every):
            notes.append("told only by a copy, otherwise than its original")
            left_out = set()
        else:
            notes.append(f"{lines} left out: a copy tells it otherwise than its original")
    sources = sets.groups(reports)
    first = {min(group, key=lambda r: (readings[r].report.published or "9999", r)) for group in sources}
    number = len(sources)
    words = f"{number} independent source{'s' if number != 1 else ''} in {len(reports)} report"
    words += "s" if len(reports) != 1 else ""
    return Finding(
        "corroboration",
        subject,
        str(number),
        as_of,
        "independent_sources",
        words + ("; " + "; ".join(notes) if notes else "") + ".",
        tuple(Evidence(r, "for" if r.report in first and r not in left_out else "neutral") for r in every),
        sources=number,
    )


def _is_falsified(reading: Reading, ref: Ref, spans: Sequence[Span]) -> bool:
    """Whether one of the falsified *spans* lies in what an item says."""
    return any(part.overlaps(span) for part in extent(reading, ref) for span in spans)


def _fold_copies(reports: Sequence[str], texts: Mapping[str, str], sets: DisjointSets) -> list[str]:
    groups: dict[str, list[str]] = {}
    for report in reports:
        groups.setdefault(texts.get(report, report), []).append(report)
    folded = 0
    for group in groups.values():
        for other in group[1:]:
            sets.join(group[0], other)
            folded += 1
    return [f"{folded} cop{'ies' if folded > 1 else 'y'} of one text folded"] if folded else []


def _fold_origins(
    refs: Sequence[Ref], readings: Mapping[str, Reading], roster: Roster, sets: DisjointSets
) -> list[str]:
    by_key: dict[str, list[tuple[str, Origin]]] = {}
    for ref in refs:
        origin = origin_of(readings[ref.report], ref, roster)
        if origin is not None:
            by_key.setdefault(origin.key, []).append((ref.report, origin))
    notes: dict[str, None] = {}
    for key in sorted(by_key):
        for (one, a), (two, b) in combinations(by_key[key][:_MOST], 2):
            if one != two and one_origin(a, b):
                if sets.find(one) != sets.find(two):
                    when = a.when or b.when
                    notes[f"all of it rests on {a.name}{', ' + when if when else ''}"] = None
                sets.join(one, two)
    return [n if len(notes) == 1 else n.replace("all of it rests", "some of it rests") for n in notes]


def _fold_publishers(
    reports: Sequence[str], readings: Mapping[str, Reading], sets: DisjointSets
) -> list[str]:
    by_publisher: dict[str, list[str]] = {}
    for report in reports:
        publisher = readings[report].report.publisher
        if publisher:
            by_publisher.setdefault(publisher, []).append(report)
    notes = []
    for publisher in sorted(by_publisher):
        group = by_publisher[publisher]
        new = [r for r in group[1:] if sets.find(group[0]) != sets.find(r)]
        for other in new:
            sets.join(group[0], other)
        if new:
            notes.append(f"{len(group)} reports are by {publisher}")
    return notes
