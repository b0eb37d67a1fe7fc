"""ACLED-shaped CSV: the incidents of the record in the columns that users of ACLED's files know.

It is not ACLED's data and not coded by its rules: event types are mapped from PLOVER's as the table below says, and
what ACLED codes by hand and we do not (inter-codes, admin areas) is left empty. One row an occasion that was held.
Source of the columns: ACLED Codebook, https://acleddata.com/knowledge-base/codebook/.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from trackrecord.export.csv import inert
from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.ledger import Ledger
from trackrecord.read.parties.gazetteer import coordinates, country_name
from trackrecord.types import Occasion, Reading

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "actor2", "assoc_actor_2", "iso", "country", "admin1", "location", "latitude", "longitude",
    "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_TYPES = {
    "ASSAULT": ("Political violence", "Battles", "Armed clash"),
    "COERCE": ("Strategic developments", "Strategic developments", "Arrests"),
    "PROTEST": ("Demonstrations", "Protests", "Peaceful protest"),
    "AGREE": ("Strategic developments", "Strategic developments", "Agreement"),
    "RETREAT": ("Strategic developments", "Strategic developments", "Non-violent transfer of territory"),
    "MOBILIZE": ("Strategic developments", "Strategic developments", "Other"),
    "SANCTION": ("Strategic developments", "Strategic developments", "Other"),
}
_MODES = {
    "riot": ("Demonstrations", "Riots", "Violent demonstration"),
    "aerial": ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    "bombing": ("Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "firearms": ("Political violence", "Battles", "Armed clash"),
    "abduct": ("Political violence", "Violence against civilians", "Abduction/forced disappearance"),
    "sexual": ("Political violence", "Violence against civilians", "Sexual violence"),
}


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``events.csv``, sorted by date and id; cells that a spreadsheet would run are made inert."""
    return write_folder(out_dir, "acled", [("events.csv", _written(ledger))])


def _written(ledger: Ledger) -> Iterator[bytes]:
    linked = Linked.read(ledger)
    yield _row(COLUMNS)
    chosen = [o for o in linked.links.occasions if o.type in _TYPES and o.outcome in ("held", "disputed")]
    for occasion in sorted(chosen, key=lambda o: (o.date or "9999", o.id)):
        readings = [r for r in map(ledger.reading, sorted({e.report for e in occasion.events})) if r]
        yield _row(_cells(occasion, readings, linked))


def _cells(occasion: Occasion, readings: list[Reading], linked: Linked) -> tuple[str, ...]:
    types = _MODES.get(occasion.mode or "", _TYPES[occasion.type])
    day, precision = _day(occasion.date)
    place = linked.parties.get(occasion.place or "")
    where = coordinates(place.name) if place else None
    actors = [linked.name(i) or "" for i in occasion.actors]
    recipients = [linked.name(i) or "" for i in occasion.recipients]
    given: dict[str, str] = {
        "event_id_cnty": occasion.id,
        "event_date": day,
        "year": day[:4],
        "time_precision": precision,
        **dict(zip(("disorder_type", "event_type", "sub_event_type"), types, strict=True)),
        "actor1": actors[0] if actors else "",
        "assoc_actor_1": "; ".join(actors[1:]),
        "actor2": recipients[0] if recipients else "",
        "assoc_actor_2": "; ".join(recipients[1:]),
        "country": (country_name(place.country) if place else None) or "",
        "location": place.name if place else "",
        "latitude": f"{where[0]:.4f}" if where else "",
        "longitude": f"{where[1]:.4f}" if where else "",
        "geo_precision": "1" if where else "",
        "source": "; ".join(sorted({r.report.publisher or "unknown" for r in readings})),
        "notes": _notes(occasion, readings),
        "fatalities": _fatalities(occasion, readings),
        "tags": "disputed" if occasion.outcome == "disputed" else "",
    }
    return tuple(given.get(column, "") for column in COLUMNS)


def _day(edtf: str | None) -> tuple[str, str]:
    """Return the first day of a date, and ACLED's precision: 1 a day, 2 a week, 3 a month or longer."""
    bare = (edtf or "").rstrip("~?%")
    first = bare.split("/")[0].rstrip("~?%")
    if "/" in bare:
        return first, "2"
    return first, "1" if len(first) == 10 else "3" if first else ""


def _notes(occasion: Occasion, readings: list[Reading]) -> str:
    by_id = {r.report.id: r for r in readings}
    for ref in occasion.events:
        reading = by_id.get(ref.report)
        if reading is not None and reading.report.sentences:
            event = reading.events[ref.index]
            return " ".join(reading.report.sentences[event.sentence].text(reading.report.text).split())
    return ""


def _fatalities(occasion: Occasion, readings: list[Reading]) -> str:
    """Return the lowest count of dead that a sentence telling of it gives, as ACLED takes the conservative one."""
    by_id = {r.report.id: r for r in readings}
    counts = [
        figure.value
        for ref in occasion.events
        if (reading := by_id.get(ref.report)) is not None
        for figure in reading.figures
        if figure.sentence == reading.events[ref.index].sentence and figure.event in ("kill", "die")
    ]
    return str(int(min(counts))) if counts else ""


def _row(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([inert(cell) for cell in cells])
    return line.getvalue().encode("utf-8", "replace")
