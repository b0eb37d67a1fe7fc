"""The blocks of a page in the order of its source: stretches of text that nothing but inline markup parts.

A block keeps what the page's structure says of it: the elements around it, how much of it is links, and the ``<time>``
elements in it. Elements give *hints*: their tags and the words of their ``class``, ``id`` and ``role``. An element that
holds more than half of the page's words says nothing of any one block, so its hints are left out
("content-with-sidebar" on ``<body>``).

Walking is iterative and in one pass, so that its time grows with the page and not with its depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

_SKIPPED = frozenset(
    "script style noscript template svg iframe object select option textarea head math canvas audio video".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike"
    " strong sub sup time tt u var wbr img picture source hi ref".split()
)
_BOLD = frozenset(("b", "strong"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SAYING = ("class", "id", "role", "data-component", "itemprop")
_WORD = re.compile(r"[^\W_]+")
_HINT = re.compile(r"[a-z]{2,20}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_HINT_TEXT = 400
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_NEAR = 3


class Stamp(NamedTuple):
    """A ``<time>`` element: its ``datetime`` attribute and where its text begins in the block."""

    datetime: str
    start: int


class Holder:
    """A block element of the page, with the words in it; ``up`` is the block element around it."""

    __slots__ = ("_hints", "_own", "element", "number", "tag", "up", "words")

    def __init__(self, element: HtmlElement, tag: str, number: int, up: Holder | None) -> None:
        """Open an element; its words are counted when the page has been walked."""
        self.element, self.tag, self.number, self.up = element, tag, number, up
        self.words = 0
        self._own: frozenset[str] | None = None
        self._hints: frozenset[str] | None = None

    def around(self) -> Iterator[Holder]:
        """Yield this element and those around it, from the inside out."""
        at: Holder | None = self
        while at is not None:
            yield at
            at = at.up

    def said(self) -> frozenset[str]:
        """Return the tag and the words of the element's own attributes."""
        if self._own is None:
            told = " ".join(self.element.get(name, "") for name in _SAYING)
            self._own = frozenset((self.tag,)) | _split(told[:_MOST_HINT_TEXT])
        return self._own

    def hints(self, most: float) -> frozenset[str]:
        """Return the hints of this element and of those around it that hold no more than *most* words."""
        if self._hints is None:
            chain = [each for each in self.around() if each._hints is None]
            for each in reversed(chain):
                above = each.up._hints if each.up is not None and each.up._hints else frozenset[str]()
                each._hints = above | each.said() if each.words <= most else above
        return self._hints or frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its text with single spaces, and what the structure says of it.

    ``holder`` is the nearest block element, ``page_words`` how many words the page has, ``link_words`` how many of the
    block's ``words`` stand in links, ``bold_words`` how many are set bold.
    """

    text: str
    holder: Holder
    words: int
    link_words: int
    bold_words: int
    page_words: int
    stamps: tuple[Stamp, ...] = ()

    @property
    def element(self) -> str:
        """The tag of the nearest block element."""
        return self.holder.tag

    @property
    def heading(self) -> bool:
        """Whether it is an ``<h1>`` to ``<h6>``."""
        return self.holder.tag in _HEADINGS

    @property
    def hints(self) -> frozenset[str]:
        """The hints of all elements around it."""
        return self.holder.hints(self.page_words / 2)

    @property
    def own(self) -> frozenset[str]:
        """The hints of the nearest three elements alone."""
        found: frozenset[str] = frozenset()
        for place, each in enumerate(self.holder.around()):
            if place == _NEAR or each.words > self.page_words / 2:
                break
            found |= each.said()
        return found


class _Draft(NamedTuple):
    text: str
    holder: Holder
    words: int
    link_words: int
    bold_words: int
    stamps: tuple[Stamp, ...]


class _Walk:
    """The state of a walk: the pieces of the block that is being filled, and the blocks that are done."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self._pieces: list[str] = []
        self._links = self._bold = 0
        self._stamps: list[tuple[str, int]] = []

    def add(self, text: str | None, *, linked: bool, bold: bool) -> None:
        if text:
            self._pieces.append(text)
            if linked or bold:
                words = len(_WORD.findall(text))
                self._links += words * linked
                self._bold += words * bold

    def stamp(self, element: HtmlElement) -> None:
        self._stamps.append((element.get("datetime", "")[:60], len(self._pieces)))

    def end(self, holder: Holder) -> None:
        """End the block that was being filled; *holder* is the nearest block element around it."""
        if not self._pieces and not self._stamps:
            return
        text = " ".join("".join(self._pieces).split())
        if text or self._stamps:
            stamps = tuple(
                Stamp(told, len(" ".join("".join(self._pieces[:place]).split())))
                for told, place in self._stamps
            )
            words = len(_WORD.findall(text))
            self.drafts.append(
                _Draft(text, holder, words, min(self._links, words), min(self._bold, words), stamps)
            )
        self._pieces, self._stamps = [], []
        self._links = self._bold = 0


def blocks_of(tree: HtmlElement) -> list[Block]:
    """Return the blocks of a page; scripts, styles and what is hidden by its own attributes are left out."""
    body = tree.find(".//body")
    root = Holder(tree if body is None else body, "body", 0, None)
    drafts = _walked(root)
    for draft in drafts:
        for holder in draft.holder.around():
            holder.words += draft.words
    return [
        Block(text, holder, words, links, bold, max(root.words, 1), stamps)
        for text, holder, words, links, bold, stamps in drafts
    ]


def _walked(root: Holder) -> list[_Draft]:
    """Walk through all elements under *root*, and return the blocks that they hold."""
    walk = _Walk()
    opened = 1
    links = bolds = 0
    walk.add(root.element.text, linked=False, bold=False)
    stack: list[tuple[HtmlElement, str, Holder, Iterator[HtmlElement]]] = [
        (root.element, "body", root, iter(root.element))
    ]
    while stack:
        element, tag, holder, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            links -= tag == "a"
            bolds -= tag in _BOLD
            if tag not in _INLINE:
                walk.end(holder)
            if stack:
                walk.add(element.tail, linked=links > 0, bold=bolds > 0)
            continue
        name = child.tag if isinstance(child.tag, str) else ""
        if not name or name in _SKIPPED or name == "br" or _is_hidden(child):
            if name == "br":
                walk.end(holder)
            walk.add(child.tail, linked=links > 0, bold=bolds > 0)
            continue
        if name not in _INLINE:
            walk.end(holder)
            holder = Holder(child, name, opened, holder)
            opened += 1
        elif name == "time":
            walk.stamp(child)
        links += name == "a"
        bolds += name in _BOLD
        walk.add(child.text, linked=links > 0, bold=bolds > 0)
        stack.append((child, name, holder, iter(child)))
    return walk.drafts


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


@lru_cache(maxsize=4096)
def _split(said: str) -> frozenset[str]:
    return frozenset(_HINT.findall(_HUMP.sub(" ", said).lower()))
