"""Figures of the same quantity, across reports and within one."""

from __future__ import annotations

from itertools import permutations

import pytest

from trackrecord.link.figures import closest, judged_same, link_figures
from trackrecord.link.parties import link_parties
from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.link.terms import Rarity
from trackrecord.types import CopyGroup, CopyPair


def _count(desk, id_, text, quote, value, counts, published="2030-05-10", **more):
    draft = desk.draft(id_, text, published)
    draft.figure(quote, value, counts, **more)
    return draft.reading()


def _link(readings):
    return link_figures(readings, link_parties(readings)[1])


A = ("The ferry line brought 1,200 islanders out of Port Sand after the flood.", "1,200", 1200, "islanders")


def test_one_count_worded_twice_is_one_quantity(desk):
    one = _count(
        desk,
        "r1",
        "Boats evacuated more than 3,000 people from flooded Port Sand.",
        "more than 3,000",
        3000,
        "people",
        bound="more_than",
        event="evacuate",
    )
    two = _count(desk, "r2", "At least 3,400 civilians have fled Port Sand since the flood.", "At least 3,400", 3400, "civilians", bound="at_least", event="flee")  # fmt: skip
    (pair,) = _link([two, one])
    assert {pair.a.report, pair.b.report} == {"r1", "r2"}
    assert "people beside civilians" in pair.reason


@pytest.mark.parametrize(
    ("text", "quote", "value", "counts", "more"),
    [
        ("The blast killed 31 miners at Dell.", "31", 31, "miners", {"event": "kill"}),
        ("The blast at Dell injured 29 soldiers.", "29", 29, "soldiers", {"event": "injure"}),
        ("The blast at Dell damaged 30 houses.", "30", 30, "houses", {"event": "damage"}),
        ("The blast at Dell cost $30 million.", "$30 million", 30e6, "", {"unit": "USD"}),
    ],
    ids=["other people", "other act", "other things", "money"],
)
def test_other_quantities_are_not_paired(desk, text, quote, value, counts, more):
    one = _count(desk, "r1", "The blast at Dell killed 30 soldiers.", "30", 30, "soldiers", event="kill")
    assert _link([one, _count(desk, "r2", text, quote, value, counts, **more)]) == ()


def test_two_attacks_on_two_days_are_two_quantities(desk):
    readings = []
    for id_, day in (("r1", "2030-05-02"), ("r2", "2030-05-09")):
        draft = desk.draft(id_, "The blast at Dell that day killed 30 soldiers.", "2030-05-10")
        draft.figure("30", 30, "soldiers", event="kill", as_of=draft.date("that day", day))
        readings.append(draft.reading())
    assert _link(readings) == ()


def test_figures_of_one_sentence_are_two_quantities(desk):
    draft = desk.draft("r1", "It freed 12 prisoners on Monday and 14 prisoners on Tuesday.")
    draft.figure("12", 12, "prisoners", event="free")
    draft.figure("14", 14, "prisoners", event="free")
    assert _link([draft.reading()]) == ()


def test_people_of_another_country_are_another_quantity(desk):
    one = _count(
        desk, "r1", "Ships took 400 Kenyan citizens home from Port Sand.", "400", 400, "Kenyan citizens"
    )
    two = _count(
        desk, "r2", "Ships took 410 Norwegian citizens home from Port Sand.", "410", 410, "Norwegian citizens"
    )
    same = _count(desk, "r3", "Ships took 410 Kenyans home from Port Sand.", "410", 410, "Kenyan nationals")
    assert [(p.a.report, p.b.report) for p in _link([one, two, same])] == [("r1", "r3")]


def test_order_does_not_matter(desk):
    readings = [
        _count(
            desk,
            f"r{i}",
            f"By then {n} people had left Port Sand by boat.",
            str(n),
            n,
            "people",
            event="leave",
        )
        for i, n in enumerate((300, 340, 300, 420))
    ]
    first = _link(readings)
    assert first
    assert all(_link(order) == first for order in permutations(readings))


def test_deaths_and_people_killed_are_one_quantity(desk):
    one = _count(
        desk,
        "r1",
        "The mission confirmed 31 deaths in the valley of Dell since the truce.",
        "31",
        31,
        "deaths",
    )
    two = _count(
        desk,
        "r2",
        "At least 38 people died in the valley of Dell since the truce.",
        "38",
        38,
        "people",
        event="die",
    )
    assert len(_link([one, two])) == 1


def test_two_vague_numbers_are_not_paired(desk):
    one = _count(
        desk, "r1", "Thousands of islanders left Port Sand.", "Thousands", 1000, "islanders", event="leave"
    )
    two = _count(
        desk,
        "r2",
        "Thousands of islanders left Port Sand by boat.",
        "Thousands",
        1000,
        "islanders",
        event="leave",
    )
    assert _link([one, two]) == ()


