"""``build`` and ``read`` with a reader: marked, counted, resumed, off unless asked for, and quiet about the key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trackrecord import Ledger, build
from trackrecord.asked import Asker
from trackrecord.asked.cache import Cache
from trackrecord.asked.server import Server
from trackrecord.cli.build import command as build_command
from trackrecord.cli.read import command as read_command
from trackrecord.engine.rebuild import rebuild
from trackrecord.errors import AskError

KEY = "sk-very-secret-0123"


@pytest.fixture
def sources(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(text + "\n", encoding="utf-8")
    (folder / "b.txt").write_text(
        "The mayor met the ferry owners in Port Ansel on Tuesday.\n", encoding="utf-8"
    )
    return folder


def run(command: Any, *arguments: str, **env: str) -> Result:
    return CliRunner().invoke(command, arguments, env={"TRACKRECORD_API_KEY": None, **env})


def told(play, tmp_path: Path) -> list[str]:
    return [
        "--reader",
        "openai:small",
        "--base-url",
        play.url,
        "--answers",
        str(tmp_path / "answers"),
        "--timeout",
        "5",
    ]


def knows(completed, proposed):
    """A model that finds the undertaking where it is asked about it."""

    def act(handler, body) -> None:
        asked = "mending the quay wall" in body["messages"][1]["content"]
        proposals = [proposed(), proposed(kind="vow")] if asked else []
        handler.give(completed({"commitments": proposals, "deeds": [], "events": [], "statements": []}))

    return act


def test_a_build_is_added_to_marked_and_counted(play, tmp_path, sources, completed, proposed) -> None:
    play.act = knows(completed, proposed)
    ledger = tmp_path / "record.db"
    words = [str(sources), "--ledger", str(ledger), *told(play, tmp_path), "--price", "1,10", "--json"]
    first = run(build_command, *words)
    assert first.exit_code == 0, first.output
    asked = json.loads(first.stdout)["asked"]
    assert (asked["reports"], asked["calls"], asked["tokens_in"], asked["refused"]) == (2, 2, 2400, 1)
    assert asked["cost"] == pytest.approx((2400 * 1 + 160 * 10) / 1e6)
    assert "openai:small: 2 reports asked about" in first.stderr
    with Ledger.open(ledger, read_only=True) as record:
        assert list(record.verify()) == []
        marked = list(record.asked())
        assert asked["items"] == len(marked)
        for ref, model, _ in marked:
            assert model == "openai:small"
            reading = record.reading(ref.report)
            assert reading is not None
            assert reading.commitments[ref.index].action.text(reading.report.text) == "mending the quay wall"
    # Again: nothing to ask. Without a reader: what was added stays. With another model: asked anew.
    assert json.loads(run(build_command, *words).stdout)["asked"]["reports"] == 0
    plain = json.loads(run(build_command, str(sources), "--ledger", str(ledger), "--json").stdout)
    assert (plain["asked"], plain["reread"]) == (None, 0)
    with Ledger.open(ledger, read_only=True) as record:
        assert list(record.asked()) == marked
    words[words.index("openai:small")] = "openai:big"
    assert json.loads(run(build_command, *words).stdout)["asked"]["calls"] == 2
    with Ledger.open(ledger, read_only=True) as record:
        assert {model for _, model, _ in record.asked()} <= {"openai:big"}
        assert list(record.verify()) == []
    assert len(play.requests) == 4


def test_the_same_build_without_a_model_asks_nobody(play, tmp_path, sources) -> None:
    build([sources], tmp_path / "record.db")
    assert play.requests == []


def test_a_report_without_an_answer_stays_as_it_was_and_is_asked_about_again(
    play, tmp_path, sources, completed
) -> None:
    play.act = lambda handler, body: handler.give(
        completed("no" if "quay" in body["messages"][1]["content"] else "{}")
    )
    asker = Asker(Server(play.url, "small", timeout=5.0, first_rest=0.01))
    first = build([sources], tmp_path / "record.db", asker=asker)
    assert first.asked is not None
    assert (first.asked.reports, len(first.asked.failed)) == (1, 1)
    assert "not JSON" in first.asked.failed[0].cause
    play.act = lambda handler, body: handler.give(completed({}))
    again = build([sources], tmp_path / "record.db", asker=asker)
    assert again.asked is not None
    assert (again.asked.reports, again.asked.failed) == (1, [])


def test_a_refused_key_ends_it_after_the_record_is_linked(play, tmp_path, sources) -> None:
    play.act = lambda handler, body: handler.give({}, 401)
    ledger = tmp_path / "record.db"
    result = run(
        build_command, str(sources), "--ledger", str(ledger), *told(play, tmp_path), TRACKRECORD_API_KEY=KEY
    )
    assert isinstance(result.exception, AskError)
    assert KEY not in result.output
    with Ledger.open(ledger, read_only=True) as record:
        assert record.counts()["report"] == 2
        assert list(record.stories())


def test_a_report_is_read_with_what_is_added(play, tmp_path, sources, completed, proposed) -> None:
    play.act = knows(completed, proposed)
    result = run(
        read_command, str(sources / "a.txt"), "--json", *told(play, tmp_path), TRACKRECORD_API_KEY=KEY
    )
    assert result.exit_code == 0, result.output
    form = json.loads(result.stdout)
    assert form["asked"]["model"] == "openai:small"
    assert form["asked"]["refused"] == [{"noun": "commitments", "reason": "the value of kind is not one that it can have",
                                         "quote": proposed()["quote"]}]  # fmt: skip
    for item in form["asked"]["items"]:
        assert form["commitments"][item["item"]]["by"] == "The council"
    assert play.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in result.output
    assert all(KEY not in path.read_text("utf-8") for path in (tmp_path / "answers").rglob("*.json"))


def test_a_report_without_an_answer_is_read_and_ends_with_seven(play, tmp_path, sources) -> None:
    play.act = lambda handler, body: handler.give({}, 400)
    result = run(read_command, str(sources / "b.txt"), "--json", *told(play, tmp_path))
    assert result.exit_code == 7
    assert json.loads(result.stdout)["events"]
    assert "no whole answer" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--reader", "openai:small"], "--base-url"),
        (["--base-url", "http://127.0.0.1:1/v1"], "--reader"),
        (["--reader", "small", "--base-url", "http://127.0.0.1:1/v1"], "openai:MODEL"),
        (["--reader", "openai:", "--base-url", "http://127.0.0.1:1/v1"], "openai:MODEL"),
        (["--reader", "openai:m", "--base-url", "http://127.0.0.1:1/v1", "--price", "1"], "two numbers"),
        (["--reader", "openai:m", "--base-url", "http://127.0.0.1:1/v1", "--price", "-1,2"], "no price"),
        (["--reader", "openai:m", "--base-url", "http://127.0.0.1:1/v1", "--price", "nan,2"], "no price"),
    ],
)
def test_options_that_do_not_go_together_are_refused(sources, words: list[str], said: str) -> None:
    result = run(read_command, str(sources / "b.txt"), *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_nothing_is_sent_to_another_machine_unasked(sources) -> None:
    result = run(
        read_command,
        str(sources / "b.txt"),
        "--reader",
        "openai:m",
        "--base-url",
        "https://api.example.org/v1",
    )
    assert isinstance(result.exception, AskError)
    assert "--allow-host api.example.org" in str(result.exception)


def test_what_was_added_goes_with_the_reading_and_comes_back_without_a_call(
    play, tmp_path, sources, completed, proposed
) -> None:
    play.act = knows(completed, proposed)
    asker = Asker(Server(play.url, "small", timeout=5.0), Cache(tmp_path / "answers"))
    ledger = tmp_path / "record.db"
    build([sources], ledger, asker=asker)
    with Ledger.open(ledger, read_only=True) as record:
        marked, readings = list(record.asked()), list(record.readings())
    rebuild(ledger)
    with Ledger.open(ledger, read_only=True) as record:
        assert list(record.asked()) == []
        assert list(record.verify()) == []
    done = build([sources], ledger, asker=asker)
    assert done.asked is not None
    assert (done.asked.calls, done.asked.cached) == (0, 2)
    with Ledger.open(ledger, read_only=True) as record:
        assert (list(record.asked()), list(record.readings())) == (marked, readings)
    assert len(play.requests) == 2
