"""Who and what is named: name mentions with their kind, their country and, for people, their office.

Starts from the model's entities and mends what it gets wrong in news text: names cut at possessives and
line breaks, surnames taken for organisations, titles, countries and capitals (by gazetteer and by role in
the sentence), armed groups (by the nouns that go with them).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.read import gazetteer
from trackrecord.read.offices import is_role_word, office_of
from trackrecord.read.parse import span_of
from trackrecord.read.roles import ARMED, HONORIFICS, RANKS
from trackrecord.types import PartyKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from trackrecord.read.parse import Parsed

_LABELS = {"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"}
_BASE_KIND: dict[str, PartyKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
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
    ranges = _without_overlap(
        _merge_adjectives(doc, list(_entity_ranges(doc)))
        + list(_titled_ranges(doc))
        + list(_gazetteer_ranges(doc))
    )
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


def _entity_ranges(doc: Doc) -> Iterator[tuple[int, int, str]]:
    for ent in doc.ents:
        if ent.label_ not in _LABELS:
            continue
        start = ent.start
        for i in range(ent.start, ent.end + 1):
            # A line break inside an entity is the model's error: the parts are looked at each by itself.
            if i == ent.end or doc[i].is_space:
                trimmed = _trim(doc, start, i)
                if trimmed:
                    yield (*trimmed, ent.label_)
                start = i + 1


def _merge_adjectives(doc: Doc, ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Put together a name that the model cut after its adjective: "Islamic" + "Council" is one organisation."""
    merged: list[tuple[int, int, str]] = []
    for start, end, label in ranges:
        if merged and label == "ORG" and merged[-1][1] == start and merged[-1][2] == "NORP":
            before = merged[-1]
            if not gazetteer.country_of_people(doc[before[0] : before[1]].text):
                merged[-1] = (before[0], end, "ORG")
                continue
        merged.append((start, end, label))
    return merged


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Drop articles, possessives and punctuation from both ends; None when no name is left."""
    while start < end and (
        doc[start].pos_ == "DET" or not doc[start].text[:1].isalnum() or doc[start].lower_ == "the"
    ):
        start += 1
    while end > start and (
        doc[end - 1].lower_ in ("'s", "’s", "'", "’") or not doc[end - 1].text[-1:].isalnum()
    ):
        # The full stop of "U.S." belongs to the name.
        if doc[end - 1].text[:1].isalnum():
            break
        end -= 1
    if start >= end or not any(t.text[:1].isupper() or t.text[:1].isdigit() for t in doc[start:end]):
        return None
    if all(t.text[:1].islower() or t.is_digit for t in doc[start:end]):
        return None
    return start, end


def _titled_ranges(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Honorific or rank plus capitalised words ("Mr Okoro", "General Ana Ruiz"): a person, whatever the model says."""
    for token in doc:
        low = token.lower_.rstrip(".")
        if low not in HONORIFICS and not (low in RANKS and token.text[:1].isupper()):
            continue
        end = token.i + 1
        while end < len(doc) and doc[end].lower_.rstrip(".") in HONORIFICS:
            end += 1
        first = end
        while end < len(doc) and _is_name_word(doc[end]) and end - first < 4:
            end += 1
        if end < len(doc) and is_role_word(doc[end]):
            continue  # "Deputy Special Envoy": titles all the way.
        if end > first and not (
            low in RANKS and first - 1 == token.i and doc[first].ent_type_ in ("GPE", "ORG", "NORP")
        ):
            yield first, end, "PERSON"


def _is_name_word(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.text[1:2].islower()
        and token.pos_ == "PROPN"
        and not token.is_sent_start
        and not is_role_word(token)
    )


def _gazetteer_ranges(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Countries and demonyms that the model passed over."""
    for token in doc:
        if token.text[:1].isupper() and not token.ent_type_ and token.pos_ in ("PROPN", "ADJ", "NOUN"):
            if token.text.islower() or len(token.text) < 2:
                continue
            if (
                gazetteer.country_named(token.text)
                and token.lower_ not in ("us", "turkey")
                or token.text in ("US", "Turkey")
            ):
                yield token.i, token.i + 1, "GPE"
            elif gazetteer.country_of_people(token.text):
                yield token.i, token.i + 1, "NORP"
            elif _is_acronym(token):
                yield token.i, token.i + 1, "ORG"


def _is_acronym(token: Token) -> bool:
    """ "G20", "FSLA": capitals that the model passed over, in a sentence that is not all in capitals."""
    text = token.text
    if not (2 <= len(text) <= 6 and text.isupper() and text[0].isalpha() and text.isalnum()):
        return False
    if token.pos_ != "PROPN" or token.lower_ in ("am", "pm", "gmt", "utc", "tv", "ok", "ceo", "mp", "id"):
        return False
    return any(t.text[1:2].islower() for t in token.sent)


def _without_overlap(ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep the longest of overlapping ranges (people first among equals), in text order."""
    taken: set[int] = set()
    kept = []
    for start, end, label in sorted(ranges, key=lambda r: (-(r[1] - r[0]), r[2] != "PERSON", r[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)


def _vote(doc: Doc, ranges: list[tuple[int, int, str]]) -> dict[str, str]:
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
    if not bare or not bare[-1].text[:1].isupper() and "-" not in bare[-1].text:
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
