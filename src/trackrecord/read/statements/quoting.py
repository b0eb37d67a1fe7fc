"""From a quotation to its cue and speaker, by the words beside it rather than by the parse.

The parser errs most around quotation marks, and on garbled text it errs everywhere; what stands directly before
or after a quotation is a small regular language: ``NAME said, “…”``, ``“…,” said NAME``, ``“…,” NAME said. “…”``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import agent_of, is_passive, own_subject, subject_of
from trackrecord.read.statements.cues import SAY_NOUN, TELLING_ON, cue_forms
from trackrecord.read.statements.sayings import Saying
from trackrecord.read.statements.signatures import signature

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.statements.quotes import Quotation

# How many tokens a cue may stand from the quotation that it introduces or closes.
_REACH = 24
# Further on than this, a quotation without a cue is left to nobody.
NEAR = 60
# Between the parts of a sentence that is quoted with a break stands no more than "he said,".
_SHORT = 6
_STOPS = frozenset(".!?")
_MARKS = frozenset(("“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„"))
_SUBORDINATORS = frozenset(("as", "when", "after", "while", "before", "because", "during"))
_SUBORDINATE = frozenset(("advcl", "relcl", "acl", "pcomp", "amod", "xcomp"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation with the tokens ``[first, last)`` that it covers and the paragraph it stands in."""

    quotation: Quotation
    first: int
    last: int
    paragraph: int
    speech: bool


