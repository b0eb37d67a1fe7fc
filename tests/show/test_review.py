"""The review queue: what is most worth a ruling comes first, and what was ruled on does not come again."""

from __future__ import annotations

import shutil

import pytest

from trackrecord.engine import rule_and_relink
from trackrecord.ledger import Ledger
from trackrecord.ledger.doubts import doubts
from trackrecord.show.review import queue

BY = {"by": "Ann", "reason": "read it"}


@pytest.fixture
def record(built, tmp_path):
    with Ledger.open(shutil.copy(built, tmp_path / "record.db")) as record:
        yield record


def test_the_queue_is_ordered_by_doubt_times_importance(record):
    rows = queue(record, 100)
    assert rows
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    for row in rows:
        assert 0 < row.doubt <= 1
        assert row.importance >= 0
        assert row.score == pytest.approx(row.doubt * row.importance, abs=1e-3)
        assert row.question.endswith("?")
        assert row.evidence
        assert row.choices
    assert queue(record, 2) == rows[:2]


def test_figures_that_differ_and_a_disputed_promise_are_in_it(record):
    rows = {row.kind: row for row in queue(record, 100)}
    assert "60" in " ".join(line["quote"] for line in rows["figures"].evidence)
    status = rows["status"]
    assert "bridge" in status.question
    rejections = [c for c in status.choices if c.kind == "reject"]
    assert rejections
    assert all("status would" in c.effect for c in rejections)


def test_what_a_ruling_would_change_is_what_it_changes(record):
    row = next(row for row in queue(record, 100) if row.kind == "status")
    tried = 0
    for choice in row.choices:
        if choice.kind == "reject":
            done = rule_and_relink(record, "reject", choice.subject, **BY)
            if "would be" in choice.effect:
                told = choice.effect.removeprefix("the status would be ").partition(",")[0]
                assert told.replace(" ", "_") in {now for _, _, now in done.statuses}
            else:
                assert done.statuses == ()
            rule_and_relink(record, "undo", done.ruling.id, **BY)
            tried += 1
    assert tried


def test_what_was_ruled_on_does_not_come_again_until_it_is_undone(record):
    before = queue(record, 100)
    for row in before:
        choice = row.choices[0]
        if "…" not in str(choice.value):
            record.rule(choice.kind, choice.subject, choice.value, **BY)
            if row.kind == "figures":
                record.rule("accept", row.choices[1].subject, **BY)
    left = queue(record, 100)
    assert {row.kind for row in left} <= {"promisor"}
    for standing in record.in_force():
        record.rule("undo", standing.ruling.id, **BY)
    assert queue(record, 100) == before


def test_a_sample_is_the_same_every_time_and_of_the_kinds_asked_for(record):
    rows = queue(record, 5, chance=True, kinds=("commitment",))
    assert len(rows) == 5
    assert {row.evidence[0]["kind"] for row in rows} == {"commitment"}
    assert queue(record, 5, chance=True, kinds=("commitment",)) == rows
    record.rule("accept", rows[0].subject, **BY)
    assert queue(record, 4, chance=True, kinds=("commitment",)) == rows[1:]
    subjects = [row.subject for row in queue(record, 1000, chance=True)]
    assert len(subjects) == len(set(subjects)) > 20


def test_garbled_reports_and_nameless_promisors_are_doubted(record):
    record.connection.execute("UPDATE report SET garble = 0.8")
    kinds = {d.kind for d in doubts(record.connection)}
    assert "garbled" in kinds
    record.connection.execute("PRAGMA foreign_keys = OFF")
    record.connection.execute("UPDATE thread_summary SET by = NULL")
    assert "promisor" in {d.kind for d in doubts(record.connection)}
    assert all(row.choices for row in queue(record, 1000))


def test_what_a_ruling_would_change_reckons_with_those_that_were_made(record):
    row = next(row for row in queue(record, 100) if row.kind == "status")
    for choice in [c for c in row.choices if c.kind == "reject"][:1]:
        rule_and_relink(record, "correct", choice.subject, {"field": "relation", "value": "withdrawn"}, **BY)
    again = next((r for r in queue(record, 100) if r.subject == row.subject), None)
    for choice in again.choices if again else ():
        if choice.kind == "reject" and "would be" in choice.effect:
            done = rule_and_relink(record, "reject", choice.subject, **BY)
            told = choice.effect.removeprefix("the status would be ").partition(",")[0]
            assert told.replace(" ", "_") in {now for _, _, now in done.statuses}
            rule_and_relink(record, "undo", done.ruling.id, **BY)
