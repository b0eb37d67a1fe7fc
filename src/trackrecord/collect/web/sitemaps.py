"""Sitemaps: XML (also gzipped, also an index of sitemaps, also with Google's news fields) and plain text.

Runs in the :mod:`box`. No entity is expanded, nothing is loaded from anywhere.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib

from lxml import etree

from trackrecord.collect.given_date import given_date
from trackrecord.collect.web.feeds import refuse_entities
from trackrecord.errors import SourceError

MOST_ENTRIES = 50_000
"""The protocol's own bound."""
LARGEST = 50_000_000
_MAP = re.compile(r"<(?:[a-z]{1,10}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_STEP = "Check that the address is that of a sitemap"


def looks_like_sitemap(data: bytes) -> bool:
    """Whether a body begins like a sitemap in XML, gzipped or not."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(31).decompress(data, 8_000)
        except zlib.error:
            return False
    return _MAP.search(data[:4_000].replace(b"\0", b"").decode("utf-8", "replace")) is not None


def parse_sitemap(data: bytes, url: str) -> list[dict[str, str | None]]:
    """Return what a sitemap names: ``url``, ``want`` (``page`` or ``sitemap``), and from news sitemaps ``title``, ``published``,
    ``publisher`` and ``language``. ``modified`` is the day of ``lastmod``, which is not that of publication.

    Raises :class:`SourceError` where it is no sitemap, or unpacks to more than the protocol allows.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data, url)
    text = refuse_entities(data, url)
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        lines = [line.strip() for line in text.splitlines()]
        found = [_entry(line) for line in lines if line.startswith(("http://", "https://"))]
        if not found:
            raise SourceError(url, "it is no sitemap", _STEP)
        return found[:MOST_ENTRIES]
    return _entries(data, url)


def _unpacked(data: bytes, url: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(url, "its gzip data is damaged or cut short", "Try again later") from error
    if len(unpacked) > LARGEST:
        raise SourceError(url, "it unpacks to more than 50 MB", "Leave it out")
    return unpacked


def _entries(data: bytes, url: str) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    entry = _entry("")
    root = None
    events = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for event, element in events:
            # A damaged sitemap has tags with a colon and no namespace, which `etree.QName` refuses.
            name = re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""
            if event == "start":
                root = root or name
                continue
            _note(entry, name, (element.text or "").strip())
            if name in ("url", "sitemap"):
                if entry["url"]:
                    found.append({**entry, "want": "sitemap" if name == "sitemap" else "page"})
                entry = _entry("")
                element.clear()
            if len(found) >= MOST_ENTRIES:
                break
    except etree.XMLSyntaxError as error:
        if not found:
            raise SourceError(url, f"it is not valid XML ({str(error)[:100]})", _STEP) from error
    if root not in ("urlset", "sitemapindex"):
        raise SourceError(url, "it is no sitemap", _STEP)
    return found


_FIELDS = {
    "loc": "url",
    "title": "title",
    "publication_date": "published",
    "name": "publisher",
    "language": "language",
    "lastmod": "modified",
}


def _note(entry: dict[str, str | None], name: str, value: str) -> None:
    field = _FIELDS.get(name)
    # An image's `loc` has its own parent, and comes after the page's.
    if field is None or not value or entry[field]:
        return
    if field in ("published", "modified"):
        entry[field] = given_date(value)[0]
    else:
        entry[field] = " ".join(value.split())[:4_000]


def _entry(url: str) -> dict[str, str | None]:
    return {
        "url": url or None, "want": "page", "title": None, "published": None, "publisher": None, "language": None,
        "modified": None,
    }  # fmt: skip
