"""``trackrecord publish``: the record as a folder of pages."""

from __future__ import annotations

from pathlib import Path

import click

from trackrecord.cli import options
from trackrecord.cli.output import progress, say


@click.command("publish")
@click.argument("ledger", metavar="LEDGER")
@click.argument("out", metavar="OUT/")
@options.as_of
def command(ledger: str, out: str, as_of: str | None) -> None:
    """Write LEDGER as a static site into the folder OUT/, which any browser opens and any web server serves.

    Running it again replaces the folder. Whole texts of reports are in it: see to their owners' rights before you show
    it to others.
    """
    from trackrecord.ledger import Ledger
    from trackrecord.show.web.publishing import publish

    with Ledger.open(ledger, read_only=True) as record, progress() as show:
        number = publish(record, Path(out), as_of=as_of, progress=lambda n: show("page", n, ""))
    say(f"{number} pages; open {Path(out) / 'index.html'}")
