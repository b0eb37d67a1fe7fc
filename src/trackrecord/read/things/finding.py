"""Things of one report: what it names that acts nowhere in the record, each with all its mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.parse import span_of
from trackrecord.read.parties.gazetteer import fold
from trackrecord.read.things.instruments import instrument_ranges
from trackrecord.read.things.products import nickname, product_ranges
from trackrecord.types import Thing

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from trackrecord.read.parse import Parsed
    from trackrecord.types import Span, ThingKind

_NUMBER = re.compile(r"\d{2,4}(?:/\d{1,3})?")


def find_things(parsed: Parsed) -> tuple[Thing, ...]:
    """Return the named agreements, laws, operations, products and events, in order of first mention.

    Pure: same parse in, same things out. A mention may overlap that of a party ("the *Newport* agreement").
    """
    doc = parsed.doc
    ranges: list[tuple[int, int, ThingKind]] = [(s, e, "product") for s, e in product_ranges(doc)]
    taken = {i for s, e, _ in ranges for i in range(s, e)}
    ranges += [r for r in instrument_ranges(doc) if taken.isdisjoint(range(r[0], r[1]))]
    taken |= {i for s, e, _ in ranges for i in range(s, e)}
    ranges += [r for r in _entities(doc) if taken.isdisjoint(range(r[0], r[1]))]
    called = {
        name: _key(doc, s, e, "product", {})
        for s, e, kind in ranges
        if kind == "product" and (name := nickname([t.text for t in doc[s:e]]))
    }
    grouped: dict[tuple[ThingKind, str], list[tuple[Span, str]]] = {}
    for start, end, kind in sorted(ranges):
        tokens = list(doc[start:end])
        grouped.setdefault((kind, _key(doc, start, end, kind, called)), []).append(
            (span_of(tokens), " ".join(doc[start:end].text.split()))
        )
    return tuple(
        Thing(kind, max((name for _, name in found), key=len), key, tuple(span for span, _ in found))
        for (kind, key), found in grouped.items()
    )


def _entities(doc: Doc) -> list[tuple[int, int, ThingKind]]:
    """What the language model takes for a product or an event, where it is written as a name."""
    found: list[tuple[int, int, ThingKind]] = []
    for ent in doc.ents:
        if ent.label_ not in ("PRODUCT", "EVENT"):
            continue
        start, end = ent.start, ent.end
        while start < end and (doc[start].pos_ in ("DET", "PUNCT") or not doc[start].text[:1].isalnum()):
            start += 1
        while end > start and not doc[end - 1].text[-1:].isalnum():
            end -= 1
        words = [t.text for t in doc[start:end]]
        if (
            not words
            or len(words) > 5
            or "-" in words
            or not words[0][:1].isupper()
            or "\n" in doc[start:end].text
        ):
            continue
        if ent.label_ == "EVENT" and len(words) < 2:
            continue
        found.append((start, end, "product" if ent.label_ == "PRODUCT" else "event"))
    return found


def _key(doc: Doc, start: int, end: int, kind: ThingKind, called: dict[str, str]) -> str:
    """What tells a thing apart in any report: a product's designation, a resolution's number, else the folded name."""
    words = [t.text for t in doc[start:end]]
    text = doc[start:end].text
    if kind == "law" and "esolution" in text:
        number = _NUMBER.search(text)
        return f"resolution {number.group()}" if number else fold(text)
    if kind != "product":
        return fold(text)
    if len(words) == 1 and (known := called.get(words[0].rstrip("s"))):
        return known
    designation = next(
        (w for w in words if any(c.isdigit() for c in w) and any(c.isalnum() for c in w)), None
    )
    if designation is not None and words[0][:1] != "i" and (len(designation) > 1):
        at = words.index(designation)
        rest = "".join(words[at : at + 3]) if words[at + 1 : at + 2] == ["-"] else designation
        return fold(rest.removesuffix("s"))
    return fold(text.removesuffix("s") if doc[end - 1].tag_ in ("NNS", "NNPS") else text)
