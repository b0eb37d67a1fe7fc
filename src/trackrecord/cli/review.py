"""``trackrecord review``: what is most worth a ruling."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from trackrecord.cli.output import console, print_json, say

if TYPE_CHECKING:
    from trackrecord.show.review import Choice, ToReview

_KINDS = ("commitment", "deed", "statement", "event", "figure", "party", "date")


@click.command("review")
@click.argument("ledger", metavar="LEDGER")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10000), metavar="N", help="How many rows.")  # fmt: skip
@click.option("--sample", is_flag=True, help="Rows drawn by chance instead, for a fair measure.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), metavar="KIND", help="With --sample: only items of this kind (may be given again).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the queue as JSON.")
def command(ledger: str, limit: int, sample: bool, kinds: tuple[str, ...], as_json: bool) -> None:
    """Print the rows of LEDGER that are most worth a ruling, by doubt times importance, and what each would change."""
    from dataclasses import asdict

    from trackrecord.ledger import Ledger
    from trackrecord.show.review import queue

    if kinds and not sample:
        raise click.UsageError("--kind goes with --sample")
    chosen = kinds or _KINDS
    with Ledger.open(ledger, read_only=True) as record:
        rows = queue(record, limit, chance=sample, kinds=chosen)  # type: ignore[arg-type]  # kinds of items, all
    if as_json:
        print_json({"ledger": ledger, "rows": [asdict(row) for row in rows]})
        return
    for number, row in enumerate(rows, 1):
        _print(number, row, ledger)
    say(f"{len(rows)} rows." if rows else "Nothing doubtful is left that nobody has ruled on.")


def _print(number: int, row: ToReview, ledger: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    out.print(Text(f"{number}. {row.question}", style="bold"), soft_wrap=True)
    many = f"{row.why} · doubt {row.doubt:.2f} × importance {row.importance:.2f}"
    out.print(Padding(Text(many, style="dim"), (0, 0, 0, 3), expand=False))
    for line in row.evidence:
        where = f"{line['publisher'] or 'publisher unknown'}, {line['published'] or 'undated'}"
        quote = " ".join(line["quote"].split())
        out.print(Padding(Text(f"{line['kind']}: “{quote}” — {where}"), (0, 0, 0, 3), expand=False))
    for choice in row.choices:
        out.print(
            Padding(Text(f"{choice.kind.replace('_', ' ')}: {choice.effect}"), (0, 0, 0, 3), expand=False)
        )
        # One line, so that it can be copied.
        out.print(Text(f"      {_typed(choice, ledger)}", style="dim"), soft_wrap=True)
    out.print()


def _typed(choice: Choice, ledger: str) -> str:
    words = ["trackrecord", "rule", ledger, choice.subject, choice.kind.replace("_", "-")]
    for name, value in (choice.value or {}).items():
        for each in value if isinstance(value, list) else [value]:
            words += [f"--{name}", each if isinstance(each, str) else str(each)]
    return shlex.join(words) + " --reason '…'"
