"""Rule and see at once what it changes: for pages and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trackrecord import __version__
from trackrecord.engine.build import relink
from trackrecord.engine.restating import restate
from trackrecord.ledger import Ledger
from trackrecord.link.rulings.standing import Conflict, Standing
from trackrecord.types import Ruling


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling that was made: how it stands, what it changed, and what other people's rulings it is contrary to.

    ``statuses`` are the threads whose status is another than before: id, what it was (None for a thread that was not
    there), what it is (None for one that is gone).
    """

    ruling: Ruling
    standing: Standing
    statuses: tuple[tuple[str, str | None, str | None], ...]
    conflicts: tuple[Conflict, ...]


def rule_and_relink(
    record: Ledger,
    kind: str,
    subject: str,
    value: Mapping[str, Any] | None = None,
    *,
    by: str,
    reason: str,
    at: str | None = None,
) -> Ruled:
    """Append a ruling and apply it: parameters and errors are those of :meth:`Ledger.rule`."""
    before = _statuses(record)
    current, seen = record.links_current(__version__), record.changed_elsewhere()
    ruling = record.rule(kind, subject, value, by=by, reason=reason, at=at)
    if not (current and restate(record, ruling, seen)):
        relink(record)
    after = _statuses(record)
    changed = tuple(
        (thread, before.get(thread), after.get(thread))
        for thread in sorted({*before, *after})
        if before.get(thread) != after.get(thread)
    )
    standing = next(s for s in record.standings() if s.ruling.id == ruling.id)
    contrary = tuple(c for c in record.conflicts() if any(r.id == ruling.id for r in c.rulings))
    return Ruled(ruling, standing, changed, contrary)


AT_ONCE = 300
"""Reports of a ledger up to which a ruling that links anew is applied at once, while a reader waits for the page."""


def rule_on_a_page(
    record: Ledger,
    kind: str,
    subject: str,
    value: Mapping[str, Any] | None = None,
    *,
    by: str,
    reason: str,
) -> None:
    """Append a ruling from a page, and apply it where that is quick; else it waits until somebody applies all that wait.

    Parameters and errors are those of :meth:`Ledger.rule`.
    """
    count = record.connection.execute("SELECT count(*) FROM (SELECT 1 FROM report LIMIT ?)", (AT_ONCE + 1,))
    if kind in ("reject", "correct", "join", "split") and count.fetchone()[0] > AT_ONCE:
        record.rule(kind, subject, value, by=by, reason=reason)
        return
    rule_and_relink(record, kind, subject, value, by=by, reason=reason)


def _statuses(record: Ledger) -> dict[str, str]:
    return dict(record.connection.execute("SELECT subject, value FROM finding WHERE kind = 'status'"))
