"""Figures of a report: every quantity with its bound, unit, what it counts, what became of it, and who gives it.

``quantities`` finds them in the words, ``counted`` reads the parse around them, this module leaves out what is no
figure and puts the rest together. Left out: what lies inside a date, time or set; durations (they are
``dates``' DURATION; "20 years" is a figure only where it is a share or a rate of something); ages; ordinals; numbers
that are names; "one" as a pronoun. The next reason to leave a number out goes here; a new bound or unit into
``quantities`` or ``units``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.read.figures.counted import change_of, counted, counts_span, governing_verb, place_of
from trackrecord.read.figures.quantities import Quantity, find_quantities
from trackrecord.read.figures.units import TIME_UNITS, rate_after
from trackrecord.read.parties.offices import is_role_word
from trackrecord.read.statements.cues import SAY
from trackrecord.types import DateMention, Figure, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as Slice
    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties

_AS_OF = re.compile(r"\b(?:as of|by|until|up to|through|so far)[ \t\n]{1,3}(?:the[ \t\n])?$", re.I)
_SINCE = re.compile(r"\bsince[ \t\n]{1,3}(?:the[ \t\n])?$", re.I)
# "Previous week: 11" in a table or bulletin: what stands before the colon is counted.
_LABEL = re.compile(r"(?:^|[\n;|.(]) {0,3}(?P<label>[A-Za-z][A-Za-z -]{2,40}): {0,3}$")
# How many characters away from a figure a date of the same sentence can still be its own.
_REACH = 300
_ONE_AFTER = re.compile(
    r"(?:[ \t\n]{1,3}(?:another|who|that|which|can|could|must|should|is|was|has|would|may|day)\b|['’]s\b|-)",
    re.I,
)
_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|the|another|only|which|some|a\w*|new|first|last|good|bad|big)[ \t\n-]{1,3}$",
    re.I,
)


def find_figures(parsed: Parsed, parties: Parties, dates: tuple[DateMention, ...]) -> tuple[Figure, ...]:
    """Return the figures of a parsed report in reading order; ``given_by`` is left for :func:`attribute_figures`.

    Never raises on odd text.
    """
    figures: list[Figure] = []
    calendar = _Calendar(dates, [d.span.start for d in dates])
    for quantity in find_quantities(parsed.text):
        tokens = parsed.slice(quantity.core)
        if tokens is None or not len(tokens):
            continue
        if _is_in_name(parsed, parties, quantity):
            continue
        if calendar.overlaps(quantity.number) and not _counts_like_a_year(parsed.text, quantity, tokens):
            continue
        noun = [] if _is_age(tokens, parsed.text, quantity) else counted(tokens, quantity)
        label = [] if noun else _label_before(parsed, quantity)
        if _is_age(tokens, parsed.text, quantity):
            continue
        if not label and _is_no_figure(parsed, quantity, tokens, noun):
            continue
        figures.append(_figure(parsed, parties, calendar, quantity, tokens, noun or label))
    return tuple(figures)


def _is_in_name(parsed: Parsed, parties: Parties, quantity: Quantity) -> bool:
    """Whether the number stands inside somebody's name and counts nothing: "the FTSE 100", "Radio 4"."""
    tokens = parsed.slice(quantity.number) if quantity.unit is None else None
    mention = parties.mention_at(tokens[0]) if tokens is not None and len(tokens) else None
    return mention is not None and mention.kind == "name" and mention.span.start < quantity.number.start


_LIKE_A_YEAR = re.compile(r"[12]\d{3}$")


_OF_SUM = re.compile(
    r"\s{1,3}of\s{1,3}(?:about |around |nearly |some |almost |more than |over )?(?:[^\w\s]|[A-Z]{1,3}\$)?\s?\d"
)  # "had 1988 sales of about $14 million": the year's


def _counts_like_a_year(text: str, quantity: Quantity, tokens: Slice) -> bool:
    """Whether four digits that could be a year count something: "there were 1415 cases", not "the 1996 winners"."""
    if not _LIKE_A_YEAR.match(quantity.number.text(text)) or len(tokens) != 1:
        return False
    number, noun = tokens[0], tokens[0].head
    before = tokens.doc[number.i - 1] if number.i else None
    return (
        number.dep_ == "nummod"
        and noun.tag_ == "NNS"
        and number.i < noun.i <= number.i + 4
        and before is not None
        and (before.pos_ in ("VERB", "AUX") or quantity.bound != "exact")
        and not _OF_SUM.match(text, noun.idx + len(noun))
    )


