"""Quotations that no cue beside them claims: by the sentence that leads into them, or by whoever spoke last."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from trackrecord.read.commitments.clauses import subject_of
from trackrecord.read.statements.quoting import NEAR, NOMINAL, give
from trackrecord.read.statements.sayings import Saying

if TYPE_CHECKING:
    from spacy.tokens import Span as Slice

    from trackrecord.read.statements.quoting import Placed, Quoter


def narrated(quoter: Quoter, covered: set[int]) -> list[Saying]:
    """Sayings for quotations that nothing claims: given to the subject of the sentence that leads into them."""
    sayings: dict[int, Saying] = {}
    for placed in quoter.placed:
        if placed.first in covered or placed.last - 1 in covered or not _is_long(quoter, placed):
            continue
        leading = _leading(quoter, placed)
        if leading is None:
            continue
        root = leading.root
        speaker = subject_of(root) if root.pos_ in ("VERB", "AUX") else None
        if (
            speaker is None
            or speaker.i in quoter.inside
            or speaker.pos_ not in NOMINAL
            or speaker.dep_ == "expl"
        ):
            continue
        give(sayings.setdefault(root.i, Saying(root, "narrated", set(), speaker, [root])), placed)
    return list(sayings.values())


def fragments(quoter: Quoter, covered: set[int]) -> list[Saying]:
    """Sayings for words in marks right after a verb of saying: "she said “never”", "he replied: “Rubbish”"."""
    sayings: list[Saying] = []
    for placed in quoter.placed:
        before = placed.first - 1
        if placed.speech or placed.first in covered or before < 0:
            continue
        if quoter.doc[before].text in (",", ":") or quoter.doc[before].lower_ == "that":
            before -= 1
        cue = quoter.doc[before]
        if before in covered or not quoter.is_cue(cue) or not placed.quotation.words(quoter.parsed.text):
            continue
        content = set(range(placed.first, placed.last))
        sayings.append(Saying(cue, "fragment", content, quoter.speaker_beside(cue), [cue]))
    return sayings


def orphans(quoter: Quoter, sayings: list[Saying]) -> list[Saying]:
    """Sayings for whole quoted sentences that nothing claims: by whoever spoke last in this paragraph or the last."""
    claimed = {i for s in sayings for i in s.content}
    cues = sorted(((s.cue.i, s) for s in sayings if s.speaker is not None), key=lambda pair: pair[0])
    places = [i for i, _ in cues]
    found: list[Saying] = []
    for placed in quoter.placed:
        if not _is_whole(quoter, placed) or any(i in claimed for i in range(placed.first, placed.last)):
            continue
        number = bisect_right(places, placed.first) - 1
        last = cues[number][1] if number >= 0 else None
        if last is None or quoter.paragraph_of(last.cue) < placed.paragraph - 1:
            continue
        saying = Saying(last.cue, "carried", set(), last.speaker)
        give(saying, placed)
        found.append(saying)
    return found


def _is_whole(quoter: Quoter, placed: Placed) -> bool:
    return placed.speech and placed.quotation.words(quoter.parsed.text) >= 6


def _is_long(quoter: Quoter, placed: Placed) -> bool:
    return placed.speech and placed.quotation.words(quoter.parsed.text) >= 5


def _leading(quoter: Quoter, placed: Placed) -> Slice | None:
    """The words of the sentence before the quotation, or the sentence before it in the same paragraph."""
    begin = quoter.doc[placed.first].sent.start
    if begin >= placed.first:
        if begin == 0 or quoter.starts_paragraph(placed):
            return None
        begin = quoter.doc[placed.first - 1].sent.start
    leading = quoter.doc[max(begin, placed.first - NEAR) : placed.first]
    return leading if len(leading) > 1 and not any(t.i in quoter.inside for t in leading) else None
