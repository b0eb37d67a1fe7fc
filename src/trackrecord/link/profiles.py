"""What is known of a party in one report, made ready for joining: its name taken apart, offices, company.

A profile's ``class_`` says what can be joined with what: people with people, states with states, collectives
(organisations, armed groups, groups, offices) with collectives, places with places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from trackrecord.link.names import (
    PersonName,
    city_key,
    collective_key,
    initials,
    is_acronym,
    person_name,
    place_key,
    region_of,
    split_forms,
)
from trackrecord.link.terms import STOP_WORDS, fold, stem, words
from trackrecord.read.parties.gazetteer import (
    ACRONYMS,
    capital,
    country_named,
    country_of_people,
    government_seat,
)
from trackrecord.types import Party, Reading, Ref

PartyClass = Literal["person", "state", "collective", "place"]
_CLASSES: Mapping[str, PartyClass] = {
    "person": "person",
    "government": "state",
    "country": "state",
    "place": "place",
}
_OF_STATE = frozenset(
    "government administration authorities authority state republic kingdom officials cabinet regime the of".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """One party of one report, ready for joining. ``key`` is its normalised name within its class."""

    ref: Ref
    party: Party
    class_: PartyClass
    key: str
    aliases: tuple[str, ...]  # of collectives the keys of other names, of places the regions told with them
    person: PersonName
    gender: str
    offices: tuple[frozenset[str], ...]
    country: str | None
    company: Set[str]
    joinable: bool


def profiles(reading: Reading) -> tuple[Profile, ...]:
    """Return the profiles of a reading's parties, in the reading's order."""
    others = frozenset(
        collective_key(p.name) for p in reading.parties if p.kind in ("armed_group", "organisation", "group")
    )
    made = [
        _profile(Ref(reading.report.id, "party", i), party, others) for i, party in enumerate(reading.parties)
    ]
    company = frozenset(_plainly(p) for p in made if p.joinable and p.class_ in ("person", "collective"))
    made = [replace(p, company=company - {_plainly(p)}) for p in made]
    return tuple(_with_told_offices(made, reading))


def office_terms(text: str | None) -> frozenset[str]:
    """Return the terms of an office or title by which two offices are compared."""
    return frozenset(stem(w) for w in words(text or "") if w not in STOP_WORDS and w != "former")


def same_office(a: Profile, b: Profile) -> str | None:
    """Return the words that two parties' offices share where that makes them the same office, else None.

    Two shared words suffice; a single shared word only where it is the whole of both offices.
    """
    for one in a.offices:
        for two in b.offices:
            shared = one & two
            if len(shared) >= 2 or (shared and one == two):
                return _as_written(shared, a, b)
    return None


def _as_written(shared: frozenset[str], *both: Profile) -> str:
    """Return terms of an office in the words and order in which one of the parties' offices or titles has them."""
    told: dict[str, str] = {}
    for profile in both:
        for text in (profile.party.office or "", *profile.party.names):
            for word in words(text):
                if stem(word) in shared:
                    told.setdefault(stem(word), word)
    return " ".join(told.get(t, t) for t in (*told, *sorted(shared - told.keys())))


def acquainted(a: Profile, b: Profile) -> int:
    """Return in how much company two parties of different reports share: names common to both reports."""
    return len(a.company & b.company)


def _plainly(profile: Profile) -> str:
    """Return a party's name folded but readable, as it is counted and shown among another's company."""
    return " ".join(profile.person.parts) if profile.class_ == "person" else place_key(profile.party.name)


def _profile(ref: Ref, party: Party, others: frozenset[str]) -> Profile:
    class_ = _CLASSES.get(party.kind, "collective")
    forms = tuple(dict.fromkeys((party.name, *party.names)))
    person = person_name(party.name) if class_ == "person" else PersonName(())
    offices = [office_terms(party.office)]
    gender = ""
    aliases: tuple[str, ...] = ()
    if class_ == "person":
        taken = [person_name(f) for f in forms]
        person = max([person, *taken], key=lambda n: (len(n.parts), n.parts))
        gender = next((n.gender for n in taken if n.gender), "")
        offices += [frozenset(stem(t) for t in n.titles if t not in _PLAIN_TITLES) for n in taken]
        key = " ".join(person.parts) + (f" {person.suffix}" if person.suffix else "")
    elif class_ == "state":
        key = _state_key(party, others)
    elif class_ == "place":
        key = city_key(party.name)
        aliases = tuple(sorted({r for f in forms if (r := region_of(f))}))
    else:
        forms = tuple(dict.fromkeys(part for form in forms for part in split_forms(form)))
        key = collective_key(forms[0])
        aliases = _aliases(forms)
    named = any(m.kind == "name" for m in party.mentions) or not party.mentions
    joinable = bool(key) and not party.anonymous and (named or class_ == "state")
    kept = tuple(sorted({o for o in offices if o}, key=sorted))
    country = party.country or (_country_told(party.office) if class_ == "person" else None)
    return Profile(ref, party, class_, key, aliases, person, gender, kept, country, frozenset(), joinable)


