"""The history of a status is what the rules give on each day."""

from itertools import pairwise

from trackrecord import Ledger
from trackrecord.weigh import histories, weigh
from trackrecord.weigh.history import WHILE_IT_LASTS


def test_each_change_is_what_weighing_gives_as_of_its_day_and_the_day_before_the_next(built):
    with Ledger.open(built, read_only=True) as record:
        readings, links = list(record.readings()), record.links()
    changes = list(histories(readings, links))
    assert {c.status for c in changes} >= {"not_rated", "disputed"}
    for change in changes:
        found = {f.subject: f for f in weigh(readings, links, change.day) if f.kind == "status"}
        assert (found[change.thread].value, found[change.thread].rule) == (change.status, change.rule)


def test_changes_of_a_thread_follow_each_other_without_a_gap(built):
    with Ledger.open(built, read_only=True) as record:
        changes = list(histories(list(record.readings()), record.links()))
    by_thread = {}
    for change in changes:
        by_thread.setdefault(change.thread, []).append(change)
    assert any(len(some) > 1 for some in by_thread.values())
    for some in by_thread.values():
        assert some[-1].until == WHILE_IT_LASTS
        for one, other in pairwise(some):
            assert one.until == other.day
            assert (one.status, one.rule, one.schedule) != (other.status, other.rule, other.schedule)


def test_a_deadline_that_passes_makes_a_day_of_its_own(built):
    with Ledger.open(built, read_only=True) as record:
        changes = list(histories(list(record.readings()), record.links()))
    assert {"on_time", "overdue"} <= {c.schedule for c in changes}
