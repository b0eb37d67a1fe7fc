"""The links of a ledger with look-ups that several formats need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trackrecord.ledger import Ledger
from trackrecord.types import Finding, LinkedParty, Links, Reading, Ref


@dataclass(frozen=True, slots=True)
class Linked:
    """All links and the findings on threads, with the party across reports of each party in a report."""

    links: Links
    of: dict[Ref, str]
    parties: dict[str, LinkedParty]
    statuses: dict[str, Finding]
    sources: dict[str, int]

    @classmethod
    def read(cls, ledger: Ledger) -> Linked:
        """Load them from *ledger*."""
        links = ledger.links()
        return cls(
            links,
            {ref: party.id for party in links.parties for ref in party.members},
            {party.id: party for party in links.parties},
            {f.subject: f for f in ledger.findings("status")},
            {f.subject: int(f.value) for f in ledger.findings("corroboration")},
        )

    def id_of(self, reading: Reading, local: str | None) -> str | None:
        """Return the id across reports of a reading's party, or None."""
        for index, party in enumerate(reading.parties):
            if party.id == local:
                return self.of.get(Ref(reading.report.id, "party", index))
        return None

    def name(self, linked_id: str | None) -> str | None:
        """Return the name of a party across reports, or None."""
        party = self.parties.get(linked_id or "")
        return party.name if party else None

    def named(self) -> Iterator[LinkedParty]:
        """Yield the parties that some report names, in order of id."""
        for party_id in sorted(self.parties):
            if not self.parties[party_id].anonymous:
                yield self.parties[party_id]
