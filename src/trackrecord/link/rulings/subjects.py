"""How a ruling names what it is about, and how that is found again after reports were read anew.

Positions move when a newer version reads a report, so an item is named by what does not: the report and the span.
``commitment/REPORT/START-END`` (likewise ``deed``, ``statement``, ``event``, ``figure``, ``date``, and ``party`` by its
first mention); ``~2`` at the end is the second item with that span. What lies across reports is named by something
in it: ``thread/REPORT/START-END`` by a commitment, ``occasion/…`` by an event, ``story/REPORT`` by a report, a party
by a first mention in any report. ``corruption/REPORT/START-END`` is a change that a copy made, by its span there;
``ruling/ID`` another ruling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trackrecord.link.piles import Pile
from trackrecord.types import ItemKind, Reading, Ref, Span

ITEM_KINDS: tuple[ItemKind, ...] = (
    "party",
    "date",
    "figure",
    "statement",
    "event",
    "commitment",
    "deed",
)
_FIELD_OF = {
    "party": "parties",
    "date": "dates",
    "figure": "figures",
    "statement": "statements",
    "event": "events",
    "commitment": "commitments",
    "deed": "deeds",
}
# By what kind of item a noun is named.
NAMED_BY: Mapping[str, ItemKind] = {
    **{kind: kind for kind in ITEM_KINDS},
    "thread": "commitment",
    "occasion": "event",
}
_SPANNED = re.compile(
    r"(party|date|figure|statement|event|commitment|deed|thread|occasion|corruption)/([^/|\s]+)/(\d+)-(\d+)(?:~(\d+))?"
)
_WHOLE = re.compile(r"(story|ruling)/([^/|\s]+)")
ENOUGH = 0.5  # overlap (intersection over union) from which a span is taken to be the one that was ruled on


@dataclass(frozen=True, slots=True)
class Subject:
    """What a ruling is about: the noun, the report (or the ruling's id), and for items the span, and which of it."""

    noun: str
    report: str
    span: Span | None = None
    nth: int = 1

    def __str__(self) -> str:
        if self.span is None:
            return f"{self.noun}/{self.report}"
        again = f"~{self.nth}" if self.nth > 1 else ""
        return f"{self.noun}/{self.report}/{self.span.start}-{self.span.end}{again}"

    def named(self, noun: str) -> Subject:
        """Return the same place under another noun."""
        return Subject(noun, self.report, self.span, self.nth)

    @classmethod
    def parsed(cls, text: str) -> Subject:
        """Return the subject that *text* names. ``ValueError`` where it is none."""
        if found := _SPANNED.fullmatch(text):
            noun, report, start, end, nth = found.groups()
            if len(start) < 10 and len(end) < 10 and int(start) <= int(end) and len(nth or "1") < 5:
                return cls(noun, report, Span(int(start), int(end)), max(1, int(nth or 1)))
        elif found := _WHOLE.fullmatch(text):
            return cls(found[1], found[2])
        raise ValueError(
            f"“{text[:80]}” names nothing: it should read like commitment/REPORT/START-END, thread/REPORT/START-END, "
            "party/REPORT/START-END, story/REPORT or ruling/ID"
        )


def parsed_or_none(text: str) -> Subject | None:
    """Return the subject that *text* names, or None."""
    try:
        return Subject.parsed(text)
    except ValueError:
        return None


def items(reading: Reading, kind: ItemKind) -> tuple[Any, ...]:
    """Return a reading's items of one kind."""
    found: tuple[Any, ...] = getattr(reading, _FIELD_OF[kind])
    return found


def with_items(reading: Reading, kind: ItemKind, some: Iterable[Any]) -> Reading:
    """Return *reading* with *some* as its items of one kind."""
    changed: dict[str, Any] = {_FIELD_OF[kind]: tuple(some)}
    return replace(reading, **changed)


def anchor(item: Any) -> Span:
    """Return the span by which an item is named: its own, a statement's whole content, a party's first mention."""
    if hasattr(item, "content"):
        return Span(min(s.start for s in item.content), max(s.end for s in item.content))
    if hasattr(item, "mentions"):
        first: Span = item.mentions[0].span if item.mentions else Span(0, 0)
        return first
    own: Span = item.span
    return own


def subject_of(reading: Reading, ref: Ref, noun: str | None = None) -> str:
    """Return how a ruling names the item *ref* of *reading*; with *noun*, the thread or occasion that it is of."""
    some = items(reading, ref.kind)
    span = anchor(some[ref.index])
    nth = 1 + sum(anchor(other) == span for other in some[: ref.index])
    return str(Subject(noun or ref.kind, ref.report, span, nth))


class Places:
    """Finds what subjects name in a set of readings."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = Pile.of(readings).by_id
        self._anchors: dict[tuple[str, ItemKind], list[Span]] = {}

    def has(self, report: str) -> bool:
        """Whether the report is among the readings."""
        return report in self._readings

    def item(self, subject: Subject) -> Ref | None:
        """Return the item that stands there: with exactly that span, else the one that overlaps it most.

        None where nothing of the kind overlaps it by half or more (intersection over union).
        """
        kind = NAMED_BY.get(subject.noun)
        if kind is None or subject.span is None or subject.report not in self._readings:
            return None
        anchors = self._anchors_of(subject.report, kind)
        same = [i for i, span in enumerate(anchors) if span == subject.span]
        if same:
            return Ref(subject.report, kind, same[min(subject.nth, len(same)) - 1])
        best = max(((overlap(span, subject.span), -i) for i, span in enumerate(anchors)), default=(0.0, 0))
        return Ref(subject.report, kind, -best[1]) if best[0] >= ENOUGH else None

    def _anchors_of(self, report: str, kind: ItemKind) -> list[Span]:
        key = report, kind
        if key not in self._anchors:
            self._anchors[key] = [anchor(item) for item in items(self._readings[report], kind)]
        return self._anchors[key]


def overlap(a: Span, b: Span) -> float:
    """Return how much two spans have in common: intersection over union (0–1)."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    whole = max(a.end, b.end) - min(a.start, b.start)
    return shared / whole if shared > 0 and whole else 0.0
