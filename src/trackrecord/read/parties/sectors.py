"""Sector and country of a party: for which part of which society it acts, with the rule that says so.

PLOVER tells actors apart by a country (ISO 3166-1 alpha-3) or a code for those of no one country (``IGO``, ``NGO``,
``IMG``, ``MNC``), and by a sector (``GOV``, ``MIL`` …, see :mod:`sectorwords`). The report's words decide, as the
PLOVER manual and CAMEO's agents do it (Gerner and others 2002): a noun that settles it ("senator"), else what stands
beside an open one ("police chief", "head of the union"), else the body that the party belongs to. Who held which office
when is looked up nowhere. Where the words say nothing, nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.sectorphrases import (
    Word,
    capitalised,
    field_told,
    head_of,
    is_known,
    runs_of,
    told_by,
    words_of,
)
from trackrecord.read.parties.sectorwords import DELEGATES, LOYAL, NO_PART, OPEN, PAST, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trackrecord.types import Party, Reading

# Codes that stand for an actor of no one country.
STATELESS = frozenset({"IGO", "IMG", "MNC", "ISM"})
_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP"})
_ELITE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "IGO"})
_BODIES = ("organisation", "armed_group")
_DEEPEST = 4
_UNTOLD = "?"


@dataclass(frozen=True, slots=True)
class Sector:
    """``code`` of PLOVER (None where nothing tells), ``country`` (ISO alpha-3 or None), and the ``rule`` in words.

    The rule names the words that decided: ``office "army chief"; country: of Norland``.
    """

    code: str | None
    country: str | None
    rule: str


def sector(party: Party, reading: Reading) -> Sector:
    """Return the sector and country of *party* by what *reading* says of it. Pure; raises nothing."""
    return _sector(party, reading, 0)


def _sector(party: Party, reading: Reading, depth: int) -> Sector:
    code, rule = next(_codes(party, reading, depth), (None, "nothing tells the sector"))
    if code in STATELESS:
        return Sector(code, None, rule)
    country, why = next(_countries(party, reading, code, depth), (None, ""))
    return Sector(code, country, f"{rule}; country: {why}" if why else rule)


def _codes(party: Party, reading: Reading, depth: int) -> Iterator[tuple[str, str]]:
    """Yield ``(code, rule)``, the surest first."""
    if party.kind in ("country", "government"):
        yield "GOV", f"a {party.kind} acts through its government"
        return
    for name in (party.name, *party.names):
        body = _bodies().get(gazetteer.fold(name))
        if body is not None and party.kind != "person":
            yield body[0], f'known body "{name}"'
    if party.kind == "place":
        return
    for where, phrase in _phrases(party, reading):
        code = _of_phrase(phrase, reading, party, depth)
        if party.kind == "armed_group" and code not in ("REB", "UAF", "PRM", "CRM", "MIL"):
            continue
        if code is not None:
            yield code, f'{where} "{phrase}"'
    if party.kind == "armed_group":
        yield "REB", "an armed group"
    above = reading.party(party.belongs_to)
    if above is not None and depth < _DEEPEST and _stands_for(party, above, reading):
        told = _sector(above, reading, depth + 1)
        if told.code is not None:
            yield told.code, f'belongs to "{above.name}" ({told.rule})'
    if party.kind == "group" and gazetteer.country_of_people(party.name):
        yield "CVL", "people of a country"
    # Human Rights Watch and the like are at times taken for people.
    body = _bodies().get(gazetteer.fold(party.name)) if " " in party.name else None
    if body is not None:
        yield body[0], f'known body "{party.name}"'


def _stands_for(party: Party, above: Party, reading: Reading) -> bool:
    """Whether a party acts for the one it belongs to: a country's delegation does, its activists do not."""
    found = [head_of(runs_of(words_of(phrase))[0]) for _, phrase in _phrases(party, reading)]
    words = {head.word for head in found if head is not None}
    if above.kind in ("country", "government"):
        # "A mission in Norland" is there, and mostly another's.
        return bool(words & DELEGATES) and " in " not in party.name
    return (not words and above.kind != "person") or any(
        word in OPEN and word not in NO_PART for word in words
    )


