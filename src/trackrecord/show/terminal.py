"""Print a dossier on a terminal: one heading a section, every line with its publisher, date and sentence.

The quoted span is marked with ▸ and ◂ as well as by weight, so that it is seen without colour. Texts from
reports are only ever printed as literal text, never as markup.
"""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from trackrecord.weigh.figures import BOUNDS
from trackrecord.weigh.wording import undertaking

_STATUS_STYLE = {
    "kept": "green",
    "in_the_works": "cyan",
    "partly_kept": "yellow",
    "stalled": "yellow",
    "broken": "red",
    "disputed": "magenta",
    "condition_not_met": "yellow",
    "withdrawn": "red",
}
_FEW = 3


def print_dossier(data: dict[str, Any], console: Console, *, everything: bool = False) -> None:
    """Print the dossier *data* (as :func:`trackrecord.show.dossier.dossier` gives it) on *console*.

    Without *everything* long lists are cut, and each cut says how much was left out.
    """
    counts = data["counts"]
    title = f"Record of {counts['reports']} reports"
    if data["party"]:
        title += f" · {data['party']}"
    if data["as_of"]:
        title += f" · as of {data['as_of']}"
    console.print(Rule(Text(title, style="bold"), align="left"))
    _parties(data["parties"], console, everything)
    _timeline(data["timeline"], console, everything)
    _stories(data["stories"], console, everything)
    _commitments(data["commitments"], console, everything)
    _statements(data["statements"], console, everything)
    _figures(data["figures"], console, everything)
    _reports(data, console)


def _put(console: Console, text: Text, left: int) -> None:
    """Print a text indented by *left* columns, its further lines too."""
    console.print(Padding(text, (0, 0, 0, left), expand=False))


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words.upper(), style="bold underline"))


def _more(console: Console, left: int, what: str) -> None:
    if left > 0:
        console.print(Text(f"  … and {left} more {what} (--all)", style="dim"))


def _parties(parties: list[dict[str, Any]], console: Console, everything: bool) -> None:
    named = [p for p in parties if not p["anonymous"] and p["kind"] != "place"]
    _heading(console, f"Parties ({len(named)} named)")
    shown = named if everything else named[:25]
    for party in shown:
        line = Text("  ")
        line.append(party["name"], style="bold")
        office = f", {party['offices'][0]}" if party["offices"] else ""
        line.append(
            f"{office} ({party['kind'].replace('_', ' ')}; {_count(party['reports'], 'report')})", style="dim"
        )
        others = [n for n in party["names"] if n != party["name"]]
        if others:
            line.append(f" also: {', '.join(others[:6])}")
        console.print(line)
        for other in party["maybe_same_as"]:
            reason = "; ".join(other["reasons"])
            console.print(
                Padding(
                    Text(f"maybe the same as {other['name']}: {reason}", style="yellow"),
                    (0, 0, 0, 6),
                    expand=False,
                )
            )
    _more(console, len(named) - len(shown), "parties")


def _timeline(rows: list[dict[str, Any]], console: Console, everything: bool) -> None:
    for kind, heading in (
        ("meeting", "Meetings"),
        ("incident", "Incidents"),
        ("word", "Accusations, calls, refusals"),
    ):
        chosen = [r for r in rows if r["class"] == kind]
        if kind == "word" and not everything:
            continue
        _heading(console, f"{heading} ({len(chosen)})")
        shown = chosen if everything else chosen[:30]
        for row in shown:
            _occasion(row, console, everything)
        _more(console, len(chosen) - len(shown), heading.lower())


def _occasion(row: dict[str, Any], console: Console, everything: bool) -> None:
    line = Text()
    line.append(
        row["date"] or (f"“{row['date_words']}”" if row["date_words"] else "date unknown"), style="bold"
    )
    sides = " — ".join(", ".join(n for n in side if n) for side in (row["actors"], row["recipients"]) if side)
    mode = f" ({row['mode']})" if row["mode"] else ""
    what = f"{row['type'].lower()}{mode}" if row["class"] != "meeting" else ""
    line.append(f"  {what + ': ' if what else ''}{sides or 'nobody named'}")
    if row["place"]:
        line.append(f" · {row['place']}")
    became = row["reality"] if row["outcome"] in (None, "held") else row["outcome"]
    if became != "happened":
        line.append(f" [{became.replace('_', ' ')}]", style="yellow")
    _put(console, line, 2)
    for pair in row["figures"]:
        _put(console, Text(f"figures {pair['relation'].replace('_', ' ')}: {pair['explanation']}"), 6)
    for cited in row["evidence"] if everything else row["evidence"][:2]:
        _cite(cited, console)
    if not everything:
        _more(console, len(row["evidence"]) - 2, "reports of it")


