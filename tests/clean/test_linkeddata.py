"""JSON-LD: the article among the things that a page describes."""

from __future__ import annotations

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from trackrecord.clean.linkeddata import described, kinds_of, names, said

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Talks end",
    "datePublished": "2020-05-04",
    "author": [{"@type": "Person", "name": "Ann Example"}, "Bo Sample"],
    "publisher": {"@type": "Organization", "name": "Herald"},
}


def tree_of(*scripts: object) -> HtmlElement:
    whole = "".join(
        f'<script type="application/ld+json">{each if isinstance(each, str) else json.dumps(each)}</script>'
        for each in scripts
    )
    return document_fromstring(f"<html><head>{whole}</head><body><p>x</p></body></html>")


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        [{"@type": "Organization", "name": "Herald"}, ARTICLE],
        {"@graph": [{"@type": "WebSite"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Article", "https://schema.org/NewsArticle"]},
        f"<!-- {json.dumps(ARTICLE)} -->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",
    ],
)
def test_the_article_is_found_wherever_it_stands(script: object) -> None:
    article, _ = described(tree_of("{not json", script))
    assert said(article, "headline") == "Talks end"
    assert names(article, "author") == ["Ann Example", "Bo Sample"]
    assert said(article, "publisher") == "Herald"
    assert "newsarticle" in kinds_of(article)


def test_a_dated_article_goes_before_teasers() -> None:
    article, _ = described(tree_of([{"@type": "Article", "headline": "Teaser"}, ARTICLE]))
    assert said(article, "headline") == "Talks end"


def test_of_broken_scripts_the_plain_pairs_are_taken() -> None:
    article, _ = described(tree_of('{"@type": "Article", "datePublished": "2020-05-04", "headline": "A",, }'))
    assert said(article, "datePublished") == "2020-05-04"


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"@type":' * 5_000, "null", "7", '"text"', "{}", "[[[]]]", "\x00"]
)
def test_hostile_scripts_give_nothing(script: str) -> None:
    assert described(tree_of(script)) == ({}, {})


def test_the_page_stands_in_where_no_article_is_described() -> None:
    article, page = described(tree_of({"@type": "WebPage", "datePublished": "2020-05-04"}))
    assert (article, said(page, "datePublished")) == ({}, "2020-05-04")
