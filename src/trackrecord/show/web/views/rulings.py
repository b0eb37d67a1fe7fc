"""What people ruled: on a page's items, all of it in order of time, and what is most worth ruling on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trackrecord.link.rulings import Applied, Standing, apply
from trackrecord.link.rulings.standing import made_by
from trackrecord.show.review import queue
from trackrecord.show.web.views import Ask, View
from trackrecord.show.web.views.evidence import sourced
from trackrecord.types import Reading, Ref, Span

_MOST = 200
_QUEUED = 25


def as_ruled(ask: Ask, readings: Iterable[Reading]) -> Applied:
    """Return *readings* with the rulings applied that held at the end of the day asked for (today's: all)."""
    some = list(readings)
    reports = {r.report.id for r in some}
    rulings = [r for r in ask.record.rulings() if r.kind == "undo" or _report_of(r.subject) in reports]
    return apply(some, made_by(rulings, ask.as_of))


def rulings_on(ruled: Applied, ref: Ref) -> list[dict[str, Any]]:
    """Return the rulings in force on an item, in order of time."""
    return [
        row(standing)
        for standing in ruled.standings
        if standing.place == ref and standing.state == "in_force"
    ]


def row(standing: Standing) -> dict[str, Any]:
    """Return one ruling as a page shows it."""
    ruling = standing.ruling
    return {
        "id": ruling.id,
        "kind": ruling.kind,
        "subject": ruling.subject,
        "value": ruling.value,
        "by": ruling.by,
        "at": ruling.at,
        "reason": ruling.reason,
        "state": standing.state,
        "because": standing.because,
    }


def rulings(ask: Ask) -> View:
    """Return the page of all rulings, the latest first, with how each stands and where people disagree."""
    standings = [s for s in ask.record.standings() if ask.as_of is None or s.ruling.at[:10] <= ask.as_of]
    rows = [_led(ask, row(s)) for s in reversed(standings)]
    conflicts = [
        {
            "question": c.question,
            "decides": c.decides,
            "rulings": [
                {"id": r.id, "by": r.by, "kind": r.kind, "value": r.value, "at": r.at} for r in c.rulings
            ],
        }
        for c in ask.record.conflicts()
    ]
    data = {"rulings": rows[:_MOST], "total": len(rows), "conflicts": conflicts}
    return View("rulings.html", "Rulings", data)


def review(ask: Ask) -> View:
    """Return what is most worth a ruling, by doubt times importance, each with what a ruling would change."""
    rows = []
    for todo in queue(ask.record, _QUEUED):
        evidence = [
            line
            | sourced(
                ask,
                line["report"],
                Span(line["start"], line["end"]),
                line["quote"],
                line["publisher"],
                line["published"],
                line["url"],
            )
            for line in todo.evidence
        ]
        lines = [line["subject"] for line in evidence]
        choices = [
            {
                "kind": choice.kind,
                # Which of several quotations it is about.
                "number": lines.index(choice.subject) + 1
                if len(lines) > 1 and choice.subject in lines
                else None,
                "subject": choice.subject,
                "effect": choice.effect,
                "value": [
                    (name, each)
                    for name, value in (choice.value or {}).items()
                    for each in (value if isinstance(value, list) else [value])
                ],
            }
            for choice in todo.choices
        ]
        rows.append(
            {
                "question": todo.question,
                "why": todo.why,
                "doubt": todo.doubt,
                "importance": todo.importance,
                "evidence": evidence,
                "choices": choices,
            }
        )
    return View("review.html", "Review", {"rows": rows})


def _led(ask: Ask, shown: dict[str, Any]) -> dict[str, Any]:
    """Add where the thing that was ruled on is shown."""
    parts = shown["subject"].split("/")
    href = None
    if len(parts) == 3:
        place = parts[2].split("~")[0]
        href = ask.site.thing("reports", parts[1], mark=place, place=f"c{place.split('-')[0]}")
    elif parts[0] == "story" and len(parts) == 2:
        href = ask.site.thing("reports", parts[1])
    return shown | {"href": href}


def _report_of(subject: str) -> str:
    parts = subject.split("/")
    return parts[1] if len(parts) > 1 else ""
