"""Cutting a text at its spans: nothing is lost, and each piece has exactly the marks that cover it."""

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.show.web.marking import KINDS, Mark, pieces
from trackrecord.types import Span

TEXT = "The two sides signed; “We will leave,” he said."


@st.composite
def marks(draw):
    some = []
    for number in range(draw(st.integers(0, 6))):
        spans = []
        for _ in range(draw(st.integers(1, 2))):
            a, b = sorted((draw(st.integers(0, len(TEXT))), draw(st.integers(0, len(TEXT)))))
            spans.append(Span(a, b))
        some.append(Mark(draw(st.sampled_from(KINDS)), number, tuple(spans), "title"))
    return some


@given(marks(), st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))))
def test_pieces_are_the_text_and_have_the_marks_that_cover_them(some, ends):
    within = Span(*sorted(ends))
    cut = pieces(TEXT, within, some)
    assert "".join(p.text for p in cut) == within.text(TEXT)
    for piece in cut:
        for place in range(piece.start, piece.end):
            covering = [m for m in some for s in m.spans if s.start <= place < s.end]
            assert sorted(m.index for m in covering) == sorted(m.index for m in piece.marks)


@given(marks())
def test_every_mark_begins_once(some):
    begun = [m.index for p in pieces(TEXT, Span(0, len(TEXT)), some) for m in p.begins]
    shown = [m.index for m in some if m.spans[0].start < m.spans[0].end]
    assert sorted(begun) == sorted(shown)


def test_the_span_that_is_sought_is_pointed_out_and_nothing_else():
    cut = pieces(TEXT, Span(0, len(TEXT)), [], Span(4, 13))
    assert "".join(p.text for p in cut if p.sought) == "two sides"


def test_marks_lie_within_one_another_in_one_order():
    both = [Mark("deed", 0, (Span(0, 9),), ""), Mark("statement", 0, (Span(4, 13),), "")]
    middle = pieces(TEXT, Span(0, len(TEXT)), both)[1]
    assert [m.label for m in middle.marks] == ["S1", "D1"]
