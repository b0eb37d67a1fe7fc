"""robots.txt, as RFC 9309 has it: what a host lets be asked, and how often.

No robots.txt (4xx) lets everything; one that cannot be had (5xx, no answer) forbids everything for now. An answer holds
for a day. Of one longer than 500 KiB only the beginning counts.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import httpx2
from protego import Protego

from trackrecord.collect.web.fetched import Fetched
from trackrecord.collect.web.fetching import Fetcher, HostAwayError, origin_of
from trackrecord.collect.web.pacing import LONGEST_DELAY
from trackrecord.errors import FetchError

NAME = "trackrecord"
"""The product token by which robots.txt can speak to us."""
HOLDS = timedelta(hours=24)
_LONGEST = 500 * 1024


class Robots:
    """The rules of all hosts; safe to share between threads."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Protego | FetchError] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self.fresh: list[tuple[str, Fetched]] = []
        """Answers that the caller has not kept yet (host, answer)."""

    def remember(self, origin: str, at: str, status: int, body: bytes) -> None:
        """Take up an earlier run's answer, where it still holds."""
        if datetime.now(UTC) - datetime.fromisoformat(at.replace("Z", "+00:00")) < HOLDS:
            self._take(origin, status, body)

    def gate(self, url: httpx2.URL) -> None:
        """Raise :class:`FetchError` where *url* may not be asked. Asks the host for its robots.txt where need be."""
        origin = origin_of(url)
        with self._lock:
            mine = self._locks.setdefault(origin, threading.Lock())
        with mine:
            rules = self._rules.get(origin)
            if rules is None:
                rules = self._ask(origin)
        if isinstance(rules, FetchError):
            if not rules.lasting:
                # Nothing of this host can be asked in this run, which is no fault of any of its addresses.
                raise HostAwayError(origin, rules.cause, rules.step)
            raise FetchError(str(url), rules.cause, rules.step, lasting=True)
        if not rules.can_fetch(str(url), NAME):
            raise FetchError(
                str(url),
                "the host's robots.txt forbids it",
                "Leave it out, or ask its publisher",
                lasting=True,
            )

    def _ask(self, origin: str) -> Protego | FetchError:
        try:
            # A redirect of robots.txt is followed without asking robots.txt of the other host, as the RFC allows.
            answer = self._fetcher.get(f"{origin}/robots.txt", most=2_000_000)
        except FetchError as error:
            self._rules[origin] = FetchError(
                origin, f"its robots.txt could not be had: {error.cause}", error.step, lasting=error.lasting
            )
            return self._rules[origin]
        self.fresh.append((origin, answer))
        return self._take(origin, answer.status, answer.body)

    def _take(self, origin: str, status: int, body: bytes) -> Protego | FetchError:
        text = body[:_LONGEST].decode("utf-8", "replace").removeprefix("\ufeff") if status < 300 else ""
        rules = Protego.parse(text)
        delay = rules.crawl_delay(NAME) or 0.0
        rate = rules.request_rate(NAME)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        if delay > LONGEST_DELAY:
            cause = f"its robots.txt asks for {delay:g} seconds between two requests"
            self._rules[origin] = FetchError(
                origin, cause, "Leave it out, or ask its publisher", lasting=True
            )
            return self._rules[origin]
        self._fetcher.pace.slow_down(origin, float(delay))
        self._rules[origin] = rules
        return rules
