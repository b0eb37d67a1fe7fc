"""Texts nobody would print: reading stays linear, raises nothing but CleanError, and every span holds."""

from __future__ import annotations

import time
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.errors import CleanError
from trackrecord.read import read_text
from trackrecord.read.parse import load, parse
from trackrecord.types import Reading, Span

_SIZE = 8_000
_CASES = {
    "numbers": "12 ",
    "one long chain": "the leader of ",
    "no punctuation": "the envoy said that she would go and the guards met the rebels while they promised to stay ",
    "cue words": "said ",
    "list of commas": "the mayor, ",
    "capitals": "THE MAYOR SAID THAT SHE WOULD STAY. ",
}


def _cpu(size: int, unit: str) -> tuple[float, float]:
    """CPU seconds of reading and of the bare parse of *size* characters made of *unit*."""
    text = (unit * (size // len(unit) + 1))[:size]
    before = time.process_time()
    parse(clean_text(text, published="2022-03-01", text_only=True))
    middle = time.process_time()
    read_text(text, text_only=True, published="2022-03-01")
    return time.process_time() - middle, middle - before


@pytest.mark.parametrize("case", sorted(_CASES))
def test_time_stays_near_the_parse(case: str) -> None:
    load()
    reading, parsing = _cpu(_SIZE, _CASES[case])
    assert reading < 4 * parsing + 1


def test_time_grows_with_the_text() -> None:
    load()
    small, _ = _cpu(_SIZE // 2, _CASES["no punctuation"])
    large, _ = _cpu(2 * _SIZE, _CASES["no punctuation"])
    assert large < 10 * small + 0.5


def test_long_stretches_are_parsed_in_pieces() -> None:
    text = "the mayor met the envoy and the guards went to the harbour, " * 100
    parsed = parse(clean_text(text, text_only=True))
    pieces = [len(s) for s in parsed.doc.sents]
    assert len(list(parsed.sentences())) == 1
    assert max(pieces) <= 240
    assert {s[-1].text for s in parsed.doc.sents if s[-1].i + 1 < len(parsed.doc)} <= {",", "and"}


def _spans(thing: object) -> list[Span]:
    if isinstance(thing, Span):
        return [thing]
    if isinstance(thing, tuple):
        return [span for part in thing for span in _spans(part)]
    if is_dataclass(thing):
        return [span for f in fields(thing) for span in _spans(getattr(thing, f.name))]
    return []


def _check(reading: Reading) -> None:
    """All that refers to text or to another item of the reading does so rightly."""
    text = reading.report.text
    for span in _spans(reading):
        assert 0 <= span.start <= span.end <= len(text)
    for figure in reading.figures:
        assert figure.counts is None or figure.counts.text(text) == figure.counts_text
        assert figure.as_of is None or figure.as_of in range(len(reading.dates))
    ids = {party.id for party in reading.parties}
    for event in reading.events:
        assert {*event.actors, *event.recipients} <= ids
        assert event.date is None or event.date in range(len(reading.dates))
    for deed in reading.deeds:
        assert all(index in range(len(reading.commitments)) for index in deed.about)
    told = [f.given_by for f in reading.figures] + [s.party for s in reading.statements]
    told += [party for c in reading.commitments for party in (c.by_party, c.to_party)]
    assert {party for party in told if party is not None} <= ids


_NEWS = "Mayor Ida Holm said on 4 May that 30 of the 90 guards would leave by Friday. “We agreed to it,” she said. "
_WORDS = st.sampled_from(
    [*_NEWS.split(), "“", "”", '"', "’s", "\n", "—", "🙂", "قال", "שלום", "\u202e", "$", "%", "1/2"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
@example("“" * 200 + "We go" + "”" * 200)
@example((_NEWS * 3).upper())
@example("".join(c for c in _NEWS * 3 if c.isalnum() or c == " "))
@example("🙂🙂 " + _NEWS + "🙂" * 50)
@example("قال الوزير " + _NEWS + " \u202eשלום")
@example(
    "Metropolis chairman Ida Holm pronounced on 4 Could that xxx ] ( the the 30 of of 90 sentinels, would would."
)
def test_odd_text_is_read_and_every_span_holds(text: str) -> None:
    try:
        reading = read_text(text, published="2022-05-06")
    except CleanError:
        return
    _check(reading)
