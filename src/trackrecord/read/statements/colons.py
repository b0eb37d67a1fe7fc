"""Statements given by a colon alone: headlines ("Envoy: Talks are over"), transcripts, "Ms Hall: “No.”"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.statements.sayings import Saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from trackrecord.read.statements.quoting import Quoter

# A name or office before the colon has at most so many tokens.
_LONGEST = 8
_DASHES = frozenset(("-", "–", "—", "--"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def colon_sayings(quoter: Quoter, claimed: set[int]) -> Iterator[Saying]:
    """Yield what a speaker and a colon introduce: a whole headline, or a quotation.

    *claimed* are the tokens that other statements have already. A headline is a first paragraph or one without
    a closing full stop; before its colon stands a name or a noun for somebody, and no verb.
    """
    doc = quoter.doc
    for number, (_, sentence) in enumerate(quoter.parsed.sentences()):
        for index in range(sentence.start + 1, min(sentence.end - 1, sentence.start + 40)):
            if doc[index].text == ":" and index not in quoter.inside:
                found = _after_colon(quoter, sentence.start, index, sentence.end, headline=number == 0)
                if found is not None and not found.content & claimed:
                    yield found
                break


def _after_colon(quoter: Quoter, start: int, colon: int, end: int, *, headline: bool) -> Saying | None:
    doc = quoter.doc
    number = quoter.inside.get(colon + 2 if doc[colon + 1].is_space else colon + 1)
    if number is None and not (headline or _shouts(doc[start:colon].text)):
        return None
    first = max(start, colon - _LONGEST)
    dash = max((i for i in range(first, colon) if doc[i].text in _DASHES), default=None)
    first = first if dash is None else dash + 1
    before = [doc[i] for i in range(first, colon)]
    if any(t.tag_ in _FINITE for t in before) or (first > start and dash is None and number is None):
        return None
    speaker = _speaker(before)
    if speaker is None:
        return None
    if number is not None:
        placed = quoter.placed[number]
        end = placed.last if not headline else max(end, placed.last)
        if not headline and not placed.speech:
            return None
    return Saying(doc[colon], "colon", set(range(colon + 1, end)), speaker, [doc[colon]])


def _shouts(text: str) -> bool:
    """Whether a transcript's label: a name in capitals."""
    return text.isupper() and len(text) > 2


def _speaker(before: list[Token]) -> Token | None:
    """The last name or noun before the colon, or None where the words there name nobody."""
    nouns = [t for t in before if t.pos_ == "PROPN" or t.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")]
    return nouns[-1] if nouns else None
