"""Quotations: which stretch of a report stands between quotation marks, however the marks are set.

Marks are paired within a paragraph by a state machine over their glyph and the spaces around them, since
machine-rewritten text turns closing marks into opening ones and moves or loses spaces. A quotation whose mark
is missing ends where its cue begins, or with the paragraph. How a quotation finds its speaker is ``quoting``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.statements.cues import cue_forms
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOUBLE = re.compile(r"''|``|[\"“”„«»‟❝❞＂]")
_STRAIGHT = ('"', "''", "＂")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=[^\W_])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?![\w’'])")
_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_END = re.compile(r"[.!?…,;:—–]\s*$")
# Longest single-quoted stretch: a longer one is two apostrophes, not a pair of marks.
_SINGLE_LIMIT = 240
# Longest stretch that a quotation can go on for after a closing mark that does not belong there.
_STRAY_LIMIT = 1500
# How far after a mark a cue may stand: "Ms Jane Q. Public of the commission said".
_REACH = 60


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch. ``span`` includes the marks that are there, ``inner`` is between them.

    ``continues`` marks one left open because the next paragraph opens again (the usage of books and wires).
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: bool = False

    def words(self, text: str) -> int:
        """How many words it has."""
        return sum(1 for _ in _WORD.finditer(text, *self.inner))

    def is_speech(self, text: str) -> bool:
        """Whether it reads as something said rather than as a name, title or word kept at arm's length."""
        inner = text[self.inner.start : self.inner.end].strip()
        count = self.words(text)
        if count >= 6:
            return True
        if not count:
            return False
        ended = _END.search(inner) is not None
        return (ended and (count >= 2 or inner[:1].isupper())) or (
            count >= 3 and inner[:1].isupper() and ended
        )


def find_quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """Return the outermost quotations of *text* in order; linear in its length, never raises.

    *paragraphs* are spans of the text in order. A quotation never crosses a paragraph's end; the parts of one
    that runs over several paragraphs are several quotations, all but the last with ``continues``.
    """
    found: list[Quotation] = []
    for paragraph in paragraphs:
        if found and found[-1].continues and not _opens_with_mark(text, paragraph):
            last = found[-1]
            found[-1] = Quotation(last.span, last.inner, closed=False)
        doubles = _pair_doubles(text, paragraph)
        found.extend(doubles)
        found.extend(_pair_singles(text, paragraph, doubles))
    if found and found[-1].continues:
        found[-1] = Quotation(found[-1].span, found[-1].inner, closed=False)
    return tuple(sorted(found, key=lambda q: q.span))


def _opens_with_mark(text: str, paragraph: Span) -> bool:
    return _DOUBLE.match(text, paragraph.start) is not None


