"""What a copy tells otherwise than its original: names, numbers, negations, attributions, contraries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.link.copies import link_copies
from trackrecord.link.corruptions import corruptions
from trackrecord.link.sheets import sheet_of

WIRE = (
    "Delegates from Ostrava Island and the Lowland Front opened talks in Port Sand on Monday, the first since a truce "
    "in March ended 14 months of fighting. Marta Quill, who leads the island's delegation, said that her side would "
    "hand over 212 prisoners by 30 June if the Front withdrew its guns from Mount Harrow. The Front's envoy, Bram Oduya, "
    "told reporters that no guns would move before the United Nations had sent observers. At least 31 people were killed "
    "near the village of Dell in the last week of February, according to the Harbour Relief Union. Quill said that both "
    "sides had not agreed to meet again in Eastport. The Norwegian mediator Liv Aasen welcomed the offer. "
    "A second round is to deal with the return of 4,000 families to the Harrow valley."
)


def _changed(*swaps, text=WIRE):
    copy = text
    for was, now in swaps:
        assert was in copy
        copy = copy.replace(was, now)
    one, two = (clean_text(t, text_only=True) for t in (text, copy))
    found = corruptions(sheet_of(one), sheet_of(two))
    for each in found:
        assert each.original.text(one.text) == each.original_text
        assert each.copy.text(two.text) == each.copy_text
    return [(c.kind, c.original_text, c.copy_text) for c in found]


@pytest.mark.parametrize(
    ("was", "now", "kind", "original", "copy"),
    [
        ("212 prisoners", "221 prisoners", "number", "212", "221"),
        ("14 months", "fourteen weeks and 40 months", "number", None, None),
        ("4,000 families", "4 million families", "number", "4,000", "4 million"),
        ("30 June", "30 July", "number", "June", "July"),
        ("Bram Oduya", "Bram Odaya", "name", "Bram Oduya", "Bram Odaya"),
        ("Liv Aasen", "Liv Halvorsen", "name", "Liv Aasen", "Liv Halvorsen"),
        ("had not agreed", "had agreed", "negation", None, None),
        ("no guns would move", "guns would move", "negation", None, None),
        ("welcomed the offer", "condemned the offer", "word", "welcomed", "condemned"),
        ("Quill said that both", "Aasen said that both", "attribution", "Quill", "Aasen"),
    ],
)
def test_what_was_changed_is_found_and_nothing_else(was, now, kind, original, copy):
    found = _changed((was, now))
    if original is None and kind == "number":
        assert found == []  # the number is still there, in words
        return
    assert [k for k, _, _ in found] == [kind]
    if original is not None:
        assert found[0][1:] == (original, copy)


def test_words_for_words_are_no_corruption():
    swaps = (
        ("opened talks", "began negotiations"),
        ("hand over", "surrender"),
        ("fighting", "combat"),
        ("village", "hamlet"),
    )
    assert _changed(*swaps) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("31 people", "thirty-one people"),
        ("Norwegian mediator", "Oslo mediator"),
        ("the United Nations", "the UN"),
        ("no guns would move", "the guns would not move"),
        ("had not agreed", "refused"),
        ("Quill said that both", "Both, said Quill,"),
    ],
)
def test_the_same_said_in_another_way_is_no_corruption(was, now):
    assert _changed((was, now)) == []


def test_a_sentence_left_out_or_added_is_no_corruption():
    assert (
        _changed(
            (
                " At least 31 people were killed near the village of Dell in the last week of February, according to the Harbour Relief Union.",
                "",
            )
        )
        == []
    )
    assert (
        _changed(("valley.", "valley. In Brisk 77 boats were lost, said Ada Pell of the Lantern Society."))
        == []
    )


def test_a_text_against_itself_has_none():
    assert _changed() == []
    assert (
        corruptions(sheet_of(clean_text("No.", text_only=True)), sheet_of(clean_text("-", text_only=True)))
        == ()
    )


def test_copies_are_linked_with_what_they_changed():
    one = clean_text(WIRE, published="2030-05-10", text_only=True)
    two = clean_text(WIRE.replace("212", "122"), published="2030-05-11", text_only=True)
    (group,) = link_copies([one, two])
    (changed,) = group.copies[0].corruptions
    assert (changed.kind, changed.original_text, changed.copy_text) == ("number", "212", "122")


@settings(max_examples=30, deadline=None)
@given(st.permutations(WIRE.split(". ")), st.text(max_size=80))
def test_any_two_texts_give_spans_that_quote_them_and_do_not_overlap(sentences, more):
    _changed((WIRE, ". ".join(sentences) + more + "x"))
