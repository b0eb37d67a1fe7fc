"""When a host may be asked again: one request at a time, with a pause between two, longer where it asks for longer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONGEST_DELAY = 300.0
"""Seconds between two requests beyond which a host is not asked at all."""


class Pace:
    """The pauses of all hosts; safe to share between threads. *delay* is in seconds."""

    def __init__(
        self,
        delay: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}
        self._own: dict[str, float] = {}

    @contextmanager
    def turn(self, origin: str) -> Iterator[None]:
        """Wait for the host's turn, hold it through one request, and begin its pause when that ends."""
        with self._lock:
            mine = self._turns.setdefault(origin, threading.Lock())
        with mine:
            while (wait := self._next.get(origin, 0.0) - self._clock()) > 0:
                self._sleep(min(wait, 1.0))
            try:
                yield
            finally:
                self._later(origin, self.delay_of(origin))

    def delay_of(self, origin: str) -> float:
        """Return the pause between two requests of a host: the longer of the user's and its own."""
        return max(self._delay, self._own.get(origin, 0.0))

    def slow_down(self, origin: str, delay: float) -> None:
        """Note the pause that a host asks for (``Crawl-delay``)."""
        self._own[origin] = max(delay, self._own.get(origin, 0.0))

    def rest(self, origin: str, seconds: float) -> None:
        """Leave a host alone for a time (``Retry-After``)."""
        self._later(origin, seconds)

    def ready_at(self, origin: str) -> float:
        """Return the time, on the monotonic clock, at which a host may be asked."""
        return self._next.get(origin, 0.0)

    def _later(self, origin: str, seconds: float) -> None:
        self._next[origin] = max(self._clock() + seconds, self._next.get(origin, 0.0))
