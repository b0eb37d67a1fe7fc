"""``trackrecord verify``: does everything in the ledger still hold?"""

from __future__ import annotations

import click

from trackrecord.cli.output import print_json, say


@click.command("verify")
@click.argument("ledger", metavar="LEDGER")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def command(ledger: str, as_json: bool) -> None:
    """Check every span against its report's text and hash, all references, and the rulings.

    Exits with 5 and names what is wrong when something is.
    """
    from dataclasses import asdict

    from trackrecord.errors import VerifyError
    from trackrecord.ledger import Ledger

    with Ledger.open(ledger, read_only=True) as record:
        problems = list(record.verify())
        counts = {} if problems else record.counts()
    if as_json:
        print_json({"ledger": ledger, "holds": not problems, "problems": [asdict(p) for p in problems]})
    else:
        for problem in problems:
            click.echo(f"{problem.table} {problem.row}: {problem.wrong}. {problem.step}")
    if problems:
        raise VerifyError(ledger, f"{len(problems)} things in it do not hold", "Rebuild it from its sources")
    say(f"{ledger}: all holds ({counts['report']} reports, {counts['span']} spans).")
