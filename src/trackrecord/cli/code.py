"""``trackrecord code``: who did what to whom, in PLOVER's codes, for rows of pairs or for whole reports."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from trackrecord.cli.output import say, say_what_is_missing

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("code")
@click.argument("file", metavar="FILE")
@click.option(
    "--published",
    metavar="YYYY-MM-DD",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="The publication date of reports that state none.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_context
def command(ctx: click.Context, file: str, published: object, as_json: bool) -> None:
    """Code FILE (- for standard input): rows of sentence, source and target, or reports.

    Rows are a .tsv or .csv with these three columns, or lines of JSON with these three keys, where source and target
    are words of the sentence or [start, end]. In anything else, reports are read, and every event of theirs is coded.
    Each side gets a country and a sector, with the rule that gave them.

    Rows that cannot be coded are named on standard error and stop nothing. Exits with 3 when nothing could be.
    """
    from datetime import datetime

    from trackrecord.cli.rows import as_rows, opened

    say_what_is_missing()
    day = published.date().isoformat() if isinstance(published, datetime) else None
    done = 0
    with opened(file) as source:
        rows = as_rows(file, source)
        records = _reports(file, source, day) if rows is None else _pairs(rows)
        for record in records:
            done += 1
            if record:
                _print(record, as_json)
    if not done:
        ctx.exit(3)


def _pairs(rows: Iterator[Any]) -> Iterator[dict[str, Any]]:
    """Yield a record for each row that can be coded; say what is wrong with the others."""
    from trackrecord.cli.rows import Bad
    from trackrecord.read.events.records import pair_record

    for row in rows:
        if isinstance(row, Bad):
            say(f"{row.where}: {row.cause}. {row.step}")
            continue
        try:
            record = pair_record(row.sentence, row.source, row.target)
        except ValueError as error:
            say(f"{row.where}: {error}. Give words of the sentence as they stand in it, or [start, end]")
            continue
        yield {"row": row.number, **({"id": row.id} if row.id is not None else {}), **record}


def _reports(file: str, source: Any, day: str | None) -> Iterator[dict[str, Any]]:
    """Yield a record for each event of each report, and an empty one for a report without any."""
    from dataclasses import replace

    from trackrecord.clean import clean
    from trackrecord.collect import collect
    from trackrecord.errors import ModelError, TrackrecordError
    from trackrecord.read.events.records import event_record
    from trackrecord.read.pipeline import read_report
    from trackrecord.types import LeftOut

    for item in collect([file], stdin=source):
        if isinstance(item, LeftOut):
            say(f"{item.location}: {item.cause}. {item.step}")
            continue
        try:
            report, _ = clean(replace(item, published=item.published or day))
            reading = read_report(report)
        except ModelError:
            raise
        except TrackrecordError as error:
            say(str(error))
            continue
        if report.language != "en":
            say(f"{item.location}: it is in {report.language}, and only English is read.")
        if not reading.events:
            yield {}
        for number, event in enumerate(reading.events):
            yield {
                "report": report.id,
                "path": item.path,
                "published": report.published,
                "event": number,
                **event_record(event, reading),
            }


def _print(record: dict[str, Any], as_json: bool) -> None:
    if as_json:
        # UTF-8 whatever the locale says, as all JSON of ours.
        sys.stdout.flush()
        sys.stdout.buffer.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
        return
    sources = record.get("actors") or ([record["source"]] if "source" in record else [])
    targets = record.get("recipients") or ([record["target"]] if "target" in record else [])
    what = f"“{record['trigger_text']}”, {record['reality']}" if record["root"] else "nothing ties the two"
    sides = f"{_sides(sources)} → {_sides(targets)}"
    click.echo(f"{record['root'] or '-':<10}{sides}  ({what})")


def _sides(sides: list[dict[str, Any]]) -> str:
    told = []
    for side in sides:
        codes = " ".join(code for code in (side["country"], side["code"]) if code)
        told.append(side.get("name") or side.get("text", ""))
        if codes:
            told[-1] += f" [{codes}]"
    return "; ".join(told) or "-"
