"""How two figures of one quantity stand to each other, in words."""

from __future__ import annotations

import pytest

from trackrecord.link import link
from trackrecord.link.figures import link_figures
from trackrecord.link.parties import link_parties
from trackrecord.link.roster import Roster
from trackrecord.link.takenup import quantities
from trackrecord.types import FigurePair, Ref
from trackrecord.weigh import weigh
from trackrecord.weigh.figures import weigh_pair, within


def _weigh(desk, *sides, as_of=None):
    readings = []
    for i, (quote, value, bound, counts, more) in enumerate(sides):
        more = dict(more)
        day, giver, published = (
            more.pop("day", None),
            more.pop("giver", None),
            more.pop("published", f"2030-05-1{i}"),
        )
        draft = desk.draft(
            f"r{i}",
            f"{quote} {counts} had left Port Sand that day, Marta Quill and Bram Oduya said.",
            published,
        )
        if giver:
            more["given_by"] = draft.party("person", giver)
        if day:
            more["as_of"] = draft.date("that day", day)
        draft.figure(quote, value, counts, bound, event="leave", **more)
        readings.append(draft.reading())
    pair = FigurePair(Ref("r0", "figure", 0), Ref("r1", "figure", 0), 0.9, "made")
    roster = Roster(readings, link_parties(readings)[1])
    counted = {q.ref: q for r in readings for q in quantities(r, roster)}
    return weigh_pair(pair, counted, {r.report.id: r for r in readings}, as_of)


def _side(quote, value, bound="exact", counts="people", **more):
    return quote, value, bound, counts, more


@pytest.mark.parametrize(
    ("one", "two", "value", "rule"),
    [
        (_side("300", 300), _side("300", 300), "agree", "same_value"),
        (_side("300", 300), _side("310", 310), "differ", "values_differ"),
        (_side("more than 300", 300, "more_than"), _side("340", 340), "compatible", "bounds_meet"),
        (_side("more than 300", 300, "more_than"), _side("290", 290), "differ", "values_differ"),
        (_side("nearly 200", 200, "nearly"), _side("190", 190), "compatible", "bounds_meet"),
        (_side("nearly 200", 200, "nearly"), _side("113", 113), "differ", "values_differ"),
        (_side("about 200", 200, "about"), _side("212", 212), "compatible", "bounds_meet"),
        (
            _side("more than 300", 300, "more_than"),
            _side("more than 400", 400, "more_than"),
            "differ",
            "bounds_differ",
        ),
        (
            _side("at least 300", 300, "at_least"),
            _side("at most 400", 400, "at_most"),
            "compatible",
            "bounds_meet",
        ),
        (_side("200", 200), _side("120", 120, counts="soldiers"), "compatible", "part_of_whole"),
        (_side("200", 200), _side("220", 220, counts="soldiers"), "differ", "values_differ"),
        (
            _side("200", 200, counts="Kenyan citizens"),
            _side("200", 200, counts="Norwegian citizens"),
            "not_comparable",
            "other_scope",
        ),
        (_side("5%", 5, unit="%"), _side("5", 5), "not_comparable", "other_scope"),
    ],
)
def test_verdict(desk, one, two, value, rule):
    finding = _weigh(desk, one, two)
    assert (finding.value, finding.rule) == (value, rule)
    assert finding.explanation.endswith(".")
    assert finding.subject == "r0:figure:0|r1:figure:0"


def test_two_lower_bounds_differ_and_their_dates_are_named(desk):
    finding = _weigh(
        desk,
        _side("more than 3,000", 3000, "more_than", day="2030-05-09"),
        _side("more than 3,400", 3400, "more_than", published="2030-06-20"),
    )
    assert finding.value == "differ"
    assert "more than 3,000 people (as of 2030-05-09)" in finding.explanation
    assert "more than 3,400 people (printed 2030-06-20)" in finding.explanation
    assert "they hold for different dates" in finding.explanation


def test_later_higher_count_by_the_same_source_supersedes(desk):
    one = _side("300", 300, day="2030-05-09", giver="Marta Quill")
    later = _side("420", 420, day="2030-05-11", giver="Marta Quill")
    assert _weigh(desk, one, later).value == "superseded"
    assert _weigh(desk, later, one).value == "superseded"
    other = _side("420", 420, day="2030-05-11", giver="Bram Oduya")
    assert _weigh(desk, one, other).value == "differ"
    lower = _side("280", 280, day="2030-05-11", giver="Marta Quill")
    assert _weigh(desk, one, lower).value == "differ"


def test_pair_not_yet_known_has_no_verdict():
    pair = FigurePair(Ref("r0", "figure", 0), Ref("gone", "figure", 0), 0.9, "made")
    assert weigh_pair(pair, {}, {}, None) is None


