"""The same commitment across reports, and the deeds that bear on it."""

from __future__ import annotations

from itertools import permutations

import pytest

from trackrecord.link.parties import link_parties
from trackrecord.link.threads import link_threads
from trackrecord.types import Ref

ONE = "The Lowland Front promised Kenya to withdraw its guns from Mount Harrow by 10 June."
TWO = "Under the deal with Kenya, the Lowland Front is to pull its artillery guns back from Mount Harrow."
THREE = "The Lowland Front pledged to release all prisoners held at Dell."


def _draft(desk, id_, text, action, published="2030-05-10", kind="promise", by="Lowland Front", **more):
    draft = desk.draft(id_, text, published)
    who = draft.party("armed_group", by)
    to = draft.party("country", "Kenya", country="KEN") if "Kenya" in text else None
    draft.commitment(action, kind, who, to, **more)
    return draft


def _link(readings):
    return link_threads(readings, link_parties(readings)[1])


def _first(desk):
    return _draft(desk, "r1", ONE, "withdraw its guns from Mount Harrow")


def test_other_words_for_one_commitment_are_one_thread(desk):
    two = _draft(desk, "r2", TWO, "pull its artillery guns back from Mount Harrow", "2030-05-20", "agreement")
    (thread,) = _link([_first(desk).reading(), two.reading()])
    assert len(thread.mentions) == 2
    assert thread.by_name == "Lowland Front"
    assert thread.to_name == "Kenya"
    assert "Mount Harrow" in thread.action
    assert "same promisor" in thread.reasons[0]


def test_another_act_of_the_same_promisor_is_another_thread(desk):
    three = _draft(desk, "r3", THREE, "release all prisoners held at Dell")
    assert len(_link([_first(desk).reading(), three.reading()])) == 2


def test_the_same_act_of_another_promisor_is_another_thread(desk):
    other = _draft(
        desk,
        "r2",
        ONE.replace("Lowland", "Highland"),
        "withdraw its guns from Mount Harrow",
        by="Highland Front",
    )
    assert len(_link([_first(desk).reading(), other.reading()])) == 2


@pytest.mark.parametrize("kind", ["demand", "threat", "refusal"])
def test_other_kinds_are_threads_of_their_own(desk, kind):
    other = _draft(desk, "r2", ONE, "withdraw its guns from Mount Harrow", kind=kind)
    threads = _link([_first(desk).reading(), other.reading()])
    assert sorted(t.kind for t in threads) == sorted(["promise", kind])


def test_two_commitments_of_one_sentence_are_two_threads(desk):
    draft = desk.draft("r1", "The Lowland Front promised to hand over guns and to reopen the road to Dell.")
    who = draft.party("armed_group", "Lowland Front")
    draft.commitment("hand over guns", "promise", who)
    draft.commitment("reopen the road to Dell", "promise", who)
    assert len(_link([draft.reading()])) == 2


def test_deed_goes_to_the_thread_of_the_commitment_it_names(desk):
    first = desk.draft("r1", f"{ONE} It has begun to move the first of them.")
    who = first.party("armed_group", "Lowland Front")
    first.commitment("withdraw its guns from Mount Harrow", "promise", who, None)
    first.deed("begun to move", "progress", 0)
    two = _draft(desk, "r2", TWO, "pull its artillery guns back from Mount Harrow", "2030-05-20", "agreement")
    (thread,) = _link([first.reading(), two.reading()])
    assert thread.deeds == (Ref("r1", "deed", 0),)


def _later(desk, text, quote, by="Lowland Front", published="2030-06-12"):
    later = desk.draft("r9", text, published)
    who = later.party("armed_group", by)
    later.deed(quote, "kept", by_party=who)
    return later.reading()


FILLER = [
    f"The Lowland Front promised to repair the {x} in the town of {y}."
    for x, y in zip(
        ("bridge", "school", "harbour wall", "well"), ("Dell", "Eastport", "Brae", "Tarn"), strict=True
    )
]


def _others(desk):
    return [_draft(desk, f"f{i}", t, t[t.index("repair") : -1]).reading() for i, t in enumerate(FILLER)]


def test_deed_of_a_later_report_is_found_by_conduct_and_words(desk):
    later = _later(desk, "The Lowland Front has withdrawn all its guns from Mount Harrow.", "has withdrawn")
    threads = _link([_first(desk).reading(), later, *_others(desk)])
    assert [t.deeds for t in threads if "Harrow" in t.action] == [(Ref("r9", "deed", 0),)]
    assert all(not t.deeds for t in threads if "Harrow" not in t.action)


