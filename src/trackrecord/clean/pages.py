"""A saved web page to its main text, and what the page says of itself.

Extraction is trafilatura's, on the given HTML alone: nothing is ever fetched. Its fast mode is right for most
pages and misses the text of some altogether; so what it found is held against the paragraphs of prose on the
page, and where most of them are missing, its careful mode is tried, then the text that the page carries as JSON-LD,
and last the paragraphs are taken as they are. What it lets through is judged by :mod:`trackrecord.clean.belonging`.

What extraction drops (menus, side bars) is not listed as removed: the report keeps the page's original bytes,
where all of it still is.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import NamedTuple

import trafilatura
from lxml.etree import XPath
from lxml.html import HtmlElement

from trackrecord.clean.belonging import sort_out
from trackrecord.clean.blocks import Block, blocks_of
from trackrecord.clean.dated import PageDates, dates_of
from trackrecord.clean.prose import ends_a_sentence
from trackrecord.clean.stated import Stated, stated_by
from trackrecord.errors import CleanError
from trackrecord.types import Removed

# Extraction takes time that grows faster than the page; news pages have a few thousand elements at most.
_MOST_ELEMENTS = 30_000
_PARAGRAPHS = XPath(
    "//p[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form or ancestor::noscript"
    " or ancestor::a or ancestor::ul)]"
)
_SHORTEST_PARAGRAPH = 80
_ENOUGH_PROSE = 800
_MOSTLY_MISSING = 0.7
_SHORT_OF_BODY = 0.4
_CUT_SHORT = 2_000

# Its complaints about odd pages are ours to word.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """Main text with paragraphs parted by an empty line, and the page's own metadata where it has any.

    ``published`` and ``modified`` are ISO days, ``published_evidence`` the words that show the first to readers;
    ``language`` is what the page says that it is in. ``removed`` lists
    the lines that were taken out of what extraction gave; ``notes`` say in plain words what is odd about the page.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    modified: str | None = None
    published_evidence: str | None = None
    language: str | None = None
    removed: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()


def read_page(html: str, location: str, url: str | None = None) -> Page:
    """Extract the main text of a page. *url*, where known, helps to find the date.

    Raises :class:`CleanError` when the page holds no text, cannot be parsed, or has too many elements.
    """
    stated, dates, blocks, lines = page_parts(html, location, url)
    sorted_out = sort_out(
        lines, blocks, title=stated.title, publisher=stated.publisher, authors=stated.authors
    )
    return Page(
        text="\n\n".join(sorted_out.lines),
        title=stated.title,
        publisher=stated.publisher,
        published=dates.published,
        url=stated.url,
        authors=stated.authors,
        modified=dates.modified,
        published_evidence=dates.shown,
        language=stated.language,
        removed=sorted_out.removed,
        notes=_notes(stated, dates, sum(map(len, lines))),
    )


class Parts(NamedTuple):
    """A page before its blocks are sorted: what it states and shows, and the lines that extraction gave."""

    stated: Stated
    dates: PageDates
    blocks: list[Block]
    lines: list[str]


def page_parts(html: str, location: str, url: str | None = None) -> Parts:
    """Parse a page and extract its lines. Raises :class:`CleanError` as :func:`read_page` does."""
    elements = html.count("<") - html.count("</")
    if elements > _MOST_ELEMENTS:
        cause = f"the page has {elements:,} elements, and {_MOST_ELEMENTS:,} are read at most"
        raise CleanError(location, cause, "Save its text as plain text.")
    try:
        parts = _parts(html, url)
    except Exception as error:  # lxml and its users fail on hostile pages in more ways than they document
        raise CleanError(
            location,
            f"the page cannot be parsed ({type(error).__name__})",
            "Save it again, or as plain text.",
        ) from error
    if parts is None:
        raise CleanError(location, "the page holds no text", "Save it with its text shown, or as plain text.")
    return parts


def _parts(html: str, url: str | None) -> Parts | None:
    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    blocks = blocks_of(tree)
    stated = stated_by(tree, blocks, url)
    text = _main_text(tree, html, stated)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    dates = dates_of(
        tree, blocks, stated.things, title=stated.title, language=stated.language, url=stated.url or url
    )
    return Parts(stated, dates, blocks, lines)


def _main_text(tree: HtmlElement, html: str, stated: Stated) -> str:
    paragraphs = _paragraphs(tree)
    text = _extracted(tree, fast=True)
    if _misses(text, paragraphs):
        text = _extracted(html, fast=False)
        if _misses(text, paragraphs):
            text = "\n".join(paragraphs)
    body = stated.body or ""
    # Extraction falls back on the stated text by itself, and runs its paragraphs together.
    run_together = body.count("\n") > text.count("\n") and text.split() == body.split()
    return body if run_together or len(text) < _SHORT_OF_BODY * len(body) else text


def _extracted(page: str | HtmlElement, *, fast: bool) -> str:
    document = trafilatura.bare_extraction(
        page, fast=fast, include_comments=False, include_tables=True, with_metadata=False
    )
    return "" if document is None or isinstance(document, dict) else document.text or ""


def _notes(stated: Stated, dates: PageDates, length: int) -> tuple[str, ...]:
    """Say what a reader of the report should know of its page."""
    notes = []
    if stated.live:
        notes.append("a live blog: its entries are of different hours, and perhaps days, under one date")
    if stated.next_page is not None:
        notes.append(f"one page of several: the text goes on at {stated.next_page}")
    if dates.changed_later:
        notes.append(f"the page was changed on {dates.modified}, after it was published")
    if stated.paywalled and length < _CUT_SHORT:
        notes.append("the page says that its text is not free to read: it may be cut short")
    return tuple(notes)


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