def _stories(rows: list[dict[str, Any]], console: Console, everything: bool) -> None:
    _heading(console, f"Stories told more than once ({len(rows)})")
    shown = rows if everything else rows[:15]
    for row in shown:
        line = Text(row["first"] or "date unknown", style="bold")
        if row["last"] != row["first"]:
            line.append(f" – {row['last']}")
        line.append(f"  {row['title']} [{row['id']}]", style="not bold")
        told = f" · {_count(len(row['reports']), 'report')}, {_count(row['texts'], 'text')}"
        line.append(
            told + (f", {_count(row['publishers'], 'publisher')}" if row["publishers"] else ""), style="dim"
        )
        _put(console, line, 2)
        for told_by in row["reports"] if everything else row["reports"][:_FEW]:
            where = f"{told_by['publisher'] or 'publisher unknown'}, {told_by['published'] or 'date unknown'}"
            _put(console, Text(f"{where}: {told_by['title']} · {told_by['reason']}", style="dim"), 8)
        if not everything:
            _more(console, len(row["reports"]) - _FEW, "reports of it")
    _more(console, len(rows) - len(shown), "stories")


def _commitments(rows: list[dict[str, Any]], console: Console, everything: bool) -> None:
    undertakings = [r for r in rows if r["undertaking"]]
    others = [r for r in rows if not r["undertaking"]]
    _heading(console, f"Commitments ({len(undertakings)})")
    for row in undertakings:
        _thread(row, console, everything)
    _heading(console, f"Demands, threats, refusals ({len(others)})")
    shown = others if everything else others[:15]
    for row in shown:
        _thread(row, console, everything)
    _more(console, len(others) - len(shown), "of these")


def _thread(row: dict[str, Any], console: Console, everything: bool) -> None:
    head = Text()
    verb = "denied: " if row["denied"] else ""
    towards = f" → {row['to']}" if row["to"] else ""
    head.append(f"{row['by'] or 'somebody unnamed'}{towards}", style="bold")
    head.append(f"  {verb}{row['kind']}: ")
    head.append(undertaking(row["action"], row["polarity"]), style="italic")
    _put(console, head, 2)
    if row["undertaking"]:
        status = Text("status: ")
        status.append(
            row["status"].replace("_", " "), style=f"bold {_STATUS_STYLE.get(row['status'], 'default')}"
        )
        status.append(f" · {row['explanation']}" if row["explanation"] else "")
        if row["schedule"] and row["schedule"] != "no_deadline":
            status.append(f" · {row['schedule'].replace('_', ' ')}")
        _put(console, status, 6)
    facts = []
    if row["condition"]:
        facts.append(f"condition: {row['condition']}")
    if row["deadline"]:
        facts.append(
            f"deadline: {row['deadline']}" + (f" ({row['deadline_last']})" if row["deadline_last"] else "")
        )
    if row["sources"] is not None:
        facts.append(f"independent sources: {row['sources']}")
    if facts:
        _put(console, Text(" · ".join(facts)), 6)
    for mention in row["mentions"] if everything else row["mentions"][:_FEW]:
        by = f"conveyed by {mention['conveyed_by']}" if mention["conveyed_by"] else ""
        _cite(mention, console, by)
    if not everything:
        _more(console, len(row["mentions"]) - _FEW, "mentions")
    for role, label in (("for", "for"), ("against", "against"), ("neutral", "bears on it")):
        for deed in row[role]:
            who = deed["asserted_by"] or "the reporter"
            _cite(deed, console, f"{label}: {deed['relation'].replace('_', ' ')}, says {who}")


def _statements(groups: dict[str, list[dict[str, Any]]], console: Console, everything: bool) -> None:
    for key, heading in (
        ("named", "Who says what: named speakers"),
        ("anonymous", "Who says what: not named"),
    ):
        speakers = groups[key]
        _heading(console, f"{heading} ({len(speakers)})")
        shown = speakers if everything else speakers[:15]
        for speaker in shown:
            lines = speaker["statements"]
            console.print(
                Text(f"  {speaker['speaker']}", style="bold").append(
                    f" ({_count(len(lines), 'statement')})", style="dim"
                )
            )
            for line in lines if everything else lines[:2]:
                _cite(
                    line,
                    console,
                    line["kind"] + (f", via {line['conveyed_by']}" if line["conveyed_by"] else ""),
                )
            if not everything:
                _more(console, len(lines) - 2, "statements")
        _more(console, len(speakers) - len(shown), "speakers")


