"""What each page shows, as plain data: one module a noun, each a function from what was asked to a :class:`View`.

A view's ``data`` is what its template gets and, for a page of one thing, what its ``.json`` holds. Everything about the
ledger goes through :mod:`trackrecord.ledger.browse`, so that a page costs a few look-ups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trackrecord.ledger import Ledger
from trackrecord.show.web.site import Site


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked: the open ledger, the day as of which, the parameters of the address, and how to make links."""

    record: Ledger
    site: Site
    as_of: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """A page: its template, its title and its data."""

    template: str
    title: str
    data: dict[str, Any]


class MissingError(LookupError):
    """There is no such thing in the record (any more): its words say what and where to look."""
