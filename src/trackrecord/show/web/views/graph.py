"""Who met or dealt with whom, drawn, with the same as a table beside it."""

from __future__ import annotations

from typing import Any

from trackrecord.show.web.drawing import Tie, network
from trackrecord.show.web.views import Ask, View

_RELATIONS = {
    "met": "met",
    "acted_towards": "acted towards",
    "undertook_towards": "undertook something towards",
}
_TIES = 60


def graph(ask: Ask) -> View:
    """Return the strongest ties of one relation between parties that are named."""
    relation = ask.params.get("relation", "met")
    relation = relation if relation in _RELATIONS else "met"
    both = " AND t.party < t.other" if relation == "met" else ""
    rows = ask.record.connection.execute(
        "SELECT t.party, a.name, t.other, b.name, t.times, t.last FROM party_tie AS t"
        " JOIN party_summary AS a ON a.party = t.party JOIN party_summary AS b ON b.party = t.other"
        f" WHERE t.relation = ?1{both} AND NOT a.anonymous AND NOT b.anonymous"
        " AND (?2 IS NULL OR (a.first <= ?2 AND b.first <= ?2))"
        " ORDER BY t.times DESC, a.name, b.name, t.party, t.other LIMIT ?3",
        (relation, ask.as_of, _TIES),
    ).fetchall()
    ties = [
        {"party": a, "name": an, "other": b, "other_name": bn, "times": n, "last": last}
        for a, an, b, bn, n, last in rows
    ]
    names = {t["party"]: t["name"] for t in ties} | {t["other"]: t["other_name"] for t in ties}
    hrefs = {i: ask.site.thing("parties", i) for i in names}
    words = _RELATIONS[relation]
    drawing = network(
        names,
        [
            Tie(t["party"], t["other"], t["times"], f"{t['name']} {words} {t['other_name']}: {t['times']}")
            for t in ties
        ],
        hrefs,
    )
    data: dict[str, Any] = {"relation": relation, "relations": _RELATIONS, "ties": ties}
    return View("graph.html", "Who dealt with whom", data | {"drawing": drawing})
