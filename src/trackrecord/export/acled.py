"""ACLED-shaped CSV: the incidents of the record in the columns that users of ACLED's files know.

It is not ACLED's data and not coded by its rules: event types are mapped from PLOVER's as the table below says, and
what ACLED codes by hand and we do not (regions, admin areas, scale of the source) is left empty. One row an occasion that was held.
Source of the columns: ACLED Codebook, https://acleddata.com/knowledge-base/codebook/.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from trackrecord.export.csv import inert
from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.export.ruled import Ruled, RuledReadings
from trackrecord.ledger import Ledger
from trackrecord.read.parties.gazetteer import coordinates, country_name, numeric
from trackrecord.read.parties.sectors import sector
from trackrecord.types import Occasion, Ref

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_STATE, _REBELS, _MILITIAS, _OTHERS = (
    "State forces",
    "Rebel groups",
    "Political militias",
    "External/Other forces",
)
_CIVILIANS = "Civilians"
_ARMED = {_STATE, _REBELS, _MILITIAS, _OTHERS}
_INTER = {
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"), _STATE),
    "REB": _REBELS,
    **dict.fromkeys(("PRM", "UAF", "CRM"), _MILITIAS),
    **dict.fromkeys(("IGO", "IMG"), _OTHERS),
    **dict.fromkeys(
        ("CVL", "REF", "JRN", "EDU", "MED", "BUS", "NGO", "SOC", "REL", "LAB", "AGR", "OPP", "PTY", "ELI"),
        _CIVILIANS,
    ),
}
"""ACLED's type of actor for each sector of PLOVER's."""

_TYPES = {
    "ASSAULT": ("Political violence", "", ""),
    "COERCE": ("Strategic developments", "Strategic developments", "Arrests"),
    "PROTEST": ("Demonstrations", "Protests", "Peaceful protest"),
    "AGREE": ("Strategic developments", "Strategic developments", "Agreement"),
    "RETREAT": ("Strategic developments", "Strategic developments", "Other"),
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
    linked, ruled = Linked.read(ledger), RuledReadings(ledger)
    yield _row(COLUMNS)
    chosen = [o for o in linked.links.occasions if o.type in _TYPES and o.outcome in ("held", "disputed")]
    for occasion in sorted(chosen, key=lambda o: (o.date or "9999", o.id)):
        readings = [r for r in map(ruled.get, sorted({e.report for e in occasion.events})) if r]
        yield _row(_cells(occasion, readings, linked))


def _cells(occasion: Occasion, readings: list[Ruled], linked: Linked) -> tuple[str, ...]:
    sides = _inter(occasion.actors, readings, linked), _inter(occasion.recipients, readings, linked)
    types = _types(occasion, *sides)
    if occasion.type == "PROTEST":
        sides = "Rioters" if types[1] == "Riots" else "Protesters", sides[1]
    day, precision = _day(occasion.date)
    place = linked.parties.get(occasion.place or "")
    where = coordinates(place.name, place.country) if place else None
    actors = [linked.name(i) or "" for i in occasion.actors]
    recipients = [linked.name(i) or "" for i in occasion.recipients]
    given: dict[str, str] = {
        "event_id_cnty": occasion.id,
        "event_date": day,
        "year": day[:4] or _year(occasion.date),
        "time_precision": precision,
        **dict(zip(("disorder_type", "event_type", "sub_event_type"), types, strict=True)),
        "actor1": actors[0] if actors else "",
        "assoc_actor_1": "; ".join(actors[1:]),
        "inter1": sides[0],
        "actor2": recipients[0] if recipients else "",
        "assoc_actor_2": "; ".join(recipients[1:]),
        "inter2": sides[1],
        "interaction": "-".join(side for side in sides if side) if sides[0] else "",
        "civilian_targeting": "Civilian targeting"
        if sides[1] == _CIVILIANS and occasion.type == "ASSAULT"
        else "",
        "iso": numeric(place.country) or "" if place else "",
        "country": (country_name(place.country) if place else None) or "",
        "location": place.name if place else "",
        "latitude": f"{where[0]:.4f}" if where else "",
        "longitude": f"{where[1]:.4f}" if where else "",
        "geo_precision": "1" if where else "",
        "source": "; ".join(sorted({r.reading.report.publisher or "unknown" for r in readings})),
        "notes": _notes(occasion, readings),
        "fatalities": _fatalities(occasion, readings),
        "tags": "disputed" if occasion.outcome == "disputed" else "",
    }
    return tuple(given.get(column, "") for column in COLUMNS)


def _types(occasion: Occasion, actor: str, recipient: str) -> tuple[str, str, str]:
    """Return disorder, event and sub-event type. An attack whose sides and means no report tells is left without the last two."""
    if occasion.mode in _MODES:
        return _MODES[occasion.mode]
    if occasion.type == "ASSAULT" and recipient == _CIVILIANS:
        return ("Political violence", "Violence against civilians", "Attack")
    if occasion.type == "ASSAULT" and {actor, recipient} <= _ARMED:
        return ("Political violence", "Battles", "Armed clash")
    return _TYPES[occasion.type]


def _inter(ids: tuple[str, ...], readings: list[Ruled], linked: Linked) -> str:
    """Return ACLED's type of the first of these parties, by the first report whose words tell its sector."""
    if not ids:
        return ""
    for ruled in readings:
        for index, party in ruled.kept("party", ruled.reading.parties):
            if linked.of.get(Ref(ruled.reading.report.id, "party", index)) == ids[0]:
                code = sector(party, ruled.reading).code
                if code in _INTER:
                    return _INTER[code]
    return ""


def _day(edtf: str | None) -> tuple[str, str]:
    """Return a date's day, and ACLED's precision: 1 a day, 2 within a week, 3 a longer time.

    Of a month its middle, as ACLED has it; of less than that no day. A range counts from its first day.
    """
    first, _, last = (part.rstrip("~?%") for part in (edtf or "").partition("/"))
    if len(first) == 7 and first.replace("-", "").isdigit():
        return f"{first}-15", "3"
    try:
        day = date.fromisoformat(first)
        days = (date.fromisoformat(last) - day).days if last else 0
    except ValueError:
        return "", ""
    return first, "1" if days < 1 else "2" if days <= 7 else "3"


def _year(edtf: str | None) -> str:
    return edtf[:4] if edtf and edtf[:4].isdigit() else ""


def _notes(occasion: Occasion, readings: list[Ruled]) -> str:
    by_id = {r.reading.report.id: r.reading for r in readings}
    for ref in occasion.events:
        reading = by_id.get(ref.report)
        if reading is not None and reading.report.sentences:
            event = reading.events[ref.index]
            return " ".join(reading.report.sentences[event.sentence].text(reading.report.text).split())
    return ""


def _fatalities(occasion: Occasion, readings: list[Ruled]) -> str:
    """Return the lowest count of dead that a sentence telling of it gives, as ACLED takes the conservative one."""
    by_id = {r.reading.report.id: r for r in readings}
    counts = [
        figure.value
        for ref in occasion.events
        if (ruled := by_id.get(ref.report)) is not None
        for _, figure in ruled.kept("figure", ruled.reading.figures)
        if figure.sentence == ruled.reading.events[ref.index].sentence and figure.event in ("kill", "die")
    ]
    return str(int(min(counts))) if counts else ""


def _row(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([inert(cell) for cell in cells])
    return line.getvalue().encode("utf-8", "replace")
