"""The JSON form of a reading, there and back without loss.

One function a noun and direction, in the order of the nouns in :mod:`trackrecord.types`. A span is
``[start, end]``, an absent value is ``null``, and every key is always there. Fields go in here as they go
into the dataclass; a key that is published is never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trackrecord.types import (
    Commitment,
    DateMention,
    Deed,
    Event,
    Figure,
    Mention,
    Party,
    Reading,
    Removed,
    Report,
    Span,
    Statement,
    Thing,
)

# Above this a float has no room for every whole number, so writing it as one would pretend to digits.
_WHOLE_LIMIT = 2**53


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return *reading* as the dictionary that ``trackrecord read --json`` prints.

    Holds only ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool`` and ``None``. Spans are ``[start, end]``
    in code points of ``report.text``; whole figures are written as whole numbers.
    """
    return {
        "report": report_to_json(reading.report),
        "parties": [_party_to_json(party) for party in reading.parties],
        "dates": [_date_to_json(date) for date in reading.dates],
        "figures": [_figure_to_json(figure) for figure in reading.figures],
        "statements": [_statement_to_json(statement) for statement in reading.statements],
        "events": [_event_to_json(event) for event in reading.events],
        "commitments": [_commitment_to_json(commitment) for commitment in reading.commitments],
        "deeds": [_deed_to_json(deed) for deed in reading.deeds],
        "things": [_thing_to_json(thing) for thing in reading.things],
    }


def reading_from_json(form: dict[str, Any]) -> Reading:
    """Return the reading that :func:`reading_to_json` gave *form* for: equal to the original.

    Raises ``KeyError`` or ``TypeError`` where a key is missing or a span is no pair: the form is our own, and
    one that is not whole is a programming mistake or a damaged ledger.
    """
    return Reading(
        report=report_from_json(form["report"]),
        parties=tuple(_party_from_json(party) for party in form["parties"]),
        dates=tuple(_date_from_json(date) for date in form["dates"]),
        figures=tuple(_figure_from_json(figure) for figure in form["figures"]),
        statements=tuple(_statement_from_json(statement) for statement in form["statements"]),
        events=tuple(_event_from_json(event) for event in form["events"]),
        commitments=tuple(_commitment_from_json(commitment) for commitment in form["commitments"]),
        deeds=tuple(_deed_from_json(deed) for deed in form["deeds"]),
        # Readings of before 0.4.0 have none.
        things=tuple(_thing_from_json(thing) for thing in form.get("things", ())),
    )


def report_to_json(report: Report) -> dict[str, Any]:
    """Return *report* as the ``report`` part of the form."""
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published,
        "published_basis": report.published_basis,
        "published_evidence": report.published_evidence,
        "language": report.language,
        "garble": report.garble,
        "text": report.text,
        "sentences": _spans(report.sentences),
        "paragraphs": _spans(report.paragraphs),
        "removed": [{"text": removed.text, "reason": removed.reason} for removed in report.removed],
        "notes": list(report.notes),
    }


def report_from_json(form: dict[str, Any]) -> Report:
    """Return the report whose form is *form*."""
    return Report(
        id=form["id"],
        text=form["text"],
        sentences=_to_spans(form["sentences"]),
        paragraphs=_to_spans(form["paragraphs"]),
        title=form["title"],
        publisher=form["publisher"],
        url=form["url"],
        published=form["published"],
        published_basis=form["published_basis"],
        published_evidence=form["published_evidence"],
        language=form["language"],
        garble=form["garble"],
        removed=tuple(Removed(removed["text"], removed["reason"]) for removed in form["removed"]),
        notes=tuple(form["notes"]),
    )


def _party_to_json(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "kind": party.kind,
        "name": party.name,
        "names": list(party.names),
        "office": party.office,
        "country": party.country,
        "anonymous": party.anonymous,
        "belongs_to": party.belongs_to,
        "mentions": [list(mention.span) for mention in party.mentions],
        "mention_kinds": [mention.kind for mention in party.mentions],
    }


def _party_from_json(form: dict[str, Any]) -> Party:
    pairs = zip(form["mentions"], form["mention_kinds"], strict=True)
    return Party(
        id=form["id"],
        kind=form["kind"],
        name=form["name"],
        mentions=tuple(Mention(Span(*span), kind) for span, kind in pairs),
        names=tuple(form["names"]),
        office=form["office"],
        country=form["country"],
        anonymous=form["anonymous"],
        belongs_to=form["belongs_to"],
    )


def _thing_to_json(thing: Thing) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "name": thing.name,
        "key": thing.key,
        "mentions": [list(span) for span in thing.mentions],
    }


def _thing_from_json(form: dict[str, Any]) -> Thing:
    return Thing(form["kind"], form["name"], form["key"], tuple(Span(*span) for span in form["mentions"]))


def _date_to_json(date: DateMention) -> dict[str, Any]:
    return {
        "span": list(date.span),
        "type": date.type,
        "value": date.value,
        "edtf": date.edtf,
        "first": date.first,
        "last": date.last,
    }


