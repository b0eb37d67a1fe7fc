"""Codes of given pairs: modality decides the root, and the pair decides which act is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.read.events.coding import Coded, code_event, code_events, root_of
from trackrecord.types import Span


@pytest.mark.parametrize(
    ("sentence", "source", "target", "root"),
    [
        ("Kenya condemned Somalia on Monday.", "Kenya", "Somalia", "ACCUSE"),
        ("Kenya will withdraw its troops from Somalia.", "Kenya", "Somalia", "AGREE"),
        ("Kenya withdrew its troops from Somalia.", "Kenya", "Somalia", "RETREAT"),
        ("Kenya refused to meet the envoy of Somalia.", "Kenya", "Somalia", "REJECT"),
        ("Kenya threatened to attack Somalia.", "Kenya", "Somalia", "THREATEN"),
        ("Kenya will attack Somalia.", "Kenya", "Somalia", "THREATEN"),
        ("Kenya urged Somalia to release the hostages.", "Kenya", "Somalia", "REQUEST"),
        ("Kenya urged Somalia to attack Ethiopia.", "Somalia", "Ethiopia", "THREATEN"),
        ("Three soldiers were arrested by Kenya.", "Kenya", "Three soldiers", "COERCE"),
        ("Kenya praised Norway and accused Somalia of lying.", "Kenya", "Norway", "SUPPORT"),
        ("Kenya praised Norway and accused Somalia of lying.", "Kenya", "Somalia", "ACCUSE"),
        ("Kenya has not supported Somalia.", "Kenya", "Somalia", "REJECT"),
        ("Kenya sent food to Somalia.", "Kenya", "Somalia", "AID"),
        ("Kenya lifted the blockade of Somalia.", "Kenya", "Somalia", "RETREAT"),
    ],
)
def test_root(sentence: str, source: str, target: str, root: str) -> None:
    coded = code_event(sentence, source, target)
    assert coded is not None
    assert coded.root == root


def test_spans_and_texts_are_the_same_question() -> None:
    sentence = "Kenya condemned Somalia on Monday."
    by_text = code_event(sentence, "Kenya", "Somalia")
    assert by_text == code_event(sentence, Span(0, 5), Span(16, 23))
    assert isinstance(by_text, Coded)
    assert by_text.trigger.text(sentence) == "condemned"


def test_no_act_gives_none() -> None:
    assert code_event("Kenya lies south of Ethiopia and its hills are green.", "hills", "green") is None


def test_unknown_text_is_named() -> None:
    with pytest.raises(ValueError, match="Norway"):
        code_event("Kenya condemned Somalia.", "Norway", "Somalia")


def test_batches_keep_order() -> None:
    pairs = [
        ("Kenya condemned Somalia.", "Kenya", "Somalia"),
        ("Kenya praised Norway.", "Kenya", "Norway"),
    ] * 3
    assert [c.root if c else None for c in code_events(pairs)] == ["ACCUSE", "SUPPORT"] * 3


def test_roots_of_modality() -> None:
    assert root_of("AID", "planned") == "AGREE"
    assert root_of("ASSAULT", "planned") == "THREATEN"
    assert root_of("CONSULT", "called_for") == "REQUEST"
    assert root_of("SUPPORT", "denied") == "REJECT"
    assert root_of("ACCUSE", "happened") == "ACCUSE"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=10))
def test_any_text_is_answered(middle: str, left: str, right: str) -> None:
    sentence = f"{left}Kenya{middle}Somalia{right}"
    coded = code_event(sentence, "Kenya", "Somalia")
    assert coded is None or coded.trigger.text(sentence)