def test_bare_number_takes_up_the_noun_before_it(desk):
    text = "By the army's account 198 detainees crossed the bridge. The other side says it received 191."
    draft = desk.draft("r1", text)
    draft.figure("198", 198, "detainees")
    draft.figure("191", 191, "")
    reading = draft.reading()
    (finding,) = [f for f in weigh([reading], link([reading])) if f.kind == "figures"]
    assert finding.value == "differ"
    assert "198 detainees" in finding.explanation


def _verdicts(drafts):
    readings = [d.reading() for d in drafts]
    parties = link_parties(readings)[1]
    roster = Roster(readings, parties)
    counted = {q.ref: q for r in readings for q in quantities(r, roster)}
    by_id = {r.report.id: r for r in readings}
    pairs = link_figures(readings, parties)
    return {(p.a, p.b): weigh_pair(p, counted, by_id, None) for p in pairs}


def test_later_count_in_the_text_supersedes_and_another_source_differs(desk):
    draft = desk.draft("r1", "The guard put the dead at 19 on Monday and later at 25; a charity counted 53.")
    for value in (19, 25, 53):
        draft.figure(str(value), value, "")
    found = {(a.index, b.index): f for (a, b), f in _verdicts([draft]).items()}
    assert (found[0, 1].value, found[0, 1].rule) == ("superseded", "later_count_in_the_text")
    assert found[1, 2].value == "differ"


def test_later_part_of_one_whole_supersedes(desk):
    one = desk.draft("r1", "Of 80 boats of the guard, 35 have left Port Sand.", "2030-05-10")
    one.figure("80", 80, "boats")
    one.figure("35", 35, "")
    two = desk.draft("r2", "The guard has sent away 52 of 80.", "2030-05-14")
    two.figure("52", 52, "")
    two.figure("80", 80, "")
    found = {(a.index, b.index): f for (a, b), f in _verdicts([one, two]).items()}
    assert (found[1, 0].value, found[1, 0].rule) == ("superseded", "later_part_of_one_whole")
    assert "both are parts of 80" in found[1, 0].explanation


def test_number_promised_beside_number_done_is_not_compared(desk):
    one = desk.draft("r1", "The guard promised to free 40 sailors from the fort at Dell.", "2030-05-10")
    one.figure("40", 40, "sailors", event="free")
    one.commitment("free 40 sailors")
    two = desk.draft("r2", "The guard freed 31 sailors from the fort at Dell.", "2030-05-14")
    two.figure("31", 31, "sailors", event="free")
    (finding,) = _verdicts([one, two]).values()
    assert finding.value == "not_comparable"
    assert "undertaken" in finding.explanation


def test_words_of_the_report_stand_where_no_day_is_known(desk):
    drafts = []
    for id_, value, when in (("r1", 30, "Last week"), ("r2", 34, "This spring")):
        draft = desk.draft(id_, f"{when} boats took {value} sailors from the fort at Dell.", None)
        draft.figure(str(value), value, "sailors", event="take", as_of=draft.date(when, ""))
        drafts.append(draft)
    (finding,) = _verdicts(drafts).values()
    assert "“Last week”" in finding.explanation
    assert "“This spring”" in finding.explanation


def test_count_since_a_day_is_told_as_such(desk):
    drafts = []
    for id_, value in (("r1", 30), ("r2", 34)):
        draft = desk.draft(
            id_, f"Since 4 May boats have brought {value} sailors from the fort at Dell.", "2030-05-20"
        )
        draft.figure(str(value), value, "sailors", event="bring", as_of=draft.date("4 May", "2030-05-04"))
        drafts.append(draft)
    (finding,) = _verdicts(drafts).values()
    assert "since 2030-05-04" in finding.explanation
    assert "as of" not in finding.explanation


@pytest.mark.parametrize(
    ("told", "bounded", "holds"),
    [
        (_side("1,204", 1204), _side("more than 1,000", 1000, "more_than"), True),
        (_side("500", 500), _side("more than 500", 500, "more_than"), False),
        (_side("500", 500), _side("at least 500", 500, "at_least"), True),
        (_side("480", 480), _side("under 500", 500, "less_than"), True),
        (_side("500", 500), _side("at most 500", 500, "at_most"), True),
        (_side("over 420", 420, "more_than"), _side("over 436", 436, "more_than"), False),
        (_side("over 15", 15, "more_than"), _side("under 16", 16, "less_than"), True),
        (_side("215", 215), _side("about 200", 200, "about"), True),
        (_side("260", 260), _side("about 200", 200, "about"), False),
    ],
)
def test_within_a_bound(desk, told, bounded, holds):
    made = []
    for index, (quote, value, bound, counts, _) in enumerate((told, bounded)):
        draft = desk.draft(f"r{index}", f"{quote} {counts} had left Port Sand.", "2030-05-10")
        draft.figure(quote, value, counts, bound, event="leave")
        made += quantities(draft.reading(), Roster([], ()))
    assert within(made[0], made[1]) is holds
