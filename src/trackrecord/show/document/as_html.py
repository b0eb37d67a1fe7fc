"""A document as one HTML file that holds all it needs and runs nothing."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from trackrecord.show.document.gathered import Document
from trackrecord.show.web.citation import is_web
from trackrecord.show.web.inert import shown


def as_html(document: Document) -> bytes:
    """Return *document* as UTF-8 HTML; its policy forbids the browser to load or run anything."""
    return _template().render(document=document).encode("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("trackrecord.show.document", "templates"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web"] = is_web
    return environment.get_template("document.html")
