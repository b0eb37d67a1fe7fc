"""What a page says of itself: title, authors, publisher, address, language, kind."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from trackrecord.clean.blocks import blocks_of
from trackrecord.clean.stated import Stated, stated_by

TITLE = "Talks on the river end without a deal"
AT = "https://herald.example/news/river"


def stated(head: str = "", body: str = "", url: str | None = AT, root: str = "") -> Stated:
    tree = document_fromstring(
        f"<html {root}><head>{head}</head><body>{body}<p>Text of the report, which is longer than all of the above.</p></body></html>"
    )
    return stated_by(tree, blocks_of(tree), url)


def linked(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{TITLE} | Herald</title>", "", TITLE),
        (
            f"<title>{TITLE} - The Daily Herald</title><meta property='og:site_name' content='Daily Herald'>",
            "",
            TITLE,
        ),
        ("<title>Herald</title>", f"<h1>{TITLE}</h1>", TITLE),
        (
            f"<title>River talks | Herald</title>{linked(headline='River talks fail')}",
            f"<h1>{TITLE}</h1>",
            TITLE,
        ),
        (f"<title>{TITLE} | Herald</title>", f"<h1>Herald News</h1><h1>{TITLE}</h1>", TITLE),
        (f"<meta property='og:title' content='{TITLE}'>", "<h1>Herald</h1>", TITLE),
        ("<title>Sea - land talks end - a first</title>", "", "Sea - land talks end - a first"),
        ("", "", None),
    ],
)
def test_title(head: str, body: str, title: str | None) -> None:
    assert stated(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (linked(author=[{"name": "Ann Example"}, {"name": "Bo Sample"}]), "", ("Ann Example", "Bo Sample")),
        (linked(author="By Ann Example and Bo Sample"), "", ("Ann Example", "Bo Sample")),
        ("<meta name='author' content='Ann Example'>", "<p>By Bo Sample</p>", ("Ann Example",)),
        ("<meta name='author' content='admin'>", "<p>By Bo Sample | 4 May 2020</p>", ("Bo Sample",)),
        ("<meta property='article:author' content='https://facebook.com/ann'>", "", ()),
        ("", "<div class='byline'>Ann van Example</div>", ("Ann van Example",)),
        ("", "<p>By the river they met.</p>", ()),
        ("", "", ()),
    ],
)
def test_authors(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert stated(head, body).authors == authors


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (
            "<meta property='og:site_name' content='Herald'>"
            + linked(publisher={"name": "Herald Media Ltd"}),
            "Herald",
        ),
        (linked(publisher={"@type": "Organization", "name": "Herald Media Ltd"}), "Herald Media Ltd"),
        ("<meta name='twitter:site' content='@herald'>", "herald"),
        ("<meta property='article:publisher' content='https://facebook.com/herald'>", "herald.example"),
        ("", "herald.example"),
    ],
)
def test_publisher(head: str, publisher: str) -> None:
    assert stated(head).publisher == publisher


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://herald.example/river'>", "https://herald.example/river"),
        ("<link rel='canonical' href='/river'>", "https://herald.example/river"),
        ("<meta property='og:url' content='https://herald.example/river'>", "https://herald.example/river"),
        ("<link rel='canonical' href='https://herald.example/'>", AT),
        ("<link rel='canonical' href='javascript:alert(1)'>", AT),
        ("<link rel='canonical' href='http://[broken'>", AT),
        ("", AT),
    ],
)
def test_address(head: str, url: str) -> None:
    assert stated(head).url == url


def test_language() -> None:
    assert stated(root="lang='en-GB'").language == "en-GB"
    assert stated("<meta property='og:locale' content='fr_FR'>").language == "fr_FR"
    assert stated(linked(inLanguage="de"), root="lang='not a code'").language == "de"
    assert stated().language is None


def test_live_blogs_carry_their_entries() -> None:
    entries = [
        {"@type": "BlogPosting", "headline": "They meet", "articleBody": "It &lt;b&gt;began.&lt;/b&gt;"},
        {"articleBody": "It ended."},
    ]
    found = stated(linked(liveBlogUpdate=entries).replace("NewsArticle", "LiveBlogPosting"))
    assert found.live
    assert found.body is not None
    assert found.body.split("\n") == ["They meet", "It  began. ", "It ended."]
    assert not stated(linked(headline="x")).live


def test_several_pages_and_paywalls() -> None:
    assert stated("<link rel='next' href='/news/river?page=2'>").next_page == f"{AT}?page=2"
    assert stated(body="<a rel='next' href='/news/river/2'>2</a>").next_page == f"{AT}/2"
    assert stated("<link rel='next' href='/news/other'>").next_page is None
    assert stated("<link rel='next' href='https://elsewhere.example/news/river/2'>").next_page is None
    assert stated(linked(isAccessibleForFree=False)).paywalled
    assert not stated(linked(isAccessibleForFree=True)).paywalled


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_may_be_stated(one: str, two: str) -> None:
    found = stated(
        linked(headline=one, author={"name": two}, publisher=two, inLanguage=one, url=two, articleBody=one)
    )
    assert all(each.strip() == each for each in found.authors)
    assert found.title is None or found.title.strip()
