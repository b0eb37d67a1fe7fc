"""Who met or dealt with whom, drawn, with the same as a table beside it."""

from __future__ import annotations

from typing import Any

from trackrecord.ledger.browse.ties import ties as ties_of
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
    ties = ties_of(ask.record.connection, relation, ask.as_of, _TIES)
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
