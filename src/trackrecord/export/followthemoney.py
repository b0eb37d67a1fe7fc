"""FollowTheMoney: parties, reports, where they are mentioned, occasions, undertakings and statements, for Aleph and its like.

``entities.ftm.json`` holds one entity a line. ``statements.json`` holds the same value by value, one FollowTheMoney
statement a line, each with its source: what a report says of a party is said of that report's own entity
(``entity_id``, ``dataset``), and ``canonical_id`` is the party across reports, so that a join can be taken back.
Lines of JSON and no CSV: a table is soon opened in a spreadsheet, and names must be neither run nor changed.
Source: https://followthemoney.tech/ and https://www.opensanctions.org/docs/statements/.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.export.ruled import Ruled, RuledReadings
from trackrecord.ledger import Ledger
from trackrecord.read.parties.gazetteer import alpha2
from trackrecord.types import LinkedParty, Occasion, Party, Reading, Ref, Statement, Thread

_SCHEMAS = {
    "person": "Person",
    "organisation": "Organization",
    "armed_group": "Organization",
    "government": "PublicBody",
    "country": "PublicBody",
    "office": "LegalEntity",
    "place": "Address",
    "group": "LegalEntity",
}
_TYPES = {
    **dict.fromkeys(("document", "resolved", "entity", "proof", "involved", "subject", "object"), "entity"),
    **dict.fromkeys(("position", "title", "publisher", "detectedSchema", "role"), "string"),
    **dict.fromkeys(("bodyText", "summary", "description"), "text"),
    **dict.fromkeys(("full", "location"), "address"),
    **dict.fromkeys(("publishedAt", "date"), "date"),
    "name": "name", "country": "country", "sourceUrl": "url", "language": "language",
}  # fmt: skip
"""FollowTheMoney's type of each property that is used here."""
_DATASET = "trackrecord"
Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Source:
    """Who says a value: the data set, the entity there, and where in which report."""

    dataset: str
    entity: str
    origin: str | None = None


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``entities.ftm.json`` and ``statements.json``. Anonymous parties, and what people rejected, are left out."""
    linked, ruled = Linked.read(ledger), RuledReadings(ledger)
    files = [("entities.ftm.json", _lines(ruled, linked)), ("statements.json", _statements(ruled, linked))]
    return write_folder(out_dir, "ftm", files)


def _lines(ruled: RuledReadings, linked: Linked) -> Iterator[bytes]:
    for entity, _ in _entities(ruled, linked):
        yield json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _statements(ruled: RuledReadings, linked: Linked) -> Iterator[bytes]:
    said: dict[str, set[tuple[str, str]]] = {}
    for each in ruled:
        for party, known, (report, *_) in _named_in(each, linked):
            start, end = party.mentions[0].span if party.mentions else (0, 0)
            source = _Source(
                f"report_{report}", f"{report}-{party.id}", f"urn:trackrecord:{report}#char={start},{end}"
            )
            for prop, values in _of_party(
                known, _names(party), party.office and [party.office], party.country
            ).items():
                for value in values:
                    said.setdefault(known.id, set()).add((prop, value))
                    yield _statement(known.id, _SCHEMAS[known.kind], prop, value, source)
    for entity, only in _entities(ruled, linked):
        dataset = f"report_{only}" if only else _DATASET
        source = _Source(dataset, entity["id"], f"urn:trackrecord:{only}" if only else None)
        for prop in sorted(entity["properties"]):
            for value in entity["properties"][prop]:
                if (prop, value) not in said.get(entity["id"], ()):
                    yield _statement(entity["id"], entity["schema"], prop, value, source)


def _statement(canonical: str, schema: str, prop: str, value: str, source: _Source) -> bytes:
    key = f"{source.dataset}.{source.entity}.{prop}.{value}"
    row = {
        "id": hashlib.sha1(key.encode("utf-8", "replace"), usedforsecurity=False).hexdigest(),
        "entity_id": source.entity,
        "canonical_id": canonical,
        "prop": prop,
        "prop_type": _TYPES[prop],
        "schema": schema,
        "value": value,
        "dataset": source.dataset,
        "lang": None,
        "original_value": None,
        "external": False,
        "first_seen": None,
        "last_seen": None,
        "origin": source.origin,
    }
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _entities(ruled: RuledReadings, linked: Linked) -> Iterator[tuple[Entity, str | None]]:
    """Yield each entity with the report that it comes from (None for what comes from several)."""
    for party in linked.named():
        yield _party(party), None
    for occasion in sorted(linked.links.occasions, key=lambda o: o.id):
        yield _occasion(occasion, linked), None
    for thread in sorted(linked.links.threads, key=lambda t: t.id):
        if _is_named(linked, thread.by):
            yield _note(thread, linked), None
            if _is_named(linked, thread.to) and thread.to != thread.by:
                yield _tie(thread), None
    for each in ruled:
        report = each.reading.report.id
        yield _article(each.reading), report
        for entity in (*_mentions(each, linked), *_said(each, linked)):
            yield entity, report


def _is_named(linked: Linked, party: str | None) -> bool:
    return party in linked.parties and not linked.parties[str(party)].anonymous


def _named_in(ruled: Ruled, linked: Linked) -> Iterator[tuple[Party, LinkedParty, Ref]]:
    """Yield the parties of one report that have a name, each with the party across reports that it is."""
    for index, party in ruled.kept("party", ruled.reading.parties):
        ref = Ref(ruled.reading.report.id, "party", index)
        known = linked.parties.get(linked.of.get(ref, ""))
        if known is not None and not known.anonymous:
            yield party, known, ref


def _party(party: LinkedParty) -> Entity:
    names = [party.name, *sorted({*party.names} - {party.name})]
    schema = _SCHEMAS[party.kind]
    given = _of_party(party, names, party.offices, party.country)
    return _entity(party.id, schema, given | ({"full": given["name"][:1]} if schema == "Address" else {}))


def _names(party: Party) -> list[str]:
    return [party.name, *sorted({*party.names} - {party.name})]


def _of_party(known: LinkedParty, names: Any, offices: Any, country: str | None) -> dict[str, list[str]]:
    schema = _SCHEMAS[known.kind]
    found = {"name": _clean(names)}
    if code := alpha2(country):
        found["country"] = [code]
    if schema == "Person":
        found["position"] = _clean(sorted(offices or ()))
    return {prop: values for prop, values in found.items() if values}


def _clean(values: Any) -> list[str]:
    """Return values as FollowTheMoney keeps them: each once, on one line, none empty."""
    return [v for v in dict.fromkeys(" ".join(value.split()) for value in values) if v]


def _article(reading: Reading) -> Entity:
    report = reading.report
    given: dict[str, list[str]] = {
        "title": _clean([report.title or ""]),
        "publisher": _clean([report.publisher or ""]),
        "publishedAt": _day(report.published),
        "sourceUrl": [report.url] if report.url and _is_web(report.url) else [],
        "bodyText": [report.text] if report.text.strip() else [],
        "language": ["eng"] if report.language == "en" else [],
    }
    return _entity(f"R{report.id}", "Article", given)


def _mentions(ruled: Ruled, linked: Linked) -> Iterator[Entity]:
    seen = set()
    for party, known, ref in _named_in(ruled, linked):
        if known.id in seen:
            continue
        seen.add(known.id)
        schema = _SCHEMAS[known.kind]
        given = {
            "document": [f"R{ref.report}"],
            # Only somebody who can act can be what a mention resolves to.
            "resolved": [known.id] if schema != "Address" else [],
            "name": _clean([party.name]),
            "detectedSchema": [schema],
        }
        yield _entity(f"M{ref.report}-{known.id}", "Mention", given)


def _said(ruled: Ruled, linked: Linked) -> Iterator[Entity]:
    """Yield a note on the speaker for each statement of somebody who is named."""
    report = ruled.reading.report
    for index, statement in ruled.kept("statement", ruled.reading.statements):
        speaker = linked.id_of(ruled.reading, statement.party)
        if speaker is not None and _is_named(linked, speaker):
            given: dict[str, list[str]] = {
                "entity": [speaker],
                "summary": [_how(statement)],
                "description": _clean([" ".join(part.text(report.text) for part in statement.content)]),
                "publisher": _clean([report.publisher or ""]),
                "sourceUrl": [report.url] if report.url and _is_web(report.url) else [],
                "proof": [f"R{report.id}"],
            }
            yield _entity(f"S{report.id}-{index}", "Note", given)


def _how(statement: Statement) -> str:
    words = f"{statement.kind} statement"
    return f"{words}, conveyed by {statement.conveyed_by}" if statement.conveyed_by else words


def _occasion(occasion: Occasion, linked: Linked) -> Entity:
    sides = dict.fromkeys((*occasion.actors, *occasion.recipients))
    named = [p for p in sides if _is_named(linked, p)]
    names = ", ".join(filter(None, (linked.name(p) for p in named)))
    place = linked.name(occasion.place)
    given: dict[str, list[str]] = {
        "name": _clean([f"{occasion.type.capitalize()}: {names or 'parties not named'}"]),
        "date": _day(occasion.date),
        "involved": [p for p in named if _SCHEMAS[linked.parties[p].kind] != "Address"],
        "location": _clean([place or ""]),
        "summary": [(occasion.outcome or occasion.reality).replace("_", " ")],
        "proof": sorted({f"R{ref.report}" for ref in occasion.events}),
    }
    return _entity(occasion.id, "Event", given)


def _note(thread: Thread, linked: Linked) -> Entity:
    status = linked.statuses.get(thread.id)
    words = f"{thread.kind}: {thread.action}"
    if thread.to_name:
        words += f" (to {thread.to_name})"
    if status is not None:
        words += f". Status: {status.value.replace('_', ' ')}. {status.explanation}"
    given = {
        "entity": [str(thread.by)],
        "description": _clean([words]),
        "proof": sorted({f"R{ref.report}" for ref in (*thread.mentions, *thread.deeds)}),
    }
    return _entity(thread.id, "Note", given)


def _tie(thread: Thread) -> Entity:
    """Return the same undertaking as a link between its two sides, which draws it in a graph."""
    given: dict[str, list[str]] = {
        "subject": [str(thread.by)],
        "object": [str(thread.to)],
        "role": [thread.kind],
        "summary": _clean([thread.action]),
    }
    return _entity(f"{thread.id}-tie", "UnknownLink", given)


def _entity(id_: str, schema: str, properties: dict[str, list[str]]) -> Entity:
    kept = {name: values for name, values in properties.items() if values}
    return {"id": id_, "schema": schema, "properties": kept, "datasets": [_DATASET]}


def _day(edtf: str | None) -> list[str]:
    """Return the part of an EDTF date that FollowTheMoney takes: a year, month or day, the first of an interval."""
    bare = (edtf or "").split("/")[0].rstrip("~?%")
    return [bare] if re.fullmatch(r"\d{4}(-\d\d){0,2}", bare) else []


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and not re.search(r"[\s\x00-\x1f]", url)
