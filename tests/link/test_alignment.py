"""Sentences matched by meaning and in order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trackrecord.clean import clean_text
from trackrecord.link.alignment import align, match, one_slip
from trackrecord.link.groups import DisjointSets, short_id
from trackrecord.link.sheets import sheet_of

A = "Marta Quill handed over 212 prisoners in Eastport."
B = "The mediator closed the bridge near Mount Harrow."
C = "Farmers sold barley to the Harbour Relief Union."
WORDS = ("prisoners", "barley", "bridge", "Quill", "Harrow", "212", "talks", "mediator", "harbour", "sold")


def _sheet(*sentences):
    return sheet_of(clean_text(" ".join(sentences), text_only=True))


def _align(one, two):
    a, b = _sheet(*one), _sheet(*two)
    return align(a, match(a, b))


def test_the_same_text_is_covered_wholly():
    found = _align([A, B, C], [A, B, C])
    assert (round(found.covered, 6), round(found.closeness, 6)) == (1.0, 1.0)
    assert found.pairs == ((0, 0), (1, 1), (2, 2))


def test_sentences_in_another_order_count_only_as_far_as_order_holds():
    assert len(_align([A, B, C], [C, B, A]).pairs) == 1
    assert len(_align([A, B, C], [B, C, A]).pairs) == 2


def test_each_sentence_is_matched_once():
    assert len(_align([A, A, B], [A, B]).pairs) == 2


def test_nothing_shared_is_nothing_covered():
    assert _align([A], ["Nobody slept."]).covered == 0.0


def test_words_of_like_meaning_match_in_part():
    a, b = _sheet("Soldiers killed villagers."), _sheet("Troops murdered peasants.")
    far = _sheet("Bakers praised oysters.")
    assert match(a, b).likeness[0, 0] > 0.3 > match(a, far).likeness[0, 0]


def test_names_match_where_a_letter_is_wrong_and_never_by_meaning():
    monday, tuesday = _sheet("It rained on Monday."), _sheet("It rained on Tuesday.")
    assert match(monday, tuesday).words.max() == 100  # "rained"
    assert match(monday, tuesday).words[-1, -1] == 0
    assert match(_sheet("He met Quill."), _sheet("He met Quyll.")).words[-1, -1] == 80


def test_a_slip_is_a_letter_in_a_short_name_and_two_in_a_long_one():
    assert one_slip("quill", "quyll")
    assert one_slip("brandfold", "brandfeldt") is True
    assert not one_slip("quill", "quell" + "s")
    assert not one_slip("oda", "ods")
    assert not one_slip("quill", "quill")


@settings(max_examples=40)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_coverage_is_a_share_and_never_more_than_all(sentences, random):
    other = list(sentences)
    random.shuffle(other)
    found = _align(*([f"We saw {' and '.join(s)}." for s in some] for some in (sentences, other)))
    assert 0.0 <= found.covered <= 1.0 + 1e-9
    assert 0.0 <= found.closeness <= 1.0 + 1e-9
    assert len(found.pairs) <= len(sentences)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8))
def test_groups_do_not_depend_on_the_order_of_joining(pairs):
    one, two = DisjointSets(), DisjointSets()
    for a, b in pairs:
        one.join(a, b)
    for a, b in reversed(pairs):
        two.join(b, a)
    assert one.groups("abcdef") == two.groups("abcdef")
    assert all(one.find(x) == min(g) for g in one.groups("abcdef") for x in g)


def test_short_ids_depend_on_the_parts_alone():
    assert short_id("P", "a", 1) == short_id("P", "a", 1)
    assert (
        len({short_id("P", "a", 1), short_id("P", "a", 2), short_id("T", "a", 1), short_id("P", "a1")}) == 4
    )
