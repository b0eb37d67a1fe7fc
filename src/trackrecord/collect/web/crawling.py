"""Ask for everything that is wanted: several hosts at once, each in its own pace; every answer kept before the next step.

A source's answer shows what it is: a feed and a sitemap name further pages, which are wanted in turn; anything else is a
page. The state is in the store and nowhere else, so that a run which ends at any moment is gone on with by the next.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any

from trackrecord.collect.web.addresses import checked_url
from trackrecord.collect.web.box import Box
from trackrecord.collect.web.feeds import looks_like_feed
from trackrecord.collect.web.fetched import Fetched, Store, Want, Wanted
from trackrecord.collect.web.fetching import Fetcher, HostAwayError, origin_of
from trackrecord.collect.web.robots import Robots
from trackrecord.collect.web.sitemaps import LARGEST, looks_like_sitemap
from trackrecord.collect.which import EVERYTHING, Which
from trackrecord.errors import FetchError, SourceError
from trackrecord.types import LeftOut

MOST_DEPTH = 3
"""Sitemaps within sitemaps within a source: no deeper."""
Tell = Callable[[str, int, str], None]


@dataclass(slots=True)
class Collection:
    """What a run did: pages ``fetched``, asked again and found ``unchanged``, and what was ``left_out`` and why."""

    fetched: int = 0
    unchanged: int = 0
    lists: int = 0
    wanted: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


class Parsers:
    """The parsers of feeds and sitemaps, each in its box. Close them when done."""

    def __init__(self) -> None:
        self.feed = Box("trackrecord.collect.web.feeds:parse_feed")
        self.sitemap = Box("trackrecord.collect.web.sitemaps:parse_sitemap")

    def close(self) -> None:
        """End both boxes."""
        self.feed.close()
        self.sitemap.close()

    def named_by(self, fetched: Fetched, wanted: Wanted) -> tuple[str, list[Wanted]]:
        """Return what an answer is (``feed``, ``sitemap``, ``page``) and the addresses that it names.

        Raises :class:`SourceError` where it is none of what was wanted, or cannot be parsed.
        """
        body, base = fetched.body, fetched.final_url
        if wanted.want == "page":
            return "page", []
        if looks_like_feed(body) and wanted.want in ("any", "feed"):
            return "feed", self._children(self.feed(body, base, url=base), wanted, "feed")
        if looks_like_sitemap(body) or wanted.want == "sitemap":
            return "sitemap", self._children(self.sitemap(body, base, url=base), wanted, "sitemap")
        if wanted.want == "any":
            return "page", []
        raise SourceError(wanted.url, "it is no feed", "Check the address")

    @staticmethod
    def _children(entries: list[dict[str, Any]], parent: Wanted, kind: str) -> list[Wanted]:
        found = []
        for entry in entries:
            want: Want = "sitemap" if entry.get("want") == "sitemap" else "page"
            if want == "sitemap" and parent.depth >= MOST_DEPTH:
                continue
            found.append(
                Wanted(
                    entry["url"], want, parent.url, parent.depth + 1, entry.get("title"),
                    entry.get("publisher") or parent.publisher, entry.get("published"), entry.get("language"),
                )
            )  # fmt: skip
        return found


def crawl(
    sources: Iterable[Wanted],
    store: Store,
    fetcher: Fetcher,
    *,
    which: Which = EVERYTHING,
    most: int | None = None,
    tell: Tell | None = None,
) -> Collection:
    """Ask for *sources*, for all that they name, and for what an earlier run left waiting; *most* pages at most.

    Runs in the calling thread, which alone writes to *store*, and in as many others as *fetcher* may hold connections.
    """
    run = _Run(store, fetcher, which, most, tell or (lambda stage, done, item: None))
    try:
        return run.go(list(sources))
    finally:
        run.parsers.close()


class _Run:
    def __init__(self, store: Store, fetcher: Fetcher, which: Which, most: int | None, tell: Tell) -> None:
        self.store, self.fetcher, self.which, self.most, self.tell = store, fetcher, which, most, tell
        self.robots = Robots(fetcher)
        self.parsers = Parsers()
        self.result = Collection()
        self.asked = 0
        self.hosts: OrderedDict[str, deque[Wanted]] = OrderedDict()
        self.queued: set[str] = set()
        self.known_hosts: set[str] = set()
        self.away: set[str] = set()

    def go(self, sources: list[Wanted]) -> Collection:
        self._want(sources)
        self._queue(self.store.waiting())
        flying: dict[Future[Fetched], tuple[str, Wanted]] = {}
        with ThreadPoolExecutor(self.fetcher.manners.connections) as threads:
            try:
                while True:
                    self._launch(threads, flying)
                    if not flying:
                        break
                    ended, _ = wait(flying, return_when=FIRST_COMPLETED)
                    for future in ended:
                        _, wanted = flying.pop(future)
                        self._keep_robots()
                        self._settle(wanted, future)
            except BaseException:
                self.fetcher.stopped.set()
                raise
        self._keep_robots()
        return self.result

    def _want(self, wanted: list[Wanted]) -> list[Wanted]:
        """Drop what cannot or need not be asked; return the rest, each under the one spelling of its address."""
        good = []
        for each in wanted:
            if each.want == "page" and not self.which.takes(
                each.url, day=each.published, language=each.language
            ):
                continue
            try:
                good.append(replace(each, url=str(checked_url(each.url, self.fetcher.manners.allow))))
            except FetchError as error:
                self._leave(each.url, error)
        self.result.wanted += self.store.want([each for each in good if each.depth == 0])
        return good

    def _queue(self, wanted: list[Wanted]) -> None:
        for each in wanted:
            if each.url in self.queued:
                continue
            self.queued.add(each.url)
            try:
                origin = origin_of(checked_url(each.url, self.fetcher.manners.allow))
            except FetchError as error:
                self._leave(each.url, error)  # it was wanted by a run that let more addresses through
                continue
            if origin in self.away:
                continue
            if origin not in self.known_hosts:
                self.known_hosts.add(origin)
                kept = self.store.robots(origin)
                if kept is not None:
                    self.robots.remember(origin, *kept)
            self.hosts.setdefault(origin, deque()).append(each)

    def _launch(self, threads: ThreadPoolExecutor, flying: dict[Future[Fetched], tuple[str, Wanted]]) -> None:
        busy = {origin for origin, _ in flying.values()}
        # The host that has waited longest first; one request a host at a time.
        ready = sorted((host for host in self.hosts if host not in busy), key=self.fetcher.pace.ready_at)
        for origin in ready:
            if len(flying) >= self.fetcher.manners.connections:
                return
            waiting = self.hosts[origin]
            wanted = waiting[0]
            if wanted.want == "page" and self.most is not None and self.asked >= self.most:
                # What is not asked stays waiting for the next run; lists may still be looked into.
                lists = deque(each for each in waiting if each.want != "page")
                if not lists:
                    del self.hosts[origin]
                    continue
                self.hosts[origin] = waiting = lists
                wanted = waiting[0]
            waiting.popleft()
            if not waiting:
                del self.hosts[origin]
            self.asked += wanted.want == "page"
            # The store is for this thread alone, so what it knows is looked up before the other begins.
            known = self.store.known(wanted.url)
            most = LARGEST if wanted.want == "sitemap" else None
            future = threads.submit(self.fetcher.get, wanted.url, known, self.robots.gate, most)
            flying[future] = (origin, wanted)

    def _settle(self, wanted: Wanted, future: Future[Fetched]) -> None:
        try:
            fetched = future.result()
            if fetched.status == 304:
                self.result.unchanged += 1
                self.store.done(wanted, fetched, "unchanged", [])
                if wanted.want != "page":
                    self._queue(self.store.waiting())
                return
            if not 200 <= fetched.status < 300 or not fetched.body.strip():
                self._bad_answer(wanted, fetched)
                return
            kind, named = self.parsers.named_by(fetched, wanted)
        except HostAwayError as error:
            # No fault of the address: it waits, and so does all else of that host.
            if error.thing not in self.away:
                self.away.add(error.thing)
                self._leave(error.thing, error)
            self.hosts.pop(error.thing, None)
            return
        except FetchError as error:
            self.store.failed(wanted, error.cause, error.step, lasting=error.lasting)
            self._leave(wanted.url, error)
            return
        except SourceError as error:
            self.store.failed(wanted, error.cause, error.step, lasting=True)
            self._leave(wanted.url, error)
            return
        except Exception as error:  # a fault of ours with one answer must not lose the others
            cause = f"asking for it failed ({type(error).__name__}: {str(error)[:200]})"
            self.store.failed(wanted, cause, "Please report this with the address", lasting=False)
            self._leave(wanted.url, FetchError(wanted.url, cause, "Please report this with the address"))
            return
        more = self._want(named)
        self.result.wanted += self.store.done(wanted, fetched, kind, more)
        if kind == "page":
            self.result.fetched += 1
            self.tell("fetch", self.result.fetched, fetched.final_url)
        else:
            self.result.lists += 1
            self._queue(self.store.waiting())

    def _bad_answer(self, wanted: Wanted, fetched: Fetched) -> None:
        if 200 <= fetched.status < 300:
            cause, lasting = "the server sent an empty page", False
        else:
            cause, lasting = (
                f"the server answered {fetched.status}",
                fetched.status in (401, 403, 404, 405, 410, 451),
            )
        step = "Check the address" if lasting else "Try again later"
        self.store.done(wanted, fetched, "refused" if lasting else "failed", [])
        self.store.failed(wanted, cause, step, lasting=lasting)
        self._leave(wanted.url, FetchError(wanted.url, cause, step))

    def _keep_robots(self) -> None:
        while self.robots.fresh:
            origin, fetched = self.robots.fresh.pop()
            self.store.keep_robots(origin, fetched)

    def _leave(self, url: str, error: SourceError) -> None:
        shown = url if len(url) <= 500 else url[:500] + "…"
        self.result.left_out.append(LeftOut(shown, error.cause, error.step))
