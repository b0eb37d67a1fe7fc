"""The measure of names: B-cubed by hand, marked files read, spans made alike, hard pairs well formed."""

from __future__ import annotations

import json

import pytest

from benchmarks.names import (
    HARD_PAIRS,
    Item,
    Marked,
    b_cubed,
    end_to_end,
    gold_mentions,
    judge_pair,
    pair_figures,
    read_meantime,
    shape_name,
    without_products,
)
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.types import Report, Span

FILE = """<?xml version="1.0"?><Document>
<token sentence="0" t_id="1">Tolls</token><token sentence="0" t_id="2">rise</token>
<token sentence="1" t_id="3">4</token><token sentence="1" t_id="4">May</token>
<token sentence="2" t_id="5">The</token><token sentence="2" t_id="6">mayor</token>
<token sentence="2" t_id="7">Ann</token><token sentence="2" t_id="8">Okafor</token>
<token sentence="2" t_id="9">'s</token><token sentence="2" t_id="10">phone</token>
<token sentence="2" t_id="11">rang</token><token sentence="2" t_id="12">in</token>
<token sentence="2" t_id="13">Lisbon</token><token sentence="2" t_id="14">.</token>
<token sentence="3" t_id="15">Okafor</token><token sentence="3" t_id="16">left</token>
<token sentence="3" t_id="17">Oslo</token><token sentence="3" t_id="18">.</token>
<Markables>
<ENTITY_MENTION m_id="1" syntactic_type="NAM"><token_anchor t_id="7"/><token_anchor t_id="8"/><token_anchor t_id="9"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="2" syntactic_type="NAM"><token_anchor t_id="13"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="3" syntactic_type="NOM"><token_anchor t_id="5"/><token_anchor t_id="6"/></ENTITY_MENTION>
<ENTITY m_id="8" ent_type="PER" instance_id="PER1"/><ENTITY m_id="9" ent_type="PRO"/>
</Markables>
<Relations>
<REFERS_TO><source m_id="1"/><target m_id="8"/></REFERS_TO><REFERS_TO><source m_id="2"/><target m_id="9"/></REFERS_TO>
</Relations></Document>"""


@pytest.fixture
def item(tmp_path):
    path = tmp_path / "one" / "report.xml"
    path.parent.mkdir()
    path.write_text(FILE, encoding="utf-8")
    return read_meantime(path)


def test_a_marked_file_is_read(item):
    text = item.report.text
    assert text.startswith("Tolls rise\n\n4 May\n\nThe mayor Ann Okafor's phone rang in Lisbon.")
    assert [m.span.text(text) for m in item.marked] == ["Ann Okafor", "Lisbon"]
    assert [m.entity for m in item.marked] == ["PER1", "one/report/9"]
    assert [m.kind for m in item.marked] == ["person", "organisation"]
    assert {s.text(text) for s in item.others} == {"mayor"}
    assert text[: item.marked_until].endswith("Lisbon.")
    assert [m.span.text(text) for m in without_products([item])[0].marked] == ["Ann Okafor"]


def test_only_the_marked_part_is_scored_end_to_end(item):
    found = [find_parties(parse(item.report))]
    gold, ours = end_to_end([item], found, heads=False)
    assert gold.keys() == ours.keys()
    assert b_cubed(gold, ours) == (100.0, 100.0, 100.0)
    assert b_cubed(*gold_mentions([item], found))[2] == 100.0


def test_b_cubed_by_hand():
    gold = {1: "a", 2: "a", 3: "b", 4: "b"}
    assert b_cubed(gold, gold) == (100.0, 100.0, 100.0)
    # One cluster for all: each shares half of it; recall is whole.
    assert b_cubed(gold, dict.fromkeys(gold, "x")) == (50.0, 100.0, 66.67)
    # 4 is not found and 5 is not marked: both count 0 and both stay in their clusters.
    precision, recall, _ = b_cubed(gold, {1: "x", 2: "x", 3: "y", 5: "y"})
    assert (precision, recall) == (62.5, 62.5)
    assert b_cubed({}, {}) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("its new carrier Harbour Air", "Harbour Air"),
        ("Norland's Harbour Air", "Harbour Air"),
        ("Harbour Air, the carrier", "Harbour Air"),
        ("the Bank of Norland", "Bank of Norland"),
        ("nobody", "nobody"),
    ],
)
def test_a_name_is_cut_out_by_shape(text, name):
    assert shape_name(text) == name


def test_hard_pairs_are_well_formed():
    pairs = json.loads(HARD_PAIRS.read_text(encoding="utf-8"))["pairs"]
    assert sum(p["expect"] == "apart" for p in pairs) >= 300
    assert sum(p["expect"] == "joined" for p in pairs) >= 60
    assert {p["expect"] for p in pairs} == {"apart", "joined"}
    assert len({p["label"] for p in pairs}) == len(pairs)
    assert [p["label"] for p in pairs if p["a"] not in p["text_a"] or p["b"] not in p["text_b"]] == []


def test_pairs_are_read_linked_and_counted():
    apart = {"label": "one", "expect": "apart", "a": "Ann Lee", "text_a": "Governor Ann Lee spoke.",
             "b": "Tom Berg", "text_b": "Governor Tom Berg spoke."}  # fmt: skip
    joined = {
        **apart,
        "label": "two",
        "expect": "joined",
        "b": "Ann Lee",
        "text_b": "Ann Lee, the governor, left.",
    }
    results = [judge_pair(apart), judge_pair(joined), judge_pair({**joined, "expect": "apart"})]
    assert [r.joined for r in results] == [False, True, True]
    assert pair_figures(results) == {"false_joins": 50.0, "missed_joins": 0.0, "unread_pairs": 0.0}


def test_spans_are_code_points(item):
    assert all(isinstance(m.span, Span) for m in item.marked)


def test_a_name_is_given_what_describes_it_and_a_thing_counts_as_a_name() -> None:
    text = "The new carrier Harbour Air Ltd bought two Boeing 737-800 jets."
    report = Report("r", text, split_sentences(text), split_paragraphs(text))
    parties = find_parties(parse(report))
    firm, ship = "new carrier Harbour Air Ltd", "Boeing 737-800"
    spans = {words: Span(text.index(words), text.index(words) + len(words)) for words in (firm, ship)}
    marked = [Marked(spans[firm], "ORG1", "organisation"), Marked(spans[ship], "PRO1", "organisation", True)]
    item = Item(report, marked, set(), len(text))
    _, ours = end_to_end([item], [parties], described=True)
    assert {("r", span) for span in spans.values()} <= ours.keys()
    _, bare = end_to_end([item], [parties])
    assert ("r", spans[firm]) not in bare
    _, without = end_to_end([item], [parties], things=False)
    assert ("r", spans[ship]) not in without
