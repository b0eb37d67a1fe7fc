"""Events and coded pairs as event coders write them down: root, and each side with country and sector.

:func:`event_record` is one event of a reading, :func:`pair_record` one pair that is given. Both are plain dictionaries
in a fixed order of keys, for JSON; what a sector's rule is, :mod:`trackrecord.read.parties.sectors` says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trackrecord.clean.sentences import split_paragraphs
from trackrecord.encoder import load as load_encoder
from trackrecord.read.events.coding import code_parsed, root_of, span_in
from trackrecord.read.parse import DEFAULT_MODEL, parse
from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.parties.sectors import sector
from trackrecord.types import Mention, Party, Reading, Report, Span

if TYPE_CHECKING:
    from trackrecord.types import Event

# How much of a given span and of a mention must be shared for them to be one: the share of what both cover.
_SAME = 0.5


def event_record(event: Event, reading: Reading) -> dict[str, Any]:
    """Return one event of a reading: ``root`` (the type after modality), its sides with codes, date, place, words."""
    text = reading.report.text
    place = reading.party(event.place)
    return {
        "root": root_of(event.type, event.reality),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "reality": event.reality,
        "actors": [_side_of(party, reading) for party in event.actors],
        "recipients": [_side_of(party, reading) for party in event.recipients],
        "date": reading.dates[event.date].edtf if event.date is not None else None,
        "place": {"name": place.name, "country": place.country} if place is not None else None,
        "sentence": reading.report.sentences[event.sentence].text(text) if reading.report.sentences else "",
        "span": list(event.span),
        "trigger": list(event.trigger),
        "trigger_text": event.trigger.text(text),
    }


def pair_record(
    sentence: str,
    source: str | Span,
    target: str | Span,
    *,
    model: str = DEFAULT_MODEL,
    with_encoder: bool = True,
) -> dict[str, Any]:
    """Return what *source* does to *target* in *sentence*, with the codes of both; ``root`` is None where nothing ties them.

    Raises :class:`ValueError` where a side does not occur in the sentence, and
    :class:`~trackrecord.errors.ModelError`.
    """
    spans = span_in(sentence, source), span_in(sentence, target)
    report = Report("pair", sentence, (Span(0, len(sentence)),), split_paragraphs(sentence))
    parsed = parse(report, model)
    coded = code_parsed(parsed, *spans, load_encoder() if with_encoder else None)
    reading = Reading(report, find_parties(parsed).all)
    return {
        "sentence": sentence,
        "source": _given(spans[0], reading),
        "target": _given(spans[1], reading),
        "root": coded.root if coded else None,
        "type": coded.type if coded else None,
        "mode": coded.mode if coded else None,
        "reality": coded.reality if coded else None,
        "trigger": list(coded.trigger) if coded else None,
        "trigger_text": coded.trigger.text(sentence) if coded else None,
    }


def _side_of(party_id: str, reading: Reading) -> dict[str, Any]:
    party = reading.party(party_id)
    if party is None:
        return {"id": party_id, "name": party_id, "code": None, "country": None, "rule": "not in the reading"}
    told = sector(party, reading)
    return {
        "id": party.id,
        "name": party.name,
        "code": told.code,
        "country": told.country,
        "rule": told.rule,
    }


def _given(span: Span, reading: Reading) -> dict[str, Any]:
    """The side that a span names: the party found there, else one made of its words."""
    text = span.text(reading.report.text)
    shared = [
        (_overlap(span, mention.span), -number, party)
        for number, party in enumerate(reading.parties)
        for mention in party.mentions
    ]
    best = max(shared, key=lambda s: s[:2], default=None)
    if best is not None and best[0] >= _SAME:
        told = sector(best[2], reading)
    else:
        party = _made(text, span)
        told = sector(party, replace(reading, parties=(*reading.parties, party)))
    return {
        "text": text,
        "span": list(span),
        "code": told.code,
        "country": told.country,
        "rule": told.rule,
    }


def _overlap(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def _made(text: str, span: Span) -> Party:
    country = gazetteer.country_named(text) or gazetteer.capital(text) or gazetteer.country_of_people(text)
    kind: Any = "country" if country else "organisation"
    return Party("given", kind, text, (Mention(span, "name"),), (text,), country=country)
