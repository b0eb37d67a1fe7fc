"""Options of the commands that can ask a language model, and what they say of the cost."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trackrecord.cli.output import say

if TYPE_CHECKING:
    from trackrecord.asked import Asker
    from trackrecord.engine.asking import Asking

F = TypeVar("F", bound=Callable[..., Any])
KEY = "TRACKRECORD_API_KEY"
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost: of questions and of answers, in whatever money the user counts in."""

    tokens_in: float
    tokens_out: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """Return the cost of so many tokens."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / _MILLION


def _price(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Price | None:
    if value is None:
        return None
    try:
        first, second = (float(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter(f"{value!r} is not two numbers like 0.15,0.60") from None
    if not all(math.isfinite(each) and each >= 0 for each in (first, second)):
        raise click.BadParameter(f"{value!r} is no price")
    return Price(first, second)


def reader_options(command: F) -> F:
    """Add the options by which a language model is asked to a command."""
    for option in reversed(
        (
            click.option(
                "--reader",
                metavar="openai:MODEL",
                help="Ask this language model, too, at the server of --base-url. Off unless given.",
            ),
            click.option(
                "--base-url",
                metavar="URL",
                help="An OpenAI-compatible server, such as http://127.0.0.1:8000/v1.",
            ),
            click.option(
                "--allow-host", metavar="HOST", help="Let the reports' text be sent to this other machine."
            ),
            click.option(
                "--timeout",
                metavar="SECONDS",
                type=click.FloatRange(1, 3600),
                default=120.0,
                show_default=True,
                help="How long one answer may take.",
            ),
            click.option(
                "--price",
                metavar="IN,OUT",
                callback=_price,
                help="What a million tokens of questions and of answers cost; the sum is told.",
            ),
            click.option(
                "--answers",
                metavar="FOLDER",
                type=click.Path(file_okay=False, path_type=Path),
                help="Where answers are kept, so that nothing is asked twice (the user's cache if not given).",
            ),
        )
    ):
        command = option(command)
    return command


def asker_of(
    reader: str | None, base_url: str | None, allow_host: str | None, timeout: float, answers: Path | None
) -> Asker | None:
    """Return who asks, or None where no reader was asked for.

    Raises ``click.UsageError`` where the options do not go together, and
    :class:`~trackrecord.errors.AskError` where the server may not be asked.
    """
    if reader is None:
        if base_url or allow_host:
            raise click.UsageError("--base-url and --allow-host go with --reader openai:MODEL")
        return None
    protocol, _, model = reader.partition(":")
    if protocol != "openai" or not model.strip():
        raise click.UsageError(f"--reader takes openai:MODEL, and not {reader!r}")
    if not base_url:
        raise click.UsageError("--reader needs --base-url, such as http://127.0.0.1:8000/v1")
    from trackrecord.asked import Asker
    from trackrecord.asked.cache import Cache, default_folder
    from trackrecord.asked.server import Server

    server = Server(
        base_url, model.strip(), key=os.environ.get(KEY) or None, allow_host=allow_host, timeout=timeout
    )
    return Asker(server, Cache(answers or default_folder()))


def cost_line(counts: Any, price: Price | None) -> str:
    """Say in a line what asking took; *counts* is an ``Asked`` or ``Asking``."""
    line = f"{counts.calls} calls, {counts.cached} answers known before; {counts.tokens_in} tokens in, {counts.tokens_out} out"
    if counts.uncounted:
        line += f" ({counts.uncounted} answers not counted by the server)"
    if price:
        line += f"; cost {price.of(counts.tokens_in, counts.tokens_out):.4f}"
    return line


def say_asked(asking: Asking, price: Price | None) -> None:
    """Say on standard error what asking did over a run."""
    say(
        f"{asking.model}: {asking.reports} reports asked about: {asking.items} added, {asking.agreeing} agreeing, "
        f"{asking.differing} differing, {asking.refused} refused; {cost_line(asking, price)}"
    )
    for left in asking.failed:
        say(f"  no whole answer about report {left.location}: {left.cause}. {left.step}")


def asked_form(asking: Asking | None, price: Price | None) -> dict[str, Any] | None:
    """Return what asking did over a run as JSON; None where nothing was asked."""
    if asking is None:
        return None
    form = asdict(asking)
    form["cost"] = price.of(asking.tokens_in, asking.tokens_out) if price else None
    return form
