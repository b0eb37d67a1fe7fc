"""``trackrecord timeline``: the days that matter, a sentence for each."""

from __future__ import annotations

import click

from trackrecord.cli import options
from trackrecord.cli.output import console, print_json


@click.command("timeline")
@click.argument("ledger", metavar="LEDGER")
@click.option(
    "--party", metavar="NAME", help="Only sentences that mention this party (words of its name, or an id)."
)
@click.option(
    "--story", metavar="ID", help="Only the reports of this story (its id, or the beginning of it)."
)
@click.option(
    "--dates",
    metavar="N",
    default=10,
    show_default=True,
    type=click.IntRange(1, 10000),
    help="How many days.",
)
@options.as_of
@options.with_later_rulings
@click.option(
    "--json", "as_json", is_flag=True, help="Print the timeline as JSON, with every mention of each day."
)
def command(
    ledger: str,
    party: str | None,
    story: str | None,
    dates: int,
    as_of: str | None,
    later_rulings: bool,
    as_json: bool,
) -> None:
    """Print the days that matter in LEDGER, each with one sentence chosen from its reports."""
    from trackrecord.ledger import Ledger
    from trackrecord.show import print_timeline, timeline_of

    with Ledger.open(ledger, read_only=True) as record:
        data = timeline_of(
            record, party=party, story=story, number=dates, as_of=as_of, later_rulings=later_rulings
        )
    if as_json:
        print_json(data)
    else:
        print_timeline(data, console())
