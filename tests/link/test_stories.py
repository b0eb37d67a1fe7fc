"""Reports of one occurrence hang together; what comes later joins or starts, and moves nothing that stands."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.link import stories as module
from trackrecord.link.piles import Pile
from trackrecord.link.placing import link_stories, place, regrouped
from trackrecord.link.stories import Finder, profile
from trackrecord.types import CopyGroup, CopyPair, DateMention, Reading, Report, Span

FERRY_1 = (
    "The ferry Marigold sank off Port Sand on Tuesday with 212 people aboard, the coast guard said. Divers pulled 31 "
    "survivors from the water before dark. Captain Elin Moss told the harbour office that the bow door had failed."
)
FERRY_2 = (
    "Rescuers searched through the night for passengers of the ferry Marigold, which went down near Port Sand with 212 "
    "people aboard. The coast guard named a failed bow door as the likely cause. Thirty-one survivors were in hospital."
)
BRIDGE_1 = (
    "The council of Eastport voted by nine to four to close the old rail bridge for repairs. Mayor Tomas Berg said the "
    "girders had rusted through. Freight will go by road until the spring."
)
BRIDGE_2 = (
    "Freight trains will be sent round by road after Eastport's council voted nine to four to shut the rusted rail "
    "bridge. Mayor Tomas Berg said repairs of the girders would last until the spring."
)
HARVEST = "Barley growers in the Lower Vale reported a poor harvest after the dry summer, and prices rose by a tenth."
STRIKE = "Teachers at forty schools walked out over pay, and the union said that talks with the ministry had failed."


def reading(id_, text, published, language="en"):
    report = Report(
        id_, text, split_sentences(text), split_paragraphs(text), published=published, language=language
    )
    return Reading(report)


PILE = (
    reading("r1", FERRY_1, "2031-03-04"),
    reading("r2", FERRY_2, "2031-03-05"),
    reading("r3", BRIDGE_1, "2031-03-05"),
    reading("r4", BRIDGE_2, "2031-03-06"),
    reading("r5", HARVEST, "2031-03-05"),
    reading("r6", STRIKE, "2031-03-06"),
)


def groups(stories):
    return sorted(sorted(s.reports) for s in stories)


def test_reports_of_one_occurrence_are_a_story_and_others_are_not():
    assert groups(link_stories(PILE)) == [["r1", "r2"], ["r3", "r4"], ["r5"], ["r6"]]


def test_a_member_says_why_it_is_there():
    story = next(s for s in link_stories(PILE) if "r2" in s.reports)
    first, second = story.members
    assert (first.report, first.score, first.reason) == ("r1", 1.0, "starts the story")
    assert second.score >= module._SAME
    assert "marigold" in second.reason


def test_order_of_the_readings_never_matters():
    expected = link_stories(PILE)
    for order in list(permutations(PILE))[::37]:
        assert link_stories(order) == expected
    assert link_stories([*PILE, PILE[0]]) == expected


def test_reports_of_a_later_day_only_join_or_start():
    days = sorted({r.report.published for r in PILE})
    so_far = {}
    for day in days:
        now = {s.id: s.members for s in link_stories([r for r in PILE if r.report.published <= day])}
        for story, members in so_far.items():
            assert now[story][: len(members)] == members  # scores and reasons too
        so_far = now


_WORDS = "pier vote flood envoy strike mine tanker court dam ferry rebel harvest fire bank wage road".split()


def _made(seed, number):
    chance = random.Random(seed)
    made = []
    for i in range(number):
        about = chance.sample(_WORDS, 4)
        text = ". ".join(" ".join(chance.choices(about, k=6)).capitalize() for _ in range(3)) + "."
        published = chance.choice([None, *(f"2031-03-{d:02}" for d in range(1, 25))])
        made.append(reading(f"x{i:03}", text, published))
    return made


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 40), st.sampled_from(["2031-03-03", "2031-03-09", "2031-03-18"]))
def test_any_pile_is_split_into_stories_that_a_later_day_only_adds_to(seed, number, day):
    pile = _made(seed, number)
    whole = link_stories(pile)
    assert sorted(r for s in whole for r in s.reports) == [r.report.id for r in pile]
    random.Random(seed + 1).shuffle(pile)
    assert link_stories(pile) == whole
    early = [r for r in pile if r.report.published and r.report.published <= day]
    now = {s.id: s.members for s in whole}
    for story in link_stories(early):
        assert now[story.id][: len(story.members)] == story.members


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(0, 40), st.booleans())
def test_what_is_known_of_an_earlier_run_changes_nothing_of_what_is_found(seed, number, before, in_order):
    every = _made(seed, number)
    copies = (
        (CopyGroup("x003", (CopyPair("x003", "x001", "near", 0.9, ""),)),) if seed % 2 and number > 3 else ()
    )
    some = sorted(every, key=lambda r: r.report.published or "9") if in_order else every
    earlier = place(Pile.of(some[:before]), copies if before > number // 2 else ())
    found = place(Pile.of(every), copies, earlier)
    assert found == place(Pile.of(every), copies)
    assert link_stories(every, copies, placements=found) == link_stories(every, copies)


def test_only_what_is_new_and_the_days_that_it_is_held_against_are_looked_at():
    chance = random.Random(4)
    pile = [reading(f"d{n:03}", " ".join(chance.sample(_WORDS, 6)) + ".", f"2031-{1 + n // 28:02}-{1 + n % 28:02}")
            for n in range(112)]  # fmt: skip
    *old, new = pile
    earlier = place(Pile.of(old))
    looked_at = []
    by_id = {r.report.id: r for r in pile}
    facts = Pile.of(pile).facts
    watched = Pile(facts, lambda i: (looked_at.append(i), by_id[i])[1])
    assert place(watched, (), earlier) == place(Pile.of(pile))
    assert looked_at == [r.report.id for r in pile[-19:]]
    looked_at.clear()
    place(Pile({i: facts[i] for i in list(facts)[:-1]}, watched.by_id.__getitem__), (), earlier)
    assert looked_at == []
    place(watched, (), {i: p for i, p in place(Pile.of(pile)).items() if i != "d050"})
    assert looked_at == [
        r.report.id for r in pile[50 - 18 : 50 + 19]
    ]  # a late one, up to where it no longer tells
    assert new.report.id == pile[-1].report.id


def test_a_date_that_people_corrected_or_no_longer_do_is_looked_at_again():
    pile = Pile.of(PILE)
    day = DateMention(Span(0, 3), "DATE", "2031-03-04", "2031-03-04", "2031-03-04", "2031-03-04")
    ruled = pile.with_changed({"r1": replace(PILE[0], dates=(day,)), "r2": replace(PILE[1], dates=(day,))})
    before = place(pile)
    assert place(ruled, (), before) == place(ruled)
    assert place(ruled) != before
    assert place(pile, (), place(ruled)) == before


def test_a_report_that_comes_in_late_with_an_earlier_date_can_change_what_stood_and_that_is_counted():
    before = [["r1", "r2", "r3"], ["r4"]]
    assert regrouped(before, [["new", "r1", "r2", "r3"], ["r4"]]) == 0
    assert regrouped(before, [["r1", "r2"], ["new", "r3"], ["r4"]]) == 3
    assert regrouped(before, [["r1", "r2", "r3", "r4"]]) == 4
    assert regrouped([], [["r1"]]) == 0


def test_the_same_thing_weeks_later_is_another_story():
    late = [reading("r1", FERRY_1, "2031-03-04"), reading("r2", FERRY_2, "2031-03-25")]
    assert groups(link_stories([*late, *PILE[2:]]))[:2] == [["r1"], ["r2"]]


def _copies(relation):
    pair = CopyPair("r1", "c1", relation, 0.9, "")
    return (CopyGroup("r1", (pair,)),)


@pytest.mark.parametrize(
    ("relation", "joined"), [("exact", True), ("near", True), ("rewritten", True), ("excerpt", False)]
)
def test_a_copy_is_in_the_story_of_its_original_but_an_excerpt_goes_by_itself(relation, joined):
    copy = reading(
        "c1", "Vessel Sandpiper descended within waters, two hundred voyagers upon her.", "2031-03-05"
    )
    found = groups(link_stories([*PILE, copy], _copies(relation)))
    assert (["c1", "r1", "r2"] in found) is joined


@pytest.mark.parametrize("published", [None, "2031", "2031-03", "2031-03-01/2031-03-20"])
def test_a_report_without_a_day_joins_only_the_story_of_its_original(published):
    alone = reading("c1", FERRY_1 + " More follows.", published)
    assert ["c1"] in groups(link_stories([*PILE, alone]))
    assert ["c1", "r1", "r2"] in groups(link_stories([*PILE, alone], _copies("near")))


def test_a_story_is_named_by_its_first_report():
    names = {s.reports[0]: s.id for s in link_stories(PILE)}
    grown = {
        s.reports[0]: s.id for s in link_stories([*PILE, reading("r7", FERRY_2 + " Ends.", "2031-03-07")])
    }
    assert names == grown


def test_a_side_bar_on_every_page_makes_no_story():
    bar = "Subscribe now for the Sunday edition with recipes by Nora Lund. Storm warning lifted in the Lower Vale. "
    plain = [FERRY_1, BRIDGE_1, HARVEST, STRIKE]
    pile = [reading(f"b{i}", bar + text, "2031-03-04") for i, text in enumerate(plain)]
    assert groups(link_stories(pile)) == [["b0"], ["b1"], ["b2"], ["b3"]]


def test_a_text_that_is_repeated_whole_is_not_taken_for_a_side_bar():
    pile = [reading(f"w{i}", f"{FERRY_1} Bulletin {i}.", "2031-03-04") for i in range(6)]
    assert groups(link_stories(pile)) == [[f"w{i}" for i in range(6)]]


def test_empty_and_wordless_reports_stand_alone():
    pile = [reading("e1", "", "2031-03-04"), reading("e2", "… — !", "2031-03-04"), reading("e3", "", None)]
    assert groups(link_stories(pile)) == [["e1"], ["e2"], ["e3"]]
    assert link_stories([]) == ()


def test_what_is_old_is_let_go():
    finder = Finder({})
    for day in range(1, 29):
        texts = [
            reading(f"d{day}-{i}", f"{FERRY_1} Bulletin {day} {i} {i * day}.", f"2031-03-{day:02}")
            for i in range(3)
        ]
        finder.add([profile(r) for r in texts])
    assert {p.profile.published.day for p in finder._recent} == set(range(24, 29))
    assert {p.published.day for p in finder._memory} == set(range(14, 29))
    assert set(finder._repeated) == {s for p in finder._memory for s in p.sentences}
    held = {p.profile.report for some in finder._index.values() for p in some}
    assert held == {p.profile.report for p in finder._recent}
    assert set(finder._counts) == {f for p in finder._memory for f in p.features}
    assert min(finder._counts.values()) > 0
