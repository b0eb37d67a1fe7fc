"""Templates and what they are given: one environment for the server and for a published folder."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from jinja2 import Environment

from trackrecord.link.rulings.fields import FIELDS
from trackrecord.show.web.environment import environment_of
from trackrecord.show.web.inert import clip
from trackrecord.show.web.site import Site
from trackrecord.show.web.views import View
from trackrecord.weigh.wording import undertaking

NAVIGATION = (
    ("", "Overview"),
    ("parties", "Parties"),
    ("commitments", "Commitments"),
    ("occasions", "Occasions"),
    ("statements", "Statements"),
    ("figures", "Figures"),
    ("stories", "Stories"),
    ("reports", "Reports"),
    ("graph", "Ties"),
    ("review", "Review"),
    ("rulings", "Rulings"),
    ("help", "Help"),
)
"""The pages that every page leads to: name and words."""

ABOUT_STATUS = {
    "not_rated": "nothing was reported that bears on it; no evidence is not a broken promise",
    "in_the_works": "being carried out",
    "stalled": "delayed or not begun",
    "kept": "reported as done",
    "partly_kept": "some of it, or unevenly, or late",
    "broken": "reported as broken by the reporter or an observer with access",
    "disputed": "one side says broken, the other denies it",
    "condition_not_met": "it never fell due",
    "withdrawn": "the party took it back",
    "superseded": "replaced by new terms",
    "unclear": "the evidence does not fit any rule",
}
_SHAPES = {
    "not_rated": "○", "in_the_works": "◔", "stalled": "◫", "kept": "●", "partly_kept": "◑", "broken": "✕",
    "disputed": "⚡", "condition_not_met": "◇", "withdrawn": "↩", "superseded": "⇢", "unclear": "?",
}  # fmt: skip


def html(view: View, site: Site, *, where: str, as_of: str | None = None, **more: Any) -> str:
    """Return the page of *view*. *where* is the name of the page in the navigation; *more* goes to the template."""
    template = _environment().get_template(view.template)
    given = {
        **view.data,
        "title": view.title,
        "site": site,
        "where": where,
        "as_of_asked": as_of,
        "version": version("trackrecord"),
        **more,
    }
    return template.render(given)


@cache
def _environment() -> Environment:
    environment = environment_of("trackrecord.show.web")
    environment.filters["clip"] = clip
    environment.filters["words"] = lambda value: str(value or "").replace("_", " ")
    environment.filters["many"] = lambda n, one, more=None: f"{n:,} {one if n == 1 else more or one + 's'}"
    environment.globals.update(
        undertaking=undertaking,
        fields=FIELDS,
        navigation=NAVIGATION,
        about_status=ABOUT_STATUS,
        shapes=_SHAPES,
    )
    return environment
