"""Which of overlapping sayings stand, proposal by proposal."""

from __future__ import annotations

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import parse
from trackrecord.read.statements.merging import merge
from trackrecord.read.statements.sayings import Saying
from trackrecord.types import Report

TEXT = "Brandt said the weir would hold because Reed believes the rain will stop."


def test_sure_sayings_stand_and_nested_ones_fall_away() -> None:
    doc = parse(Report("r", TEXT, split_sentences(TEXT), split_paragraphs(TEXT))).doc
    outer = Saying(doc[1], "clause", set(range(2, 13)), doc[0])
    inner = Saying(doc[8], "clause", set(range(9, 13)), doc[7])
    assert merge([], [inner, outer]) == [outer]
    assert merge([inner], [outer]) == [inner, outer]
    assert not inner.content & outer.content


def test_earlier_proposal_goes_first() -> None:
    doc = parse(Report("r", TEXT, split_sentences(TEXT), split_paragraphs(TEXT))).doc
    one = Saying(doc[1], "clause", set(range(2, 13)), doc[0])
    other = Saying(doc[1], "clause", set(range(2, 6)), doc[0])
    assert merge([], [other], [one]) == [other]
