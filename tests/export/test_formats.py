"""Every format, validated by its own tool or by what its specification asks for."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from trackrecord import Ledger
from trackrecord.engine.ruling import rule_and_relink
from trackrecord.export import FORMATS, writer
from trackrecord.export.followthemoney import COLUMNS
from trackrecord.export.utf16 import Utf16
from trackrecord.ledger.content import CONTENT_TABLES
from trackrecord.types import Span


@pytest.fixture(scope="module")
def written(built, tmp_path_factory):
    """Every format of the built ledger, by name."""
    top = tmp_path_factory.mktemp("formats")
    with Ledger.open(built, read_only=True) as record:
        for name in FORMATS:
            writer(name)(record, top / name)
    return top


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_unknown_format_is_refused():
    with pytest.raises(KeyError):
        writer("docx")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_it_is_described_on_its_page(name):
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert f"`{name}`" in page


def test_the_data_package_of_json_lines_names_the_keys_of_every_row(written):
    package = json.loads((written / "jsonl" / "datapackage.json").read_text("utf-8"))
    assert len(package["resources"]) == len(CONTENT_TABLES)
    for resource in package["resources"]:
        names = {field["name"] for field in resource["schema"]["fields"]}
        for row in lines(written / "jsonl" / resource["path"]):
            assert row.keys() <= names


def test_the_data_package_is_valid_and_so_are_all_rows(written):
    import frictionless

    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(written / "csv" / "datapackage.json")).validate()
    problems = [(t.name, e.message) for t in report.tasks for e in t.errors]
    assert problems == []
    assert report.valid
    assert len(report.tasks) == len(CONTENT_TABLES)


def test_parquet_gives_back_the_rows(built, written):
    from pyarrow import parquet

    with Ledger.open(built, read_only=True) as record:
        for table in CONTENT_TABLES:
            read = parquet.read_table(written / "parquet" / f"{table}.parquet").to_pylist()
            for row in read:
                if "json" in row:
                    row["json"] = json.loads(row["json"])
            assert read == list(record.rows(table)), table


def test_followthemoney_takes_every_entity(written):
    from followthemoney import model

    seen, entities = set(), lines(written / "ftm" / "entities.ftm.json")
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        # Nothing is lost when its types clean the values, but dates that it does not take.
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (entity["id"], name, values)
        seen.add(entity["schema"])
    assert seen >= {"Person", "Article", "Mention", "Event", "Note"}
    ids = {e["id"] for e in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        for name in ("document", "resolved", "entity", "involved", "proof"):
            assert set(entity["properties"].get(name, ())) <= ids


def test_followthemoney_statements_say_the_same(written):
    rows = list(
        csv.DictReader(io.StringIO((written / "ftm" / "statements.csv").read_text("utf-8"), newline=""))
    )
    assert tuple(rows[0]) == COLUMNS
    entities = lines(written / "ftm" / "entities.ftm.json")
    said = {(r["entity_id"], r["schema"], r["prop"], r["value"]) for r in rows}
    assert said == {
        (e["id"], e["schema"], prop, value)
        for e in entities
        for prop, values in e["properties"].items()
        for value in values
    }
    assert len({r["id"] for r in rows}) == len(rows)


def test_annotations_have_what_the_model_requires_and_point_at_the_words(built, written):
    with Ledger.open(built, read_only=True) as record:
        texts = {r.id: r.text for r in record.reports()}
    annotations = lines(written / "webannotation" / "annotations.jsonl")
    assert {b["value"] for a in annotations for b in a["body"]} >= {
        "statement",
        "commitment",
        "event",
        "figure",
    }
    assert len({a["id"] for a in annotations}) == len(annotations)
    for annotation in annotations:
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert annotation["type"] == "Annotation"
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        text = texts[annotation["id"].split(":")[2]]
        for target in targets:
            quote, position = target["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


def test_a_claim_review_is_made_of_a_persons_status_only(built, written, tmp_path):
    assert (written / "claimreview" / "claimreviews.jsonl").read_bytes() == b""
    path = tmp_path / "ruled.db"
    path.write_bytes(built.read_bytes())
    with Ledger.open(path) as record:
        thread = next(t for t in record.threads() if t.kind == "promise")
        rule_and_relink(
            record, "set_status", thread.id, {"status": "broken"}, by="Ada Berg", reason="never opened"
        )
        writer("claimreview")(record, tmp_path / "out")
    (review,) = lines(tmp_path / "out" / "claimreviews.jsonl")
    assert review["@context"] == "https://schema.org"
    assert review["@type"] == "ClaimReview"
    # What Google and schema.org ask of one: the claim, who made it, who reviewed it, and a rating within its bounds.
    assert review["claimReviewed"]
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["itemReviewed"]["author"]["name"]
    assert review["author"] == {"@type": "Person", "name": "Ada Berg"}
    assert review["reviewRating"] == {
        "@type": "Rating", "alternateName": "broken", "ratingValue": 1, "bestRating": 5, "worstRating": 1,
    }  # fmt: skip
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", review["datePublished"])
    assert "never opened" in review["reviewBody"]


def test_timelinejs_has_days_with_words_of_reports(written):
    data = json.loads((written / "timelinejs" / "timeline.json").read_text("utf-8"))
    assert data["events"]
    for event in data["events"]:
        assert set(event["start_date"]) <= {"year", "month", "day"}
        assert all(part.isdigit() for part in event["start_date"].values())
        assert event["text"]["headline"]
        assert event["text"]["text"].startswith("<p>")
    assert len({e["unique_id"] for e in data["events"]}) == len(data["events"])


def test_gexf_is_a_graph_whose_edges_join_its_nodes(built, written):
    tree = etree.parse(str(written / "gexf" / "parties.gexf"))
    space = {"g": "http://gexf.net/1.3"}
    nodes = tree.xpath("//g:node/@id", namespaces=space)
    assert len(nodes) == len(set(nodes)) > 3
    with Ledger.open(built, read_only=True) as record:
        assert set(nodes) == {p.id for p in record.parties() if not p.anonymous}
    edges = tree.xpath("//g:edge", namespaces=space)
    assert edges
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
        assert int(edge.get("weight")) > 0
        assert edge.get("type") in ("directed", "undirected")
    declared = {
        (a.getparent().get("class"), a.get("id")) for a in tree.xpath("//g:attribute", namespaces=space)
    }
    for value in tree.xpath("//g:attvalue", namespaces=space):
        owner = value.getparent().getparent().tag.rpartition("}")[2]
        assert (owner, value.get("for")) in declared


def utf16_slice(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_label_studio_tasks_point_at_the_words_as_javascript_counts(written):
    tasks = json.loads((written / "labelstudio" / "tasks.json").read_text("utf-8"))
    config = etree.fromstring((written / "labelstudio" / "config.xml").read_bytes())
    labels = set(config.xpath("//Label/@value"))
    assert tasks
    for task in tasks:
        (prediction,) = task["predictions"]
        ids = [r["id"] for r in prediction["result"]]
        assert len(ids) == len(set(ids))
        for result in prediction["result"]:
            value = result["value"]
            assert utf16_slice(task["data"]["text"], value["start"], value["end"]) == value["text"]
            assert set(value["labels"]) <= labels
            assert (result["from_name"], result["to_name"]) == (
                config.xpath("//Labels/@name")[0], config.xpath("//Text/@name")[0],
            )  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.data())
def test_places_in_utf16_are_those_of_the_same_words(text, data):
    a, b = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    start, end = Utf16(text).span(Span(a, b))
    assert utf16_slice(text, start, end) == text[a:b]


def test_notes_link_to_notes_that_are_there(written):
    folder = written / "obsidian"
    notes = {p.stem: p.read_text("utf-8") for p in folder.glob("*.md")}
    assert len(notes) > 10
    for name, text in notes.items():
        assert len(name.encode()) < 120
        linked = set(re.findall(r"(?<!\\)\[\[([^\]]+)\]\]", text))
        assert linked <= notes.keys(), name
        if name != "trackrecord":
            assert text.startswith("---\n")
            front = text.split("---\n")[1]
            for row in front.splitlines():
                key, _, value = row.partition(": ")
                assert key.isalpha()
                json.loads(value)


def test_plover_records_have_one_shape_and_known_types(built, written):
    from typing import get_args

    from trackrecord.types import EventType

    rows = lines(written / "plover" / "events.jsonl")
    with Ledger.open(built, read_only=True) as record:
        assert len(rows) == record.counts()["event"]
    assert len({tuple(row) for row in rows}) == 1
    for row in rows:
        assert row["event_type"] in get_args(EventType)
        assert row["quad_code"] in ("Q1", "Q2", "Q3", "Q4")
        assert len(row["actor_name"]) == len(row["actor_country"]) == len(row["actor_primary_sector"])
    assert any(row["occasion"] for row in rows)


def test_acled_rows_have_its_columns_and_dates_it_takes(written):
    text = (written / "acled" / "events.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        assert None not in row
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["event_date"])
        assert row["time_precision"] in ("1", "2", "3", "")
        assert row["event_type"] in (
            "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments",
        )  # fmt: skip
        assert row["fatalities"] == "" or row["fatalities"].isdigit()
    assert text.startswith(
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1"
    )
