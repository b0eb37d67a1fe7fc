"""Evidence lines: the quotation, its sentence, who printed it and when, with permalink and citation."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.link.rulings import subject_of
from trackrecord.show.citing import Record
from trackrecord.show.web.citation import citation, fragment, is_web
from trackrecord.show.web.inert import clip
from trackrecord.show.web.views import Ask
from trackrecord.types import Ref, Span


def line(ask: Ask, record: Record, report: str, span: Span) -> dict[str, Any]:
    """Return the evidence line of a span, with ``href`` (where the report is marked there) and ``citation``."""
    return {
        **record.cite(report, span),
        "title": record.readings[report].report.title,
        **sourced(
            ask,
            report,
            span,
            span.text(record.readings[report].report.text),
            record.readings[report].report.publisher,
            record.readings[report].report.published,
            record.readings[report].report.url,
        ),
    }


def line_of(ask: Ask, record: Record, ref: Ref) -> dict[str, Any]:
    """Return the evidence line of an item, by what it is: an action, a content, a deed."""
    item = record.item(ref)
    if ref.kind == "statement":
        span = Span(item.content[0].start, item.content[-1].end)
    elif ref.kind == "party":
        span = item.mentions[0].span
    elif ref.kind == "commitment":
        span = item.action
    else:
        span = item.span
    return {
        **line(ask, record, ref.report, span),
        "kind": ref.kind,
        "item": ref.index,
        "subject": subject_of(record.readings[ref.report], ref),
        "model": things.model_of(ask.record.connection, ref),
    }


def around(ask: Ask, report: str, span: Span, most: int = 200) -> dict[str, str]:
    """Return the words of a span's sentences ``before`` and ``after`` it, *most* code points each."""
    row = ask.record.connection.execute(
        "SELECT substr(r.text, s.first + 1, s.last - s.first), s.first FROM report AS r, ("
        ' SELECT min(start) AS first, max("end") AS last FROM sentence WHERE report = ?1 AND start < ?3 AND "end" > ?2'
        ") AS s WHERE r.id = ?1",
        (report, span.start, span.end),
    ).fetchone()
    if row is None or row[0] is None:
        return {"before": "", "after": ""}
    before, after = row[0][: max(0, span.start - row[1])], row[0][max(0, span.end - row[1]) :]
    return {
        "before": before if len(before) <= most else f"… {before[-most:]}",
        "after": after if len(after) <= most else f"{after[:most]} …",
    }


def sourced(
    ask: Ask,
    report: str,
    span: Span,
    quote: str,
    publisher: str | None,
    published: str | None,
    url: str | None,
) -> dict[str, Any]:
    """Return what leads to a quotation: the permalink here, the address there, and the words to cite it with."""
    place = f"{span.start}-{span.end}"
    return {
        "href": ask.site.thing(
            "reports", report, mark="" if ask.site.static else place, place=f"c{span.start}"
        ),
        "web": fragment(url, quote[:2000]) if url and is_web(url) else None,
        "citation": citation(
            clip(quote, 1500), publisher=publisher, published=published, url=url, report=report
        ),
    }
