"""When a page was published and changed: what it shows to its readers and what it states for machines.

A page tells its day in several places, which often differ: content systems state the day an entry was made, or of the
last technical change, where the line under the headline shows the day that the newsroom stands for. So what is shown
there goes first, if it can be told what it is; then come JSON-LD, ``<meta>`` and ``<time>``, dates that are shown
elsewhere, and last the address. See :func:`dates_of` for the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from trackrecord.clean.blocks import Block
from trackrecord.clean.days import Order, Written, day_of, days_in, may_hold_a_day, order_of
from trackrecord.clean.linkeddata import said

_PUBLISHED_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "shareaholic:article_published_time", "rnews:datepublished", "bt:pubdate",
    "citation_publication_date", "citation_online_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publishdate", "publish_date", "publish-date", "publication_date",
    "publication-date", "published_date", "article_date_original", "originalpublicationdate", "date", "datecreated", "article.created",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "og:article:modified_time", "datemodified", "dateupdated", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "revised", "article.updated",
)  # fmt: skip
_PUBLISHED = re.compile(
    r"\b(?:first |originally )?(?:published|posted|publication date|issued|released|filed|created)\b(?! by\b)|\bdate ?:",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|originally) (?:published|posted|appeared)\b", re.IGNORECASE)
_MODIFIED = re.compile(
    r"\b(?:last )?(?:updated?|modified|revised|edited|reviewed|fact[- ]checked|verified)\b", re.IGNORECASE
)
_NOT_OURS = re.compile(
    r"\b(?:event|expires?|deadline|until|copyright|©|join(?:ed)?|born|starts?|begins?|accessed|retrieved|valid|archived|comment)\b",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset(
    "nav footer aside related recommended recommendations sidebar comment comments disqus popular trending latest teaser teasers carousel"
    " breadcrumb breadcrumbs".split()
)
# In data for scripts, where a page shows and states nothing else.
_IN_SCRIPTS = re.compile(
    r'\\?"(?:date_?published|(?:first_?)?published_?(?:at|date|on|time)|publish(?:ed)?_?date|posted_?at|publication_?date)\\?"\s*:\s*\\?"'
    r"([12][0-9]{3}-[01][0-9]-[0-3][0-9])",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"[/-]((?:19[89]|20[0-9])[0-9])(?:[/-]?([01][0-9])[/-]?([0-3][0-9])(?![0-9])|[/-]([01]?[0-9]|[a-z]{3,9})[/-]([0-3]?[0-9])(?![0-9]))",
    re.IGNORECASE,
)
_BEFORE_TITLE = 6
_AFTER_TITLE = 24
_LONGEST_LINE = 300
_PROSE = 40
_PARAGRAPHS_BEFORE_DATE = 2
_LIKE_TITLE = 0.5
_MOST_WORDS_BESIDE = 16


class PageDates(NamedTuple):
    """ISO days, or None, and the words of the page that show the first to its readers, where any do."""

    published: str | None = None
    modified: str | None = None
    shown: str | None = None

    @property
    def changed_later(self) -> bool:
        """Whether the page was changed more than a day after it was published."""
        if self.published is None or self.modified is None:
            return False
        return (date.fromisoformat(self.modified) - date.fromisoformat(self.published)).days > 1


class Shown(NamedTuple):
    """A day on the page: what it is said to be, where it stands to the headline, and whether it has two readings.

    ``what`` is "first" (of its first publication), "published", "modified" or "unsaid"; ``place`` is "before" or
    "after" where it stands by the headline, else empty.
    """

    day: date
    what: str
    place: str
    doubtful: bool
    words: str


class Stated(NamedTuple):
    """The days that are stated for machines."""

    published: Written | None
    modified: Written | None


def dates_of(
    tree: HtmlElement,
    blocks: Sequence[Block],
    things: Sequence[dict[str, Any]],
    *,
    title: str | None,
    language: str | None,
    url: str | None,
) -> PageDates:
    """Return when the page was published and last changed, by what it shows and states.

    Published is, in this order: the day that is called that of first publication; the day by the headline that is called
    that of publication, or is not called anything, of several the one that is stated too; the day stated in JSON-LD or
    ``<meta>``; a day that is called that of publication elsewhere; the day in the address; the day of change; the day of
    all ``<time>`` elements; one in the page's data for its own scripts. A day of two readings ("05/06/2021") yields to
    one of them that is stated or stands in the address.
    """
    order = order_of((block.text for block in blocks if block.words < _PROSE), language, url)
    shown = list(_shown(blocks, title, order))
    stated = _stated(tree, things, order)
    published = _published(shown, stated, url)
    modified = stated.modified.day if stated.modified else None
    changed = [each.day for each in shown if each.what == "modified"]
    if modified is None and changed:
        modified = max(changed)
    if published is None:
        published = modified or _only_time(blocks, order) or _in_scripts(tree)
    if modified is not None and published is not None and modified < published:
        modified = None
    words = next((each.words for each in shown if each.day == published), None)
    return PageDates(_iso(published), _iso(modified), words)


def _published(shown: list[Shown], stated: Stated, url: str | None) -> date | None:
    said_so = stated.published.day if stated.published else None
    address = _in_address(url)
    known = {found.day for found in stated if found is not None} | ({address} if address else set())
    first = next((each.day for each in shown if each.what == "first"), None)
    if first is not None:
        return first
    by_title = [each for each in shown if each.place and each.what != "modified"]
    if said_so is not None and any(each.day == said_so for each in by_title):
        return said_so
    for each in sorted(by_title, key=lambda each: (each.what != "published", each.place == "before")):
        if each.doubtful and each.day not in known:
            return next((day for day in sorted(known) if _swapped(day) == each.day), said_so or each.day)
        return each.day
    if said_so is not None:
        return said_so
    elsewhere = next((each.day for each in shown if each.what == "published"), None)
    return elsewhere or address


def _swapped(day: date) -> date | None:
    try:
        return date(day.year, day.day, day.month)
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _in_address(url: str | None) -> date | None:
    """Return the day that an address holds: "/2021/10/09/", "/2021/oct/9/", "-2021-10-09", "/20211009"."""
    match = _IN_ADDRESS.search((url or "")[:500])
    if match is None:
        return None
    day = day_of(f"{match[3] or match[5]} {match[4]} {match[1]}") if (match[4] or "").isalpha() else None
    if day is not None or (match[4] or "").isalpha():
        return day.day if day else None
    try:
        return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    except ValueError:
        return None


def _stated(tree: HtmlElement, things: Sequence[dict[str, Any]], order: Order) -> Stated:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
            or ""
        )
        meta.setdefault(name.strip().lower(), element.get("content", ""))
    marked: dict[str, str] = {}
    for element in tree.iter("time", "span", "div", "p"):
        if element.get("itemprop") in ("datePublished", "dateModified"):
            marked.setdefault(
                element.get("itemprop", ""), element.get("datetime") or element.get("content") or ""
            )

    def first(field: str, names: Sequence[str]) -> Written | None:
        texts = [said(thing, field) for thing in things]
        texts += [marked.get(field), *(meta.get(name) for name in names)]
        days = (day_of(text, order) for text in texts if text)
        return next((day for day in days if day is not None), None)

    return Stated(first("datePublished", _PUBLISHED_META), first("dateModified", _MODIFIED_META))


def _shown(blocks: Sequence[Block], title: str | None, order: Order) -> Iterator[Shown]:
    """Yield the days that the page shows: all by the headline, and elsewhere those that are said to be of publication."""
    at = _title_at(blocks, title)
    near = _by_title(blocks, at)
    before = ""
    for number, block in enumerate(blocks):
        may = (
            block.words < _PROSE
            and len(block.text) <= _LONGEST_LINE
            and (block.stamps or may_hold_a_day(block.text))
        )
        if may and not block.own & _ELSEWHERE:
            place = ("before" if at is not None and number < at else "after") if number in near else ""
            yield from _of_block(block, before, place, order)
        before = block.text


def _of_block(block: Block, before: str, place: str, order: Order) -> Iterator[Shown]:
    days = list(days_in(block.text, order))
    if not days:
        for stamp in block.stamps:
            day = day_of(stamp.datetime, order)
            if day is not None:
                days.append(day._replace(start=stamp.start, end=stamp.start))
    last = 0
    for day in days:
        label = block.text[last : day.start][-60:]
        last = day.end
        if not label.strip(" |•·-–—,") and len(before) <= 40:
            label = before
        if _NOT_OURS.search(label):
            continue
        what = _what(label)
        if what == "unsaid" and block.words > _MOST_WORDS_BESIDE:
            continue
        if place or what in ("first", "published"):
            yield Shown(day.day, what, place, day.doubtful, block.text)


def _only_time(blocks: Sequence[Block], order: Order) -> date | None:
    """Return the day of the page's ``<time>`` elements, where all of them give the same."""
    stamps = [stamp for block in blocks if not block.own & _ELSEWHERE for stamp in block.stamps]
    days = {day.day for day in (day_of(stamp.datetime, order) for stamp in stamps) if day is not None}
    return days.pop() if len(days) == 1 else None


