"""One party: its commitments by status, what it said, with whom it dealt, the figures it gave, and its names."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse import things
from trackrecord.ledger.browse.listing import Asked, page_of
from trackrecord.ledger.browse.tables import COMMITMENTS, OCCASIONS, STATEMENTS
from trackrecord.ledger.browse.ties import ties
from trackrecord.show.web.drawing import shares
from trackrecord.show.web.views import Ask, MissingError, View
from trackrecord.show.web.views.evidence import around, sourced
from trackrecord.types import LinkedParty, Ref, Span

_FEW = 12
_MENTIONS = 30
_JOINED = 200
"""Members of a party that are looked at for joins that were only proposed."""


def party(ask: Ask, party_id: str) -> View:
    """Return the page of one party. Raises :class:`MissingError` where there is none."""
    connection = ask.record.connection
    found = things.party(connection, party_id, _JOINED)
    if found is None:
        raise MissingError(f"no party has the id {party_id}")
    by = page_of(connection, COMMITMENTS, Asked({"by": party_id}, None, 1, _FEW, ask.as_of))
    to = page_of(connection, COMMITMENTS, Asked({"to": party_id}, None, 1, _FEW, ask.as_of, facets=False))
    said = page_of(connection, STATEMENTS, Asked({"party": party_id}, None, 1, _FEW, ask.as_of))
    occasions = page_of(
        connection, OCCASIONS, Asked({"party": party_id}, "latest", 1, _FEW, ask.as_of, facets=False)
    )
    statuses = next(f.counts for f in by.facets if f.name == "status")
    data: dict[str, Any] = {
        "party": {
            "id": found.id,
            "name": found.name,
            "kind": found.kind,
            "names": list(found.names),
            "offices": list(found.offices),
            "country": found.country,
            "anonymous": found.anonymous,
            "reports": _reports(ask, party_id),
        },
        "by": {"rows": by.rows, "total": by.total},
        "to": {"rows": to.rows, "total": to.total},
        "statements": {"rows": [_led(ask, row) for row in said.rows], "total": said.total},
        "occasions": {"rows": occasions.rows, "total": occasions.total},
        "statuses": list(statuses),
        "met": _ties(ask, party_id, "met"),
        "acted": _ties(ask, party_id, "acted_towards"),
        "figures": _figures(ask, party_id),
        "mentions": _mentions(ask, party_id),
        "maybe": _maybe(ask, found),
    }
    drawing = shares(
        [
            (status.replace("_", " "), n, ask.site.page("commitments", by=party_id, status=status))
            for status, n in statuses
        ]
    )
    return View("party.html", found.name, data | {"drawing": drawing})


def _led(ask: Ask, row: dict[str, Any]) -> dict[str, Any]:
    span = Span(row["start"] or 0, row["end"] or 0)
    leading = sourced(ask, row["report"], span, row["content"], row["publisher"], row["published"], None)
    return row | leading | around(ask, row["report"], span)


def _reports(ask: Ask, party_id: str) -> int:
    row = ask.record.connection.execute("SELECT reports FROM party_summary WHERE party = ?", (party_id,))
    return int((row.fetchone() or (0,))[0])


def _ties(ask: Ask, party_id: str, relation: str) -> list[dict[str, Any]]:
    return [
        {"party": tie["other"], "name": tie["other_name"], "times": tie["times"], "last": tie["last"]}
        for tie in ties(ask.record.connection, relation, ask.as_of, _FEW, party_id)
    ]


def _figures(ask: Ask, party_id: str) -> list[dict[str, Any]]:
    """Return the figures that the party gave, the latest first."""
    rows = ask.record.connection.execute(
        'SELECT f.report, f.start, f."end", s.quote, f.counts_text, r.publisher, r.day'
        " FROM (SELECT * FROM given_summary WHERE party = ?1 AND (?2 IS NULL OR day <= ?2)"
        " ORDER BY day DESC, report, item LIMIT ?3) AS g"
        " JOIN figure AS f ON f.report = g.report AND f.item = g.item"
        ' JOIN span AS s ON s.report = f.report AND s.start = f.start AND s."end" = f."end"'
        " JOIN report_summary AS r ON r.report = f.report"
        " ORDER BY r.day DESC, f.report, f.item",
        (party_id, ask.as_of, _FEW),
    )
    return [
        {"quote": quote, "counts": counts, "publisher": publisher, "published": day}
        | sourced(ask, report, Span(start, end), quote, publisher, day, None)
        for report, start, end, quote, counts, publisher, day in rows
    ]


def _mentions(ask: Ask, party_id: str) -> list[dict[str, Any]]:
    """Return the first mention in each report, the latest report first: what the joining rests on."""
    # The latest reports first: a party in every report of a large ledger has tens of thousands of mentions.
    rows = ask.record.connection.execute(
        'SELECT n.report, n.start, n."end", s.quote, s.before, s.after, m.publisher, m.day, m.title FROM ('
        " SELECT k.report, k.party, k.item, r.publisher, r.day, r.title FROM linked_party_member AS k"
        " JOIN report_summary AS r ON r.report = k.report"
        " WHERE k.linked_party = ?1 AND (?2 IS NULL OR r.day <= ?2)"
        " ORDER BY r.day DESC, k.report, k.item LIMIT ?3) AS m"
        " JOIN party AS p ON p.report = m.report AND p.item = m.party"
        " JOIN mention AS n ON n.report = p.report AND n.party = p.id AND n.item = 0"
        ' JOIN span AS s ON s.report = n.report AND s.start = n.start AND s."end" = n."end"'
        " ORDER BY m.day DESC, n.report, m.item",
        (party_id, ask.as_of, _MENTIONS),
    )
    return [
        {
            "quote": quote,
            "before": before,
            "after": after,
            "publisher": publisher,
            "published": day,
            "title": title,
            "subject": f"party/{report}/{start}-{end}",
        }
        | sourced(ask, report, Span(start, end), quote, publisher, day, None)
        for report, start, end, quote, before, after, publisher, day, title in rows
    ]


def _maybe(ask: Ask, found: LinkedParty) -> list[dict[str, Any]]:
    """Return the parties that may be the same: joins that were proposed and not made, each once."""
    connection = ask.record.connection
    rows: dict[str, dict[str, Any]] = {}
    for member in found.members:
        for join in things.joins_of(connection, member):
            other = join.b if join.a == member else join.a
            if join.made:
                continue
            row = connection.execute(
                "SELECT s.party, s.name FROM linked_party_member AS m JOIN party_summary AS s"
                " ON s.party = m.linked_party WHERE m.report = ?1 AND m.party = ?2"
                " AND (?3 IS NULL OR s.first <= ?3)",
                (other.report, other.index, ask.as_of),
            ).fetchone()
            if row is not None and row[0] != found.id and row[0] not in rows:
                rows[row[0]] = {
                    "party": row[0],
                    "name": row[1],
                    "score": join.score,
                    "reasons": list(join.reasons),
                    "subject": _named(ask, member),
                    "other": _named(ask, other),
                }
    return sorted(rows.values(), key=lambda row: (-row["score"], row["name"]))


def _named(ask: Ask, member: Ref) -> str:
    """Return a party of one report as rulings name it: by its first mention."""
    row = ask.record.connection.execute(
        'SELECT n.start, n."end" FROM party AS p JOIN mention AS n ON n.report = p.report AND n.party = p.id'
        " WHERE p.report = ? AND p.item = ? AND n.item = 0",
        (member.report, member.index),
    ).fetchone()
    return f"party/{member.report}/{row[0]}-{row[1]}" if row else ""
