"""A small soak: killed in reading and in linking, nothing is lost; and what was lost would be noticed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks import soak as soaking
from benchmarks.soak import COUNTS, Sample, Soak, growth, held_against, peak, soak
from benchmarks.soakpile import HOSTILE, write_pile

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory and children are asked of /proc"
)


@pytest.fixture(scope="module")
def soaked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("soak")
    pile = write_pile(folder / "pile", 60, seed=3, share=0.1)
    return pile, folder / "record.db", soak(pile, folder / "record.db", kills=2, workers=2, seed=3)


def test_nothing_is_lost_doubled_or_untold_however_often_it_is_killed(soaked):
    pile, ledger, found = soaked
    assert found.kills >= 1  # linking so few may be over before it can be killed
    assert found.orphans == 0
    assert peak(found, len(pile.taken), linking=False) > 0
    assert held_against(pile, ledger) == dict.fromkeys((name for name in COUNTS if name != "orphans"), 0)


def test_what_is_wrong_is_noticed(soaked):
    pile, ledger, _ = soaked
    word, path, location = min(pile.good), min(pile.taken), min(pile.left_out)
    wrong = {
        "lost": replace(pile, good={**pile.good, "KQ9999999": 1}, taken={*pile.taken, "pile/gone.txt"}),
        "unlisted": replace(pile, left_out={*pile.left_out, "/gone.txt"}),
        "mislisted": replace(pile, left_out=pile.left_out - {location}),
        "strangers": replace(pile, taken=pile.taken - {path}),
    }
    assert held_against(replace(pile, good={word: pile.good[word] + 1}), ledger)["lost"] == 1
    found = {name: held_against(changed, ledger)[name] for name, changed in wrong.items()}
    assert found == {"lost": 2, "unlisted": 1, "mislisted": 1, "strangers": 1}


def test_a_pile_is_the_same_for_a_seed_and_holds_every_harm(tmp_path):
    piles = [write_pile(tmp_path / name / "pile", len(HOSTILE) + 20, seed=5, share=0.7) for name in "ab"]
    written = [
        {p.relative_to(x.folder): p.read_bytes() for p in x.folder.rglob("*") if p.is_file()} for x in piles
    ]
    assert written[0] == written[1]
    assert piles[0].taken == piles[1].taken
    assert {each.kind for each in HOSTILE} <= set(piles[0].hostile)
    assert sum(piles[0].good.values()) + sum(piles[0].hostile.values()) >= len(HOSTILE) + 20


def _run(megabytes):
    return [Sample(at, (100.0, each)) for at, each in enumerate(megabytes)]


def test_growth_is_of_the_last_third_over_the_second():
    flat, growing = [400.0] * 90, [400.0 + at for at in range(90)]
    assert growth(Soak(runs=[_run(flat)]), 1000) == 1.0
    assert growth(Soak(runs=[_run([1.0]), _run(growing)]), 1000) == round(489 / 459, 3)
    assert growth(Soak(runs=[_run(flat[:20])]), 1000) is None
    assert growth(Soak(), 1000) is None


def test_a_process_that_goes_on_alone_is_noticed_and_ended(monkeypatch):
    monkeypatch.setattr(soaking, "_GONE", 0.3)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as child:
        assert soaking._alive([0, child.pid]) == 1
        assert child.wait(timeout=10) != 0
    assert soaking._alive([0, child.pid]) == 0
