"""Names of what is signed, passed, waged or held: agreements, laws and resolutions, operations, events.

The noun that heads such a name tells its kind: "the Harbour *Accords*", "the *Treaty* of Newport", "the Relief *Act*",
"*Operation* Long Night". In small letters ("the Newport agreement") it makes a name with a town before it, as towns
sign nothing. A new head goes into the word lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.parties import gazetteer
from trackrecord.read.parties.roles import HONORIFICS, RANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from trackrecord.types import ThingKind

Named = tuple[int, int, "ThingKind"]

_AGREEMENTS = frozenset(
    """agreement agreements accord accords treaty treaties pact convention conventions protocol protocols memorandum
    declaration covenant charter communique communiqué armistice compact roadmap""".split()
)
_LAWS = frozenset("act bill constitution code directive amendment statute ordinance law".split())
_EVENTS = frozenset(
    "war olympics games cup championship championships expo summit festival uprising revolution massacre airlift".split()
)
# Heads that make a name also in small letters, behind a town: "the Newport agreement", "the Newport peace accords".
_SMALL = frozenset(
    "agreement agreements accord accords treaty pact protocol protocols declaration deal".split()
)
_BETWEEN = frozenset("peace ceasefire truce framework interim trade border arms power-sharing".split())
_SMALL_WORDS = frozenset("of on for and the in against to".split())
_ROMAN = re.compile(r"I{1,3}|IV")
_TITLES = HONORIFICS | RANKS
_RESOLUTION = re.compile(
    r"\b(?:(?:U\.?N\.?|United Nations) )?(?:(?:Security Council|General Assembly|Human Rights Council) )?"
    r"[Rr]esolutions? (?P<number>\d{2,4}(?:/\d{1,3})?)(?![\w,.]\d)"
)
_HEAD = re.compile(
    rf"(?<!\w)(?:{'|'.join(w.capitalize() for w in sorted(_AGREEMENTS | _LAWS | _EVENTS))})(?!\w)"
)
_SMALL_HEAD = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_SMALL))})(?!\w)")
_OPERATION = re.compile(r"(?<!\w)Operation(?!\w)")


def instrument_ranges(doc: Doc) -> list[Named]:
    """Return the token ranges of such names with their kind, in text order, without overlap."""
    numbered = list(_resolutions(doc))
    told = {i for start, end, _ in numbered for i in range(start, end)}
    found = [*numbered, *_headed(doc, told), *_towns(doc), *_operations(doc)]
    taken: set[int] = set()
    kept = []
    for start, end, kind in sorted(found, key=lambda f: (f[0] - f[1], f)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, kind))
    return sorted(kept)


def _resolutions(doc: Doc) -> Iterator[Named]:
    if "esolution" not in doc.text:
        return
    for match in _RESOLUTION.finditer(doc.text):
        tokens = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if tokens is not None:
            yield tokens.start, tokens.end, "law"


def _kind(word: str) -> ThingKind | None:
    low = word.lower()
    if low in _AGREEMENTS:
        return "agreement"
    return "law" if low in _LAWS else "event" if low in _EVENTS else None


def _headed(doc: Doc, told: set[int]) -> Iterator[Named]:
    """A capitalised head with the capitalised words that belong to it, before it or behind its "of"."""
    for match in _HEAD.finditer(doc.text):
        token = _token(doc, match)
        kind = _kind(match.group())
        if (
            token is None
            or kind is None
            or token.ent_type_ == "PERSON"
            or token.pos_ not in ("PROPN", "NOUN")
        ):
            continue
        start = token.i
        if start and doc[start - 1].lower_.rstrip(".") in _TITLES:
            continue  # "Cardinal Law"
        while start and token.i - start < 8 and _belongs(doc, start):
            start -= 1
        while start < token.i and (doc[start].lower_ in _SMALL_WORDS or not doc[start].text[:1].isalnum()):
            start += 1
        end = _behind(doc, token.i + 1, told)
        if start == token.i and end == token.i + 1:
            continue  # "the Treaty" alone is none, and names itself with what came before it
        if end < len(doc) and doc[end].pos_ == "PROPN" and end == token.i + 1 and not _closed(doc, end):
            if not (kind == "event" and _ROMAN.fullmatch(doc[end].text)):
                continue  # "Senator Bill Hall", "Charter Communications": no head
            end += 1
        yield start, end, kind


def _closed(doc: Doc, at: int) -> bool:
    return doc[at].is_sent_start or not doc[at - 1].whitespace_


def _belongs(doc: Doc, start: int) -> bool:
    """Whether the word before *start* is a word of the same name."""
    before = doc[start - 1]
    if not before.whitespace_ and not before.text[-1:].isalnum():
        return False
    if doc[start].is_sent_start:
        return False
    if before.lower_ in ("of", "and", "on", "for"):
        return (
            start >= 2
            and doc[start].text[:1].isupper()
            and _capital(doc[start - 2])
            and before.lower_ in ("of", "and")
        )
    return _capital(before) and not (before.is_sent_start and before.pos_ not in ("PROPN", "ADJ"))


def _capital(token: Token) -> bool:
    plain = (
        token.text[:1].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN") and token.ent_type_ != "PERSON"
    )
    return plain and token.lower_ not in ("the", "this", "that", "mr", "mrs", "ms")


def _behind(doc: Doc, at: int, told: set[int]) -> int:
    """The end of what follows a head: "of Newport", "on the Rights of the Sea"; its own end where nothing does."""
    if at >= len(doc) or doc[at].lower_ not in ("of", "on", "for", "against"):
        return at
    end, last = at + 1, at
    while end < len(doc) and end - at < 12 and not doc[end].is_sent_start and end not in told:
        if doc[end].lower_ == "and" and (end + 1 in told or _starts_name(doc, end + 1)):
            break  # "the Convention on the Rights of the Sea and the Harbour Council"
        if doc[end].lower_ in _SMALL_WORDS:
            end += 1
        elif doc[end].text[:1].isupper() and doc[end].pos_ in ("PROPN", "NOUN", "ADJ"):
            end += 1
            last = end
        else:
            break
    return last


def _starts_name(doc: Doc, at: int) -> bool:
    """Whether another name starts here: an article, or a body as the model has it."""
    if at >= len(doc):
        return False
    return doc[at].pos_ == "DET" or (
        doc[at].ent_type_ in ("ORG", "LAW", "PERSON") and doc[at].ent_iob_ == "B"
    )


def _token(doc: Doc, match: re.Match[str]) -> Token | None:
    """The token that a match is, or None."""
    tokens = doc.char_span(match.start(), match.end())
    return tokens[0] if tokens is not None and len(tokens) == 1 else None


def _towns(doc: Doc) -> Iterator[Named]:
    """ "The Newport agreement": a small head with a town before it, which is no country's."""
    for match in _SMALL_HEAD.finditer(doc.text):
        token = _token(doc, match)
        if token is None or token.i == 0:
            continue
        at = token.i
        while at and doc[at - 1].text in _BETWEEN and at > token.i - 2:
            at -= 1
        start = at
        while start and _capital(doc[start - 1]) and doc[start - 1].whitespace_ and at - start < 3:
            start -= 1
            if doc[start].is_sent_start:
                break
        if start == at or not doc[at - 1].whitespace_:
            continue
        name = doc[start:at].text
        if doc[at - 1].ent_type_ in ("GPE", "LOC", "FAC", "ORG", "PERSON", "") and _is_town(
            name, doc[at - 1]
        ):
            yield start, token.i + 1, "agreement"


def _is_town(name: str, last: Token) -> bool:
    if gazetteer.country_named(name) or gazetteer.country_of_people(name) or last.pos_ == "ADJ":
        return False
    return bool(gazetteer.capital(name) or gazetteer.city(name)) or last.ent_type_ in ("GPE", "LOC", "FAC")


def _operations(doc: Doc) -> Iterator[Named]:
    for match in _OPERATION.finditer(doc.text):
        token = _token(doc, match)
        if token is None:
            continue
        end = token.i + 1
        while (
            end < len(doc)
            and end - token.i < 4
            and doc[end].text[:1].isupper()
            and doc[end].pos_ in ("PROPN", "NOUN", "ADJ")
        ):
            if doc[end].is_sent_start or not doc[end - 1].whitespace_:
                break
            end += 1
        if end > token.i + 1:
            yield token.i, end, "operation"
