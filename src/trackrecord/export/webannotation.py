"""W3C Web Annotations: each item as a note on the report's own page, found by its words and by its place.

Positions count code points of the cleaned text, as the model asks for ("the selection of the text must be in terms of
unicode code points"); the words with thirty characters on either side find the place on the page itself, whose text differs.
Source: https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.ledger import Ledger
from trackrecord.ledger.rows import CONTEXT
from trackrecord.types import Reading, Report, Span


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``annotations.jsonl``: one annotation (JSON-LD) a line, sorted by report and place of the item."""
    return write_folder(out_dir, "webannotation", [("annotations.jsonl", _lines(ledger))])


def _lines(ledger: Ledger) -> Iterator[bytes]:
    for reading in ledger.readings():
        for kind, index, spans, body in _items(reading):
            line = json.dumps(_annotation(reading.report, kind, index, spans, body), ensure_ascii=False)
            yield line.encode("utf-8", "replace") + b"\n"


def _annotation(
    report: Report, kind: str, index: int, spans: tuple[Span, ...], body: dict[str, Any]
) -> dict[str, Any]:
    targets = [_target(report, span) for span in spans]
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


def _target(report: Report, span: Span) -> dict[str, Any]:
    text = report.text
    return {
        "source": report.url or f"urn:trackrecord:{report.id}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.text(text),
                "prefix": text[max(0, span.start - CONTEXT) : span.start],
                "suffix": text[span.end : span.end + CONTEXT],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _items(reading: Reading) -> Iterator[tuple[str, int, tuple[Span, ...], dict[str, Any]]]:
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
