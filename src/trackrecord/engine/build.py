"""A whole run: collect, clean, read, link and weigh into a ledger. Resumable; nothing is doubled or lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from trackrecord import __version__
from trackrecord.collect import Limits, Which, collect
from trackrecord.collect.limits import DEFAULT_LIMITS
from trackrecord.collect.which import EVERYTHING
from trackrecord.engine.asking import Asking, ask_about
from trackrecord.engine.comparing import find_copies
from trackrecord.engine.pool import Run, run
from trackrecord.engine.work import Done, clean_and_read, read_again
from trackrecord.errors import AskError, LedgerError
from trackrecord.ledger import Collected, Ledger
from trackrecord.link.piles import Pile
from trackrecord.link.placing import Placement, place, regrouped
from trackrecord.types import CopyGroup, LeftOut, RawReport, Reading
from trackrecord.weigh.ruled import ruled_histories, ruled_record

if TYPE_CHECKING:
    from trackrecord.asked import Asker

# What is happening (``collect``, ``reread``, ``ask``, ``link``, ``weigh``), how many are done, and the last item's name.
Progress = Callable[[str, int, str], None]
# Further items that a ledger holds itself: the pages that were fetched into it.
Also = Callable[[Ledger], Iterator[RawReport | LeftOut]]
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
    asked: Asking | None = None
    counts: dict[str, int] = field(default_factory=dict)


def build(
    sources: Sequence[str | Path],
    ledger: str | Path,
    *,
    workers: int = 1,
    run: Run = run,
    stdin: BinaryIO | None = None,
    limits: Limits = DEFAULT_LIMITS,
    which: Which = EVERYTHING,
    also: Also | None = None,
    asker: Asker | None = None,
    link: bool = True,
    progress: Progress | None = None,
) -> Build:
    """Bring the reports in *sources* into the ledger at the path *ledger*, which is made where there is none.

    One transaction a report: a run that is cut off at any point is completed by the next one with the same
    words. What is already in the ledger is passed over. *which* picks among the records of web archives; *also* gives
    items beside those of *sources*. *run* is where the work runs with its *workers*. With *asker* a language model is asked about each report that it
    was not asked about before. Links and findings are made anew when anything changed, unless *link* is False: then the next
    run that links does it for all that came in between.
    Items that cannot be taken are in ``Build.left_out``; they stop nothing. Raises
    :class:`~trackrecord.errors.LedgerError` when the ledger cannot be written and
    :class:`~trackrecord.errors.ModelError` when the language model does not load; at the end
    :class:`~trackrecord.errors.AskError` when the server of *asker* refused or stopped answering.
    """
    tell = progress or (lambda stage, done, item: None)
    result = Build(Path(ledger))
    with Ledger.open(ledger, create=True) as record:
        before = [story.reports for story in record.stories()]
        more = also(record) if also is not None else iter(())
        items = chain(collect([str(s) for s in sources], stdin=stdin, limits=limits, which=which), more)
        _collect(record, result, items, workers, run, tell)
        read_outdated(record, result, workers, tell, run)
        gone = _ask(record, result, asker, tell)
        result.linked = link and relink(record, tell, workers=workers, run=run)
        if result.linked:
            result.regrouped = regrouped(before, [story.reports for story in record.stories()])
        result.counts = record.counts()
    if gone is not None:
        raise gone
    return result


def _ask(record: Ledger, result: Build, asker: Asker | None, tell: Progress) -> AskError | None:
    """Ask a language model where one is to be asked; return what ended it early, for what is there is linked first."""
    if asker is None:
        return None
    result.asked = Asking(asker.model, asker.prompt)
    try:
        ask_about(record, asker, result.asked, tell)
    except AskError as error:
        return error
    return None


def relink(
    record: Ledger,
    progress: Progress | None = None,
    *,
    workers: int = 1,
    run: Run = run,
) -> bool:
    """Link and weigh all readings of a ledger anew, as ruled; False where the links are those of its readings already.

    Copies are looked for among what is new: what comparing gave is kept in the ledger as the work goes on.
    """
    tell = progress or (lambda stage, done, item: None)
    if record.links_current(__version__):
        return False
    tell("link", 0, "")
    copies = find_copies(record.comparisons(), workers, run)
    readings = record.pile()

    def placed(pile: Pile, copies: Sequence[CopyGroup]) -> Mapping[str, Placement]:
        kept = record.placements()
        before = kept.load()
        now = place(pile, copies, before)
        kept.keep(before, now)
        return now

    found = ruled_record(readings, record.rulings(), known_copies=copies, place=placed)
    tell("weigh", len(readings), "")
    record.replace_links(
        found.links,
        found.findings,
        version=__version__,
        history=ruled_histories(readings, found),
        applied=found.applied,
    )
    return True


def _collect(
    record: Ledger,
    result: Build,
    items: Iterator[RawReport | LeftOut],
    workers: int,
    run: Run,
    tell: Progress,
) -> None:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    own = {f"{result.ledger.absolute()}{ending}" for ending in ("", "-wal", "-shm", "-journal")}
    journal: list[Collected] = []
    reported = 0

    def fresh() -> Iterator[RawReport]:
        for item in items:
            if isinstance(item, LeftOut):
                # The ledger may lie among the reports; that it is not one of them needs no telling.
                if item.location not in own:
                    result.left_out.append(item)
            elif record.has_publication(
                item.sha256, item.path, published=item.published, publisher=item.publisher
            ):
                result.known += 1
                # A run that was killed took its latest lines of the journal with it.
                if not record.is_noted(item.location, item.sha256):
                    journal.append(Collected(item.location, item.sha256, "known"))
                    note_now_and_then()
            else:
                yield item

    def note() -> None:
        nonlocal reported
        record.record_run(started, started, journal, result.left_out[reported:])
        reported = len(result.left_out)
        journal.clear()

    def note_now_and_then() -> None:
        if len(journal) >= _JOURNAL_EVERY:
            note()

    try:
        for outcome in run(clean_and_read, fresh(), workers, _killed):
            if isinstance(outcome, LeftOut):
                result.left_out.append(outcome)
                continue
            if _write(record, result, outcome):
                journal.append(Collected(outcome.raw.location, outcome.raw.sha256, "added"))
            tell("collect", result.added + result.known, outcome.raw.path)
            note_now_and_then()
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


def read_outdated(record: Ledger, result: Build, workers: int, tell: Progress, run: Run = run) -> None:
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
