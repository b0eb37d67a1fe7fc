"""The pass in which a language model is asked about the reports that it was not yet asked about. Off unless asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trackrecord import __version__
from trackrecord.read.pipeline import read_report
from trackrecord.types import LeftOut

if TYPE_CHECKING:
    from trackrecord.asked import Asker
    from trackrecord.ledger import Ledger
    from trackrecord.types import Reading


@dataclass(slots=True)
class Asking:
    """What asking did and cost, over all reports of a run.

    ``reports`` were asked about; ``items`` were let in, ``agreeing`` said what reading had found, ``differing`` said otherwise
    of the same words and were not let in, ``refused`` did not hold. ``calls``, ``cached``, ``tokens_in``, ``tokens_out`` and
    ``uncounted`` are as in :class:`trackrecord.asked.Asked`. ``failed`` names the reports that got no answer, and why.
    """

    model: str
    prompt: str
    reports: int = 0
    items: int = 0
    agreeing: int = 0
    differing: int = 0
    refused: int = 0
    calls: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    failed: list[LeftOut] = field(default_factory=list)


def ask_about(record: Ledger, asker: Asker, done: Asking, tell: Callable[[str, int, str], None]) -> None:
    """Ask about every report that was read and not asked about, and write what is let in; one transaction a report.

    *done* is filled as it goes. A report without a whole answer stays as it was, and is asked about the next time.
    Raises :class:`~trackrecord.errors.AskError` where no report will get an answer.
    """
    for asked in asker.ask_all(_bases(record, asker)):
        report = asked.reading.report.id
        done.calls += asked.calls
        done.cached += asked.cached
        done.tokens_in += asked.tokens_in
        done.tokens_out += asked.tokens_out
        done.uncounted += asked.uncounted
        if asked.failed:
            done.failed.append(LeftOut(report, asked.failed, "It is asked about again at the next run"))
            continue
        record.put_asked(asked, version=__version__)
        done.reports += 1
        done.items += len(asked.items)
        done.agreeing += asked.agreeing
        done.differing += asked.differing
        done.refused += len(asked.refused)
        tell("ask", done.reports, report)


def _bases(record: Ledger, asker: Asker) -> Iterator[Reading]:
    """The readings to ask about, without what another model or prompt has added to them."""
    for report_id in record.unasked(asker.model, asker.prompt):
        reading = record.reading(report_id)
        if reading is None:
            continue
        touched = next(iter(record.asked(report_id)), None) is not None
        yield read_report(reading.report) if touched else reading
