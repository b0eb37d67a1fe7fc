"""A reading that a language model has added to: marked, counted, kept, and as it was where there is no answer."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from trackrecord.asked import Asked, Asker, Item
from trackrecord.asked.asker import GONE
from trackrecord.asked.cache import Cache
from trackrecord.asked.prompt import PART, PROMPT
from trackrecord.clean import clean_text
from trackrecord.errors import AskError
from trackrecord.types import Reading


@pytest.fixture
def asker(server, tmp_path: Path) -> Asker:
    return Asker(server, Cache(tmp_path / "answers"))


def test_what_a_good_model_adds_is_marked(play, asker, reading, completed, proposed) -> None:
    bare = replace(reading, commitments=(), deeds=())
    play.act = lambda handler, body: handler.give(
        completed({"commitments": [proposed(), proposed(action="nothing of it")]})
    )
    asked = asker.ask(bare)
    assert asked.items == (Item("commitment", 0),)
    assert asked.reading.commitments[0].action.text(reading.report.text) == "mending the quay wall"
    assert (asked.model, asked.prompt) == ("openai:small", PROMPT)
    assert [r.reason for r in asked.refused] == ["action does not stand in the sentence word for word"]
    assert (asked.calls, asked.cached, asked.tokens_in, asked.tokens_out, asked.failed) == (
        1,
        0,
        1200,
        80,
        None,
    )


def test_nothing_is_asked_twice(play, asker, reading, completed, proposed) -> None:
    play.act = lambda handler, body: handler.give(completed({"commitments": [proposed()]}))
    first, second = asker.ask(reading), asker.ask(reading)
    assert second.reading == first.reading
    assert (second.calls, second.cached, second.tokens_in) == (0, 1, 0)
    assert len(play.requests) == 1
    asker.ask(replace(reading, report=replace(reading.report, published="2028-01-01")))
    Asker(replace(asker.server, model="big"), asker.cache).ask(reading)
    assert len(play.requests) == 3


@pytest.mark.parametrize("answer", ["no", "{", '{"verdict": 1}', '{"deeds": 3}'])
def test_an_answer_that_does_not_hold_changes_nothing_and_is_not_kept(
    play, asker, reading, completed, answer: str
) -> None:
    play.act = lambda handler, body: handler.give(completed(answer))
    asked = asker.ask(reading)
    assert asked.reading == reading
    assert "the answer is not" in (asked.failed or "")
    assert asked.tokens_in == 1200
    asker.ask(reading)
    assert len(play.requests) == 2


def test_answers_that_are_not_counted_are_told(play, asker, reading, completed) -> None:
    play.act = lambda handler, body: handler.give(completed({}, usage=None))
    asked = asker.ask(reading)
    assert (asked.uncounted, asked.tokens_in) == (1, 0)


def test_a_long_report_is_asked_in_parts_and_one_may_fail(play, asker, completed) -> None:
    report = clean_text(
        "\n\n".join(f"Sentence {n} is {'very ' * 400}long." for n in range(12)), text_only=True
    )
    assert len(report.text) > PART
    play.act = lambda handler, body: handler.give(completed("{}" if len(play.requests) != 2 else "no"))
    asked = asker.ask(Reading(report))
    assert asked.calls == len(play.requests) > 1
    assert asked.failed
    again = asker.ask(Reading(report))
    assert (again.failed, again.calls, again.cached) == (None, 1, asked.calls - 1)


def test_a_report_in_another_language_is_not_asked_about(play, asker) -> None:
    report = replace(clean_text("Ein Satz.", text_only=True), language="de")
    assert asker.ask(Reading(report)).calls == 0
    assert play.requests == []


def several(number: int) -> list[Reading]:
    return [Reading(clean_text(f"The mayor met owner {n}.", text_only=True)) for n in range(number)]


def test_many_are_asked_at_once_and_come_in_order(play, asker, completed) -> None:
    meeting = threading.Barrier(3, timeout=10)

    def wait(handler, body) -> None:
        meeting.wait()
        handler.give(completed({}))

    play.act = wait
    readings = several(6)
    asked = list(Asker(asker.server, None, at_once=3).ask_all(iter(readings)))
    assert [a.reading for a in asked] == readings


def test_a_server_that_is_gone_ends_it_and_keeps_what_there_is(play, asker, completed) -> None:
    play.act = lambda handler, body: (
        handler.give(completed({})) if len(play.requests) <= 2 else handler.give({}, 400)
    )
    asked: list[Asked] = []
    with pytest.raises(AskError, match="in a row"):
        asked.extend(Asker(asker.server, None, at_once=1).ask_all(several(50)))
    assert len(asked) == 2 + GONE
    assert [a.failed is None for a in asked[:3]] == [True, True, False]


def test_a_key_that_is_refused_ends_it_at_once(play, asker) -> None:
    play.act = lambda handler, body: handler.give({}, 401)
    with pytest.raises(AskError, match="key"):
        list(asker.ask_all(several(20)))
    assert len(play.requests) <= asker.at_once


def test_nothing_to_ask_is_no_call(play, asker) -> None:
    assert list(asker.ask_all([])) == []
    assert play.requests == []
