"""The dates of a page: what it shows, what it states, and which goes first."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from trackrecord.clean.blocks import blocks_of
from trackrecord.clean.dated import PageDates, dates_of
from trackrecord.clean.linkeddata import described

PARAGRAPH = (
    "<p>The delegations left the capital on Monday after three days of talks about the river, officials said, and they will meet "
    "again before the end of the month, when both sides are to bring the figures that the other has asked for.</p>"
)
TITLE = "Talks on the river end without a deal"
MODIFIED = '<meta property="article:modified_time" content="2020-06-02T08:00:00Z">'
PUBLISHED = '<meta property="article:published_time" content="2020-05-04T10:00:00Z">'


def dates(
    head: str = "",
    before: str = "",
    byline: str = "",
    after: str = "",
    url: str | None = None,
    language: str | None = None,
) -> PageDates:
    html = (
        f"<html><head><title>{TITLE} | Herald</title>{head}</head><body><nav><p>News of 1 January 2020</p></nav>{before}<h1>{TITLE}</h1>"
        f"{byline}{PARAGRAPH}{PARAGRAPH}{after}</body></html>"
    )
    tree = document_fromstring(html)
    return dates_of(tree, blocks_of(tree), described(tree), title=TITLE, language=language, url=url)


def linked(**said: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script>'


@pytest.mark.parametrize(
    ("head", "byline", "published"),
    [
        (PUBLISHED, "", "2020-05-04"),
        (linked(datePublished="2020-05-04T23:30:00-05:00"), "", "2020-05-04"),
        ('<meta name="pubdate" content="20200504">', "", "2020-05-04"),
        ("", "<p>By Ann Example</p><p>4 May 2020</p>", "2020-05-04"),
        ("", "<div class='article-header'><span>Published</span> <time datetime='2020-05-04T10:00'>yesterday</time></div>", "2020-05-04"),
        ("", "<time itemprop='datePublished' datetime='2020-05-04'>Monday</time>", "2020-05-04"),
        ("", "<p>Updated: 6 May 2020. Published: 4 May 2020</p>", "2020-05-04"),
        ("", "<p>Updated: 6 May 2020</p>", "2020-05-06"),
        ("", "<p>© 2020 Herald. The deadline is 4 May 2020.</p>", None),
        # What is shown by the headline goes before what is stated,
        (PUBLISHED, "<p>2 May 2020 | By Ann Example</p>", "2020-05-02"),
        # unless one of several days shown is the stated one, or what is shown is only the update.
        (PUBLISHED, "<p>2 May 2020</p><p>4 May 2020</p>", "2020-05-04"),
        (PUBLISHED, "<p>Last updated: 2 June 2020</p>", "2020-05-04"),
        # JSON-LD goes before meta.
        (linked(datePublished="2020-05-03") + PUBLISHED, "", "2020-05-03"),
    ],
)  # fmt: skip
def test_published(head: str, byline: str, published: str | None) -> None:
    assert dates(head, byline=byline).published == published


def test_modified_stands_beside_published() -> None:
    assert dates(PUBLISHED + MODIFIED)[:2] == ("2020-05-04", "2020-06-02")
    assert dates(PUBLISHED, byline="<p>Updated 5 June 2020</p>")[:2] == ("2020-05-04", "2020-06-05")
    assert dates(MODIFIED)[:2] == ("2020-06-02", "2020-06-02")


def test_the_words_that_show_it_are_quoted() -> None:
    assert (
        dates(PUBLISHED, byline="<p>Published 4 May 2020 by Ann</p>").shown == "Published 4 May 2020 by Ann"
    )
    assert dates(PUBLISHED).shown is None


def test_first_publication_goes_before_all() -> None:
    after = "<p>This article was first published on 1 May 2019.</p>"
    assert dates(byline="<p>4 May 2020</p>", after=after).published == "2019-05-01"


def test_days_of_other_articles_and_in_prose_are_not_taken() -> None:
    before = "<p>[ June 1, 2020 ] Another story</p>"
    assert dates(PUBLISHED, before=before, byline="<p>May 4, 2020</p>").published == "2020-05-04"
    assert dates(after="<div class='related'><p>Published 9 June 2020</p></div>").published is None
    long = "<p>The treaty that both of them had signed in the old town hall on 4 March 2001 is to be renewed this year</p>"
    assert dates(byline=long).published is None


def test_two_readings_yield_to_what_is_known() -> None:
    byline = "<p>05/04/2020</p>"
    assert dates(byline=byline, language="en-GB").published == "2020-04-05"
    assert dates(byline=byline, language="en-US").published == "2020-05-04"
    assert (
        dates(byline=byline, language="en-GB", url="https://a.example/2020/may/04/talks").published
        == "2020-05-04"
    )
    assert dates(PUBLISHED, byline=byline, language="en-GB").published == "2020-05-04"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/2020/05/04/talks",
        "https://a.example/2020/may/4/x",
        "https://a.example/n/talks-20200504",
        "https://a.example/2020-05-04-talks",
    ],
)
def test_the_address_comes_last(url: str) -> None:
    assert dates(url=url).published == "2020-05-04"
    assert dates(PUBLISHED.replace("05-04", "05-03"), url=url).published == "2020-05-03"


@pytest.mark.parametrize(
    "url", ["https://a.example/2020/13/45/x", "https://a.example/2020/foo/04/x", "not an address", ""]
)
def test_an_address_without_a_day(url: str) -> None:
    assert dates(url=url).published is None


def test_where_nothing_else_tells() -> None:
    assert dates(after="<p>Read <time datetime='2020-05-04'>then</time></p>").published == "2020-05-04"
    script = '<script>window.x = {"published_at":"2020-05-04T10:00:00Z","title":"x"}</script>'
    assert dates(script).published == "2020-05-04"
    assert dates("<script>var a = 1</script>") == PageDates()
