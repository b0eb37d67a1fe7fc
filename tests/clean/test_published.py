"""The publication date: where it comes from and how precise it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.clean.published import Published, published_of

BODY = "The delegations left the capital on Monday after three days of talks about the river, officials said."


def test_given_goes_before_page_and_page_before_text() -> None:
    text = f"Published: 4 May 2020\n{BODY}"
    assert published_of(text, "2021", "2022-01-01") == Published("2021", "given")
    assert published_of(text, None, "2022-01-01") == Published("2022-01-01", "page")
    assert published_of(text).basis == "inferred"


@pytest.mark.parametrize(
    ("text", "edtf", "evidence"),
    [
        (f"Published: 4 May 2020\n{BODY}", "2020-05-04", "Published: 4 May 2020"),
        (f"A headline\nMonday, May 4, 2020 10:15 GMT\n{BODY}", "2020-05-04", "Monday, May 4, 2020 10:15 GMT"),
        (f"{BODY}\nUpdated: 6 May 2020\nPosted on 2020-05-04", "2020-05-04", "Posted on 2020-05-04"),
        (f"{BODY}\nLast updated 6 May 2020", "2020-05-06", "Last updated 6 May 2020"),
        (f"KAREM, Selma, May 4, 2020 (Agency) — {BODY}", "2020-05-04", "KAREM, Selma, May 4, 2020"),
        (f"Karem, 4 May 2020 – {BODY}", "2020-05-04", "Karem, 4 May 2020"),
        (
            f"KAREM, May 4 (Agency) - {BODY} They had met in April 2020.",
            "2020-05-04~",
            "KAREM, May 4 (Agency) -",
        ),
        (
            f"KAREM, Jan 4 (Agency) - {BODY} They had met in December 2019.",
            "2020-01-04~",
            "KAREM, Jan 4 (Agency) -",
        ),
        (
            f"The mayor was shot dead on Monday, May 4, 2020. {BODY}",
            "2020-05-04/2020-05-10",
            "Monday, May 4, 2020",
        ),
        (f"The mayor was shot dead on May 4, 2020, police said. {BODY}", "2020-05~", "May 4, 2020"),
    ],
)
def test_inferred(text: str, edtf: str, evidence: str) -> None:
    assert published_of(text) == Published(edtf, "inferred", evidence)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"KAREM, May 4 (Agency) - {BODY} They had met in April 2012. In 2019 they met again.",
        f"KAREM, Feb 30 (Agency) - {BODY} They had met in January 2020.",
        f"{BODY} The war lasted from 1996 to 2001.",
        f"{BODY} The army must leave by May 4, 2020.",
        f"The king was crowned on May 4, 1820. {BODY}",
        f"The bomb of May 4, 2010 is remembered. {BODY} In 2019 a court freed the driver.",
        f"{BODY} On February 30, 2020 nothing happened.",
    ],
)
def test_not_invented(text: str) -> None:
    assert published_of(text) == Published(None, "unknown")


@given(st.text(alphabet="0123456789 May4,:\n-Published202(AP)—", max_size=200))
def test_evidence_is_in_the_text(text: str) -> None:
    found = published_of(text)
    if found.edtf is not None:
        assert found.evidence is not None
        assert found.evidence in text
