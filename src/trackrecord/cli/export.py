"""``trackrecord export``: all tables as files."""

from __future__ import annotations

from pathlib import Path

import click

from trackrecord.cli.output import say
from trackrecord.export import FORMATS


@click.command("export")
@click.argument("ledger", metavar="LEDGER")
@click.argument("out", metavar="OUT/", type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "fmt", required=True, type=click.Choice(list(FORMATS)), help="The format.")
def command(ledger: str, out: Path, fmt: str) -> None:
    """Write LEDGER into the folder OUT/ for other programs; print the files written.

    jsonl, csv and parquet hold every table; the others what their readers ask for.

    The journal of runs (times, paths of this machine) is left out, so that equal records give equal files.
    """
    from trackrecord.export import remark, writer
    from trackrecord.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as record:
        paths = writer(fmt)(record, out)
        told = remark(fmt, record)
    for path in paths:
        click.echo(str(path))
    say(f"{len(paths)} files written to {out}.")
    if told:
        say(told)
