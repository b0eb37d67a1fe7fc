"""Subjects: names that survive another reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.link.rulings.subjects import (
    ITEM_KINDS,
    Places,
    Subject,
    anchor,
    items,
    subject_of,
)
from trackrecord.types import Ref, Span


def test_an_item_is_named_by_report_and_span(town):
    text = town[0].report.text
    name = subject_of(town[0], Ref("a" * 32, "deed", 0)) if town[0].deeds else None
    assert name is None
    start = text.index("Mayor")
    first = subject_of(town[0], Ref("a" * 32, "commitment", 0))
    assert first == f"commitment/{'a' * 32}/{start}-{text.index('1 June.') + 7}"
    assert (
        subject_of(town[0], Ref("a" * 32, "party", 0))
        == f"party/{'a' * 32}/{text.index('Ada')}-{text.index(' promised')}"
    )
    assert subject_of(town[0], Ref("a" * 32, "commitment", 0), "thread") == first.replace(
        "commitment", "thread"
    )


def test_a_second_item_with_the_same_span_is_told_apart(desk):
    d = desk.draft("d" * 32, "He promised to open the gate and to pay.")
    d.commitment("open the gate")
    d.commitment("pay")
    reading = d.reading()
    one, two = (subject_of(reading, Ref("d" * 32, "commitment", i)) for i in (0, 1))
    assert two == one + "~2"
    assert Places([reading]).item(Subject.parsed(two)) == Ref("d" * 32, "commitment", 1)


@pytest.mark.parametrize(
    "text",
    [
        "T3f2", "commitment/a", "commitment/a/5-2", "commitment/a/1-2~0x", "thing/a/1-2", "story/", "story/a/1-2",
        "commitment/a b/1-2", "commitment/a/1-99999999999", "deed/a/1-2\n", "",
    ],
)  # fmt: skip
def test_what_names_nothing_is_refused(text):
    with pytest.raises(ValueError, match="names nothing"):
        Subject.parsed(text)


@given(st.data())
@settings(max_examples=25)
def test_every_item_of_any_reading_is_found_by_its_name(any_reading, data):
    reading = data.draw(any_reading())
    places = Places([reading])
    for kind in ITEM_KINDS:
        for index in range(len(items(reading, kind))):
            ref = Ref(reading.report.id, kind, index)
            name = subject_of(reading, ref)
            assert str(Subject.parsed(name)) == name
            assert places.item(Subject.parsed(name)) == ref


def test_an_item_that_moved_a_little_is_found_and_one_that_is_gone_is_not(town):
    reading = town[1]
    span = reading.deeds[0].span
    wider = replace(reading.deeds[0], span=Span(span.start, span.end + 5))
    moved = replace(reading, deeds=(reading.deeds[1], wider))
    subject = Subject.parsed(subject_of(reading, Ref("b" * 32, "deed", 0)))
    assert Places([moved]).item(subject) == Ref("b" * 32, "deed", 1)
    assert Places([replace(reading, deeds=reading.deeds[1:])]).item(subject) is None
    assert Places([]).item(subject) is None


def test_less_than_half_in_common_is_another_item(town):
    reading = town[1]
    span = reading.deeds[0].span
    cut = replace(
        reading.deeds[0], span=Span(span.start, span.start + len(span.text(reading.report.text)) // 3)
    )
    subject = Subject.parsed(subject_of(reading, Ref("b" * 32, "deed", 0)))
    assert Places([replace(reading, deeds=(cut,))]).item(subject) is None
    assert anchor(cut).end < span.end
