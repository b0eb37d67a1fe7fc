"""How surely a sentence bears on an undertaking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.bearing import Held, Told, is_others, likelihoods, wording
from trackrecord.link.terms import Rarity
from trackrecord.link.undertakings import Actor, telling

NOBODY = Actor(None, None, frozenset())
FRONT = Actor("P1", None, frozenset(("lowland", "front")))
OTHERS = Actor("P2", None, frozenset(("highland", "front")))
HARROW = "withdraw its guns from Mount Harrow"
DELL = "repair the bridge in the town of Dell"
RARITY = Rarity(telling(text) for text in (HARROW, DELL, "The front spoke of the town and of the mount."))


def _held(action: str, actor: Actor = FRONT, at: tuple[str, int] = ("r1", 0)) -> Held:
    return Held((wording(action),), (actor,), actor.name, frozenset((at,)))


def _told(sentence: str, doer: Actor = NOBODY, report: str = "r9", number: int = 3) -> Told:
    return Told(
        wording(sentence), wording(sentence), wording(""), frozenset(sentence.lower().split()), doer, report, number
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "best"),
    [
        ("The last of the guns have left Mount Harrow.", 0),
        ("All artillery was pulled out of the Harrow hills.", 0),
        ("Lorries cross the bridge at Dell again.", 1),
    ],
)
def test_a_deed_in_other_words_bears_most_surely_on_its_own_undertaking(sentence: str, best: int) -> None:
    shares = likelihoods(_told(sentence), [_held(HARROW), _held(DELL)], RARITY)
    assert shares.index(max(shares)) == best


def test_a_deed_nearer_to_the_promise_bears_more_surely_on_it() -> None:
    near, far = _told("The guns have gone.", report="r1", number=1), _told("The guns have gone.")
    assert likelihoods(near, [_held(HARROW)], RARITY) > likelihoods(far, [_held(HARROW)], RARITY)


def test_what_another_side_did_is_its_own_conduct() -> None:
    sentence = "The Highland side has withdrawn its guns from Mount Harrow."
    assert is_others(_told(sentence, OTHERS), _held(HARROW))
    assert not is_others(_told(sentence, FRONT), _held(HARROW))
    assert not is_others(_told(sentence), _held(HARROW))
    assert not is_others(_told("As agreed, the lowland front has gone.", OTHERS), _held(HARROW))


@given(st.text(max_size=200), st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_gives_a_share_for_each_undertaking_and_twice_the_same(
    sentence: str, actions: list[str]
) -> None:
    held = [_held(a) for a in actions]
    shares = likelihoods(_told(sentence), held, RARITY)
    assert len(shares) == len(actions)
    assert all(0 <= s <= 1 for s in shares)
    assert shares == likelihoods(_told(sentence), held, RARITY)


def test_what_shares_no_word_or_meaning_with_the_only_undertaking_bears_on_none() -> None:
    told = _told("A state of emergency was lifted in December.", report="r1", number=1)
    assert likelihoods(told, [_held(HARROW)], RARITY) == [0.0]
