"""The settings under which every template of ours is filled: escaped, inert, and loud about what is missing."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from trackrecord.show.web.citation import is_web
from trackrecord.show.web.inert import shown


def environment_of(package: str) -> Environment:
    """Return an environment for the ``templates`` of *package*: whatever is printed is escaped and made inert."""
    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web"] = is_web
    return environment
