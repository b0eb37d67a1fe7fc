"""Search over the words of reports, of what was said, and of what was undertaken."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse.listing import Asked, page_of
from trackrecord.ledger.browse.tables import COMMITMENTS, PARTIES, REPORTS, STATEMENTS
from trackrecord.show.web.views import Ask, View
from trackrecord.show.web.views.evidence import around, sourced
from trackrecord.types import Span

_FEW = 20
_SEEN = 140
"""Code points of a report shown before and after a hit."""


def search(ask: Ask) -> View:
    """Return what holds all the words asked for: parties, commitments, statements, reports; nothing for no words."""
    query = ask.params.get("q", "").strip()[:500]
    data: dict[str, Any] = {"q": query, "found": {}}
    if query:
        connection = ask.record.connection
        for listing in (PARTIES, COMMITMENTS, STATEMENTS):
            asked = Asked({"q": query, "undertaking": "any", "anonymous": "any"}, None, 1, _FEW, ask.as_of)
            page = page_of(connection, listing, asked)
            if not any(told.startswith("q=") for told in page.ignored):
                data["found"][listing.name] = {"rows": list(page.rows), "total": page.total}
        page = page_of(connection, REPORTS, Asked({"q": query}, None, 1, _FEW, ask.as_of))
        if not page.ignored:
            rows = [row | _hit(ask, row, query) for row in page.rows]
            data["found"]["reports"] = {"rows": rows, "total": page.total}
        for row in data["found"].get("statements", {}).get("rows", ()):
            span = Span(row["start"] or 0, row["end"] or 0)
            row |= sourced(ask, row["report"], span, row["content"], row["publisher"], row["published"], None)
            row |= around(ask, row["report"], span)
    return View("search.html", f"Search: {query}" if query else "Search", data)


def _hit(ask: Ask, row: dict[str, Any], query: str) -> dict[str, Any]:
    """Return where the first of the words stands in a report, with what is around it."""
    text = str(
        ask.record.connection.execute("SELECT text FROM report WHERE id = ?", (row["report"],)).fetchone()[0]
    )
    folded = text.casefold()
    # Folding can change the length of a text ("ß"): then places do not agree, and the start is shown.
    words = [w.strip('"*').casefold() for w in query.split()] if len(folded) == len(text) else []
    places = [folded.find(w) for w in words if w and folded.find(w) >= 0]
    start = min(places, default=0)
    end = start + max((len(w) for w in words if folded.startswith(w, start)), default=0)
    return {
        "before": text[max(0, start - _SEEN) : start],
        "hit": text[start:end],
        "after": text[end : end + _SEEN],
        "href": ask.site.thing(
            "reports", row["report"], mark=f"{start}-{end}" if end else "", place=f"c{start}"
        ),
    }
