"""FollowTheMoney: parties, reports, where they are mentioned, occasions and undertakings, for Aleph and OpenSanctions' tools.

``entities.ftm.json`` holds one entity a line; ``statements.csv`` the same as statements, each value with the report that
it comes from (``origin``), in the columns of followthemoney's own. Source: https://followthemoney.tech/.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.ledger import Ledger
from trackrecord.read.parties.gazetteer import alpha2
from trackrecord.types import LinkedParty, Occasion, Reading, Thread

_SCHEMAS = {
    "person": "Person",
    "organisation": "Organization",
    "armed_group": "Organization",
    "government": "PublicBody",
    "country": "PublicBody",
    "office": "Position",
    "place": "Address",
    "group": "Organization",
}
COLUMNS = (
    "id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value",
    "external", "first_seen", "last_seen", "origin",
)  # fmt: skip
_DATASET = "trackrecord"
Entity = dict[str, Any]


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``entities.ftm.json`` and ``statements.csv``, both sorted. Anonymous parties are left out."""
    linked = Linked.read(ledger)
    files = [("entities.ftm.json", _lines(ledger, linked)), ("statements.csv", _statements(ledger, linked))]
    return write_folder(out_dir, "ftm", files)


def _lines(ledger: Ledger, linked: Linked) -> Iterator[bytes]:
    for entity, _ in _entities(ledger, linked):
        yield json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _statements(ledger: Ledger, linked: Linked) -> Iterator[bytes]:
    yield _row(COLUMNS)
    for entity, origin in _entities(ledger, linked):
        for prop in sorted(entity["properties"]):
            for value in entity["properties"][prop]:
                key = "\0".join((_DATASET, entity["id"], prop, value))
                given = {
                    "id": hashlib.sha1(key.encode("utf-8", "replace"), usedforsecurity=False).hexdigest(),
                    "entity_id": entity["id"],
                    "canonical_id": entity["id"],
                    "prop": prop,
                    "schema": entity["schema"],
                    "value": value,
                    "dataset": _DATASET,
                    "origin": origin,
                }
                yield _row(tuple(given.get(column, "") for column in COLUMNS))


def _entities(ledger: Ledger, linked: Linked) -> Iterator[tuple[Entity, str]]:
    """Yield each entity with the report that it comes from (nothing for what comes from several)."""
    for party in linked.named():
        yield _party(party), ""
    for occasion in sorted(linked.links.occasions, key=lambda o: o.id):
        yield _occasion(occasion, linked), ""
    for thread in sorted(linked.links.threads, key=lambda t: t.id):
        if thread.by is not None and thread.by in linked.parties and not linked.parties[thread.by].anonymous:
            yield _note(thread, linked), ""
    for reading in ledger.readings():
        report = reading.report.id
        yield _article(reading), report
        for entity in _mentions(reading, linked):
            yield entity, report


def _party(party: LinkedParty) -> Entity:
    schema = _SCHEMAS[party.kind]
    properties: dict[str, list[str]] = {"name": [party.name]}
    aliases = sorted({*party.names} - {party.name})
    if aliases:
        properties["alias"] = aliases
    country = alpha2(party.country)
    if country:
        properties["country"] = [country]
    if schema == "Address":
        properties["full"] = [party.name]
    if schema == "Person" and party.offices:
        properties["position"] = sorted(party.offices)
    return _entity(party.id, schema, properties)


def _article(reading: Reading) -> Entity:
    report = reading.report
    given = {
        "title": report.title,
        "publisher": report.publisher,
        "publishedAt": _day(report.published),
        "sourceUrl": report.url,
        "bodyText": report.text,
        "language": "eng" if report.language == "en" else None,
    }
    return _entity(f"R{report.id}", "Article", {name: [value] for name, value in given.items() if value})


def _mentions(reading: Reading, linked: Linked) -> Iterator[Entity]:
    seen = set()
    for party in reading.parties:
        linked_id = linked.id_of(reading, party.id)
        known = linked.parties.get(linked_id or "")
        if known is None or known.anonymous or known.id in seen:
            continue
        seen.add(known.id)
        yield _entity(
            f"M{reading.report.id[:16]}-{known.id}",
            "Mention",
            {
                "document": [f"R{reading.report.id}"],
                "resolved": [known.id],
                "name": [party.name],
                "detectedSchema": [_SCHEMAS[known.kind]],
            },
        )


def _occasion(occasion: Occasion, linked: Linked) -> Entity:
    sides = [p for p in (*occasion.actors, *occasion.recipients) if p in linked.parties]
    named = [p for p in dict.fromkeys(sides) if not linked.parties[p].anonymous]
    names = ", ".join(filter(None, (linked.name(p) for p in named)))
    properties = {"name": [f"{occasion.type.capitalize()}: {names or 'parties not named'}"]}
    day = _day(occasion.date)
    if day:
        properties["date"] = [day]
    able = [p for p in named if _SCHEMAS[linked.parties[p].kind] not in ("Address", "Position")]
    if able:
        properties["involved"] = able
    place = linked.name(occasion.place)
    if place:
        properties["location"] = [place]
    properties["summary"] = [f"{occasion.outcome or occasion.reality}".replace("_", " ")]
    properties["proof"] = sorted({f"R{ref.report}" for ref in occasion.events})
    return _entity(occasion.id, "Event", properties)


def _note(thread: Thread, linked: Linked) -> Entity:
    status = linked.statuses.get(thread.id)
    words = f"{thread.kind}: {thread.action}"
    if thread.to_name:
        words += f" (to {thread.to_name})"
    if status is not None:
        words += f". Status: {status.value.replace('_', ' ')}. {status.explanation}"
    return _entity(
        thread.id,
        "Note",
        {
            "entity": [str(thread.by)],
            "description": [words],
            "proof": sorted({f"R{ref.report}" for ref in (*thread.mentions, *thread.deeds)}),
        },
    )


def _entity(id_: str, schema: str, properties: dict[str, list[str]]) -> Entity:
    return {"id": id_, "schema": schema, "properties": properties, "datasets": [_DATASET]}


def _day(edtf: str | None) -> str | None:
    """Return the part of an EDTF date that FollowTheMoney takes: a year, month or day, the first of an interval."""
    bare = (edtf or "").split("/")[0].rstrip("~?%")
    return bare if bare[:4].isdigit() and len(bare) in (4, 7, 10) and "X" not in bare else None


def _row(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
