"""Feeds, sitemaps and lists: which addresses they name, with what is stated, and what in them is refused."""

from __future__ import annotations

import gzip
import json

import pytest

from trackrecord.collect.web.feeds import looks_like_feed, parse_feed
from trackrecord.collect.web.lists import wanted_in
from trackrecord.collect.web.sitemaps import looks_like_sitemap, parse_sitemap
from trackrecord.errors import SourceError

BASE = "https://courier.example/feeds/main"
RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Courier</title><language>en-GB</language>
<item><title>Ferry &amp; bridge</title><link>https://courier.example/a?x=1&amp;y=2</link><pubDate>Tue, 05 Mar 2024 23:30:00 +0200</pubDate></item>
<item><title>By guid</title><guid isPermaLink="true">https://courier.example/b</guid></item>
<item><title>No link</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Rel</title><id>tag:1</id>
<link rel="enclosure" href="/sound.mp3" type="audio/mpeg"/><link rel="alternate" type="text/html" href="/c"/>
<published>2024-03-06T01:00:00Z</published></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "language": "en",
        "items": [
            {"id": "1", "url": "../d", "title": "D", "date_published": "2024-03-07T10:00:00+01:00"},
            {"id": "https://courier.example/e"}, {"id": 7}, "no item",
        ],
    }
).encode()  # fmt: skip


def test_rss_atom_and_json_feed_name_their_pages():
    assert parse_feed(RSS, BASE)[:2] == [
        {
            "url": "https://courier.example/a?x=1&y=2",
            "title": "Ferry & bridge",
            "published": "2024-03-05",
            "language": "en-GB",
        },
        {"url": "https://courier.example/b", "title": "By guid", "published": None, "language": "en-GB"},
    ]
    assert parse_feed(ATOM, BASE) == [
        {"url": "https://courier.example/c", "title": "Rel", "published": "2024-03-06", "language": None}
    ]
    assert parse_feed(JSON, BASE) == [
        {"url": "https://courier.example/d", "title": "D", "published": "2024-03-07", "language": "en"},
        {"url": "https://courier.example/e", "title": None, "published": None, "language": "en"},
    ]


