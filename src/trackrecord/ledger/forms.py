"""Which columns the table of each noun has: one :class:`~trackrecord.ledger.tabular.Form` a noun.

``start`` and ``end`` are code points of the report's cleaned text, and ``quote`` is the text between them.
"""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.asking import Entry
from trackrecord.ledger.tabular import Form, Kind, Lookups, name_in, named
from trackrecord.types import (
    Commitment,
    Deed,
    Event,
    Figure,
    Finding,
    Join,
    LeftOut,
    LinkedParty,
    Publication,
    Report,
    Span,
    Statement,
    Story,
    Thread,
)

_SOURCE: dict[str, Kind] = {
    "report": "text", "item": "whole", "publisher": "text", "published": "text", "url": "text",
}  # fmt: skip
_PLACE: dict[str, Kind] = {"start": "whole", "end": "whole", "quote": "text", "sentence": "text"}


def _source(entry: Entry[Any]) -> tuple[Any, ...]:
    report = entry.reading.report
    return report.id, entry.ref.index, report.publisher, report.published, report.url


def _place(entry: Entry[Any], span: Span) -> tuple[Any, ...]:
    report = entry.reading.report
    around = [s for s in report.sentences if s.overlaps(span)] or [span]
    sentence = Span(around[0].start, around[-1].end).text(report.text)
    return span.start, span.end, span.text(report.text), sentence


def _words(entry: Entry[Any], span: Span | None) -> str | None:
    return span.text(entry.reading.report.text) if span is not None else None


def _date(entry: Entry[Any], index: int | None) -> str | None:
    return entry.reading.dates[index].edtf if index is not None else None


def _commitment(entry: Entry[Commitment], look: Lookups) -> tuple[Any, ...]:
    c = entry.item
    thread = next(iter(look.threads(entry.ref)), None)
    return (
        *_source(entry), c.kind, c.by, look.party(entry.ref.report, c.by_party), c.to,
        look.party(entry.ref.report, c.to_party), c.conveyed_by, _words(entry, c.action), c.polarity,
        _words(entry, c.condition), _words(entry, c.deadline), c.deadline_last, c.denied, thread, look.status(thread)[0],
        *_place(entry, c.span),
    )  # fmt: skip


COMMITMENTS = Form[Entry[Commitment]](
    {
        **_SOURCE, "kind": "text", "by": "text", "by_party": "text", "to": "text", "to_party": "text",
        "conveyed_by": "text", "action": "text", "polarity": "text", "condition": "text", "deadline": "text",
        "deadline_last": "text", "denied": "yes_no", "thread": "text", "status": "text", **_PLACE,
    },
    _commitment,
)  # fmt: skip


def _statement(entry: Entry[Statement], look: Lookups) -> tuple[Any, ...]:
    s = entry.item
    content = " ".join(part.text(entry.reading.report.text) for part in s.content)
    cue = " ".join(part.text(entry.reading.report.text) for part in s.cue) or None
    whole = Span(s.content[0].start, s.content[-1].end)
    return (
        *_source(entry), s.kind, s.speaker_text, look.party(entry.ref.report, s.party), s.anonymous, s.conveyed_by,
        cue, content, *_place(entry, whole),
    )  # fmt: skip


STATEMENTS = Form[Entry[Statement]](
    {
        **_SOURCE, "kind": "text", "speaker": "text", "speaker_party": "text", "anonymous": "yes_no",
        "conveyed_by": "text", "cue": "text", "content": "text", **_PLACE,
    },
    _statement,
)  # fmt: skip


def _event(entry: Entry[Event], look: Lookups) -> tuple[Any, ...]:
    e, reading = entry.item, entry.reading
    sides: list[list[str]] = []
    for side in (e.actors, e.recipients):
        sides.append([name for p in side if (name := name_in(reading, p))])
        sides.append([linked for p in side if (linked := look.party(entry.ref.report, p))])
    place = reading.party(e.place)
    return (
        *_source(entry), e.type, e.mode, list(e.contexts), e.reality, *sides, _date(entry, e.date),
        place.name if place else None, place.country if place else None, _words(entry, e.trigger),
        *_place(entry, e.span),
    )  # fmt: skip


EVENTS = Form[Entry[Event]](
    {
        **_SOURCE, "type": "text", "mode": "text", "contexts": "texts", "reality": "text", "actors": "texts",
        "actor_parties": "texts", "recipients": "texts", "recipient_parties": "texts", "date": "text", "place": "text",
        "country": "text", "trigger": "text", **_PLACE,
    },
    _event,
)  # fmt: skip


