"""The measures by which timelines are judged, on cases that can be reckoned by hand."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.stories import b_cubed
from benchmarks.timelines import agreement_rouge, align_rouge, concat_rouge, date_f1, read_gold

ONE, TWO, FAR = date(2031, 3, 1), date(2031, 3, 2), date(2031, 3, 11)


def test_equal_timelines_are_perfect():
    some = {ONE: ["The ferry sank."], FAR: ["The captain was charged."]}
    for measure in (align_rouge, agreement_rouge, concat_rouge):
        assert measure(some, some, 1) == measure(some, some, 2) == 1.0
    assert date_f1(list(some), some) == 1.0


def test_the_same_words_a_day_off_count_half_and_not_at_all_in_agreement():
    ours, gold = {TWO: ["the ferry sank"]}, {ONE: ["the ferry sank"]}
    assert align_rouge(ours, gold, 1) == 0.5
    assert agreement_rouge(ours, gold, 1) == 0.0
    assert concat_rouge(ours, gold, 1) == 1.0


def test_many_days_may_be_held_against_one():
    ours = {ONE: ["the ferry sank"], TWO: ["the ferry sank"]}
    gold = {ONE: ["the ferry sank"]}
    # Of our six words three count whole and three a half; of the three in gold all are found on the day.
    precision, recall = 4.5 / 6, 1.0
    assert align_rouge(ours, gold, 1) == pytest.approx(2 * precision * recall / (precision + recall))


def test_content_outweighs_a_nearer_day():
    ours = {date(2031, 3, 3): ["the ferry sank"]}
    gold = {TWO: ["barley prices rose"], date(2031, 3, 5): ["the ferry sank"]}
    # Two days off with the same words costs nothing; one day off with none of them costs a half.
    precision = (1 / 3) * 3 / 3
    recall = (1 / 3) * 3 / 6
    assert align_rouge(ours, gold, 1) == pytest.approx(2 * precision * recall / (precision + recall))


def test_nothing_found_is_nothing_right():
    gold = {ONE: ["the ferry sank"]}
    assert align_rouge({}, gold, 1) == agreement_rouge({}, gold, 1) == concat_rouge({}, gold, 1) == 0.0
    assert date_f1([], gold) == 0.0


def test_gold_is_read_with_its_brackets_and_repeated_days(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(
        "2031-03-01\nThe ferry sank .\nMany died .\n------\n\n2031-03-02\nA search began .\n------\n", "utf-8"
    )
    assert read_gold(path) == {ONE: ["The ferry sank .", "Many died ."], TWO: ["A search began ."]}
    assert align_rouge({ONE: ["( sank )"]}, {ONE: ["-LRB- sank -RRB-"]}, 1) == 1.0


def test_b_cubed_by_hand():
    gold = [["a", "b"], ["c"]]
    assert b_cubed(gold, gold) == (100.0, 100.0, 100.0)
    f1, precision, recall = b_cubed(gold, [["a", "b", "c"]])
    assert precision == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert recall == 100.0
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert b_cubed(gold, [["a"], ["b"], ["c"]])[2] == pytest.approx(100 * (0.5 + 0.5 + 1) / 3)
