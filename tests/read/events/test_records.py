"""Events and pairs as event coders write them: root, sides with country and sector, and where it stands."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from trackrecord.read import read_text
from trackrecord.read.events.records import event_record, pair_record
from trackrecord.types import Span


def test_a_pair_is_coded_with_both_sides() -> None:
    sentence = "The Kenyan army attacked rebels in Mombasa."
    record = pair_record(sentence, "The Kenyan army", "rebels")
    assert record["root"] == "ASSAULT"
    assert (record["source"]["country"], record["source"]["code"]) == ("KEN", "MIL")
    assert (record["target"]["country"], record["target"]["code"]) == ("KEN", "REB")
    assert sentence[slice(*record["trigger"])] == record["trigger_text"] == "attacked"
    assert sentence[slice(*record["source"]["span"])] == "The Kenyan army"


def test_spans_and_texts_are_the_same_question() -> None:
    sentence = "Kenya condemned Somalia."
    assert pair_record(sentence, "Kenya", "Somalia") == pair_record(sentence, Span(0, 5), Span(16, 23))


def test_what_nothing_ties_has_no_root_and_still_has_sides() -> None:
    record = pair_record("Kenya lies south of Ethiopia and its hills are green.", "hills", "green")
    assert record["root"] is None
    assert record["trigger"] is None
    assert record["source"]["text"] == "hills"


@pytest.mark.parametrize("source", ["Norway", Span(3, 99), Span(-1, 4)])
def test_a_side_that_is_not_in_the_sentence_is_refused(source: str | Span) -> None:
    with pytest.raises(ValueError, match="sentence"):
        pair_record("Kenya condemned Somalia.", source, "Somalia")


def test_a_name_that_nobody_found_is_still_known_by_its_words() -> None:
    record = pair_record("the gambia condemned it, said someone in Lima", "Lima", "someone")
    assert record["source"]["country"] == "PER"


def test_an_event_of_a_reading_is_coded_with_all_its_sides() -> None:
    text = "Kenyan President Ida Holm met the U.N. envoy in Paris on 4 May 2024."
    reading = read_text(text, published="2024-05-06")
    (record,) = [event_record(e, reading) for e in reading.events][:1]
    assert (record["root"], record["type"], record["reality"]) == ("CONSULT", "CONSULT", "happened")
    assert [(a["name"], a["country"], a["code"]) for a in record["actors"]] == [("Ida Holm", "KEN", "GOV")]
    assert "IGO" in {r["code"] for r in record["recipients"]}
    assert record["date"] == "2024-05-04"
    assert record["place"] == {"name": "Paris", "country": "FRA"}
    assert record["sentence"] == text
    assert json.loads(json.dumps(record)) == record


def test_modality_makes_the_root_and_leaves_the_type() -> None:
    reading = read_text("Kenya met Somalia in Paris.", published="2024-05-06")
    event = replace(reading.events[0], type="AID", reality="planned")
    record = event_record(event, reading)
    assert (record["root"], record["type"], record["reality"]) == ("AGREE", "AID", "planned")
