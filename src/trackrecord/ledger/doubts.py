"""What in a ledger is worth a person's ruling: rows that are doubtful, and how much hangs on them.

Doubt runs from 0 to 1; importance is log2(1 + n), n what hangs on the row. Each number is documented on the page of
rulings. One SQL statement a kind of doubt, over the summaries, so that a large ledger is asked quickly.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, Literal

from trackrecord.types import ItemKind, Ref

DoubtKind = Literal["same_party", "status", "promisor", "figures", "occasion", "garbled", "sample"]
_OPEN = {"disputed": 0.6, "unclear": 0.6}
_NAMELESS = 0.7
_DIFFER = 0.6
_DISPUTED = 0.6
_GARBLED = 0.3  # a report's garble score from which its commitments and deeds are doubted for it
_LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful row: its kind, the items it is about, how doubtful it is, and how much hangs on it.

    ``about`` is the id of the thread or occasion where it is of one; ``why`` says in words what is doubtful.
    """

    kind: DoubtKind
    refs: tuple[Ref, ...]
    doubt: float
    importance: float
    why: str
    about: str | None = None

    @property
    def score(self) -> float:
        """Doubt times importance, by which the queue is ordered."""
        return round(self.doubt * self.importance, 4)


def doubts(connection: Connection) -> list[Doubt]:
    """Return all doubtful rows, the most worth a ruling first, whether ruled on or not."""
    found = [d for source in _SOURCES for d in source(connection)]
    return sorted(found, key=lambda d: (-d.score, d.kind, d.refs))


def sample(connection: Connection, kinds: tuple[ItemKind, ...]) -> list[Doubt]:
    """Return all items of these kinds in an order that chance gives, the same for the same items every time."""
    refs = [
        Ref(report, kind, item)
        for kind in kinds
        for report, item in connection.execute(f"SELECT report, item FROM {_ITEM_TABLES[kind]}")
    ]
    drawn = sorted(
        refs, key=lambda ref: hashlib.sha256(f"{ref.report}{ref.kind}{ref.index}".encode()).digest()
    )
    return [Doubt("sample", (ref,), 0.5, 1.0, "drawn by chance") for ref in drawn]


_ITEM_TABLES: dict[ItemKind, str] = {
    "party": "party",
    "date": "date_mention",
    "figure": "figure",
    "statement": "statement",
    "event": "event",
    "commitment": "commitment",
    "deed": "deed",
}


def _importance(number: Any) -> float:
    return round(math.log2(1 + int(number or 0)), 4)


def _same_party(connection: Connection) -> Iterator[Doubt]:
    query = """
    SELECT j.a_report, j.a_item, j.b_report, j.b_item, j.score, j.reasons,
      (SELECT s.commitments + s.statements + s.occasions FROM party_summary AS s WHERE s.party = a.linked_party)
      + (SELECT s.commitments + s.statements + s.occasions FROM party_summary AS s WHERE s.party = b.linked_party)
    FROM party_join AS j
    JOIN linked_party_member AS a ON a.report = j.a_report AND a.party = j.a_item
    JOIN linked_party_member AS b ON b.report = j.b_report AND b.party = j.b_item
    WHERE NOT j.made AND a.linked_party <> b.linked_party
    """
    from trackrecord.ledger.rows import unpacked

    for a, i, b, j, score, reasons, number in connection.execute(query):
        doubt = max(_LEAST, 1 - 2 * abs(score - 0.5))
        refs = (Ref(a, "party", i), Ref(b, "party", j))
        why = f"may be one party (score {score:g}): {'; '.join(unpacked(reasons))}"
        yield Doubt("same_party", refs, round(doubt, 4), _importance(number), why)


def _threads(connection: Connection, condition: str) -> Iterator[tuple[Any, ...]]:
    query = f"""
    SELECT t.thread, t.status, COALESCE(t.sources, 1), t.mentions, t.deeds, m.report, m.commitment
    FROM thread_summary AS t JOIN thread_mention AS m ON m.thread = t.thread AND m.item = 0
    WHERE t.undertaking AND {condition}
    """
    yield from connection.execute(query)


def _status(connection: Connection) -> Iterator[Doubt]:
    rows = _threads(connection, "t.status IN ('disputed', 'broken', 'partly_kept', 'unclear')")
    for thread, status, sources, mentions, deeds, report, item in rows:
        doubt = max(1 / max(1, sources), _OPEN.get(status, 0.0))
        many = f"{sources} independent source{'s' if sources != 1 else ''}"
        why = f"status {status.replace('_', ' ')}, from {many}"
        refs = (Ref(report, "commitment", item),)
        yield Doubt("status", refs, round(doubt, 4), _importance(mentions + deeds), why, thread)


def _promisor(connection: Connection) -> Iterator[Doubt]:
    for thread, _, _, mentions, _, report, item in _threads(connection, "t.by IS NULL"):
        refs = (Ref(report, "commitment", item),)
        yield Doubt("promisor", refs, _NAMELESS, _importance(mentions), "nobody known is bound by it", thread)


def _figures(connection: Connection) -> Iterator[Doubt]:
    query = """
    SELECT s.a_report, s.a_item, s.b_report, s.b_item, f.explanation,
      (SELECT CAST(c.value AS INTEGER) FROM finding AS c WHERE c.subject = f.subject AND c.kind = 'corroboration')
    FROM figure_summary AS s JOIN finding AS f ON f.item = s.finding WHERE s.agreement = 'differ'
    """
    for a, i, b, j, explanation, sources in connection.execute(query):
        refs = (Ref(a, "figure", i), Ref(b, "figure", j))
        yield Doubt("figures", refs, _DIFFER, _importance(sources or 1), explanation)


def _occasions(connection: Connection) -> Iterator[Doubt]:
    query = """
    SELECT o.id, e.report, e.event, (SELECT count(*) FROM occasion_event AS x WHERE x.occasion = o.id)
    FROM occasion AS o JOIN occasion_event AS e ON e.occasion = o.id AND e.item = 0 WHERE o.outcome = 'disputed'
    """
    for occasion, report, item, number in connection.execute(query):
        why = "some reports tell of it, others deny it"
        yield Doubt("occasion", (Ref(report, "event", item),), _DISPUTED, _importance(number), why, occasion)


def _garbled(connection: Connection) -> Iterator[Doubt]:
    for kind, table in (("commitment", "thread_mention"), ("deed", "thread_deed")):
        query = f"""
        SELECT m.report, m.{kind}, min(m.thread), r.garble, max(t.mentions)
        FROM report AS r JOIN {table} AS m ON m.report = r.id JOIN thread_summary AS t ON t.thread = m.thread
        WHERE r.garble >= ? AND t.undertaking GROUP BY m.report, m.{kind}
        """
        for report, item, thread, garble, mentions in connection.execute(query, (_GARBLED,)):
            refs = (Ref(report, "commitment" if kind == "commitment" else "deed", item),)
            why = f"read in a report that reads garbled ({garble:.2f})"
            yield Doubt("garbled", refs, round(garble, 4), _importance(mentions), why, thread)


_SOURCES = (_same_party, _status, _promisor, _figures, _occasions, _garbled)
