"""Names of what is made: designations ("A380", "F-16", "Boeing 737s"), names like "iPhone", and what goes with them.

A designation of letters and digits is known by its shape. Digits alone ("737") are one only behind their maker, and
then wherever the report has them again. A name behind a designation ("787 Dreamliner") stands for it from there on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

Range = tuple[int, int]

# Letters, a dash and two digits or more; a letter and three digits; and three digits with a variant in letters.
_SHAPED = re.compile(
    r"(?<![\w.$£€/-])(?:(?!(?:U|G|I|P|Q|E|R|COVID|Covid|SARS)-)[A-Z][A-Za-z]{0,2}-\d{2,3}[A-Z]{0,2}|[A-Z]\d{3}[A-Z]?|"
    r"\d{3}-\d{2,3}[A-Z]{1,3}|\d[a-z]\d)s?(?![\w-]|[.,]\d)"
)
_MARKED = re.compile(r"(?<![\w.@/-])i[A-Z][A-Za-z]{1,12}(?!\w)")  # "iPhone": a trade name, and nobody's
_NUMBER = re.compile(r"(?<![\w.,$£€-])\d{3}s?(?!\w|[.,]\d)")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}|\d[A-Z]{1,2}")
_TRADE_WORDS = frozenset(("nano", "mini", "touch"))
_FLIGHT = frozenset(("flight", "flights", "route", "highway", "room", "gate", "resolution"))
_MANY = frozenset(("million", "billion", "thousand", "percent", "per", "%", "times", "or", "to"))
# What a designation of letters and digits, too short to tell by itself, is said of.
_MAKES = frozenset(
    """aircraft airliner airliners jet jets plane planes fighter fighters bomber bombers helicopter helicopters gunship gunships
    drone drones missile missiles rocket rockets rifle rifles tank tanks launcher launchers howitzer howitzers""".split()
)
_MAKES_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_MAKES))})(?!\w)")


def product_ranges(doc: Doc) -> list[Range]:
    """Return the token ranges of products in text order, without overlap: maker in front and name behind included."""
    cores = sorted({*_shaped(doc), *_numbered(doc), *_short(doc)})
    found = [_whole(doc, start, end) for start, end in cores]
    found += list(_again(doc, found))
    return _apart(found)


def _shaped(doc: Doc) -> Iterator[Range]:
    text = doc.text
    for pattern in (_SHAPED, _MARKED):
        for match in pattern.finditer(text):
            tokens = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if tokens is None or len(tokens) > 3 or tokens.text != match.group():
                continue
            if tokens.start and doc[tokens.start - 1].lower_ in _FLIGHT:
                continue
            yield tokens.start, tokens.end


def _short(doc: Doc) -> Iterator[Range]:
    """ "M4 rifles", "BM21 launchers": the noun behind tells that the letters and digits are a make."""
    for match in _MAKES_WORD.finditer(doc.text):
        token = _token(doc, match)
        if token is not None and token.i:
            before = doc[token.i - 1]
            mixed = any(c.isdigit() for c in before.text) and before.text[:1].isupper()
            if mixed and before.text.isalnum() and len(before.text) <= 6:
                yield before.i, before.i + 1


def _numbered(doc: Doc) -> Iterator[Range]:
    """Three digits behind their maker ("a Norland 737", no count of a noun), and then anywhere in the report."""
    numbers = [t for m in _NUMBER.finditer(doc.text) if (t := _token(doc, m)) is not None]
    known = {_bare(t.text) for t in numbers if t.i and _is_made(doc, t)}
    for token in numbers:
        if _bare(token.text) not in known:
            continue
        before = doc[token.i - 1] if token.i else None
        if before is not None and (before.lower_ in _FLIGHT or before.text in ("$", "£", "€", "#")):
            continue
        if not _counts(token) or token.text.endswith("s") or (before is not None and _is_made(doc, token)):
            yield _entity_start(token), token.i + (3 if _has_variant(doc, token.i) else 1)


def _entity_start(number: Token) -> int:
    """Where the name begins that the model ends with this number ("Harbour-Voss Trident 900"), else the number itself."""
    start = number.i
    while start and number.ent_iob_ == "I" and number.doc[start].ent_iob_ == "I" and number.i - start < 4:
        start -= 1
    return start if number.doc[start].pos_ == "PROPN" else number.i


def _has_variant(doc: Doc, at: int) -> bool:
    """Whether a dash and digits are joined to a number: the "-800" of "737-800"."""
    if at + 2 >= len(doc) or doc[at].whitespace_ or doc[at + 1].whitespace_:
        return False
    return doc[at + 1].text == "-" and doc[at + 2].text[:1].isdigit()


def _token(doc: Doc, match: re.Match[str]) -> Token | None:
    """The token that begins where a match does and holds all of it, or None."""
    tokens = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    return (
        tokens[0] if tokens is not None and len(tokens) == 1 and tokens.start_char == match.start() else None
    )


def _is_made(doc: Doc, number: Token) -> bool:
    before = doc[number.i - 1]
    if before.ent_type_ not in ("ORG", "PRODUCT") or not before.whitespace_ or not before.text[:1].isupper():
        return False
    return not _counts(number) or (before.dep_ in ("compound", "nmod") and before.head == number.head)


def _counts(number: Token) -> bool:
    """Whether a number counts the noun behind it: "737 passengers", unlike "a 737 aircraft" and "the 787 Dreamliner"."""
    head = number.head
    if number.dep_ != "nummod" or head.i <= number.i:
        return False
    return not (head.text[:1].isupper() or head.lower_ in _MAKES)


def _bare(text: str) -> str:
    """A designation without its variant and its plural: "737-800s" is a "737"."""
    return text.partition("-")[0].rstrip("s")


def _whole(doc: Doc, start: int, end: int) -> Range:
    """Take in the maker before the designation and the name or version behind it."""
    first, last = start, end
    marked = doc[start].text[:1] == "i"
    while end < len(doc) and end - last < 3 and doc[end - 1].whitespace_ and not doc[end].is_sent_start:
        if not _goes_on(doc, end, marked):
            break
        end += 1
    maker = doc[start - 1] if start else None
    if maker is not None and maker.pos_ == "PROPN" and maker.whitespace_ and maker.text[1:2].islower():
        # A maker is one word ("Harbour A12"); "Norland Air Force F-16s" fly for somebody.
        told = maker.ent_type_ in ("ORG", "PRODUCT") and maker.ent_iob_ == "B"
        first = start - 1 if told and maker.text[:1].isupper() else start
    return first, end


def _goes_on(doc: Doc, at: int, marked: bool) -> bool:
    token = doc[at]
    if token.text in _TRADE_WORDS:
        return marked
    if _VERSION.fullmatch(token.text):
        after = doc[at + 1] if at + 1 < len(doc) else None
        return marked and not (after is not None and (after.lower_ in _MANY or _plural(after)))
    named = token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN") and token.text[-1:].isalnum()
    return named and token.ent_type_ not in ("PERSON", "GPE", "NORP", "LOC", "DATE")


def _plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _again(doc: Doc, found: list[Range]) -> Iterator[Range]:
    """The name that a designation has told ("Dreamliner"), where it stands alone."""
    names = {name for start, end in found if (name := nickname([t.text for t in doc[start:end]]))}
    if not names:
        return
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})s?(?!\w)", doc.text):
        token = _token(doc, match)
        if token is not None:
            yield token.i, token.i + 1


def nickname(words: list[str]) -> str | None:
    """The one capitalised word behind a designation with digits, without its plural: "787 Dreamliners"."""
    if len(words) < 2 or not any(c.isdigit() for c in words[-2]):
        return None
    last = words[-1]
    return last.rstrip("s") if len(last) > 4 and last[:1].isupper() and last[1:].islower() else None


def _apart(found: list[Range]) -> list[Range]:
    taken: set[int] = set()
    kept = []
    for start, end in sorted(found, key=lambda r: (r[0] - r[1], r)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end))
    return sorted(kept)
