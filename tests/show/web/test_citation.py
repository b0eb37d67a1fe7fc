"""Citations and text fragments."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.show.web.citation import citation, fragment, is_web


def test_a_citation_has_quotation_source_date_address_and_hash():
    cited = citation(
        "We will\nreopen the bridge",
        publisher="Fjord Wire",
        published="2027-03-02",
        url="https://f.example/a",
        report="ab12",
    )
    assert cited == (
        "“We will reopen the bridge” (Fjord Wire, 2027-03-02, "
        "https://f.example/a#:~:text=We%20will%20reopen%20the%20bridge; report ab12)"
    )


def test_without_publisher_date_and_address_it_says_so():
    cited = citation("x", publisher=None, published=None, url="javascript:alert(1)", report="ab")
    assert cited == "“x” (publisher unknown, undated; report ab)"


def test_a_long_quotation_is_found_by_its_ends():
    words = [f"w{n}" for n in range(20)]
    assert fragment("https://f.example/#top", " ".join(words)) == (
        "https://f.example/#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_means_something_in_a_fragment_is_encoded(text):
    made = fragment("https://f.example/", text)
    directive = made.partition("#:~:text=")[2]
    if len(text.split()) <= 12:
        assert unquote(directive) == " ".join(text.split())
        assert not set(directive) & {"-", ",", "&", "#", " "}


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://f.example/a", True),
        ("http://f.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//f.example", False),
        ("https://f.example/\njavascript:x", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url, is_one):
    assert is_web(url) is is_one
