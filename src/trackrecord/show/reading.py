"""Print one reading on a terminal: a line for each thing found, with its span."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from trackrecord.types import Reading, Span


def print_reading(reading: Reading, console: Console) -> None:
    """Print what was found in one report, by kind, each with ``[start, end)`` and the words."""
    report = reading.report
    text = report.text
    names = {p.id: p.name for p in reading.parties}

    def line(span: Span, words: str) -> None:
        quote = " ".join(span.text(text).split())
        console.print(Text(f"  [{span.start}, {span.end})  {words}: “{quote}”"))

    def heading(words: str, count: int) -> None:
        console.print(Text(f"{words} ({count})", style="bold"))

    console.print(Text(report.title or report.id, style="bold underline"))
    console.print(
        Text(
            f"published {report.published or 'unknown'} ({report.published_basis}) · garble {report.garble:.2f}"
        )
    )
    heading("Parties", len(reading.parties))
    for party in reading.parties:
        office = f", {party.office}" if party.office else ""
        console.print(Text(f"  {party.name}{office} ({party.kind}; {len(party.mentions)} mentions)"))
    heading("Things", len(reading.things))
    for thing in reading.things:
        console.print(Text(f"  {thing.name} ({thing.kind}; {len(thing.mentions)} mentions)"))
    heading("Dates", len(reading.dates))
    for date in reading.dates:
        line(date.span, f"{date.type} {date.value}")
    heading("Figures", len(reading.figures))
    for figure in reading.figures:
        line(
            figure.span,
            f"{figure.bound} {figure.value:,.10g} {figure.counts_text or figure.unit or ''}".strip(),
        )
    heading("Statements", len(reading.statements))
    for statement in reading.statements:
        who = statement.speaker_text or names.get(statement.party or "") or "nobody named"
        line(statement.content[0], f"{who} ({statement.kind})")
    heading("Events", len(reading.events))
    for event in reading.events:
        sides = " → ".join(
            ", ".join(names[p] for p in side) for side in (event.actors, event.recipients) if side
        )
        line(event.trigger, f"{event.type} ({event.reality}) {sides}")
    heading("Commitments", len(reading.commitments))
    for commitment in reading.commitments:
        line(commitment.action, f"{commitment.by or 'somebody'}, {commitment.kind}")
    heading("Deeds", len(reading.deeds))
    for deed in reading.deeds:
        line(deed.span, f"{deed.relation}, says {deed.asserted_by or 'the reporter'}")
