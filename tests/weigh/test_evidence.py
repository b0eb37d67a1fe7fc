"""Which reports are out by a date, whatever the precision of the two dates."""

from __future__ import annotations

import pytest

from trackrecord.weigh.evidence import last_day, out_by


@pytest.mark.parametrize(
    ("edtf", "last"),
    [
        ("2020-02", "2020-02-29"),
        ("2021-02~", "2021-02-28"),
        ("2021-04", "2021-04-30"),
        ("2021", "2021-12-31"),
        ("2021-10-04/2021-10-10", "2021-10-10"),
        ("2021-10/2021-11?", "2021-11-30"),
        ("2021-10-09", "2021-10-09"),
    ],
)
def test_the_last_day_of_a_date_exists(edtf: str, last: str) -> None:
    assert last_day(edtf) == last


@pytest.mark.parametrize(
    ("published", "as_of", "out"),
    [
        ("2020-02", "2020-02-29", True),
        ("2020-02", "2020-02-28", False),
        ("2020-02-29", "2020-02", True),
        ("2020-03-01", "2020-02", False),
        (None, "2020-02", False),
        ("soon", "2020-02", False),
    ],
)
def test_a_report_is_out_once_its_last_possible_day_has_come(
    published: str | None, as_of: str, out: bool
) -> None:
    assert out_by(published, as_of) is out
