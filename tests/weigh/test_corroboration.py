"""Independent sources: copies, shared origins and one publisher's reports count once."""

from __future__ import annotations

from trackrecord.link.parties import link_parties
from trackrecord.link.roster import Roster
from trackrecord.types import Ref, Span
from trackrecord.weigh.corroboration import corroboration


def _given(desk, id_, giver, published, day="Thursday", value=105, publisher=None):
    text = f"{giver} said on {day} that {value} islanders had left Port Sand."
    draft = desk.draft(id_, text, published, publisher=publisher)
    who = (
        draft.party("person", giver)
        if giver[0].isupper() and " " in giver and not giver.startswith("An ")
        else None
    )
    draft.figure(str(value), value, "islanders", given_by=who)
    return draft.reading()


def _count(readings, texts=None, false=None):
    roster = Roster(readings, link_parties(readings)[1])
    refs = [Ref(r.report.id, "figure", 0) for r in readings]
    return corroboration("x", refs, {r.report.id: r for r in readings}, texts or {}, roster, None, false)


def test_two_givers_are_two_sources(desk):
    finding = _count(
        [_given(desk, "r1", "Marta Quill", "2030-05-10"), _given(desk, "r2", "Bram Oduya", "2030-05-10")]
    )
    assert (finding.value, finding.sources) == ("2", 2)
    assert finding.explanation == "2 independent sources in 2 reports."


def test_one_giver_of_one_day_is_one_origin_and_named(desk):
    finding = _count(
        [
            _given(desk, "r1", "Marta Quill", "2030-05-10"),
            _given(desk, "r2", "Marta Quill", "2030-05-11", value=95),
        ]
    )
    assert finding.value == "1"
    assert "rests on Marta Quill, Thursday" in finding.explanation
    assert [e.role for e in finding.evidence] == ["for", "neutral"]


def test_one_giver_of_two_days_is_two_sources(desk):
    one, two = (
        _given(desk, "r1", "Marta Quill", "2030-05-10"),
        _given(desk, "r2", "Marta Quill", "2030-05-10", "Friday"),
    )
    assert _count([one, two]).value == "2"
    late = _given(desk, "r3", "Marta Quill", "2030-05-24")
    assert _count([one, late]).value == "2"


def test_unnamed_givers_are_not_taken_for_one(desk):
    readings = [
        _given(desk, "r1", "An official", "2030-05-10"),
        _given(desk, "r2", "An official", "2030-05-10"),
    ]
    assert _count(readings).value == "2"


def test_copies_are_one_source(desk):
    readings = [
        _given(desk, f"r{i}", n, "2030-05-10")
        for i, n in enumerate(("Marta Quill", "Bram Oduya", "Liv Aasen"))
    ]
    finding = _count(readings, {"r0": "r0", "r1": "r0"})
    assert finding.value == "2"
    assert "1 copy of one text folded" in finding.explanation


def test_reports_of_one_publisher_are_one_source(desk):
    readings = [
        _given(desk, "r1", "Marta Quill", "2030-05-10", publisher="The Harbour Post"),
        _given(desk, "r2", "Bram Oduya", "2030-05-20", publisher="The Harbour Post"),
    ]
    finding = _count(readings)
    assert finding.value == "1"
    assert "by The Harbour Post" in finding.explanation


def test_unnamed_speaker_told_to_one_outlet_is_one_origin(desk):
    readings = []
    for id_ in ("r1", "r2"):
        draft = desk.draft(
            id_, "An official told the Meridian Wire on Monday that 40 boats had sunk.", "2030-05-10"
        )
        draft.figure("40", 40, "boats")
        draft.statement("40 boats had sunk", "An official", anonymous=True, conveyed_by="Meridian Wire")
        readings.append(draft.reading())
    finding = _count(readings)
    assert finding.value == "1"
    assert "Meridian Wire" in finding.explanation


def test_nothing_known_has_no_count(desk):
    assert corroboration("x", [Ref("gone", "figure", 0)], {}, {}, Roster([], ()), None) is None


def test_a_line_that_a_copy_falsified_supports_nothing(desk):
    readings = [
        _given(desk, "r1", "Marta Quill", "2030-05-10"),
        _given(desk, "r2", "Bram Oduya", "2030-05-20"),
    ]
    told = readings[1].figures[0].span
    finding = _count(readings, false={"r2": (told,)})
    assert finding.value == "1"
    assert "1 line left out: a copy tells it otherwise than its original" in finding.explanation
    assert [(e.ref.report, e.role) for e in finding.evidence] == [("r1", "for"), ("r2", "neutral")]
    assert _count(readings, false={"r2": (Span(0, 4),)}).value == "2"  # another line of that copy


def test_a_line_that_only_a_copy_tells_is_counted_and_the_reader_is_told(desk):
    reading = _given(desk, "r2", "Bram Oduya", "2030-05-20")
    finding = _count([reading], false={"r2": (reading.figures[0].span,)})
    assert finding.value == "1"
    assert "told only by a copy, otherwise than its original" in finding.explanation
