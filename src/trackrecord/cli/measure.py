"""``trackrecord measure``: how far to trust the record, from the rulings in it."""

from __future__ import annotations

import click

from trackrecord.cli.output import print_json, say


@click.command("measure")
@click.argument("ledger", metavar="LEDGER")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(ledger: str, as_json: bool) -> None:
    """Print, for each kind of row of LEDGER, which share was right of those that people ruled on, with its 95 % interval."""
    from dataclasses import asdict

    from trackrecord.ledger import Ledger
    from trackrecord.show.precision import precisions

    with Ledger.open(ledger, read_only=True) as record:
        rows = precisions(record)
    if as_json:
        print_json({"ledger": ledger, "rows": [asdict(row) for row in rows]})
        return
    click.echo(f"{'kind':<12}{'rows':>8}{'ruled':>8}{'right':>8}  precision (95 %)")
    for row in rows:
        if row.precision is None or row.low is None or row.high is None:
            share = "—"
        else:
            share = f"{row.precision:.0%} ({row.low:.0%} to {row.high:.0%})"
        click.echo(f"{row.kind:<12}{row.rows:>8}{row.ruled:>8}{row.right:>8}  {share}")
    if not any(row.ruled for row in rows):
        say("Nobody has ruled on anything yet: trackrecord review LEDGER --sample gives rows to rule on.")
