"""Events in sentences of our own, and what must hold of events in any text at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.events.finding import find_events
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import Parties, find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Event, Report

CASES = json.loads(Path(__file__).with_name("events_cases.json").read_text(encoding="utf-8"))


def events_of(text: str) -> tuple[tuple[Event, ...], Parties]:
    """Read the events of a text published on a Saturday."""
    report = Report("x", text, split_sentences(text), split_paragraphs(text), published="2021-10-09")
    parsed = parse(report)
    parties = find_parties(parsed)
    return find_events(parsed, parties, find_dates(parsed), ()), parties


def names(ids: tuple[str, ...], parties: Parties) -> set[str]:
    """Return the names of the parties with these ids."""
    return {parties.name_of(i) or "" for i in ids}


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_event(case: dict[str, Any]) -> None:
    events, parties = events_of(case["text"])
    found = [e for e in events if e.type == case["type"]]
    assert found, [(e.type, e.trigger.text(case["text"])) for e in events]
    event = found[0]
    assert set(case.get("actors", ())) <= names(event.actors, parties)
    assert set(case.get("recipients", ())) <= names(event.recipients, parties)
    assert not set(event.actors) & set(event.recipients)
    assert event.reality == case["reality"]
    if "mode" in case:
        assert event.mode == case["mode"]
    if "place" in case:
        assert parties.name_of(event.place) == case["place"]
    if "count" in case:
        assert len(found) == case["count"]
    if case.get("alone"):
        assert len(events) == 1
    if case.get("dated"):
        assert event.date is not None


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the weather was fine.",
        "She spoke to reporters on Monday.",
        "He declined to comment.",
        "Refugees arrived in Serbia on Sunday.",
        "The economy of Kenya grew by 3 percent.",
        "The river flooded the town.",
        "The interior minister declines to discuss the list.",
        "The ministry discussed expanding the patrols.",
        "The energy ministry was invited to this programme and declined.",
        "The pact was negotiated by the Kenyan government.",
        "Kenya is negotiating the release of the sailors.",
        "A person briefed on the talks said little.",
        "He called the talks candid.",
        "In March the ministry said nothing. May was dry.",
        "Ms. Berg conceded that the paper was modest.",
    ],
)
def test_no_event(text: str) -> None:
    events, _ = events_of(text)
    assert events == ()


def test_later_sentence_adds_place_and_day_to_the_meeting_told_before() -> None:
    text = "Norway will meet Kenya. The talks will take place in Geneva on Monday."
    events, parties = events_of(text)
    assert [e.type for e in events] == ["CONSULT", "CONSULT"]
    assert events[1].actors == events[0].actors
    assert events[1].recipients == events[0].recipients
    assert parties.name_of(events[1].place) == "Geneva"
    assert events[1].date is not None


def test_refused_discussion_is_no_meeting() -> None:
    events, _ = events_of("The president of Kenya rejected any discussion of tariffs.")
    assert [e.type for e in events] == ["REJECT"]


def test_second_meeting_without_its_verb() -> None:
    text = (
        "President Laura Berg saw Mr. Tomas Ruiz in Oslo on Tuesday and Ms. Anna Holm in Bergen on Thursday."
    )
    events, parties = events_of(text)
    assert [e.type for e in events] == ["CONSULT", "CONSULT"]
    both = [
        (names(e.actors, parties), names(e.recipients, parties), parties.name_of(e.place)) for e in events
    ]
    assert ({"Laura Berg"}, {"Anna Holm"}, "Bergen") in both
    assert any(r == {"Tomas Ruiz"} and p == "Oslo" for _, r, p in both)
    assert len({e.date for e in events}) == 2


def test_charge_in_a_quotation_is_its_speakers() -> None:
    text = "“We kept the truce. Kenya violated it,” said Ms. Laura Berg."
    report = Report("x", text, split_sentences(text), split_paragraphs(text), published="2021-10-09")
    parsed = parse(report)
    parties = find_parties(parsed)
    events = find_events(parsed, parties, find_dates(parsed), find_statements(parsed, parties))
    charge = next(e for e in events if e.type == "ACCUSE")
    assert names(charge.actors, parties) == {"Laura Berg"}
    assert "Kenya" in names(charge.recipients, parties)


def test_date_of_an_earlier_clause_is_not_the_meetings() -> None:
    text = "For the first time since the general was killed in March, French officials met rebel leaders."
    events, _ = events_of(text)
    meeting = next(e for e in events if e.type == "CONSULT")
    assert meeting.date is None


WORDS = st.sampled_from(
    "Kenya France met attacked will not said that talks with between and the to hold soldiers by of if "
    "“ ” , . \n 🙂 מדינה é̂ killed were promised release sanctions on in Oslo Monday ALL CAPS who".split(" ")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_hold_on_any_text(text: str) -> None:
    events, parties = events_of(text)
    report = parties.parsed.report
    known = {p.id for p in parties.all}
    for event in events:
        sentence = report.sentences[event.sentence]
        assert sentence.contains(event.span)
        assert event.span.contains(event.trigger) or event.trigger.overlaps(sentence)
        assert event.trigger.text(text).strip()
        assert event.span.text(text) == event.span.text(text).strip()
        assert set(event.actors) | set(event.recipients) <= known
        assert not set(event.actors) & set(event.recipients)
    assert list(events) == sorted(events, key=lambda e: (e.trigger.start, e.trigger.end, e.type))


@pytest.mark.parametrize(
    "junk", ["attack on Kenya and met with France, ", "talks between A and ", "who must "]
)
def test_long_junk_ends(junk: str) -> None:
    events, _ = events_of(junk * 500)
    assert events == ()
