"""Who and what is named: name mentions with their kind, their country and, for people, their office.

Starts from the model's entities and mends what it gets wrong in news text: names cut at possessives and
line breaks, surnames taken for organisations, titles, countries and capitals (by gazetteer and by role in
the sentence), armed groups (by the nouns that go with them).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.read.parse import span_of
from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.candidates import Candidate, candidates
from trackrecord.read.parties.offices import is_role_word, office_of
from trackrecord.read.parties.roles import ARMED, BODY_ENDINGS, HONORIFICS, PLACE_ENDINGS, RANKS
from trackrecord.types import PartyKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from trackrecord.read.parse import Parsed

_BASE_KIND: dict[str, PartyKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_SPEAKERS = frozenset("spokesman spokeswoman spokesperson negotiator envoy".split())
# Verbs whose "to" leads to a place.
_TRAVEL = frozenset(
    "go come back return travel fly sail drive move march ship trip flight journey visit".split()
)
# Verbs whose subject, when it is a capital, is the city and not the government.
_CITY_VERBS = frozenset("be lie fall stand wake sleep sit become host remain burn shake".split())


@dataclass(frozen=True)
class Name:
    """One name as it stands in the text.

    ``start``–``end`` are token indices; ``span`` the same in code points, titles included; ``bare`` the text
    without titles. ``office_tokens`` are the token indices that tell the office. ``acting`` marks a place name
    that stands for its government.
    """

    start: int
    end: int
    span: Span
    text: str
    bare: str
    kind: PartyKind
    country: str | None = None
    office: str | None = None
    office_tokens: tuple[int, ...] = ()
    acting: bool = False
    adjective: bool = False

    @property
    def key(self) -> str:
        """The folded bare name, by which equal names are known."""
        return gazetteer.fold(self.bare)


def find_names(parsed: Parsed) -> list[Name]:
    """Return the names in text order; they do not overlap."""
    doc = parsed.doc
    ranges = candidates(doc)
    kinds = _vote(doc, ranges)
    names = []
    for start, end, label in ranges:
        name = _name(doc, start, _flight_cut(doc, start, end), label, kinds)
        if name is not None and not _is_maker(doc, name):
            names.append(_with_region(doc, name))
    return _mark_armed(doc, _without_departments(names))


# "A380", "737s", "F-16", "737-800": what makers call a model.
_MODEL = re.compile(r"[A-Z]{0,3}-?\d{2,4}[A-Za-z]{0,3}(?:-\d{2,4}[A-Z]{0,3})?")


def _is_maker(doc: Doc, name: Name) -> bool:
    """Whether a body's name is only the maker in the name of a thing: "a Norland 737", not "Norland's ships"."""
    if name.kind not in ("organisation", "group") or name.end >= len(doc):
        return False
    model, last = doc[name.end], doc[name.end - 1]
    if not _MODEL.fullmatch(model.text) or not last.whitespace_:
        return False
    if any(c.isalpha() for c in model.text):
        return True
    if len(model.text) == 4 and model.text[:2] in ("19", "20"):
        return False
    # A number that counts a noun is a designation only where the maker hangs on the same noun.
    counts = model.dep_ == "nummod" and model.head.i > model.i
    return not counts or (last.dep_ in ("compound", "nmod") and last.head.i == model.head.i)


def _flight_cut(doc: Doc, start: int, end: int) -> int:
    """The end of a name without "Flight 12" behind it: the flight is no party, the airline is."""
    for i in range(start + 1, end):
        if doc[i].text == "Flight" and i + 1 < len(doc) and doc[i + 1].like_num:
            return i
    return end


def _with_region(doc: Doc, name: Name) -> Name:
    """Take the region into the name of a city that it tells apart from others: "Newport, Ohio".

    In a list ("Cairo, Jordan and Iraq") the second is a region of the first only where that is its country.
    """
    i = name.end
    if name.kind != "place" or i + 1 >= len(doc) or doc[i].text != "," or doc[i].i + 1 >= len(doc):
        return name
    if name.key in gazetteer.CONTINENTS:  # "in Asia, Norland's shares fell"
        return name
    first, end = i + 1, i + 2
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[first].ent_type_ in ("GPE", "LOC"):
        end += 1
    region = doc[first:end]
    code = gazetteer.region_country(region.text) if doc[first].ent_type_ in ("GPE", "LOC") else None
    if code is None or gazetteer.region_country(name.bare) is not None:
        return name
    listed = end < len(doc) and doc[end].lower_ in ("and", "or", "&")
    if listed and code not in (gazetteer.city(name.bare), "USA"):
        return name
    span = Span(name.span.start, span_of(region).end)
    return replace(name, span=span, text=f"{name.text}, {region.text}", country=code)


