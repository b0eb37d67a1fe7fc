"""A reading as rows of the ledger's tables: one pure function a noun, in the order of their references.

A row is a dictionary from column to value. ``item`` is the position in the reading, so that (report, item) is
what a :class:`~trackrecord.types.Ref` names. Writing and verifying both go through :func:`reading_rows`, so a
row that is written is a row that is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trackrecord.types import Reading, Report, Span

Row = dict[str, Any]

CONTEXT = 30
"""Code points kept on either side of a quote, so that a span can be found again in a text that has shifted."""

READING_TABLES = (
    "sentence", "paragraph", "party", "mention", "date_mention", "figure", "statement", "statement_part",
    "event", "event_party", "commitment", "deed", "deed_about",
)  # fmt: skip
"""The tables that :func:`reading_rows` fills, each after those it refers to."""

ASKED_TABLES = ("asked_report", "asked_item", "asked_refused")
"""The tables that tell what a language model was asked, and which items of a reading it proposed."""

SPAN_COLUMNS = (
    ("start", "end"),
    ("trigger_start", "trigger_end"),
    ("counts_start", "counts_end"),
    ("action_start", "action_end"),
    ("condition_start", "condition_end"),
    ("deadline_start", "deadline_end"),
)
"""The pairs of columns that hold a span."""


def reading_rows(reading: Reading) -> dict[str, list[Row]]:
    """Return the rows of *reading*, by table, in the order of :data:`READING_TABLES`."""
    rows: dict[str, list[Row]] = {table: [] for table in READING_TABLES}
    for noun in (_layout, _parties, _dates, _figures, _statements, _events, _commitments, _deeds):
        for table, row in noun(reading):
            rows[table].append({"report": reading.report.id, **row})
    return rows


def span_rows(report: Report, rows: dict[str, list[Row]]) -> list[Row]:
    """Return a row for every span that *rows* point at, sorted by place, with its quote and context.

    Raises ``ValueError`` for a span that does not lie in the report's text.
    """
    spans = {span for table in rows.values() for row in table for span in _spans_of(row)}
    return [span_row(report, Span(*span)) for span in sorted(spans)]


def span_row(report: Report, span: Span) -> Row:
    """Return the row of one span of *report*."""
    text, (start, end) = report.text, span
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"report {report.id}: span {start}–{end} does not lie in its {len(text)} characters")
    return {
        "report": report.id,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
    }


def _spans_of(row: Row) -> Iterator[tuple[int, int]]:
    for start, end in SPAN_COLUMNS:
        if row.get(start) is not None:
            yield row[start], row[end]


def _layout(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, span in enumerate(reading.report.sentences):
        yield "sentence", {"item": item, **_at(span)}
    for item, span in enumerate(reading.report.paragraphs):
        yield "paragraph", {"item": item, **_at(span)}


def _parties(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, party in enumerate(reading.parties):
        yield (
            "party",
            {
                "item": item,
                "id": party.id,
                "kind": party.kind,
                "name": party.name,
                "names": packed(party.names),
                "office": party.office,
                "country": party.country,
                "anonymous": int(party.anonymous),
                "belongs_to": party.belongs_to,
            },
        )
        for number, mention in enumerate(party.mentions):
            yield "mention", {"party": party.id, "item": number, **_at(mention.span), "kind": mention.kind}


def _dates(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, date in enumerate(reading.dates):
        yield (
            "date_mention",
            {
                "item": item,
                **_at(date.span),
                "type": date.type,
                "value": date.value,
                "edtf": date.edtf,
                "first": date.first,
                "last": date.last,
            },
        )


def _figures(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, figure in enumerate(reading.figures):
        yield (
            "figure",
            {
                "item": item,
                **_at(figure.span),
                "value": float(figure.value),
                "low": figure.low,
                "high": figure.high,
                "bound": figure.bound,
                "unit": figure.unit,
                **_at(figure.counts, "counts_"),
                "counts_text": figure.counts_text,
                "change": figure.change,
                "event": figure.event,
                "given_by": figure.given_by,
                "place": figure.place,
                "as_of": figure.as_of,
                "sentence": figure.sentence,
            },
        )


def _statements(reading: Reading) -> Iterator[tuple[str, Row]]:
    text = reading.report.text
    for item, statement in enumerate(reading.statements):
        yield (
            "statement",
            {
                "item": item,
                "kind": statement.kind,
                "party": statement.party,
                "anonymous": int(statement.anonymous),
                "speaker_text": statement.speaker_text,
                "conveyed_by": statement.conveyed_by,
                "content": " ".join(span.text(text) for span in statement.content),
            },
        )
        parts = (("content", statement.content), ("speaker", statement.speaker), ("cue", statement.cue))
        for role, spans in parts:
            for number, span in enumerate(spans):
                yield "statement_part", {"statement": item, "role": role, "item": number, **_at(span)}


def _events(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, event in enumerate(reading.events):
        yield (
            "event",
            {
                "item": item,
                **_at(event.span),
                **_at(event.trigger, "trigger_"),
                "type": event.type,
                "mode": event.mode,
                "contexts": packed(event.contexts),
                "date": event.date,
                "place": event.place,
                "reality": event.reality,
                "sentence": event.sentence,
            },
        )
        for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
            for number, party in enumerate(parties):
                yield "event_party", {"event": item, "role": role, "item": number, "party": party}


def _commitments(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, commitment in enumerate(reading.commitments):
        yield (
            "commitment",
            {
                "item": item,
                **_at(commitment.span),
                "sentence": commitment.sentence,
                "kind": commitment.kind,
                "by": commitment.by,
                "by_party": commitment.by_party,
                "to": commitment.to,
                "to_party": commitment.to_party,
                "conveyed_by": commitment.conveyed_by,
                **_at(commitment.action, "action_"),
                "polarity": commitment.polarity,
                **_at(commitment.condition, "condition_"),
                **_at(commitment.deadline, "deadline_"),
                "deadline_last": commitment.deadline_last,
                "denied": int(commitment.denied),
            },
        )


def _deeds(reading: Reading) -> Iterator[tuple[str, Row]]:
    for item, deed in enumerate(reading.deeds):
        yield (
            "deed",
            {
                "item": item,
                **_at(deed.span),
                "sentence": deed.sentence,
                "relation": deed.relation,
                "asserted_by": deed.asserted_by,
                "asserted_by_party": deed.asserted_by_party,
                "interest": deed.interest,
                "by_party": deed.by_party,
            },
        )
        for number, commitment in enumerate(deed.about):
            yield "deed_about", {"deed": item, "item": number, "commitment": commitment}


def packed(values: tuple[str, ...]) -> str:
    """Return a tuple of texts as the JSON array that a column holds."""
    return json.dumps(values, ensure_ascii=False)


def unpacked(column: str) -> tuple[str, ...]:
    """Return the tuple that :func:`packed` gave *column* for."""
    return tuple(json.loads(column))


def _at(span: Span | None, prefix: str = "") -> Row:
    start, end = (None, None) if span is None else span
    return {f"{prefix}start": start, f"{prefix}end": end}
