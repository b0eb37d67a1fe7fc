"""The first page: what the record holds, through time, what is newest and what is most in doubt."""

from __future__ import annotations

from collections import Counter
from typing import Any

from trackrecord.ledger.browse.listing import Asked, first_of, page_of
from trackrecord.ledger.browse.tables import COMMITMENTS, OCCASIONS, STORIES
from trackrecord.show.web.drawing import months, shares
from trackrecord.show.web.views import Ask, View

_FEW = 8
_DOUBTFUL = ("disputed", "broken", "unclear", "partly_kept", "stalled")
_NOUNS = ("reports", "parties", "statements", "occasions", "commitments", "figures", "stories")


def overview(ask: Ask) -> View:
    """Return the overview, as of the day asked for."""
    connection = ask.record.connection
    days = {noun: _days(ask, noun) for noun in _NOUNS}
    page = page_of(connection, COMMITMENTS, Asked(as_of=ask.as_of, size=_FEW))
    statuses = next(f.counts for f in page.facets if f.name == "status")
    dated = sorted(day for day in days["reports"] if day)
    data: dict[str, Any] = {
        "counts": {noun: sum(days[noun].values()) for noun in _NOUNS},
        "first": dated[0] if dated else None,
        "last": dated[-1] if dated else None,
        "left_out": int(connection.execute("SELECT count(*) FROM left_out").fetchone()[0]),
        "months": months(_by_month(days["reports"]), _by_month(days["commitments"])),
        "statuses": shares(
            [(s.replace("_", " "), n, ask.site.page("commitments", status=s)) for s, n in statuses]
        ),
        "status_counts": statuses,
        "newest": page.rows,
        "doubtful": _doubtful(ask),
        "meetings": first_of(
            connection, OCCASIONS, Asked({"class": "meeting"}, "latest", 1, _FEW, ask.as_of)
        ),
        "stories": first_of(connection, STORIES, Asked({"several": "1"}, "reports", 1, _FEW, ask.as_of)),
    }
    return View("overview.html", "Overview", data)


def _days(ask: Ask, noun: str) -> dict[str, int]:
    """Return how many of a noun came on which day; those that no dated report tells of under the empty day."""
    known = "" if ask.as_of is None else " AND day BETWEEN '0' AND :as_of"
    query = f"SELECT day, n FROM day_count WHERE noun = :noun{known} ORDER BY day"
    return dict(ask.record.connection.execute(query, {"noun": noun, "as_of": ask.as_of}).fetchall())


def _by_month(days: dict[str, int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for day, n in days.items():
        if day:
            found[day[:7]] += n
    return dict(found)


def _doubtful(ask: Ask) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for status in _DOUBTFUL:
        if len(rows) < _FEW:
            asked = Asked({"status": status}, "deeds", 1, _FEW - len(rows), ask.as_of)
            rows += first_of(ask.record.connection, COMMITMENTS, asked)
    return rows
