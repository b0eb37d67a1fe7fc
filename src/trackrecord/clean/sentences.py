"""Split a text into paragraphs and sentences, by rule, in one linear pass.

The splitter is ours rather than the parser's because sentences are part of the report, not of the reading:
they must not move when the language model is exchanged, and news text breaks the general splitters in known
ways (initials, ranks, agency datelines, quotations that close after the full stop). A line break always ends
a sentence: in news text a line is a paragraph or a headline.
"""

from __future__ import annotations

import re

from trackrecord.types import Span

_PARAGRAPH = re.compile(r"[^\n]+")
# A possible sentence end: closing punctuation, then quotes or brackets that belong to it, then white space.
# Looked for at the head of a run only: else a line of full stops would be walked through from each of them.
_END = re.compile(r"(?<![.!?…])([.!?…]+)([\"'”’»)\]]*)(?=\s)")
_OPENERS = "\"'“‘«([¿¡—–-•* "

# Abbreviations after which a full stop does not end the sentence, general to English news.
_NEVER_END = frozenset(
    """mr mrs ms messrs dr prof rev hon st sr gen col lt capt cpl sgt maj adm cmdr brig pres gov sen rep reps sens
    supt insp det pvt vs viz e.g i.e cf al no nos art sec fig vol pp ca approx est dept univ assn
    amb sec-gen lt-gen maj-gen""".split()
)
# Abbreviations that end a sentence only when what follows looks like a new one.
_MAY_END = frozenset(
    """jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    inc ltd co corp plc bros jr etc a.m p.m u.s u.k u.n e.u u.a.e d.c ph.d b.c a.d ave blvd rd mt ft""".split()
)
_STARTERS = frozenset(
    """the a an he she it they we i you his her their its our this that these those there but and in on at as
    after before while when if for since however meanwhile officials also still yet although though to by
    with from under over some many most more no not nor or so then now today yesterday""".split()
)


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the spans of the lines of *text* that hold more than white space, trimmed of it."""
    spans = []
    for line in _PARAGRAPH.finditer(text):
        span = _trim(text, line.start(), line.end())
        if span is not None:
            spans.append(span)
    return tuple(spans)


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of *text* as spans in order; every non-space character lies in exactly one.

    Linear in the length of the text. A paragraph (line) without closing punctuation is one sentence.
    """
    spans: list[Span] = []
    for paragraph in split_paragraphs(text):
        start = paragraph.start
        for end in _ends_in(text, paragraph):
            span = _trim(text, start, end)
            if span is not None:
                spans.append(span)
            start = end
        rest = _trim(text, start, paragraph.end)
        if rest is not None:
            spans.append(rest)
    return tuple(spans)


def _ends_in(text: str, paragraph: Span) -> list[int]:
    ends = []
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if _ends_sentence(text, match, paragraph):
            ends.append(match.end())
    return ends


def _ends_sentence(text: str, match: re.Match[str], paragraph: Span) -> bool:
    following = text[match.end() : min(match.end() + 40, paragraph.end)].strip()
    if not following:
        return False
    bare = following.lstrip(_OPENERS)
    first = bare[:1]
    if not first:
        return True
    # What goes on in lower case goes on: "... he said." is no new sentence after a quoted "Stop!".
    if first.islower():
        return False
    marks, closers = match.group(1), match.group(2)
    if marks[0] in "!?" or closers:
        # «“Really?” He left.» ends; «“Will it hold?” Smith asked.» is caught by the capital only. Accept it:
        # joining two sentences costs more than cutting an attribution that the reading joins again.
        return True
    if marks.startswith("..") or marks == "…":
        return True
    return _stop_ends(text, match.start(), bare, paragraph)


def _stop_ends(text: str, stop: int, following: str, paragraph: Span) -> bool:
    """Decide on a single full stop at *stop*, followed by *following* (opening marks already dropped)."""
    begin = stop
    floor = max(paragraph.start, stop - 24)
    while begin > floor and not text[begin - 1].isspace():
        begin -= 1
    word = text[begin:stop].lstrip("\"'“‘«([").lower()
    next_word = re.split(r"[\s,;:.!?'’]", following, maxsplit=1)[0].lower()
    if len(word) == 1 and word.isalpha():
        # An initial ("J. Smith"), or "Plan B. The …".
        return next_word in _STARTERS and word != "i"
    if word in _NEVER_END:
        return word == "no" and next_word in _STARTERS
    if word in _MAY_END or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return next_word in _STARTERS
    return True


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
