"""A saved web page to its main text, and what the page says of itself.

Extraction is trafilatura's, on the given HTML alone: nothing is ever fetched. Its fast mode is right for most
pages and misses the text of some altogether; so what it found is held against the paragraphs of prose on the
page, and where most of them are missing, its careful mode is tried, and last the paragraphs are taken as they are.

What extraction drops (menus, side bars) is not listed as removed: the report keeps the page's original bytes,
where all of it still is.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import trafilatura
from lxml.etree import XPath
from lxml.html import HtmlElement

from trackrecord.clean.prose import ends_a_sentence
from trackrecord.errors import CleanError

_DATE = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
# Extraction takes time that grows faster than the page; news pages have a few thousand elements at most.
_MOST_ELEMENTS = 30_000
# A fixed horizon: by default a date counts as plausible up to today, and cleaning must not depend on the clock.
_DATES = {"original_date": True, "extensive_search": True, "max_date": "2099-12-31"}
_PARAGRAPHS = XPath(
    "//p[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form or ancestor::noscript"
    " or ancestor::a or ancestor::ul)]"
)
_SHORTEST_PARAGRAPH = 80
_ENOUGH_PROSE = 800
_MOSTLY_MISSING = 0.7

# Its complaints about odd pages are ours to word.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """Main text with paragraphs parted by an empty line, and the page's own metadata where it has any."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


def read_page(html: str, location: str, url: str | None = None) -> Page:
    """Extract the main text of a page. *url*, where known, helps to find the date.

    Raises :class:`CleanError` when the page holds no text, cannot be parsed, or has too many elements.
    """
    elements = html.count("<") - html.count("</")
    if elements > _MOST_ELEMENTS:
        cause = f"the page has {elements:,} elements, and {_MOST_ELEMENTS:,} are read at most"
        raise CleanError(location, cause, "Save its text as plain text.")
    try:
        page = _extract(html, url)
    except Exception as error:  # lxml and its users fail on hostile pages in more ways than they document
        raise CleanError(
            location,
            f"the page cannot be parsed ({type(error).__name__})",
            "Save it again, or as plain text.",
        ) from error
    if page is None:
        raise CleanError(location, "the page holds no text", "Save it with its text shown, or as plain text.")
    return page


def _extract(html: str, url: str | None) -> Page | None:
    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    paragraphs = _paragraphs(tree)  # before extraction, which takes the tree apart
    document = _document(tree, url, fast=True)
    text = "" if document is None else document.text or ""
    if _misses(text, paragraphs):
        careful = _document(html, url, fast=False)
        text = "" if careful is None else careful.text or ""
        if _misses(text, paragraphs):
            text = "\n".join(paragraphs)
    if not text.strip():
        return None
    joined = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
    if document is None:
        return Page(joined)
    return Page(
        text=joined,
        title=_one_line(document.title),
        publisher=_one_line(document.sitename),
        published=_stated_date(document.date, html),
        url=_one_line(document.url),
    )


def _document(
    page: str | HtmlElement, url: str | None, *, fast: bool
) -> trafilatura.settings.Document | None:
    document = trafilatura.bare_extraction(
        page,
        url=url,
        fast=fast,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    return None if isinstance(document, dict) else document


def _paragraphs(tree: HtmlElement) -> list[str]:
    """Return the paragraphs of prose on the page, outside of menus, lists, forms and the like."""
    texts = (" ".join(element.text_content().split()) for element in _PARAGRAPHS(tree))
    return [text for text in texts if len(text) >= _SHORTEST_PARAGRAPH and ends_a_sentence(text)]


def _misses(text: str, paragraphs: list[str]) -> bool:
    """Whether most of a good deal of prose is missing from *text*."""
    whole = sum(map(len, paragraphs))
    if whole < _ENOUGH_PROSE:
        return False
    flat = " ".join(text.split())
    missing = sum(len(paragraph) for paragraph in paragraphs if paragraph[:60] not in flat)
    return missing > _MOSTLY_MISSING * whole


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _stated_date(date: str | None, html: str) -> str | None:
    """Return the date found, unless its year stands nowhere on the page: then it was made up from today's."""
    if date is None or not _DATE.fullmatch(date) or date[:4] not in html:
        return None
    return date
