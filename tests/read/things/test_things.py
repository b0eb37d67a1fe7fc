"""Things that a report names: which names they are, what tells them apart, and that they are no parties."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import Parsed, parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.things.finding import find_things
from trackrecord.types import Report, Thing

PIECES = st.sampled_from(
    ["A12", "A380", "F-16s", "737", "iBoat", "Treaty", "Act", "of", "the", "Resolution", "812", "Operation", "Newport",
     "accords", ",", ".", "\n\n", "-", "é", "🙂", "said", "'s", "and"]
)  # fmt: skip


def parsed_from(text: str) -> Parsed:
    return parse(Report("r", text, split_sentences(text), split_paragraphs(text)))


def things(text: str) -> tuple[Thing, ...]:
    return find_things(parsed_from(text))


def told(text: str) -> set[tuple[str, str]]:
    return {(thing.kind, thing.name) for thing in things(text)}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Both fleets signed the Treaty of Lisbon in spring.", "agreement", "Treaty of Lisbon"),
        ("The Minsk agreements were broken within a week.", "agreement", "Minsk agreements"),
        ("He broke the Dayton peace accords on the second day.", "agreement", "Dayton peace accords"),
        ("They praised the Good Friday Agreement again.", "agreement", "Good Friday Agreement"),
        (
            "It acceded to the Convention on the Rights of the Child and left.",
            "agreement",
            "Convention on the Rights of the Child",
        ),
        ("Nothing in the Harbour Dues Act forbids it.", "law", "Harbour Dues Act"),
        (
            "The envoy cited UN Security Council Resolution 1701 twice.",
            "law",
            "UN Security Council Resolution 1701",
        ),
        (
            "Soldiers of Operation Desert Storm came home.",
            "operation",
            "Operation Desert Storm",
        ),
        ("He had fought in World War II as a boy.", "event", "World War II"),
        ("The S-300 missiles were delivered in May.", "product", "S-300"),
        ("Two F-16s were shot down over the bay.", "product", "F-16s"),
        ("A Boeing 737-800 left the runway.", "product", "Boeing 737-800"),
    ],
)
def test_a_thing_is_found_with_its_whole_name(text: str, kind: str, name: str) -> None:
    assert (kind, name) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Senator Bill Hall spoke to Charter Communications.",
        "Cardinal Law thanked the choir.",
        "The treaty holds, and the agreement too.",
        "The Iran deal was not discussed.",
        "The hall seats 737 passengers and 380 guests.",
        "He scored 300 points in 200-300 games.",
        "The virus, COVID-19, spread to 12 towns.",
        "They flew on flight A380 to the coast.",
    ],
)
def test_what_names_no_thing(text: str) -> None:
    assert told(text) == set()


def test_a_designation_is_one_thing_however_it_is_written() -> None:
    text = "The Airbus A380 is late. Two A380s were sold. The A380 flew on Monday."
    (thing,) = things(text)
    assert (thing.key, len(thing.mentions)) == ("a380", 3)
    assert [text[s.start : s.end] for s in thing.mentions] == ["Airbus A380", "A380s", "A380"]


def test_a_number_is_a_product_once_its_maker_stands_before_it() -> None:
    text = "Three Boeing 717s were sold. The 717 is small. It carried 717 passengers."
    (thing,) = things(text)
    assert [s.text(text) for s in thing.mentions] == ["Boeing 717s", "717"]


def test_a_name_behind_a_designation_stands_for_it() -> None:
    text = "The Boeing 787 Dreamliner is late. Many Dreamliners were ordered."
    (thing,) = things(text)
    assert [s.text(text) for s in thing.mentions] == ["Boeing 787 Dreamliner", "Dreamliners"]


def test_a_resolution_is_told_apart_by_its_number() -> None:
    text = "The council passed Resolution 1701. UN resolution 1701 bans arms; resolution 425 does not."
    assert {t.key: len(t.mentions) for t in things(text)} == {"resolution 1701": 2, "resolution 425": 1}


def test_a_product_is_no_party() -> None:
    parsed = parsed_from("The iPhone sold well. Apple says the iPhone 4 will sell better.")
    assert {t.key for t in find_things(parsed)} == {"iphone", "iphone 4"}
    assert [p.name for p in find_parties(parsed).all if not p.anonymous] == ["Apple"]


def test_the_town_in_an_agreement_stays_a_place() -> None:
    parsed = parsed_from("Envoys met in Minsk on Monday. The Minsk agreements were broken.")
    assert {(p.kind, p.name) for p in find_parties(parsed).all} >= {("place", "Minsk")}


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = things(text)
    spans = sorted(span for thing in found for span in thing.mentions)
    assert all(text[s.start : s.end].strip() for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert found == things(text)
    assert all(list(t.mentions) == sorted(t.mentions) and t.key for t in found)


def test_a_hostile_text_is_read_in_bounded_time() -> None:
    text = "Treaty of the Treaty of " * 2000
    parsed = parsed_from(text)
    start = time.process_time()
    find_things(parsed)
    assert time.process_time() - start < 5
