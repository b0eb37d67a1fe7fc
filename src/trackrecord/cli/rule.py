"""``trackrecord rule``: a person's decision about something in the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from trackrecord.cli.output import print_json, say

if TYPE_CHECKING:
    from trackrecord.engine.ruling import Ruled

_KINDS = ("accept", "reject", "correct", "join", "split", "set-status", "undo")


@click.command("rule")
@click.argument("ledger", metavar="LEDGER")
@click.argument("subject", metavar="SUBJECT")
@click.argument("verdict", metavar="VERDICT", type=click.Choice(_KINDS))
@click.option("--by", "by", required=True, envvar="TRACKRECORD_NAME", metavar="NAME", help="Who rules; or set TRACKRECORD_NAME.")  # fmt: skip
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--field", metavar="FIELD", help="With correct: which field.")
@click.option("--value", metavar="VALUE", help="With correct: what it is; null for nobody or nothing.")
@click.option("--with", "with_", metavar="SUBJECT", help="With join: what it is one with.")
@click.option("--from", "from_", multiple=True, metavar="SUBJECT", help="With split: what it leaves (may be given again); all its company if not said.")  # fmt: skip
@click.option("--status", metavar="STATUS", help="With set-status: the status.")
@click.option("--later", is_flag=True, help="Only write it down; the next ruling or build applies it.")
@click.option("--json", "as_json", is_flag=True, help="Print the ruling and what it changed as JSON.")
def command(
    ledger: str,
    subject: str,
    verdict: str,
    by: str,
    reason: str,
    field: str | None,
    value: str | None,
    with_: str | None,
    from_: tuple[str, ...],
    status: str | None,
    later: bool,
    as_json: bool,
) -> None:
    """Rule on SUBJECT in LEDGER: VERDICT is accept, reject, correct, join, split, set-status or undo.

    SUBJECT is an item (commitment/REPORT/START-END), a thread, party, story or ruling, or an id of one. The ruling is appended
    with name, time and reason, and applied at once.
    """
    from trackrecord.engine.ruling import rule_and_relink
    from trackrecord.ledger import Ledger
    from trackrecord.link.rulings.form import ruling_to_json

    kind = verdict.replace("-", "_")
    given = {"field": field, "value": value, "with": with_, "from": from_ or None, "status": status}
    with Ledger.open(ledger) as record:
        decides = _value(kind, subject, given)
        if later:
            ruling = record.rule(kind, subject, decides, by=by, reason=reason)
            if as_json:
                print_json({"ruling": ruling_to_json(ruling), "applied": False})
            else:
                click.echo(ruling.id)
            say("Written down. The next ruling, build or rebuild applies it.")
            return
        done = rule_and_relink(record, kind, subject, decides, by=by, reason=reason)
    if as_json:
        print_json({"ruling": ruling_to_json(done.ruling), "applied": True, **_changes(done)})
    else:
        click.echo(done.ruling.id)
    _tell(done)


def _value(kind: str, subject: str, given: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the ruling decides, from the options. ``UsageError`` where options do not go with the verdict."""
    wanted = {"correct": ("field", "value"), "join": ("with",), "split": ("from",), "set_status": ("status",)}
    own = wanted.get(kind, ())
    for name, value in given.items():
        if value is not None and name not in own:
            raise click.UsageError(f"--{name} does not go with {kind.replace('_', '-')}")
        if value is None and name in own and name != "from":
            raise click.UsageError(f"{kind.replace('_', '-')} needs --{name}")
    if kind == "correct":
        return {"field": given["field"], "value": _typed(subject, given["field"], given["value"])}
    return {name: given[name] for name in own if given[name] is not None} or None


def _typed(subject: str, field: str, text: str) -> Any:
    """Return a value as the field takes it: JSON (null, true, 12) where that fits, else the text itself."""
    from trackrecord.link.rulings.fields import wrong_value
    from trackrecord.link.rulings.subjects import ITEM_KINDS

    try:
        value = json.loads(text)
    except ValueError:
        return text
    nouns = [kind for kind in ITEM_KINDS if kind in subject] or list(ITEM_KINDS)
    fits = any(wrong_value(kind, field, value) is None for kind in nouns)
    return value if fits else text


def _changes(done: Ruled) -> dict[str, Any]:
    return {
        "state": done.standing.state,
        "because": done.standing.because or None,
        "statuses": [{"thread": t, "was": was, "is": now} for t, was, now in done.statuses],
        "conflicts": [c.question for c in done.conflicts],
    }


def _tell(done: Ruled) -> None:
    words = done.standing.state.replace("_", " ")
    say(
        f"{done.ruling.kind.replace('_', ' ')} {done.ruling.subject}: {words}. {done.standing.because}".strip()
    )
    for thread, was, now in done.statuses:
        say(
            f"  {thread}: {(was or 'not there').replace('_', ' ')} → {(now or 'not there').replace('_', ' ')}"
        )
    for conflict in done.conflicts:
        others = ", ".join(sorted({r.by for r in conflict.rulings} - {done.ruling.by}))
        say(f"  contrary to {others} on {conflict.question}; the later ruling decides")