_BESIDE_EVENT = re.compile(r"\s{1,3}(?:following|after|since|ending|leading)\b")


@dataclass(frozen=True)
class _Calendar:
    """The dates of a report in reading order, to be looked up by place."""

    dates: tuple[DateMention, ...]
    starts: list[int]

    def overlaps(self, span: Span) -> bool:
        """Whether a date, time, duration or set overlaps the span."""
        index = bisect_right(self.starts, span.start) - 1
        return any(d.span.overlaps(span) for d in self.dates[max(0, index) : index + 3])

    def near(self, span: Span, text: str) -> list[tuple[int, DateMention]]:
        """The dates within :data:`_REACH` characters of the span that tell when, with their indices.

        Also those that denote no day yet, because the report is undated ("in August"), and durations that an
        event ends or opens ("the two weeks following the vote").
        """
        low = bisect_left(self.starts, span.start - _REACH)
        high = bisect_right(self.starts, span.end + _REACH)
        found = enumerate(self.dates[low:high], low)
        return [(i, d) for i, d in found if _tells_when(d, text)]


def _tells_when(mention: DateMention, text: str) -> bool:
    if mention.type in ("DATE", "TIME"):
        return mention.first is not None or not mention.value.endswith("_REF")
    return mention.type == "DURATION" and _BESIDE_EVENT.match(text, mention.span.end) is not None


def _label_before(parsed: Parsed, quantity: Quantity) -> list[Token]:
    """The tokens of the label that a bare number stands behind ("Previous week: 11"); empty where there is none."""
    start = quantity.span.start
    found = _LABEL.search(parsed.text[max(0, start - 50) : start]) if quantity.unit is None else None
    if found is None:
        return []
    offset = max(0, start - 50)
    tokens = parsed.slice(Span(offset + found.start("label"), offset + found.end("label")))
    return list(tokens) if tokens is not None and any(t.pos_ in ("NOUN", "PROPN") for t in tokens) else []


def _only_tells_who(tokens: Slice, noun: list[Token]) -> bool:
    """Whether a written-out one or two only introduces who speaks ("one official said") or is "the two sides"."""
    head = noun[-1]
    before = tokens.doc[tokens[0].i - 1] if tokens[0].i else None
    if before is not None and before.lower_ in ("the", "these", "both") and head.lemma_.lower() in _PAIRED:
        return True
    verb = head.head
    return head.dep_ == "nsubj" and verb.lemma_.lower() in SAY and is_role_word(head)


def _is_age(tokens: Slice, text: str, quantity: Quantity) -> bool:
    """Whether a bare number set off by commas after a person's name is an age: "Ms Hall, 42, said"."""
    if quantity.unit is not None or not 0 < quantity.value < 120 or quantity.bound != "exact":
        return False
    start, end = quantity.core
    if not (text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (",", ".", ";")):
        return False
    before = tokens.doc[max(0, tokens[0].i - 2) : tokens[0].i]
    return len(before) == 2 and before[0].pos_ == "PROPN" and before[0].ent_type_ in ("PERSON", "")


_OF_US = re.compile(r"[ \t\n]{1,3}of[ \t\n]{1,3}(?:us|them|you|those|these)\b")  # "all 70 of us"


