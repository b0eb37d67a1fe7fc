"""Where names may stand: the model's entities, mended, and what it passed over.

Each candidate is a range of tokens with one of the model's labels; what kind of party it is, :mod:`names` says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.givennames import FEMALE_NAMES, MALE_NAMES
from trackrecord.read.parties.introduced import full_forms
from trackrecord.read.parties.listed import listed
from trackrecord.read.parties.offices import is_doer, is_role_word
from trackrecord.read.parties.repeats import joined, repeated
from trackrecord.read.parties.roles import BODY, BODY_ENDINGS, HONORIFICS, PLACE_ENDINGS, RANKS
from trackrecord.read.statements.cues import SAY
from trackrecord.read.things.products import product_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

# Titles that stand before a person's name and never before a body's.
_PERSONAL = frozenset(
    """president premier minister king queen prince princess emperor pope bishop archbishop cardinal senator
    congressman congresswoman governor mayor general colonel major captain lieutenant sergeant admiral ambassador
    detective inspector""".split()
)

# First token, token after the last, label.
Candidate: TypeAlias = tuple[int, int, str]
_LABELS = {"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"}

_BREAKS = frozenset((":", ";", "–", "—", "|", "(", ")"))


def candidates(doc: Doc) -> list[Candidate]:
    """Return the ranges of tokens that may be names, in text order, without overlap."""
    known = list(listed(doc))
    told = {(start, end) for start, end, _ in known}
    found = [c for c in _merge_adjectives(doc, list(_entity_ranges(doc))) if c[:2] not in told]
    found = _without_overlap(
        [
            *known,
            *found,
            *_titled_ranges(doc),
            *_gazetteer_ranges(doc),
            *_acting_ranges(doc),
            *_doer_ranges(doc),
            *_firm_ranges(doc),
            *_introduced_ranges(doc),
            *_body_ranges(doc),
        ]
    )
    found = joined(doc, _without_overlap([_with_rest(doc, *candidate) for candidate in found]))
    found = _without_overlap([*found, *_surname_ranges(doc, found)])
    found = _without_overlap([_with_first_name(doc, *candidate) for candidate in found])
    found = _without_overlap([*found, *repeated(doc, found)])
    made = {i for start, end in product_ranges(doc) for i in range(start, end)}
    found = [c for c in found if not made.issuperset(range(c[0], c[1]))]
    return _without_shouted(doc, _without_common(doc, found))


def _without_common(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Drop lone capitalised common nouns ("the Army") and what capitals do not make a party ("GB", "USD")."""
    return [
        (start, end, label)
        for start, end, label in found
        if not (
            end - start == 1
            and (
                (label in ("ORG", "NORP", "FAC") and doc[start].lower_ in BODY)
                or _is_no_party(doc[start], label)
                or (label != "GPE" and _MODEL.fullmatch(doc[start].text) is not None)
            )
        )
        and not (end - start > 1 and doc[end - 1].text in _NO_BODY)
    ]


# "A350", "320x240", "AK-47", "M1126": what makers and measurers write; "G20" and "M23" are bodies.
_MODEL = re.compile(r"[A-Za-z]{1,3}-?\d{3,}[A-Za-z]{0,3}|[A-Z]{1,2}-\d{1,3}[A-Z]?|\d[\dA-Za-z.-]*")


def _is_no_party(token: Token, label: str) -> bool:
    """Whether capitals are a unit, a currency or the like: anywhere for a body, after a number for a place too."""
    if not token.is_upper or token.lower_ not in _NO_PARTY:
        return False
    return label in ("ORG", "NORP", "FAC") or (token.i > 0 and token.nbor(-1).like_num)


