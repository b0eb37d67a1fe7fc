"""The benchmark of copies: its pairs are made the same each time, and its marks are held against what is listed."""

from __future__ import annotations

import json
import random

import pytest

from benchmarks.copies import main, rates, read_pairs, right, score_listed
from benchmarks.copypairs import build, half_of
from benchmarks.rewriting import STRENGTHS, Pair, edit, lines, spin
from trackrecord.types import Corruption, Span

NUMBER = Corruption("number", Span(0, 3), Span(0, 3), "212", "221")


def test_what_was_falsified_by_hand_stands_in_the_texts():
    reports = {r["id"]: r["text"] for r in lines("reports")}
    for row in lines("rewritten"):
        for mark in row["corruptions"]:
            assert mark["original"] in reports[row["of"]]
            assert mark["copy"] in row["text"]


def test_pairs_are_the_same_each_time_and_each_report_is_in_one_half(tmp_path):
    one, two = build(tmp_path), build(tmp_path)
    assert [(h, p.form()) for h, p in one] == [(h, p.form()) for h, p in two]
    assert {h for h, _ in one} == {"dev", "test"}
    by_hand = [p for _, p in one if p.how == "by hand"]
    assert {p.strength for p in by_hand} == set(STRENGTHS)
    assert all(half == half_of(p.a) for half, p in one if p.label)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_spinning_lists_what_it_falsified(strength):
    sentences = [f"Ada Berg said that {n}4 boats had not left Port Sand on Monday." for n in range(1, 9)]
    text, listed = spin(sentences, strength, random.Random(4))
    assert listed
    assert all(c["copy"] in text for c in listed)


def test_editing_replaces_about_the_share_that_is_asked_for():
    text = " ".join(str(r["text"]) for r in lines("reports")[:5])
    changed = edit(text, 0.3, random.Random(1))
    pairs = list(zip(text.split(), changed.split(), strict=True))
    assert 0.2 < sum(a != b for a, b in pairs) / len(pairs) < 0.4


def test_a_listed_corruption_is_right_where_kind_and_place_agree():
    assert right(NUMBER, {"kind": "number", "original": "212 prisoners", "copy": "221 prisoners"})
    assert not right(NUMBER, {"kind": "name", "original": "212", "copy": "221"})
    assert not right(NUMBER, {"kind": "number", "original": "31 prisoners", "copy": "13 prisoners"})
    assert right(NUMBER, "221")
    assert score_listed((NUMBER,), [{"kind": "number", "original": "31", "copy": "13"}]) == (0, 0)


def test_recall_is_by_strength_and_precision_over_all():
    pairs = [
        Pair("a", "b", 1, "light", ""),
        Pair("a", "c", 1, "heavy", ""),
        Pair("a", "d", 0, "negative", ""),
    ]
    assert rates(pairs, [True, False, True]) == {
        "recall_light": 100.0,
        "recall_heavy": 0.0,
        "precision": 50.0,
    }


def test_pairs_from_a_file_are_measured(tmp_path, capsys):
    base, other = (str(r["text"]) for r in lines("reports")[:2])
    rows = [
        {"a": base, "b": base.replace("212", "221"), "label": True, "strength": "light",
         "corruptions": [{"kind": "number", "original": "212", "copy": "221"}]},
        {"a": base, "b": other, "label": 0, "strength": None, "corruptions": []},
    ]  # fmt: skip
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    assert [p.label for p in read_pairs(tmp_path / "pairs.jsonl")] == [1, 0]
    main(["--data", str(tmp_path)])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["recall_light"], figures["precision"]) == (100.0, 100.0)
    assert (figures["corruptions_recall"], figures["corruptions_precision"]) == (100.0, 100.0)
