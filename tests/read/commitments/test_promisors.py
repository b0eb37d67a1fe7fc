"""Who is bound: the one who gave his word, and the government for which an official speaks."""

from __future__ import annotations

import pytest

from trackrecord.clean import clean_text
from trackrecord.read.pipeline import read_report


@pytest.mark.parametrize("with_encoder", [True, False])
@pytest.mark.parametrize(
    ("text", "by"),
    [
        ('Norway sent an envoy. "We will hold them to that in every conversation we have," an official in Oslo said.',
         "Norway"),
        ("The Harbour Front vowed that the union's boats would sail again before June.", "Harbour Front"),
    ],
)  # fmt: skip
def test_who_is_bound(text: str, by: str, with_encoder: bool) -> None:
    found = read_report(clean_text(text, text_only=True), with_encoder=with_encoder).commitments
    assert [c.by for c in found] == [by]


def test_it_binds_no_person() -> None:
    text = (
        "Norway and the union signed a text. Ida Holm, the special envoy, put her name to it for Norway. "
        "Under the text Norway undertakes to free the boats. In the first month it is to bring their number down to 8."
    )
    reading = read_report(clean_text(text, text_only=True))
    people = {p.id for p in reading.parties if p.kind == "person"}
    assert reading.commitments
    assert not {c.by_party for c in reading.commitments} & people


def test_who_or_where_is_no_act() -> None:
    text = (
        "Convoys are rolling again on the Harbour road, after both commanders signed the guarantees that the Relief Boat "
        "Union had asked for. Ambassador Ilse Brand said the invitation to Port Veddick stood."
    )
    reading = read_report(clean_text(text, text_only=True))
    named = [m.span for p in reading.parties for m in p.mentions]
    assert named
    assert not [c for c in reading.commitments if any(span.contains(c.action) for span in named)]