def _is_no_figure(parsed: Parsed, quantity: Quantity, tokens: Slice, noun: list[Token]) -> bool:
    """Whether a number names, numbers or stands for something instead of counting it."""
    if quantity.unit is not None:
        return quantity.unit == "point" and quantity.words and quantity.value == 1  # "at one point"
    if noun and noun[-1].lemma_.lower() in TIME_UNITS and not quantity.fraction:
        return True
    if _is_joined(tokens) or (noun and noun[-1].text in _STREETS):
        return True
    written = quantity.core.text(parsed.text).lower()
    if quantity.words and quantity.value <= 2 and noun and _only_tells_who(tokens, noun):
        return True
    if quantity.words and written == "one":
        return _is_pronoun(parsed.text, quantity.core, tokens, noun)
    if noun:
        return quantity.bound == "exact" and _is_name(quantity, tokens, noun)
    before = tokens.doc[tokens[0].i - 1] if tokens[0].i else None
    pointed = before is not None and before.lower_ in _POINTING and (quantity.words or before.lower_ != "all")
    if pointed or written in ("half", "a half"):
        return True
    if quantity.bound != "exact" or quantity.words or quantity.fraction:
        return False
    if _OF_US.match(parsed.text, quantity.core.end):
        return False
    return _is_name(quantity, tokens, noun) or (
        tokens.root.dep_ in ("dep", "punct", "ROOT", "appos") and not _stands_alone(tokens)
    )


def _stands_alone(tokens: Slice) -> bool:
    """Whether the number is all of its sentence, or nearly: a table's cell, an answer."""
    around = tokens.doc[max(0, tokens.start - 2) : tokens.end + 2]
    return len(around) < len(tokens) + 3


def _is_pronoun(text: str, core: Span, tokens: Slice, noun: list[Token]) -> bool:
    """Whether "one" stands for something ("no one", "one of the best") instead of counting it ("one soldier")."""
    start, end = core
    if text[end : end + 4].lower() == " of " and noun:
        return tokens.root.dep_ == "attr" or any(t.tag_ in ("JJS", "RBS") for t in noun)
    if _ONE_AFTER.match(text, end) or _ONE_BEFORE.search(text, max(0, start - 12), start):
        return True
    return not noun


def _is_name(quantity: Quantity, tokens: Slice, noun: list[Token]) -> bool:
    """Whether digits are part of a name: "Boeing 737", "Radio 4", "the 77", "PA 23456 F Block"."""
    if quantity.words or quantity.fraction:
        return False
    if noun and any(c.isdigit() for c in noun[-1].text):
        return True
    before = tokens.doc[tokens[0].i - 1] if tokens[0].i else None
    named = before is not None and before.pos_ == "PROPN" and not tokens[0].is_sent_start
    return named and not (noun and noun[-1].i > tokens[-1].i) and quantity.value < 10_000


def _figure(
    parsed: Parsed, parties: Parties, calendar: _Calendar, quantity: Quantity, tokens: Slice, noun: list[Token]
) -> Figure:  # fmt: skip
    verb = governing_verb(tokens, noun)
    counts = counts_span(noun)
    unit = _settled_unit(parsed.text, quantity, verb, counts)
    if counts is not None and counts.overlaps(quantity.span):
        counts = None
    return Figure(
        span=quantity.span,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=unit,
        counts=counts,
        counts_text=counts.text(parsed.text) if counts else None,
        change=change_of(tokens, verb),
        event=verb.lemma_.lower() if verb is not None and verb.pos_ == "VERB" else None,
        place=place_of(tokens, verb, parties),
        as_of=_as_of(parsed, calendar, quantity.span, verb),
        sentence=parsed.sentence_at(quantity.span.start),
    )


# "The two had met": a pronoun, whose number is told elsewhere.
_POINTING = frozenset({"the", "these", "those", "both", "other", "all", "last", "first", "latter"})
# Nouns that come in twos: "the two sides" says who they are, not how many.
_PAIRED = frozenset(
    {"side", "party", "country", "nation", "state", "neighbour", "neighbor", "leader", "camp", "rival"}
)
# "12 Mill Lane" is where it is.
_STREETS = frozenset({"Street", "Road", "Avenue", "Lane", "Boulevard", "Drive", "Square", "St", "Rd", "Ave"})
# What hyphened numbers say of a thing's kind, not of how many there are: "a three-way race", "two-faced".
_KINDS_OF = frozenset(
    {"way", "faced", "sided", "fold", "dimensional", "handed", "step", "track", "pronged", "tier", "party"}
)


def _is_joined(tokens: Slice) -> bool:
    """Whether a hyphen makes a number part of a word that counts nothing."""
    after = tokens.doc[tokens[-1].i + 1 : tokens[-1].i + 3]
    return len(after) == 2 and after[0].tag_ == "HYPH" and after[1].lemma_.lower() in _KINDS_OF


