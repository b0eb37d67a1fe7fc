"""Generated piles: the same for a seed, a smaller one is the beginning of a larger, and everything points where it says."""

from __future__ import annotations

from itertools import islice

from benchmarks.generated import readings


def test_a_smaller_pile_is_the_beginning_of_a_larger():
    few = list(readings(12))
    assert list(islice(readings(30), 12)) == few
    assert list(readings(12, seed=8)) != few


def test_spans_and_references_hold():
    some = list(readings(40))
    assert len({r.report.id for r in some}) == 40
    for reading in some:
        text, ids = reading.report.text, {p.id for p in reading.parties}
        assert all(m.span.text(text) == p.name for p in reading.parties for m in p.mentions)
        assert all(f.span.text(text).isdigit() for f in reading.figures)
        assert all(c.span.contains(c.action) for c in reading.commitments)
        assert {x for e in reading.events for x in (*e.actors, *e.recipients)} <= ids
        assert all(d.asserted_by_party in ids and d.by_party in ids for d in reading.deeds)
    assert any(r.deeds for r in some)
    assert any(r.commitments for r in some)