def test_copy_that_repeats_a_figure_says_nothing_and_one_that_changes_it_is_shown(desk):
    text = "The ferry line took 1,200 islanders out of Port Sand after the flood of last Monday night."
    copies = (
        CopyGroup(
            "r1", (CopyPair("r1", "r2", "near", 0.9, "made"), CopyPair("r1", "r3", "near", 0.9, "made"))
        ),
    )
    readings = [
        _count(desk, f"r{i}", text.replace("1,200", q), q, v, "islanders", event="take")
        for i, (q, v) in enumerate((("1,200", 1200), ("1,200", 1200), ("1,700", 1700)), 1)
    ]
    pairs = link_figures(readings, link_parties(readings)[1], copies)
    assert {(p.a.report, p.b.report) for p in pairs} == {("r1", "r3"), ("r2", "r3")}


def test_killed_by_one_cause_and_killed_by_another_are_two_quantities(desk):
    mines = _count(desk, "r1", "Landmines killed 19 people near Port Sand.", "19", 19, "people", event="kill")
    crash = _count(desk, "r2", "The crash killed 22 people near Port Sand.", "22", 22, "people", event="kill")
    flood = _count(desk, "r3", "The flood killed 22 people near Port Sand.", "22", 22, "people", event="kill")
    again = _count(desk, "r4", "The flood killed 25 people near Port Sand.", "25", 25, "people", event="kill")
    assert _link([mines, crash]) == ()
    assert len(_link([flood, again])) == 1


def test_people_killed_without_anything_to_tell_which_attack_are_not_paired(desk):
    one = _count(desk, "r1", "At least 15 people were killed.", "15", 15, "people", event="kill")
    two = _count(desk, "r2", "At least 17 people were killed.", "17", 17, "people", event="kill")
    assert _link([one, two]) == ()


def test_two_tellers_of_one_count_side_by_side_are_paired(desk):
    draft = desk.draft("r1", "A nurse counted 14 bodies. The harbour master said 22 people were dead.")
    draft.figure("14", 14, "bodies", event="count")
    draft.figure("22", 22, "people")
    assert len(_link([draft.reading()])) == 1


def test_part_is_not_paired_with_its_whole_but_with_a_later_part(desk):
    one = desk.draft("r1", "Of 80 boats of the guard, 35 have left Port Sand.", "2030-05-10")
    one.figure("80", 80, "boats")
    one.figure("35", 35, "")
    two = desk.draft("r2", "The guard has sent away 52 of 80.", "2030-05-14")
    two.figure("52", 52, "")
    two.figure("80", 80, "")
    pairs = {(p.a.report, p.a.index, p.b.report, p.b.index) for p in _link([one.reading(), two.reading()])}
    assert ("r1", 1, "r2", 0) in pairs
    assert not {("r1", 0, "r1", 1), ("r1", 0, "r2", 0), ("r1", 1, "r2", 1), ("r2", 0, "r2", 1)} & pairs


def test_count_since_a_day_is_not_the_count_of_that_day(desk):
    readings = []
    for id_, text in (("r1", "Since 4 May storms killed 30 sailors off Dell."), ("r2", "On 4 May a storm killed 28 sailors off Dell.")):  # fmt: skip
        draft = desk.draft(id_, text, "2030-05-30")
        value = 30 if id_ == "r1" else 28
        draft.figure(str(value), value, "sailors", event="kill", as_of=draft.date("4 May", "2030-05-04"))
        readings.append(draft.reading())
    assert _link(readings) == ()


def _quantities(desk, *told):
    made = []
    for index, (text, figures) in enumerate(told):
        draft = desk.draft(f"r{index}", text, "2030-05-10")
        for quote, value, counts, more in figures:
            draft.figure(quote, value, counts, **more)
        made.append(quantities(draft.reading(), Roster([], ())))
    return made


def test_closest_goes_by_noun_and_words_of_the_clause(desk):
    claim, text = _quantities(
        desk,
        ("More than 60 goats drowned in Dell.", [("More than 60", 60, "goats", {"bound": "more_than"})]),
        ("In Dell 62 sheep and 71 goats drowned.", [("62", 62, "sheep", {}), ("71", 71, "goats", {})]),
    )
    chosen = closest(claim[0], text, Rarity(q.context for q in (*claim, *text)))
    assert chosen is not None
    assert chosen.figure.value == 71
    assert closest(claim[0], [], Rarity([])) is None


def test_what_two_named_holders_sold_is_two_quantities(desk):
    told = "has sold 30,000 tickets for the summer crossing to Port Sand"
    figures = [("30,000", 30_000, "tickets", {"event": "sell"})]
    one, two, again = _quantities(
        desk,
        (f"Dell Ferries {told}.", figures),
        (f"Sand Lines {told}.", figures),
        (f"Dell Ferries {told} by June.", figures),
    )
    rarity = Rarity(q.context for q in (*one, *two, *again))
    assert judged_same(one[0], two[0], rarity) == ""
    assert "tickets" in judged_same(one[0], again[0], rarity)


def test_a_verb_is_an_act_of_people_only_where_people_are_counted(desk):
    people, rating = _quantities(
        desk,
        ("The fort holds 40 prisoners.", [("40", 40, "prisoners", {"event": "hold"})]),
        ("The fort holds 40 cannons.", [("40", 40, "cannons", {"event": "hold"})]),
    )
    assert (people[0].act, rating[0].act) == ("arrest", "hold")
