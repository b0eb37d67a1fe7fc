"""A source as one pastes it into a text: quotation, publisher, date, address with a text fragment, hash."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_WHOLE = 12
"""A quotation of up to this many words stands whole in an address; of a longer one its ends do."""
_END = 5


def citation(text: str, *, publisher: str | None, published: str | None, url: str | None, report: str) -> str:
    """Return the words with which to cite *text*; the report's id is a hash of its text, so it can be checked."""
    where = ", ".join(part for part in (publisher or "publisher unknown", published or "undated") if part)
    address = f", {fragment(url, text)}" if is_web(url) and url else ""
    return f"“{' '.join(text.split())}” ({where}{address}; report {report})"


def fragment(url: str, text: str) -> str:
    """Return *url* with a text fragment that leads a browser to *text* (https://wicg.github.io/scroll-to-text-fragment/).

    Words are percent-encoded with the dash, comma and ampersand, which mean something there.
    """
    words = text.split()
    bare = url.split("#", 1)[0]
    if not words:
        return bare
    if len(words) <= _WHOLE:
        return f"{bare}#:~:text={_encoded(words)}"
    return f"{bare}#:~:text={_encoded(words[:_END])},{_encoded(words[-_END:])}"


def is_web(url: str | None) -> bool:
    """Whether *url* is an address of a page on the web: any other scheme could do something when followed."""
    if not url or any(ord(c) <= 32 for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