def _without_shouted(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Drop what only a line in capitals names: there the model takes any word for a name.

    Where the whole report is in capitals there is nothing to go by, and all is kept.
    """
    calm = {gazetteer.fold(doc[start:end].text) for start, end, _ in found if not _shouted(doc[start].sent)}
    if not calm:
        return found

    def known(start: int, end: int) -> bool:
        text = doc[start:end].text
        key = gazetteer.fold(text)
        return key in calm or bool(
            gazetteer.country_named(text) or gazetteer.country_of_people(text) or gazetteer.capital(text)
        )

    return [
        (start, end, label)
        for start, end, label in found
        if not _shouted(doc[start].sent) or known(start, end)
    ]


def _shouted(sentence: Span) -> bool:
    """Whether a sentence of three words or more has no small letter outside short words."""
    words = [t.text for t in sentence if t.is_alpha]
    return len(words) >= 3 and all(w.isupper() for w in words)


def _entity_ranges(doc: Doc) -> Iterator[Candidate]:
    alone = {ent.text for ent in doc.ents}
    for ent in doc.ents:
        if ent.label_ not in _LABELS:
            continue
        owner = next((t.i for t in ent if t.lower_ in ("'s", "’s") and t.i + 1 < ent.end), None)
        if owner is not None and doc[ent.start : owner].text in alone:  # "Harbour Air's Gate House" are two
            for first, end in ((ent.start, owner), (owner + 1, ent.end)):
                trimmed = _trim(doc, first, end)
                if trimmed:
                    yield (*trimmed, ent.label_)
            continue
        start = ent.start
        for i in range(ent.start, ent.end + 1):
            # A line break or colon inside an entity is the model's error: the parts are looked at each by itself.
            if i == ent.end or doc[i].is_space or doc[i].text in _BREAKS or _is_dash(doc[i]):
                trimmed = _trim(doc, start, i)
                if trimmed:
                    yield (*trimmed, _place_or_body(doc, trimmed, ent.label_))
                start = i + 1


def _place_or_body(doc: Doc, trimmed: tuple[int, int], label: str) -> str:
    """ORG for a lone word in capitals that the model takes for a place and no gazetteer knows ("HBOS")."""
    start, end = trimmed
    word = doc[start].text
    if label != "GPE" or end - start > 1 or not (3 <= len(word) <= 6 and word.isupper() and word.isalpha()):
        return label
    known = gazetteer.region_country(word) or gazetteer.city(word) or gazetteer.capital(word)
    opens = doc[start].is_sent_start or _shouted(doc[start].sent) or word in ("NYC", "UAE", "USSR")
    return label if known or opens else "ORG"


def _merge_adjectives(doc: Doc, ranges: list[Candidate]) -> list[Candidate]:
    """Put together a name that the model cut after its adjective: "Islamic" + "Council" is one organisation."""
    merged: list[Candidate] = []
    for start, end, label in ranges:
        if merged and label == "ORG" and merged[-1][1] == start and merged[-1][2] == "NORP":
            before = merged[-1]
            if not gazetteer.country_of_people(doc[before[0] : before[1]].text):
                merged[-1] = (before[0], end, "ORG")
                continue
        merged.append((start, end, label))
    return merged


def _is_dash(token: Token) -> bool:
    """A hyphen with space on both sides, which stands for a dash."""
    return token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _doer_ranges(doc: Doc) -> Iterator[Candidate]:
    """Two or three capitalised words behind a noun for who does something: "the skipper Ann Lee" is a person."""
    for token in doc:
        if token.pos_ != "NOUN" or not (is_role_word(token) or is_doer(token)) or token.text[:1].isupper():
            continue
        end = token.i + 1
        while end < len(doc) and _is_name_word(doc[end]) and not doc[end].ent_type_ and end - token.i <= 3:
            end += 1
        if end - token.i in (3, 4) and doc[end - 1].lower_ not in BODY:
            yield token.i + 1, end, "PERSON"


def _firm_ranges(doc: Doc) -> Iterator[Candidate]:
    """Capitalised words before a firm's legal form ("Harbour Freight Ltd"), which the model passed over or cut."""
    for token in doc:
        if (
            token.lower_.rstrip(".") not in _LEGAL_FORMS
            or not token.text[:1].isupper()
            or token.is_sent_start
        ):
            continue
        start = token.i
        while (
            start > 0
            and token.i - start < 5
            and _is_firm_word(doc[start - 1])
            and not doc[start].is_sent_start
        ):
            start -= 1
        if start < token.i:
            yield start, token.i + 1, "ORG"


def _body_ranges(doc: Doc) -> Iterator[Candidate]:
    """Capitalised words that end as bodies' names do ("Harbour Relief Committee"), which the model passed over."""
    for token in doc:
        if token.lower_ not in BODY_ENDINGS or token.ent_type_ or not _is_firm_word(token) or token.is_upper:
            continue
        start = token.i
        while start > 0 and token.i - start < 5 and _continues(doc, start):
            start -= 1
        while start < token.i and (doc[start].text == "&" or is_role_word(doc[start])):
            start += 1
        if token.i - start > (1 if doc[start].is_sent_start else 0):
            yield start, token.i + 1, "ORG"


def _continues(doc: Doc, start: int) -> bool:
    """Whether the word before *start* belongs to the same run of a name's words."""
    before = doc[start - 1]
    return (
        _is_firm_word(before)
        and not before.ent_type_
        and bool(before.whitespace_)
        and not doc[start].is_sent_start
    )


def _is_firm_word(token: Token) -> bool:
    return token.text == "&" or (token.pos_ == "PROPN" and token.text[:1].isupper())


def _introduced_ranges(doc: Doc) -> Iterator[Candidate]:
    """Full names that their acronym in brackets proves, and the acronym wherever it stands in the report."""
    short = set()
    for start, end in full_forms(doc):
        yield start, end, "ORG"
        short.add(doc[end + 1].text)
    if short:
        yield from ((t.i, t.i + 1, "ORG") for t in doc if t.text in short)


# Words that end the names of what is held, won, signed or passed, and is nobody.
_NO_BODY = frozenset(
    """Show Festival Cup Olympics Expo Championship Championships Summit Award Awards Prize Treaty Agreement Accord
    Accords Act Pact Protocol Declaration Convention""".split()
)
_BEFORE_COUNTRY = frozenset(("Air", "Radio", "Telecom"))  # "Air Norland"


def _with_rest(doc: Doc, start: int, end: int, label: str) -> Candidate:
    """Take in the rest of a body's name of which the model took the country alone: "Norland" + "Glass Works"."""
    if label == "GPE" and start and doc[start - 1].text in _BEFORE_COUNTRY and not doc[start].is_sent_start:
        return start - 1, end, "ORG"
    if label != "GPE" or end >= len(doc) or doc[end - 1].dep_ != "compound":
        return start, end, label
    head = doc[end - 1].head
    if not end <= head.i < end + 3 or head.pos_ != "PROPN":
        return start, end, label
    rest = doc[end : head.i + 1]
    if all(t.pos_ == "PROPN" and t.text[1:2].islower() and not t.ent_type_ for t in rest) and not any(
        is_role_word(t) or t.lower_.rstrip(".") in HONORIFICS | RANKS or t.lower_ in BODY for t in rest
    ):
        return start, head.i + 1, "ORG"
    return start, end, label


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
        if doc[end - 1].text[:1].isalnum() or _ends_so(doc, end - 1):
            break
        end -= 1
    if start >= end or not any(t.text[:1].isupper() or t.text[:1].isdigit() for t in doc[start:end]):
        return None
    if all(t.text[:1].islower() or t.is_digit for t in doc[start:end]):
        return None
    return start, end


def _ends_so(doc: Doc, at: int) -> bool:
    """Whether a possessive ending belongs to the name, as it owns nothing: "Standard & Poor's cut its rating"."""
    mark, after = doc[at], doc[at + 1] if at + 1 < len(doc) else None
    if mark.lower_ not in ("'s", "’s") or mark.tag_ != "POS" or mark.ent_type_ != "ORG" or after is None:
        return False
    return after.pos_ in ("VERB", "AUX", "ADP", "CCONJ") or after.text in (",", ".", ";")


def _titled_ranges(doc: Doc) -> Iterator[Candidate]:
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
        if end == first:
            continue
        untold = low in RANKS and first - 1 == token.i and doc[first].ent_type_ in ("GPE", "ORG", "NORP")
        if not untold or _is_holder(doc, first, end, low):
            yield first, end, "PERSON"


def _is_holder(doc: Doc, first: int, end: int, title: str) -> bool:
    """Whether what follows a title that only people bear is a person though the model takes it for a body."""
    if title not in _PERSONAL or end - first != 2 or doc[first].ent_type_ != "ORG":
        return False
    whole = doc[first].ent_iob_ == "B" and all(t.ent_type_ == "ORG" for t in doc[first:end])
    return whole and (end == len(doc) or doc[end].ent_iob_ != "I") and doc[end - 1].lower_ not in BODY


def _surname_ranges(doc: Doc, ranges: list[Candidate]) -> Iterator[Candidate]:
    """Surnames of people named elsewhere, wherever the model passed over them."""
    full = [(s, e) for s, e, label in ranges if label == "PERSON"]
    surnames = {
        doc[e - 1].text for s, e in full if doc[s].text[:1].isupper() and doc[e - 1].text[1:2].islower()
    }
    taken = {i for s, e, _ in ranges for i in range(s, e)}
    for token in doc:
        if token.text not in surnames or token.i in taken:
            continue
        # At the head of a sentence "Price" may be a price.
        after = doc[token.i + 1] if token.i + 1 < len(doc) else token
        if token.pos_ == "PROPN" or (token.dep_ == "nsubj" and after.pos_ in ("VERB", "AUX")):
            yield token.i, token.i + 1, "PERSON"


def _with_first_name(doc: Doc, start: int, end: int, label: str) -> Candidate:
    """Take in the first name that the parse puts before a lone surname and the model left out.

    A common given name there also tells that what the model takes for a body or a place is a surname.
    """
    if end - start != 1 or start == 0:
        return start, end, label
    before = doc[start - 1]
    if label in ("ORG", "GPE", "LOC") and _is_surname_of(before, doc[start]):
        return start - 1, end, "PERSON"
    if label != "PERSON":
        return start, end, label
    joined = before.dep_ == "compound" and before.head.i == start and before.pos_ == "PROPN"
    plain = before.text[:1].isupper() and before.text[1:2].islower() and not before.ent_type_
    known = is_role_word(before) or before.lower_.rstrip(".") in HONORIFICS | RANKS
    known = known or bool(gazetteer.country_named(before.text) or gazetteer.country_of_people(before.text))
    return (start - 1, end, label) if joined and plain and not known else (start, end, label)


def _is_surname_of(given: Token, word: Token) -> bool:
    named = given.text[:1].isupper() and gazetteer.fold(given.text) in FEMALE_NAMES | MALE_NAMES
    plain = word.text[1:2].islower() and word.lower_ not in BODY | BODY_ENDINGS | PLACE_ENDINGS
    return named and plain and not given.ent_type_ and given.dep_ == "compound" and given.head == word


def _is_name_word(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.text[1:2].islower()
        and token.pos_ == "PROPN"
        and not token.is_sent_start
        and not is_role_word(token)
    )


def _acting_ranges(doc: Doc) -> Iterator[Candidate]:
    """Names of two words and more that the model passed over, where somebody speaks or has a role beside the name."""
    for token in doc:
        if token.pos_ != "PROPN" or token.ent_type_ or not token.text[1:2].islower() or is_role_word(token):
            continue
        speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in SAY
        holds = any(c.dep_ == "appos" and is_role_word(c) for c in token.children)
        if not (speaks or holds):
            continue
        start = token.i
        while start > 0 and _is_first_name(doc[start - 1]) and not doc[start].is_sent_start:
            start -= 1
        if start < token.i:
            yield start, token.i + 1, "PERSON"


def _is_first_name(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.dep_ == "compound"
        and token.text[:1].isupper()
        and token.text[1:2].islower()
        and not token.ent_type_
        and not is_role_word(token)
    )


def _gazetteer_ranges(doc: Doc) -> Iterator[Candidate]:
    """Countries and demonyms that the model passed over."""
    for token in doc:
        if token.text[:1].isupper() and not token.ent_type_ and token.pos_ in ("PROPN", "ADJ", "NOUN"):
            if token.text.islower() or len(token.text) < 2:
                continue
            if (
                gazetteer.country_named(token.text) and token.lower_ not in ("us", "turkey")
            ) or token.text in ("US", "Turkey"):
                yield token.i, token.i + 1, "GPE"
            elif gazetteer.country_of_people(token.text):
                yield token.i, token.i + 1, "NORP"
            elif _is_acronym(token):
                yield token.i, token.i + 1, "ORG"


_LEGAL_FORMS = frozenset("ltd inc corp plc llc llp gmbh asa pty".split())
# Capitals that name no party: hours, posts, units, money, matter, machines and what they hold.
_NO_PARTY = frozenset(
    """am pm gmt utc est edt cet bst tv ok ceo cfo coo cto mp mps pm id ad bc vip phd md dna rna hiv aids covid sars
    gb mb kb tb mhz ghz khz hz kwh mw kw mph kph rpm usd eur gbp jpy chf cny aud cad sek nok dkk gdp gnp vat ipo
    cd dvd pc usb gps led lcd hd hdtv sms os ram cpu gpu sdk api html http url wifi pdf faq diy suv atm pin
    ied uav icbm wmd tnt ak rpg""".split()
)


def _is_acronym(token: Token) -> bool:
    """ "G20", "FSLA": capitals that the model passed over, in a sentence that is not all in capitals."""
    text = token.text
    if not (2 <= len(text) <= 6 and text.isupper() and text[0].isalpha() and text.isalnum()):
        return False
    if token.pos_ != "PROPN" or token.lower_ in _NO_PARTY:
        return False
    return any(t.text[1:2].islower() for t in token.sent)


def _without_overlap(ranges: list[Candidate]) -> list[Candidate]:
    """Keep the longest of overlapping ranges (people first among equals), in text order."""
    taken: set[int] = set()
    kept = []
    for start, end, label in sorted(ranges, key=lambda r: (-(r[1] - r[0]), r[2] != "PERSON", r[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)