@pytest.mark.parametrize(
    "data", [RSS, ATOM, JSON, RSS.replace(b"utf-8", b"utf-16").decode().encode("utf-16")]
)
def test_a_feed_is_known_by_how_it_begins(data):
    assert looks_like_feed(data)
    assert not looks_like_sitemap(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body>rss</body></html>",
        b'{"a": 1}',
        b"",
        b"text",
        b"\x89PNG",
        b"<urlset></urlset>",
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(data):
    assert not looks_like_feed(data)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_a_document_declares_are_never_expanded(declared, encoding):
    feed = RSS.replace(b"<rss", declared + b"<rss").replace(b"utf-8", encoding.encode())
    sitemap = (
        b"<?xml version='1.0'?>"
        + declared
        + b"<urlset><url><loc>https://courier.example/&x;</loc></url></urlset>"
    )
    for parse, data in ((parse_feed, feed), (parse_sitemap, sitemap)):
        with pytest.raises(SourceError, match="entities"):
            parse(data.decode().encode(encoding), BASE)


@pytest.mark.parametrize("data", [b"{", b'{"items": 3}', b"[" * 100_000, b"<html>no feed</html>", b"   "])
def test_what_is_no_feed_is_refused_in_words(data):
    with pytest.raises(SourceError):
        parse_feed(data, BASE)


NS = b"xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
MAP = (
    b"<?xml version='1.0'?><urlset "
    + NS
    + b" xmlns:i='x'><url><loc> https://courier.example/a </loc><lastmod>2024-03-01</lastmod>"
    b"<i:image><i:loc>https://courier.example/a.png</i:loc></i:image><n:news><n:publication><n:name>Courier</n:name>"
    b"<n:language>en</n:language></n:publication><n:publication_date>2024-02-28T10:00:00Z</n:publication_date>"
    b"<n:title>Ferry</n:title></n:news></url><url><lastmod>2024</lastmod></url></urlset>"
)


def test_a_sitemap_names_its_pages_with_what_its_news_fields_state():
    found = parse_sitemap(MAP, BASE)
    assert found == parse_sitemap(gzip.compress(MAP), BASE)
    assert found == [
        {
            "url": "https://courier.example/a", "want": "page", "title": "Ferry", "published": "2024-02-28", "publisher": "Courier",
            "language": "en", "modified": "2024-03-01",
        }
    ]  # fmt: skip


def test_an_index_names_sitemaps_and_a_plain_list_pages():
    index = (
        b"<sitemapindex "
        + NS
        + b"><sitemap><loc>https://courier.example/1.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert [(each["url"], each["want"]) for each in parse_sitemap(index, BASE)] == [
        ("https://courier.example/1.xml.gz", "sitemap")
    ]
    assert looks_like_sitemap(gzip.compress(index))
    plain = b"https://courier.example/a\n\nhttps://courier.example/b\n"
    assert [each["url"] for each in parse_sitemap(plain, BASE)] == [
        "https://courier.example/a",
        "https://courier.example/b",
    ]


def test_a_sitemap_that_breaks_off_gives_what_stood_before():
    assert [each["url"] for each in parse_sitemap(MAP[:-30], BASE)] == ["https://courier.example/a"]
    for data in (b"<urlset", gzip.compress(MAP)[:-20], b"<html></html>", b"nothing"):
        with pytest.raises(SourceError):
            parse_sitemap(data, BASE)


def test_a_sitemap_that_swells_is_refused():
    with pytest.raises(SourceError, match="50 MB"):
        parse_sitemap(gzip.compress(b" " * 51_000_000, 1), BASE)


GDELT = "\t".join(
    ["20240301", *["x"] * 11, "https://courier.example/gdelt", "https://courier.example/picture.jpg"]
)


@pytest.mark.parametrize(
    ("text", "urls", "stated"),
    [
        ("# ours\nhttps://a.example/1\n  http://b.example/2 a note\n\nno address\n", ["https://a.example/1", "http://b.example/2"], (None, None, None)),
        ("url,title,publisher,date\nhttps://a.example/1,One,Courier,2024-03-01\n", ["https://a.example/1"], ("One", "Courier", "2024-03-01")),
        (  # Media Cloud
            "id,publish_date,title,url,language,media_name,media_url\n7,2024-03-01 00:00:00,One,https://a.example/1,en,Courier,a.example\n",
            ["https://a.example/1"], ("One", "Courier", "2024-03-01"),
        ),
        ("url;date\n\"https://a.example/1;x\";2024-03\n", ["https://a.example/1;x"], (None, None, "2024-03")),
        ('{"articles": [{"url": "https://a.example/1", "title": "One", "seendate": "20240301T000000Z", "domain": "a.example"}]}', ["https://a.example/1"], ("One", "a.example", None)),
        ('{"url": "https://a.example/1"}\nbroken\n{"url": "https://a.example/2"}\n', ["https://a.example/1", "https://a.example/2"], (None, None, None)),
        ('["https://a.example/1", 3]', ["https://a.example/1"], (None, None, None)),
        (GDELT + "\n" + GDELT.replace("gdelt", "two"), ["https://courier.example/gdelt", "https://courier.example/two"], (None, None, None)),
        ("https://a.example/x,y\nhttps://a.example/z", ["https://a.example/x,y", "https://a.example/z"], (None, None, None)),
    ],
)  # fmt: skip
def test_a_list_gives_its_addresses_and_what_it_states(text, urls, stated):
    found = wanted_in(text.encode(), "list")
    assert [each.url for each in found] == urls
    assert (found[0].title, found[0].publisher, found[0].published) == stated
    assert {each.via for each in found} == {"list"}


@pytest.mark.parametrize("text", ["nothing here\n", "url\n\n", "{}", "[[[[", '{"url": 3}', "a,b\n1,2\n"])
def test_a_list_without_an_address_is_refused(text):
    with pytest.raises(SourceError, match="no address"):
        wanted_in(text.encode(), "list")