@pytest.mark.parametrize(
    ("text", "quote", "by", "published"),
    [
        (
            "The Highland Front has withdrawn all its guns from Mount Harrow.",
            "has withdrawn",
            "Highland Front",
            "2030-06-12",
        ),
        ("The Lowland Front has closed its office in Oslo.", "has closed", "Lowland Front", "2030-06-12"),
        (
            "The Lowland Front has withdrawn all its guns from Mount Harrow.",
            "has withdrawn",
            "Lowland Front",
            "2030-04-01",
        ),
    ],
    ids=["another's conduct", "other words", "before the promise"],
)
def test_deed_that_fits_nothing_is_attached_to_nothing(desk, text, quote, by, published):
    threads = _link([_first(desk).reading(), _later(desk, text, quote, by, published), *_others(desk)])
    assert all(not t.deeds for t in threads)


def test_nobody_keeps_a_demand(desk):
    draft = _draft(desk, "r1", ONE, "withdraw its guns from Mount Harrow", kind="demand")
    draft.deed("withdraw", "kept", 0)
    (thread,) = _link([draft.reading()])
    assert thread.deeds == ()


def test_every_commitment_is_in_one_thread_whatever_the_order(desk):
    two = _draft(desk, "r2", TWO, "pull its artillery guns back from Mount Harrow", "2030-05-20", "agreement")
    three = _draft(desk, "r3", THREE, "release all prisoners held at Dell")
    readings = [_first(desk).reading(), two.reading(), three.reading(), *_others(desk)[:2]]
    first = _link(readings)
    assert sum(len(t.mentions) for t in first) == 5
    assert all(_link(order) == first for order in permutations(readings))


def test_name_of_a_country_and_of_its_people_are_one_word_of_an_action(desk):
    one = _draft(desk, "r1", "The Lowland Front promised that Kenyan soil would not be used against others.", "Kenyan soil would not be used against others", polarity="refrain")  # fmt: skip
    two = _draft(desk, "r2", "The Lowland Front said the territory of Kenya would not be used against others.", "the territory of Kenya would not be used against others", "2030-05-20", polarity="refrain")  # fmt: skip
    (thread,) = _link([one.reading(), two.reading()])
    assert len(thread.mentions) == 2


def test_spokesman_and_the_group_he_speaks_for_are_one_promisor(desk):
    text = "Bram Oduya of the Lowland Front promised to withdraw the guns from Mount Harrow by 10 June."
    draft = desk.draft("r2", text, "2030-05-20")
    front = draft.party("armed_group", "Lowland Front")
    draft.commitment(
        "withdraw the guns from Mount Harrow",
        "promise",
        draft.party("person", "Bram Oduya", belongs_to=front),
    )
    (thread,) = _link([_first(desk).reading(), draft.reading()])
    assert len(thread.mentions) == 2
    stranger = desk.draft("r3", text, "2030-05-20")
    stranger.party("armed_group", "Lowland Front")
    stranger.commitment(
        "withdraw the guns from Mount Harrow", "promise", stranger.party("person", "Bram Oduya")
    )
    assert len(_link([_first(desk).reading(), stranger.reading()])) == 2


@pytest.mark.parametrize(("relation", "bears"), [("progress", False), ("kept", False), ("stalled", True)])
def test_the_words_of_the_promise_carry_nothing_out_and_may_tell_of_its_delay(desk, relation, bears):
    first = desk.draft("r1", ONE, "2030-05-10")
    who = first.party("armed_group", "Lowland Front")
    first.commitment("withdraw its guns from Mount Harrow", "promise", who, None)
    first.deed("promised Kenya to withdraw its guns from Mount Harrow", relation)
    assert any(t.deeds for t in _link([first.reading(), *_others(desk)])) is bears


@pytest.mark.parametrize("conditional", [True, False])
def test_a_condition_is_met_only_where_there_is_one(desk, conditional):
    text = "If the road is safe, the Lowland Front will withdraw its guns from Mount Harrow."
    more = {"condition": desk.draft("r1", text).span("If the road is safe")} if conditional else {}
    first = _draft(desk, "r1", text, "withdraw its guns from Mount Harrow", **more)
    later = desk.draft(
        "r9", "The road below Mount Harrow, where the guns are to withdraw, is safe.", "2030-06-12"
    )
    later.deed("is safe", "condition_met")
    deeds = [
        t.deeds for t in _link([first.reading(), later.reading(), *_others(desk)]) if "Harrow" in t.action
    ]
    assert bool(deeds[0]) is conditional


def test_a_verb_alone_is_taken_up_only_where_the_sentence_says_more(desk):
    talks = _draft(
        desk,
        "r1",
        "The Lowland Front promised to open talks with Kenya.",
        "open talks with Kenya",
        by="Lowland Front",
    )
    schools = _draft(
        desk, "r2", "The Lowland Front said its schools would open very soon.", "open very soon", "2030-05-20"
    )
    more = _draft(
        desk,
        "r3",
        "The Lowland Front promised to open the schools in the spring.",
        "open the schools in the spring",
    )
    threads = _link([d.reading() for d in (talks, schools, more)])
    assert sorted(len(t.mentions) for t in threads) == [1, 2]
    assert [t.mentions for t in threads if len(t.mentions) == 1] == [(Ref("r1", "commitment", 0),)]
