"""Quotations signed like a letter: “We had enough.” — Jane Hall, or with the name on the next line of the paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.statements.sayings import Saying
from trackrecord.types import Span

if TYPE_CHECKING:
    from trackrecord.read.statements.quoting import Placed, Quoter

# A dash, then a name up to the end of the line.
_SIGNED = re.compile(r"[^\S\n]*(?:\n\s{,4})?(?P<dash>[―—–]|--?)[^\S\n]*(?P<name>[^\W\d_][^\n]{1,90})(?=\n|$)")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def signature(quoter: Quoter, placed: Placed) -> Saying | None:
    """Return the saying of a quotation that a dash and a name follow, alone on the rest of the line; or None."""
    text = quoter.parsed.text
    signed = _SIGNED.match(text, placed.quotation.span.end)
    if signed is None or not signed["name"][0].isupper():
        return None
    dash = quoter.parsed.slice(Span(signed.start("dash"), signed.end("dash")))
    name = quoter.parsed.slice(Span(*signed.span("name")))
    if dash is None or name is None or any(t.tag_ in _FINITE or t.i in quoter.inside for t in name):
        return None
    speaker = next((t for t in name if t.pos_ == "PROPN" and t.dep_ not in ("compound", "nmod")), None)
    if speaker is None or speaker.i - name.start > 6:
        return None
    return Saying(dash[-1], "signed", set(), speaker, [dash[-1]])