def give(saying: Saying, placed: Placed) -> None:
    """Add the quotation's tokens to the saying's content."""
    saying.content.update(range(placed.first, placed.last))


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
        return Placed(quotation, tokens.start, tokens.end, paragraph, quotation.is_speech(self.parsed.text))

    def paragraph_of(self, token: Token) -> int:
        """The number of the paragraph that the token stands in."""
        return max(0, bisect_right(self._paragraphs, token.idx) - 1)

    def run(self) -> list[Saying]:
        """Return the sayings whose content is (only) quotations, in order of their first one."""
        sayings: dict[int, Saying] = {}
        followers: list[Saying] = []
        waiting: list[Placed] = []
        previous: tuple[Placed, Saying] | None = None
        for number, placed in enumerate(self.placed):
            if not placed.speech:
                continue
            goes_on = previous is not None and self._is_broken_off(*previous, placed)
            cue = self._cue_of(number, placed) if not goes_on else None
            signed = signature(self, placed) if cue is None and not goes_on else None
            if signed is not None:
                saying = signed
                followers.append(saying)
            elif cue is not None:
                saying = sayings.get(cue.i) or self._begin(cue, sayings)
                for earlier in self._left_open(waiting, placed):
                    give(saying, earlier)
            elif previous is not None and (goes_on or self._carries_on(number, placed, previous[0])):
                saying = previous[1]
                if not goes_on and self._is_told_anew(previous[0], placed):
                    saying = Saying(saying.cue, "carried", set(), saying.speaker)
                    followers.append(saying)
            else:
                waiting.append(placed)
                continue
            give(saying, placed)
            if cue is not None and cue.i >= placed.last:
                saying.content.update(self._lead_in(placed), self._lead_out(placed, cue))
            previous = (placed, saying)
            waiting.clear()
        return [*sayings.values(), *followers]

    @staticmethod
    def _left_open(waiting: list[Placed], placed: Placed) -> list[Placed]:
        """The parts of a quotation over several paragraphs that come before the part with the cue."""
        parts: list[Placed] = []
        for earlier in reversed(waiting):
            following = parts[-1] if parts else placed
            if not earlier.quotation.continues or earlier.paragraph + 1 != following.paragraph:
                break
            parts.append(earlier)
        return parts

    def _begin(self, cue: Token, sayings: dict[int, Saying]) -> Saying:
        saying = Saying(cue, "quotation", set(), self.speaker_beside(cue), [cue])
        sayings[cue.i] = saying
        return saying

    def _cue_of(self, number: int, placed: Placed) -> Token | None:
        left, right = self._left(number, placed), self._right(number, placed)
        text = self.parsed.text
        tail = placed.quotation.inner.text(text).rstrip()[-1:]
        after = text[placed.quotation.span.end : placed.quotation.span.end + 2].lstrip()[:1]
        if right is not None and (
            left is None or ((tail in ",—–" or after == ",") and not self._between(number, left))
        ):
            return right
        return left

    def _between(self, number: int, cue: Token) -> bool:
        """Whether the cue on the left already closed the quotation before: “A,” he said, “B,” …"""
        return number > 0 and self.placed[number - 1].last + 8 > cue.i > self.placed[number - 1].last - 1

    def _left(self, number: int, placed: Placed) -> Token | None:
        """The cue that introduces the quotation, from its own sentence or the words up to a colon."""
        index = placed.first - 1
        while index >= 0 and self.doc[index].is_space:
            index -= 1
        if index < 0 or (self.doc[index].text != ":" and self.starts_paragraph(placed)):
            return None
        introduced = self.doc[index].text in (",", ":", "—", "–", "-") or self.is_cue(self.doc[index])
        if not introduced and self.doc[index].lower_ not in ("that", "as", "of", "by"):
            return None
        put = self._put(index)
        if put is not None:
            return put
        colon = self.doc[index].text == ":"
        first = self.parsed.text[placed.quotation.inner.start : placed.quotation.inner.start + 1]
        if first.islower() and not colon and self._runs_on(placed):
            return None
        near = _REACH if not first.islower() or colon or self.is_cue(self.doc[index]) else 3
        verb: Token | None = None
        for back in range(index, max(-1, index - near), -1):
            token = self.doc[back]
            stops = token.text in _STOPS and token.i != index
            if back in self.inside or stops or (token.i != index and "\n" in token.text):
                break
            if self.is_cue(token):
                # "said that while he tried, “…”" is one clause with a quotation in it.
                return None if self.doc[back + 1].lower_ == "that" and back + 2 < placed.first else token
            if verb is None and token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB":
                verb = token
        # Before a colon any verb will do: "posted: “…”"; or none but a noun for words: "has a new message: “…”".
        return (verb or self._worded(index)) if colon else None

    def _put(self, index: int) -> Token | None:
        """The verb of "as the paper put it in an essay," up to token *index*, or None."""
        for back in range(index - 1, max(0, index - _REACH // 2), -1):
            token = self.doc[back]
            if back in self.inside or token.text in _STOPS or "\n" in token.text:
                return None
            if token.lemma_ == "put" and self.doc[back + 1].lower_ in ("it", "this"):
                said = any(self.doc[i].lower_ == "as" for i in range(max(0, back - _SHORT), back - 1))
                return token if said else None
        return None

    def _worded(self, colon: int) -> Token | None:
        """The main verb of a sentence that ends in a noun for words and a colon, or None."""
        noun = self.doc[colon - 1] if colon else None
        if noun is None or noun.lemma_.lower() not in SAY_NOUN or noun.i in self.inside:
            return None
        root = noun.sent.root
        return root if root.pos_ == "VERB" and root.i < colon and root.i not in self.inside else None

    def _lead_in(self, placed: Placed) -> range:
        """The words of the sentence before a quotation that its speaker says too: "With both gone, “we won,” she said"."""
        none = range(0)
        start = self.doc[placed.first].sent.start
        while start < placed.first and (self.doc[start].is_space or self.doc[start].is_punct):
            start += 1
        before = placed.first - 1
        if start >= placed.first or placed.first - start > NEAR or "\n" in self.doc[before].text:
            return none
        if self.doc[before].text != "," and not self.doc[before].is_alpha:
            return none
        for index in range(start, placed.first):
            token = self.doc[index]
            if index in self.inside or "\n" in token.text or token.text in (":", ";", "—", "–", "--", "-"):
                return none
            if self.is_cue(token) and token.dep_ not in _SUBORDINATE:
                return none
        return range(start, placed.first)

    def _lead_out(self, placed: Placed, cue: Token) -> range:
        """The words between a quotation and the comma before its cue: "“We won” against all odds, she said"."""
        none = range(0)
        if not self.doc[placed.last].is_alpha or self.doc[placed.last - 1].text in (",", "?", "!"):
            return none
        before = placed.quotation.inner.text(self.parsed.text).rstrip()[-1:]
        if not before.isalnum():
            return none
        for index in range(cue.i - 1, max(placed.last, cue.i - _REACH), -1):
            if self.doc[index].text == ",":
                return range(placed.last, index)
        return none

    def _runs_on(self, placed: Placed) -> bool:
        """Whether the sentence goes on after the quotation without a mark: it is part of a longer content."""
        return placed.last < len(self.doc) and self.doc[placed.last].is_alpha

    def _right(self, number: int, placed: Placed) -> Token | None:
        """The cue that follows the quotation in the same sentence: "he said", "said Ms Hall of the council"."""
        if placed.last >= len(self.doc) or not self._starts_something(placed):
            return None
        tail = placed.quotation.inner.text(self.parsed.text).rstrip()[-1:]
        index = placed.last
        skip = 0
        for ahead in range(index, min(len(self.doc), index + _REACH)):
            token = self.doc[ahead]
            if self._is_speech_at(ahead) or token.text in _STOPS or "\n" in token.text:
                return None
            if ahead < skip:
                continue
            after_comma = ahead > index and self.doc[ahead - 1].text == ","
            if after_comma and (token.lower_ in ("who", "whose", "which") or token.tag_ == "VBG"):
                skip = self._after_comma(ahead)
                continue
            if self.is_cue(token) and not (token.tag_ == "VBG" and own_subject(token) is None):
                opens_new = tail == "." or (tail in "!?" and ahead - index > 3)
                if opens_new and self.doc[index].text[:1].isupper() and self._has_content(token):
                    return None
                return token
            if ahead == index and self._is_inversion(token):
                return token
            other_verb = token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("relcl", "aux")
            joins = token.lower_ in ("and", "but", "as") and (ahead == index or after_comma)
            if (other_verb and token.lower_ not in ("has", "had", "have")) or joins:
                return None
            if "\n" in token.whitespace_:
                return None
        return None

    def _is_speech_at(self, index: int) -> bool:
        number = self.inside.get(index)
        return number is not None and self.placed[number].speech

    def _is_inversion(self, verb: Token) -> bool:
        """Any verb between a quotation and a name speaks: “It works!” beamed Ms Hall."""
        if verb.tag_ not in ("VBD", "VBZ") or verb.pos_ == "AUX" or verb.i + 1 >= len(self.doc):
            return False
        return verb.nbor().pos_ == "PROPN"

    def _after_comma(self, index: int) -> int:
        """The index after the next comma, where a relative clause ends."""
        for ahead in range(index, min(len(self.doc), index + _REACH)):
            if self.doc[ahead].text == ",":
                return ahead + 1
        return index

    def led_into(self, index: int) -> int | None:
        """The number of the quotation that starts right after token *index*, a comma or "and" between; or None."""
        ahead = index + 1
        if ahead < len(self.doc) and (self.doc[ahead].text == "," or self.doc[ahead].lower_ in ("and", "or")):
            ahead += 1
        number = self.inside.get(ahead)
        if number is None or self.placed[number].first != ahead or self.doc[ahead].is_sent_start:
            return None
        inner = self.placed[number].quotation.inner
        return number if self.parsed.text[inner.start : inner.start + 1].islower() else None

    def _has_content(self, cue: Token) -> bool:
        """Whether a cue after a closed sentence has a content of its own to its right: it then opens a new one."""
        for ahead in range(cue.i + 1, min(len(self.doc), cue.i + _REACH)):
            token = self.doc[ahead]
            if token.text in _STOPS or "\n" in token.text or token.lower_ in _SUBORDINATORS:
                return False
            if ahead in self.inside or token.text == ":":
                return True
            if token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB", "TO") or token.lower_ == "that":
                return True
        return False

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

    def is_cue(self, token: Token) -> bool:
        """Whether the token, outside quotations, is a verb that quotations go with."""
        if token.i in self.inside or token.lower_ not in cue_forms():
            return False
        return token.tag_.startswith("VB") or token.lower_ in ("said", "says", "added", "wrote", "told")

    def _carries_on(self, number: int, placed: Placed, last: Placed) -> bool:
        """Whether an uncued quotation goes on with the one before: same paragraph, or left open for the next."""
        if number == 0:
            return False
        if placed.paragraph == last.paragraph + 1:
            # The next paragraph opens with more of it, the marks closed in between or not.
            return self.starts_paragraph(placed)
        if self._is_part(placed) and placed.first - last.last > _SHORT:
            return False
        return (
            placed.paragraph == last.paragraph
            and self._starts_something(placed)
            and self._short_gap(last, placed)
        )

    def _is_broken_off(self, last: Placed, saying: Saying, placed: Placed) -> bool:
        """Whether a sentence that a comma broke off goes on: “I hope,” she said at a rally in the port, “that …”."""
        if last.paragraph != placed.paragraph or not self._is_part(placed):
            return False
        if last.quotation.inner.text(self.parsed.text).rstrip()[-1:] not in (",", "—", "–"):
            return False
        between = range(last.last, placed.first)
        return (
            saying.cue.i in between
            and self.doc[placed.first - 1].text in (",", "—", "–", "--")
            and len(between) <= NEAR // 2
            and not any(self.doc[i].text in _STOPS or self._is_speech_at(i) for i in between)
        )

    def _is_told_anew(self, last: Placed, placed: Placed) -> bool:
        """Whether the words between two quotations of one speaker tell more: “A,” she said, adding that … . “B.”"""
        between = self.doc[last.last : placed.first]
        return any(
            token.text == "," and between[n + 1].tag_ == "VBG" and between[n + 1].lemma_ in TELLING_ON
            for n, token in enumerate(between[:-1])
        )

    def _is_part(self, placed: Placed) -> bool:
        """Whether the quotation, in small letters, is a part of the sentence around it."""
        inner = placed.quotation.inner
        return (
            self.parsed.text[inner.start : inner.start + 1].islower()
            and not self.doc[placed.first].is_sent_start
        )

    def starts_paragraph(self, placed: Placed) -> bool:
        """Whether the quotation opens its paragraph."""
        return self.parsed.report.paragraphs[placed.paragraph].start == placed.quotation.span.start

    def _short_gap(self, last: Placed, placed: Placed) -> bool:
        """Between the two stands at most one attribution, not a sentence of the reporter's own."""
        if placed.first - last.last > NEAR:
            return False
        stops = sum(1 for i in range(last.last, placed.first) if self.doc[i].text in _STOPS)
        return stops <= 1

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
            self._nominal(cue, 1)
            if self._inverted(cue)
            else self.nominal_before(cue) or self.nominal_after(cue)
        )

    def _inverted(self, cue: Token) -> bool:
        """Whether the cue directly follows a quotation: “…,” said Ms Hall."""
        before = cue.i - 1
        while before >= 0 and before not in self.inside and self.doc[before].is_punct:
            before -= 1
        return before in self.inside

    def nominal_before(self, cue: Token) -> Token | None:
        """The nearest noun phrase's head before the cue in its sentence, outside quotations; or None."""
        return self._nominal(cue, -1)

    def nominal_after(self, cue: Token) -> Token | None:
        """The nearest noun phrase's head after the cue in its sentence, outside quotations; or None."""
        return self._nominal(cue, 1)

    def _nominal(self, cue: Token, step: int) -> Token | None:
        index = cue.i + step
        best: Token | None = None
        for _ in range(14):
            if not 0 <= index < len(self.doc) or index in self.inside:
                return best
            token = self.doc[index]
            if token.text in _STOPS or "\n" in token.text:
                return best
            if token.pos_ in NOMINAL and token.dep_ not in ("pobj", "compound", "npadvmod"):
                return token
            if best is None and token.pos_ in NOMINAL:
                best = token
            index += step
        return best
