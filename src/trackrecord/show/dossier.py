"""Gather the dossier of a ledger (or of one party in it) as plain data, as of a date."""

from __future__ import annotations

from typing import Any

from trackrecord.errors import TrackrecordError
from trackrecord.ledger import Ledger
from trackrecord.ledger.asking import is_called
from trackrecord.link import link
from trackrecord.show import sections
from trackrecord.show.citing import Record
from trackrecord.types import Links
from trackrecord.weigh import weigh
from trackrecord.weigh.evidence import known, out_by


def dossier(ledger: Ledger, *, party: str | None = None, as_of: str | None = None) -> dict[str, Any]:
    """Return the dossier: parties, timeline, stories, commitments, statements, figures, reports, left_out.

    With *party* (whole words of a name, or an id) only what that party has a part in. With *as_of* (an ISO day)
    the record as it stood at the end of that day: reports published later, or at an unknown date, are not
    looked at, and everything is linked and weighed anew without them. Raises :class:`TrackrecordError` when no
    party has that name.
    """
    everything = {r.report.id: r for r in ledger.readings()}
    unread = [r for r in ledger.reports() if r.id not in everything]
    readings = list(everything.values())
    if as_of is None:
        links, findings = ledger.links(), tuple(ledger.findings())
    else:
        readings = list(known(readings, as_of).values())
        links = link(readings)
        findings = weigh(readings, links, as_of)
    record = Record.of(readings, links)
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
            "statements": sum(len(r.statements) for r in readings),
            "figures": sum(len(r.figures) for r in readings),
            "deeds": sum(len(r.deeds) for r in readings),
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