def _figures(rows: list[dict[str, Any]], console: Console, everything: bool) -> None:
    _heading(console, f"Figures for the same thing ({len(rows)})")
    shown = rows if everything else rows[:20]
    for row in shown:
        line = Text("  |  ".join(_side(s) for s in row["sides"]) + "  ")
        line.append(
            row["relation"].replace("_", " "), style="bold red" if row["relation"] == "differ" else "bold"
        )
        _put(console, line, 2)
        _put(console, Text(row["explanation"]), 6)
        if row["sources"] is not None:
            _put(console, Text(f"independent sources: {row['sources']} · {row['sources_explanation']}"), 6)
        for side in row["sides"]:
            _cite(side, console)
    _more(console, len(rows) - len(shown), "pairs")


def _side(side: dict[str, Any]) -> str:
    value = f"{side['value']:,.10g}"
    unit = f" {side['unit']}" if side["unit"] else ""
    as_of = f" (as of {side['as_of']})" if side["as_of"] else ""
    return f"{BOUNDS[side['bound']]}{value}{unit} {side['counts'] or ''}".rstrip() + as_of


def _reports(data: dict[str, Any], console: Console) -> None:
    rows = data["reports"]
    titles = {r["id"]: r["title"] or r["id"][:8] for r in rows}
    _heading(console, f"Reports ({len(rows)})")
    for row in rows:
        line = Text("  ")
        date = row["published"] or "date unknown"
        basis = "" if row["published_basis"] == "given" else f" ({row['published_basis']})"
        line.append(f"{date}{basis if row['published'] else ''}  ", style="bold")
        line.append(f"{row['publisher'] or 'publisher unknown'}: {titles[row['id']]} [{row['id'][:8]}]")
        console.print(line)
        marks = []
        if row["copy_of"]:
            marks.append(f"{row['copy_relation']} copy of “{titles.get(row['copy_of'], row['copy_of'][:8])}”")
        for other in row["also_published"]:
            where = other["publisher"] or other["path"]
            marks.append(f"the same text: {where}, {other['published'] or 'date unknown'}")
        if row["removed"]:
            taken = ", ".join(f"{n} {reason}" for reason, n in row["removed"].items())
            marks.append(f"taken out: {taken}")
        if row["garble"] >= 0.5:
            marks.append(f"reads machine-rewritten ({row['garble']:.2f})")
        marks += row["notes"]
        if marks:
            console.print(Padding(Text("; ".join(marks), style="dim"), (0, 0, 0, 6), expand=False))
    for row in data["not_read"]:
        console.print(
            Text(f"  not read: {row['title'] or row['id'][:8]} (language: {row['language']})", style="yellow")
        )
    for row in data["left_out"]:
        console.print(Text(f"  left out: {row['location']}: {row['cause']}. {row['step']}", style="yellow"))
    later = data["counts"]["reports_later_or_undated"]
    if later:
        console.print(
            Text(
                f"  {_count(later, 'report')} later than {data['as_of']} or without a date not looked at",
                style="dim",
            )
        )


def _cite(cited: dict[str, Any], console: Console, note: str = "") -> None:
    """One evidence line: publisher, date and the sentence with its span marked."""
    where = f"{cited['publisher'] or 'publisher unknown'}, {cited['published'] or 'date unknown'}"
    line = Text(f"{where}{f' · {note}' if note else ''}: ", style="dim")
    sentence: str = cited["sentence"]
    start = max(0, cited["start"] - cited["sentence_start"])
    end = max(start, cited["end"] - cited["sentence_start"])
    whole = start == 0 and end >= len(sentence)
    body = Text(" ".join(sentence[:start].split()), style="not dim")
    marked = " ".join(sentence[start:end].split())
    body.append(" " if start and sentence[start - 1].isspace() else "")
    body.append(marked if whole else f"▸{marked}◂", style="not dim bold")
    rest = sentence[end:]
    body.append((" " if rest[:1].isspace() else "") + " ".join(rest.split()), style="not dim")
    _put(console, line + body, 8)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"
