"""``trackrecord dossier``: one commitment or party with its evidence, as one document."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trackrecord.cli import options
from trackrecord.cli.output import say


@click.command("dossier")
@click.argument("ledger", metavar="LEDGER")
@click.option("--commitment", metavar="ID", help="The thread with this id, or the beginning of one.")
@click.option("--party", metavar="NAME", help="All undertakings by this party (words of its name, or an id).")
@click.option(
    "--to",
    "form",
    type=click.Choice(["html", "md", "pdf"]),
    default="html",
    show_default=True,
    help="The form.",
)
@click.option("--out", metavar="FILE", default="-", help="Where to write; - is standard output.")
@options.as_of
def command(
    ledger: str, commitment: str | None, party: str | None, form: str, out: str, as_of: str | None
) -> None:
    """Write what one party undertook, or one commitment, with numbered evidence, as one self-contained document."""
    from trackrecord.errors import TrackrecordError
    from trackrecord.ledger import Ledger
    from trackrecord.show.document import of_commitment, of_party, written

    if (commitment is None) == (party is None):
        raise click.UsageError("Give either --commitment ID or --party NAME.")
    with Ledger.open(ledger, read_only=True) as record:
        if commitment is not None:
            document = of_commitment(record, commitment, as_of=as_of)
        else:
            document = of_party(record, party or "", as_of=as_of)
    made = written(document, form)
    if out == "-":
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
        return
    try:
        Path(out).write_bytes(made)
    except OSError as error:
        cause = f"cannot be written ({error.strerror})"
        raise TrackrecordError(out, cause, "Check the folder and your rights to it") from error
    say(f"{out}: {len(document.sections)} commitments, {len(document.evidence)} pieces of evidence")
