"""The roster: which linked party a reading's own party stands for."""

from __future__ import annotations

from collections.abc import Sequence

from trackrecord.types import LinkedParty, Reading, Ref


def by_member(parties: Sequence[LinkedParty]) -> dict[Ref, LinkedParty]:
    """Return the linked party of each member."""
    return {ref: party for party in parties for ref in party.members}


class Roster:
    """Which linked party a reading's own party id stands for."""

    def __init__(self, readings: Sequence[Reading], parties: Sequence[LinkedParty]) -> None:
        members = by_member(parties)
        self._by_id: dict[tuple[str, str], LinkedParty] = {
            (r.report.id, p.id): members[ref]
            for r in readings
            for i, p in enumerate(r.parties)
            if (ref := Ref(r.report.id, "party", i)) in members
        }

    def get(self, report: str, party_id: str | None) -> LinkedParty | None:
        """Return the linked party of *party_id* in that report, or None."""
        return self._by_id.get((report, party_id or ""))

    def id(self, report: str, party_id: str | None) -> str | None:
        """Return the id of the linked party of *party_id* in that report, or None."""
        found = self.get(report, party_id)
        return found.id if found else None
