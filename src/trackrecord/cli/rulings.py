"""``trackrecord rulings``: list the rulings of a ledger, take them out, bring them in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from trackrecord.cli.output import print_json, say

if TYPE_CHECKING:
    from trackrecord.ledger import Ledger
    from trackrecord.link.rulings.standing import Conflict, Standing
    from trackrecord.types import Ruling

_STATES = ("in_force", "undone", "overruled", "unplaced", "malformed")
_LONGEST = 1_000_000  # bytes of one line


@click.command("rulings")
@click.argument("action", metavar="ACTION", type=click.Choice(("list", "export", "import")))
@click.argument("ledger", metavar="LEDGER")
@click.argument("file", metavar="FILE", required=False)
@click.option(
    "--state", type=click.Choice(_STATES), metavar="STATE", help="With list: only those that stand so."
)
@click.option("--json", "as_json", is_flag=True, help="Print the list, or what was brought in, as JSON.")
@click.pass_context
def command(
    ctx: click.Context, action: str, ledger: str, file: str | None, state: str | None, as_json: bool
) -> None:
    """List the rulings of LEDGER and how they stand, export them as JSON lines, or import such lines.

    ACTION is list, export or import. FILE is where to (standard output if not said) or where from; - is standard input
    or output. Importing twice doubles nothing. Where two people decided contrary to each other, both are shown; the
    later ruling decides.
    """
    from trackrecord.ledger import Ledger

    if action == "import":
        if file is None:
            raise click.UsageError("import needs a FILE (- for standard input)")
        with Ledger.open(ledger) as record:
            ctx.exit(_import(record, file, as_json))
    with Ledger.open(ledger, read_only=True) as record:
        if action == "export":
            _export(record, file or "-")
        else:
            _list(record, state, as_json)


def _export(record: Ledger, file: str) -> None:
    from trackrecord.link.rulings.form import ruling_to_json

    lines = [
        json.dumps(ruling_to_json(r), ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
        for r in record.rulings()
    ]
    if file == "-":
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
        return
    try:
        with click.open_file(file, "wb", atomic=True) as out:
            out.writelines(lines)
    except OSError as error:
        raise click.FileError(file, error.strerror or str(error)) from error
    say(f"{len(lines)} rulings written to {file}.")


def _import(record: Ledger, file: str, as_json: bool) -> int:
    """Bring in what can be; return the exit code: 3 where no line could be taken."""
    from trackrecord.engine import relink

    good: list[Ruling] = []
    bad: list[dict[str, str]] = []
    for found in _lines(file):
        if isinstance(found, dict):
            bad.append(found)
        else:
            good.append(found)
    added = record.add_rulings(good)
    relink(record)
    standings, conflicts = record.standings(), record.conflicts()
    unplaced = [s for s in standings if s.state == "unplaced"]
    known = len({r.id for r in good}) - added
    if as_json:
        print_json(
            {
                "added": added,
                "known": known,
                "left_out": bad,
                "unplaced": [_row(s) for s in unplaced],
                "conflicts": [_conflict(c) for c in conflicts],
            }
        )
    say(f"{added} rulings added, {known} known before, {len(bad)} left out.")
    for left in bad:
        say(f"  left out: {left['location']}: {left['cause']}. {left['step']}")
    for standing in unplaced:
        say(f"  without a place: {standing.ruling.id} on {standing.ruling.subject}: {standing.because}")
    for conflict in conflicts:
        say("  " + _words(conflict).replace("\n", "\n  "))
    return 3 if bad and not good else 0


def _lines(file: str) -> Iterator[Ruling | dict[str, str]]:
    from trackrecord.errors import RulingError, SourceError
    from trackrecord.link.rulings.form import ruling_from_json

    try:
        stream = click.open_file(file, "rb")
    except OSError as error:
        raise SourceError(
            file, f"it cannot be read ({error.strerror})", "Name a file that is there"
        ) from error
    with stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST), b""), 1):
            if not line.strip():
                continue
            try:
                yield ruling_from_json(json.loads(line))
            except RulingError as error:
                yield {"location": f"{file}:{number}", "cause": error.cause, "step": error.step}
            except (ValueError, RecursionError):
                step = "Export the rulings anew; each line is one JSON object"
                yield {"location": f"{file}:{number}", "cause": "it is no JSON in UTF-8", "step": step}


def _list(record: Ledger, state: str | None, as_json: bool) -> None:
    shown = [s for s in record.standings() if state is None or s.state == state]
    conflicts = record.conflicts()
    if as_json:
        print_json({"rulings": [_row(s) for s in shown], "conflicts": [_conflict(c) for c in conflicts]})
        return
    for s in shown:
        r = s.ruling
        value = f" {r.value}" if r.value and len(r.value) <= 80 else " …" if r.value else ""
        reason = f" “{_one_line(r.reason)}”" if r.reason else ""
        click.echo(
            f"{r.id}  {r.at[:10]}  {_one_line(r.by)}  {s.state}: {r.kind} {r.subject}{_one_line(value)}{reason}"
        )
        if s.because:
            click.echo(f"    {_one_line(s.because)}")
    for conflict in conflicts:
        click.echo(_words(conflict))
    say(f"{len(shown)} rulings, {len(conflicts)} conflicts.")


def _row(standing: Standing) -> dict[str, Any]:
    from trackrecord.link.rulings.form import ruling_to_json

    return {
        **ruling_to_json(standing.ruling),
        "state": standing.state,
        "because": standing.because or None,
        "overruled_by": standing.overruled_by,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    from trackrecord.link.rulings.form import ruling_to_json

    return {
        "question": conflict.question,
        "decides": conflict.decides,
        "rulings": [ruling_to_json(r) for r in conflict.rulings],
    }


def _words(conflict: Conflict) -> str:
    lines = [f"conflict: {_one_line(conflict.question)}; {conflict.decides} decides, being the later"]
    for r in conflict.rulings:
        value = f" {r.value}" if r.value else ""
        reason = f" “{_one_line(r.reason)}”" if r.reason else ""
        lines.append(f"    {r.id}  {r.at[:10]}  {_one_line(r.by)}: {r.kind}{_one_line(value)[:200]}{reason}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    """Return *text* in one line that a terminal shows and does not obey; a space at its beginning stays."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return (" " if text[:1] == " " else "") + " ".join(plain.split())
