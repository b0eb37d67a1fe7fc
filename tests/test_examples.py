"""The example reports are whole: enough of them, manifests that name them, and gold that quotes them."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from trackrecord.clean import clean
from trackrecord.collect import collect
from trackrecord.types import LeftOut, Publication, Report

EXAMPLES = Path(__file__).parent.parent / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/gold.json"))
KINDS = {
    "promise",
    "agreement",
    "offer",
    "demand",
    "threat",
    "refusal",
    "denial",
    "sought",
    "assessment",
}
OPERATORS = {"=", ">", ">=", "<", "<=", "about"}

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def gold_of(folder: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return gold


def raw_text(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8")


def cleaned(folder: Path) -> list[tuple[Report, Publication]]:
    return [clean(item) for item in collect([str(folder)]) if not isinstance(item, LeftOut)]


def test_there_are_two_settings() -> None:
    assert [folder.name for folder in FOLDERS] == ["ceasefire", "doha"]


@each_folder
def test_a_setting_has_at_least_twelve_reports_of_every_kind_of_file(folder: Path) -> None:
    publications = [publication for _, publication in cleaned(folder)]
    assert len({publication.report for publication in publications}) >= 12
    for ending in (".txt", ".html", ".html.gz"):
        assert any(publication.path.endswith(ending) for publication in publications)
    assert any(".jsonl:" in publication.path for publication in publications)


@each_folder
def test_reports_are_short(folder: Path) -> None:
    lengths = {publication.path: len(report.text.split()) for report, publication in cleaned(folder)}
    assert {path: n for path, n in lengths.items() if not 150 <= n <= 500} == {}


@each_folder
def test_nothing_but_the_gold_is_left_out(folder: Path) -> None:
    left_out = [Path(item.location).name for item in collect([str(folder)]) if isinstance(item, LeftOut)]
    assert set(left_out) <= {"gold.json"}


@each_folder
def test_the_manifest_names_every_text_file_and_no_other(folder: Path) -> None:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert sorted(row["file"] for row in rows) == sorted(file.name for file in folder.glob("*.txt"))
    assert all(row["url"].startswith("https://example.org/") and row["publisher"] for row in rows)
    assert len({row["url"] for row in rows}) == len(rows)
    assert any(not row["published"] for row in rows), "one date is left for inference"


@each_folder
def test_a_date_that_is_not_given_is_inferred_from_the_text(folder: Path) -> None:
    bases = {publication.published_basis for _, publication in cleaned(folder)}
    assert bases == {"given", "page", "inferred"}


@each_folder
def test_each_setting_has_a_copy_under_another_name(folder: Path) -> None:
    publishers: dict[str, set[str | None]] = {}
    for report, publication in cleaned(folder):
        publishers.setdefault(report.id, set()).add(publication.publisher)
    assert any(len(names) > 1 for names in publishers.values())


@each_folder
def test_gold_quotes_its_reports_exactly(folder: Path) -> None:
    documents = gold_of(folder)["documents"]
    assert len(documents) >= 6
    for name, document in documents.items():
        text = raw_text(folder / name)
        items = [document[noun] for noun in ("meetings", "commitments", "figures", "quotes")]
        anchors = [item["anchor"] for group in items for item in group]
        assert [anchor for anchor in anchors if text.count(anchor) != 1] == [], name
        assert [line for line in document["junk"] if line not in text.splitlines()] == [], name
        assert [person for person in document["people"] if person not in text] == [], name


@each_folder
def test_gold_uses_its_own_words_only(folder: Path) -> None:
    documents = gold_of(folder)["documents"].values()
    assert {item["kind"] for document in documents for item in document["commitments"]} <= KINDS
    assert {item["op"] for document in documents for item in document["figures"]} <= OPERATORS
    assert all(isinstance(item["named"], bool) for document in documents for item in document["quotes"])


@each_folder
def test_gold_names_parties_as_their_report_does(folder: Path) -> None:
    for name, document in gold_of(folder)["documents"].items():
        text = raw_text(folder / name).lower().replace("us ", "united states ")
        named = [item[role] for item in document["commitments"] for role in ("by", "to") if item[role]]
        parts = [part.lower() for names in named for part in names.split(" and ")]
        assert [part for part in parts if part not in text] == [], name


@each_folder
def test_gold_across_reports_speaks_of_reports_that_are_there(folder: Path) -> None:
    across = gold_of(folder)["across"]
    numbers = {int(file.name[:2]) for file in folder.iterdir() if file.name[:2].isdigit()}
    pairs = [pair[side] for pair in across["figures"] for side in ("a", "b")]
    assert {number for number, _ in pairs} <= numbers
    assert {number for copy in across["copies"] for number in copy} <= numbers
    texts = "\n".join(report.text for report, _ in cleaned(folder))
    assert [name for names in across["same_person"] for name in names if name not in texts] == []


@each_folder
def test_addresses_lead_nowhere(folder: Path) -> None:
    urls = [publication.url for _, publication in cleaned(folder) if publication.url is not None]
    assert urls
    assert [url for url in urls if not url.startswith("https://example.org/")] == []
