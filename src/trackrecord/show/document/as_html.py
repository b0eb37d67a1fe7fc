"""A document as one HTML file that holds all it needs and runs nothing."""

from __future__ import annotations

from functools import cache

from jinja2 import Template

from trackrecord.show.document.gathered import Document
from trackrecord.show.web.environment import environment_of


def as_html(document: Document) -> bytes:
    """Return *document* as UTF-8 HTML; its policy forbids the browser to load or run anything."""
    return _template().render(document=document).encode("utf-8")


@cache
def _template() -> Template:
    return environment_of("trackrecord.show.document").get_template("document.html")
