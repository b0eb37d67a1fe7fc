"""``trackrecord read``: the reading of one report, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trackrecord.cli.output import console, print_json, say, say_what_is_missing
from trackrecord.cli.reader import Price, asker_of, cost_line, reader_options

if TYPE_CHECKING:
    from pathlib import Path

    from trackrecord.asked import Asked


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
@reader_options
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    published: object,
    text_only: bool,
    as_json: bool,
    reader: str | None,
    base_url: str | None,
    allow_host: str | None,
    timeout: float,
    price: Price | None,
    answers: Path | None,
) -> None:
    """Clean and read FILE (- for standard input), and print what was found with its spans.

    A file that holds several reports (.jsonl) gives a list of readings. With --reader a language model is asked, too,
    and what it adds is marked with its name; exits with 7 when it gave no whole answer.
    """
    asker = asker_of(reader, base_url, allow_host, timeout, answers)
    from dataclasses import replace
    from datetime import datetime

    from trackrecord.clean import clean, clean_text
    from trackrecord.collect import collect
    from trackrecord.errors import AskError, SourceError
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
    told = [asker.ask(reading) for reading in readings] if asker else []
    for asked in told:
        _say_asked(asked, price)
    if told:
        readings = [asked.reading for asked in told]
    if as_json:
        forms = [reading_to_json(reading) for reading in readings]
        for form, asked in zip(forms, told, strict=False):
            form["asked"] = _asked_form(asked, price)
        print_json(forms[0] if len(forms) == 1 else forms)
    else:
        out = console()
        for reading in readings:
            print_reading(reading, out)
    if any(asked.failed for asked in told):
        ctx.exit(AskError.exit_code)


def _say_asked(asked: Asked, price: Price | None) -> None:
    if asked.failed:
        say(f"{asked.model}: no whole answer: {asked.failed}")
    say(
        f"{asked.model}: {len(asked.items)} added, {asked.agreeing} agreeing, {asked.differing} differing,"
        f" {len(asked.refused)} refused; {cost_line(asked, price)}"
    )


def _asked_form(asked: Asked, price: Price | None) -> dict[str, Any]:
    """What a language model was asked and added, as JSON: ``items`` are kind and place of what is new."""
    return {
        "model": asked.model,
        "prompt": asked.prompt,
        "items": [{"kind": item.kind, "item": item.index} for item in asked.items],
        "agreeing": asked.agreeing,
        "differing": asked.differing,
        "refused": [{"noun": r.noun, "reason": r.reason, "quote": r.quote} for r in asked.refused],
        "calls": asked.calls,
        "cached": asked.cached,
        "tokens_in": asked.tokens_in,
        "tokens_out": asked.tokens_out,
        "uncounted": asked.uncounted,
        "cost": price.of(asked.tokens_in, asked.tokens_out) if price else None,
        "failed": asked.failed,
    }
