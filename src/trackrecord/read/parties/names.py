"""Who and what is named: name mentions with their kind, their country and, for people, their office.

Starts from the model's entities and mends what it gets wrong in news text: names cut at possessives and
line breaks, surnames taken for organisations, titles, countries and capitals (by gazetteer and by role in
the sentence), armed groups (by the nouns that go with them).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.read.parse import span_of
from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.candidates import Candidate, candidates
from trackrecord.read.parties.offices import is_role_word, office_of
from trackrecord.read.parties.roles import ARMED, HONORIFICS, RANKS
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
# Words that end the names of bodies and of places, by which a name taken for a person's is known better.
_BODY_ENDINGS = frozenset(
    """agency alliance army association authority bank battalion brigade brigades bureau centre center club college
    command commission committee company congress corporation council court daily department division fellowship
    federation force forces foundation front fund gazette group guard herald hospital institute journal league
    magazine mission movement news network office organisation organization parliament party post press radio
    senate service society telegraph television times tribunal tribune union university wire""".split()
)
_PLACE_ENDINGS = frozenset(
    """airport avenue bay bridge castle city coast county crossing delta desert district forest gate gorge gulf
    harbour harbor heights hill hills island islands junction lake mount mountain mountains palace park pass
    peninsula plain port province region ridge river road sea square station strait street tower valley village
    wharf""".split()
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
        name = _name(doc, start, end, label, kinds)
        if name is not None:
            names.append(name)
    return _mark_armed(doc, _without_departments(names))


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
    for key, counter in votes.items():
        best = sorted(counter.items(), key=lambda kv: (-kv[1], kv[0]))[0][0]
        result[key] = "PERSON" if key in surnames and best != "GPE" else best
    return result


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
    if len(tokens) > 1 and tokens[-1].text[:1].isupper() and ending in _BODY_ENDINGS:
        return Name(start, end, span, text, text, "organisation")
    if _is_dateline(doc, start, end) or (len(tokens) > 1 and label == "PERSON" and ending in _PLACE_ENDINGS):
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
    if city:
        return root.dep_ == "agent" or (
            root.dep_ in ("poss", "compound") and head.lemma_.lower() in ("ally", "relation", "tie", "policy")
        )
    return root.dep_ in ("agent", "dobj", "dative")


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
