"""Readings as ruled: corrections in place, rejected items out, references intact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.link import link
from trackrecord.link.rulings.applying import apply
from trackrecord.link.rulings.making import made
from trackrecord.link.rulings.returning import Return
from trackrecord.link.rulings.subjects import ITEM_KINDS, items, subject_of
from trackrecord.types import Ref

A, B, C = "a" * 32, "b" * 32, "c" * 32


def rule(kind, subject, value=None, by="Ann", day=1, reason="so"):
    return made(kind, subject, value, by=by, reason=reason, at=f"2031-08-{day:02d}")


def named(town, report, kind, index, noun=None):
    reading = next(r for r in town if r.report.id == report)
    return subject_of(reading, Ref(report, kind, index), noun)


def corrected(town, report, kind, index, field, value):
    ruling = rule("correct", named(town, report, kind, index), {"field": field, "value": value})
    applied = apply(town, [ruling])
    assert applied.read == applied.kept
    return items(next(r for r in applied.read if r.report.id == report), kind)[index]


@pytest.mark.parametrize(
    ("where", "field", "value", "expected"),
    [
        ((A, "commitment", 0), "kind", "offer", {"kind": "offer"}),
        ((A, "commitment", 0), "by", "ferry guild", {"by": "ferry guild", "by_party": "p2"}),
        ((A, "commitment", 0), "by", "Somebody else", {"by": "Somebody else", "by_party": None}),
        ((A, "commitment", 0), "to", None, {"to": None, "to_party": None}),
        ((A, "commitment", 0), "deadline_last", "2031-06-30", {"deadline_last": "2031-06-30"}),
        ((B, "deed", 0), "by", None, {"by_party": None}),
        ((B, "deed", 0), "asserted_by", "Ada Berg", {"asserted_by": "Ada Berg", "asserted_by_party": "p2"}),
        ((A, "statement", 0), "speaker", "Ferry Guild", {"party": "p2", "speaker_text": "Ferry Guild"}),
        ((A, "statement", 0), "speaker", None, {"party": None, "speaker_text": None, "anonymous": True}),
        ((A, "figure", 0), "value", 50, {"value": 50.0, "bound": "about"}),
        ((A, "figure", 0), "bound", "exact", {"bound": "exact", "low": 40, "high": 40}),
        ((A, "figure", 0), "counts", "ships", {"counts_text": "ships"}),
        ((A, "date", 0), "edtf", "2031-06", {"first": "2031-06-01", "last": "2031-06-30", "edtf": "2031-06"}),
        ((A, "party", 0), "name", "Ada L. Berg", {"name": "Ada L. Berg", "id": "p1"}),
        ((B, "event", 0), "reality", "denied", {"reality": "denied"}),
    ],
)  # fmt: skip
def test_a_field_is_corrected_with_what_follows_from_it(town, where, field, value, expected):
    item = corrected(town, *where, field, value)
    assert {name: getattr(item, name) for name in expected} == expected


def test_a_corrected_range_follows_from_value_and_bound(town):
    item = corrected(town, A, "figure", 0, "value", 100)
    assert item.low < 100 < item.high
    assert (item.low, item.high) != (40, 40)


def test_a_party_can_be_named_by_its_subject(town):
    item = corrected(town, A, "commitment", 1, "by", named(town, A, "party", 1))
    assert (item.by, item.by_party) == ("Ferry Guild", "p2")


def test_a_rejected_commitment_leaves_its_deed_and_moves_the_others_up(town):
    applied = apply(
        town,
        [rule("reject", named(town, A, "commitment", 0)), rule("reject", named(town, C, "commitment", 0))],
    )
    assert [c.by for c in applied.kept[0].commitments] == ["Ada Berg"]
    assert applied.kept[0].commitments[0] == town[0].commitments[1]
    assert applied.kept[2].deeds[0].about == ()
    assert applied.read[0].commitments == town[0].commitments
    assert applied.read[2].deeds[0].about == ()
    assert applied.rejected == {Ref(A, "commitment", 0), Ref(C, "commitment", 0)}


def test_a_rejected_party_is_nobodys_party_and_a_rejected_date_nobodys_day(town):
    applied = apply(
        town, [rule("reject", named(town, B, "party", 0)), rule("reject", named(town, B, "date", 0))]
    )
    reading = applied.kept[1]
    assert [p.id for p in reading.parties] == ["p2", "p3"]
    assert reading.dates == ()
    assert reading.events[0].recipients == ()
    assert reading.events[0].date is None
    assert reading.figures[0].given_by is None
    assert reading.figures[0].as_of is None
    assert reading.deeds[1].asserted_by_party is None
    assert reading.deeds[1].asserted_by == "Ferry Guild"
    assert applied.read[1].dates[0].first is None


def test_links_over_what_was_kept_come_back_to_the_items_as_read(town):
    plain = link(town)
    applied = apply(
        town, [rule("reject", named(town, A, "commitment", 0)), rule("reject", named(town, C, "party", 0))]
    )
    links = link(applied.kept, applied.bounds)
    back = Return(applied.shifts, links).links(links)
    assert {ref for t in back.threads for ref in t.mentions} == {
        Ref(A, "commitment", 1),
        Ref(C, "commitment", 0),
    }
    assert Ref(C, "party", 0) not in {ref for p in back.parties for ref in p.members}
    assert {ref for p in back.parties for ref in p.members} == {
        ref for p in plain.parties for ref in p.members
    } - {Ref(C, "party", 0)}
    untouched = {t.id for t in plain.threads if t.mentions == (Ref(A, "commitment", 1),)}
    assert untouched <= {t.id for t in back.threads}


def test_without_rulings_nothing_changes(town):
    applied = apply(town[::-1], [])
    assert applied.kept == applied.read == tuple(town)
    assert not applied.bounds.parties
    assert not applied.changes


def test_a_party_that_was_split_off_leaves_and_the_rest_stay(town):
    berg = [Ref(A, "party", 0), Ref(B, "party", 1), Ref(C, "party", 0)]
    assert any(set(p.members) == set(berg) for p in link(town).parties)
    split = rule("split", named(town, A, "party", 0), {"from": [named(town, B, "party", 1)]})
    applied = apply(town, [split])
    links = link(applied.kept, applied.bounds)
    groups = {p.members for p in links.parties}
    assert (berg[0],) in groups
    assert (berg[1], berg[2]) in groups
    assert not any(j.made and berg[0] in (j.a, j.b) for j in links.joins)


def test_a_join_joins_the_whole_of_both_and_is_told_as_ruled(town):
    join = rule("join", named(town, A, "party", 0), {"with": named(town, C, "party", 1)})
    applied = apply(town, [join])
    links = link(applied.kept, applied.bounds)
    assert any(
        {Ref(A, "party", 0), Ref(B, "party", 1), Ref(C, "party", 0), Ref(C, "party", 1)} == set(p.members)
        for p in links.parties
    )
    made_one = [j for j in links.joins if {j.a, j.b} == {Ref(A, "party", 0), Ref(C, "party", 1)}]
    assert [(j.made, j.reasons) for j in made_one] == [(True, ("ruled to be one",))]


def test_threads_deeds_stories_occasions_and_figures_are_bound(town):
    def linked(*rulings):
        applied = apply(town, rulings)
        return link(applied.kept, applied.bounds)

    quay = [Ref(A, "commitment", 0), Ref(C, "commitment", 0)]
    assert any(set(quay) == set(t.mentions) for t in linked().threads)
    one, two = (named(town, r.report, "commitment", r.index, "thread") for r in quay)
    assert not any(set(quay) <= set(t.mentions) for t in linked(rule("split", two, {"from": one})).threads)
    fares = named(town, A, "commitment", 1, "thread")
    assert any(len(t.mentions) == 3 for t in linked(rule("join", one, {"with": fares})).threads)
    deed = named(town, C, "deed", 0)
    moved = linked(rule("split", deed, {"from": [one]}), rule("join", deed, {"with": fares}))
    assert [t.mentions for t in moved.threads if Ref(C, "deed", 0) in t.deeds] == [(Ref(A, "commitment", 1),)]
    stories = linked(rule("join", f"story/{A}", {"with": f"story/{C}"})).stories
    assert any({A, C} <= set(s.reports) for s in stories)
    together = next(s for s in stories if A in s.reports)
    assert together.reports == tuple(sorted(together.reports))  # in order of publication, as the ids are
    occasions = linked(
        rule("join", named(town, B, "event", 0, "occasion"), {"with": named(town, C, "event", 0, "occasion")})
    ).occasions
    assert [len(o.events) for o in occasions] == [2]
    pair = [named(town, A, "figure", 0), named(town, B, "figure", 0)]
    joined = linked(rule("join", pair[0], {"with": pair[1]})).figures
    assert [(p.a.report, p.b.report, p.reason) for p in joined] == [(A, B, "ruled to count the same")]
    assert linked(rule("split", pair[0], {"from": pair[1]})).figures == ()


@given(st.data())
@settings(max_examples=40)
def test_any_readings_under_any_rulings_stay_whole(any_reading, data):
    reading = data.draw(any_reading())
    rulings = []
    for kind in ITEM_KINDS:
        for index in range(len(items(reading, kind))):
            if data.draw(st.booleans()):
                subject = subject_of(reading, Ref(reading.report.id, kind, index))
                rulings.append(rule("reject", subject, reason=str(len(rulings))))
    applied = apply([reading], rulings)
    assert apply([reading], data.draw(st.permutations(rulings))) == applied
    (kept,) = applied.kept
    parties = {p.id for p in kept.parties}
    for kind in ITEM_KINDS:
        gone = sum(ref.kind == kind for ref in applied.rejected)
        assert len(items(kept, kind)) == len(items(reading, kind)) - gone
        assert len(items(applied.read[0], kind)) == len(items(reading, kind))
    for e in kept.events:
        assert {*e.actors, *e.recipients, *({e.place} - {None})} <= parties
        assert e.date is None or 0 <= e.date < len(kept.dates)
    for d in kept.deeds:
        assert all(0 <= i < len(kept.commitments) for i in d.about)
    for s in kept.statements:
        assert s.party is None or s.party in parties