def _without_departments(names: list[Name]) -> list[Name]:
    """Drop a lone word that only ever stands inside an office: "Defence" in "Defence Secretary Ann Lee"."""
    inside = {t for n in names for t in n.office_tokens}
    free = {n.key for n in names if n.start not in inside}
    return [
        n
        for n in names
        if not (
            n.kind in ("organisation", "group")
            and n.end - n.start == 1
            and n.start in inside
            and not n.text.isupper()
            and n.key not in free
        )
    ]


def _vote(doc: Doc, ranges: list[Candidate]) -> dict[str, str]:
    """One label for each form of name in a report: people's surnames first, then the majority."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    surnames: set[str] = set()
    for start, end, label in ranges:
        votes[gazetteer.fold(doc[start:end].text)][label] += 1
        if (
            label == "PERSON"
            and end - start >= 2
            and doc[start].text[:1].isupper()
            and doc[end - 1].text[:1].isupper()
        ):
            surnames.add(gazetteer.fold(doc[end - 1].text))
            # "al-Rashid" is taken up as "Rashid".
            surnames.add(gazetteer.fold(doc[end - 1].text.rpartition("-")[2]))
    result = {}
    lying = {
        gazetteer.fold(doc[s].text)
        for s, e, label in ranges
        if label == "PERSON" and e - s == 1 and _lies(doc[s]) and gazetteer.city(doc[s].text)
    }
    for key, counter in votes.items():
        best = sorted(counter.items(), key=lambda kv: (-kv[1], kv[0]))[0][0]
        result[key] = "PERSON" if key in surnames and best != "GPE" else best
        if result[key] == "PERSON" and key in lying and key not in surnames:
            result[key] = "GPE"
    return result


def _lies(token: Token) -> bool:
    """Whether a lone name stands where a place does: "returned to Newport", "police in Newport"."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in ("in", "near", "at", "into", "to")
        and (token.head.lower_ != "to" or token.head.head.lemma_.lower() in _TRAVEL)
    )


def _name(doc: Doc, start: int, end: int, label: str, kinds: dict[str, str]) -> Name | None:
    text = doc[start:end].text
    label = kinds.get(gazetteer.fold(text), label)
    tokens = list(doc[start:end])
    root = doc[start:end].root
    span = span_of(tokens)
    if text.endswith(".") and "." not in text[:-1] and not (len(text) <= 4 and text[:-1].istitle()):
        # The full stop of the sentence, taken into the name.
        text, span = text[:-1], Span(span.start, span.end - 1)
    special = _by_gazetteer(text, root, label)
    if special is not None:
        kind, country, acting, adjective = special
        return Name(start, end, span, text, text, kind, country, acting=acting, adjective=adjective)
    ending = tokens[-1].lower_
    if len(tokens) > 1 and tokens[-1].text[:1].isupper() and ending in BODY_ENDINGS:
        return Name(start, end, span, text, text, "organisation")
    if _is_dateline(doc, start, end) or (len(tokens) > 1 and label == "PERSON" and ending in PLACE_ENDINGS):
        return Name(start, end, span, text, text, "place", gazetteer.city(text))
    if label == "PERSON":
        if len(tokens) == 1 and (text.isupper() or any(c.isdigit() for c in text)):
            return Name(start, end, span, text, text, "organisation")
        return _person(doc, start, end)
    kind = _BASE_KIND[label]
    if label == "NORP" and (root.dep_ in ("amod", "compound", "nmod") or root.pos_ == "ADJ"):
        # "Islamic", "Republican": a quality of what follows, no party.
        return None
    country = gazetteer.city(text) if kind == "place" else None
    return Name(start, end, span, text, text, kind, country)


def _is_dateline(doc: Doc, start: int, end: int) -> bool:
    """ "LIMA, 4 May (Agency) —": capitals that open a paragraph and are closed off by a dash or bracket."""
    word = doc[start:end].text
    if not word.isupper() or len(word) < 4 or not (doc[start].is_sent_start or start == 0):
        return False
    return any(t.text in ("-", "–", "—", "(") for t in doc[end : end + 6])