def _in_scripts(tree: HtmlElement) -> date | None:
    """Return the first day of publication in the data that the page carries for its own scripts."""
    for script in tree.iter("script"):
        match = _IN_SCRIPTS.search(script.text or "")
        day = day_of(match[1]) if match else None
        if day is not None:
            return day.day
    return None


def _what(label: str) -> str:
    """Say what the words before a date call it: the nearer of the two words counts."""
    if _FIRST.search(label):
        return "first"
    published = max((match.end() for match in _PUBLISHED.finditer(label)), default=0)
    modified = max((match.end() for match in _MODIFIED.finditer(label)), default=0)
    if not published and not modified:
        return "unsaid"
    return "published" if published > modified else "modified"


def _by_title(blocks: Sequence[Block], at: int | None) -> range:
    """Return the numbers of the blocks by the headline: some before it, and on to the second paragraph behind it."""
    if at is None:
        return range(0)
    paragraphs = 0
    for end in range(at + 1, min(at + _AFTER_TITLE, len(blocks))):
        paragraphs += blocks[end].words >= _PROSE
        if paragraphs == _PARAGRAPHS_BEFORE_DATE:
            return range(max(at - _BEFORE_TITLE, 0), end)
    return range(max(at - _BEFORE_TITLE, 0), min(at + _AFTER_TITLE, len(blocks)))


def _title_at(blocks: Sequence[Block], title: str | None) -> int | None:
    """Return the number of the block that is the headline, or else of the one before the first paragraph."""
    wanted = _words(title or "")
    for headings in (True, False):
        best, place = 0.0, None
        for number, block in enumerate(blocks):
            if block.heading == headings and 1 < block.words <= 60:
                words = _words(block.text)
                score = 2 * len(words & wanted) / max(len(words) + len(wanted), 1)
                score += 0.3 * (block.element == "h1") + 0.1 * headings
                if score > best and score >= _LIKE_TITLE:
                    best, place = score, number
        if place is not None:
            return place
    first = next(
        (n for n, each in enumerate(blocks) if each.words >= _PROSE and not each.own & _ELSEWHERE), None
    )
    return None if first is None else max(first - 4, 0)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))
