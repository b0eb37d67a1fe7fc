"""From the web into a ledger: fetch what is wanted, keep it as evidence, hand the pages to a build as raw reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from trackrecord.collect import collect
from trackrecord.collect.limits import DEFAULT_LIMITS, Limits, megabytes
from trackrecord.collect.making import one_report
from trackrecord.collect.stated import Stated
from trackrecord.collect.unpack import open_regular, unreadable
from trackrecord.collect.web.box import Box
from trackrecord.collect.web.crawling import Collection, Parsers, crawl
from trackrecord.collect.web.feeds import looks_like_feed
from trackrecord.collect.web.fetched import Want, Wanted
from trackrecord.collect.web.fetching import Fetcher, Manners
from trackrecord.collect.web.lists import LARGEST, wanted_in
from trackrecord.collect.web.sitemaps import looks_like_sitemap
from trackrecord.collect.which import EVERYTHING, Which
from trackrecord.engine.build import Build, Progress, build
from trackrecord.errors import SourceError
from trackrecord.ledger import Ledger
from trackrecord.ledger.fetched import FetchStore
from trackrecord.types import LeftOut, RawReport

ARCHIVES = (".warc", ".warc.gz", ".wacz", ".mhtml", ".mht")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_PAGE = re.compile(r"html|text/plain|application/octet-stream|xml", re.IGNORECASE)


@dataclass(slots=True)
class Sources:
    """What was named on the command line, told apart: ``wanted`` addresses, ``archives`` to read, and what was neither."""

    wanted: list[Wanted] = field(default_factory=list)
    archives: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def sources_of(named: Sequence[str], stdin: BinaryIO | None = None) -> Sources:
    """Tell apart what was named: an address; a web archive; a saved feed or sitemap; a list of addresses (``-``: standard input)."""
    found = Sources()
    parsers = Parsers()
    try:
        for name in named:
            if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}://", name):
                found.wanted.append(Wanted(name, "any"))
            elif name.lower().endswith(ARCHIVES):
                found.archives.append(name)
            else:
                try:
                    found.wanted += _listed(name, stdin, parsers)
                except SourceError as error:
                    found.left_out.append(LeftOut(error.thing, error.cause, error.step))
    finally:
        parsers.close()
    return found


def _listed(name: str, stdin: BinaryIO | None, parsers: Parsers) -> list[Wanted]:
    try:
        if name == "-":
            data = b"" if stdin is None else stdin.read(LARGEST + 1)
        else:
            with open_regular(Path(name), name) as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise unreadable(name, error) from error
    if len(data) > LARGEST:
        raise SourceError(name, f"it holds more than {megabytes(LARGEST)}", "Split it")
    if looks_like_feed(data):
        return [_child(entry, name) for entry in parsers.feed(data, name, url="")]
    if looks_like_sitemap(data):
        return [_child(entry, name) for entry in parsers.sitemap(data, name, url=name)]
    return wanted_in(data, name)


def _child(entry: dict[str, str | None], via: str) -> Wanted:
    want: Want = "sitemap" if entry.get("want") == "sitemap" else "page"
    return Wanted(
        str(entry["url"]), want, via, 0, entry.get("title"), entry.get("publisher"), entry.get("published"), entry.get("language")
    )  # fmt: skip


def fetch(
    wanted: Sequence[Wanted],
    ledger: str | Path,
    *,
    manners: Manners,
    which: Which = EVERYTHING,
    most: int | None = None,
    again: bool = False,
    progress: Progress | None = None,
    fetcher: Fetcher | None = None,
) -> Collection:
    """Fetch *wanted*, what these name, and what an earlier run left, into the ledger; *most* pages at most.

    With *again* pages that were fetched are asked for again, if they have changed. What cannot be had is in
    ``Collection.left_out``. Raises :class:`~trackrecord.errors.LedgerError` where the ledger cannot be written.
    """
    asking = fetcher or Fetcher(manners)
    try:
        with Ledger.open(ledger, create=True) as record:
            store = FetchStore(record, again=again)
            return crawl(wanted, store, asking, which=which, most=most, tell=progress)
    finally:
        if fetcher is None:
            asking.close()


def read_fetched(
    ledger: str | Path,
    archives: Sequence[str] = (),
    *,
    which: Which = EVERYTHING,
    workers: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
    gate: Box | None = None,
) -> Build:
    """Bring the pages that were fetched, and those of *archives*, into the ledger as reports; as :func:`~.build.build` does.

    Each page is parsed in the box *gate* before this process parses it, and left out where it does harm there.
    """
    box = gate or Box("trackrecord.clean.gate:page_parses")

    def pages(record: Ledger) -> Iterator[RawReport | LeftOut]:
        yield from archived_reports(record, archives, box, which, limits)
        yield from fetched_reports(record, box, limits)

    try:
        done = build((), ledger, workers=workers, limits=limits, progress=progress, also=pages)
    finally:
        if gate is None:
            box.close()
    with Ledger.open(ledger) as record:
        FetchStore(record).fold()
    return done


def archived_reports(
    record: Ledger, archives: Sequence[str], gate: Box, which: Which, limits: Limits
) -> Iterator[RawReport | LeftOut]:
    """Yield the reports of *archives*, each page that the ledger does not know parsed once in *gate* before it is given."""
    for item in collect(archives, limits=limits, which=which):
        if isinstance(item, RawReport) and item.markup == "html":
            known = record.has_publication(
                item.sha256, item.path, published=item.published, publisher=item.publisher
            )
            try:
                if not known:
                    gate(item.data, item.location, location=item.location, charset=item.encoding)
            except SourceError as error:
                yield LeftOut(item.location, error.cause, error.step)
                continue
        yield item


def fetched_reports(
    record: Ledger, gate: Box, limits: Limits = DEFAULT_LIMITS
) -> Iterator[RawReport | LeftOut]:
    """Yield the fetched pages that no publication has yet as raw reports, each parsed once in *gate* before it is given."""
    store = FetchStore(record)
    for page in store.unread():
        _, fetched = store.answer(page.number)
        try:
            if len(fetched.body) > limits.report_bytes:
                cause = f"the page holds more than {megabytes(limits.report_bytes)}"
                raise SourceError(page.final_url, cause, "Save its text as plain text")
            content_type = fetched.header("content-type") or ""
            match = _CHARSET.search(content_type)
            charset = match.group(1) if match else None
            like_page = fetched.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
            if not like_page and content_type and not _PAGE.search(content_type):
                raise SourceError(page.final_url, f"it is no page ({content_type[:60]})", "Leave it out")
            report = one_report(
                fetched.body, fetched.body, "html" if like_page else "text", page.final_url, page.final_url,
                Stated(url=page.final_url, publisher=page.publisher, title=page.title, published=page.published),
                charset=charset,
            )  # fmt: skip
            if report.markup == "html":
                gate(fetched.body, page.final_url, location=page.final_url, charset=charset)
            yield report
        except SourceError as error:
            yield LeftOut(page.final_url, error.cause, error.step)
