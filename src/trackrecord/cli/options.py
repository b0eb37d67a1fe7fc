"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime

import click


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> str | None:
    return None if value is None else value.date().isoformat()


as_of = click.option(
    "--as-of",
    "as_of",
    metavar="DATE",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    callback=_day,
    help="The record as it stood at the end of this day (YYYY-MM-DD).",
)
"""``--as-of``, given to the command as an ISO day or None."""

with_later_rulings = click.option(
    "--with-later-rulings",
    "later_rulings",
    is_flag=True,
    help="With --as-of: apply the rulings that people made after that day, too.",
)
"""``--with-later-rulings``, given to the command as yes or no."""
