"""Cut a text at the ends of all spans that lie in it, so that spans that overlap can be shown side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trackrecord.types import Span

KINDS = ("statement", "commitment", "deed", "event", "figure", "date")
"""What is marked, in the order in which marks lie within one another."""
_LETTERS = {"statement": "S", "commitment": "C", "deed": "D", "event": "E", "figure": "F", "date": "T"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One item of the reading and where it stands. ``label`` is a short name for it on the page ("C3")."""

    kind: str
    index: int
    spans: tuple[Span, ...]
    title: str

    @property
    def label(self) -> str:
        """A letter for the kind and the item's number, from 1."""
        return f"{_LETTERS[self.kind]}{self.index + 1}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover. ``begins`` are those of them that begin here."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    sought: bool


def pieces(
    text: str, within: Span, marks: Iterable[Mark], sought: Span | None = None, places: Iterable[int] = ()
) -> Sequence[Piece]:
    """Return the stretch *within* of *text*, cut so that no mark begins or ends inside a piece.

    Joined, the pieces are that stretch. *sought* is a span to point out, *places* are where else to cut, so that a
    link can lead there. Costs n log n in the number of marks.
    """
    lying = [
        (span, mark)
        for mark in marks
        for span in mark.spans
        if span.start < span.end and span.overlaps(within)
    ]
    cuts = {within.start, within.end, *(p for p in places if within.start < p < within.end)}
    for span in [span for span, _ in lying] + ([sought] if sought else []):
        cuts.update(cut for cut in span if within.start < cut < within.end)
    edges = sorted(cuts)
    order = {kind: place for place, kind in enumerate(KINDS)}
    opening: dict[int, list[tuple[Span, Mark]]] = {}
    for span, mark in lying:
        opening.setdefault(max(span.start, within.start), []).append((span, mark))
    found, active, begun = [], list[tuple[Span, Mark]](), set[tuple[str, int]]()
    for start, end in pairwise(edges):
        active = [pair for pair in active if pair[0].end > start] + opening.get(start, [])
        active.sort(key=lambda pair: (order[pair[1].kind], pair[0].start, pair[1].index))
        covering = tuple(mark for _, mark in active)
        begins = tuple(
            dict.fromkeys(
                mark
                for span, mark in active
                if span.start == start and span == mark.spans[0] and (mark.kind, mark.index) not in begun
            )
        )
        begun.update((mark.kind, mark.index) for mark in begins)
        pointed = sought is not None and sought.start <= start and end <= sought.end
        found.append(Piece(start, end, text[start:end], covering, begins, pointed))
    return found