def _pair_doubles(text: str, paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    depth = 0
    floor = paragraph.start
    for mark in _DOUBLE.finditer(text, *paragraph):
        if opened is None:
            if _must_close(text, mark, paragraph):
                if found and _runs_into(text, found[-1], mark):
                    last = found.pop()
                    found.append(
                        Quotation(Span(last.span.start, mark.end()), Span(last.inner.start, mark.start()))
                    )
                elif (start := _unopened_start(text, floor, mark.start())) is not None:
                    found.append(Quotation(Span(start, mark.end()), Span(start, mark.start())))
                floor = mark.end()
            else:
                opened, depth = mark, 0
        elif _opens_inside(text, mark, paragraph):
            if _END.search(text[max(opened.end(), mark.start() - 3) : mark.start()]):
                # The closing mark before is missing: the first quotation ends here, another begins.
                found.append(_unclosed(text, opened, mark.start(), forced=True))
                opened, depth = mark, 0
            else:
                depth += 1
        elif depth and _may_close_inner(text, opened, mark, paragraph):
            depth -= 1
        else:
            found.append(Quotation(Span(opened.start(), mark.end()), Span(opened.end(), mark.start())))
            floor, opened = mark.end(), None
    if opened is not None and opened.end() < paragraph.end:
        found.append(_unclosed(text, opened, paragraph.end, forced=False))
    return [q for q in found if q.inner.end > q.inner.start]


def _sides(text: str, mark: re.Match[str], paragraph: Span) -> tuple[bool, bool]:
    """Whether there is space (or the paragraph's edge, or an opening bracket) before and after the mark."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return before.isspace() or before in "([—–-/", after.isspace() or after in ".,;:!?)]—–"


def _must_close(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A mark with nothing open that can only be the end of a quotation whose opening mark is lost."""
    before, after = _sides(text, mark, paragraph)
    if mark.group() in "”»❞":
        return not before and (after or _cue_follows(text, mark.end(), paragraph))
    if mark.group() in "\"''＂":
        return (
            not before
            and after
            and _END.search(text[max(paragraph.start, mark.start() - 2) : mark.start()]) is not None
        )
    return False


def _opens_inside(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A mark inside an open quotation that opens another rather than closing it."""
    before, after = _sides(text, mark, paragraph)
    if not before or after or mark.group() in "”»❞":
        return False
    if mark.group() not in "“„«``❝" and mark.group() not in ('"', "''", "＂"):
        return False
    return not _cue_follows(text, mark.end(), paragraph)


def _runs_into(text: str, last: Quotation, mark: re.Match[str]) -> bool:
    """Whether the closing *mark* ends the quotation before it, whose own closing mark is a stray one.

    “A. B.” and so on, C,” she added: so unless the words between tell who spoke ("he said. C,”").
    """
    if not last.closed or not last.is_speech(text) or mark.start() - last.span.end > _STRAY_LIMIT:
        return False
    between = text[last.span.end : mark.start()]
    return not any(word.lower() in cue_forms() for word in _WORD.findall(between))


def _may_close_inner(text: str, opened: re.Match[str], mark: re.Match[str], paragraph: Span) -> bool:
    """Whether an inner quotation can end here: another closing mark still follows for the outer one.

    Curly marks within straight ones are always the inner ones: a writer who sets them apart keeps to it.
    """
    if opened.group() in _STRAIGHT and mark.group() == "”":
        return True
    following = _DOUBLE.search(text, mark.end(), paragraph.end)
    return following is not None and mark.group() in "”»❞"


def _cue_follows(text: str, start: int, paragraph: Span) -> bool:
    """Whether a subject and verb of saying follow within a few words: "He added", "said Ms Hall"."""
    reach = text[start : min(start + _REACH, paragraph.end)]
    cut = re.search(r"[.!?](?:\s|$)|[\"“”„«»]", reach)
    words = _WORD.findall(reach[: cut.start()] if cut else reach)[:5]
    return any(word.lower() in cue_forms() for word in words)


def _unclosed(text: str, opened: re.Match[str], limit: int, *, forced: bool) -> Quotation:
    """The quotation from *opened* without a closing mark: up to its cue, else up to *limit*."""
    start = opened.end()
    for comma in re.finditer(r"[,!?]\s+", text[start:limit]):
        begin = start + comma.end()
        words = _WORD.findall(text[begin : min(limit, begin + _REACH)])[:3]
        if any(w.lower() in cue_forms() for w in words) and words[0].lower() not in (
            "and",
            "but",
            "that",
            "who",
            "i",
        ):
            end = start + comma.start() + 1
            return Quotation(Span(opened.start(), end), Span(start, end), closed=False)
    end = start + len(text[start:limit].rstrip())
    return Quotation(Span(opened.start(), end), Span(start, end), closed=False, continues=not forced)


def _unopened_start(text: str, floor: int, end: int) -> int | None:
    """Where a quotation without an opening mark begins: at the sentence, or after a cue and its comma."""
    stretch = text[floor:end]
    begin = 0
    for stop in re.finditer(r"[.!?]\s+(?=[A-Z])|[:]\s+", stretch.rstrip()[:-1]):
        begin = stop.end()
    start = floor + begin
    while start < end and text[start].isspace():
        start += 1
    return start if end - start > 1 else None


def _pair_singles(text: str, paragraph: Span, doubles: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    position, behind = paragraph.start, 0
    while True:
        opened = _SINGLE_OPEN.search(text, position, paragraph.end)
        if opened is None:
            return found
        position = opened.end()
        while behind < len(doubles) and doubles[behind].span.end <= opened.start():
            behind += 1
        if behind < len(doubles) and doubles[behind].span.start <= opened.start():
            continue
        closed = _SINGLE_CLOSE.search(text, opened.end(), min(paragraph.end, opened.end() + _SINGLE_LIMIT))
        while (
            closed is not None and text[closed.start() - 1] == "s" and _later_close(text, closed, paragraph)
        ):
            closed = _SINGLE_CLOSE.search(
                text, closed.end(), min(paragraph.end, opened.end() + _SINGLE_LIMIT)
            )
        if closed is not None and behind < len(doubles) and doubles[behind].span.start < closed.start():
            # It would cross a quotation between double marks, or hold one: the double marks are surer.
            continue
        if closed is not None:
            found.append(Quotation(Span(opened.start(), closed.end()), Span(opened.end(), closed.start())))
            position = closed.end()


def _later_close(text: str, closed: re.Match[str], paragraph: Span) -> bool:
    """Whether a plural's apostrophe ("ministers’ offer") is followed by a closing mark before another opens."""
    later = _SINGLE_CLOSE.search(text, closed.end(), min(paragraph.end, closed.end() + _SINGLE_LIMIT))
    if later is None:
        return False
    opens = _SINGLE_OPEN.search(text, closed.end(), later.start())
    return opens is None
