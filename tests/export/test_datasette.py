"""Datasette's metadata: what it names is there, all of it is named, and its questions run."""

from __future__ import annotations

import json

import pytest

from trackrecord.export.datasette import export
from trackrecord.ledger import Ledger


@pytest.fixture(scope="module")
def record(built):
    with Ledger.open(built, read_only=True) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def found(record, tmp_path_factory):
    path, _ = export(record, tmp_path_factory.mktemp("datasette") / "out")
    assert path.name == "metadata.json"
    (databases,) = (json.loads(path.read_text("utf-8"))["databases"],)
    # Datasette calls a database by its file name without the ending.
    assert list(databases) == ["record"]
    return databases["record"]


def columns(record, table):
    return [name for _, name, *_ in record.connection.execute(f'PRAGMA table_info("{table}")')]


def test_every_table_and_column_is_described_or_hidden(record, found):
    names = [
        name for (name,) in record.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    assert "commitment" in names
    for name in names:
        about = found["tables"][name]
        if "_search" in name:
            assert about == {"hidden": True}
        else:
            assert about["description"]
            assert list(about["columns"]) == columns(record, name)


def test_what_it_sorts_counts_and_labels_by_is_there(record, found):
    named = 0
    for table, about in found["tables"].items():
        if "columns" not in about:
            continue
        keys = [
            about.get("label_column"),
            about.get("sort_desc"),
            *about.get("facets", ()),
            *about.get("units", ()),
        ]
        wanted = {key for key in keys if key}
        named += len(wanted)
        assert wanted <= set(columns(record, table)), table
    assert named > 20


def test_its_questions_run_and_answer(record, found):
    thread = next(f.subject for f in record.findings("status") if f.evidence)
    word = (
        next(record.statements())
        .item.content[0]
        .text(next(record.statements()).reading.report.text)
        .split()[-1]
    )
    values = {"thread": thread, "words": f'"{word}"'}
    counts = {
        name: len(record.connection.execute(query["sql"], values).fetchall())
        for name, query in found["queries"].items()
    }
    assert counts.keys() == {"undertakings", "overdue", "evidence", "said"}
    promised = sum(
        1
        for c in record.commitments()
        if c.item.kind in ("promise", "agreement", "offer") and not c.item.denied
    )
    assert counts["undertakings"] == promised > 0
    assert counts["overdue"] == sum(f.schedule == "overdue" for f in record.findings("status"))
    assert counts["evidence"] == sum(
        len(f.evidence) for f in record.findings("status") if f.subject == thread
    )
    assert counts["said"] > 0
