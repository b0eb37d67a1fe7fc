"""The roster: which linked party a reading's own party stands for."""

from __future__ import annotations

from collections.abc import Sequence

from trackrecord.link.piles import Pile
from trackrecord.types import LinkedParty, Reading


class Roster:
    """Which linked party a reading's own party id stands for."""

    def __init__(self, readings: Sequence[Reading], parties: Sequence[LinkedParty]) -> None:
        pile = Pile.of(readings)
        self._by_id: dict[tuple[str, str], LinkedParty] = {}
        for party in parties:
            for report, _, index in party.members:
                ids = pile.party_ids(report) if report in pile.facts else ()
                if index < len(ids):
                    self._by_id[report, ids[index]] = party

    def get(self, report: str, party_id: str | None) -> LinkedParty | None:
        """Return the linked party of *party_id* in that report, or None."""
        return self._by_id.get((report, party_id or ""))

    def id(self, report: str, party_id: str | None) -> str | None:
        """Return the id of the linked party of *party_id* in that report, or None."""
        found = self.get(report, party_id)
        return found.id if found else None
