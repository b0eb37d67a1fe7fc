"""The first page: what the record holds, through time, what is newest and what is most in doubt."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse.listing import Asked, page_of
from trackrecord.ledger.browse.tables import COMMITMENTS, OCCASIONS, STORIES
from trackrecord.show.web.drawing import months, shares
from trackrecord.show.web.views import Ask, View

_FEW = 8
_DOUBTFUL = ("disputed", "broken", "unclear", "partly_kept", "stalled")
_COUNTS = {
    "reports": ("report_summary", "day"),
    "parties": ("party_summary", "first"),
    "statements": ("statement_summary", "day"),
    "occasions": ("occasion_summary", "first"),
    "commitments": ("thread_summary", "first"),
    "figures": ("figure_summary", "day"),
    "stories": ("story_summary", "first"),
}


def overview(ask: Ask) -> View:
    """Return the overview, as of the day asked for."""
    connection = ask.record.connection
    until = " WHERE {} <= :as_of" if ask.as_of else " WHERE TRUE"
    values = {"as_of": ask.as_of}

    def counted(name: str) -> int:
        table, known = _COUNTS[name]
        more = (
            " AND undertaking" if name == "commitments" else " AND anonymous = 0" if name == "parties" else ""
        )
        query = f"SELECT count(*) FROM {table}{until.format(known)}{more}"
        return int(connection.execute(query, values).fetchone()[0])

    def by_month(table: str, column: str, more: str = "") -> dict[str, int]:
        # Grouped by day, in the order of an index, and put together by month here: that is the quicker way.
        query = (
            f"SELECT {column}, count(*) FROM {table}{until.format(column)}{more}"
            f" AND {column} IS NOT NULL GROUP BY {column}"
        )
        found: dict[str, int] = {}
        for day, n in connection.execute(query, values):
            found[day[:7]] = found.get(day[:7], 0) + int(n)
        return found

    page = page_of(connection, COMMITMENTS, Asked(as_of=ask.as_of, size=_FEW))
    statuses = next(f.counts for f in page.facets if f.name == "status")
    days = f"FROM report_summary{until.format('day')} AND day IS NOT NULL"
    # Asked for one by one, either end of an index answers at once.
    span = connection.execute(f"SELECT (SELECT min(day) {days}), (SELECT max(day) {days})", values).fetchone()
    data: dict[str, Any] = {
        "counts": {name: counted(name) for name in _COUNTS},
        "first": span[0],
        "last": span[1],
        "left_out": int(connection.execute("SELECT count(*) FROM left_out").fetchone()[0]),
        "months": months(
            by_month("report_summary", "day"), by_month("thread_summary", "first", " AND undertaking = 1")
        ),
        "statuses": shares(
            [(s.replace("_", " "), n, ask.site.page("commitments", status=s)) for s, n in statuses]
        ),
        "status_counts": statuses,
        "newest": page.rows,
        "doubtful": _doubtful(ask),
        "meetings": page_of(
            connection, OCCASIONS, Asked({"class": "meeting"}, "latest", 1, _FEW, ask.as_of, facets=False)
        ).rows,
        "stories": page_of(
            connection, STORIES, Asked({"several": "1"}, "reports", 1, _FEW, ask.as_of, facets=False)
        ).rows,
    }
    return View("overview.html", "Overview", data)


def _doubtful(ask: Ask) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for status in _DOUBTFUL:
        if len(rows) < _FEW:
            asked = Asked({"status": status}, "deeds", 1, _FEW - len(rows), ask.as_of, facets=False)
            rows += page_of(ask.record.connection, COMMITMENTS, asked).rows
    return rows
