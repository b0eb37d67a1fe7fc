"""Evidence lines: the quotation, its sentence, who printed it and when, with permalink and citation."""

from __future__ import annotations

from typing import Any

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
