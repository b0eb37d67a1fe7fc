"""The command line: one module a command, loaded when it is called.

What lives here: :func:`main`, the group that finds a command's module by its name (a new command is a module
with a click command called ``command``, plus a line in ``COMMANDS``), and :mod:`output` (data to standard output,
messages to standard error, errors as one line, progress on a terminal only).

Exit codes: 0 done; 1 an error of another kind; 2 wrong usage; 3 nothing could be taken from the sources;
4 the ledger cannot be opened or written; 5 ``verify`` found something wrong; 6 the language model is missing;
130 interrupted.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from trackrecord import __version__

COMMANDS = {
    "build": "Bring reports into a ledger.",
    "collect": "Fetch pages from the web into a ledger.",
    "report": "Print the dossier of a ledger.",
    "serve": "Show a ledger as pages on this machine.",
    "publish": "Write a ledger as a folder of pages.",
    "dossier": "Write one commitment or party with its evidence as one document.",
    "timeline": "Print the days that matter, a sentence for each.",
    "read": "Print the reading of one report.",
    "code": "Code who did what to whom, in PLOVER's codes.",
    "review": "Print what is most worth a ruling.",
    "rule": "Rule on something in a ledger.",
    "rulings": "List, export or import the rulings of a ledger.",
    "measure": "Print how far to trust a ledger, from its rulings.",
    "rebuild": "Make all machine output of a ledger again.",
    "verify": "Check every span, hash and reference of a ledger.",
    "export": "Write all tables of a ledger to files.",
}


class _Group(click.Group):
    """Loads a command's module only when it is asked for, so that ``--help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"trackrecord.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trackrecord")
def cli() -> None:
    """From a pile of news reports to a sourced record of words and deeds."""


def main() -> None:
    """Run the command line; errors meant for a person are one line on standard error."""
    from trackrecord.errors import TrackrecordError

    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.Abort:
        click.echo(
            "trackrecord: interrupted; what was recorded stays, run the same command to go on", err=True
        )
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TrackrecordError as error:
        click.echo(f"trackrecord: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # `trackrecord report … | head` closes the pipe: no error of ours.
        sys.stderr.close()
        sys.exit(0)
