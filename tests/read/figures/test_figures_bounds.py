"""Numbers that only tell who speaks, labels of tables, and what "since" and "nearer" do."""

from __future__ import annotations

import pytest

from trackrecord.read import read_text
from trackrecord.types import Figure


def _figures(text: str) -> tuple[Figure, ...]:
    return read_text(text, published="2022-05-06", text_only=True).figures


@pytest.mark.parametrize(
    "text",
    [
        "One official said the bridge was closed.",
        "Two senior officials said the bridge was closed.",
        "The two sides met at the harbour.",
    ],
)
def test_who_speaks_is_not_counted(text: str) -> None:
    assert _figures(text) == ()


def test_one_that_counts_stays() -> None:
    assert [f.value for f in _figures("The shelling killed one soldier and wounded three others.")] == [1, 3]


def test_a_label_is_counted() -> None:
    (figure,) = _figures(
        "Harbour bulletin.\nPrevious week: 11\nThe guards kept to their posts at the harbour."
    )
    assert (figure.value, figure.counts_text) == (11, "Previous week")


def test_nearer_is_about() -> None:
    (figure,) = _figures("The number of refugees is nearer 1,000.")
    assert (figure.value, figure.bound) == (1000, "about")


def test_since_is_no_as_of() -> None:
    (figure,) = _figures("The guards have arrested 40 smugglers since March 2022.")
    assert (figure.value, figure.as_of) == (40, None)


def test_a_definite_number_keeps_its_own_bound() -> None:
    (figure,) = _figures("The guards released fewer than the 240 prisoners.")
    assert (figure.value, figure.bound) == (240, "exact")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The war ended in an airlift in May that evacuated more than 4,000 civilians.", "May"),
        (
            "The group has helped 900 people flee the port in the two weeks following its capture.",
            "the two weeks",
        ),
        ("Officials said on Monday that 40 people had died.", "Monday"),
        ("Officials recently said that 40 people had died.", None),
    ],
)
def test_when_a_figure_holds_is_told_in_an_undated_report_too(text, when):
    reading = read_text(text, text_only=True)
    figure = reading.figures[0]
    assert (figure.as_of is None) == (when is None)
    if figure.as_of is not None:
        assert reading.dates[figure.as_of].span.text(text) == when
