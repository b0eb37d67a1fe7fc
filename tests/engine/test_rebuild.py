"""Ten rulings by hand on an example ledger: rebuilt, all are still in force, and the record is the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from trackrecord import Ledger, build
from trackrecord.engine import rebuild, relink
from trackrecord.link.rulings.subjects import subject_of
from trackrecord.show import dossier
from trackrecord.types import Ref

EXAMPLE = Path(__file__).parents[2] / "examples" / "ceasefire"
BY = {"by": "A. Reader", "reason": "read both reports"}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The path of a ledger of some of the example reports. Read it, do not write it."""
    folder = tmp_path_factory.mktemp("example")
    some = folder / "reports"
    some.mkdir()
    for file in (
        "manifest.csv", "01_accord.html", "02_at_a_glance.txt", "04_observer_bulletin_12.txt", "05_deadline_passes.txt",
        "06_deadline_passes_reprint.html", "08_envoy_shuttle.txt", "09_envoy_shuttle_spun.txt",
        "11_notice_on_clause_five.txt",
    ):  # fmt: skip
        shutil.copy(EXAMPLE / file, some / file)
    build([some], folder / "record.db")
    return folder / "record.db"


def ten(record):
    """Make ten rulings of all kinds on what the ledger holds, one after the other."""
    threads = sorted(record.threads(), key=lambda t: (-len(t.deeds), -len(t.mentions), t.id))
    stories = list(record.stories())
    proposed = next(iter(record.joins(made=False)), None) or next(iter(record.joins(made=True)))
    big = max(record.parties(), key=lambda p: len(p.members))
    events = [e.ref for e in record.events()][:1]
    figure = next(f.ref for f in record.figures())
    statement = next(s.ref for s in record.statements())

    def name(ref, noun=None):
        return subject_of(record.reading(ref.report), ref, noun)

    rulings = [
        ("set_status", name(threads[0].mentions[0], "thread"), {"status": "stalled"}),
        ("reject", name(threads[1].deeds[0]), None),
        ("split", name(threads[2].deeds[0]), None),
        ("correct", name(threads[3].mentions[0]), {"field": "polarity", "value": "allow"}),
        ("join", name(proposed.a), {"with": name(proposed.b)}),
        ("split", name(big.members[-1]), None),
        ("join", f"story/{stories[0].reports[0]}", {"with": f"story/{stories[-1].reports[0]}"}),
        ("reject", name(events[0]), None),
        ("correct", name(figure), {"field": "value", "value": 4321}),
        ("accept", name(statement), None),
    ]
    return [record.rule(kind, subject, value, **BY) for kind, subject, value in rulings]


def content(record):
    return (
        record.links(),
        list(record.findings()),
        sorted(record.connection.execute("SELECT * FROM status_change")),
    )


def test_ten_rulings_outlast_a_rebuild(example, tmp_path):
    path = shutil.copy(example, tmp_path / "record.db")
    with Ledger.open(path) as record:
        before = content(record)
        made = ten(record)
        assert relink(record)
        ruled, readings = content(record), list(record.readings())
        assert ruled != before
    done = rebuild(path)
    assert done.reread == len(readings)
    assert [s.ruling for s in done.in_state("in_force")] == made
    with Ledger.open(path) as record:
        assert record.rulings() == made
        assert list(record.readings()) == readings
        assert content(record) == ruled
        assert list(record.verify()) == []
        # The rulings are of today: as of the days of the reports the record is what it was.
        day = max(r.report.published for r in readings if r.report.published)
        told, asked = (dossier(record, as_of=day, later_rulings=later) for later in (False, True))
        with Ledger.open(example, read_only=True) as plain:
            before = dossier(plain, as_of=day)
            early = dossier(plain, as_of="2019-03-10")
        for key in ("commitments", "parties", "timeline", "figures", "stories"):
            assert told[key] == before[key]
        assert dossier(record, as_of="2019-03-10")["commitments"] == early["commitments"]
        assert any(row["rule"] == "ruled" for row in asked["commitments"])
        assert not any(row["rule"] == "ruled" for row in before["commitments"])


def test_damaged_readings_are_mended_by_a_rebuild(built, tmp_path):
    path = shutil.copy(built, tmp_path / "record.db")
    with Ledger.open(path) as record:
        whole = list(record.readings())
        record.connection.execute("PRAGMA foreign_keys = OFF")
        record.connection.execute("UPDATE commitment SET kind = 'threat'")
        record.connection.execute("DELETE FROM thread_mention")
        record.connection.execute("INSERT INTO report_search (report_search) VALUES ('delete-all')")
        assert list(record.verify())
    rebuild(path)
    with Ledger.open(path, read_only=True) as record:
        assert list(record.verify()) == []
        assert list(record.readings()) == whole


def test_a_rebuild_that_was_cut_off_is_completed_by_the_next(built, tmp_path):
    path = shutil.copy(built, tmp_path / "record.db")
    with Ledger.open(path) as record:
        before = content(record)

    class CutOffError(Exception):
        pass

    def cut(stage, done, item):
        if stage == "reread":
            raise CutOffError

    with pytest.raises(CutOffError):
        rebuild(path, progress=cut)
    assert rebuild(path).reread == 3
    with Ledger.open(path, read_only=True) as record:
        assert content(record) == before


def test_a_ruling_on_an_item_that_is_read_no_more_is_kept_and_told_of(built, tmp_path):
    path = shutil.copy(built, tmp_path / "record.db")
    with Ledger.open(path) as record:
        ref = next(iter(record.commitments())).ref
        record.rule("reject", f"{ref.report}:{ref.kind}:{ref.index}", **BY)
        reading = record.reading(ref.report)
        publication = next(record.publications(ref.report))
        # As a newer version would, which no longer takes it for a commitment.
        record.add(reading.report, publication, type(reading)(reading.report), version="0.0.0")
        relink(record)
        assert [s.state for s in record.standings()] == ["unplaced"]
        assert list(record.verify()) == []
    done = rebuild(path)
    assert [s.place for s in done.in_state("in_force")] == [Ref(ref.report, "commitment", ref.index)]
