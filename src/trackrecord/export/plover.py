"""Events in the shape of POLECAT's records, which hold PLOVER's codes: one JSON object an event, a line each.

Field names are those of POLECAT's public files, in their order, so that what reads those reads these; a field with
several values has them parted by semicolons, as there. What trackrecord does not tell is null; what it alone tells comes
after them. Source: Halterman et al. 2023, PLOVER and POLECAT, https://doi.org/10.31235/osf.io/rm5dw; the data,
https://doi.org/10.7910/DVN/AJGVIT.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.ruled import Ruled, RuledReadings
from trackrecord.ledger import Ledger
from trackrecord.read.events.coding import root_of
from trackrecord.read.parties.gazetteer import coordinates
from trackrecord.read.parties.sectors import sector
from trackrecord.types import Event, Reading, Ref

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""POLECAT's fields, in its order."""

_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
"""As the manual groups the types."""

_ORGANISED = ("organisation", "armed_group", "government", "office", "group")


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``events.jsonl``, sorted by report and place in it; without the events that people rejected."""
    return write_folder(out_dir, "plover", [("events.jsonl", _lines(ledger))])


def _lines(ledger: Ledger) -> Iterator[bytes]:
    links = ledger.links()
    occasions = {ref: o.id for o in links.occasions for ref in o.events}
    originals = {pair.copy: group.original for group in links.copies for pair in group.copies}
    for ruled in RuledReadings(ledger):
        report = ruled.reading.report.id
        # What the report speaks of is the same for all its events.
        story = _story(ruled)
        for index, event in ruled.kept("event", ruled.reading.events):
            row = coded(ruled.reading, event, index) | story
            row["Occasion"] = occasions.get(Ref(report, "event", index))
            row["Copy Of"] = originals.get(report)
            yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def coded(reading: Reading, event: Event, index: int) -> dict[str, Any]:
    """Return one event as a record; its type is the root after modality (a coming act of force is THREATEN).

    ``Start`` and ``End`` are code points of the report's cleaned text.
    """
    report = reading.report
    root = root_of(event.type, event.reality)
    place = reading.party(event.place)
    where = coordinates(place.name, place.country) if place and place.country else None
    date = reading.dates[event.date] if event.date is not None else None
    sentence = report.sentences[event.sentence].text(report.text) if report.sentences else ""
    told = {
        "Event ID": f"{report.id}:event:{index}",
        "Event Date": _day(date.edtf if date else None) or _day(report.published),
        "Event Type": root,
        "Event Mode": event.mode,
        "Quad Code": _QUADS[root],
        "Contexts": _several(event.contexts),
        **_side("Actor", reading, event.actors),
        **_side("Recipient", reading, event.recipients),
        "Placename": place.name if place else None,
        "Raw Placename": place.name if place else None,
        "Country": place.country if place else None,
        "Latitude": where[0] if where else None,
        "Longitude": where[1] if where else None,
        "Source": report.publisher,
        "Publication Date": _day(report.published),
        "Language": report.language,
    }
    return {column: told.get(column) for column in COLUMNS} | {
        "Reality": event.reality,
        "Type Before Modality": event.type,
        "Date As Told": date.edtf or date.value if date else None,
        "Published": report.published,
        "Sentence": " ".join(sentence.split()),
        "Quote": event.span.text(report.text),
        "Report": report.id,
        "Start": event.span.start,
        "End": event.span.end,
        "URL": report.url,
    }


def _side(name: str, reading: Reading, ids: tuple[str, ...]) -> dict[str, Any]:
    parties = [p for p in (reading.party(i) for i in ids) if p is not None]
    codes = [sector(party, reading) for party in parties]
    sectors = [c.code for c in codes if c.code]
    return {
        f"{name} Name": _several(p.name for p in parties),
        f"{name} Country": _several(c.country for c in codes),
        f"Primary {name} Sector": sectors[0] if sectors else None,
        f"{name} Sectors": _several(sectors),
        f"{name} Title": _several(p.office for p in parties),
        f"{name} Name Raw": _several(
            p.mentions[0].span.text(reading.report.text) if p.mentions else p.name for p in parties
        ),
    }


def _story(ruled: Ruled) -> dict[str, str | None]:
    named = [p for _, p in ruled.kept("party", ruled.reading.parties) if not p.anonymous]
    return {
        "Story People": _several(p.name for p in named if p.kind == "person"),
        "Story Organizations": _several(p.name for p in named if p.kind in _ORGANISED),
        "Story Locations": _several(p.name for p in named if p.kind in ("place", "country")),
    }


def _several(values: Any) -> str | None:
    """Return values, each once, as one field; None where there are none. A semicolon within one becomes a comma."""
    found = dict.fromkeys(" ".join(v.replace(";", ",").split()) for v in values if v)
    return ";".join(found) or None


def _day(edtf: str | None) -> str | None:
    """Return the first day of an EDTF date where it is a day or a range of days, else None."""
    first = (edtf or "").split("/")[0].rstrip("~?%")
    return first if len(first) == 10 and first.replace("-", "").isdigit() else None
