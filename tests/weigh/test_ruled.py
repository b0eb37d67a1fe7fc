"""Findings under rulings: statuses that people set, and the record as of days before them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trackrecord.link import link
from trackrecord.link.linking import only_threads
from trackrecord.link.rulings.making import made
from trackrecord.link.rulings.subjects import subject_of
from trackrecord.types import Ref
from trackrecord.weigh import histories, weigh
from trackrecord.weigh.history import WHILE_IT_LASTS
from trackrecord.weigh.ruled import ruled_histories, ruled_record

A, B = "a" * 32, "b" * 32


@pytest.fixture
def town(desk):
    """A promise, and two deeds told a month later: kept by one's word, broken by another's."""
    d = desk.draft(A, "Mayor Ada Berg promised to reopen the north quay by 1 June.", "2031-05-05")
    berg = d.party("person", "Ada Berg")
    d.commitment("reopen the north quay", by=berg, deadline=d.span("by 1 June"), deadline_last="2031-06-01")
    first = d.reading()
    d = desk.draft(
        B, "The north quay by Ada Berg is open, pilots said. The guild said that Berg never opened the north quay.",
        "2031-06-03",
    )  # fmt: skip
    berg = d.party("person", "Ada Berg", "Berg")
    d.commitment("opened the north quay", by=berg)
    d.deed(
        "The north quay by Ada Berg is open",
        "kept",
        0,
        asserted_by="pilots",
        interest="third_party",
        by_party=berg,
    )
    d.deed(
        "Berg never opened the north quay",
        "broken",
        0,
        asserted_by="guild",
        interest="third_party",
        by_party=berg,
    )
    return [first, d.reading()]


def rule(kind, subject, value=None, by="Ann", day="2031-08-01", reason="Seen it."):
    return made(kind, subject, value, by=by, reason=reason, at=day)


def thread_of(town, index=0):
    return subject_of(town[index], Ref(town[index].report.id, "commitment", 0), "thread")


def deed_of(town, index):
    return subject_of(town[1], Ref(B, "deed", index))


def statuses(record):
    return {f.subject: (f.value, f.rule) for f in record.findings if f.kind == "status"}


def the_thread(record):
    return next(t for t in record.links.threads if t.deeds or len(record.links.threads) == 1)


def test_without_rulings_the_record_is_what_linking_and_weighing_give(town):
    record = ruled_record(town)
    links = link(town)
    assert record.links == links
    assert record.findings == weigh(town, links)
    assert list(ruled_histories(town, record)) == list(histories(town, links))


def test_threads_alone_are_those_of_linking(town):
    links = link(town)
    assert only_threads(town[::-1], links.copies) == links.threads


def test_a_status_that_somebody_set_stands_with_who_when_and_why(town):
    plain = ruled_record(town)
    thread = the_thread(plain)
    before = next(f for f in plain.findings if f.kind == "status" and f.subject == thread.id)
    set_ = rule("set_status", thread_of(town, 1), {"status": "superseded"})
    record = ruled_record(town, [set_])
    after = next(f for f in record.findings if f.kind == "status" and f.subject == thread.id)
    assert (after.value, after.rule) == ("superseded", "ruled")
    assert after.explanation.startswith("Set by Ann on 2031-08-01: Seen it.")
    assert before.explanation in after.explanation
    assert after.evidence == before.evidence
    assert after.others_report == before.others_report


def test_as_of_a_day_before_a_ruling_it_does_not_count_unless_asked(town):
    set_ = rule("set_status", thread_of(town, 1), {"status": "superseded"})
    rejected = rule("reject", deed_of(town, 1))
    for as_of in ("2031-05-06", "2031-06-30", "2031-07-31"):
        assert ruled_record(town, [set_, rejected], as_of).findings == ruled_record(town, [], as_of).findings
    on_the_day = ruled_record(town, [set_, rejected], "2031-08-01")
    assert ("superseded", "ruled") in statuses(on_the_day).values()
    asked = ruled_record(town, [set_, rejected], "2031-07-31", later_rulings=True)
    assert ("superseded", "ruled") in statuses(asked).values()


def test_a_rejected_deed_no_longer_counts(town):
    plain, record = ruled_record(town), ruled_record(town, [rule("reject", deed_of(town, 1))])
    assert statuses(plain)[the_thread(plain).id][0] == "partly_kept"
    assert statuses(record)[the_thread(record).id][0] == "kept"
    assert the_thread(record).id == the_thread(plain).id
    assert Ref(B, "deed", 1) in record.rejected


def test_findings_come_back_to_the_items_as_read(town):
    record = ruled_record(town, [rule("reject", deed_of(town, 0))])
    refs = {e.ref for f in record.findings for e in f.evidence if e.ref.kind == "deed"}
    assert refs == {Ref(B, "deed", 1)}


def test_the_history_changes_on_the_day_of_a_ruling_and_not_before(town):
    plain = ruled_record(town)
    before = list(ruled_histories(town, plain))
    rulings = [
        rule("reject", deed_of(town, 1), day="2031-08-01"),
        rule("set_status", thread_of(town, 1), {"status": "unclear"}, day="2031-08-05"),
    ]
    undo = rule("undo", f"ruling/{rulings[1].id}", day="2031-08-09")
    record = ruled_record(town, [*rulings, undo])
    after = [c for c in ruled_histories(town, record) if c.thread == the_thread(record).id]
    was = [c for c in before if c.thread == the_thread(plain).id]
    assert [(c.day, c.status) for c in after if c.day < "2031-08-01"] == [(c.day, c.status) for c in was]
    assert [(c.day, c.status, c.rule) for c in after if c.day >= "2031-08-01"] == [
        ("2031-08-01", "kept", "kept_reported"),
        ("2031-08-05", "unclear", "ruled"),
        ("2031-08-09", "kept", "kept_reported"),
    ]
    assert [c.until for c in after] == [*(c.day for c in after[1:]), WHILE_IT_LASTS]


def test_the_history_agrees_with_the_record_as_of_each_of_its_days(town):
    rulings = [
        rule("set_status", thread_of(town, 0), {"status": "unclear"}, day="2031-05-20"),
        rule("set_status", thread_of(town, 1), {"status": "stalled"}, day="2031-08-05"),
        rule("reject", deed_of(town, 0), day="2031-08-07"),
    ]
    record = ruled_record(town, rulings)
    changes = [c for c in ruled_histories(town, record) if c.thread == the_thread(record).id]
    assert len(changes) >= 2
    for change in changes:
        then = ruled_record(town, rulings, change.day)
        assert change.status in {value for value, _ in statuses(then).values()}


_PLAIN = settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@_PLAIN
@given(st.data())
def test_the_order_of_rulings_and_readings_plays_no_part(town, data):
    choices = [
        ("reject", deed_of(town, 0), None),
        ("accept", deed_of(town, 0), None),
        ("correct", deed_of(town, 1), {"field": "relation", "value": "partly"}),
        ("set_status", thread_of(town, 0), {"status": "kept"}),
        ("set_status", thread_of(town, 1), {"status": "broken"}),
        ("split", thread_of(town, 1), {"from": [thread_of(town, 0)]}),
        ("join", thread_of(town, 1), {"with": thread_of(town, 0)}),
        ("join", f"story/{A}", {"with": f"story/{B}"}),
    ]
    rulings = [
        rule(
            *choice,
            by=data.draw(st.sampled_from(["Ann", "Ben"])),
            day=f"2031-08-0{data.draw(st.integers(1, 3))}",
        )
        for choice in data.draw(st.lists(st.sampled_from(choices), min_size=1, max_size=6))
    ]
    record = ruled_record(town, rulings)
    other = ruled_record(town[::-1], data.draw(st.permutations(rulings)))
    assert other == record
    assert list(ruled_histories(town, other)) == list(ruled_histories(town, record))
