"""Rulings are checked when they are made, and named by their content."""

from __future__ import annotations

import pytest

from trackrecord.errors import RulingError
from trackrecord.link.rulings.fields import FIELDS
from trackrecord.link.rulings.form import ruling_from_json, ruling_to_json
from trackrecord.link.rulings.making import made, said

BY = {"by": "A. Reader", "reason": "read it", "at": "2031-08-01"}


def test_the_same_ruling_has_the_same_id_and_another_has_another():
    one = made("accept", "deed/a/1-2", **BY)
    assert made("accept", "deed/a/1-2", **BY) == one
    assert one.at == "2031-08-01T00:00:00.000000Z"
    others = [
        made("reject", "deed/a/1-2", **BY),
        made("accept", "deed/a/1-3", **BY),
        made("accept", "deed/a/1-2", **{**BY, "by": "B"}),
        made("accept", "deed/a/1-2", **{**BY, "reason": ""}),
        made("accept", "deed/a/1-2", **{**BY, "at": "2031-08-02"}),
    ]
    assert len({one.id, *(o.id for o in others)}) == 6


def test_a_time_with_a_zone_is_taken_to_utc():
    assert (
        made("accept", "deed/a/1-2", **{**BY, "at": "2031-08-01T01:30:00+02:00"}).at[:16]
        == "2031-07-31T23:30"
    )


@pytest.mark.parametrize(
    ("kind", "subject", "value", "words"),
    [
        ("bless", "deed/a/1-2", None, "no kind of ruling"),
        ("accept", "nonsense", None, "names nothing"),
        ("reject", "thread/a/1-2", None, "cannot be the subject"),
        ("correct", "story/a", {"field": "x", "value": 1}, "cannot be the subject"),
        ("correct", "deed/a/1-2", None, "must hold field, value"),
        ("correct", "deed/a/1-2", {"field": "span", "value": 1}, "no field “span”"),
        ("correct", "deed/a/1-2", {"field": "relation", "value": "loved"}, "must be one of"),
        ("correct", "commitment/a/1-2", {"field": "deadline_last", "value": "June"}, "must be a day"),
        ("correct", "commitment/a/1-2", {"field": "denied", "value": 1}, "true or false"),
        ("correct", "figure/a/1-2", {"field": "value", "value": float("nan")}, "must be a number"),
        ("correct", "figure/a/1-2", {"field": "value", "value": True}, "must be a number"),
        ("correct", "party/a/1-2", {"field": "country", "value": "Norland"}, "alpha-3"),
        ("correct", "date/a/1-2", {"field": "edtf", "value": "soon"}, "EDTF"),
        ("join", "party/a/1-2", {"with": "thread/a/1-2"}, "goes with a party"),
        ("join", "deed/a/1-2", {"with": "deed/a/3-4"}, "goes with a thread"),
        ("join", "party/a/1-2", {"with": "party/a/1-2"}, "on both sides"),
        ("split", "party/a/1-2", {"from": []}, "nothing to split it from"),
        ("set_status", "thread/a/1-2", {"status": "fine"}, "is no status"),
        ("set_status", "thread/a/1-2", {"status": ["kept"]}, "is no status"),
        ("accept", "deed/a/1-2", {"x": 1}, "must hold nothing"),
        ("undo", "deed/a/1-2", None, "cannot be the subject"),
        ("accept", "thread/a/1-2", {"status": "fine"}, "is no status"),
        ("correct", "commitment/a/1-2", {"field": "by", "value": "\ud800"}, "half a character"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(kind, subject, value, words):
    with pytest.raises(RulingError, match=words):
        made(kind, subject, value, **BY)


def test_a_ruling_needs_a_name_and_a_time_that_is_one():
    with pytest.raises(RulingError, match="nobody's name"):
        made("accept", "deed/a/1-2", **{**BY, "by": "  "})
    with pytest.raises(RulingError, match="is no time"):
        made("accept", "deed/a/1-2", **{**BY, "at": "yesterday"})


def test_half_a_character_is_refused_wherever_it_stands():
    for part in ("by", "reason"):
        with pytest.raises(RulingError, match="half a character"):
            made("accept", "deed/a/1-2", **{**BY, part: "x\udc80"})


def test_a_split_is_from_each_once_in_order():
    ruling = made("split", "story/a", {"from": ["story/c", "story/b", "story/c"]}, **BY)
    assert said(ruling) == {"from": ["story/b", "story/c"]}
    assert made("split", "story/a", {"from": "story/b"}, **BY).value == '{"from":["story/b"]}'


def test_the_json_form_reads_back_and_altered_ones_do_not():
    ruling = made("correct", "figure/a/1-2", {"field": "value", "value": 12}, **BY)
    form = ruling_to_json(ruling)
    assert form["value"] == {"field": "value", "value": 12}
    assert ruling_from_json(form) == ruling
    assert ruling_from_json({k: v for k, v in form.items() if k != "id"}) == ruling
    for wrong in ({**form, "reason": "bribed"}, {**form, "by": 7}, {**form, "value": 3}, [], None):
        with pytest.raises(RulingError):
            ruling_from_json(wrong)


def test_every_correctable_field_is_on_the_page_of_rulings():
    from pathlib import Path

    page = (Path(__file__).parents[3] / "docs" / "ruling.md").read_text("utf-8")
    for kind, fields in FIELDS.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {kind} |"))
        assert [field for field in fields if f"`{field}`" not in row] == []
