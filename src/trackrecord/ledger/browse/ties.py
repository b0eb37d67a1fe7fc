"""Who dealt with whom, of the whole record or as it stood at the end of a day.

Of the whole record ties are summed up already (``party_tie``); as of a day they are those that a report had told of by then
(``tie_day``), so that nothing of later days is in them.
"""

from __future__ import annotations

from sqlite3 import Connection
from typing import Any

RELATIONS = ("met", "acted_towards", "undertook_towards")
"""What two parties can have to do with each other; ``met`` goes both ways, the others from the first to the second."""


def ties(
    connection: Connection, relation: str, as_of: str | None, most: int, party: str | None = None
) -> list[dict[str, Any]]:
    """Return the strongest ties between named parties (of one *party* to others), the most frequent first.

    Without *party*, those that met are given once. ``last`` is an EDTF date, or None. Raises ``KeyError`` for a relation
    that is none of :data:`RELATIONS`.
    """
    if relation not in RELATIONS:
        raise KeyError(relation)
    # The key of the one table begins with the party, that of the other with the relation.
    counted = "SELECT * FROM party_tie WHERE " + (
        "relation = :relation" if party is None else "party = :party AND +relation = :relation"
    )
    if as_of is not None:
        counted = (
            "SELECT party, other, sum(times) AS times, max(last) AS last FROM tie_day"
            f" WHERE relation = :relation AND day <= :as_of{'' if party is None else ' AND party = :party'}"
            " GROUP BY party, other"
        )
    once = " AND t.party < t.other" if relation == "met" and party is None else ""
    rows = connection.execute(
        f"SELECT t.party, a.name, t.other, b.name, t.times, t.last FROM ({counted}) AS t"
        " JOIN party_summary AS a ON a.party = t.party JOIN party_summary AS b ON b.party = t.other"
        f" WHERE NOT b.anonymous AND (:party IS NOT NULL OR NOT a.anonymous){once}"
        " ORDER BY t.times DESC, a.name, b.name, t.party, t.other LIMIT :most",
        {"relation": relation, "party": party, "as_of": as_of, "most": most},
    )
    names = ("party", "name", "other", "other_name", "times", "last")
    return [dict(zip(names, row, strict=True)) for row in rows]
