"""Label Studio tasks with predictions: to check and correct by hand what was read, in a tool made for it.

Each report is a task; what was read is its prediction. Offsets are UTF-16 units, as the tool counts them, from the start of
the text. Source: https://labelstud.io/guide/tasks and https://labelstud.io/guide/predictions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.ruled import Ruled, RuledReadings
from trackrecord.export.utf16 import Utf16
from trackrecord.ledger import Ledger
from trackrecord.types import ItemKind, Reading, Span

LABELS = ("party", "date", "figure", "statement", "event", "commitment", "deed")
"""The labels of the configuration, one a noun."""

RELATIONS = ("speaker", "actor", "recipient", "by", "to", "about")
"""The labels of relations between them."""

_COLOURS = ("#6b7785", "#8c7a4f", "#3f7f93", "#44546a", "#8a5300", "#1d6b3a", "#a4211b")


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``tasks.json`` (import it) and ``config.xml`` (the labelling interface), reports sorted by id."""
    files = [("tasks.json", _tasks(ledger)), ("config.xml", iter([_config()]))]
    return write_folder(out_dir, "labelstudio", files)


def _config() -> bytes:
    labels = "".join(
        f'    <Label value="{label}" background="{colour}"/>\n'
        for label, colour in zip(LABELS, _COLOURS, strict=True)
    )
    relations = "".join(f'    <Relation value="{relation}"/>\n' for relation in RELATIONS)
    return (
        '<View>\n  <Header value="$title"/>\n  <Labels name="label" toName="text">\n'
        f"{labels}  </Labels>\n  <Relations>\n{relations}  </Relations>\n"
        '  <Text name="text" value="$text"/>\n</View>\n'
    ).encode()


def _tasks(ledger: Ledger) -> Iterator[bytes]:
    yield b"["
    for number, ruled in enumerate(RuledReadings(ledger)):
        version = ledger.read_version(ruled.reading.report.id)
        line = json.dumps(_task(ruled, version), ensure_ascii=False)
        yield (b",\n" if number else b"\n") + line.encode("utf-8", "replace")
    yield b"\n]\n"


def _task(ruled: Ruled, version: str | None) -> dict[str, Any]:
    report = ruled.reading.report
    units = Utf16(report.text)
    result = [
        {
            "id": f"{label}-{number}-{part}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": units.place(span.start),
                "end": units.place(span.end),
                "text": span.text(report.text),
                "labels": [label],
            },
        }
        for label, number, part, span in _spans(ruled.reading)
        if span.start < span.end and ruled.keeps(label, number)
    ]
    known = {region["id"] for region in result}
    result += [tie for tie in _ties(ruled.reading) if {tie["from_id"], tie["to_id"]} <= known]
    return {
        "data": {
            "text": report.text,
            "title": report.title or "",
            "report": report.id,
            "publisher": report.publisher,
            "published": report.published,
            "url": report.url,
        },
        "predictions": [
            {"model_version": f"trackrecord {version}" if version else "trackrecord", "result": result}
        ],
    }


def _ties(reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield the relations between regions: who said it, who would have to act, whom it is given to, what a deed is about."""
    first = {party.id: f"party-{number}-0" for number, party in enumerate(reading.parties)}
    ties: list[tuple[str, str | None, str]] = []
    for number, statement in enumerate(reading.statements):
        ties.append((f"statement-{number}-0", first.get(statement.party or ""), "speaker"))
    for number, event in enumerate(reading.events):
        ties += [(f"event-{number}-0", first.get(party), "actor") for party in event.actors]
        ties += [(f"event-{number}-0", first.get(party), "recipient") for party in event.recipients]
    for number, commitment in enumerate(reading.commitments):
        ties.append((f"commitment-{number}-0", first.get(commitment.by_party or ""), "by"))
        ties.append((f"commitment-{number}-0", first.get(commitment.to_party or ""), "to"))
    for number, deed in enumerate(reading.deeds):
        ties += [(f"deed-{number}-0", f"commitment-{about}-0", "about") for about in deed.about]
    for source, target, label in ties:
        if target is not None:
            yield {
                "type": "relation",
                "from_id": source,
                "to_id": target,
                "direction": "right",
                "labels": [label],
            }


def _spans(reading: Reading) -> Iterator[tuple[ItemKind, int, int, Span]]:
    for number, party in enumerate(reading.parties):
        for part, mention in enumerate(party.mentions):
            yield "party", number, part, mention.span
    for number, date in enumerate(reading.dates):
        yield "date", number, 0, date.span
    for number, figure in enumerate(reading.figures):
        yield "figure", number, 0, figure.span
    for number, statement in enumerate(reading.statements):
        for part, span in enumerate(statement.content):
            yield "statement", number, part, span
    for number, event in enumerate(reading.events):
        yield "event", number, 0, event.span
    for number, commitment in enumerate(reading.commitments):
        yield "commitment", number, 0, commitment.action
    for number, deed in enumerate(reading.deeds):
        yield "deed", number, 0, deed.span
