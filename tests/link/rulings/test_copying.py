"""Corruptions that people rejected are not told of; the copy stays a copy."""

from __future__ import annotations

from dataclasses import replace

from trackrecord.link.rulings.copying import copies_as_ruled
from trackrecord.link.rulings.making import made
from trackrecord.link.rulings.standing import standings
from trackrecord.link.rulings.subjects import Places
from trackrecord.types import CopyGroup, CopyPair, Corruption, Span

A, B = "a" * 32, "b" * 32


def test_a_rejected_corruption_is_gone_until_the_ruling_is_undone(town):
    number = Corruption("number", Span(10, 14), Span(20, 24), "1200", "1500")
    name = Corruption("name", Span(30, 40), Span(41, 50), "Ferry Gild", "Fairy Gil")
    group = CopyGroup(A, (CopyPair(A, B, "near", 0.9, "so", (number, name)),))

    def ruled(*rulings):
        (found,) = copies_as_ruled([group], standings(rulings, Places(town)))
        return found

    reject = made("reject", f"corruption/{B}/20-24", by="Ann", reason="a misprint", at="2031-08-01")
    assert ruled() == group
    assert ruled(reject) == replace(group, copies=(replace(group.copies[0], corruptions=(name,)),))
    undo = made("undo", f"ruling/{reject.id}", by="Ann", reason="no", at="2031-08-02")
    assert ruled(reject, undo) == group
    accept = made("accept", f"corruption/{B}/20-24", by="Ben", reason="no", at="2031-08-03")
    assert ruled(reject, accept) == group
    elsewhere = made("reject", f"corruption/{A}/20-24", by="Ann", reason="x", at="2031-08-01")
    assert ruled(elsewhere) == group
