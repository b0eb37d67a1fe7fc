"""RSS, Atom and JSON Feed: which pages a feed names, and what it states of each. Runs in the :mod:`box`.

feedparser is given bytes, never an address: it would fetch it. Entities that a feed declares itself are refused before
anything is parsed.
"""

from __future__ import annotations

import io
import json
import re
from typing import Any

import feedparser  # type: ignore[import-untyped]
import httpx2

from trackrecord.collect.decode import decode
from trackrecord.collect.given_date import given_date
from trackrecord.errors import SourceError

MOST_ENTRIES = 20_000
_STEP = "Check that the address is that of a feed"
_ENTITY = re.compile(r"<!\s{0,9}ENTITY", re.IGNORECASE)
_XML_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HEAD = 4_000


def looks_like_feed(data: bytes) -> bool:
    """Whether a body begins like RSS, Atom or JSON Feed."""
    head = data[:_HEAD].replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")
    if head.startswith("{"):
        return "https://jsonfeed.org/version/" in head.replace("\\/", "/")
    return head.startswith("<") and "<html" not in head.lower() and _XML_FEED.search(head) is not None


def refuse_entities(data: bytes, thing: str) -> str:
    """Return a document's text; raise :class:`SourceError` where it declares entities, which can swell without bound."""
    text = decode(data, thing).text
    if _ENTITY.search(text):
        raise SourceError(thing, "it declares entities of its own, which are not expanded", "Leave it out")
    return text


def parse_feed(data: bytes, url: str) -> list[dict[str, str | None]]:
    """Return the entries of a feed: ``url``, ``title``, ``published`` (EDTF) and ``language``, each None where not stated.

    Raises :class:`SourceError` where it is no feed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, url)
    refuse_entities(data, url)
    try:
        parsed = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-location": url, "content-type": "application/xml"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it fails on hostile feeds in more ways than it documents
        raise SourceError(url, f"the feed cannot be parsed ({type(error).__name__})", _STEP) from error
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(url, "it is no feed", _STEP)
    language = _words(parsed.feed.get("language"))
    found = []
    for entry in parsed.entries[:MOST_ENTRIES]:
        link = _link(entry, url)
        if link:
            when = entry.get("published_parsed") or entry.get("updated_parsed")
            found.append(
                {
                    "url": link,
                    "title": _words(entry.get("title")),
                    "published": _day(when),
                    "language": _words(entry.get("language")) or language,
                }
            )
    return found


def _link(entry: Any, base: str) -> str | None:
    links = [each for each in entry.get("links", ()) if each.get("rel", "alternate") == "alternate"]
    pages = [each for each in links if "html" in each.get("type", "text/html")] or links
    written = pages[0].get("href") if pages else entry.get("link")
    if not written and str(entry.get("id", "")).startswith(("http://", "https://")):
        written = entry["id"]
    return _joined(base, written)


def _joined(base: str, written: object) -> str | None:
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        return str(httpx2.URL(base).join(written.strip()))
    except (httpx2.InvalidURL, ValueError):
        return written.strip()  # it is named, and told of, where it is looked at


def _day(when: Any) -> str | None:
    if when is None:
        return None
    return given_date(f"{when[0]:04}-{when[1]:02}-{when[2]:02}")[0]


def _words(value: object) -> str | None:
    return " ".join(value.split())[:2_000] or None if isinstance(value, str) else None


def _json_feed(data: bytes, url: str) -> list[dict[str, str | None]]:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError(url, "it is not valid JSON", _STEP) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise SourceError(url, "it is no feed", _STEP)
    language = _words(feed.get("language"))
    found = []
    for item in items[:MOST_ENTRIES]:
        if not isinstance(item, dict):
            continue
        link = _joined(url, item.get("url") or item.get("external_url") or item.get("id"))
        if link:
            published, _ = given_date(item.get("date_published"))
            found.append(
                {
                    "url": link,
                    "title": _words(item.get("title")),
                    "published": published,
                    "language": _words(item.get("language")) or language,
                }
            )
    return found
