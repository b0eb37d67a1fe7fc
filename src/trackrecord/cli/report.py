"""``trackrecord report``: the dossier on a terminal."""

from __future__ import annotations

import click

from trackrecord.cli import options
from trackrecord.cli.output import console, print_json


@click.command("report")
@click.argument("ledger", metavar="LEDGER")
@click.option(
    "--party", metavar="NAME", help="Only what this party has a part in (words of its name, or an id)."
)
@options.as_of
@options.with_later_rulings
@click.option(
    "--all", "everything", is_flag=True, help="Cut no list short, and show accusations and calls too."
)
@click.option("--json", "as_json", is_flag=True, help="Print the dossier as JSON.")
def command(
    ledger: str, party: str | None, as_of: str | None, later_rulings: bool, everything: bool, as_json: bool
) -> None:
    """Print who met whom, who undertook what and what became of it, who says what, and where figures disagree."""
    from trackrecord.ledger import Ledger
    from trackrecord.show import dossier, print_dossier

    with Ledger.open(ledger, read_only=True) as record:
        data = dossier(record, party=party, as_of=as_of, later_rulings=later_rulings)
    if as_json:
        print_json(data)
    else:
        print_dossier(data, console(), everything=everything)
