"""The seeds of the fuzzer and small changes of them go through every door; and a fault would be noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import Hang, changed, main, patience, round_of, seeds
from benchmarks.fuzztargets import FILES, TARGETS, hold
from trackrecord.clean import clean_text
from trackrecord.types import Mention, Party, Reading, Span

CORPUS = Path(__file__).parent.parent / "corpus"
SEEDS = [(path.parent.name, path) for path in sorted(CORPUS.glob("*/*"))]
QUICK = sorted(set(TARGETS) - {"read"})


def test_every_door_has_seeds_and_every_seed_a_door() -> None:
    assert {name for name, _ in SEEDS} == set(TARGETS)
    assert len(SEEDS) > 30
    assert set(FILES) < set(TARGETS)


@pytest.mark.parametrize(("name", "path"), SEEDS, ids=[f"{name}-{path.name}" for name, path in SEEDS])
def test_every_seed_goes_through(name: str, path: Path) -> None:
    TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", QUICK)
def test_what_is_made_of_the_seeds_goes_through(name: str) -> None:
    @settings(max_examples=25)
    @given(changed(seeds(CORPUS, name)))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


def test_what_is_made_of_the_seeds_is_read() -> None:
    @settings(max_examples=6)
    @given(changed(seeds(CORPUS, "read")))
    def run(data: bytes) -> None:
        TARGETS["read"](data)

    run()


def test_a_crash_is_found_and_made_small() -> None:
    def target(data: bytes) -> None:
        if b"\0" in data:
            raise KeyError("planted")

    ran, data, what = round_of(target, seeds(CORPUS, "text"), 300, 1)
    assert ran > 1
    assert data is not None
    assert b"\0" in data
    assert "KeyError" in what
    assert len(data) < 3_000


def test_a_hang_is_found() -> None:
    def forever() -> None:
        while True:
            pass

    with pytest.raises(Hang), patience(0.1):
        forever()


def test_what_stands_is_no_fault() -> None:
    assert round_of(lambda data: None, [b"x"], 20, 1)[1:] == (None, "")


@pytest.mark.parametrize("span", [Span(0, 99), Span(3, 1)])
def test_a_span_that_does_not_hold_is_a_fault(span: Span) -> None:
    party = Party("p1", "person", "Ida", (Mention(span, "name"),))
    with pytest.raises(AssertionError):
        hold(Reading(clean_text("Ida went.", text_only=True), (party,)))


def test_the_command_gives_its_figures(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main(["--data", str(CORPUS), "--minutes", "0.01", "--target", "rows", "--keep", str(tmp_path)])
    assert '"crashes": 0' in capsys.readouterr().out


@given(st.data())
@settings(max_examples=10)
def test_what_is_made_is_bounded(data: st.DataObject) -> None:
    assert len(data.draw(changed([b"a" * 50_000, b"b"]))) <= 70_000
