"""Gather the dossier of a ledger (or of one party in it) as plain data, as of a date."""

from __future__ import annotations

from typing import Any

from trackrecord.errors import TrackrecordError
from trackrecord.ledger import Ledger
from trackrecord.ledger.asking import is_called
from trackrecord.link.rulings import apply
from trackrecord.link.rulings.standing import in_force
from trackrecord.show import sections
from trackrecord.show.citing import Record
from trackrecord.types import Links, Ref
from trackrecord.weigh.evidence import out_by
from trackrecord.weigh.ruled import ruled_record


def dossier(
    ledger: Ledger, *, party: str | None = None, as_of: str | None = None, later_rulings: bool = False
) -> dict[str, Any]:
    """Return the dossier: parties, timeline, stories, commitments, statements, figures, reports, left_out.

    With *party* (whole words of a name, or an id) only what that party has a part in. With *as_of* (an ISO day)
    the record as it stood at the end of that day: reports published later, or at an unknown date, are not
    looked at, and everything is linked and weighed anew without them; nor are rulings made later, unless *later_rulings*.
    What was rejected is not told of, what was corrected is told as corrected. Raises :class:`TrackrecordError` when no
    party has that name.
    """
    everything = {r.report.id: r for r in ledger.readings()}
    unread = [r for r in ledger.reports() if r.id not in everything]
    if as_of is None:
        applied = apply(list(everything.values()), ledger.rulings())
        readings, rejected, standings = applied.read, applied.rejected, applied.standings
        links, findings = ledger.links(), tuple(ledger.findings())
    else:
        found = ruled_record(list(everything.values()), ledger.rulings(), as_of, later_rulings=later_rulings)
        readings, rejected, standings = found.readings, found.rejected, found.standings
        links, findings = found.links, found.findings
    record = Record.of(readings, links, rejected)
    involved = involved_in(links, party, ledger)
    return {
        "ledger": str(ledger.path),
        "as_of": as_of or max((r.report.published for r in readings if r.report.published), default=None),
        "party": party,
        "counts": {
            "reports": len(readings),
            "reports_later_or_undated": len(everything) - len(readings),
            "reports_not_read": len(unread),
            "parties": len(links.parties),
            "occasions": len(links.occasions),
            "stories": len(links.stories),
            "threads": len(links.threads),
            "statements": sum(len(r.statements) for r in readings) - _of_kind(rejected, "statement"),
            "figures": sum(len(r.figures) for r in readings) - _of_kind(rejected, "figure"),
            "deeds": sum(len(r.deeds) for r in readings) - _of_kind(rejected, "deed"),
            "rulings_in_force": len(in_force(standings)),
        },
        "parties": sections.parties(record, involved),
        "timeline": sections.timeline(record, involved, findings),
        "stories": sections.stories(record, involved),
        "commitments": sections.commitments(record, findings, involved),
        "statements": sections.statements(record, involved),
        "figures": sections.figures(record, findings, involved),
        "reports": sections.reports(
            record,
            [p for p in ledger.publications(data=False) if as_of is None or out_by(p.published, as_of)],
        ),
        "not_read": [{"id": r.id, "title": r.title, "language": r.language} for r in unread],
        "left_out": [{"location": x.location, "cause": x.cause, "step": x.step} for x in ledger.left_out()],
    }


def _of_kind(rejected: frozenset[Ref], kind: str) -> int:
    return sum(ref.kind == kind for ref in rejected)


def involved_in(links: Links, party: str | None, ledger: Ledger) -> frozenset[str] | None:
    """Ids of the parties that *party* names (whole words of a name, or an id); None for everybody.

    Raises :class:`TrackrecordError` when no party has that name.
    """
    if party is None:
        return None
    found = [p for p in links.parties if is_called(p, party)]
    if not found:
        near = sorted({p.name for p in links.parties if not p.anonymous})[:8]
        raise TrackrecordError(
            str(ledger.path),
            f"no party is called “{party}”",
            f"Among those there are: {', '.join(near) or 'none'}; `trackrecord report {ledger.path}` lists all.",
        )
    return frozenset(p.id for p in found)
