"""``trackrecord report``: the dossier on a terminal."""

from __future__ import annotations

import click

from trackrecord.cli.output import console, print_json


@click.command("report")
@click.argument("ledger", metavar="LEDGER")
@click.option(
    "--party", metavar="NAME", help="Only what this party has a part in (words of its name, or an id)."
)
@click.option(
    "--as-of",
    "as_of",
    metavar="DATE",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="The record as it stood at the end of this day (YYYY-MM-DD).",
)
@click.option(
    "--all", "everything", is_flag=True, help="Cut no list short, and show accusations and calls too."
)
@click.option("--json", "as_json", is_flag=True, help="Print the dossier as JSON.")
def command(ledger: str, party: str | None, as_of: object, everything: bool, as_json: bool) -> None:
    """Print who met whom, who undertook what and what became of it, who says what, and where figures disagree."""
    from datetime import datetime

    from trackrecord.ledger import Ledger
    from trackrecord.show import dossier, print_dossier

    day = as_of.date().isoformat() if isinstance(as_of, datetime) else None
    with Ledger.open(ledger, read_only=True) as record:
        data = dossier(record, party=party, as_of=day)
    if as_json:
        print_json(data)
    else:
        print_dossier(data, console(), everything=everything)
