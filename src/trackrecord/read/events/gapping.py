"""Gapped meetings: "saw A in P on Tuesday and B in Q on Thursday" tells of two, the second without its verb.

The parser takes the second for part of the first's date or place, so it is read off the row of words: after
"and" a named party, a preposition and a place, and perhaps a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.events.acts import Act
    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import DateMention

_VERBS = frozenset({"meet", "see", "visit", "receive"})
_SIDES = frozenset({"person", "organisation", "armed_group", "government", "group"})
_LONGEST_NAME = 6


class Gapped(NamedTuple):
    """A second meeting under the same verb: its words, whom it was with, where, and the index of its date."""

    tokens: tuple[Token, ...]
    party: str
    place: str
    date: int | None


def gapped_meetings(
    act: Act, sentence: Slice, parsed: Parsed, parties: Parties, dates: Sequence[DateMention]
) -> list[Gapped]:
    """Return the meetings that *act*'s verb tells of after "and" without being said again."""
    if act.type != "CONSULT" or act.head.lemma_.lower() not in _VERBS:
        return []
    found = []
    words = [t for t in sentence if t.i > act.head.i]
    for at, word in enumerate(words):
        if word.lower_ != "and" or not any(t.lower_ in ("in", "at") for t in words[:at]):
            continue
        gapped = _after(words[at + 1 :], parsed, parties, dates)
        if gapped is not None:
            found.append(gapped)
    return found


def _after(
    words: list[Token], parsed: Parsed, parties: Parties, dates: Sequence[DateMention]
) -> Gapped | None:
    """Return the meeting that *words* open with (party, "in" or "at", place, maybe a day), or None."""
    if not words or (party := _party_at(words[0], parties, _SIDES)) is None:
        return None
    last = next((i for i, t in enumerate(words[:_LONGEST_NAME]) if parties.at(t) != party), None)
    if last is None or last + 1 >= len(words) or words[last].lower_ not in ("in", "at"):
        return None
    place = _party_at(words[last + 1], parties, frozenset({"place", "country"}))
    if place is None:
        return None
    end = last + 1
    while end + 1 < len(words) and parties.at(words[end + 1]) == place:
        end += 1
    for index, date in enumerate(dates):
        tokens = parsed.slice(date.span)
        if tokens is not None and 1 <= tokens.start - words[end].i <= 2:
            return Gapped((*words[: end + 1], *tokens), party, place, index)
    return Gapped(tuple(words[: end + 1]), party, place, None)


def _party_at(token: Token, parties: Parties, kinds: frozenset[str]) -> str | None:
    party = parties.get(parties.at(token))
    return party.id if party is not None and party.kind in kinds else None
