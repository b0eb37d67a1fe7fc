"""Names and texts made to break what reads them: in every format they are still only names and texts."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.export import FORMATS, writer
from trackrecord.ledger import Ledger
from trackrecord.link import link
from trackrecord.types import Commitment, Event, Mention, Party, Publication, Reading, Report, Span
from trackrecord.weigh.weighing import weigh

HOSTILE = (
    "=cmd|' /C calc'!A1", "<script>alert(1)</script>", "]]> & \"quoted\" 'x'", "../../etc/passwd", "CON", "a|b]] [[c",
    "---\nend: true\n---", "{{ x }} ${y} `z` $w$", "![x](http://tracker.example/p.png)", "𝔘𝔫𝔦 👩‍👩‍👧 \u202eevil\u202c",
    "x\x07\x1b[31m", "semi;colon", "line\u2028break", "%% comment %%", "A" * 400, "שלום ﷺ", "con.", ".hidden", "#tag",
)  # fmt: skip


def hostile_reading(name):
    """A report in which a party of that name, astral letters before it, promises and meets."""
    text = f"𝔘 👩‍👧 {name} promised Sundmark to open the gate. Then they met."
    start = len("𝔘 👩‍👧 ")
    whole = Span(0, len(text))
    other = text.index("Sundmark")
    action = text.index("open the gate")
    id_ = hashlib.sha256(text.encode()).hexdigest()[:32]
    report = Report(
        id_, text, split_sentences(text), split_paragraphs(text), title=name, publisher=name, url="javascript:alert(1)",
        published="2031-05-01", published_basis="given",
    )  # fmt: skip
    parties = (
        Party(
            "p1",
            "organisation",
            name,
            (Mention(Span(start, start + len(name)), "name"),),
            (name,),
            office=name,
        ),
        Party("p2", "country", "Sundmark", (Mention(Span(other, other + 8), "name"),), ("Sundmark",)),
    )
    return Reading(
        report,
        parties=parties,
        events=(Event(whole, whole, "CONSULT", "meet", (), ("p1",), ("p2",), None, None, "happened"),),
        commitments=(
            Commitment(
                whole, 0, "promise", name, "p1", "Sundmark", "p2", None, Span(action, action + 13), "do",
            ),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(empty, tmp_path_factory):
    """Every format of a ledger of hostile reports."""
    top = tmp_path_factory.mktemp("hostile")
    path = top / "record.db"
    path.write_bytes(empty)
    readings = [hostile_reading(name) for name in HOSTILE]
    with Ledger.open(path) as ledger:
        for number, reading in enumerate(readings):
            data = str(number).encode()
            r = reading.report
            ledger.add(
                r,
                Publication(
                    r.id, hashlib.sha256(data).hexdigest(), f"in/{number}.txt", r.url, r.publisher, r.title, r.published,
                    "given", None, "utf-8", "text", data,
                ),
                reading,
                version="1",
            )  # fmt: skip
        links = link(readings)
        ledger.replace_links(links, weigh(readings, links))
        for name in FORMATS:
            writer(name)(ledger, top / name)
    return top


def lines(path):
    return [json.loads(line) for line in path.read_bytes().decode("utf-8").split("\n")[:-1]]


def test_xml_is_well_formed_and_keeps_the_names(written):
    tree = etree.parse(str(written / "gexf" / "met.gexf"))
    labels = set(tree.xpath("//g:node/@label", namespaces={"g": "http://www.gexf.net/1.2draft"}))
    assert {"<script>alert(1)</script>", "=cmd|' /C calc'!A1"} <= labels


def test_ties_with_a_direction_are_those_of_the_record(written):
    import networkx

    graph = networkx.read_gexf(written / "gexf" / "addressed.gexf")
    assert graph.is_directed()
    with Ledger.open(written / "record.db", read_only=True) as ledger:
        ties = ledger.connection.execute("SELECT party, other, times FROM party_tie WHERE relation <> 'met'")
        wanted = {(a, b, times) for a, b, times in ties if {a, b} <= set(graph)}
    assert wanted
    assert wanted == {(a, b, data["weight"]) for a, b, data in graph.edges(data=True)}
    assert {data["relation"] for *_, data in graph.edges(data=True)} <= {"acted_towards", "undertook_towards"}


def test_label_studio_counts_in_utf16_behind_letters_beyond_the_first_plane(written):
    tasks = json.loads((written / "labelstudio" / "tasks.json").read_text("utf-8"))
    assert len(tasks) == len(HOSTILE)
    for task in tasks:
        units = task["data"]["text"].encode("utf-16-le")
        regions = [r["value"] for r in task["predictions"][0]["result"] if r["type"] == "labels"]
        assert regions
        for value in regions:
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
    # Counted in code points they would be elsewhere.
    first = next(v for v in regions if v["text"] != task["data"]["text"] and v["start"] > 0)
    assert task["data"]["text"][first["start"] : first["end"]] != first["text"]


def test_followthemoney_and_annotations_lead_to_no_script(written):
    for path in (written / "ftm" / "entities.ftm.json", written / "webannotation" / "annotations.jsonl"):
        assert lines(path)
        assert "javascript:" not in path.read_text("utf-8")


def test_followthemoney_keeps_the_names(written):
    from followthemoney import model

    for entity in lines(written / "ftm" / "entities.ftm.json"):
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(values), (name, values)


def test_no_cell_runs_in_a_spreadsheet(written):
    for path in [*(written / "csv").glob("*.csv"), written / "acled" / "events.csv"]:
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), path.name
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+", cell), path.name


def test_notes_have_safe_names_front_matter_that_ends_where_it_should_and_nothing_live(written):
    import yaml

    named = 0
    notes = [p for p in (written / "obsidian").iterdir() if p.suffix == ".md"]
    assert len({p.name.casefold() for p in notes}) == len(notes) > len(HOSTILE)
    for path in notes:
        assert len(path.name.encode()) < 130
        assert not set(path.name) & set('\\/:*?"<>|#^[]\n\u202e')
        assert not path.name.startswith(".")
        body = path.read_text("utf-8")
        if path.name == "trackrecord.md":
            continue
        _, front, body = body.split("---\n", 2)
        values = yaml.safe_load(front)
        assert values["id"]
        named += values["type"] == "party" and values["name"] in HOSTILE
        assert "end" not in values
        # Nothing that a reader of Markdown would load, run or take for markup.
        assert not re.search(r"(?<!\\)<script|(?<!\\)!\[|(?<!\\)`|(?<!\\)\$", body)
    # Names come back as they were, letters beyond the first plane and marks of direction too.
    with Ledger.open(written / "record.db", read_only=True) as ledger:
        assert named == sum(p.name in HOSTILE and not p.anonymous for p in ledger.parties()) > 10


def test_the_timeline_shows_no_markup_of_a_report(written):
    data = json.loads((written / "timelinejs" / "timeline.json").read_text("utf-8"))
    for event in data["events"]:
        for words in event["text"].values():
            assert set(re.findall(r"</?\w+", words)) <= {"<p", "</p"}


@given(data=st.data())
@settings(max_examples=5)
def test_any_reading_can_be_had_in_every_format(data, empty, any_reading, any_publication, tmp_path_factory):
    top = tmp_path_factory.mktemp("any")
    path = top / "record.db"
    path.write_bytes(empty)
    reading = data.draw(any_reading())
    with Ledger.open(path) as ledger:
        ledger.add(reading.report, data.draw(any_publication(reading.report)), reading, version="1")
        links = link([reading])
        ledger.replace_links(links, weigh([reading], links))
        for name in FORMATS:
            writer(name)(ledger, top / name)
