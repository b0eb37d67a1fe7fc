"""What is fuzzed: one function a door through which bytes of strangers come in. Used by ``benchmarks.fuzz`` and tests.

A target takes bytes and returns nothing. It may refuse them with an error meant for a person
(:class:`~trackrecord.errors.TrackrecordError`), which it swallows; anything else that it raises is a fault. What
survives must hold: every span quotes its text. A new door goes into ``TARGETS``, with a seed in ``tests/corpus``.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path

from trackrecord.clean import clean, clean_text
from trackrecord.collect import Limits, collect
from trackrecord.collect.decode import decode
from trackrecord.errors import ModelError, TrackrecordError
from trackrecord.read.pipeline import read_report
from trackrecord.types import LeftOut, RawReport, Reading, Report, Span

Target = Callable[[bytes], None]
# Small bounds, so that what is bounded is reached.
LIMITS = Limits(report_bytes=1_000_000)


def page(data: bytes) -> None:
    """A page: decoded, cleaned, its spans held against its text."""
    _cleaned(data, "html")


def text(data: bytes) -> None:
    """A plain text: decoded, cleaned, its spans held against its text."""
    _cleaned(data, "text")


def read(data: bytes) -> None:
    """The whole reading of a plain text."""
    report = _cleaned(data[:6_000], "text")
    if report is not None:
        hold(read_report(report))


def stdin(data: bytes) -> None:
    """Standard input: lines of JSON, a page or a text."""
    _taken(collect(["-"], stdin=io.BytesIO(data), limits=LIMITS))


def rows(data: bytes) -> None:
    """Rows of sentence, source and target."""
    from trackrecord.cli.rows import as_rows

    stream = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]  # BytesIO is raw enough to be buffered
    try:
        for row in as_rows("rows", stream) or ():
            repr(row)
    except TrackrecordError:
        return


def feed(data: bytes) -> None:
    """A feed or sitemap, as a file and as the parsers get it, in this process and not in the box around them."""
    from trackrecord.collect.web import feeds, sitemaps

    file(".xml")(data)
    for looks_like, parse in (
        (feeds.looks_like_feed, feeds.parse_feed),
        (sitemaps.looks_like_sitemap, sitemaps.parse_sitemap),
    ):
        looks_like(data)
        _named(lambda parse=parse: parse(data, "https://fjord.example/feed"))  # type: ignore[misc]


def addresses(data: bytes) -> None:
    """A list of addresses, and each line as an address."""
    from trackrecord.collect.web.addresses import checked_url
    from trackrecord.collect.web.lists import wanted_in

    _named(lambda: wanted_in(data, "list"))
    for line in data[:20_000].splitlines()[:50]:
        _named(lambda line=line: [checked_url(line.decode("utf-8", "replace"))])  # type: ignore[misc]


def encoded(data: bytes) -> None:
    """A body in each content encoding; the first byte says where it is cut into pieces."""
    from trackrecord.collect.web.decoding import decoded

    size = 1 + (data[0] if data else 0) * 16
    pieces = [data[at : at + size] for at in range(1, len(data), size)]
    for encoding in ("gzip", "deflate", "br", "zstd", "gzip, gzip", "identity", "odd"):
        try:
            assert len(decoded(iter(pieces), encoding, "https://fjord.example/", 1_000_000)) <= 1_000_000
        except TrackrecordError:
            continue


def robots(data: bytes) -> None:
    """A robots.txt."""
    from protego import Protego

    rules = Protego.parse(data.decode("utf-8", "replace"))
    rules.can_fetch("https://fjord.example/a?b=c#d", "trackrecord")
    rules.crawl_delay("trackrecord")


def _named(parse: Callable[[], object]) -> None:
    try:
        json.dumps([repr(each) for each in parse() or ()])  # type: ignore[attr-defined]
    except TrackrecordError:
        return


def answer(data: bytes) -> None:
    """What a language model's server answers: only words of the report may come of it."""
    from trackrecord.asked.admission import AnswerError, admit
    from trackrecord.asked.merging import merge

    reading = _asked_about()
    try:
        found = admit(data.decode("utf-8", "replace"), reading.report, 0, len(reading.report.sentences))
    except AnswerError:
        return
    hold(merge(reading, found.proposals).reading)


@lru_cache(maxsize=1)
def _asked_about() -> Reading:
    return Reading(
        clean_text("The mayor vowed to mend the quay by 4 May. “We agreed,” she said. The guard met her.")
    )


def file(ending: str) -> Target:
    """A file of that ending, as it is found in a folder."""

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"in{ending}"
            path.write_bytes(data)
            _taken(collect([folder], limits=LIMITS))

    return target


FILES = {
    "gz": ".txt.gz",
    "lines": ".jsonl",
    "lines_gz": ".jsonl.gz",
    "manifest": ".csv",
    "archive": ".warc",
    "archive_gz": ".warc.gz",
    "archive_zip": ".wacz",
    "mhtml": ".mhtml",
}
TARGETS: dict[str, Target] = {
    "page": page,
    "text": text,
    "read": read,
    "stdin": stdin,
    "rows": rows,
    "feed": feed,
    "addresses": addresses,
    "encoded": encoded,
    "robots": robots,
    "answer": answer,
    **{name: file(ending) for name, ending in FILES.items()},
}


def _cleaned(data: bytes, markup: str) -> Report | None:
    try:
        decoded = decode(data, "in")
        raw = RawReport(
            data, decoded.text, markup, "in", "in", decoded.encoding, hashlib.sha256(data).hexdigest()  # type: ignore[arg-type]
        )  # fmt: skip
        report, _ = clean(raw)
    except ModelError:
        raise
    except TrackrecordError:
        return None
    hold(Reading(report))
    return report


def _taken(items: Iterator[RawReport | LeftOut]) -> None:
    for item in items:
        assert isinstance(item, LeftOut) or item.text.strip()
        if isinstance(item, LeftOut):
            assert item.cause
            assert item.step
        else:
            assert hashlib.sha256(item.data).hexdigest() == item.sha256
            item.text.encode("utf-8")


def hold(reading: Reading) -> None:
    """Raise AssertionError where a span does not lie in the text or a reference leads nowhere."""
    text = reading.report.text
    text.encode("utf-8")
    for span in _spans(reading):
        assert 0 <= span.start <= span.end <= len(text), span
    for before, after in zip(reading.report.sentences, reading.report.sentences[1:], strict=False):
        assert before.end <= after.start, (before, after)
    ids = {party.id for party in reading.parties}
    for event in reading.events:
        assert {*event.actors, *event.recipients} <= ids
        assert event.date is None or event.date in range(len(reading.dates))
        assert event.sentence in range(len(reading.report.sentences))
    for figure in reading.figures:
        assert figure.counts is None or figure.counts.text(text) == figure.counts_text
        assert figure.as_of is None or figure.as_of in range(len(reading.dates))
    for deed in reading.deeds:
        assert all(index in range(len(reading.commitments)) for index in deed.about)


def _spans(thing: object) -> list[Span]:
    if isinstance(thing, Span):
        return [thing]
    if isinstance(thing, tuple):
        return [span for part in thing for span in _spans(part)]
    if is_dataclass(thing):
        return [span for each in fields(thing) for span in _spans(getattr(thing, each.name))]
    return []
