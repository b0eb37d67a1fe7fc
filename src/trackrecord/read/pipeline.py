"""The order of reading: one report in, one reading out."""

from __future__ import annotations

from trackrecord.read.commitments.finding import find_commitments
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.deeds.finding import find_deeds
from trackrecord.read.events.finding import find_events
from trackrecord.read.figures.finding import attribute_figures, find_figures
from trackrecord.read.parse import DEFAULT_MODEL, answered, parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.read.things.finding import find_things
from trackrecord.types import Reading, Report


def read_report(report: Report, *, model: str = DEFAULT_MODEL, with_encoder: bool = True) -> Reading:
    """Read one cleaned report. Same report, models and version in, same reading out.

    Without its encoder (told so, or its weights missing) trackrecord reads with its rules alone.

    A report in another language than English gives a reading with nothing in it. Raises
    :class:`~trackrecord.errors.ModelError` when the language model does not load.
    """
    if report.language != "en":
        return Reading(report)
    parsed = parse(report, model)
    if with_encoder:
        parsed = answered(parsed)
    parties = find_parties(parsed)
    dates = find_dates(parsed)
    figures = find_figures(parsed, parties, dates)
    statements = find_statements(parsed, parties)
    events = find_events(parsed, parties, dates, statements)
    commitments = find_commitments(parsed, parties, dates, statements)
    return Reading(
        report=report,
        parties=parties.all,
        dates=dates,
        figures=attribute_figures(figures, parsed, statements),
        statements=statements,
        events=events,
        commitments=commitments,
        deeds=find_deeds(parsed, parties, statements, commitments),
        things=find_things(parsed),
    )
