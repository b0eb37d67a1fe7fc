"""Events: who did what to whom, in PLOVER's sixteen types, by verb and noun frames over the parse.

``find_events`` turns the acts of ``acts`` into events: roles become parties, the date and place of the clause
are attached, and acts that are one occasion told twice in a clause ("visited Doha to meet B") are joined by
``meetings``. One event an act; a saying verb alone is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.acts import Act, find_acts
from trackrecord.read.attacks import join_attacks
from trackrecord.read.circumstances import date_of, dated, place_of
from trackrecord.read.contexts import contexts_of
from trackrecord.read.meetings import completed, join_meetings, participants
from trackrecord.read.parse import span_of
from trackrecord.types import Event, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties import Parties
    from trackrecord.types import DateMention, Statement


# What is longer, in tokens, is a list or a page without full stops, and its parse means nothing.
LONGEST = 300


def find_events(
    parsed: Parsed, parties: Parties, dates: tuple[DateMention, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """Return the report's events in reading order.

    ``Event.span`` is the act's clause inside its sentence, ``trigger`` the words that name it; both quote the
    report's text. Actors and recipients are party ids; an event none of whose sides is a party is kept only
    where the act itself is one of force or protest.
    """
    found: list[Event] = []
    meeting: Event | None = None
    for index, sentence in parsed.sentences():
        for act in acts_in(sentence, parties):
            event = _event(act, index, sentence, parsed, parties, dates, meeting)
            if event is None:
                continue
            found.append(event)
            if event.type == "CONSULT" and event.actors and event.recipients:
                meeting = event
    return tuple(sorted(found, key=lambda e: (e.trigger.start, e.trigger.end, e.type)))


def acts_in(sentence: Slice, parties: Parties) -> list[Act]:
    """Return the acts of one sentence, joined where several words tell of one."""
    if len(sentence) > LONGEST:
        return []
    acts = list(find_acts(sentence, parties))
    return [completed(a, parties) for a in join_meetings(join_attacks(without_doubles(acts)))]


def without_doubles(acts: list[Act]) -> list[Act]:
    """Keep one of two acts that a verb and its noun tell together.

    "Signed an accord" names one act twice: the verb's stays. "Pledged support" is support: the noun's stays.
    "Lifted the blockade" is no blockade: the verb's stays.
    """
    verbs = {a.head.i: a.type for a in acts if a.light is None and a.head.pos_ == "VERB"}
    kept = [a for a in acts if not (a.light is not None and _told_by(verbs.get(a.light.i), a.type))]
    pledged = {a.light.i for a in kept if a.light is not None and a.type == "SUPPORT"}
    return [a for a in kept if not (a.type == "AGREE" and a.light is None and a.head.i in pledged)]


def _told_by(verb: str | None, noun: str) -> bool:
    """Whether a verb's act already says what its noun's act says, or undoes it."""
    return verb is not None and (verb in (noun, "RETREAT") or (verb, noun) == ("SUPPORT", "AGREE"))


def _event(
    act: Act,
    index: int,
    sentence: Slice,
    parsed: Parsed,
    parties: Parties,
    dates: tuple[DateMention, ...],
    meeting: Event | None,
) -> Event | None:
    """Return the act as an event, or None when it has no party. *meeting* is the one told of before."""
    actors, recipients = participants(act, parties)
    place, place_token = place_of(act, parties)
    if place is not None and act.type == "CONSULT":
        # A town visited is where it happened, not whom it was with.
        actors, recipients = _without(actors, place), _without(recipients, place)
    span = _clause(act, sentence, place_token)
    date = date_of(act, sentence, parsed, dates)
    unnamed = act.type == "CONSULT" and not act.actors and not act.recipients
    if unnamed and meeting is not None and (date is not None or place is not None):
        # "The meeting took place in A": who met was told before; worth an event when it adds where or when.
        actors, recipients = meeting.actors, meeting.recipients
    told = act.type in ("ASSAULT", "PROTEST") and act.reality in ("happened", "ongoing")
    if not actors and not recipients and not told:
        return None
    return Event(
        span=span,
        trigger=span_of(act.trigger),
        type=act.type,
        mode=act.mode,
        contexts=contexts_of(act.type, span.text(parsed.text)),
        actors=actors,
        recipients=recipients,
        date=date,
        place=place,
        reality=dated(act, date, dates, parsed.report.published),
        sentence=index,
    )


def _without(ids: tuple[str, ...], place: str) -> tuple[str, ...]:
    return tuple(i for i in ids if i != place)


def _clause(act: Act, sentence: Slice, place: Token | None) -> Span:
    """Return the act's clause: the subtree of its verb or noun, with its actors, cut to the sentence."""
    tokens = [act.clause.left_edge, act.clause.right_edge, *act.trigger, *act.actors, *act.recipients]
    if place is not None:
        tokens.append(place)
    inside = [t.i for t in tokens if sentence.start <= t.i < sentence.end]
    first, last = min(inside), max(inside)
    span = span_of(t for t in sentence.doc[first : last + 1] if not t.is_space)
    while span.end - span.start > 1 and sentence.doc.text[span.end - 1] in " .,;:":
        span = Span(span.start, span.end - 1)
    return span
