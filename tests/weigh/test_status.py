"""The status of a thread as of a date: every rule, and what must never be concluded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackrecord.link import link
from trackrecord.types import Ref
from trackrecord.weigh import weigh
from trackrecord.weigh.accounts import account, standing
from trackrecord.weigh.rules import RULES, explain
from trackrecord.weigh.status import status_of

PROMISE = "The Lowland Front promised to withdraw its guns from Mount Harrow."
RELATIONS = {
    "kept": "It withdrew every gun.",
    "progress": "It has begun to move them.",
    "partly": "It withdrew some.",
    "stalled": "Nothing has been moved.",
    "broken": "It brought new guns instead.",
    "alleged_broken": "It is accused of hiding guns.",
    "disputed": "It denies having kept guns.",
    "condition_met": "The observers it asked for came.",
    "condition_unmet": "The observers it asked for never came.",
    "withdrawn": "It took its promise back.",
}


def _record(desk, *deeds, kind="promise", polarity="do", deadline=None, published="2030-05-01"):
    """A report with one commitment, and for each deed (relation, day, more) a report of its own."""
    first = desk.draft("r0", PROMISE, published)
    who = first.party("armed_group", "Lowland Front")
    first.commitment(
        "withdraw its guns from Mount Harrow", kind, who, polarity=polarity, deadline_last=deadline
    )
    readings = [first.reading()]
    for i, (relation, day, more) in enumerate(deeds, 1):
        draft = desk.draft(f"r{i}", f"{PROMISE} {RELATIONS[relation]}", day)
        who = draft.party("armed_group", "Lowland Front")
        about = draft.commitment("withdraw its guns from Mount Harrow", kind, who, polarity=polarity)
        draft.deed(RELATIONS[relation], relation, about, **more)
        readings.append(draft.reading())
    return readings


def _status(desk, *deeds, as_of=None, **more):
    readings = _record(desk, *deeds, **more)
    links = link(readings)
    (thread,) = links.threads
    # Copies are looked at by tests of their own; these short texts are much alike.
    findings = weigh(readings, replace(links, copies=()), as_of)
    return next(f for f in findings if f.kind == "status" and f.subject == thread.id)


FACT, OWN, FOE = {"interest": "reporter"}, {"interest": "promisor"}, {"interest": "adversary"}


@pytest.mark.parametrize(
    ("deeds", "value", "rule"),
    [
        ([], "not_rated", "nothing_reported"),
        ([("progress", FACT)], "in_the_works", "under_way"),
        ([("kept", FACT)], "kept", "kept_reported"),
        ([("kept", OWN)], "unclear", "kept_by_own_word"),
        ([("kept", FOE)], "kept", "kept_reported"),
        ([("partly", FACT)], "partly_kept", "kept_in_part"),
        ([("stalled", FACT)], "stalled", "stalled_last"),
        ([("broken", FACT)], "broken", "breach_reported"),
        ([("broken", FOE)], "disputed", "charge_open"),
        ([("broken", OWN)], "broken", "breach_reported"),
        ([("alleged_broken", FACT)], "disputed", "charge_open"),
        ([("alleged_broken", FOE), ("broken", FACT)], "broken", "breach_reported"),
        ([("alleged_broken", FOE), ("disputed", OWN)], "disputed", "charge_open"),
        ([("alleged_broken", FOE), ("kept", OWN)], "disputed", "charge_open"),
        ([("alleged_broken", FOE), ("kept", FACT)], "kept", "kept_reported"),
        ([("kept", FACT), ("alleged_broken", FOE)], "disputed", "charge_open"),
        ([("kept", OWN), ("broken", FACT)], "broken", "breach_reported"),
        ([("kept", FACT), ("broken", FACT)], "partly_kept", "kept_and_breached"),
        ([("progress", FACT), ("stalled", FACT)], "stalled", "stalled_last"),
        ([("stalled", FACT), ("progress", FACT)], "in_the_works", "under_way"),
        ([("progress", FACT), ("kept", FACT)], "kept", "kept_reported"),
        ([("progress", FACT), ("withdrawn", OWN)], "withdrawn", "taken_back"),
        ([("withdrawn", FACT), ("progress", FACT)], "in_the_works", "under_way"),
        ([("kept", FACT), ("withdrawn", OWN)], "partly_kept", "taken_back_in_part"),
        ([("condition_unmet", FACT)], "condition_not_met", "condition_failed"),
        ([("condition_unmet", FACT), ("condition_met", FACT)], "not_rated", "condition_fulfilled"),
        ([("condition_met", FACT)], "not_rated", "condition_fulfilled"),
    ],
)
def test_rule(desk, deeds, value, rule):
    dated = [(relation, f"2030-06-{10 + i}", more) for i, (relation, more) in enumerate(deeds)]
    finding = _status(desk, *dated)
    assert (finding.value, finding.rule) == (value, rule)
    assert finding.explanation.endswith(".")
    assert "{" not in finding.explanation
    assert finding.evidence


@pytest.mark.parametrize("kind", ["demand", "threat", "refusal"])
def test_what_was_only_asked_or_refused_is_not_rated(desk, kind):
    finding = _status(desk, kind=kind)
    assert (finding.value, finding.rule) == ("not_rated", "nothing_undertaken")


@pytest.mark.parametrize("deeds", [[], ["kept"], ["progress"], ["progress", "kept"]])
def test_promise_to_refrain_is_never_kept(desk, deeds):
    dated = [(r, f"2030-06-{10 + i}", FACT) for i, r in enumerate(deeds)]
    finding = _status(desk, *dated, polarity="refrain", as_of="2030-07-01")
    assert finding.value in ("in_the_works", "not_rated")
    assert "no reported breach as of 2030-07-01" in finding.explanation


def test_breach_of_a_promise_to_refrain_is_broken_even_if_it_was_kept_before(desk):
    finding = _status(desk, ("kept", "2030-06-10", FACT), ("broken", "2030-06-12", FACT), polarity="refrain")
    assert finding.value == "broken"


def test_passed_deadline_is_overdue_and_not_broken(desk):
    finding = _status(desk, deadline="2030-06-01", as_of="2030-06-02")
    assert (finding.value, finding.schedule) == ("not_rated", "overdue")
    assert "not a broken promise" in finding.explanation


@pytest.mark.parametrize(
    ("deadline", "as_of", "told", "expected"),
    [
        (None, "2030-07-01", [], "no_deadline"),
        ("2030-06-01", "2030-06-01", [], "on_time"),
        ("2030-06-01", "2030-07-01", [("kept", "2030-05-20", FACT)], "ahead"),
        ("2030-06-01", "2030-07-01", [("kept", "2030-06-02", FACT)], "on_time"),
        ("2030-06-01", "2030-07-01", [("kept", "2030-06-20", FACT)], "overdue"),
        ("2030-06-01", "2030-07-01", [("kept", "2030-05-20", OWN)], "overdue"),
    ],
)
def test_schedule_is_an_axis_of_its_own(desk, deadline, as_of, told, expected):
    finding = _status(desk, *told, deadline=deadline, as_of=as_of)
    assert finding.schedule == expected


def test_record_reads_as_it_stood_on_any_day(desk):
    deeds = [("progress", "2030-06-10", FACT), ("broken", "2030-07-10", FACT)]
    assert _status(desk, *deeds, as_of="2030-05-30").value == "not_rated"
    assert _status(desk, *deeds, as_of="2030-06-10").value == "in_the_works"
    assert _status(desk, *deeds, as_of="2030-07").value == "broken"
    assert _status(desk, *deeds).as_of == "2030-07-10"


def test_undated_evidence_does_not_count_for_a_date(desk):
    assert _status(desk, ("broken", None, FACT), as_of="2030-07-01").value == "not_rated"
    assert _status(desk, ("broken", None, FACT)).value == "broken"


def test_axes_stay_apart(desk):
    finding = _status(
        desk,
        ("kept", "2030-06-10", {"interest": "promisor", "asserted_by": "Bram Oduya"}),
        ("broken", "2030-06-11", FACT),
        ("alleged_broken", "2030-06-12", FOE),
    )
    assert finding.promisor_says == "kept (Bram Oduya, 2030-06-10)"
    assert finding.others_report == "said to be broken (1 report); broken (1 report)"
    assert [e.role for e in finding.evidence] == ["for", "against", "against"]
    assert finding.sources == 3


def test_deed_told_again_by_a_copy_counts_once(desk):
    readings = _record(desk, ("broken", "2030-06-10", FACT), ("broken", "2030-06-11", FACT))
    (thread,) = link(readings).threads
    by_id = {r.report.id: r for r in readings}
    finding = status_of(thread, by_id, {"r1": "r1", "r2": "r1"}, None)
    assert finding is not None
    assert (len(finding.evidence), finding.sources) == (1, 1)
    assert finding.evidence[0].ref == Ref("r1", "deed", 0)


def test_thread_that_no_known_report_tells_of_has_no_status(desk):
    readings = _record(desk)
    links = link(readings)
    assert weigh(readings, links, "2029-01-01") == ()
    assert account(links.threads[0], {}, {}, None) is None


def test_own_word_weighs_for_him_as_a_claim_and_against_him_as_a_fact(desk):
    deeds = [_record(desk, (r, "2030-06-10", m))[1].deeds[0] for r in ("kept", "stalled") for m in (OWN, FOE)]
    assert [standing(d) for d in deeds] == ["claim", "fact", "fact", "charge"]


def test_every_rule_has_a_name_of_its_own_and_the_last_always_applies():
    assert len({r.name for r in RULES}) == len(RULES)
    assert RULES[-1].rests_on == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
@pytest.mark.parametrize("published", ["2030-06-10", None])
def test_every_sentence_reads_well_with_and_without_dates(desk, rule, published):
    deeds = [(relation, published, FACT) for relation in rule.rests_on]
    readings = _record(desk, *deeds, published=published, deadline="2030-06-01")
    links = link(readings)
    told = account(
        links.threads[0], {r.report.id: r for r in readings}, {}, "2030-07-01" if published else None
    )
    sentence = explain(rule, told)
    assert sentence.endswith(".")
    assert not any(
        odd in sentence for odd in ("{", "None", "  ", " .", " ,", "unknown", "on in", "the latest report")
    )
    if published and rule.rests_on:
        assert "on 2030-06-10" in sentence
    elif rule.rests_on:
        assert "in an undated report" in sentence


def test_undated_record_names_no_day(desk):
    finding = _status(desk, published=None)
    assert finding.explanation == "Nothing was found that bears on whether it was honoured."
    refrain = _status(desk, published=None, polarity="refrain")
    assert refrain.explanation == "A promise to refrain: no reported breach."
