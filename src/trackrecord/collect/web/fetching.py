"""Ask for one address: vetted at every hop, in the host's turn, in bounded time and size, kept as evidence.

Redirects are followed by hand, so that each hop is looked at like the first: scheme, port, spelling, address, robots.txt,
pace. No cookie is kept, no password sent, no proxy used, and nothing of the environment changes how TLS is spoken.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path

import httpcore2
import httpx2
import stamina

from trackrecord.collect.web.addresses import Resolve, checked_url, default_port
from trackrecord.collect.web.connecting import exchange, vetted_pool
from trackrecord.collect.web.decoding import ENCODINGS, decoded
from trackrecord.collect.web.fetched import Fetched, Hop, Known
from trackrecord.collect.web.pacing import Pace
from trackrecord.errors import FetchError

VERSION = version("trackrecord")
MOST_HOPS = 5
LONGEST_REST = 600.0
"""Seconds of a ``Retry-After`` beyond which a host is left for a later run."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_SECONDS = re.compile(r"[0-9]{1,6}")
Gate = Callable[[httpx2.URL], None]


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. Times are in seconds; sizes in bytes, on the wire and unpacked.

    ``contact`` (a mail address or page) goes into the User-Agent. ``allow`` holds addresses (``ADDRESS`` or
    ``ADDRESS:PORT``) that are not public and may be asked all the same. ``authority`` is a file of further certificates.
    """

    contact: str | None = None
    delay: float = 1.0
    tries: int = 3
    back_off: float = 2.0
    read: float = 20.0
    whole: float = 60.0
    most: int = 10_000_000
    allow: tuple[str, ...] = ()
    authority: Path | None = None
    connections: int = 8

    @property
    def user_agent(self) -> str:
        """Return who asks: name, version, and where a person can be reached."""
        about = f" ({self.contact})" if self.contact else ""
        return f"trackrecord/{VERSION}{about}"


# What it tells of every retry is told once, by us, where the last one failed.
logging.getLogger("stamina").setLevel(logging.CRITICAL)


class HostAwayError(FetchError):
    """A host cannot be asked for anything in this run; ``thing`` is the host, as :func:`origin_of` names it.

    It asks to be left alone for longer than a run waits, or its robots.txt cannot be had.
    """


class _PassingError(FetchError):
    """An answer that may be another next time; ``after`` is how long the server asks to be left alone."""

    after: float | None = None


@dataclass(slots=True)
class Fetcher:
    """Asks for addresses; safe to share between threads. Close it when done."""

    manners: Manners
    resolve: Resolve | None = None
    pace: Pace = field(init=False)
    stopped: threading.Event = field(default_factory=threading.Event)
    _pool: httpcore2.ConnectionPool = field(init=False)
    _away: dict[str, HostAwayError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pace = Pace(self.manners.delay, sleep=lambda seconds: self._rest(seconds))
        self._pool = vetted_pool(
            allow=self.manners.allow,
            resolve=self.resolve,
            authority=self.manners.authority,
            connections=self.manners.connections,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _rest(self, seconds: float) -> None:
        if self.stopped.wait(seconds):
            raise FetchError("collecting", "it was stopped", "Run the same command to go on")

    def get(
        self, url: str, known: Known | None = None, gate: Gate | None = None, most: int | None = None
    ) -> Fetched:
        """Ask for *url*, again where the answer may be a passing one, and return the last answer.

        *gate* is asked before every hop and raises where it may not be made (robots.txt). An answer of 4xx or 5xx is
        returned, too, once it is the last. Raises :class:`FetchError` where there is none.
        """

        def again(error: Exception) -> bool | float:
            if not isinstance(error, _PassingError):
                return False
            return True if error.after is None else error.after

        manners = self.manners
        attempts = stamina.retry_context(
            on=again, attempts=manners.tries, wait_initial=manners.back_off, wait_max=manners.back_off * 8,
            wait_jitter=manners.back_off / 2, timeout=None,
        )  # fmt: skip
        for attempt in attempts:
            with attempt:
                if self.stopped.is_set():
                    raise FetchError(url, "collecting was stopped", "Run the same command to go on")
                return self._follow(url, known, gate, most or manners.most)
        raise AssertionError("there is always a first attempt")

    def _follow(self, url: str, known: Known | None, gate: Gate | None, most: int) -> Fetched:
        hops: list[Hop] = []
        here = checked_url(url, self.manners.allow)
        seen: set[str] = set()
        while True:
            if str(here) in seen:
                raise FetchError(url, "its redirects go round in a circle", "Leave it out", lasting=True)
            if len(hops) > MOST_HOPS:
                raise FetchError(
                    url, f"it redirects more than {MOST_HOPS} times", "Leave it out", lasting=True
                )
            seen.add(str(here))
            if gate is not None:
                gate(here)
            answer = self._ask(url, here, known, tuple(hops), most)
            if not isinstance(answer, str):
                return answer
            target = _target(here, answer, self.manners.allow)
            hops.append(Hop(str(here), self._status, str(target)))
            here = target

    # The status of the last redirect of this thread; a hop notes it.
    _local: threading.local = field(default_factory=threading.local)

    @property
    def _status(self) -> int:
        return int(self._local.status)

    def _ask(
        self, asked: str, url: httpx2.URL, known: Known | None, hops: tuple[Hop, ...], most: int
    ) -> Fetched | str:
        """Ask one address; return its answer, or where it redirects to."""
        fields = self._fields(known)
        request = httpcore2.Request(
            "GET",
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(b"Host", url.netloc), *((k.encode(), v.encode("utf-8", "replace")) for k, v in fields)],
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.manners.read)},
        )
        origin = origin_of(url)
        if origin in self._away:
            raise self._away[origin]
        with self.pace.turn(origin):
            try:
                with exchange(self.manners.whole):
                    response = self._pool.handle_request(request)
                    try:
                        return self._answer(asked, url, fields, response, hops, most)
                    finally:
                        response.close()
            except _PassingError as error:
                if error.after and error.after > LONGEST_REST:
                    cause = f"the host asks to be left alone for {error.after / 60:,.0f} minutes"
                    self._away[origin] = HostAwayError(origin, cause, "Run the same command again after that")
                    raise self._away[origin] from error
                if error.after:
                    self.pace.rest(origin, error.after)
                raise
            except (
                httpcore2.TimeoutException,
                httpcore2.NetworkError,
                httpcore2.ProtocolError,
                OSError,
            ) as error:
                raise _PassingError(str(url), _cause(error), "Try again later") from error

    def _fields(self, known: Known | None) -> tuple[tuple[str, str], ...]:
        fields = [
            ("User-Agent", self.manners.user_agent),
            (
                "Accept",
                "text/html, application/xhtml+xml, application/xml;q=0.9, application/feed+json;q=0.9, */*;q=0.5",
            ),
            ("Accept-Encoding", ", ".join(ENCODINGS)),
            ("Accept-Language", "en, *;q=0.5"),
        ]
        if known is not None and known.etag:
            fields.append(("If-None-Match", known.etag))
        if known is not None and known.modified:
            fields.append(("If-Modified-Since", known.modified))
        return tuple(fields)

    def _answer(
        self, asked: str, url: httpx2.URL, fields: tuple[tuple[str, str], ...], response: httpcore2.Response,
        hops: tuple[Hop, ...], most: int,
    ) -> Fetched | str:  # fmt: skip
        headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
        first = {key.lower(): value for key, value in reversed(headers)}
        status = response.status
        if status in _REDIRECTS and first.get("location"):
            self._local.status = status
            return first["location"]
        if status in _AGAIN:
            error = _PassingError(str(url), f"the server answered {status}", "Try again later")
            error.after = retry_after(first.get("retry-after"))
            raise error
        stated = first.get("content-length", "")
        if stated.isdigit() and int(stated[:18]) > most:
            raise FetchError(
                str(url), f"it is said to hold {int(stated[:18]):,} bytes", "Leave it out", lasting=True
            )
        wire = hashlib.sha256()
        size = 0

        def chunks() -> Iterator[bytes]:
            nonlocal size
            for chunk in response.iter_stream():
                wire.update(chunk)
                size += len(chunk)
                yield chunk

        encodings = ", ".join(value for key, value in headers if key.lower() == "content-encoding")
        body = decoded(chunks(), "" if status in (204, 304) else encodings, str(url), most)
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        return Fetched(
            url=asked,
            final_url=str(url),
            status=status,
            reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
            http=response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1"),
            request=(("Host", url.netloc.decode("ascii")), *fields),
            headers=headers,
            hops=hops,
            peer=str(peer[0]) if peer else "",
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            wire_sha256=wire.hexdigest(),
            wire_size=size,
            version=VERSION,
        )


def origin_of(url: httpx2.URL) -> str:
    """Return the host that a url asks, as ``scheme://host:port``."""
    host = url.raw_host.decode("ascii")
    shown = f"[{host}]" if ":" in host else host
    return f"{url.scheme}://{shown}:{url.port or default_port(url.scheme)}"


def retry_after(value: str | None) -> float | None:
    """Return the seconds that a ``Retry-After`` asks to wait, given as seconds or as a date; None where it is neither."""
    if value is None:
        return None
    if _SECONDS.fullmatch(value.strip()):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _target(here: httpx2.URL, location: str, allow: tuple[str, ...]) -> httpx2.URL:
    with suppress(UnicodeError):
        # Servers send UTF-8 in headers, which are read as Latin-1.
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = str(here.join(location.strip()))
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError(
            str(here), "it redirects to something that is no address", "Leave it out", lasting=True
        ) from error
    checked = checked_url(target, allow)
    if here.scheme == "https" and checked.scheme == "http":
        raise FetchError(str(here), "it redirects from https to http", "Leave it out", lasting=True)
    return checked


def _cause(error: Exception) -> str:
    said = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in said or "certificate" in said:
        return f"its certificate does not hold ({said[:200]})"
    if isinstance(error, httpcore2.TimeoutException):
        return "the server took too long"
    if isinstance(error, httpcore2.ConnectError):
        return f"no connection could be made ({said[:100]})"
    if "complete message body" in said:
        return "the answer was cut short"
    return f"the connection failed ({said[:100] or type(error).__name__})"
