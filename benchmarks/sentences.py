"""Sentences for generated reports, and what a reading finds in each: spans fall out of the writing.

A wording has slots in braces. Slots that name a party (``person``, ``org``, ``place`` …) become mentions, ``day`` and
``by`` dates, the ``n_…`` slots figures; ``[`` and ``]`` enclose a commitment's action or a statement's content.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trackrecord.types import (
    Commitment,
    DateMention,
    Deed,
    Event,
    EventType,
    Figure,
    Mention,
    Party,
    Reading,
    Relation,
    Report,
    Span,
    Statement,
)

_SLOT = re.compile(r"\{(\w+)\}|([\[\]])")
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that reports of a story tell: *wordings* of it, and what a reading makes of them."""

    wordings: tuple[str, ...]
    event: tuple[EventType, str | None] | None = None
    speaker: str | None = None
    by: str | None = None
    to: str | None = None
    deed: Relation | None = None
    counts: str | None = None
    act: str | None = None


BACKGROUND = Fact(("",))
FACTS: tuple[Fact, ...] = (
    Fact(
        ("{org} killed {n_dead} people in an attack on {place} on {day}.",
         "At least {n_dead} people were killed when {org} attacked {place} on {day}.",
         "The attack by {org} on {place} on {day} killed {n_dead} people, police said."),
        ("ASSAULT", None), counts="people", act="kill",
    ),
    Fact(
        ("{n_hurt} people were injured in {place}, the {rival} said on {day}.",
         "Hospitals in {place} treated {n_hurt} injured people on {day}."),
        counts="people", act="injure",
    ),
    Fact(
        ("{person} met {other} in {town} on {day}.", "{other} and {person} held talks in {town} on {day}.",
         "Talks between {person} and {other} took place in {town} on {day}."),
        ("CONSULT", "visit"),
    ),
    Fact(
        ("{country} promised {org} to [withdraw its {rare1} troops from {place} and return the {rare2}] by {by}.",
         "{country} has agreed with {org} to [pull its {rare1} forces out of {place} and give back the {rare2}] by {by}."),
        by="country", to="org",
    ),
    Fact(
        ("{country} has withdrawn its {rare1} troops from {place}, {person} said.",
         "The {rare1} forces of {country} have left {place}, according to {person}."),
        deed="kept", by="country", speaker="person",
    ),
    Fact(
        ("{country} has not withdrawn from {place}, the {rival} said, and the {rare2} was not returned.",),
        deed="broken", by="country", speaker="rival",
    ),
    Fact(
        ("{giver} pledged ${n_millions} million for the {rare3} of {place}.",
         "{giver} will give {place} ${n_millions} million for its {rare3}."),
        ("AID", None), by="giver", to="place", counts="$",
    ),
    Fact(
        ("[“The {rare1} is no answer to the {rare4} of {place},”] {person} said on {day}.",
         "[“We will not forget the {rare4},”] {person} told reporters in {town} on {day}."),
        speaker="person",
    ),
    Fact(
        ("{other} said that [the {rare2} and the {rare5} would be looked into by {rival}].",
         "{other} denied that [{rival} knew of the {rare5}]."),
        speaker="other",
    ),
    Fact(
        ("About {n_families} families have left {place} since {day}.",
         "Some {n_families} families fled {place} after {day}, {rival} said."),
        counts="families", act="leave",
    ),
    Fact(
        ("{rival} accused {org} of the {rare6} in {town}.", "{org} was accused by {rival} of the {rare6} in {town}."),
        ("ACCUSE", None),
    ),
    Fact(
        ("{org} and {rival} signed a {n_days}-day truce on {day}.", "A truce of {n_days} days was signed by {org} and {rival} on {day}."),
        ("AGREE", None), counts="days",
    ),
)  # fmt: skip


def background(rng: random.Random, words: Sequence[str], rare: Sequence[str]) -> str:
    """Return a sentence of any words, commoner ones oftener, with one or two that are the story's."""
    some = [words[int(len(words) * rng.random() ** 3)] for _ in range(rng.randint(8, 18))]
    some[rng.randrange(len(some))] = rng.choice(rare)
    return " ".join(some).capitalize() + "."


@dataclass(frozen=True, slots=True)
class Told:
    """A wording with the story that fills its slots."""

    wording: str
    fact: Fact
    cast: Mapping[str, Party]
    numbers: Mapping[str, int]
    day: date
    rare: Sequence[str] = ()

    def garbled(self, rng: random.Random, words: Sequence[str]) -> Told:
        """Return it with a fifth of its words replaced."""
        some = [w if rng.random() > 0.2 else rng.choice(words) for w in self.wording.split()]
        return replace(self, wording=" ".join(some))


