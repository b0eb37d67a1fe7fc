"""Where output goes: data to standard output, messages to standard error, progress on a terminal only."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from trackrecord.engine.build import Progress

# Off a terminal a fixed width, so that the same ledger prints the same lines everywhere.
_WIDTH = 110


def console() -> Console:
    """Return the console for data. Colours only on a terminal and never with NO_COLOR set."""
    width = None if sys.stdout.isatty() else _WIDTH
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width, soft_wrap=False)


def say(message: str) -> None:
    """Print a message for a person on standard error."""
    click.echo(message, err=True)


def say_what_is_missing() -> None:
    """Say on standard error that the encoder's weights are not installed, where they are not."""
    from trackrecord.encoder import load

    if load() is None:
        say("The encoder's weights are not installed: reading with the rules alone, which find less.")


def print_json(data: Any) -> None:
    """Print *data* as JSON on standard output, non-ASCII as it is, keys in the order given."""
    sys.stdout.flush()
    # UTF-8 whatever the locale says: this is for machines. Lone surrogates cannot stand in a cleaned text.
    sys.stdout.buffer.write(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function that shows progress: a live line on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda stage, done, item: None
        return
    from rich.status import Status

    words = {
        "fetch": "fetching pages",
        "collect": "reading reports",
        "reread": "reading again",
        "ask": "asking",
        "link": "linking",
        "weigh": "weighing",
    }
    with Status("collecting", console=Console(stderr=True)) as status:

        def show(stage: str, done: int, item: str) -> None:
            count = f" {done}" if done else ""
            status.update(Text(f"{words.get(stage, stage)}{count} {item[-60:]}"))

        yield show
