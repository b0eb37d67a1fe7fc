"""The notebook of the documentation runs from its first cell to its last, and finds what it speaks of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trackrecord import Ledger

NOTEBOOK = json.loads((Path(__file__).parent.parent / "docs" / "analysis.ipynb").read_text("utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for number, source in enumerate(CODE):
        exec(compile(source, f"analysis.ipynb, code cell {number + 1}", "exec"), names)
    return names


def test_it_runs_and_its_tables_are_those_of_the_record(built, tmp_path, monkeypatch, capsys):
    (tmp_path / "record.db").write_bytes(built.read_bytes())
    names = run(tmp_path, monkeypatch)
    with Ledger.open(built, read_only=True) as ledger:
        counts = ledger.counts()
        threads = {t.id for t in ledger.threads() if t.kind in ("promise", "agreement", "offer")}
        differ = [f for f in ledger.findings("figures") if f.value == "differ"]
        copies = sum(len(group.copies) for group in ledger.links().copies)
    assert len(names["commitments"]) == counts["commitment"] > 0
    assert set(names["threads"]["id"]) == threads
    assert int(names["statuses"].to_numpy().sum()) == len(threads)
    assert len(names["beside"]) == len(differ)
    assert names["speakers"]["statements"].sum() == counts["statement"]
    assert names["table"].num_rows == counts["commitment"]
    assert (tmp_path / "commitments.parquet").exists()
    assert f"{counts['report']} reports, {counts['report'] - copies} texts" in capsys.readouterr().out


def test_it_is_a_notebook_without_stale_output():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["metadata"]["kernelspec"]["language"]) == (4, "python")
    ids = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(ids) == len(set(ids)) > 15
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_its_links_lead_somewhere():
    import re

    text = "".join("".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "markdown")
    targets = [t for t in re.findall(r"\]\(([^)\s]+)\)", text) if not t.startswith("http")]
    assert targets
    for target in targets:
        page, _, fragment = target.partition("#")
        body = (Path(__file__).parent.parent / "docs" / page).read_text("utf-8")
        assert not fragment or f"## {fragment.capitalize()}" in body, target