def _country_told(office: str | None) -> str | None:
    """Return the country that a person's office or trade names ("Chilean judge", "ambassador of Peru"), if just one."""
    some = {
        code for w in (office or "").split() if w[:1].isupper() and (code := _country_of_word(w.strip(",")))
    }
    return some.pop() if len(some) == 1 else None


def _country_of_word(word: str) -> str | None:
    return country_of_people(word) or country_named(word)


_PLAIN_TITLES = frozenset("mr mrs ms miss mx sir dame lord lady dr prof former ex late deputy acting".split())


def _state_key(party: Party, others: frozenset[str]) -> str:
    """Key a country, or a government that is named by its country, capital or seat, by the country's code.

    "The Ruritanian government" is Ruritania's; a government named after an organisation that the same report
    tells of is that organisation's and keeps its own name.
    """
    left = [w for w in words(party.name) if w not in _OF_STATE]
    rest = " ".join(left)
    code = (
        country_named(party.name)
        or country_named(rest)
        or country_of_people(rest)
        or government_seat(party.name)
        or (capital(rest) if party.kind == "government" else None)
    )
    if party.country and (code == party.country or not left or party.kind == "country"):
        return f"={party.country}"
    if party.country and party.kind == "government" and code is None and collective_key(rest) not in others:
        return f"={party.country}"
    return f"={code}" if code else " ".join(stem(w) for w in left) or fold(party.name)


def _aliases(forms: Sequence[str]) -> tuple[str, ...]:
    found = set()
    for form in forms:
        found.add(collective_key(form))
        full = ACRONYMS.get(fold(form.replace(".", "")))
        if full and is_acronym(form):
            found.add(collective_key(full))
    return tuple(sorted(k for k in found if k))


def acronyms_of(profile: Profile) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded acronyms by which the party is written, and those that its full names could have."""
    forms = [part for form in (profile.party.name, *profile.party.names) for part in split_forms(form)]
    written = frozenset(fold(f.replace(".", "")) for f in forms if is_acronym(f))
    possible = frozenset(i for f in forms if not is_acronym(f) for i in initials(f) if len(i) >= 3)
    return written, possible


def _with_told_offices(made: list[Profile], reading: Reading) -> list[Profile]:
    """Give each person the offices of others of the same given name that a sentence with their name also tells.

    "Hall was appointed special representative" gives Hall that office though no title stands before the name.
    """
    text = reading.report.text
    people = [p for p in made if p.class_ == "person" and p.joinable]
    by_given: dict[str, list[Profile]] = {}
    for p in people:
        if p.person.full:
            by_given.setdefault(p.person.given, []).append(p)
    extra: dict[int, set[frozenset[str]]] = {}
    for same in by_given.values():
        if not 1 < len(same) <= 8:
            continue
        for one in same:
            told = [words(s) for s in _sentences_naming(one.party, reading, text)]
            for other in same:
                if other is not one:
                    for office in other.offices:
                        if len(office) >= 2 and any(office <= {stem(w) for w in s} for s in told):
                            extra.setdefault(one.ref.index, set()).add(office)
    return [
        replace(p, offices=tuple(sorted({*p.offices, *extra[p.ref.index]}, key=sorted)))
        if p.ref.index in extra
        else p
        for p in made
    ]


def _sentences_naming(party: Party, reading: Reading, text: str) -> list[str]:
    spans = [m.span for m in party.mentions if m.kind == "name"]
    return [s.text(text) for s in reading.report.sentences if any(s.contains(m) for m in spans)]
