"""Names taken apart and folded for comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.link.names import (
    collective_key,
    firm_core,
    given_names_agree,
    initials,
    is_acronym,
    person_name,
    place_key,
    sound,
    split_forms,
)


def test_person_name_loses_titles_and_keeps_what_tells_people_apart():
    name = person_name("Sir Walter al-Hadi Jr.")
    assert (name.parts, name.suffix, name.gender) == (("walter", "hadi"), "jr", "m")
    assert name.full
    assert (name.given, name.family) == ("walter", "hadi")
    assert not person_name("Mrs Haines").full
    assert person_name("Mrs Haines").gender == "f"


@pytest.mark.parametrize(
    ("one", "two"),
    [("qadduri", "kadoori"), ("yousuf", "yusuf"), ("khaddur", "kaddur"), ("moein", "muein")],
)
def test_spellings_of_one_sound_meet(one, two):
    assert sound(one) == sound(two)


@pytest.mark.parametrize(
    ("one", "two"), [("salem", "salim"), ("mark", "mary"), ("holt", "hirth"), ("rahman", "rahmani")]
)
def test_other_names_do_not(one, two):
    assert sound(one) != sound(two)


def test_given_names():
    assert given_names_agree("tom", "thomas")
    assert given_names_agree("t", "thomas")
    assert not given_names_agree("mark", "mary")
    assert not given_names_agree("tom", "tim")


def test_names_of_collectives():
    assert collective_key("the Lowland Front movement") == collective_key("Lowland Front")
    assert collective_key("carmaker Colt Ltd") == collective_key("Colt")
    assert firm_core("Colt Motor Company") == firm_core("Colt")
    assert split_forms("Harbour Agency (HA)") == ("Harbour Agency", "HA")
    assert "ihr" in initials("International Union for Harbour Relief".replace("Union for ", ""))
    assert is_acronym("U.N.")
    assert not is_acronym("Un")
    assert place_key("The Hague") == place_key("the hague")


@given(st.text(max_size=80))
def test_any_text_is_a_name_of_some_kind(text):
    assert isinstance(person_name(text).parts, tuple)
    for key in (collective_key(text), firm_core(text), place_key(text), sound(text)):
        assert isinstance(key, str)
