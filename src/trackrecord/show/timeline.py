"""The timeline of a ledger, a party or a story: as plain data, and on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from trackrecord.errors import TrackrecordError
from trackrecord.ledger import Ledger
from trackrecord.link.rulings import apply
from trackrecord.show.citing import Record
from trackrecord.show.dossier import involved_in
from trackrecord.types import Links, Story, TimelineEntry
from trackrecord.weigh.evidence import texts
from trackrecord.weigh.ruled import ruled_record
from trackrecord.weigh.timeline import party_scope, timeline


def timeline_of(
    ledger: Ledger,
    *,
    party: str | None = None,
    story: str | None = None,
    number: int = 10,
    as_of: str | None = None,
    later_rulings: bool = False,
) -> dict[str, Any]:
    """Return the *number* days that matter most, each with one sentence of a report and every mention of the day.

    With *party* (whole words of a name, or an id) only sentences that mention it count, with *story* (an id, or the
    beginning of one) only its reports; with both, both. With *as_of* (an ISO day) the record as it stood then,
    without rulings made later unless *later_rulings*.
    Raises :class:`TrackrecordError` where there is no such party or story.
    """
    if as_of is None:
        readings = list(apply(list(ledger.readings()), ledger.rulings()).read)
        links = ledger.links()
    else:
        found = ruled_record(list(ledger.readings()), ledger.rulings(), as_of, later_rulings=later_rulings)
        readings, links = list(found.readings), found.links
    chosen = None if story is None else _story(links, story, ledger)
    if chosen is not None:
        readings = [r for r in readings if r.report.id in set(chosen.reports)]
    involved = involved_in(links, party, ledger)
    scope = None if involved is None else party_scope(readings, links.parties, involved)
    entries = timeline(readings, number=number, texts=texts(links), scope=scope)
    record = Record.of(readings, links)
    dated = [r.report.published for r in readings if r.report.published]
    return {
        "ledger": str(ledger.path),
        "as_of": as_of or max(dated, default=None),
        "party": party,
        "story": chosen.id if chosen else None,
        "counts": {"reports": len(readings), "dated": len(dated)},
        "entries": [_entry(record, entry) for entry in entries],
    }


def _entry(record: Record, entry: TimelineEntry) -> dict[str, Any]:
    cited = record.cite(entry.report, entry.span)
    return {
        "day": entry.day,
        "named": entry.named,
        "reports": entry.reports,
        "weight": entry.weight,
        **{key: cited[key] for key in cited if key not in ("quote", "sentence", "sentence_start")},
        "sentence": cited["quote"],
        "evidence": [record.cite_item(ref) for ref in entry.evidence],
    }


def _story(links: Links, story: str, ledger: Ledger) -> Story:
    found = [s for s in links.stories if s.id.startswith(story)] if story else []
    if len(found) != 1:
        cause = (
            f"{len(found)} stories have an id that begins with “{story}”" if found else f"no story “{story}”"
        )
        raise TrackrecordError(
            str(ledger.path), cause, f"`trackrecord report {ledger.path}` lists the stories."
        )
    return found[0]


def print_timeline(data: dict[str, Any], console: Console) -> None:
    """Print a timeline *data* on *console*: a line a day, then where the sentence stands."""
    title = f"Timeline of {data['counts']['reports']} reports"
    title += "".join(f" · {data[key]}" for key in ("party", "story") if data[key])
    title += f" · as of {data['as_of']}" if data["as_of"] else ""
    console.print(Rule(Text(title, style="bold"), align="left"))
    if not data["entries"]:
        console.print(Text("  no dated report names a day within the time that the reports span"))
    for entry in data["entries"]:
        line = Text(f"{entry['day']}  ", style="bold")
        line.append(" ".join(entry["sentence"].split()), style="not bold")
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
        many = entry["reports"]
        note = f"{entry['publisher'] or 'publisher unknown'}, {entry['published']} [{entry['report'][:8]}]"
        note += f" · named in {many} report{'' if many == 1 else 's'}"
        note += "" if entry["named"] else " · this sentence does not name the day"
        console.print(Padding(Text(note, style="dim"), (0, 0, 0, 14), expand=False))
