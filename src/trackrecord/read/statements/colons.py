"""Statements given by a colon alone: headlines ("Envoy: Talks are over"), transcripts, "Ms Hall: “No.”"."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from trackrecord.read.statements.sayings import Saying
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from trackrecord.read.statements.quoting import Quoter

# A name or office before the colon has at most so many tokens.
_LONGEST = 8
# What a transcript's paragraph begins with: a letter, or a name of up to four words; a transcript that is quoted as a
# whole opens each paragraph with a mark.
_LABEL = re.compile(
    r"[\"“]?(?P<name>[A-Z](?:[\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3})(?: \([^()\n]{1,30}\))?: *(?=\S)"
)
# What stands before a headline's colon without anybody speaking.
_RUBRICS = frozenset(
    """analysis opinion video photo photos picture pictures gallery update updates watch live breaking exclusive
    editorial commentary column review correction clarification transcript factbox explainer timeline recap podcast
    interview quiz obituary profile letter letters notebook preview election vote debate""".split()
)
# A turn of a transcript has so many words; less is a table's line.
_FEWEST = 3
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
    speaker = _speaker(before, headline=headline)
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


def _speaker(before: list[Token], *, headline: bool) -> Token | None:
    """The last name or noun before the colon, or None where the words there name nobody.

    In a headline a plain noun will do where it is for people or papers: "Poll: …", "Historians: …".
    """
    nouns = [t for t in before if t.pos_ == "PROPN" or t.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")]
    if not nouns and headline and len(before) <= 2:
        nouns = [t for t in before if _speaks(t)]
    return nouns[-1] if nouns else None


def _speaks(noun: Token) -> bool:
    """Whether a noun at the head of a headline is somebody: any but the names of columns and kinds of report."""
    return noun.pos_ == "NOUN" and noun.text[:1].isupper() and noun.lower_ not in _RUBRICS


def transcript_sayings(quoter: Quoter) -> list[Saying]:
    """Return what paragraphs that begin with a speaker's label say: "Q: …", "HALL: …", "Jane Hall: …".

    A label is one where several paragraphs begin with labels and it stands at two of them or more.
    """
    text = quoter.parsed.text
    labelled = []
    for paragraph in quoter.parsed.report.paragraphs:
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match is not None:
            labelled.append((match, paragraph))
    often = Counter(match["name"] for match, _ in labelled)
    sayings = []
    for match, paragraph in labelled:
        name = quoter.parsed.slice(Span(*match.span("name")))
        end = _unmarked(text, match, paragraph)
        rest = quoter.parsed.slice(Span(match.end(), end)) if match.end() < end else None
        if often[match["name"]] < 2 or len(often) < 2 or name is None or rest is None:
            continue
        if sum(1 for t in rest[:20] if t.is_alpha) < _FEWEST:
            continue
        colon = rest[0].nbor(-1) if rest[0].i else rest[0]
        sayings.append(Saying(colon, "colon", set(range(rest.start, rest.end)), name.root, [colon]))
    return sayings


def _unmarked(text: str, label: re.Match[str], paragraph: Span) -> int:
    """The end of a turn, without the mark that closes the quotation of a whole transcript."""
    end = paragraph.end
    while end > label.end() and text[end - 1].isspace():
        end -= 1
    return end - 1 if label.group()[0] in '"“' and text[end - 1] in '"”' else paragraph.end
