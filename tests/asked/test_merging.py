"""Merging: what is new comes in, in order of the text; what reading found stays as it is."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from trackrecord.asked.admission import Proposal
from trackrecord.asked.merging import merge
from trackrecord.clean import clean_text
from trackrecord.types import Commitment, DateMention, Deed, Event, Mention, Party, Reading, Span, Statement

TEXT = "Norland vowed to leave by 4 May. The Guard said “we stay”. The Guard met Norland. Norland left on 3 May, the Guard said."


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


@pytest.fixture
def base() -> Reading:
    norland = Party(
        "p1", "country", "Norland", tuple(Mention(at("Norland", n), "name") for n in range(3)), ("Norland",)
    )
    guard = Party(
        "p2", "armed_group", "Harbour Guard", (Mention(at("The Guard"), "nominal"),), ("Harbour Guard",)
    )
    late = Commitment(
        at("Norland left on 3 May"), 3, "promise", "Norland", "p1", None, None, None, at("left"), "do"
    )
    return Reading(
        clean_text(TEXT, text_only=True),
        parties=(norland, guard),
        dates=(DateMention(at("by 4 May"), "DATE", "2027-05-04", "2027-05-04", "2027-05-01", "2027-05-04"),),
        commitments=(late,),
        deeds=(Deed(at("Norland left on 3 May"), 3, "kept", None, None, "reporter", "p1", (0,)),),
    )


def commitment(**words: Any) -> Proposal:
    return Proposal(
        "commitments", 0,
        {"kind": "promise", "by": "Norland", "to": None, "conveyed_by": None, "polarity": "do", "denied": False, **words},
        {"quote": at("Norland vowed to leave by 4 May."), "action": at("leave by 4 May"), "deadline": at("by 4 May")},
    )  # fmt: skip


def deed(**words: Any) -> Proposal:
    spans = {"quote": at("Norland left on 3 May, the Guard said.")}
    return Proposal(
        "deeds",
        3,
        {"relation": "kept", "asserted_by": "the Guard", "by": "Norland", "about": None, **words},
        spans,
    )


def event(kind: str = "CONSULT", **words: Any) -> Proposal:
    spans = {"quote": at("The Guard met Norland."), "trigger": at("met")}
    return Proposal(
        "events",
        2,
        {"type": kind, "reality": "happened", "actors": ["The Guard"], "recipients": ["Norland"], **words},
        spans,
    )


def statement(**spans: Span) -> Proposal:
    return Proposal(
        "statements",
        1,
        {"kind": "direct"},
        {"content": at("“we stay”"), "speaker": at("The Guard"), "cue": at("said"), **spans},
    )


def test_a_new_commitment_comes_in_where_it_stands_and_deeds_still_point_right(base: Reading) -> None:
    merged = merge(base, [commitment()])
    new, old = merged.reading.commitments
    assert merged.new == (("commitment", 0),)
    assert (new.by_party, new.deadline_last, new.sentence) == ("p1", "2027-05-04", 0)
    assert old == base.commitments[0]
    assert merged.reading.deeds[0].about == (1,)


def test_names_are_turned_into_parties(base: Reading) -> None:
    merged = merge(base, [event(recipients=["Norland", "Peru"]), statement()])
    (made,) = merged.reading.events
    assert (made.actors, made.recipients, made.sentence) == (("p2",), ("p1",), 2)
    (said,) = merged.reading.statements
    assert (said.party, said.anonymous, said.speaker_text) == ("p2", False, "Harbour Guard")
    assert merged.new == (("event", 0), ("statement", 0))


def test_a_deed_points_at_what_it_is_about(base: Reading) -> None:
    bare = replace(base, deeds=())
    merged = merge(bare, [commitment(to="The Guard"), deed(about="leave by 4 May", asserted_by="The Guard")])
    (made,) = merged.reading.deeds
    assert made.about == (0,)
    assert (made.interest, made.by_party, made.asserted_by_party) == ("beneficiary", "p1", "p2")
    assert merge(bare, [deed(asserted_by=None)]).reading.deeds[0].interest == "reporter"
    assert merge(bare, [deed()]).reading.deeds[0].interest == "unknown"


def test_what_reading_has_is_not_doubled(base: Reading) -> None:
    full = merge(base, [commitment(), event(), statement()]).reading
    merged = merge(full, [commitment(kind="agreement"), event(), statement(content=at("we stay")), deed()])
    assert merged.reading == full
    assert (merged.new, merged.agreeing, merged.differing) == ((), 4, 0)


def test_another_word_on_the_same_does_not_go_over_it(base: Reading) -> None:
    full = merge(base, [commitment(), event(), statement()]).reading
    merged = merge(full, [commitment(kind="refusal"), event("ASSAULT"), deed(relation="broken")])
    assert merged.reading == full
    assert (merged.new, merged.agreeing, merged.differing) == ((), 0, 3)


def test_one_answer_that_says_a_thing_twice_says_it_once(base: Reading) -> None:
    merged = merge(base, [commitment(), commitment()])
    assert len(merged.reading.commitments) == 2
    assert merged.agreeing == 1


def test_the_order_of_an_answer_does_not_matter(base: Reading) -> None:
    proposals = [
        commitment(),
        commitment(kind="threat"),
        event(),
        event("ASSAULT"),
        statement(),
        deed(relation="broken"),
    ]
    first = merge(base, proposals)
    luck = random.Random(4)
    for _ in range(5):
        luck.shuffle(proposals)
        assert merge(base, proposals) == first


def test_old_events_and_statements_keep_their_order(base: Reading) -> None:
    said = (
        Statement((at("the Guard said"),), (), (), "indirect"),
        Statement((at("Norland vowed"),), (), (), "indirect"),
    )
    met = Event(at("Norland left"), at("left"), "RETREAT", None, (), ("p1",), (), None, None, "happened", 3)
    merged = merge(replace(base, statements=said, events=(met,)), [event(), statement()])
    assert [s for s in merged.reading.statements if s in said] == list(said)
    assert merged.reading.events[1] == met
    for kind, index in merged.new:
        assert (
            merged.reading.events[index] != met
            if kind == "event"
            else merged.reading.statements[index] not in said
        )