_MASS_BESIDE = re.compile(r"\b(?:metric tons?|tonnes?|kilo(?:gram(?:me)?)?s?|kg|ounces?|weigh\w*)\b", re.I)
_WEIGHING = frozenset({"weigh", "drop", "shed", "gain", "lose", "lift", "carry", "load"})


_PAYING = frozenset(
    {
        "pay",
        "cost",
        "spend",
        "fine",
        "price",
        "buy",
        "sell",
        "charge",
        "earn",
        "owe",
        "borrow",
        "save",
        "raise",
    }
)


def _settled_unit(text: str, quantity: Quantity, verb: Token | None, counts: Span | None) -> str | None:
    """Tell pounds of weight from pounds of money, and add the rate that stands behind what is counted."""
    unit, written = quantity.unit, quantity.core.text(text).lower()
    if unit is None:
        return None
    if unit == "GBP" and "pound" in written and "sterling" not in written and "£" not in written:
        dear = (
            quantity.value >= 1000
            or "£" in text
            or "pence" in text
            or (verb is not None and verb.lemma_ in _PAYING)
        )
        beside = text[max(0, quantity.span.start - 60) : quantity.span.end + 40]
        heavy = (
            (verb is not None and verb.lemma_ in _WEIGHING)
            or "-pound" in written
            or not dear
            or ("£" not in text and _MASS_BESIDE.search(beside) is not None)
        )
        unit = "pound-mass" if heavy else unit
    if "/" not in unit and counts is not None and counts.start > quantity.core.end:
        rate = rate_after(text, counts.end)
        unit = f"{unit}/{rate[0]}" if rate else unit
    return unit


def _as_of(parsed: Parsed, calendar: _Calendar, span: Span, verb: Token | None) -> int | None:
    """The index of the date the sentence gives for a figure: after "as of" or "by", or else under the same verb."""
    sentence = parsed.sentence_at(span.start)
    near = [
        (i, d) for i, d in calendar.near(span, parsed.text) if parsed.sentence_at(d.span.start) == sentence
    ]
    marked = [(i, d) for i, d in near if _AS_OF.search(parsed.text, max(0, d.span.start - 16), d.span.start)]
    if marked:
        return min(marked, key=lambda item: abs(item[1].span.start - span.start))[0]
    governed: list[tuple[int, int]] = []
    for index, mention in near:
        tokens = parsed.slice(mention.span)
        # "Since May" opens a period; it is not the day the figure stood.
        since = _SINCE.search(parsed.text, max(0, mention.span.start - 16), mention.span.start)
        if tokens is None or verb is None or since:
            continue
        if _of_the_act(tokens.root, verb):
            governed.append((abs(mention.span.start - span.start), index))
    return min(governed)[1] if governed else None


def _of_the_act(node: Token, verb: Token) -> bool:
    """Whether a date hangs on the figure's verb, on the verb it is a complement of, or on the noun that it describes.

    "An airlift in August that evacuated 500 people"; "helped 500 people leave in the first week".
    """
    described = verb.head.i if verb.dep_ in ("relcl", "acl") else None
    while node.head != node and node.pos_ not in ("VERB", "AUX"):
        node = node.head
        if node.i == described:
            return True
    if node == verb:
        return True
    return (verb.dep_ in ("ccomp", "xcomp") and node == verb.head) or (
        node.dep_ in ("ccomp", "xcomp") and node.head == verb
    )


def attribute_figures(
    figures: tuple[Figure, ...], parsed: Parsed, statements: tuple[Statement, ...]
) -> tuple[Figure, ...]:
    """Return the figures with ``given_by``: the speaker of the innermost statement whose content holds the figure."""
    result: list[Figure] = []
    for figure in figures:
        holding = [
            (sum(part.end - part.start for part in s.content), index)
            for index, s in enumerate(statements)
            if s.party is not None and any(part.contains(figure.span) for part in s.content)
        ]
        speaker = statements[min(holding)[1]].party if holding else None
        result.append(replace(figure, given_by=speaker))
    return tuple(result)
