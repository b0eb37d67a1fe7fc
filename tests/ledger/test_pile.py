"""A ledger's pile: all readings, of which the first and the latest are held, and the others read when wanted."""

from __future__ import annotations

import hashlib

from trackrecord.ledger import Ledger
from trackrecord.ledger import ledger as module
from trackrecord.types import Publication, Reading, Report


def test_some_readings_are_held_and_the_others_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_HELD", 2)
    monkeypatch.setattr(module, "_AROUND", 1)
    with Ledger.open(tmp_path / "a.db", create=True) as record:
        for n in range(5):
            text, data = f"Rain fell on Dell for {n} days.", b"bytes"
            report = Report(hashlib.sha256(text.encode()).hexdigest(), text, (), ())
            publication = Publication(
                report.id, hashlib.sha256(data).hexdigest(), f"{n}.txt", None, None, None, None, "unknown", None,
                "utf-8", "text", data,
            )  # fmt: skip
            record.add(report, publication, Reading(report), version="1")
        expected = list(record.readings())
        pile = record.pile()
        assert list(pile.facts) == [r.report.id for r in expected]
        asked = []
        record.connection.set_trace_callback(
            lambda sql: asked.append(sql) if "json FROM reading" in sql else None
        )
        assert pile == expected
        assert len(asked) == 5
        asked.clear()
        assert list(pile.by_id.values()) == expected
        assert len(asked) == 3
        asked.clear()
        assert pile[-1] is pile[-1]
        assert asked == []
