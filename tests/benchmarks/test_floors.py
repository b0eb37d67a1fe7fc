"""The floors that this repository can hold by itself: its own examples, against their gold files."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("story", ["doha", "ceasefire"])
def test_the_examples_are_read_no_worse_than_before(story):
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.floors",
            "seeds",
            f"examples_{story}",
            "--",
            "--data",
            f"examples/{story}",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["items"] >= 6


def test_a_figure_under_its_floor_is_told(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.floors import shortfalls

    floors = {"digest": "0", "quotes_found": 90.0, "sentences_lost": 0}
    assert shortfalls({"quotes_found": 90.0, "sentences_lost": 0}, floors) == []
    assert shortfalls({"quotes_found": 80.0, "sentences_lost": 0}, floors) == [
        "quotes_found: 80.0, the floor is 90.0"
    ]
    assert shortfalls({"quotes_found": 95.0, "sentences_lost": 2}, floors) == [
        "sentences_lost: 2, the floor is 0"
    ]
    assert shortfalls({"sentences_lost": 0}, floors) == ["quotes_found: None, the floor is 90.0"]


def test_every_floor_names_its_data():
    for task, sets in FLOORS.items():
        for name, floors in sets.items():
            assert len(floors["digest"]) == 12, f"{task}.{name}"
