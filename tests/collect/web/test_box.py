"""Hostile markup is parsed in a child process that is ended when it takes too much, and replaced."""

from __future__ import annotations

import os
import time

import pytest

from trackrecord.collect.web.box import Box
from trackrecord.errors import SourceError

FEED = b"<rss version='2.0'><channel><item><link>https://courier.example/a</link></item></channel></rss>"
HERE = "tests_box_functions"


@pytest.fixture
def boxes():
    """Make a box that is closed when the test ends."""
    made = []

    def make(*arguments, **more):
        made.append(Box(*arguments, **more))
        return made[-1]

    yield make
    for box in made:
        box.close()


@pytest.fixture
def functions(tmp_path, monkeypatch):
    """A module of functions for the child to run, each of which does harm in its way."""
    (tmp_path / f"{HERE}.py").write_text(
        """
import os, time
def fine(data, **more): return [data.decode(), more]
def spin(data):
    while data == b"spin": pass
    return "ok"
def sleep(data):
    time.sleep(60 if data == b"sleep" else 0)
    return "ok"
def fill(data):
    held = []
    while data == b"fill": held.append(bytearray(50_000_000))
    return "ok"
def die(data):
    if data == b"die": os._exit(9)
    return "ok"
def write(data, path):
    with open(path, "w") as file: file.write("x" * 10)
    return "written"
def chatter(data): print("noise " * 1000); return "ok"
def fail(data): raise KeyError("inside")
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))


def test_it_gives_back_what_the_function_made(boxes, functions):
    box = boxes(f"{HERE}:fine")
    assert box(b"a" * 300_000, "thing", name="n") == ["a" * 300_000, {"name": "n"}]


@pytest.mark.parametrize(
    ("harm", "said"),
    [("spin", "took more than|ended the process"), ("fill", "too much memory"), ("die", "ended the process")],
)
def test_too_much_time_or_memory_ends_the_child_and_the_next_call_works(boxes, functions, harm, said):
    box = boxes(f"{HERE}:{harm}", seconds=5 if harm == "fill" else 1, memory=600_000_000)
    began = time.monotonic()
    with pytest.raises(SourceError, match=said):
        box(harm.encode(), "https://courier.example/bad")
    assert time.monotonic() - began < 20
    assert box(b"good", "thing") == "ok"


def test_a_child_that_waits_for_ever_is_ended_by_the_clock(boxes, functions, monkeypatch):
    box = boxes(f"{HERE}:sleep", seconds=-4)  # two seconds on the clock
    with pytest.raises(SourceError, match="took more than"):
        box(b"sleep", "thing")


def test_the_child_can_write_no_file(boxes, functions, tmp_path):
    box = boxes(f"{HERE}:write")
    with pytest.raises(SourceError):
        box(b"", "thing", path=str(tmp_path / "made"))
    made = tmp_path / "made"
    assert not made.exists() or made.stat().st_size == 0


def test_what_a_parser_prints_is_no_answer_and_its_failures_are_told(boxes, functions):
    box = boxes(f"{HERE}:chatter")
    assert box(b"", "thing") == "ok"
    box = boxes(f"{HERE}:fail")
    with pytest.raises(SourceError, match="KeyError"):
        box(b"", "thing")


def test_the_parsers_of_feeds_and_pages_work_inside(boxes):
    feed = boxes("trackrecord.collect.web.feeds:parse_feed")
    assert feed(FEED, "thing", url="https://courier.example/")[0]["url"] == "https://courier.example/a"
    with pytest.raises(SourceError, match="entities"):
        feed(b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + FEED, "thing", url="")
    gate = boxes("trackrecord.clean.gate:page_parses")
    page = (
        b"<html><body><article><p>"
        + b"The bridge at Veddick will reopen in May, the mayor said. " * 9
        + b"</p></article></body></html>"
    )
    assert gate(page, "thing", location="thing") > 300
    with pytest.raises(SourceError, match="elements"):
        gate(b"<html>" + b"<div>" * 200_000, "thing", location="thing")
