"""The days that matter, each told by a sentence of the reports; nothing else is told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.link.parties import link_parties
from trackrecord.read.dates.finding import find_dates_unparsed
from trackrecord.types import Reading, Report
from trackrecord.weigh.timeline import party_scope, timeline


def reading(id_, text, published, garble=0.0):
    report = Report(
        id_, text, split_sentences(text), split_paragraphs(text), published=published, published_basis="given",
        garble=garble,
    )  # fmt: skip
    return Reading(report, dates=find_dates_unparsed(report))


SANK = "The ferry Marigold sank off Port Sand on 4 March 2031 with 212 people aboard, the coast guard said."
PILE = (
    reading("a", f"{SANK} Divers pulled thirty-one survivors from the dark water.", "2031-03-05"),
    reading("b", "Bow doors of ferries will be checked on every line. The Marigold sank on 4 March 2031 off Port Sand "
                 "when her bow door failed, killing many people aboard.", "2031-03-20"),
    reading("c", "Captain Elin Moss was charged on 18 March 2031 over the loss of the ferry Marigold near Port Sand. "
                 "The ferry sank off Port Sand on 4 March 2031.", "2031-03-19"),
    reading("d", "The yard that built the ferry was founded on 2 June 1968. An inquiry opens on 9 May 2031.", "2031-03-21"),
)  # fmt: skip


def days(entries):
    return [e.day for e in entries]


def test_the_days_most_come_back_to_are_chosen_and_stand_in_order():
    assert days(timeline(PILE, number=1)) == ["2031-03-04"]
    assert days(timeline(PILE, number=2)) == ["2031-03-04", "2031-03-18"]


def test_what_is_long_past_and_what_is_still_to_come_is_left_out():
    found = days(timeline(PILE, number=50))
    assert "1968-06-02" not in found
    assert "2031-05-09" not in found


def test_every_entry_is_a_sentence_of_a_report_with_all_mentions_of_its_day():
    by_id = {r.report.id: r for r in PILE}
    for entry in timeline(PILE, number=50):
        assert entry.span in by_id[entry.report].report.sentences
        assert entry.evidence or not entry.named
        for ref in entry.evidence:
            assert ref.kind == "date"
            assert by_id[ref.report].dates[ref.index].first == entry.day
    sank = timeline(PILE, number=1)[0]
    assert sank.named
    assert sank.reports == 3
    assert "sank" in sank.span.text(by_id[sank.report].report.text)


def test_copies_count_once():
    copy = reading("a2", PILE[0].report.text + " Ends.", "2031-03-06")
    alone = timeline(PILE, number=1)[0]
    doubled = timeline([*PILE, copy], number=1)[0]
    folded = timeline([*PILE, copy], number=1, texts={"a": "a", "a2": "a"})[0]
    assert (alone.reports, doubled.reports, folded.reports) == (3, 4, 3)
    assert folded.weight < doubled.weight


def test_a_garbled_report_does_not_lend_the_sentence():
    spun = SANK.replace("sank", "descended").replace("people", "persons")
    one = timeline([reading("x", spun, "2031-03-05", garble=0.6), reading("y", SANK, "2031-03-05")], number=1)
    other = timeline(
        [reading("x", SANK, "2031-03-05"), reading("y", spun, "2031-03-05", garble=0.6)], number=1
    )
    assert (one[0].report, other[0].report) == ("y", "x")


def test_no_sentence_tells_of_two_days():
    both = (
        "The council met on 4 March 2031 in Eastport and its envoy crossed the river on 5 March 2031 by boat."
    )
    found = timeline(
        [reading("x", both, "2031-03-07"), reading("y", both + " Ends.", "2031-03-08")], number=5
    )
    assert len({(e.report, e.span) for e in found}) == len(found) == 2


def test_a_sentence_about_the_day_goes_before_one_that_comes_back_to_it_from_another():
    aside = "On 9 March 2031 the ferry line was sold by Karl Brandt, whose ferry had sunk off Port Sand on 4 March 2031."
    about = "A ferry of Karl Brandt had sunk off Port Sand on 4 March 2031 on the evening run from Eastport."
    found = timeline([reading("x", aside, "2031-03-10"), reading("y", about, "2031-03-10")], number=5)
    assert {e.day: e.report for e in found} == {"2031-03-04": "y", "2031-03-09": "x"}


def test_an_opening_that_names_no_day_may_tell_of_the_day_before_and_is_marked_but_one_of_another_day_may_not():
    dated = "Moss was charged on 18 March 2031."  # too short to be chosen
    opening = "The captain was charged and led from the harbour office in Port Sand, where a crowd had come together."
    pile = [
        reading("a", dated, "2031-03-30"),
        reading("b", opening, "2031-03-19"),
    ]
    (entry,) = [e for e in timeline(pile, number=5) if e.day == "2031-03-18"]
    assert (entry.report, entry.named) == ("b", False)
    elsewhere = reading("b", opening[:-1] + " on 14 March 2031.", "2031-03-19")
    assert "2031-03-18" not in [e.day for e in timeline([pile[0], elsewhere], number=5)]


def test_only_sentences_in_scope_count():
    inside = {"c": frozenset({0})}
    (only,) = timeline(PILE, number=50, scope=inside)
    assert (only.day, only.report) == ("2031-03-18", "c")
    assert timeline(PILE, number=50, scope={}) == ()


def test_the_scope_of_a_party_is_where_it_is_mentioned(desk):
    draft = desk.draft(
        "r1", "Elin Moss sailed on Monday. The pier was closed. Later Moss was heard.", "2031-03-05"
    )
    draft.party("person", "Elin Moss", "Moss")
    some = [draft.reading()]
    (party,) = link_parties(some)[1]
    assert party_scope(some, [party], frozenset({party.id})) == {"r1": frozenset({0, 2})}
    assert party_scope(some, [party], frozenset()) == {"r1": frozenset()}


def test_order_never_matters_and_nothing_gives_nothing():
    expected = timeline(PILE, number=5)
    for order in permutations(PILE):
        assert timeline(order, number=5) == expected
    assert timeline([], number=5) == ()
    assert timeline([reading("u", SANK, None)], number=5) == ()
    assert timeline([reading("e", "", "2031-03-05")], number=5) == ()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-60, 60)), max_size=12), st.integers(1, 8))
def test_never_more_days_than_asked_for_each_once_and_in_reach(pairs, number):
    start = date(2031, 3, 1)
    some = [
        reading(f"r{i}", f"The council met on {(start + timedelta(named)):%d %B %Y} and sent an envoy across the river to Eastport.",
                (start + timedelta(printed)).isoformat())
        for i, (printed, named) in enumerate(pairs)
    ]  # fmt: skip
    found = timeline(some, number=number)
    assert len(found) <= number
    assert days(found) == sorted(set(days(found)))
    printed = [r.report.published for r in some]
    for entry in found:
        assert entry.day <= max(printed)
        assert entry.day >= (date.fromisoformat(min(printed)) - timedelta(7)).isoformat()
