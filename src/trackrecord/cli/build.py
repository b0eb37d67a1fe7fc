"""``trackrecord build``: reports in, a ledger out."""

from __future__ import annotations

import shlex

import click

from trackrecord.cli.output import print_json, progress, say, say_what_is_missing


@click.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--ledger", "ledger", required=True, metavar="FILE", help="The ledger to write; made if missing."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to read with."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON on standard output.")
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], ledger: str, workers: int, as_json: bool) -> None:
    """Collect, clean, read, link and weigh the reports in SOURCE, and write them into a ledger.

    SOURCE is a file or folder of .txt, .html, .jsonl (also .gz), a manifest (.csv or .jsonl) that gives url,
    publisher and date for files, or - for standard input. Running it again with the same input changes nothing;
    with more input it adds only that. A run that was interrupted is completed by running it again.

    Exits with 3 when nothing could be taken from the sources.
    """
    from trackrecord.engine import build

    say_what_is_missing()
    with progress() as show:
        done = build(sources, ledger, workers=workers, progress=show)
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
    say(
        f"The record holds {counts['report']} reports: {counts['linked_party']} parties, "
        f"{counts['statement']} statements, {counts['occasion']} occasions, {counts['thread']} threads, "
        f"{counts['deed']} deeds, {counts['figure']} figures."
    )
    if counts["report"]:
        say(f"Next: trackrecord report {shlex.quote(ledger)}")
    if not (done.added or done.known):
        ctx.exit(3)
