"""What is done to one collected item: clean it, read it. Runs in any process and knows of no ledger."""

from __future__ import annotations

from dataclasses import dataclass

from trackrecord.clean import clean
from trackrecord.errors import ModelError, TrackrecordError
from trackrecord.read.pipeline import read_report
from trackrecord.types import LeftOut, Publication, RawReport, Reading, Report


@dataclass(frozen=True, slots=True)
class Done:
    """A report that was cleaned and read. ``reading`` is None where its language is not read."""

    raw: RawReport
    report: Report
    publication: Publication
    reading: Reading | None


def clean_and_read(raw: RawReport) -> Done | LeftOut:
    """Clean and read one item; whatever is wrong with it comes back as a :class:`LeftOut`.

    Only a missing language model is raised (:class:`ModelError`): it concerns every report, not this one.
    """
    try:
        report, publication = clean(raw)
        reading = read_report(report) if report.language == "en" else None
    except ModelError:
        raise
    except TrackrecordError as error:
        return LeftOut(raw.location, error.cause, error.step)
    except Exception as error:
        # One bad report never stops a run of a million. The type is named so that the fault can be found.
        return LeftOut(
            raw.location,
            f"reading it failed ({type(error).__name__}: {str(error)[:200]})",
            "Please report this with the file; the rest of the run is not affected.",
        )
    return Done(raw, report, publication, reading)


def read_again(report: Report) -> Reading | None:
    """Read a report that an older version read; None where its language is not read."""
    return read_report(report) if report.language == "en" else None
