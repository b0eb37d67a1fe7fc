"""Which rulings hold: undone, overruled, without a place; and where people disagree."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.rulings.making import made
from trackrecord.link.rulings.standing import conflicts, in_force, made_by, standings
from trackrecord.link.rulings.subjects import Places, subject_of
from trackrecord.types import Ref, Ruling

A, B, C = "a" * 32, "b" * 32, "c" * 32


def rule(kind, subject, value=None, by="Ann", day=1, reason="so"):
    return made(kind, subject, value, by=by, reason=reason, at=f"2031-08-{day:02d}")


def states(some, town, threads=None):
    return {s.ruling.id: s.state for s in standings(some, Places(town), threads)}


def named(town, report, kind, index, noun=None):
    reading = next(r for r in town if r.report.id == report)
    return subject_of(reading, Ref(report, kind, index), noun)


def test_an_undo_reverses_and_an_undo_of_the_undo_brings_back(town):
    first = rule("reject", named(town, B, "deed", 0))
    undo = rule("undo", f"ruling/{first.id}", day=2)
    redo = rule("undo", f"ruling/{undo.id}", day=3)
    assert states([first], town) == {first.id: "in_force"}
    assert states([first, undo], town) == {first.id: "undone", undo.id: "in_force"}
    for some in permutations([first, undo, redo]):
        assert states(some, town) == {first.id: "in_force", undo.id: "undone", redo.id: "in_force"}


def test_a_long_chain_of_undos_is_followed_to_its_end(town):
    chain = [rule("reject", named(town, B, "deed", 0))]
    for number in range(1500):
        chain.append(rule("undo", f"ruling/{chain[-1].id}", reason=str(number)))
    found = states(chain, town)
    assert found[chain[-1].id] == "in_force"
    assert found[chain[0].id] == "in_force"
    assert found[chain[1].id] == "undone"


def test_the_later_of_two_on_one_question_holds(town):
    deed = named(town, B, "deed", 0)
    first, second = rule("reject", deed), rule("accept", deed, by="Ben", day=2)
    assert states([second, first], town) == {first.id: "overruled", second.id: "in_force"}
    found = standings([first, second], Places(town))[0]
    assert found.overruled_by == second.id
    assert "Ben" in found.because


def test_those_who_agree_are_all_in_force(town):
    deed = named(town, B, "deed", 0)
    both = [rule("reject", deed), rule("reject", deed, by="Ben", day=2)]
    assert set(states(both, town).values()) == {"in_force"}
    assert conflicts(standings(both, Places(town))) == ()


def test_a_correction_says_that_the_item_holds_and_other_fields_stay_corrected(town):
    deed = named(town, B, "deed", 0)
    gone = rule("reject", deed)
    one = rule("correct", deed, {"field": "relation", "value": "partly"}, day=2)
    two = rule("correct", deed, {"field": "interest", "value": "reporter"}, day=3)
    three = rule("correct", deed, {"field": "relation", "value": "stalled"}, day=4)
    assert states([gone, one, two, three], town) == {
        gone.id: "overruled", one.id: "overruled", two.id: "in_force", three.id: "in_force",
    }  # fmt: skip


def test_what_is_not_there_is_without_a_place_and_says_why(town):
    some = [
        rule("reject", f"deed/{'f' * 32}/0-9"),
        rule("reject", f"deed/{B}/0-3"),
        rule("undo", "ruling/R0"),
        rule("join", f"story/{A}", {"with": "story/nowhere"}),
    ]
    found = {s.ruling.id: s for s in standings(some, Places(town))}
    assert {s.state for s in found.values()} == {"unplaced"}
    assert "is not in this ledger" in found[some[0].id].because
    assert "no deed is read there" in found[some[1].id].because
    assert "no ruling R0" in found[some[2].id].because
    assert "is not there" in found[some[3].id].because


def test_one_that_nobody_made_here_is_told_of_and_harmless(town):
    deed = named(town, B, "deed", 0)
    odd = [
        Ruling("R1", "reject", "T8", None, "x", "2031-01-01", ""),
        Ruling("R2", "correct", deed, "{broken", "x", "2031-01-01", ""),
        Ruling("R3", "join", f"story/{A}", "[1]", "x", "2031-01-01", ""),
        Ruling("R4", "undo", "T8", None, "x", "2031-01-01", ""),
        Ruling("R5", "reject", deed, None, "x", "whenever", ""),
    ]
    assert set(states(odd, town).values()) == {"malformed"}
    good = rule("reject", deed)
    stray = Ruling("R6", "undo", f"ruling/{good.id}", None, "x", "whenever", "")
    assert states([good, stray], town)[good.id] == "in_force"
    assert conflicts(standings(odd, Places(town))) == ()


def test_a_chain_of_joins_does_not_bring_together_what_a_later_ruling_split(town):
    p = [named(town, *x) for x in ((A, "party", 0), (B, "party", 1), (C, "party", 1))]
    one = rule("join", p[0], {"with": p[1]}, day=1)
    two = rule("join", p[1], {"with": p[2]}, day=2)
    three = rule("split", p[0], {"from": [p[2]]}, day=3)
    assert states([one, two, three], town) == {one.id: "overruled", two.id: "in_force", three.id: "in_force"}
    # Said the other way round in time, the split gives way.
    early = rule("split", p[0], {"from": [p[2]]}, day=1, reason="early")
    late = [rule("join", p[0], {"with": p[1]}, day=2), rule("join", p[1], {"with": p[2]}, day=3)]
    assert states([early, *late], town)[early.id] == "overruled"


def test_two_people_who_differ_are_a_conflict_and_one_who_changes_her_mind_is_not(town):
    thread = named(town, A, "commitment", 0, "thread")
    first = rule("set_status", thread, {"status": "kept"})
    other = rule("set_status", thread, {"status": "broken"}, by="Ben", day=2)
    (found,) = conflicts(standings([first, other], Places(town)))
    assert found.rulings == (first, other)
    assert found.decides == other.id
    again = rule("set_status", thread, {"status": "broken"}, day=3)
    assert conflicts(standings([first, other, again], Places(town))) == ()
    undone = rule("undo", f"ruling/{other.id}", by="Ben", day=3)
    assert conflicts(standings([first, other, undone], Places(town))) == ()


def test_statuses_set_on_two_mentions_of_one_thread_are_one_question(town):
    one, two = named(town, A, "commitment", 0, "thread"), named(town, C, "commitment", 0, "thread")
    some = [
        rule("set_status", one, {"status": "kept"}),
        rule("set_status", two, {"status": "broken"}, by="Ben", day=2),
    ]
    threads = {Ref(A, "commitment", 0): "T1", Ref(C, "commitment", 0): "T1"}
    assert states(some, town, threads)[some[0].id] == "overruled"
    assert len(conflicts(standings(some, Places(town), threads), threads)) == 1
    assert states(some, town)[some[0].id] == "in_force"


def test_who_accepts_after_a_correction_saw_it_and_who_accepted_before_did_not(town):
    deed = named(town, B, "deed", 0)
    correction = rule("correct", deed, {"field": "relation", "value": "partly"}, by="Ben", day=2)
    assert len(conflicts(standings([rule("accept", deed, day=1), correction], Places(town)))) == 1
    assert conflicts(standings([rule("accept", deed, day=3), correction], Places(town))) == ()


def test_who_accepted_a_status_differs_from_who_set_another(town):
    thread = named(town, A, "commitment", 0, "thread")
    accepted = rule("accept", thread, {"status": "disputed"})
    other, same = (rule("set_status", thread, {"status": s}, by="Ben", day=2) for s in ("kept", "disputed"))
    assert len(conflicts(standings([accepted, other], Places(town)))) == 1
    assert states([accepted, other], town)[accepted.id] == "overruled"
    assert conflicts(standings([accepted, same], Places(town))) == ()
    assert set(states([accepted, same], town).values()) == {"in_force"}


def test_only_rulings_made_by_the_day_count_and_each_once():
    some = [rule("accept", "deed/a/1-2", day=day) for day in (1, 2, 3)]
    assert made_by([*some, *some], "2031-08-02") == some[:2]


@given(st.data())
def test_the_order_in_which_rulings_come_plays_no_part(data):
    nouns = [f"story/{x}" for x in "abc"]
    some: list[Ruling] = []
    for number in range(data.draw(st.integers(1, 7))):
        by, day = data.draw(st.sampled_from(["Ann", "Ben"])), data.draw(st.integers(1, 3))
        if some and data.draw(st.booleans()):
            some.append(rule("undo", f"ruling/{data.draw(st.sampled_from(some)).id}", by=by, day=day))
            continue
        one, two = data.draw(st.permutations(nouns))[:2]
        kind, key = data.draw(st.sampled_from([("join", "with"), ("split", "from")]))
        some.append(rule(kind, one, {key: two}, by=by, day=day, reason=str(number)))
    places = _AllThere()
    found = standings(some, places)
    assert standings(data.draw(st.permutations(some)), places) == found
    assert conflicts(standings(some[::-1], places)) == conflicts(found)
    holding = in_force(found)
    pairs = {(frozenset((s.place, o)), s.ruling.kind) for s in holding for o in s.others}
    assert not any((pair, "split") in pairs for pair, kind in pairs if kind == "join")


class _AllThere(Places):
    def __init__(self):
        super().__init__([])

    def has(self, report):
        return True
