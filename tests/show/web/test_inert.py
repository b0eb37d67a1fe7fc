"""Characters that change how others are shown are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from trackrecord.show.web.inert import clip, inert, shown


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("a\x00b", "a␀b"),
        ("a\r\nb", "a\nb"),
        ("\ud800", "⟨U+D800⟩"),
        ("naïve — “quoted” 👩‍👩‍👧 שלום", "naïve — “quoted” 👩‍👩‍👧 שלום"),
    ],
)
def test_what_is_named_and_what_is_left(given_, expected):
    assert inert(given_) == expected


@given(st.text())
def test_no_control_is_left_and_the_rest_can_be_sent(text):
    made = inert(text)
    made.encode("utf-8")
    assert not {c for c in made if (ord(c) < 32 and c not in "\t\n") or c in "\u202e\u2066\u200f"}


@given(st.text(), st.integers(1, 50))
def test_a_clipped_text_is_one_short_line(text, most):
    made = clip(text, most)
    assert len(made) <= most + 2
    assert "\n" not in made


def test_what_a_template_prints():
    assert shown(None) == ""
    assert shown(3) == 3
    assert shown(Markup("<b>")) == "<b>"
