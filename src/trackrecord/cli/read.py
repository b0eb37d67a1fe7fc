"""``trackrecord read``: the reading of one report, as JSON."""

from __future__ import annotations

import click

from trackrecord.cli.output import console, print_json, say_what_is_missing


@click.command("read")
@click.argument("file", metavar="FILE")
@click.option(
    "--published",
    metavar="YYYY-MM-DD",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="The publication date; goes before what the file says of itself.",
)
@click.option("--text-only", is_flag=True, help="Take the text as it stands, without cleaning.")
@click.option("--json", "as_json", is_flag=True, help="Print the reading as JSON.")
def command(file: str, published: object, text_only: bool, as_json: bool) -> None:
    """Clean and read FILE (- for standard input), and print what was found with its spans.

    A file that holds several reports (.jsonl) gives a list of readings.
    """
    from dataclasses import replace
    from datetime import datetime

    from trackrecord.clean import clean, clean_text
    from trackrecord.collect import collect
    from trackrecord.errors import SourceError
    from trackrecord.read.form import reading_to_json
    from trackrecord.read.pipeline import read_report
    from trackrecord.show.reading import print_reading
    from trackrecord.types import LeftOut

    say_what_is_missing()
    day = published.date().isoformat() if isinstance(published, datetime) else None
    readings = []
    for item in collect([file]):
        if isinstance(item, LeftOut):
            raise SourceError(item.location, item.cause, item.step)
        raw = replace(item, published=day) if day else item
        if text_only:
            report = clean_text(
                raw.text,
                title=raw.title,
                publisher=raw.publisher,
                url=raw.url,
                published=raw.published,
                text_only=True,
            )
        else:
            report, _ = clean(raw)
        readings.append(read_report(report))
    if not readings:
        raise SourceError(
            file, "it holds no report", "Give a .txt, .html or .jsonl file, or - for standard input"
        )
    if as_json:
        forms = [reading_to_json(reading) for reading in readings]
        print_json(forms[0] if len(forms) == 1 else forms)
        return
    out = console()
    for reading in readings:
        print_reading(reading, out)
