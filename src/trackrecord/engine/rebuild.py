"""Make all machine output again from what cannot be made again: reports and rulings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from trackrecord.engine.build import Build, Progress, read_outdated, relink
from trackrecord.ledger import Ledger
from trackrecord.link.rulings.standing import Conflict, Standing


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild did: how many reports it read again, how each ruling stands, and the rows of each table now."""

    ledger: Path
    reread: int = 0
    standings: list[Standing] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def in_state(self, state: str) -> list[Standing]:
        """Return the rulings that stand so (``in_force``, ``undone``, ``overruled``, ``unplaced``, ``malformed``)."""
        return [s for s in self.standings if s.state == state]


def rebuild(ledger: str | Path, *, workers: int = 1, progress: Progress | None = None) -> Rebuilt:
    """Throw away all readings, links and findings of a ledger, and make them again from its reports and rulings.

    Reports, publications, original bytes and rulings are not touched. One that is cut off is completed by the next
    rebuild or build. Raises :class:`~trackrecord.errors.LedgerError` where there is no ledger, or none that can be written,
    and :class:`~trackrecord.errors.ModelError` when the language model does not load.
    """
    tell = progress or (lambda stage, done, item: None)
    result = Rebuilt(Path(ledger))
    with Ledger.open(ledger) as record:
        record.forget_readings()
        done = Build(Path(ledger))
        read_outdated(record, done, workers, tell)
        result.reread = done.reread
        relink(record, tell, workers=workers)
        result.standings, result.conflicts = record.standings(), record.conflicts()
        result.counts = record.counts()
    return result
