"""Hard line breaks undone, and other line breaks left."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.wrapping import unwrap

PARAGRAPHS = [
    "The delegations left the capital on Monday after three days of talks about the river, officials said. Nobody "
    "would say whether they had agreed on anything, and no date was set for the next round.",
    "Observers said that both sides had promised in spring to open the upper dams before the rains. One of them has "
    "done so; the other says that it is waiting for money from the joint fund, which has not met since March.",
]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_text_is_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS * 2)
    assert unwrap(wrapped) == "\n\n".join(PARAGRAPHS * 2)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "The talks ended on Monday without a deal, officials said.\n" * 8,
        "Short lines\nof a poem\nthat go on\nand on\nwithout an end\nof any kind\nat all",
        "",
        "\n\n\n",
    ],
    ids=["paragraphs", "parted", "sentences", "poem", "empty", "blank"],
)
def test_other_text_is_left(text: str) -> None:
    assert unwrap(text) == text


@pytest.mark.xfail(strict=True, reason="a list of long items of one length without full stops looks wrapped")
def test_a_list_of_long_items_is_left() -> None:
    text = "Ana Duarte, minister of water, of the upper river state of Selma\n" * 8
    assert unwrap(text) == text


@given(st.text(alphabet="ab. \n", max_size=400))
def test_only_line_breaks_change_and_no_position_moves(text: str) -> None:
    unwrapped = unwrap(text)
    assert len(unwrapped) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, unwrapped, strict=True))
