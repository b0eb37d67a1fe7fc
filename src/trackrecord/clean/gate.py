"""Whether a page can be parsed within bounds: asked of a child process before a page from the web is cleaned."""

from __future__ import annotations

from trackrecord.clean.pages import read_page
from trackrecord.collect.decode import decode


def page_parses(data: bytes, location: str, charset: str | None = None) -> int:
    """Return how many characters of main text the page in *data* has.

    Raises what decoding and cleaning raise for a page that holds no text or cannot be parsed.
    """
    return len(read_page(decode(data, location, charset).text, location).text)