def _date_from_json(form: dict[str, Any]) -> DateMention:
    return DateMention(
        Span(*form["span"]), form["type"], form["value"], form["edtf"], form["first"], form["last"]
    )


def _figure_to_json(figure: Figure) -> dict[str, Any]:
    return {
        "span": list(figure.span),
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "bound": figure.bound,
        "unit": figure.unit,
        "counts": _span(figure.counts),
        "counts_text": figure.counts_text,
        "change": figure.change,
        "event": figure.event,
        "given_by": figure.given_by,
        "place": figure.place,
        "as_of": figure.as_of,
        "sentence": figure.sentence,
    }


def _figure_from_json(form: dict[str, Any]) -> Figure:
    return Figure(
        span=Span(*form["span"]),
        value=float(form["value"]),
        low=None if form["low"] is None else float(form["low"]),
        high=None if form["high"] is None else float(form["high"]),
        bound=form["bound"],
        unit=form["unit"],
        counts=_to_span(form["counts"]),
        counts_text=form["counts_text"],
        change=form["change"],
        event=form["event"],
        given_by=form["given_by"],
        place=form["place"],
        as_of=form["as_of"],
        sentence=form["sentence"],
    )


def _statement_to_json(statement: Statement) -> dict[str, Any]:
    return {
        "content": _spans(statement.content),
        "speaker": _spans(statement.speaker),
        "cue": _spans(statement.cue),
        "kind": statement.kind,
        "party": statement.party,
        "anonymous": statement.anonymous,
        "speaker_text": statement.speaker_text,
        "conveyed_by": statement.conveyed_by,
    }


def _statement_from_json(form: dict[str, Any]) -> Statement:
    return Statement(
        content=_to_spans(form["content"]),
        speaker=_to_spans(form["speaker"]),
        cue=_to_spans(form["cue"]),
        kind=form["kind"],
        party=form["party"],
        anonymous=form["anonymous"],
        speaker_text=form["speaker_text"],
        conveyed_by=form["conveyed_by"],
    )


def _event_to_json(event: Event) -> dict[str, Any]:
    return {
        "span": list(event.span),
        "trigger": list(event.trigger),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "date": event.date,
        "place": event.place,
        "reality": event.reality,
        "sentence": event.sentence,
    }


def _event_from_json(form: dict[str, Any]) -> Event:
    return Event(
        span=Span(*form["span"]),
        trigger=Span(*form["trigger"]),
        type=form["type"],
        mode=form["mode"],
        contexts=tuple(form["contexts"]),
        actors=tuple(form["actors"]),
        recipients=tuple(form["recipients"]),
        date=form["date"],
        place=form["place"],
        reality=form["reality"],
        sentence=form["sentence"],
    )


def _commitment_to_json(commitment: Commitment) -> dict[str, Any]:
    return {
        "span": list(commitment.span),
        "sentence": commitment.sentence,
        "kind": commitment.kind,
        "by": commitment.by,
        "by_party": commitment.by_party,
        "to": commitment.to,
        "to_party": commitment.to_party,
        "conveyed_by": commitment.conveyed_by,
        "action": list(commitment.action),
        "polarity": commitment.polarity,
        "condition": _span(commitment.condition),
        "deadline": _span(commitment.deadline),
        "deadline_last": commitment.deadline_last,
        "denied": commitment.denied,
    }


def _commitment_from_json(form: dict[str, Any]) -> Commitment:
    return Commitment(
        span=Span(*form["span"]),
        sentence=form["sentence"],
        kind=form["kind"],
        by=form["by"],
        by_party=form["by_party"],
        to=form["to"],
        to_party=form["to_party"],
        conveyed_by=form["conveyed_by"],
        action=Span(*form["action"]),
        polarity=form["polarity"],
        condition=_to_span(form["condition"]),
        deadline=_to_span(form["deadline"]),
        deadline_last=form["deadline_last"],
        denied=form["denied"],
    )


def _deed_to_json(deed: Deed) -> dict[str, Any]:
    return {
        "span": list(deed.span),
        "sentence": deed.sentence,
        "relation": deed.relation,
        "asserted_by": deed.asserted_by,
        "asserted_by_party": deed.asserted_by_party,
        "interest": deed.interest,
        "by_party": deed.by_party,
        "about": list(deed.about),
    }


def _deed_from_json(form: dict[str, Any]) -> Deed:
    return Deed(
        span=Span(*form["span"]),
        sentence=form["sentence"],
        relation=form["relation"],
        asserted_by=form["asserted_by"],
        asserted_by_party=form["asserted_by_party"],
        interest=form["interest"],
        by_party=form["by_party"],
        about=tuple(form["about"]),
    )


def _number(value: float | None) -> float | int | None:
    if value is None or not float(value).is_integer() or abs(value) > _WHOLE_LIMIT:
        return value
    return int(value)


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _to_span(form: list[int] | None) -> Span | None:
    return None if form is None else Span(*form)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _to_spans(form: Iterable[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in form)
