"""Mending: what goes, what stays, and that it is done once."""

from __future__ import annotations

import unicodedata

import ftfy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.mojibake import _CONFIG, _fixed, mend, writable


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("The ministerâ€™s â€œplanâ€\x9d", "The minister’s “plan”"),
        ("cafÃ© in ZÃ¼rich", "café in Zürich"),
        ("Fish &amp; chips, &quot;he said&quot;", 'Fish & chips, "he said"'),
        ("\ufeffOne\r\nTwo\rThree\u2028Four", "One\nTwo\nThree\nFour"),
        ("sol\u00addiers\u200b with\x00draw\x07", "soldiers withdraw"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("\u202bAbdul\u202c \u200eKarim", "Abdul Karim"),
        ("Cafe\u0301", "Café"),
        ("loose\u200d joiner", "loose joiner"),
    ],
)
def test_mended(broken: str, mended: str) -> None:
    assert mend(broken) == mended


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘quotes’ stay",
        "ﬁgure and ＦＵＬＬ width",
        "می‌خواهم",
        "👩‍👩‍👧 family",
        "שלום وعليكم",
        "1 < 2 &amp;c <b>",
    ],
)
def test_left_alone(text: str) -> None:
    assert mend(text) == text


def test_endless_combining_marks_are_capped() -> None:
    mended = mend("a" + "\u0316\u0301" * 50_000 + "b")
    assert 2 < len(mended) < 40


@given(st.text())
def test_mending_twice_changes_nothing_and_gives_storable_text(text: str) -> None:
    mended = mend(text)
    assert mend(mended) == mended
    assert mended.encode("utf-8").decode("utf-8") == mended
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in mended)
    assert unicodedata.is_normalized("NFC", mended)


@given(st.text(alphabet=st.characters()))
def test_writable_keeps_positions(text: str) -> None:
    made = writable(text)
    assert made.encode("utf-8").decode("utf-8") == made
    assert len(made) == len(text)
    assert all(a == b or "\ud800" <= a <= "\udfff" for a, b in zip(text, made, strict=True))


@given(
    st.lists(
        st.sampled_from(
            [
                "plain text",
                "caf\u00c3\u00a9",
                "a &amp; b",
                "<b>",
                "\u201cquoted\u201d",
                "",
                "&lt;",
                "x\x1b[1m",
                "~",
                "don't",
            ]
        )
    )
)
def test_line_by_line_is_the_same_as_the_whole(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join(_fixed(lines)) == ftfy.fix_text(text, _CONFIG)
