"""``trackrecord rebuild``: everything the machine made, made again from reports and rulings."""

from __future__ import annotations

import click

from trackrecord.cli.output import print_json, progress, say, say_what_is_missing


@click.command("rebuild")
@click.argument("ledger", metavar="LEDGER")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to read with."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON on standard output.")
def command(ledger: str, workers: int, as_json: bool) -> None:
    """Throw away all readings, links and findings of LEDGER, and make them again from its reports and rulings.

    Reports and rulings stay as they are. Rulings that find their subject no more are kept and listed. A run that was
    interrupted is completed by running it again.
    """
    from trackrecord.engine.rebuild import rebuild
    from trackrecord.link.rulings.form import ruling_to_json

    say_what_is_missing()
    with progress() as show:
        done = rebuild(ledger, workers=workers, progress=show)
    states = ("in_force", "undone", "overruled", "unplaced", "malformed")
    numbers = {state: len(done.in_state(state)) for state in states}
    if as_json:
        print_json(
            {
                "ledger": str(done.ledger),
                "reread": done.reread,
                "rulings": numbers,
                "unplaced": [
                    {**ruling_to_json(s.ruling), "because": s.because} for s in done.in_state("unplaced")
                ],
                "conflicts": len(done.conflicts),
                "counts": done.counts,
            }
        )
    say(f"{done.reread} reports read again; {numbers['in_force']} rulings in force.")
    for state in states[1:]:
        if numbers[state]:
            say(f"  {numbers[state]} rulings {state}")
    for standing in done.in_state("unplaced"):
        say(f"  without a place: {standing.ruling.id} on {standing.ruling.subject}: {standing.because}")
