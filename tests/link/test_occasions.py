"""The same meeting across reports, and meetings that are not the same."""

from __future__ import annotations

from itertools import permutations

import pytest

from trackrecord.link.occasions import link_occasions
from trackrecord.link.parties import link_parties
from trackrecord.types import CopyGroup, CopyPair


def _meeting(
    desk, id_, published, *, who=("Marta Quill", "Bram Oduya"), day=None, place=None, reality="happened"
):
    text = f"{who[0]} met {who[1]} for talks in Port Sand and in Eastport on that day."
    draft = desk.draft(id_, text, published)
    a, b = draft.party("person", who[0]), draft.party("person", who[1])
    at = draft.party("place", place, country="NOR") if place else None
    date = draft.date("that day", day) if day else None
    draft.event("met", "CONSULT", [a], [b], date=date, place=at, reality=reality)
    return draft.reading()


def _link(readings):
    return link_occasions(readings, link_parties(readings)[1])


def test_one_meeting_told_twice_is_one_occasion(desk):
    readings = [
        _meeting(desk, "r1", "2030-05-10", day="2030-05-09", place="Port Sand"),
        _meeting(desk, "r2", "2030-05-11", who=("Bram Oduya", "Marta Quill")),
    ]
    (occasion,) = _link(readings)
    assert len(occasion.events) == 2
    assert occasion.date == "2030-05-09"
    assert occasion.reality == "happened"
    assert len(occasion.actors) + len(occasion.recipients) == 2


def test_planned_and_held_are_one_and_held(desk):
    readings = [
        _meeting(desk, "r1", "2030-05-01", day="2030-05-09", reality="planned"),
        _meeting(desk, "r2", "2030-05-10"),
    ]
    (occasion,) = _link(readings)
    assert (occasion.reality, occasion.outcome) == ("happened", "held")


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ([("2030-05-01", "planned")], "planned"),
        ([("2030-05-01", "planned"), ("2030-05-08", "denied")], "called_off"),
        ([("2030-05-01", "planned"), ("2030-05-01", "denied")], "called_off"),
        ([("2030-05-01", "denied"), ("2030-05-08", "planned")], "planned"),
        ([("2030-05-08", "denied"), ("2030-05-09", "happened")], "held"),
        ([("2030-05-01", "planned"), ("2030-05-08", "denied"), ("2030-05-10", "happened")], "held"),
        ([("2030-05-09", "happened"), ("2030-05-10", "denied")], "disputed"),
        ([("2030-05-09", "ongoing")], "held"),
        ([("2030-05-08", "denied")], "denied"),
        ([("2030-05-01", "called_for")], None),
    ],
)
def test_what_became_of_it(desk, told, outcome):
    readings = [
        _meeting(desk, f"r{i}", published, day="2030-05-09", reality=reality)
        for i, (published, reality) in enumerate(told)
    ]
    for order in permutations(readings):
        (occasion,) = _link(order)
        assert occasion.outcome == outcome


def test_a_denial_that_a_copy_repeats_beside_the_deed_itself_disputes_nothing(desk):
    readings = [
        _meeting(desk, "r1", "2030-05-09", day="2030-05-09"),
        _meeting(desk, "r2", "2030-05-10", day="2030-05-09", reality="denied"),
    ]
    copies = (CopyGroup("r1", (CopyPair("r1", "r2", "near", 0.9, ""),)),)
    (occasion,) = link_occasions(readings, link_parties(readings)[1], copies)
    assert occasion.outcome == "held"


def test_planned_and_called_off_is_denied(desk):
    readings = [
        _meeting(desk, "r1", "2030-05-01", day="2030-05-09", reality="planned"),
        _meeting(desk, "r2", "2030-05-08", day="2030-05-09", reality="denied"),
    ]
    assert [o.reality for o in _link(readings)] == ["denied"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"day": "2030-05-02"}, {"day": "2030-05-09"}),
        ({"day": "2030-05-09", "place": "Port Sand"}, {"day": "2030-05-09", "place": "Eastport"}),
        ({"day": "2030-05-09"}, {"day": "2030-05-09", "who": ("Marta Quill", "Liv Aasen")}),
        ({"day": "2030-05-09"}, {"day": "2030-05-09", "who": ("Ada Kim", "Liv Aasen")}),
    ],
    ids=["a week apart", "two places", "another partner", "others"],
)
def test_other_meetings_stay_apart(desk, one, two):
    assert (
        len(_link([_meeting(desk, "r1", "2030-05-10", **one), _meeting(desk, "r2", "2030-05-10", **two)]))
        == 2
    )


def test_unnamed_delegation_stands_for_its_group(desk):
    named = desk.draft("r1", "The Lowland Front and Kenya held talks on 9 May.", "2030-05-10")
    front, kenya = named.party("armed_group", "Lowland Front"), named.party("country", "Kenya", country="KEN")
    named.event("held talks", "CONSULT", [front], [kenya], date=named.date("9 May", "2030-05-09"))
    unnamed = desk.draft("r2", "A Lowland Front delegation met Kenyan envoys on 9 May.", "2030-05-11")
    one = unnamed.party("group", "Lowland Front delegation", anonymous=True)
    two = unnamed.party("group", "Kenyan envoys", country="KEN", anonymous=True)
    unnamed.event("met", "CONSULT", [one], [two], date=unnamed.date("9 May", "2030-05-09"))
    (occasion,) = _link([named.reading(), unnamed.reading()])
    assert len(occasion.events) == 2


def test_undated_meetings_do_not_chain_two_dated_ones_together(desk):
    readings = [
        _meeting(desk, "r1", "2030-05-10", day="2030-05-03"),
        _meeting(desk, "r2", "2030-05-10"),
        _meeting(desk, "r3", "2030-05-10", day="2030-05-09"),
    ]
    occasions = _link(readings)
    assert len(occasions) == 2
    assert {o.date for o in occasions} == {"2030-05-03", "2030-05-09"}


def test_every_event_is_in_one_occasion_whatever_the_order(desk):
    readings = [_meeting(desk, f"r{i}", f"2030-05-1{i}", day=f"2030-05-0{1 + i // 2}") for i in range(5)]
    first = _link(readings)
    assert sum(len(o.events) for o in first) == 5
    assert all(_link(order) == first for order in permutations(readings))


def _officials(desk, id_, published, *, copied=False):
    text = "Kenyan officials met Norwegian officials in Port Sand for talks on the harbour."
    draft = desk.draft(id_, text if copied else text + f" It was told by {id_}.", published)
    a = draft.party("group", "Kenyan officials", country="KEN", anonymous=True)
    b = draft.party("group", "Norwegian officials", country="NOR", anonymous=True)
    draft.event("met", "CONSULT", [a], [b], place=draft.party("place", "Port Sand"))
    return draft.reading()


def test_undated_meetings_of_unnamed_officials_stay_apart(desk):
    assert len(_link([_officials(desk, f"r{i}", None) for i in range(4)])) == 4


def test_undated_meetings_in_copies_are_one(desk):
    readings = [_officials(desk, f"r{i}", None, copied=True) for i in range(2)]
    copies = (CopyGroup("r0", (CopyPair("r0", "r1", "near", 1.0, "made"),)),)
    assert len(link_occasions(readings, link_parties(readings)[1], copies)) == 1


def test_undated_meetings_of_the_same_named_people_are_one(desk):
    readings = [_meeting(desk, f"r{i}", None) for i in range(2)]
    assert len(_link(readings)) == 1
    others = [_meeting(desk, "r1", None), _meeting(desk, "r2", None, who=("Marta Quill", "Liv Aasen"))]
    assert len(_link(others)) == 2
