"""From a quotation to its cue and speaker, by the words beside it rather than by the parse.

The parser errs most around quotation marks, and on garbled text it errs everywhere; what stands directly before
or after a quotation is a small regular language: ``NAME said, “…”``, ``“…,” said NAME``, ``“…,” NAME said. “…”``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.clauses import agent_of, is_passive, own_subject, subject_of
from trackrecord.read.contents import Saying
from trackrecord.read.cues import SAY, THINK, cue_forms

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.quotes import Quotation

# How many tokens a cue may stand from the quotation that it introduces or closes.
_REACH = 24
# Quotations further apart are statements of their own.
_JOIN = 12
_STOPS = frozenset(".!?")
_MARKS = frozenset(("“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation with the tokens ``[first, last)`` that it covers and the paragraph it stands in."""

    quotation: Quotation
    first: int
    last: int
    paragraph: int


class Quoter:
    """Attributes the quotations of one parsed report."""

    def __init__(self, parsed: Parsed, quotations: tuple[Quotation, ...]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self._paragraphs = [p.start for p in parsed.report.paragraphs]
        self.placed = [p for p in map(self._place, quotations) if p is not None]
        self.inside: dict[int, int] = {}
        for number, placed in enumerate(self.placed):
            for index in range(placed.first, placed.last):
                self.inside[index] = number

    def _place(self, quotation: Quotation) -> Placed | None:
        tokens = self.parsed.slice(quotation.span)
        if tokens is None or not len(tokens):
            return None
        paragraph = max(0, bisect_right(self._paragraphs, quotation.span.start) - 1)
        return Placed(quotation, tokens.start, tokens.end, paragraph)

    def run(self) -> list[Saying]:
        """Return the sayings whose content is (only) quotations, in order of their first one."""
        sayings: dict[int, Saying] = {}
        followers: list[Saying] = []
        previous: tuple[Placed, Saying] | None = None
        for number, placed in enumerate(self.placed):
            if not placed.quotation.is_speech(self.parsed.text):
                continue
            cue = self._cue_of(number, placed)
            if cue is not None:
                saying = sayings.get(cue.i) or self._begin(cue, placed, sayings)
                saying.quoted.append(placed.quotation.span)
                saying.content.update(range(placed.first, placed.last))
                previous = (placed, saying)
            elif previous is not None and self._carries_on(number, placed, previous[0]):
                if self._far(previous[0], placed, previous[1]):
                    follower = Saying(previous[1].cue, "carried", set(), previous[1].speaker)
                    followers.append(follower)
                    previous = (placed, follower)
                previous[1].quoted.append(placed.quotation.span)
                previous[1].content.update(range(placed.first, placed.last))
                previous = (placed, previous[1])
        return [*sayings.values(), *followers]

    def _begin(self, cue: Token, placed: Placed, sayings: dict[int, Saying]) -> Saying:
        saying = Saying(cue, "quotation", set(), self.speaker_beside(cue), [cue])
        sayings[cue.i] = saying
        return saying

    def _cue_of(self, number: int, placed: Placed) -> Token | None:
        left, right = self._left(number, placed), self._right(number, placed)
        text = self.parsed.text
        tail = placed.quotation.inner.text(text).rstrip()[-1:]
        after = text[placed.quotation.span.end : placed.quotation.span.end + 2].lstrip()[:1]
        if right is not None and (
            left is None or (tail in ",—–" or after == ",") and not self._between(number, left)
        ):
            return right
        return left

    def _between(self, number: int, cue: Token) -> bool:
        """Whether the cue on the left already closed the quotation before: “A,” he said, “B,” …"""
        return number > 0 and self.placed[number - 1].last + 8 > cue.i > self.placed[number - 1].last - 1

    def _left(self, number: int, placed: Placed) -> Token | None:
        """The cue that introduces the quotation, from its own sentence or the words up to a colon."""
        index = placed.first - 1
        while index >= 0 and self.doc[index].is_space and "\n" not in self.doc[index].text:
            index -= 1
        if index < 0:
            return None
        introduced = self.doc[index].text in (",", ":", "—", "–", "-") or self._is_cue(self.doc[index])
        if not introduced and self.doc[index].lower_ not in ("that", "as", "of", "by"):
            return None
        colon = self.doc[index].text == ":"
        first = self.parsed.text[placed.quotation.inner.start : placed.quotation.inner.start + 1]
        if not (first.isupper() or colon or self._is_cue(self.doc[index]) or not first.isalpha()):
            near = 3
        else:
            near = _REACH
        for back in range(index, max(-1, index - near), -1):
            token = self.doc[back]
            if (
                back in self.inside
                or (token.text in _STOPS and token.i != index)
                or "\n" in token.text_with_ws
            ):
                return None
            if self._is_cue(token):
                return token
        return None

    def _right(self, number: int, placed: Placed) -> Token | None:
        """The cue that follows the quotation in the same sentence: "he said", "said Ms Hall of the council"."""
        if placed.last >= len(self.doc) or not self._starts_something(placed):
            return None
        tail = placed.quotation.inner.text(self.parsed.text).rstrip()[-1:]
        index = placed.last
        skip = 0
        for ahead in range(index, min(len(self.doc), index + _REACH)):
            token = self.doc[ahead]
            if ahead in self.inside or token.text in _STOPS or "\n" in token.text:
                return None
            if ahead < skip:
                continue
            if token.lower_ in ("who", "whose", "which") and self.doc[ahead - 1].text == ",":
                skip = self._after_comma(ahead)
                continue
            if self._is_cue(token) and not (token.tag_ == "VBG" and own_subject(token) is None):
                if tail == "." and not self._short_tail(token) and self.doc[index].text[:1].isupper():
                    return None
                return token
            if (
                token.tag_ in ("VBD", "VBZ", "VBP", "MD")
                and token.dep_ not in ("relcl", "aux")
                or token.lower_ in ("and", "but", "as")
            ):
                if token.lower_ not in ("has", "had", "have", "later", "also"):
                    return None
            if "\n" in token.whitespace_:
                return None
        return None

    def _after_comma(self, index: int) -> int:
        """The index after the next comma, where a relative clause ends."""
        for ahead in range(index, min(len(self.doc), index + _REACH)):
            if self.doc[ahead].text == ",":
                return ahead + 1
        return index

    def _short_tail(self, cue: Token) -> bool:
        """Whether the sentence ends within three words of the cue, as an attribution does."""
        return any(
            self.doc[i].text in _STOPS or "\n" in self.doc[i].text
            for i in range(cue.i + 1, min(len(self.doc), cue.i + 4))
        ) or cue.i + 1 >= len(self.doc)

    def _starts_something(self, placed: Placed) -> bool:
        """Whether the quotation opens its sentence or clause (else the parse knows more than its neighbours)."""
        index = placed.first - 1
        while index >= 0 and self.doc[index].is_space and "\n" not in self.doc[index].text:
            index -= 1
        if index < 0 or index in self.inside or placed.first >= len(self.doc):
            return True
        before = self.doc[index]
        return (
            "\n" in before.text
            or before.text in (".", "!", "?", ",", ":", "—", "–", "”", "*")
            or bool(self.doc[placed.first].is_sent_start)
        )

    def _is_cue(self, token: Token) -> bool:
        if token.i in self.inside or token.lower_ not in cue_forms():
            return False
        return token.tag_.startswith("VB") or token.lower_ in ("said", "says", "added", "wrote", "told")

    def _carries_on(self, number: int, placed: Placed, last: Placed) -> bool:
        """Whether an uncued quotation goes on with the one before: same paragraph, or left open for the next."""
        if number == 0:
            return False
        if last.quotation.continues and placed.paragraph == last.paragraph + 1:
            return self._starts_paragraph(placed)
        return (
            placed.paragraph == last.paragraph
            and self._starts_something(placed)
            and self._short_gap(last, placed)
        )

    def _far(self, last: Placed, placed: Placed, saying: Saying) -> bool:
        """Whether more than a plain attribution stands between: then they are two statements of one speaker."""
        return placed.first - last.last > _JOIN

    def _starts_paragraph(self, placed: Placed) -> bool:
        return self.parsed.report.paragraphs[placed.paragraph].start == placed.quotation.span.start

    def _short_gap(self, last: Placed, placed: Placed) -> bool:
        """Between the two stands at most one attribution, not a sentence of the reporter's own."""
        stops = sum(1 for i in range(last.last, placed.first) if self.doc[i].text in _STOPS)
        return stops <= 1 and placed.first - last.last <= 40

    def speaker_beside(self, cue: Token) -> Token | None:
        """The head of the noun phrase that speaks by *cue*: by the parse if it gives one beside it, else by order."""
        doer = agent_of(cue) if is_passive(cue) else subject_of(cue)
        if (
            doer is not None
            and doer.i not in self.inside
            and abs(doer.i - cue.i) < 40
            and doer.dep_ != "expl"
        ):
            return doer
        return (
            self._nominal(cue, 1) if self._inverted(cue) else self._nominal(cue, -1) or self._nominal(cue, 1)
        )

    def _inverted(self, cue: Token) -> bool:
        """Whether the cue directly follows a quotation: “…,” said Ms Hall."""
        before = cue.i - 1
        while before >= 0 and before not in self.inside and self.doc[before].is_punct:
            before -= 1
        return before in self.inside

    def _nominal(self, cue: Token, step: int) -> Token | None:
        index = cue.i + step
        best: Token | None = None
        for _ in range(14):
            if not 0 <= index < len(self.doc) or index in self.inside:
                return best
            token = self.doc[index]
            if token.text in _STOPS or "\n" in token.text:
                return best
            if token.pos_ in _NOMINAL and token.dep_ not in ("pobj", "compound", "npadvmod"):
                return token
            if best is None and token.pos_ in _NOMINAL:
                best = token
            index += step
        return best


def is_cue_lemma(token: Token) -> bool:
    """Whether the token's lemma is a verb of saying or thinking."""
    return token.lemma_.lower() in SAY or token.lemma_.lower() in THINK
