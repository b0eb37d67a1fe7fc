"""What a page says of itself besides its text: title, authors, publisher, address, language, and what kind of page it is.

Each is taken from the first place that has it, in the order that proved most reliable for news pages: JSON-LD, Open
Graph and other ``<meta>``, then what the page shows. Nothing is made up: where no place has it, it is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from trackrecord.clean.blocks import Block
from trackrecord.clean.linkeddata import described, kinds_of, names, said

_LONGEST = 500
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_MOST_AUTHORS = 20
_HEADLINE = 4
_SITE_PARTS = re.compile(r" (?:[|•·»–—-]|::) ")
_ADDRESS = re.compile(r"https?://|www\.|@\w|\.(?:com|org|net)\b", re.IGNORECASE)
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|author|authors|editor|editors|staff|guest|unknown|anonymous|none|null|n/?a|undefined|user|root|webmaster|by)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:written|words|text|story|reported|posted|published|article|report|reporting)\s+)?by[:\s]+",
    re.IGNORECASE,
)
_PARTED = re.compile(r" ?[,;|] ?| (?:&|and) ", re.IGNORECASE)
_NAME = re.compile(
    r"[A-ZÀ-Ž][\w.'’-]*(?:\s+(?:[A-ZÀ-Ž][\w.'’-]*|de|del|der|van|von|den|al|el|bin|ibn|la|le|da|dos)){1,5}"
)
_BYLINE_BLOCK = re.compile(
    r"(?:written |words |story |reported |posted )?by:? (?P<names>.{3,120})", re.IGNORECASE
)
_AFTER_NAMES = re.compile(
    r" ?(?:[|•·–—(]|\b(?:on|in|at|for)\b|,? ?(?:updated|published|posted)\b|[0-9]|, ?(?:staff|senior|chief|political|foreign|editor|reporter|correspondent|writer|contributor)\b).*$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_NETWORKS = frozenset(("facebook", "twitter", "linkedin", "youtube", "instagram"))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states; ``language`` is a code as written ("en-GB"), ``things`` the article and the page as JSON-LD.

    ``live`` marks a live blog, ``next_page`` is the address of the next part of an article in several pages, and
    ``paywalled`` says that the page itself declares its text not to be free. ``body`` is the text that it carries as JSON-LD.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    live: bool = False
    paywalled: bool = False
    next_page: str | None = None
    body: str | None = None
    things: tuple[dict[str, Any], ...] = field(default=(), repr=False)


def stated_by(tree: HtmlElement, blocks: Sequence[Block], url: str | None = None) -> Stated:
    """Read what the page says of itself. *url* is where it was found, against which addresses are completed."""
    meta = _meta(tree)
    article, page = described(tree)
    own = _url(tree, meta, url)
    publisher = _publisher(article, page, meta)
    return Stated(
        title=_title(tree, blocks, article, meta, publisher),
        authors=_authors(article, meta, blocks),
        publisher=publisher or _host(own or url),
        url=own,
        language=_language(tree, article, meta),
        live="liveblogposting" in kinds_of(article),
        paywalled=(said(article, "isAccessibleForFree") or "").lower() == "false",
        next_page=_next(tree, own or url),
        body=_body(article),
        things=(article, page),
    )


def _body(article: dict[str, Any]) -> str | None:
    """Return the article's text as the page states it, of a live blog its entries in their order."""
    entries = article.get("liveBlogUpdate")
    if isinstance(entries, list):
        told = [
            said(entry, name)
            for entry in entries
            if isinstance(entry, dict)
            for name in ("headline", "articleBody")
        ]
        whole = "\n".join(each for each in told if each)
    else:
        whole = said(article, "articleBody") or ""
    return _MARKUP.sub(" ", unescape(whole)).strip() or None


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join(element.get("content", "")[:_LONGEST].split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], *wanted: str) -> str | None:
    return next((meta[name][0] for name in wanted if name in meta), None)


def _title(
    tree: HtmlElement,
    blocks: Sequence[Block],
    article: dict[str, Any],
    meta: dict[str, list[str]],
    publisher: str | None,
) -> str | None:
    """Return the headline: the page's ``<h1>`` where what it states agrees with it, else what it states."""
    heads = [block.text for block in blocks if block.element == "h1" and 1 < block.words <= 60]
    told = [
        said(article, "headline"),
        _first(
            meta, "og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "sailthru.title"
        ),
        _text(tree.find(".//title")),
    ]
    stated = [_without_site(each, publisher) for each in told if each]
    for each in stated:
        for head in heads:
            if _alike(head, each):
                return head[:_LONGEST]
    # One headline shown is what readers know the report by, whatever was stated for search engines.
    if len(heads) == 1 and len(heads[0].split()) >= _HEADLINE:
        return heads[0][:_LONGEST]
    return next(iter([*stated, *heads]), None)


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def _without_site(title: str, publisher: str | None) -> str:
    """Return a page's title without the name of its site ("Headline | Site", "Headline - Site")."""
    title = " ".join(title.split())
    parts = _SITE_PARTS.split(title)
    if len(parts) < 2:
        return title
    site = _letters(publisher or "")
    last = _letters(parts[-1])
    if site and (last == site or last in site or site in last):
        cut = title.rfind(parts[-1])
        return (
            _SITE_PARTS.sub(" ", title[:cut] + " ").strip()
            if len(parts) == 2
            else title[:cut].rstrip(" |•·»–—-:")
        )
    if len(parts[0].split()) >= 4 and len(parts[-1].split()) <= 4:
        return title[: title.rfind(parts[-1])].rstrip(" |•·»–—-:")
    return title


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _alike(head: str, title: str) -> bool:
    one, two = set(re.findall(r"\w+", head.lower())), set(re.findall(r"\w+", title.lower()))
    return 2 * len(one & two) >= 1.2 * max(len(one), 1) and bool(one & two)


