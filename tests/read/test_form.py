"""The JSON form: every key of it, and there and back without loss."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.read.form import reading_from_json, reading_to_json
from trackrecord.types import Figure, Mention, Party, Reading, Report, Span

# What DESIGN promises to readers of `trackrecord read --json`, key by key.
PROMISED = {
    "report": "id title publisher published published_basis language garble text sentences removed",
    "parties": "id kind name office mentions",
    "dates": "span type value edtf",
    "figures": "span value low high bound unit counts counts_text change given_by",
    "statements": "content speaker cue kind party anonymous",
    "events": "span type mode contexts actors recipients date place reality",
    "commitments": "span sentence kind by by_party to conveyed_by action polarity condition deadline",
    "deeds": "span sentence relation asserted_by about",
    "things": "kind name key mentions",
}


@given(data=st.data())
@settings(max_examples=30)
def test_round_trip_through_json_text_loses_nothing(data, any_reading):
    reading = data.draw(any_reading())
    text = json.dumps(reading_to_json(reading), allow_nan=False)
    assert reading_from_json(json.loads(text)) == reading


@given(data=st.data())
@settings(max_examples=15)
def test_every_promised_key_is_there(data, any_reading):
    form = reading_to_json(data.draw(any_reading()))
    assert form.keys() == PROMISED.keys()
    assert form["report"].keys() >= set(PROMISED["report"].split())
    for noun, keys in PROMISED.items():
        for item in form[noun] if noun != "report" else []:
            assert item.keys() >= set(keys.split())


@given(data=st.data())
@settings(max_examples=15)
def test_equal_readings_give_equal_bytes(data, any_reading):
    reading = data.draw(any_reading())
    again = reading_from_json(reading_to_json(reading))
    assert json.dumps(reading_to_json(again)) == json.dumps(reading_to_json(reading))


def test_a_party_s_mentions_are_spans_and_their_kinds_run_beside_them():
    mentions = (Mention(Span(0, 4), "name"), Mention(Span(6, 8), "pronoun"))
    report = Report("r", "Aino: he left.", (Span(0, 14),), (Span(0, 14),))
    form = reading_to_json(Reading(report, parties=(Party("p1", "person", "Aino", mentions),)))
    assert form["parties"][0]["mentions"] == [[0, 4], [6, 8]]
    assert form["parties"][0]["mention_kinds"] == ["name", "pronoun"]


@pytest.mark.parametrize(
    ("value", "written"), [(105.0, "105"), (3.5, "3.5"), (-2.0, "-2"), (2.0**60, "1.152921504606847e+18")]
)
def test_whole_figures_are_written_as_whole_numbers(value, written):
    report = Report("r", "many", (Span(0, 4),), (Span(0, 4),))
    figure = Figure(Span(0, 4), value, None, None, "exact")
    form = reading_to_json(Reading(report, figures=(figure,)))["figures"][0]
    assert json.dumps(form["value"]) == written
    assert form["low"] is None


def test_a_form_with_a_key_missing_is_refused():
    form = reading_to_json(Reading(Report("r", "", (), ())))
    del form["deeds"]
    with pytest.raises(KeyError):
        reading_from_json(form)