def _phrases(party: Party, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield ``(where, phrase)``: what the report calls the party besides a person's proper name."""
    if party.office:
        yield "office", party.office
    if party.kind != "person" or party.anonymous or all(is_known(w.low) for w in words_of(party.name)):
        for name in dict.fromkeys((party.name, *party.names)):
            yield "name", name
    text = reading.report.text
    for mention in party.mentions:
        if mention.kind == "nominal":
            yield "called", mention.span.text(text)


def _of_phrase(phrase: str, reading: Reading, party: Party, depth: int) -> str | None:
    """Return the sector that a phrase tells: of its head noun, else of what stands before or behind that."""
    words = words_of(phrase)
    if not words:
        return None
    past = words[0].low in PAST or words[0].low.startswith(("ex-", "former-"))
    runs = runs_of(words)
    head = head_of(runs[0])
    if head is None:
        named = _named(runs[0], reading, party, depth)
        return None if named == _UNTOLD else named
    code, front, behind = head.code, runs[0][: head.at], [w for run in runs[1:] for w in run]
    people = head.word in PEOPLE
    beside = _named(front, reading, party, depth)
    if beside is None and not people:
        beside = _named(behind, reading, party, depth)
    # "UN envoy" and "Oxfam doctors" act for the body named; a minister of a party's is still a minister.
    if beside is not None and (not head.settled or beside in ("IGO", "NGO")):
        # A commander of a body of which nothing is told may be a soldier or a rebel; "opposition" before it tells.
        code = field_told(front) or told_by(runs[1:]) if beside == _UNTOLD else beside
    elif not head.settled:
        told = field_told(front, weak=code is None) or (None if people else told_by(runs[1:]))
        # "Government troops" are still armed.
        code = code if told is None or (told == "GOV" and code == "MIL") else told
    if code == "REB" and any(w.low in LOYAL for w in words):
        code = "PRM"
    return "ELI" if past and code in _ELITE else code


def _named(words: list[Word], reading: Reading, party: Party, depth: int) -> str | None:
    """Return the sector of a body named among *words*, one of the table or a party of the reading; ``_UNTOLD`` where
    that is known to be named and its sector is not.
    """
    for phrase in capitalised(words):
        body = _bodies().get(gazetteer.fold(phrase))
        if body is not None:
            return body[0]
        if depth >= _DEEPEST:
            continue
        for other in reading.parties:
            if other.id == party.id or other.anonymous or other.kind not in _BODIES:
                continue
            if phrase in other.names:
                return _sector(other, reading, depth + 1).code or _UNTOLD
    return None


def _countries(party: Party, reading: Reading, code: str | None, depth: int) -> Iterator[tuple[str, str]]:
    """Yield ``(country, why)``, the surest first."""
    if party.country:
        yield party.country, "its own"
    if party.kind == "place":
        return
    for where, phrase in _phrases(party, reading):
        for told, words in _countries_told(phrase):
            yield told, f'{where} tells "{words}"'
    above = reading.party(party.belongs_to)
    if above is not None and depth < _DEEPEST:
        country = _sector(above, reading, depth + 1).country
        if country:
            yield country, f'that of "{above.name}"'
    for where, phrase in _phrases(party, reading):
        for told, words in _places_told(phrase):
            yield told, f'{where} tells "{words}"'
    yield from _beside(party, reading)
    body = _body_of(party)
    if body is not None and body[1] and not body[2]:
        yield body[1], "known body"
    if code in _STATE:
        named = {p.country for p in reading.parties if p.country}
        if len(named) == 1:
            yield named.pop(), "the only one that the report names"
    if body is not None and body[1]:
        yield body[1], "known body"


def _body_of(party: Party) -> tuple[str, str, bool] | None:
    names = [*party.names, party.name]
    if party.office:
        names += [phrase for run in runs_of(words_of(party.office)) for phrase in capitalised(run)]
    return next((b for b in (_bodies().get(gazetteer.fold(n)) for n in names) if b is not None), None)


def _countries_told(phrase: str) -> Iterator[tuple[str, str]]:
    """Yield countries that a phrase names or whose people it does."""
    runs = runs_of(words_of(phrase))
    for run in runs:
        for words in capitalised(run):
            country = _country(words)
            if country:
                yield country, words


def _places_told(phrase: str) -> Iterator[tuple[str, str]]:
    """Yield the country in which somebody is based, then those of a city or region behind "of" or "in"."""
    runs = runs_of(words_of(phrase))
    for run in runs:
        for word in run:
            if word.text.endswith("-based"):
                base = word.text.removesuffix("-based")
                country = _country(base) or gazetteer.capital(base) or gazetteer.city(base)
                if country:
                    yield country, word.text
    for run in runs[1:]:
        # Towns are called all sorts of things, "University" among them.
        for words in capitalised([w for w in run if not is_known(w.low)]):
            country = gazetteer.capital(words) or gazetteer.region_country(words) or gazetteer.city(words)
            if country:
                yield country, words


def _country(words: str) -> str | None:
    return (
        gazetteer.country_named(words)
        or gazetteer.country_of_people(words)
        or gazetteer.government_seat(words)
    )


# A capitalised word or two right before a mention, and a name behind a preposition right after it.
_BEFORE = re.compile(r"(?<![\w.-])((?:[A-Z][\w.-]{0,30} )?[A-Z][\w.-]{0,30})(['’]s?)? ([a-z]{1,30} )?\Z")
_AFTER = re.compile(r",? (in|of|from) (?:the )?([A-Z][\w-]*(?: [A-Z][\w-]*)?)")


def _beside(party: Party, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the country told right before or behind a mention: "Norland's air force", "police in Port Ansel"."""
    text = reading.report.text
    for mention in party.mentions:
        if mention.kind == "pronoun":
            continue
        before = _BEFORE.search(text[max(0, mention.span.start - 60) : mention.span.start])
        if before:
            for words in dict.fromkeys((before[1], before[1].rpartition(" ")[2])):
                country = _country(words)
                # A country's own name belongs to what follows as a genitive, or right before it: "in Peru local police".
                if country and (before[2] or not before[3] or gazetteer.country_of_people(words)):
                    yield country, f'"{words}" before it'
        after = _AFTER.match(text[mention.span.end : mention.span.end + 60])
        # A person may be anywhere ("in Peru") and is still of somewhere.
        if after and (party.kind != "person" or after[1] == "of"):
            for words in dict.fromkeys((after[2], after[2].partition(" ")[0])):
                country = _country(words) or gazetteer.capital(words) or gazetteer.city(words)
                if country:
                    yield country, f'"{words}" behind it'


@lru_cache(maxsize=1)
def _bodies() -> dict[str, tuple[str, str, bool]]:
    """Folded name → sector, country (or empty), and whether others bear the name too; loaded once a process."""
    table = files("trackrecord.read.parties").joinpath("data/bodies.tsv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str, bool]] = {}
    for line in table.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        code, country, names = line.split("\t")
        for name in names.split(","):
            found[gazetteer.fold(name.strip())] = (code, country.rstrip("?"), country.endswith("?"))
    return found
