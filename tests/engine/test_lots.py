"""A ledger to which reports come lot by lot, linked and ruled on in between, holds what one holds that was linked once."""

from __future__ import annotations

import hashlib
import json
import random

import pytest

from benchmarks.generated import readings
from trackrecord import Ledger, __version__
from trackrecord.engine.build import relink
from trackrecord.ledger.content import CONTENT_TABLES
from trackrecord.link.rulings.subjects import subject_of
from trackrecord.types import Publication, Ref

SOME = tuple(readings(36, seed=11))


def add(record, some):
    for reading in some:
        report, data = reading.report, reading.report.text.encode()
        publication = Publication(
            report.id, hashlib.sha256(data).hexdigest(), f"{report.id}.txt", None, report.publisher, None,
            report.published, report.published_basis, None, "utf-8", "text", data,
        )  # fmt: skip
        record.add(report, publication, reading, version=__version__)


def content(record):
    return {table: [json.dumps(row) for row in record.rows(table)] for table in CONTENT_TABLES}


def rule(record, first, second):
    """Reject a date, join two stories, and take back a ruling: what is placed among stories depends on the first."""
    dated = next(r for r in first if r.dates)
    by = {"by": "Ann", "reason": "test"}
    record.rule("reject", subject_of(dated, Ref(dated.report.id, "date", 0)), at="2031-01-01T00:00:00Z", **by)
    story = f"story/{first[0].report.id}"
    joined = record.rule(
        "join", story, {"with": f"story/{second[0].report.id}"}, at="2031-01-02T00:00:00Z", **by
    )
    record.rule("undo", f"ruling/{joined.id}", at="2031-01-03T00:00:00Z", **by)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("lots") / "once.db", create=True) as record:
        add(record, SOME)
        rule(record, SOME[:16], SOME[16:])
        relink(record)
        assert all(
            record.counts()[t] for t in ("copy_pair", "corruption", "story_member", "thread", "finding")
        )
        yield content(record)


@pytest.mark.parametrize("order", ["in order of time", "late ones last"])
def test_reports_that_come_in_lots_make_the_same_record(at_once, tmp_path, order):
    some = list(SOME)
    if order == "late ones last":
        random.Random(2).shuffle(some)
    with Ledger.open(tmp_path / "a.db", create=True) as record:
        add(record, SOME[:16])
        relink(record)
        add(record, [r for r in some if r not in SOME[:16]][:10])
        relink(record)
        add(record, some)
        rule(record, SOME[:16], SOME[16:])
        relink(record)
        assert content(record) == at_once