def _by_gazetteer(text: str, root: Token, label: str) -> tuple[PartyKind, str | None, bool, bool] | None:
    """Kind, country, acting, adjective for what the gazetteer knows; None for the rest."""
    seat = gazetteer.government_seat(text)
    if seat and label != "PERSON":
        return "government", seat, True, False
    people = gazetteer.country_of_people(text)
    if people and label != "PERSON":
        as_noun = root.tag_ in ("NNS", "NNPS") or (
            root.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass") and text.endswith("s")
        )
        return ("group", people, False, False) if as_noun else ("country", people, False, True)
    country = gazetteer.country_named(text)
    if country and label in ("GPE", "LOC", "ORG", "NORP"):
        return "country", country, _acts(root), False
    town = gazetteer.capital(text)
    if town and _is_dateline(root.doc, root.i, root.i + 1):
        return "place", town, False, False
    if town and label != "PERSON":
        return ("government", town, True, False) if _acts(root, city=True) else ("place", town, False, False)
    return None


def _acts(root: Token, *, city: bool = False) -> bool:
    """Whether a place name acts in its sentence, so that its government is meant (metonymy)."""
    head = root.head
    if root.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX"):
        return not city or head.lemma_.lower() not in _CITY_VERBS
    if root.dep_ == "conj" and head.ent_type_ in ("GPE", "ORG", "NORP") and head.i != root.i:
        return _acts(head, city=city)
    if root.dep_ == "pobj" and head.lower_ in ("between", "with", "by", "against"):
        return True
    if city and root.dep_ == "pobj" and _speaks_for(head):
        return True
    if city:
        return root.dep_ == "agent" or (
            root.dep_ in ("poss", "compound") and head.lemma_.lower() in ("ally", "relation", "tie", "policy")
        )
    return root.dep_ in ("agent", "dobj", "dative")


def _speaks_for(prep: Token) -> bool:
    """Whether a preposition leads to whom words are laid to: "according to Lima", "a spokesman for Lima"."""
    if prep.lower_ == "to":
        return prep.i > 0 and prep.nbor(-1).lower_ == "according"
    return prep.lower_ == "for" and prep.head.lemma_.lower() in _SPEAKERS


def _person(doc: Doc, start: int, end: int) -> Name | None:
    """A person's name, with honorifics split from the bare name and the office around it."""
    first = start
    for i in range(start, end - 1):
        # Everything up to the last title is title: "Deputy Special Representative Ann Lee".
        if doc[i].lower_.rstrip(".") in HONORIFICS | RANKS or (i + 1 < end - 1 and is_role_word(doc[i])):
            first = i + 1
    bare = list(doc[first:end])
    if not bare or (not bare[-1].text[:1].isupper() and "-" not in bare[-1].text):
        return None
    left = start
    while left > 0 and doc[left - 1].lower_.rstrip(".") in HONORIFICS and not doc[left - 1].is_space:
        left -= 1
        if doc[left].is_sent_start:
            break
    office, office_tokens = office_of(doc, left, end, titles=range(start, first))
    bare_text = doc[first:end].text
    return Name(
        left,
        end,
        span_of(doc[left:end]),
        doc[left:end].text,
        bare_text,
        "person",
        None,
        office,
        office_tokens,
    )


def _mark_armed(doc: Doc, names: list[Name]) -> list[Name]:
    """An organisation whose people are called fighters, militants or rebels anywhere in the report bears arms."""
    armed = set()
    for name in names:
        if name.kind not in ("organisation", "group"):
            continue
        root = doc[name.start : name.end].root
        near = [root.head] if root.dep_ in ("compound", "nmod", "amod", "poss", "appos") else []
        near += [c for c in root.children if c.dep_ in ("appos", "compound", "amod")]
        near += [
            t for t in doc[max(0, name.start - 2) : name.start] if t.dep_ in ("compound", "amod", "nmod")
        ]
        if any(t.lemma_.lower() in ARMED for t in near):
            armed.add(name.key)
    return [
        replace(n, kind="armed_group") if n.key in armed and n.kind in ("organisation", "group") else n
        for n in names
    ]