def _figure(entry: Entry[Figure], look: Lookups) -> tuple[Any, ...]:
    f, reading = entry.item, entry.reading
    return (
        *_source(entry), f.value, f.low, f.high, f.bound, f.unit, f.counts_text, f.change, f.event,
        name_in(reading, f.given_by), look.party(entry.ref.report, f.given_by), name_in(reading, f.place),
        _date(entry, f.as_of), *_place(entry, f.span),
    )  # fmt: skip


FIGURES = Form[Entry[Figure]](
    {
        **_SOURCE, "value": "number", "low": "number", "high": "number", "bound": "text", "unit": "text",
        "counts": "text", "change": "text", "event": "text", "given_by": "text", "given_by_party": "text",
        "place": "text", "as_of": "text", **_PLACE,
    },
    _figure,
)  # fmt: skip


def _deed(entry: Entry[Deed], look: Lookups) -> tuple[Any, ...]:
    d, report = entry.item, entry.ref.report
    return (
        *_source(entry), d.relation, name_in(entry.reading, d.by_party), look.party(report, d.by_party), d.asserted_by,
        look.party(report, d.asserted_by_party), d.interest, look.threads(entry.ref), *_place(entry, d.span),
    )  # fmt: skip


DEEDS = Form[Entry[Deed]](
    {
        **_SOURCE, "relation": "text", "by": "text", "by_party": "text", "asserted_by": "text",
        "asserted_by_party": "text", "interest": "text", "threads": "texts", **_PLACE,
    },
    _deed,
)  # fmt: skip

PARTIES = Form[LinkedParty](
    {
        "id": "text", "kind": "text", "name": "text", "names": "texts", "offices": "texts", "country": "text",
        "anonymous": "yes_no", "reports": "whole",
    },
    lambda p, _: (
        p.id, p.kind, p.name, list(p.names), list(p.offices), p.country, p.anonymous,
        len({member.report for member in p.members}),
    ),
)  # fmt: skip


def _thread(thread: Thread, look: Lookups) -> tuple[Any, ...]:
    refs = (*thread.mentions, *thread.deeds)
    return (
        thread.id, thread.kind, thread.by_name, thread.by, thread.to_name, thread.to, thread.action,
        *look.status(thread.id), len(thread.mentions), len(thread.deeds), len({ref.report for ref in refs}),
        list(thread.reasons),
    )  # fmt: skip


THREADS = Form[Thread](
    {
        "id": "text", "kind": "text", "by": "text", "by_party": "text", "to": "text", "to_party": "text",
        "action": "text", "status": "text", "schedule": "text", "mentions": "whole", "deeds": "whole",
        "reports": "whole", "reasons": "texts",
    },
    _thread,
)  # fmt: skip

STORIES = Form[Story](
    {"id": "text", "reports": "texts"},
    lambda s, _: (s.id, list(s.reports)),
)

JOINS = Form[Join](
    {"a": "text", "b": "text", "score": "number", "made": "yes_no", "reasons": "texts"},
    lambda j, _: (named(j.a), named(j.b), j.score, j.made, list(j.reasons)),
)


def _finding(finding: Finding, _: Lookups) -> tuple[Any, ...]:
    evidence = [
        [named(e.ref) for e in finding.evidence if e.role == role] for role in ("for", "against", "neutral")
    ]
    return (
        finding.kind, finding.subject, finding.value, finding.as_of, finding.rule, finding.explanation,
        finding.promisor_says, finding.others_report, finding.schedule, finding.sources, *evidence,
    )  # fmt: skip


FINDINGS = Form[Finding](
    {
        "kind": "text", "subject": "text", "value": "text", "as_of": "text", "rule": "text", "explanation": "text",
        "promisor_says": "text", "others_report": "text", "schedule": "text", "sources": "whole",
        "evidence_for": "texts", "evidence_against": "texts", "evidence_neutral": "texts",
    },
    _finding,
)  # fmt: skip

REPORTS = Form[Report](
    {
        "id": "text", "title": "text", "publisher": "text", "url": "text", "published": "text",
        "published_basis": "text", "language": "text", "garble": "number", "sentences": "whole", "text": "text",
    },
    lambda r, _: (
        r.id, r.title, r.publisher, r.url, r.published, r.published_basis, r.language, r.garble, len(r.sentences), r.text,
    ),
)  # fmt: skip

PUBLICATIONS = Form[Publication](
    {
        "report": "text", "sha256": "text", "path": "text", "url": "text", "publisher": "text", "title": "text",
        "published": "text", "published_basis": "text", "encoding": "text", "markup": "text",
    },
    lambda p, _: (
        p.report, p.sha256, p.path, p.url, p.publisher, p.title, p.published, p.published_basis, p.encoding, p.markup,
    ),
)  # fmt: skip

LEFT_OUT = Form[LeftOut](
    {"location": "text", "cause": "text", "step": "text"},
    lambda left, _: (left.location, left.cause, left.step),
)