def _authors(article: dict[str, Any], meta: dict[str, list[str]], blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the authors' names: as stated, or else as the byline or an element marked as author shows them."""
    for told in (
        names(article, "author"),
        names(article, "creator"),
        meta.get("citation_author", []),
        *(meta.get(name, []) for name in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "dcterms.creator", "article:author_name")),
    ):  # fmt: skip
        found = _people(told)
        if found:
            return found
    for block in blocks:
        if block.words <= 20:
            match = _BYLINE_BLOCK.fullmatch(block.text)
            found = _people([_AFTER_NAMES.sub("", match["names"])], strict=True) if match else ()
            if found:
                return found
    for block in blocks:
        if (
            block.words <= 6
            and block.own & {"author", "byline", "authors"}
            and not block.own & {"bio", "avatar"}
        ):
            found = _people([_AFTER_NAMES.sub("", block.text)], strict=True)
            if found:
                return found
    return ()


def _people(told: Iterable[str], strict: bool = False) -> tuple[str, ...]:
    found: list[str] = []
    for each in told:
        line = _BY.sub("", " ".join(each.split()))[:_LONGEST]
        if not line or _ADDRESS.search(line):
            continue
        parts = [part.strip(" .•|") for part in _PARTED.split(line)]
        for part in parts:
            if len(part) < 3 or _NO_AUTHOR.fullmatch(part) or len(part.split()) > 8 or part in found:
                continue
            if not strict or _NAME.fullmatch(part):
                found.append(part)
    return tuple(found[:_MOST_AUTHORS])


def _publisher(article: dict[str, Any], page: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    site = _first(meta, "og:site_name", "application-name", "apple-mobile-web-app-title")
    told = (
        site
        or said(article, "publisher")
        or said(page, "publisher")
        or _first(
            meta, "publisher", "dc.publisher", "citation_publisher", "article:publisher", "twitter:site"
        )
    )
    if not told or (_ADDRESS.match(told) and "://" in told):
        return None
    return told.lstrip("@")


def _host(url: str | None) -> str | None:
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _url(tree: HtmlElement, meta: dict[str, list[str]], found_at: str | None) -> str | None:
    """Return the canonical address, completed and with http(s) only; one that leads to the site's front is not believed."""
    links = [
        link.get("href") for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split()
    ]
    told = [*links, *meta.get("og:url", []), *meta.get("twitter:url", [])]
    for each in told:
        whole = _whole(each, found_at)
        if whole is not None and (urlsplit(whole).path.strip("/") or not _is_deep(found_at)):
            return whole
    return found_at


def _whole(address: str | None, base: str | None) -> str | None:
    if not address or not address.strip() or len(address) > 2_000:
        return None
    try:
        whole = urljoin(base or "", address.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def _is_deep(url: str | None) -> bool:
    try:
        return bool(url and urlsplit(url).path.strip("/"))
    except ValueError:
        return False


def _language(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    root = tree.getroottree().getroot()
    for told in (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang"),
        said(article, "inLanguage"),
        _first(meta, "og:locale", "content-language", "language", "dc.language", "dcterms.language"),
    ):
        if told and _LANGUAGE.fullmatch(told.strip()):
            return told.strip()
    return None


def _next(tree: HtmlElement, url: str | None) -> str | None:
    """Return the address of the article's next page, as ``rel="next"`` says it, on the same host."""
    for link in tree.iter("link", "a"):
        if "next" in link.get("rel", "").lower().split():
            whole = _whole(link.get("href"), url)
            if whole is not None and (url is None or _host(whole) == _host(url)) and _is_next(whole, url):
                return whole
    return None


def _is_next(address: str, url: str | None) -> bool:
    """Whether an address is the next part of the same article, and not the next article of a blog."""
    one, two = urlsplit(address), urlsplit(url or "")
    return one.path.rstrip("/").startswith(two.path.rstrip("/")) if two.path.strip("/") else False