class Writer:
    """Puts sentences together and notes where everything stands."""

    def __init__(self, published: date) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._published = published
        self.sentences: list[Span] = []
        self._mentions: dict[str, list[Span]] = {}
        self._cast: dict[str, Party] = {}
        self._dates: list[DateMention] = []
        self._figures: list[Figure] = []
        self._statements: list[Statement] = []
        self._events: list[Event] = []
        self._commitments: list[Commitment] = []
        self._deeds: list[Deed] = []

    def text(self) -> str:
        """Return the text written so far."""
        return "".join(self._parts)

    def say(self, told: Told) -> None:
        """Write one sentence with what it tells."""
        if self._parts:
            self._put(" ")
        start, number = self._at, len(self.sentences)
        slots: dict[str, Span] = {}
        held, inner, at = 0, None, 0
        for match in _SLOT.finditer(told.wording):
            self._put(told.wording[at : match.start()])
            at = match.end()
            if match.group(2) == "[":
                held = self._at
            elif match.group(2) == "]":
                inner = Span(held, self._at)
            else:
                slots[match.group(1)] = self._fill(match.group(1), told)
        self._put(told.wording[at:])
        span = Span(start, self._at)
        self.sentences.append(span)
        if told.fact is not BACKGROUND:
            self._note(told, span, number, slots, inner)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def _fill(self, slot: str, told: Told) -> Span:
        start = self._at
        if slot in told.cast:
            self._put(told.cast[slot].name)
            self._cast[slot] = told.cast[slot]
            self._mentions.setdefault(slot, []).append(Span(start, self._at))
        elif slot in ("day", "by"):
            at = told.day if slot == "day" else told.day + timedelta(days=30 + told.numbers["days"] % 60)
            self._put(f"{at.day} {_MONTHS[at.month - 1]} {at.year}")
            iso = at.isoformat()
            self._dates.append(DateMention(Span(start, self._at), "DATE", iso, iso, iso, iso))
        elif slot.startswith("n_"):
            self._put(str(told.numbers[slot[2:]]))
        else:
            self._put(told.rare[int(slot[4:])] if told.rare else slot)
        return Span(start, self._at)

    def _note(
        self, told: Told, span: Span, number: int, slots: Mapping[str, Span], inner: Span | None
    ) -> None:
        fact = told.fact
        day = len(self._dates) - 1 if "day" in slots else None
        who = [s for s in slots if s in told.cast and s not in ("place", "town")]
        where = next((s for s in ("place", "town") if s in slots), None)
        for slot in (s for s in slots if s.startswith("n_")):
            value = float(told.numbers[slot[2:]]) * (1e6 if slot == "n_millions" else 1)
            unit = "USD" if slot == "n_millions" else None
            counts = None if unit else fact.counts
            self._figures.append(
                Figure(slots[slot], value, value, value, "exact", unit, None, counts, None, fact.act,
                       None, where, day, number)
            )  # fmt: skip
        if fact.event:
            type_, mode = fact.event
            contexts = ("military",) if type_ == "ASSAULT" else ("diplomatic",)
            at = next(iter(slots.values()))
            self._events.append(
                Event(span, at, type_, mode, contexts, tuple(who[:1]), tuple(who[1:2]), day, where,
                      "happened", number)
            )  # fmt: skip
        if fact.deed:
            speaker = told.cast[fact.speaker or "person"].name
            about = tuple(range(len(self._commitments)))[-1:]
            self._deeds.append(
                Deed(span, number, fact.deed, speaker, fact.speaker, "third_party", fact.by, about)
            )
        elif fact.by and fact.to:
            by, to = told.cast[fact.by].name, told.cast[fact.to].name
            deadline = self._dates[-1] if "by" in slots else None
            self._commitments.append(
                Commitment(span, number, "promise", by, fact.by, to, fact.to, None, inner or span, "do", None,
                           deadline.span if deadline else None, deadline.last if deadline else None)
            )  # fmt: skip
        elif fact.speaker and inner:
            kind = "direct" if "“" in told.wording else "indirect"
            at = slots[fact.speaker]
            name = told.cast[fact.speaker].name
            self._statements.append(
                Statement((inner,), (at,), (Span(at.end, at.end + 5),), kind, fact.speaker, False, name)  # type: ignore[arg-type]
            )

    def reading(self, report: Report) -> Reading:
        """Return the reading of what was written; parties are numbered in order of first mention."""
        order = sorted(self._mentions, key=lambda s: self._mentions[s][0])
        ids: dict[str | None, str | None] = {slot: f"p{i + 1}" for i, slot in enumerate(order)}
        ids[None] = None
        parties = tuple(
            replace(
                self._cast[slot],
                id=ids[slot] or "",
                names=(self._cast[slot].name,),
                mentions=tuple(Mention(s, "name") for s in self._mentions[slot]),
            )
            for slot in order
        )
        return Reading(
            report,
            parties,
            tuple(self._dates),
            tuple(replace(f, place=ids[f.place]) for f in self._figures),
            tuple(replace(s, party=ids[s.party]) for s in self._statements),
            tuple(
                replace(
                    e,
                    actors=tuple(ids[a] or "" for a in e.actors),
                    recipients=tuple(ids[r] or "" for r in e.recipients),
                    place=ids[e.place],
                )
                for e in self._events
            ),
            tuple(replace(c, by_party=ids[c.by_party], to_party=ids[c.to_party]) for c in self._commitments),
            tuple(
                replace(d, asserted_by_party=ids[d.asserted_by_party], by_party=ids[d.by_party])
                for d in self._deeds
            ),
        )
