"""``trackrecord serve``: the record as pages on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from trackrecord.cli.output import say


@click.command("serve")
@click.argument("ledger", metavar="LEDGER")
@click.option(
    "--port",
    default=8742,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port on this machine; 0 takes a free one.",
)
@click.option("--open", "open_", is_flag=True, help="Open the first page in the browser.")
def command(ledger: str, port: int, open_: bool) -> None:
    """Show LEDGER as pages at http://127.0.0.1:8742/, for this machine alone, until Ctrl-C.

    No page asks anything of another machine, and requests that come under another name or from another page are
    refused.
    """
    from trackrecord.engine.build import relink
    from trackrecord.engine.ruling import rule_on_a_page
    from trackrecord.show.web.serving import serve

    def ready(address: str) -> None:
        say(f"{ledger} at {address} — Ctrl-C ends")
        if open_:
            click.launch(address)

    serve(Path(ledger), port, ready, rule_on_a_page, relink)
