"""A whole run: collect, clean, read, link and weigh into a ledger. Resumable; nothing is doubled or lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from trackrecord import __version__
from trackrecord.collect import Limits, collect
from trackrecord.collect.limits import DEFAULT_LIMITS
from trackrecord.engine.pool import run
from trackrecord.engine.work import Done, clean_and_read, read_again
from trackrecord.errors import LedgerError
from trackrecord.ledger import Collected, Ledger
from trackrecord.link import link
from trackrecord.link.stories import regrouped
from trackrecord.types import LeftOut, RawReport, Reading
from trackrecord.weigh import histories, weigh

# What is happening (``collect``, ``reread``, ``link``, ``weigh``), how many are done, and the last item's name.
Progress = Callable[[str, int, str], None]
_JOURNAL_EVERY = 200


@dataclass(slots=True)
class Build:
    """What a run did. ``added`` reports are new in the ledger, ``known`` were in it, ``not_read`` are kept unread.

    ``regrouped`` of those that were in it now stand in a story with others of these than before.
    """

    ledger: Path
    added: int = 0
    known: int = 0
    not_read: int = 0
    reread: int = 0
    linked: bool = False
    regrouped: int = 0
    languages: dict[str, int] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def build(
    sources: Sequence[str | Path],
    ledger: str | Path,
    *,
    workers: int = 1,
    stdin: BinaryIO | None = None,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> Build:
    """Bring the reports in *sources* into the ledger at the path *ledger*, which is made where there is none.

    One transaction a report: a run that is cut off at any point is completed by the next one with the same
    words. What is already in the ledger is passed over. Links and findings are made anew when anything changed.
    Items that cannot be taken are in ``Build.left_out``; they stop nothing. Raises
    :class:`~trackrecord.errors.LedgerError` when the ledger cannot be written and
    :class:`~trackrecord.errors.ModelError` when the language model does not load.
    """
    tell = progress or (lambda stage, done, item: None)
    result = Build(Path(ledger))
    with Ledger.open(ledger, create=True) as record:
        before = [story.reports for story in record.stories()]
        _collect(record, result, [str(s) for s in sources], workers, stdin, limits, tell)
        _read_old(record, result, workers, tell)
        result.linked = relink(record, tell)
        if result.linked:
            result.regrouped = regrouped(before, [story.reports for story in record.stories()])
        result.counts = record.counts()
    return result


def relink(record: Ledger, progress: Progress | None = None) -> bool:
    """Link and weigh all readings of a ledger anew; False where the links are those of its readings already."""
    tell = progress or (lambda stage, done, item: None)
    if record.links_current(__version__):
        return False
    tell("link", 0, "")
    readings = list(record.readings())
    links = link(readings)
    tell("weigh", len(readings), "")
    record.replace_links(
        links, weigh(readings, links, None), version=__version__, history=histories(readings, links)
    )
    return True


def _collect(
    record: Ledger,
    result: Build,
    sources: list[str],
    workers: int,
    stdin: BinaryIO | None,
    limits: Limits,
    tell: Progress,
) -> None:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    own = {f"{result.ledger.absolute()}{ending}" for ending in ("", "-wal", "-shm", "-journal")}
    journal: list[Collected] = []
    reported = 0

    def fresh() -> Iterator[RawReport]:
        for item in collect(sources, stdin=stdin, limits=limits):
            if isinstance(item, LeftOut):
                # The ledger may lie among the reports; that it is not one of them needs no telling.
                if item.location not in own:
                    result.left_out.append(item)
            elif record.has_publication(
                item.sha256, item.path, published=item.published, publisher=item.publisher
            ):
                result.known += 1
            else:
                yield item

    def note() -> None:
        nonlocal reported
        record.record_run(started, started, journal, result.left_out[reported:])
        reported = len(result.left_out)
        journal.clear()

    try:
        for outcome in run(clean_and_read, fresh(), workers, _killed):
            if isinstance(outcome, LeftOut):
                result.left_out.append(outcome)
                continue
            if _write(record, result, outcome):
                journal.append(Collected(outcome.raw.location, outcome.raw.sha256, "added"))
            tell("collect", result.added + result.known, outcome.raw.path)
            if len(journal) >= _JOURNAL_EVERY:
                note()
    except BaseException:
        # The journal is for what went well, too; but what went wrong first is what must be told.
        with suppress(LedgerError):
            note()
        raise
    note()
    result.left_out.sort(key=lambda left: (left.location, left.cause))


def _write(record: Ledger, result: Build, done: Done) -> bool:
    """Write one report; return whether the ledger did not have it yet."""
    try:
        changed = record.add(done.report, done.publication, done.reading, version=__version__)
    except ValueError as error:
        # A fault of ours, in one reading: the report is listed and the run goes on.
        result.left_out.append(
            LeftOut(
                done.raw.location, f"its reading does not hold ({error})", "Please report this with the file"
            )
        )
        return False
    if not changed:
        result.known += 1
        return False
    result.added += 1
    if done.reading is None:
        result.not_read += 1
        language = done.report.language
        result.languages[language] = result.languages.get(language, 0) + 1
    return True


def _read_old(record: Ledger, result: Build, workers: int, tell: Progress) -> None:
    """Read again what an older version of trackrecord read: readings are derived and can be thrown away."""
    stale = record.outdated(__version__)
    reports = (report for report_id in stale if (report := record.report(report_id)) is not None)
    readings: Iterator[Reading | None] = run(read_again, reports, workers, lambda report: Reading(report))
    for report_id, reading in zip(stale, readings, strict=True):
        report = record.report(report_id)
        publication = next(iter(record.publications(report_id)), None)
        if report is None or publication is None:
            continue
        record.add(report, publication, reading, version=__version__)
        result.reread += 1
        tell("reread", result.reread, report_id)


def _killed(raw: RawReport) -> Done | LeftOut:
    return LeftOut(
        raw.location,
        "reading it ended its process, twice (most likely out of memory)",
        "Cut the file into single reports.",
    )
