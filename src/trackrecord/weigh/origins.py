"""Where a line of a report comes from: the person or outlet it is credited to, and the day.

Two reports that credit the same named source on the same day have one origin, however differently they put it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trackrecord.link.days import day, length, window_of
from trackrecord.link.roster import Roster
from trackrecord.link.terms import fold
from trackrecord.types import Reading, Ref, Span, Statement

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_APART = 3  # days between two printings of a word whose own day is not told in both


@dataclass(frozen=True, slots=True)
class Origin:
    """Who a line is credited to (``key`` for comparing, ``name`` for showing) and when it was said.

    ``on`` is the day told in the sentence, ``weekday`` the weekday named there without a date, ``printed`` the
    day of publication.
    """

    key: str
    name: str
    on: date | None
    weekday: str | None
    printed: date | None

    @property
    def when(self) -> str:
        """The day for a reader, or the empty string."""
        return self.on.isoformat() if self.on else (self.weekday or "").capitalize()


def origin_of(reading: Reading, ref: Ref, roster: Roster) -> Origin | None:
    """Return the origin of an item (figure, commitment, deed, event), or None where it is credited to nobody named.

    A figure's is who gives it; else the speaker of the statement that holds the item, or, where he is not
    named, the outlet that he told it to.
    """
    span, sentence, giver = _place(reading, ref)
    statement = next(
        (s for s in reading.statements if any(c.overlaps(span) for c in s.content) or _same_clause(s, span)),
        None,
    )
    party = giver or (statement.party if statement and not statement.anonymous else None)
    local = reading.party(party)
    if local is not None and not local.anonymous:
        linked = roster.get(reading.report.id, party)
        key, name = (linked.id, linked.name) if linked else (fold(local.name), local.name)
    elif statement is not None and statement.conveyed_by:
        key = name = statement.conveyed_by
        key = fold(key)
    elif statement is not None and statement.speaker_text and not statement.anonymous:
        key, name = fold(statement.speaker_text), statement.speaker_text
    else:
        return None
    on, weekday = _day(reading, sentence)
    return Origin(key, name, on, weekday, day(reading.report.published))


def one_origin(a: Origin, b: Origin) -> bool:
    """Whether two lines rest on one word: the same source, on the same day as far as days are told."""
    if a.key != b.key:
        return False
    if a.on and b.on:
        return a.on == b.on
    if a.weekday and b.weekday and a.weekday != b.weekday:
        return False
    if a.printed and b.printed:
        return abs((a.printed - b.printed).days) <= _APART
    return True


def extent(reading: Reading, ref: Ref) -> tuple[Span, ...]:
    """Return the spans that say what an item says: of a figure itself and what it counts, of others the whole."""
    if ref.kind == "figure":
        figure = reading.figures[ref.index]
        return (figure.span,) if figure.counts is None else (figure.span, figure.counts)
    return (_place(reading, ref)[0],)


def _place(reading: Reading, ref: Ref) -> tuple[Span, int, str | None]:
    if ref.kind == "figure":
        figure = reading.figures[ref.index]
        return figure.span, figure.sentence, figure.given_by
    if ref.kind == "commitment":
        commitment = reading.commitments[ref.index]
        return commitment.span, commitment.sentence, None
    if ref.kind == "deed":
        deed = reading.deeds[ref.index]
        return deed.span, deed.sentence, deed.asserted_by_party
    event = reading.events[ref.index]
    return event.span, event.sentence, None


def _same_clause(statement: Statement, span: Span) -> bool:
    return any(span.overlaps(part) for part in (*statement.speaker, *statement.cue))


def _day(reading: Reading, sentence: int) -> tuple[date | None, str | None]:
    """Return the single day that the sentence names first, and the weekday it names."""
    report = reading.report
    if sentence >= len(report.sentences):
        return None, None
    within = report.sentences[sentence]
    text = within.text(report.text).lower()
    weekday = min((w for w in _WEEKDAYS if w in text), key=text.index, default=None)
    for i, mention in enumerate(reading.dates):
        if within.contains(mention.span) and (window := window_of(reading, i)) and length(window) == 1:
            return window[0], weekday
    return None, weekday
