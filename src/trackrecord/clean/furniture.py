"""Take the furniture of web pages out of a report's text, line by line, and say why each line went.

A line goes whole or stays whole. What decides is its form as well as its words: a line goes when it is made of
set phrases of web pages alone, or begins like one *and* does not read as prose, or is only an address, or stands
where only furniture stands. A cue inside a sentence removes nothing, so that no sentence of the report is lost;
headlines and subheads have no cue and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trackrecord.clean import cues
from trackrecord.clean.credits import credit_or_caption, is_byline, is_sign_off, is_stamp
from trackrecord.clean.prose import WORD, ends_a_sentence, is_prose
from trackrecord.types import Removed, RemovedReason

_LONGEST_PHRASE = 400
_BULLET = re.compile(r"[\s•·*▪►▶»>◦‣|✓✔→\-–—]{1,10}")
_GLUE = re.compile(
    r"[\s•·*▪►▶»«>◦‣|,;:.!?…()\[\]/\\→+&\-–—]{0,20}(?:and\b|or\b)?[\s•·|,:]{0,5}", re.IGNORECASE
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{3,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
_QUOTES = "\"“‘«'„"
_REPORTED = re.compile(r"\b(?:said|says|told|added|asked|wrote)\b", re.IGNORECASE)
_YOU_AND_US = re.compile(r"\b(?:your?|our|us|me)\b", re.IGNORECASE)
_COMMENTER = re.compile(r"[^.!?:]{1,40} (?:says|wrote|said):?")
_COMMENT_TIME = re.compile(r".{0,40}\b[0-9]{4}\b.{0,5}\bat [0-9]{1,2}[:.][0-9]{2}\b.{0,20}", re.IGNORECASE)

_PHRASES: tuple[tuple[RemovedReason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(rf"(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE))
    for reason, phrases in cues.PHRASES.items()
)
_OPENINGS: tuple[tuple[RemovedReason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(opening, re.IGNORECASE)) for reason, opening in cues.OPENINGS.items()
)


@dataclass(frozen=True, slots=True)
class Swept:
    """Text without furniture, and the furniture in the order it stood in."""

    text: str
    removed: tuple[Removed, ...]


def sweep(text: str) -> Swept:
    """Split *text* into the report and its furniture.

    Every character that is not white space is in the returned text or in one of ``removed``, in order. Lines
    are trimmed, and more than one empty line becomes one.
    """
    lines = [line.strip() for line in text.split("\n")]
    reasons = judge(lines)
    kept: list[str] = []
    removed: list[Removed] = []
    for line, reason in zip(lines, reasons, strict=True):
        if reason is not None:
            removed.append(Removed(line, reason))
        elif line or (kept and kept[-1]):
            kept.append(line)
    return Swept("\n".join(kept).strip("\n"), tuple(removed))


def judge(lines: Sequence[str]) -> list[RemovedReason | None]:
    """Say for each trimmed line why it is furniture, or None where it belongs to the report."""
    prose = [is_prose(line) for line in lines]
    reasons = [_by_words(line, prose[number]) for number, line in enumerate(lines)]
    _head(lines, prose, reasons)
    _foot(lines, prose, reasons)
    _lists(lines, prose, reasons)
    _reader_comments(lines, reasons)
    return reasons


def _by_words(line: str, prose: bool) -> RemovedReason | None:
    """Judge a line by its words and form alone, wherever it stands."""
    bare = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    if not bare:
        return None
    reason = (_phrases_only(bare) if len(bare) <= _LONGEST_PHRASE else None) or _address_only(bare)
    if reason is not None:
        return reason
    if bare[0] in _QUOTES:
        return None
    if len(bare) <= 600 and (
        _is_cookie_notice(bare) or _is_copyright(bare, prose) or cues.DISCLAIMER.match(bare)
    ):
        return "furniture"
    if len(bare) <= 200 and cues.SIGN_UP.search(bare) is not None and _REPORTED.search(bare) is None:
        return "newsletter"
    return _opened(bare, prose) or credit_or_caption(bare) or _spam(bare)


def _head(lines: Sequence[str], prose: Sequence[bool], reasons: list[RemovedReason | None]) -> None:
    """Mark labels, bylines and date stamps that stand before the first paragraph."""
    for number, line in enumerate(lines):
        if reasons[number] is None and line:
            if prose[number]:
                return
            reasons[number] = _outside(line) or ("furniture" if cues.BREADCRUMB.fullmatch(line) else None)


def _foot(lines: Sequence[str], prose: Sequence[bool], reasons: list[RemovedReason | None]) -> None:
    """Mark labels, credits and date stamps that stand behind the last paragraph."""
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if reasons[number] is None and line:
            reasons[number] = "credit" if is_sign_off(line) else _outside(line)
            if reasons[number] is None and prose[number]:
                return


def _outside(line: str) -> RemovedReason | None:
    """Judge a line that stands outside the paragraphs of the report."""
    if is_byline(line):
        return "credit"
    if cues.NETWORKS.fullmatch(line[:200]):
        return "share"
    return "furniture" if cues.KICKER.fullmatch(line.rstrip(":!")) or is_stamp(line) else None


def _is_cookie_notice(line: str) -> bool:
    return cues.COOKIES.match(line) is not None and _REPORTED.search(line) is None


def _is_copyright(line: str, prose: bool) -> bool:
    reserved = cues.RIGHTS.search(line) is not None
    if cues.COPYRIGHT.match(line) is not None:
        return not prose or reserved
    return not prose and reserved and line.rstrip(". ").lower().endswith("all rights reserved")


def _phrases_only(line: str) -> RemovedReason | None:
    """Return the reason of the first phrase when the line is made of set phrases and nothing else."""
    position = 0
    first: RemovedReason | None = None
    while position < len(line):
        position = _end(_GLUE.match(line, position), position)
        if position >= len(line):
            break
        for reason, pattern in _PHRASES:
            match = pattern.match(line, position)
            if match is not None and match.end() > position:
                position = match.end()
                first = first or reason
                break
        else:
            return None
    return first


def _end(match: re.Match[str] | None, position: int) -> int:
    return position if match is None else match.end()


def _address_only(line: str) -> RemovedReason | None:
    """Return a reason when nothing but web addresses stands in the line (a word or two before them aside)."""
    if _URL.search(line) is None:
        return None
    rest = WORD.findall(_URL.sub(" ", line))
    if len(rest) > 2:
        return None
    return "spam" if cues.SHOP_URL.search(line) else "link"


def _opened(line: str, prose: bool) -> RemovedReason | None:
    begin = line.lstrip("([")
    for reason, pattern in _OPENINGS:
        match = pattern.match(begin)
        if match is not None and _fits(reason, line, begin[match.end() :].lstrip(), prose):
            return reason
    return None


def _fits(reason: RemovedReason, line: str, rest: str, prose: bool) -> bool:
    """Whether a line with an opening of that reason has the form of it, *rest* being what follows."""
    if reason == "newsletter":
        addressed = not prose or (_REPORTED.search(line) is None and _YOU_AND_US.search(line) is not None)
        return len(line) <= 400 and addressed and cues.NEWSLETTER_TOPIC.search(line) is not None
    if reason == "link":
        return len(line) <= 200 and not prose and not rest[:1].islower()
    if reason == "credit":
        # "Written by two former ministers, the paper says …" and "(Reporting by A) Then a paragraph …" stay.
        small = [word for word in WORD.findall(rest[:300]) if word[0].islower()]
        names_only = rest and all(word in cues.CREDIT_WORDS for word in small)
        about_itself = re.match(r"\(?(?:except|this)\b", line, re.IGNORECASE) is not None
        return len(line) <= 300 and bool(names_only or not rest or about_itself)
    if reason == "caption":
        return len(line) <= 300 and (not prose or line[:4].isupper() or "caption" in line[:15])
    return len(line) <= 300 and not prose


def _spam(line: str) -> RemovedReason | None:
    if len(line) > 200 or ends_a_sentence(line) or cues.SPAM.search(line) is None:
        return None
    return "spam"


def _lists(lines: Sequence[str], prose: list[bool], reasons: list[RemovedReason | None]) -> None:
    """Mark the items under a heading such as "Related stories": the bullets, or the headlines of the foot."""
    last = max((n for n, line in enumerate(lines) if prose[n] and reasons[n] is None), default=-1)
    listing = False
    for number, line in enumerate(lines):
        if not line:
            continue
        if reasons[number] == "link" and len(line) <= 60:
            listing = True
        elif reasons[number] is None:
            headline = not prose[number] and line[-1:] not in '.:”"'
            item = headline and (_BULLET.match(line) is not None or number > last)
            if listing and item:
                reasons[number] = "link"
            else:
                listing = False


def _reader_comments(lines: Sequence[str], reasons: list[RemovedReason | None]) -> None:
    """Mark everything from the first reader's comment on: a name that "says:", and a date with a time."""
    filled = [number for number, line in enumerate(lines) if line]
    for place, number in enumerate(filled[:-1]):
        # Two lines, or one: "Ruth says:" and "May 4, 2020 at 9:12 am".
        name, _, time = lines[number][:120].partition("says:")
        below = lines[filled[place + 1]] if _COMMENTER.fullmatch(lines[number][:60]) else time.strip()
        if (name or time) and len(below) <= 60 and _COMMENT_TIME.fullmatch(below):
            for rest in filled[place:]:
                reasons[rest] = "comments" if reasons[rest] in (None, "furniture") else reasons[rest]
            return
