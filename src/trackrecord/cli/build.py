"""``trackrecord build``: reports in, a ledger out."""

from __future__ import annotations

import shlex
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackrecord.cli.output import print_json, progress, say, say_what_is_missing
from trackrecord.cli.reader import Price, asked_form, asker_of, reader_options, say_asked

if TYPE_CHECKING:
    from trackrecord.engine.plan import Plan


@click.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--ledger", "ledger", required=True, metavar="FILE", help="The ledger to write; made if missing."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to read with."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "daft"]),
    default="local",
    show_default=True,
    help="Where the work runs: processes of this machine, or a Daft plan.",
)
@click.option(
    "--ray", metavar="ADDRESS", help="With --engine daft: the Ray cluster to run on (auto, ray://HOST:PORT)."
)
@click.option(
    "--no-link", is_flag=True, help="Read only; the next run without this links what came in between."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON on standard output.")
@reader_options
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    ledger: str,
    workers: int,
    engine: str,
    ray: str | None,
    no_link: bool,
    as_json: bool,
    reader: str | None,
    base_url: str | None,
    allow_host: str | None,
    timeout: float,
    price: Price | None,
    answers: Path | None,
) -> None:
    """Collect, clean, read, link and weigh the reports in SOURCE, and write them into a ledger.

    SOURCE is a file or folder of .txt, .html, .jsonl (also .gz), a manifest (.csv or .jsonl) that gives url,
    publisher and date for files, or - for standard input. Running it again with the same input changes nothing;
    with more input it adds only that. A run that was interrupted is completed by running it again.

    With --engine daft reading and the search for copies run as a Daft plan, from and to Parquet beside the ledger, on this
    machine or with --ray on a cluster; the record is the same.

    With --no-link reports are read and not yet held against each other: for a pile that comes in many lots.

    With --reader a language model is asked about each report, too, and what it adds is marked with its name.

    Exits with 3 when nothing could be taken from the sources.
    """
    if ray and engine != "daft":
        raise click.UsageError("--ray needs --engine daft.")
    asker = asker_of(reader, base_url, allow_host, timeout, answers)
    from trackrecord.engine import build
    from trackrecord.engine.pool import run

    say_what_is_missing()
    with ExitStack() as stack:
        where = stack.enter_context(_plan(ledger, ray)).run if engine == "daft" else run
        show = stack.enter_context(progress())
        done = build(
            sources, ledger, workers=workers, run=where, asker=asker, link=not no_link, progress=show
        )
    if as_json:
        print_json(
            {
                "ledger": str(done.ledger),
                "added": done.added,
                "known": done.known,
                "reread": done.reread,
                "regrouped": done.regrouped,
                "not_read": done.not_read,
                "languages": dict(sorted(done.languages.items())),
                "left_out": [
                    {"location": x.location, "cause": x.cause, "step": x.step} for x in done.left_out
                ],
                "asked": asked_form(done.asked, price),
                "counts": done.counts,
            }
        )
    counts = done.counts
    say(f"{done.added} added, {done.known} known before, {len(done.left_out)} left out.")
    for left in done.left_out:
        say(f"  left out: {left.location}: {left.cause}. {left.step}")
    if done.not_read:
        kinds = ", ".join(f"{n} in {language}" for language, n in sorted(done.languages.items()))
        say(f"  kept and not read, only English is: {kinds}")
    if done.reread:
        say(f"  {done.reread} read again: an older version had read them")
    if done.regrouped:
        say(
            f"  {done.regrouped} known before stand in another story now: what came in changes how they hang together"
        )
    if done.asked:
        say_asked(done.asked, price)
    say(
        f"The record holds {counts['report']} reports: {counts['linked_party']} parties, "
        f"{counts['statement']} statements, {counts['occasion']} occasions, {counts['thread']} threads, "
        f"{counts['deed']} deeds, {counts['figure']} figures."
    )
    if counts["report"] and no_link:
        words = " ".join(shlex.quote(source) for source in sources)
        say(f"Not linked yet. Next: trackrecord build {words} --ledger {shlex.quote(ledger)}")
    elif counts["report"]:
        say(f"Next: trackrecord report {shlex.quote(ledger)}")
    if not (done.added or done.known):
        ctx.exit(3)


def _plan(ledger: str, ray: str | None) -> Plan:
    """Return a Daft plan whose Parquet lies beside the ledger while it works."""
    from trackrecord.engine.plan import Plan

    return Plan(Path(ledger).absolute().parent, ray)
