"""Events in the shape of PLOVER/POLECAT records: one JSON object an event, a line each.

Field names are those of POLECAT's public weekly files in snake case ("Event ID" is ``event_id``), so that its users find
their columns; what trackrecord alone has is added at the end. Source: Halterman et al. 2023, PLOVER and POLECAT,
https://osf.io/preprints/socarxiv/rm5dw.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.ledger import Ledger
from trackrecord.read.events.coding import root_of
from trackrecord.read.parties.sectors import sector
from trackrecord.types import Event, Reading

_QUADS = {
    "AGREE": "Q1", "CONSULT": "Q1", "SUPPORT": "Q1", "CONCEDE": "Q1",
    "COOPERATE": "Q2", "AID": "Q2", "RETREAT": "Q2",
    "REQUEST": "Q3", "ACCUSE": "Q3", "REJECT": "Q3", "THREATEN": "Q3",
    "PROTEST": "Q4", "SANCTION": "Q4", "MOBILIZE": "Q4", "COERCE": "Q4", "ASSAULT": "Q4",
}  # fmt: skip
"""Verbal and material cooperation (Q1, Q2), verbal and material conflict (Q3, Q4), as the manual groups the types."""


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``events.jsonl``, sorted by report and place in it."""
    return write_folder(out_dir, "plover", [("events.jsonl", _lines(ledger))])


def _lines(ledger: Ledger) -> Iterator[bytes]:
    occasions = {(ref.report, ref.index): o.id for o in ledger.links().occasions for ref in o.events}
    for reading in ledger.readings():
        for index, event in enumerate(reading.events):
            row = coded(reading, event, index)
            row["occasion"] = occasions.get((reading.report.id, index))
            yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def coded(reading: Reading, event: Event, index: int) -> dict[str, Any]:
    """Return one event as a record; its type is the root after modality (a coming act of force is THREATEN)."""
    report = reading.report
    root = root_of(event.type, event.reality)
    place = reading.party(event.place)
    date = reading.dates[event.date] if event.date is not None else None
    sentence = report.sentences[event.sentence].text(report.text) if report.sentences else ""
    return {
        "event_id": f"{report.id}:{index}",
        "event_date": (date.edtf or date.value) if date else report.published,
        "event_type": root,
        "event_mode": event.mode,
        "quad_code": _QUADS[root],
        "contexts": list(event.contexts),
        **_side("actor", reading, event.actors),
        **_side("recipient", reading, event.recipients),
        "placename": place.name if place else None,
        "country": place.country if place else None,
        "event_text": " ".join(sentence.split()),
        "headline": report.title,
        "publication_date": report.published,
        "source": report.publisher,
        "url": report.url,
        "reality": event.reality,
        "type_before_modality": event.type,
        "report": report.id,
        "start": event.span.start,
        "end": event.span.end,
    }


def _side(name: str, reading: Reading, ids: tuple[str, ...]) -> dict[str, Any]:
    parties = [p for p in (reading.party(i) for i in ids) if p is not None]
    codes = [sector(party, reading) for party in parties]
    return {
        f"{name}_name": [p.name for p in parties],
        f"{name}_country": [c.country for c in codes],
        f"{name}_primary_sector": [c.code for c in codes],
        f"{name}_title": [p.office for p in parties],
    }
