"""What was asked of the web and what came back, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Want = Literal["any", "feed", "sitemap", "page"]
"""What an address is expected to hold; ``any`` where a person named it: the answer shows which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to ask, and what the list, feed or sitemap that names it (``via``) states of it.

    ``depth`` counts the lists between the named source and this; ``published`` is EDTF.
    """

    url: str
    want: Want = "page"
    via: str | None = None
    depth: int = 0
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the address that was asked, its status, and where it led."""

    url: str
    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a server, as evidence.

    ``body`` is what the server sent with the content encoding taken off, ``sha256`` its hash; ``wire_sha256`` and
    ``wire_size`` are of the bytes as they came. ``at`` is UTC, to the second. ``peer`` is the address connected to.
    ``request`` and ``headers`` are header fields in their order. A body of status 304 is empty.
    """

    url: str
    final_url: str
    status: int
    reason: str
    http: str
    request: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    hops: tuple[Hop, ...]
    peer: str
    at: str
    body: bytes
    sha256: str
    wire_sha256: str
    wire_size: int
    version: str

    def header(self, name: str) -> str | None:
        """Return a header field's value, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer said that makes the next question cheap: ``ETag`` and ``Last-Modified``."""

    etag: str | None
    modified: str | None


class Store(Protocol):
    """Where a collection keeps its state. Every method is one transaction: after a kill it holds or it does not."""

    def want(self, wanted: list[Wanted]) -> int:
        """Add addresses that are not known yet; return how many were new. An ``any``, feed or sitemap is to be asked again."""

    def waiting(self) -> list[Wanted]:
        """Return what is still to be asked, in the order in which it came."""

    def known(self, url: str) -> Known | None:
        """Return what the last good answer of an address said, where there is one."""

    def done(self, wanted: Wanted, fetched: Fetched, kind: str, more: list[Wanted]) -> int:
        """Keep an answer, with what it names, and take the address off the list; return how many of *more* were new."""

    def failed(self, wanted: Wanted, cause: str, step: str, *, lasting: bool) -> None:
        """Note that an address could not be had; it is asked again by a later run unless *lasting*."""

    def robots(self, origin: str) -> tuple[str, int, bytes] | None:
        """Return when a host's robots.txt was asked for, its status and its body, where it was."""

    def keep_robots(self, origin: str, fetched: Fetched) -> None:
        """Keep a host's robots.txt."""
