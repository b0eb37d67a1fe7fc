"""Events: who did what to whom, in PLOVER's sixteen types, by verb and noun frames over the parse.

``find_events`` turns the acts of ``acts`` into events: roles become parties, the date and place of the clause
are attached, and acts that are one occasion told twice in a clause ("visited Lima to meet B") are joined by
``meetings``. One event an act; a saying verb alone is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackrecord.read.events.acts import Act, find_acts
from trackrecord.read.events.arguments import is_passive
from trackrecord.read.events.attacks import join_attacks
from trackrecord.read.events.circumstances import date_of, dated, place_of
from trackrecord.read.events.contexts import contexts_of
from trackrecord.read.events.gapping import Gapped, gapped_meetings
from trackrecord.read.events.meetings import completed, join_meetings, participants
from trackrecord.read.events.participation import is_meeting, is_several
from trackrecord.read.events.proposed import weighed
from trackrecord.read.parse import span_of
from trackrecord.types import Event, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import DateMention, Statement


# What is longer, in tokens, is a list or a page without full stops, and its parse means nothing.
LONGEST = 300
# Acts whose content is another act, still to come.
_GOVERNING = frozenset({"AGREE"})
_WILL = frozenset({"will", "'ll", "’ll", "shall"})
_GIVEN = frozenset({"AID", "SUPPORT", "COOPERATE"})
# Who met, when they were named before.
_BOTH = frozenset("they side man woman delegation leader both pair".split())


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
            if event is not None and act.spoken and not event.actors:
                event = _charged(event, statements)
            if event is None:
                continue
            seconds = gapped_meetings(act, sentence, parsed, parties, dates)
            found.append(_without_seconds(event, seconds))
            found.extend(_second(event, second) for second in seconds)
            if event.type == "CONSULT" and event.actors and event.recipients:
                meeting = event
    return tuple(sorted(found, key=lambda e: (e.trigger.start, e.trigger.end, e.type, e.span)))


def _charged(event: Event, statements: tuple[Statement, ...]) -> Event | None:
    """Return a charge or demand made inside a quotation with the quotation's speaker as its actor, or None."""
    for statement in statements:
        if statement.party is not None and any(c.contains(event.trigger) for c in statement.content):
            if statement.party in event.recipients:
                return None
            return replace(event, actors=(statement.party,))
    return None


def _without_seconds(event: Event, seconds: list[Gapped]) -> Event:
    apart = {s.party for s in seconds}
    return replace(event, recipients=tuple(i for i in event.recipients if i not in apart))


def _second(event: Event, second: Gapped) -> Event:
    """Return the meeting that is told of without its verb: same actor, its own partner, place and day."""
    actors = tuple(i for i in event.actors if i != second.party)
    span = span_of(second.tokens)
    return replace(
        event, span=span, actors=actors, recipients=(second.party,), place=second.place, date=second.date
    )


def acts_in(sentence: Slice, parties: Parties) -> list[Act]:
    """Return the acts of one sentence, joined where several words tell of one."""
    if len(sentence) > LONGEST:
        return []
    acts = without_governed(list(find_acts(sentence, parties)))
    parsed = parties.parsed
    if parsed.answers:
        answers = parsed.answers[parsed.sentence_at(sentence.start_char)]
        acts = weighed(acts, [t for t in sentence if not t.is_space], answers, parties)
    whole = [completed(a, parties) for a in join_meetings(join_attacks(without_doubles(acts)))]
    return [_undertaken(a) for a in whole if is_meeting(a)]


def _undertaken(act: Act) -> Act:
    """Return help or support that its doer says is to come as what it is today, an undertaking."""
    willed = any(c.dep_ == "aux" and c.lower_ in _WILL for c in act.head.children)
    if willed and act.actors and act.reality == "planned" and act.type in _GIVEN and not is_passive(act.head):
        return replace(act, type="AGREE", mode=None, reality="happened")
    return act


def without_doubles(acts: list[Act]) -> list[Act]:
    """Keep one of two acts that a verb and its noun tell together.

    "Signed an accord" names one act twice: the verb's stays. "Pledged support" is support: the noun's stays.
    "Lifted the blockade" is no blockade: the verb's stays.
    """
    verbs = {a.head.i: a.type for a in acts if a.light is None and a.head.pos_ == "VERB"}
    kept = [a for a in acts if not (a.light is not None and _told_by(verbs.get(a.light.i), a.type))]
    pledged = {a.light.i for a in kept if a.light is not None and a.type == "SUPPORT"}
    return [a for a in kept if not (a.type == "AGREE" and a.light is None and a.head.i in pledged)]


def without_governed(acts: list[Act]) -> list[Act]:
    """Keep one act a verb phrase: what is agreed, asked, refused or threatened is not told as done beside it.

    A meeting stays ("agreed to meet in Oslo" gives where and when), and so does the act in "was forced to quit".
    """
    governing = {a.head.i: a for a in acts if a.type in _GOVERNING}
    return [a for a in acts if a.type == "CONSULT" or not _is_governed(a, governing)]


def _is_governed(act: Act, governing: dict[int, Act]) -> bool:
    clause = act.clause
    for _ in range(3):
        if clause.dep_ == "conj" and clause.tag_ == clause.head.tag_ == "VB":
            clause = clause.head
        elif clause.dep_ in ("xcomp", "ccomp", "acl") and clause.tag_ in ("VB", "VBG"):
            clause = clause.head
            if clause.i in governing:
                return True
        else:
            return False
    return False


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
    elif act.type == "CONSULT" and not recipients and _is_they(act):
        actors, recipients = _two_told(actors, index, meeting, parsed, parties) or (actors, recipients)
    told = act.type in ("ASSAULT", "PROTEST", "COERCE") and act.reality in ("happened", "ongoing")
    if not actors and not recipients and not (told or act.seen):
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


def _is_they(act: Act) -> bool:
    """Whether those who met are only told as several ("they", "the two sides")."""
    return len(act.actors) == 1 and is_several(act.actors[0]) and act.actors[0].lemma_.lower() in _BOTH


def _two_told(
    actors: tuple[str, ...], index: int, meeting: Event | None, parsed: Parsed, parties: Parties
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the two sides that "they" or "the two sides" stands for: two persons named just before, else
    those of the meeting told before."""
    if index == 0:
        return None
    before = parsed.report.sentences[index - 1]
    people = [
        p.id
        for p in parties.all
        if p.kind == "person" and any(m.kind == "name" and before.contains(m.span) for m in p.mentions)
    ]
    if len(people) == 2:
        return (people[0],), (people[1],)
    if meeting is None or (actors and set(actors) & {*meeting.actors, *meeting.recipients}):
        return None
    return meeting.actors, meeting.recipients


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
    text, start = sentence.text, sentence.start_char
    while span.end - span.start > 1 and text[span.end - 1 - start] in " .,;:":
        span = Span(span.start, span.end - 1)
    return span
