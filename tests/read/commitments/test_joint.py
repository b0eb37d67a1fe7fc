"""Promisors told together, givers told behind what they give, and names that nobody bears."""

from __future__ import annotations

import pytest

from trackrecord.clean import clean_text
from trackrecord.read.commitments.joint import giver_behind, joint_of, parties_to
from trackrecord.read.commitments.promisors import can_bind
from trackrecord.read.parse import parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.pipeline import read_report


def _parsed(text: str):
    return parse(clean_text(text, text_only=True))


@pytest.mark.parametrize(
    ("text", "word", "pair"),
    [
        ("Norway met Kenya in Oslo. Both sides agreed to open the border.", "sides", ["Norway", "Kenya"]),
        ("Ida Holm met Bram Oduya. The two ministers agreed to meet again.", "ministers", ["Ida Holm", "Bram Oduya"]),
        ("Norway met Kenya and Peru. Both sides agreed to open the border.", "sides", None),
        ("Norway flew home over Kenya. Both sides agreed to open the border.", "sides", None),
        ("Norway met Kenya in Oslo. The sides of the road are steep.", "sides", None),
    ],
)  # fmt: skip
def test_two_are_named_where_the_text_leaves_no_third(text: str, word: str, pair: list[str] | None) -> None:
    parsed = _parsed(text)
    parties = find_parties(parsed)
    token = next(t for t in parsed.doc if t.text == word)
    found = joint_of(token, parsed.sentence_at(token.idx), parsed, parties)
    assert (found and sorted(p.name for p in found)) == (pair and sorted(pair))


@pytest.mark.parametrize(
    ("text", "noun", "giver"),
    [
        ("The aid promised by several banks never came.", "aid", "banks"),
        ("They spoke of the limits that the ministry has proposed.", "limits", "ministry"),
        ("They won a pledge of aid from Norway.", "aid", "Norway"),
        ("The bridge built by the army still stands.", "bridge", None),
    ],
)
def test_who_gives_stands_behind_what_is_given(text: str, noun: str, giver: str | None) -> None:
    token = next(t for t in _parsed(text).doc if t.text == noun)
    found = giver_behind(token)
    assert (found.text if found is not None else None) == giver


def test_parties_to_a_deal() -> None:
    parsed = _parsed("Norway reached a deal with Kenya to open the border.")
    found = parties_to(next(t for t in parsed.doc if t.text == "deal"))
    assert found is not None
    assert [t.text for t in found] == ["Norway", "Kenya"]
    parsed = _parsed("Norway broke the deal to open the border.")
    assert parties_to(next(t for t in parsed.doc if t.text == "deal")) is None


@pytest.mark.parametrize(
    "name", ["Fri Mar", "Today", "17:20 A diplomat", "9.30pm", "ET", "– Updated", "12 March", "” Holm", ""]
)
def test_what_nobody_is_called_binds_nobody(name: str) -> None:
    assert not can_bind(name)


@pytest.mark.parametrize(
    "name", ["Ida Holm", "May Holm", "March 23 Movement", "Friday Mosque council", "5 banks"]
)
def test_names_with_a_day_in_them_are_names(name: str) -> None:
    assert can_bind(name)


@pytest.mark.parametrize("with_encoder", [True, False])
def test_both_sides_of_an_agreement_are_bound(with_encoder: bool) -> None:
    text = "Norway met Kenya in Oslo on Monday. Both sides agreed to open the border by 10 June."
    found = read_report(clean_text(text, text_only=True), with_encoder=with_encoder).commitments
    assert [c.by for c in found] == ["Both sides (Norway and Kenya)"]


def test_an_hour_and_who_speaks_are_no_course_of_action() -> None:
    text = (
        '17:20 A diplomat in the region: "Payments for teachers were agreed on one condition. '
        'That condition was not met today."'
    )
    reading = read_report(clean_text(text, text_only=True))
    assert not [c for c in reading.commitments if c.action.text(reading.report.text).startswith("17:20")]
