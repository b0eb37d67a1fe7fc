"""``trackrecord export``: all tables as files."""

from __future__ import annotations

from pathlib import Path

import click

from trackrecord.cli.output import say


@click.command("export")
@click.argument("ledger", metavar="LEDGER")
@click.argument("out", metavar="OUT/", type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "fmt", required=True, type=click.Choice(["jsonl", "csv"]), help="The format.")
def command(ledger: str, out: Path, fmt: str) -> None:
    """Write all content tables of LEDGER into the folder OUT/, one file a table; print the files written.

    The journal of runs (times, paths of this machine) is left out, so that equal records give equal files.
    """
    from trackrecord.export import FORMATS
    from trackrecord.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as record:
        paths = FORMATS[fmt](record, out)
    for path in paths:
        click.echo(str(path))
    say(f"{sum(path.suffix != '.json' for path in paths)} tables written to {out}.")
