"""Piles: in order of id, each reading loaded when it is asked for, changed ones in place of those as read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackrecord.link.piles import Facts, Pile
from trackrecord.types import Party, Reading, Report


def reading(id_, text="Rain.", published=None):
    return Reading(Report(id_, text, (), (), published=published))


ONE, TWO, THREE = reading("a"), reading("b", published="2031-03-04"), reading("c")


def test_a_pile_is_in_order_and_has_each_report_once():
    pile = Pile.of([THREE, ONE, TWO, ONE])
    assert pile == (ONE, TWO, THREE)
    assert list(pile) == [ONE, TWO, THREE]
    assert (pile[1], pile[-1], pile[:2]) == (TWO, THREE, [ONE, TWO])
    assert pile.facts["b"] == Facts("2031-03-04", "en")
    assert Pile.of(pile) is pile
    assert pile != (ONE, TWO)
    assert pile != "abc"


def test_nothing_is_loaded_before_it_is_asked_for():
    loaded = []
    by_id = {r.report.id: r for r in (ONE, TWO, THREE)}
    pile = Pile(Pile.of([ONE, TWO, THREE]).facts, lambda i: loaded.append(i) or by_id[i])
    assert (len(pile), list(pile.by_id), "b" in pile.by_id, "x" in pile.by_id) == (
        3,
        ["a", "b", "c"],
        True,
        False,
    )
    assert loaded == []
    assert pile.by_id["b"] is TWO
    assert pile.only(iter(["c"]))[0] is THREE
    assert loaded == ["b", "c"]
    with pytest.raises(KeyError):
        pile.by_id["x"]


def test_the_ids_of_parties_are_known_without_loading_a_reading_twice():
    loaded = []
    berg = replace(TWO, parties=(Party("p1", "person", "Ada Berg", ()), Party("p7", "place", "Dell", ())))
    pile = Pile(Pile.of([ONE, berg]).facts, lambda i: loaded.append(i) or {"a": ONE, "b": berg}[i])
    assert pile.only(iter("b")).party_ids("b") == ("p1", "p7")
    assert pile.party_ids("b") == ("p1", "p7")
    assert loaded == ["b"]
    assert pile.with_changed({"b": TWO}).party_ids("b") == ()
    assert pile.party_ids("b") == ("p1", "p7")


def test_changed_readings_stand_in_place_of_those_as_read():
    other = reading("b", "Snow.")
    pile = Pile.of([ONE, TWO, THREE])
    changed = pile.with_changed({"b": other})
    assert changed == (ONE, other, THREE)
    assert changed.changed == {"b"}
    assert pile == (ONE, TWO, THREE)
    assert changed.only(iter("b")).with_changed({}).changed == {"b"}
