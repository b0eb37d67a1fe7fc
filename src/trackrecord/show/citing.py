"""Evidence as a reader needs it: publisher, date, the sentence, and where in it the span lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trackrecord.types import Links, Reading, Ref, Span


@dataclass(frozen=True)
class Record:
    """The readings and links that one dossier is made of, with look-ups."""

    readings: dict[str, Reading]
    links: Links
    party_of: dict[Ref, str]
    names: dict[str, str]
    rejected: frozenset[Ref] = frozenset()

    @classmethod
    def of(cls, readings: Iterable[Reading], links: Links, rejected: frozenset[Ref] = frozenset()) -> Record:
        """Index *readings* and *links*; the items *rejected* by people are not to be told of."""
        return cls(
            {r.report.id: r for r in readings},
            links,
            {ref: party.id for party in links.parties for ref in party.members},
            {party.id: party.name for party in links.parties},
            rejected,
        )

    def linked(self, report: str, party: str | None) -> str | None:
        """Return the id across reports of a reading's party, or None."""
        if party is None or report not in self.readings:
            return None
        for index, known in enumerate(self.readings[report].parties):
            if known.id == party:
                return self.party_of.get(Ref(report, "party", index))
        return None

    def name(self, linked_id: str | None) -> str | None:
        """Return the name of a party across reports, or None."""
        return self.names.get(linked_id or "")

    def item(self, ref: Ref) -> Any:
        """Return the item that *ref* names."""
        reading = self.readings[ref.report]
        items: dict[str, tuple[Any, ...]] = {
            "party": reading.parties,
            "date": reading.dates,
            "figure": reading.figures,
            "statement": reading.statements,
            "event": reading.events,
            "commitment": reading.commitments,
            "deed": reading.deeds,
        }
        return items[ref.kind][ref.index]

    def cite(self, report: str, span: Span) -> dict[str, Any]:
        """Return one evidence line: where it stands, the quoted span, and the sentence or sentences around it."""
        source = self.readings[report].report
        around = [s for s in source.sentences if s.overlaps(span)] or [span]
        whole = Span(around[0].start, around[-1].end)
        return {
            "report": report,
            "publisher": source.publisher,
            "published": source.published,
            "published_basis": source.published_basis,
            "url": source.url,
            "start": span.start,
            "end": span.end,
            "quote": span.text(source.text),
            "sentence": whole.text(source.text),
            "sentence_start": whole.start,
        }

    def cite_item(self, ref: Ref) -> dict[str, Any]:
        """Return the evidence line of an item (for a statement: of its whole content; a party: its first mention)."""
        item = self.item(ref)
        if ref.kind == "statement":
            span = Span(item.content[0].start, item.content[-1].end)
        elif ref.kind == "party":
            span = item.mentions[0].span
        else:
            span = item.span
        return self.cite(ref.report, span)
