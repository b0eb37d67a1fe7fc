"""One report: its text with everything that was read in it marked, and where it stands among the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.link.rulings import Applied, subject_of
from trackrecord.link.rulings.subjects import anchor
from trackrecord.show.web.citation import is_web
from trackrecord.show.web.marking import KINDS, Mark, pieces
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.evidence import sourced
from trackrecord.show.web.views.rulings import as_ruled, rulings_on
from trackrecord.types import ItemKind, Reading, Ref, Report, Span

_MARK = re.compile(r"(\d{1,9})-(\d{1,9})")


def report(ask: Ask, report_id: str) -> View:
    """Return the page of one report; ``mark=START-END`` points a span out, ``only=KIND`` marks one kind of item.

    Raises :class:`MissingError` where there is no such report.
    """
    connection = ask.record.connection
    found = ask.record.report(report_id)
    if found is None:
        raise MissingError(f"no report has the id {report_id}")
    reading = ask.record.reading(report_id)
    ruled = as_ruled(ask, [reading]) if reading else None
    only = ask.params.get("only")
    kinds = (
        [kind for kind in KINDS if only in (None, "", kind)] if only in (None, "", *KINDS) else list(KINDS)
    )
    sought = _sought(ask.params.get("mark"), found)
    marks = [m for m in (_marks(reading) if reading else ()) if m.kind in kinds]
    places = {s.start for s in found.sentences}
    places.update(p.mentions[0].span.start for p in (reading.parties if reading else ()))
    places.update(anchor(i).start for i in ((*reading.statements, *reading.events) if reading else ()))
    paragraphs = [pieces(found.text, p, marks, sought, places) for p in found.paragraphs]
    row = connection.execute(
        "SELECT title, day, words, story FROM report_summary WHERE report = ?", (report_id,)
    ).fetchone()
    group = things.copies_of(connection, report_id)
    data: dict[str, Any] = {
        "report": _told(found),
        "title": row[0] if row else found.title or report_id,
        "words": row[2] if row else len(found.text.split()),
        "story": row[3] if row else None,
        "publications": [
            {
                "publisher": p.publisher,
                "published": p.published,
                "url": p.url,
                "path": p.path,
                "sha256": p.sha256,
            }
            for p in ask.record.publications(report_id, data=False)
        ],
        "removed": [{"text": r.text, "reason": r.reason} for r in found.removed],
        "copies": [
            {
                "original": c.original,
                "copy": c.copy,
                "relation": c.relation,
                "score": c.score,
                "reason": c.reason,
            }
            for c in (group.copies if group else ())
        ],
        "changed": changed(ask, report_id),
        "read": reading is not None,
        "items": _items(ask, found, ruled.read[0], ruled) if ruled else {},
        "sought": list(sought) if sought else None,
        "only": only if only in KINDS else None,
        "kinds": list(KINDS),
        "web": is_web(found.url),
    }
    return View("report.html", data["title"], data | {"paragraphs": paragraphs})


def changed(ask: Ask, copy: str) -> list[dict[str, Any]]:
    """Return what a copy tells otherwise than its original, with links to both places."""
    return [
        {
            "kind": c.kind,
            "was": c.original_text,
            "is": c.copy_text,
            "was_href": ask.site.thing(
                "reports",
                original,
                mark="" if ask.site.static else f"{c.original.start}-{c.original.end}",
                place=None if ask.site.static else f"c{c.original.start}",
            ),
            "is_href": ask.site.thing(
                "reports",
                copy,
                mark="" if ask.site.static else f"{c.copy.start}-{c.copy.end}",
                place=None if ask.site.static else f"c{c.copy.start}",
            ),
        }
        for original, c in things.corruptions_in(ask.record.connection, copy)
    ]


def _told(found: Report) -> dict[str, Any]:
    names = (
        "id",
        "publisher",
        "url",
        "published",
        "published_basis",
        "published_evidence",
        "language",
        "garble",
    )
    return {name: getattr(found, name) for name in names} | {"notes": list(found.notes), "text": found.text}


def _sought(given: str | None, found: Report) -> Span | None:
    match = _MARK.fullmatch(given or "")
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return Span(start, end) if start < end <= len(found.text) else None


def _marks(reading: Reading) -> Iterator[Mark]:
    for index, said in enumerate(reading.statements):
        yield Mark(
            "statement", index, said.content, f"{said.kind} statement by {said.speaker_text or 'somebody'}"
        )
    for index, given in enumerate(reading.commitments):
        yield Mark("commitment", index, (given.action,), f"{given.kind} by {given.by or 'somebody'}")
    for index, deed in enumerate(reading.deeds):
        yield Mark("deed", index, (deed.span,), f"deed: {deed.relation.replace('_', ' ')}")
    for index, event in enumerate(reading.events):
        yield Mark(
            "event", index, (event.trigger,), f"event: {event.type}, {event.reality.replace('_', ' ')}"
        )
    for index, figure in enumerate(reading.figures):
        yield Mark(
            "figure", index, (figure.span,), f"figure: {figure.bound.replace('_', ' ')} {figure.value:g}"
        )
    for index, date in enumerate(reading.dates):
        yield Mark("date", index, (date.span,), f"date: {date.value}")


def _items(ask: Ask, found: Report, reading: Reading, ruled: Applied) -> dict[str, list[dict[str, Any]]]:
    """Return what was read, by kind: each with its span, its quotation, its fields in words, and where it leads."""
    threads = things.threads_of(ask.record.connection, found.id)
    occasions = things.occasions_of(ask.record.connection, found.id)
    names = {p.id: p.name for p in reading.parties}
    models = {ref: model for ref, model, _ in ask.record.asked(found.id)}

    def row(kind: ItemKind, index: int, quote: Span, fields: dict[str, Any]) -> dict[str, Any]:
        return {
            "index": index,
            "quote": quote.text(found.text),
            "fields": {k: v for k, v in fields.items() if v not in (None, "", False)},
            "subject": subject_of(reading, Ref(found.id, kind, index)),
            "ruled": rulings_on(ruled, Ref(found.id, kind, index)),
            "model": models.get(Ref(found.id, kind, index)),
            "start": quote.start,
            "end": quote.end,
        } | sourced(ask, found.id, quote, quote.text(found.text), found.publisher, found.published, found.url)

    items: dict[str, list[dict[str, Any]]] = {}
    items["commitment"] = [
        row("commitment", i, c.action, {
            "kind": c.kind, "by": c.by, "to": c.to, "polarity": c.polarity, "conveyed by": c.conveyed_by,
            "condition": c.condition.text(found.text) if c.condition else None,
            "deadline": c.deadline.text(found.text) if c.deadline else None, "until": c.deadline_last,
            "denied": c.denied,
        }) | {"thread": threads.get(Ref(found.id, "commitment", i))}
        for i, c in enumerate(reading.commitments)
    ]  # fmt: skip
    items["deed"] = [
        row("deed", i, d.span, {
            "relation": d.relation.replace("_", " "), "asserted by": d.asserted_by or "the reporter",
            "interest": d.interest.replace("_", " "), "conduct of": names.get(d.by_party or ""),
        }) | {"thread": threads.get(Ref(found.id, "deed", i))}
        for i, d in enumerate(reading.deeds)
    ]  # fmt: skip
    items["statement"] = [
        row("statement", i, anchor(s), {
            "speaker": s.speaker_text or names.get(s.party or ""), "kind": s.kind, "anonymous": s.anonymous,
            "conveyed by": s.conveyed_by,
        })
        for i, s in enumerate(reading.statements)
    ]  # fmt: skip
    items["event"] = [
        row("event", i, e.span, {
            "type": e.type, "mode": e.mode, "reality": e.reality.replace("_", " "),
            "actors": ", ".join(names.get(a, a) for a in e.actors),
            "recipients": ", ".join(names.get(r, r) for r in e.recipients),
            "place": names.get(e.place or ""),
        }) | {"occasion": occasions.get(Ref(found.id, "event", i))}
        for i, e in enumerate(reading.events)
    ]  # fmt: skip
    items["figure"] = [
        row("figure", i, f.span, {
            "value": f"{f.value:g}", "bound": f.bound.replace("_", " "), "unit": f.unit, "counts": f.counts_text,
            "change": f.change, "given by": names.get(f.given_by or ""), "place": names.get(f.place or ""),
        })
        for i, f in enumerate(reading.figures)
    ]  # fmt: skip
    items["date"] = [
        row("date", i, d.span, {"type": d.type, "value": d.value, "edtf": d.edtf})
        for i, d in enumerate(reading.dates)
    ]
    return items
