"""W3C Web Annotations: each item as a note on the report's text, found by its words and by its place.

A place holds for one text only, so the target's source is the cleaned text itself, which stands in ``texts.jsonl`` under
the same name. Positions count its code points, as the model asks for ("in terms of unicode code points", not of code
units), on the text as it is after markup, entities and needless white space were taken out, which is what cleaning does.
A report that has an address is a second target there, found by its words alone. Source: https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from trackrecord.export.folder import write_folder
from trackrecord.export.ruled import Ruled, RuledReadings
from trackrecord.ledger import Ledger
from trackrecord.ledger.rows import CONTEXT
from trackrecord.types import ItemKind, Reading, Report, Span


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``annotations.jsonl``, one annotation (JSON-LD) a line, sorted by report and item, and ``texts.jsonl``.

    Without the items that people rejected, and with their corrections.
    """
    ruled = RuledReadings(ledger)
    files = [("annotations.jsonl", _annotations(ruled)), ("texts.jsonl", _texts(ruled))]
    return write_folder(out_dir, "webannotation", files)


def _annotations(every: RuledReadings) -> Iterator[bytes]:
    for ruled in every:
        for kind, index, spans, body in _items(ruled.reading):
            if ruled.keeps(kind, index):
                yield _line(_annotation(ruled, kind, index, spans, body))


def _texts(every: RuledReadings) -> Iterator[bytes]:
    for ruled in every:
        report = ruled.reading.report
        yield _line({**_text(report), "value": report.text})


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _annotation(
    ruled: Ruled, kind: str, index: int, spans: tuple[Span, ...], body: dict[str, Any]
) -> dict[str, Any]:
    report = ruled.reading.report
    targets = [_in_text(report, span) for span in spans]
    if _is_web(report.url):
        targets += [{"source": report.url, "selector": _quote(report, span)} for span in spans]
    words = "; ".join(f"{name}: {value}" for name, value in body.items() if value not in (None, "", False))
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:trackrecord:{report.id}:{kind}:{index}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": kind},
            {"type": "TextualBody", "purpose": "describing", "value": words or kind, "format": "text/plain"},
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _text(report: Report) -> dict[str, Any]:
    """Name the cleaned text of a report: its id is a hash of the text, so it is this text and no other."""
    return {
        "id": f"urn:trackrecord:{report.id}",
        "type": "Text",
        "format": "text/plain",
        "language": report.language,
    }


def _in_text(report: Report, span: Span) -> dict[str, Any]:
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": _text(report), "selector": [_quote(report, span), position]}


def _quote(report: Report, span: Span) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.text(report.text),
        "prefix": report.text[max(0, span.start - CONTEXT) : span.start],
        "suffix": report.text[span.end : span.end + CONTEXT],
    }


def _is_web(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _items(reading: Reading) -> Iterator[tuple[ItemKind, int, tuple[Span, ...], dict[str, Any]]]:
    for i, s in enumerate(reading.statements):
        yield (
            "statement",
            i,
            s.content,
            {"kind": s.kind, "speaker": s.speaker_text, "conveyed by": s.conveyed_by},
        )
    for i, e in enumerate(reading.events):
        yield "event", i, (e.span,), {"type": e.type, "mode": e.mode, "reality": e.reality}
    for i, f in enumerate(reading.figures):
        yield (
            "figure",
            i,
            (f.span,),
            {"value": f.value, "bound": f.bound, "unit": f.unit, "counts": f.counts_text},
        )
    for i, c in enumerate(reading.commitments):
        yield "commitment", i, (c.action,), {
            "kind": c.kind, "by": c.by, "to": c.to, "polarity": c.polarity, "until": c.deadline_last, "denied": c.denied,
        }  # fmt: skip
    for i, d in enumerate(reading.deeds):
        yield (
            "deed",
            i,
            (d.span,),
            {"relation": d.relation, "asserted by": d.asserted_by, "interest": d.interest},
        )
