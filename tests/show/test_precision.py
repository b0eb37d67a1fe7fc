"""How far to trust the record: shares of what was ruled on, with Wilson's interval."""

from __future__ import annotations

import shutil

import pytest

from trackrecord.engine import rule_and_relink
from trackrecord.ledger import Ledger
from trackrecord.show.precision import precisions, wilson

BY = {"by": "Ann", "reason": "read it"}


@pytest.mark.parametrize(
    ("right", "ruled", "low", "high"),
    # As in Newcombe 1998, table I, method 3, and by hand for the ends.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718), (5, 5, 0.5655, 1.0)],
)  # fmt: skip
def test_the_interval_is_wilsons(right, ruled, low, high):
    assert wilson(right, ruled) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.fixture
def record(built, tmp_path):
    with Ledger.open(shutil.copy(built, tmp_path / "record.db")) as record:
        yield record


def of(record, kind):
    return next(p for p in precisions(record) if p.kind == kind)


def test_nobody_has_ruled_and_nothing_is_claimed(record):
    assert all((p.ruled, p.precision, p.low, p.high) == (0, None, None, None) for p in precisions(record))
    assert of(record, "commitment").rows == record.counts()["commitment"]


def test_accepted_is_right_rejected_and_corrected_are_wrong(record):
    refs = [entry.ref for entry in record.commitments()][:3]
    subjects = [f"{r.report}:commitment:{r.index}" for r in refs]
    record.rule("accept", subjects[0], **BY)
    record.rule("reject", subjects[1], **BY)
    record.rule("correct", subjects[2], {"field": "kind", "value": "threat"}, **BY)
    record.rule("accept", subjects[2], **BY)
    found = of(record, "commitment")
    assert (found.ruled, found.right, found.precision) == (3, 1, pytest.approx(1 / 3, abs=1e-4))
    assert found.low < found.precision < found.high
    record.rule("undo", record.rulings()[1].id, **BY)
    assert (of(record, "commitment").ruled, of(record, "commitment").right) == (2, 1)


def test_a_split_refutes_a_join_of_the_machine_and_a_join_confirms_one(record):
    joins = list(record.joins(made=True))
    names = [[f"{r.report}:party:{r.index}" for r in (j.a, j.b)] for j in joins]
    rule_and_relink(record, "split", names[0][0], {"from": [names[0][1]]}, **BY)
    rule_and_relink(record, "join", names[1][0], {"with": names[1][1]}, **BY)
    found = of(record, "join")
    assert (found.ruled, found.right) == (2, 1)


def test_a_status_that_was_set_to_what_the_machine_says_is_right(record):
    by_thread = {f.subject: f.value for f in record.findings("status")}
    one, two, three = list(by_thread)[:3]
    rule_and_relink(record, "set_status", one, {"status": by_thread[one]}, **BY)
    rule_and_relink(record, "set_status", two, {"status": "superseded"}, **BY)
    rule_and_relink(record, "accept", three, **BY)
    found = of(record, "status")
    assert (found.rows, found.ruled, found.right) == (len(by_thread), 3, 2)


def test_corruptions_are_measured_too(record):
    report = next(record.reports()).id
    for number, kind in enumerate(("accept", "accept", "reject")):
        record.rule(kind, f"corruption/{report}/{number}-{number + 4}", **BY)
    assert (of(record, "corruption").ruled, of(record, "corruption").right) == (3, 2)
