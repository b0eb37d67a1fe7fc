"""Every format, validated by its own tool or by what its specification asks for."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from trackrecord import Ledger
from trackrecord.engine.ruling import rule_and_relink
from trackrecord.export import FORMATS, writer
from trackrecord.export.acled import COLUMNS as ACLED
from trackrecord.export.acled import _day, _types
from trackrecord.export.plover import COLUMNS as POLECAT
from trackrecord.export.utf16 import Utf16
from trackrecord.ledger.content import CONTENT_TABLES
from trackrecord.types import Occasion, Span

# What the Web Annotation Data Model requires (https://www.w3.org/TR/annotation-model/, 3.1, 3.2.4, 3.3.3, 4.2.4, 4.2.5).
QUOTE = {
    "type": "object",
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        **{key: {"type": "string"} for key in ("exact", "prefix", "suffix")},
    },
    "required": ["type", "exact"],
}
POSITION = {
    "type": "object",
    "properties": {
        "type": {"const": "TextPositionSelector"},
        **{key: {"type": "integer", "minimum": 0} for key in ("start", "end")},
    },
    "required": ["type", "start", "end"],
}
SELECTOR = {"oneOf": [QUOTE, POSITION]}
TARGET = {
    "type": "object",
    "properties": {
        "source": {
            "oneOf": [
                {"type": "string", "pattern": "^https?://"},
                {"type": "object", "required": ["id", "type"], "properties": {"id": {"pattern": "^urn:"}}},
            ]
        },
        "selector": {"oneOf": [SELECTOR, {"type": "array", "items": SELECTOR, "minItems": 1}]},
    },
    "required": ["source", "selector"],
}
BODY = {
    "type": "object",
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string", "minLength": 1},
        "purpose": {"enum": ["tagging", "describing"]},
    },
    "required": ["type", "value"],
}
ANNOTATION = {
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "pattern": "^urn:"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["classifying"]},
        "body": {"type": "array", "items": BODY},
        "target": {"oneOf": [TARGET, {"type": "array", "items": TARGET, "minItems": 2}]},
    },
    "required": ["@context", "id", "type", "target"],
}


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


def test_the_rows_of_json_lines_are_what_their_data_package_says(written):
    import frictionless

    package = json.loads((written / "jsonl" / "datapackage.json").read_text("utf-8"))
    assert len(package["resources"]) == len(CONTENT_TABLES)
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        rows = lines(written / "jsonl" / resource["path"])
        assert all(row.keys() == set(names) for row in rows)
        # Handed over as they are: frictionless reads lines of JSON with another package only.
        for key in ("path", "format", "encoding", "profile"):
            del resource[key]
        resource["data"] = [names, *([row[name] for name in names] for row in rows)]
    report = frictionless.Package(package).validate()
    assert [(t.name, e.message) for t in report.tasks for e in t.errors] == []
    assert report.valid


def test_the_data_package_is_valid_and_so_are_all_rows(written):
    import frictionless

    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(written / "csv" / "datapackage.json")).validate()
    problems = [(t.name, e.message) for t in report.tasks for e in t.errors]
    assert problems == []
    assert report.valid
    assert len(report.tasks) == len(CONTENT_TABLES)
    package = json.loads((written / "csv" / "datapackage.json").read_text("utf-8"))
    assert package["licenses"]
    for resource in package["resources"]:
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert sum(len(r["schema"].get("foreignKeys", ())) for r in package["resources"]) > 50
    without_key = {r["name"] for r in package["resources"] if "primaryKey" not in r["schema"]}
    assert without_key == {"publication", "party-join", "figure-pair"}


def test_a_broken_reference_would_be_found(written, tmp_path):
    import frictionless

    package = json.loads((written / "csv" / "datapackage.json").read_text("utf-8"))
    package["resources"] = [
        r for r in package["resources"] if r["name"] in ("report", "publication", "original")
    ]
    for resource in package["resources"]:
        content = (written / "csv" / resource["path"]).read_bytes()
        # No report is left that a publication could be of.
        kept = content if resource["name"] != "report" else content.split(b"\r\n", 1)[0] + b"\r\n"
        (tmp_path / resource["path"]).write_bytes(kept)
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {e.type for t in report.tasks for e in t.errors}


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

    entities = {e["id"]: e for e in lines(written / "ftm" / "entities.ftm.json")}
    assert len(entities) == len(lines(written / "ftm" / "entities.ftm.json"))
    for entity in entities.values():
        schema = model.get(entity["schema"])
        schema.validate(entity)
        # Nothing is lost or changed when its types clean the values.
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (entity["id"], name, values)
            if (wanted := schema.get(name).range) is not None:
                for value in values:
                    assert model.get(entities[value]["schema"]).is_a(wanted), (entity["id"], name, value)
    assert {e["schema"] for e in entities.values()} >= {"Person", "Article", "Mention", "Event", "Note"}


def test_followthemoney_statements_say_the_same_and_name_their_source(built, written):
    from followthemoney import model

    rows = lines(written / "ftm" / "statements.json")
    entities = lines(written / "ftm" / "entities.ftm.json")
    assert {(r["canonical_id"], r["schema"], r["prop"], r["value"]) for r in rows} == {
        (e["id"], e["schema"], prop, value)
        for e in entities
        for prop, values in e["properties"].items()
        for value in values
    }
    assert len({r["id"] for r in rows}) == len(rows)
    for row in rows:
        key = ".".join((row["dataset"], row["entity_id"], row["prop"], row["value"]))
        assert row["id"] == hashlib.sha1(key.encode()).hexdigest()
        assert row["prop_type"] == model.get(row["schema"]).get(row["prop"]).type.name
        assert re.fullmatch(r"[a-z0-9_]+", row["dataset"])
    # What a report says of a party is that report's own, with the place of its first mention.
    with Ledger.open(built, read_only=True) as record:
        readings = {r.report.id: r for r in record.readings()}
    joined = [r for r in rows if r["entity_id"] != r["canonical_id"]]
    assert joined
    for row in joined:
        report, local = row["entity_id"].split("-")
        mention = readings[report].party(local).mentions[0].span
        assert row["origin"] == f"urn:trackrecord:{report}#char={mention.start},{mention.end}"


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
    sources = {t["id"]: t["value"] for t in lines(written / "webannotation" / "texts.jsonl")}
    for annotation in annotations:
        jsonschema.validate(annotation, ANNOTATION)
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        text = texts[annotation["id"].split(":")[2]]
        placed = [t for t in targets if isinstance(t["source"], dict)]
        assert placed
        for target in placed:
            quote, position = target["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            start, end = position["start"], position["end"]
            assert sources[target["source"]["id"]] == text
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
        # On a page elsewhere, whose text is another, only the words can be found.
        for target in targets:
            if target not in placed:
                assert target["source"].startswith("http")
                assert target["selector"]["type"] == "TextQuoteSelector"


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
    assert review["url"] == f"commitments/{thread.id}.html"
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


@pytest.mark.parametrize(("file", "directed"), [("met", False), ("addressed", True)])
def test_gexf_is_a_graph_of_the_parties_and_their_ties(built, written, file, directed):
    import networkx

    graph = networkx.read_gexf(written / "gexf" / f"{file}.gexf")
    assert graph.is_directed() == directed
    with Ledger.open(built, read_only=True) as record:
        named = {p.id: p.name for p in record.parties() if not p.anonymous}
        ties = record.connection.execute(
            "SELECT party, other, times FROM party_tie WHERE (relation <> 'met') = ?", (directed,)
        ).fetchall()
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == named
    wanted = {
        ((a, b) if directed else frozenset((a, b)), times) for a, b, times in ties if {a, b} <= named.keys()
    }
    assert wanted or directed  # the pile has no tie of that kind; test_hostile.py has
    assert wanted == {
        ((a, b) if directed else frozenset((a, b)), data["weight"]) for a, b, data in graph.edges(data=True)
    }
    assert {data["relation"] for *_, data in graph.edges(data=True)} <= {
        "met", "acted_towards", "undertook_towards",
    }  # fmt: skip


def test_gexf_declares_the_attributes_that_it_uses(written):
    space = {"g": "http://www.gexf.net/1.2draft"}
    for file in ("met", "addressed"):
        tree = etree.parse(str(written / "gexf" / f"{file}.gexf"))
        declared = {
            (a.getparent().get("class"), a.get("id")) for a in tree.xpath("//g:attribute", namespaces=space)
        }
        values = tree.xpath("//g:attvalue", namespaces=space)
        assert values
        for value in values:
            owner = value.getparent().getparent().tag.rpartition("}")[2]
            assert (owner, value.get("for")) in declared


def utf16_slice(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_label_studio_tasks_point_at_the_words_as_javascript_counts(written):
    tasks = json.loads((written / "labelstudio" / "tasks.json").read_text("utf-8"))
    config = etree.fromstring((written / "labelstudio" / "config.xml").read_bytes())
    labels = set(config.xpath("//Label/@value"))
    assert tasks
    tied = 0
    for task in tasks:
        (prediction,) = task["predictions"]
        ids = [r["id"] for r in prediction["result"] if r["type"] == "labels"]
        assert len(ids) == len(set(ids))
        regions = [r for r in prediction["result"] if r["type"] == "labels"]
        ties = [r for r in prediction["result"] if r["type"] == "relation"]
        known = {r["id"] for r in regions}
        for tie in ties:
            assert {tie["from_id"], tie["to_id"]} <= known
            assert set(tie["labels"]) <= set(config.xpath("//Relation/@value"))
        tied += len(ties)
        for result in regions:
            value = result["value"]
            assert utf16_slice(task["data"]["text"], value["start"], value["end"]) == value["text"]
            assert set(value["labels"]) <= labels
            assert (result["from_name"], result["to_name"]) == (
                config.xpath("//Labels/@name")[0], config.xpath("//Text/@name")[0],
            )  # fmt: skip
    assert tied > 0


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


def test_plover_records_have_polecats_fields_and_known_types(built, written):
    from typing import get_args

    from trackrecord.types import EventType

    rows = lines(written / "plover" / "events.jsonl")
    with Ledger.open(built, read_only=True) as record:
        assert len(rows) == record.counts()["event"] > 0
        texts = {r.id: r.text for r in record.reports()}
    quads = {f"{a} {b}" for a in ("VERBAL", "MATERIAL") for b in ("COOPERATION", "CONFLICT")}
    assert len({tuple(row) for row in rows}) == 1
    for row in rows:
        assert tuple(row)[: len(POLECAT)] == POLECAT
        assert row["Event Type"] in get_args(EventType)
        assert row["Quad Code"] in quads
        assert row["Event Date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", row["Event Date"])
        assert texts[row["Report"]][row["Start"] : row["End"]] == row["Quote"]
    assert any(row["Occasion"] for row in rows)
    assert any(row["Actor Name"] and row["Recipient Name"] for row in rows)


def test_acled_rows_have_its_columns_and_dates_it_takes(written):
    text = (written / "acled" / "events.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(text.splitlines()[0].split(",")) == ACLED
    for row in rows:
        assert None not in row
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["event_date"])
        assert row["time_precision"] in ("1", "2", "3", "")
        assert row["event_type"] in (
            "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments", "",
        )  # fmt: skip
        assert row["fatalities"] == "" or row["fatalities"].isdigit()


@pytest.mark.parametrize(
    ("edtf", "day", "precision"),
    [
        ("2021-10-07", "2021-10-07", "1"),
        ("2021-10-07~", "2021-10-07", "1"),
        ("2021-10-04/2021-10-10", "2021-10-04", "2"),
        ("2021-10-01/2021-10-31", "2021-10-01", "3"),
        ("2021-10", "2021-10-15", "3"),
        ("2021", "", ""),
        ("2021-XX-07", "", ""),
        (None, "", ""),
    ],
)
def test_dates_get_acleds_precision(edtf, day, precision):
    assert _day(edtf) == (day, precision)


@pytest.mark.parametrize("seed", ["4711"])
def test_every_format_is_the_same_to_the_byte_whatever_the_seed_the_locale_and_the_state_of_the_file(
    built, written, tmp_path, seed
):
    """A copy with its pages moved, in another process with another hash seed and locale, gives the same bytes."""
    (tmp_path / "moved").mkdir()
    copy = tmp_path / "moved" / built.name
    copy.write_bytes(built.read_bytes())
    with Ledger.open(copy) as record:
        record.connection.execute("VACUUM")
    program = (
        "import sys; from pathlib import Path; from trackrecord import Ledger; from trackrecord.export import FORMATS, writer\n"
        "with Ledger.open(sys.argv[1], read_only=True) as record:\n"
        "    for name in FORMATS: writer(name)(record, Path(sys.argv[2]) / name)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Kabul"}
    subprocess.run([sys.executable, "-c", program, copy, tmp_path / "out"], check=True, env=environment)
    for name in FORMATS:
        theirs = {p.name: p.read_bytes() for p in (tmp_path / "out" / name).iterdir()}
        assert theirs == {p.name: p.read_bytes() for p in (written / name).iterdir()}, name


@pytest.mark.parametrize(
    ("type_", "mode", "sides", "event_type"),
    [
        ("ASSAULT", None, ("State forces", "Rebel groups"), "Battles"),
        ("ASSAULT", None, ("Rebel groups", "Civilians"), "Violence against civilians"),
        ("ASSAULT", None, ("", "Rebel groups"), ""),
        ("ASSAULT", "aerial", ("", ""), "Explosions/Remote violence"),
        ("PROTEST", None, ("Civilians", ""), "Protests"),
        ("PROTEST", "riot", ("Civilians", ""), "Riots"),
        ("AGREE", None, ("State forces", "Rebel groups"), "Strategic developments"),
    ],
)
def test_events_get_acleds_types_only_where_reports_tell_them(type_, mode, sides, event_type):
    occasion = Occasion("O1", type_, mode, (), (), (), None, None, "happened")
    assert _types(occasion, *sides)[1] == event_type
