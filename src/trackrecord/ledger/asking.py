"""Questions put to the record: typed items, filtered by SQL, each with the reading it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, Generic, TypeVar

from trackrecord.ledger.linked import load_parties
from trackrecord.ledger.stored import load_reading
from trackrecord.types import (
    Commitment,
    Deed,
    Event,
    Figure,
    ItemKind,
    LinkedParty,
    Reading,
    Ref,
    Statement,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One item of the record: what it is, how it is named across reports, and the reading it stands in."""

    ref: Ref
    item: T
    reading: Reading


# The items whose party (in a column of their table) is among the linked parties of a given name. With no name
# given, all. Parties that linking has not joined yet are asked for by their own names.
_OF_PARTY = """EXISTS (
  SELECT 1 FROM party AS p
  LEFT JOIN linked_party_member AS m ON m.report = p.report AND m.party = p.item
  WHERE p.report = x.report AND p.id = x.{column}
  AND (m.linked_party IN (SELECT value FROM json_each(:ids)) OR p.name = :name COLLATE NOCASE)
)"""


def find_parties(connection: Connection, name: str | None) -> Iterator[LinkedParty]:
    """Yield the parties across reports; with *name*, those with that id or with it in one of their names.

    Names match whole words, whatever their case: "al-Amin" finds "Omar al-Amin" and not "al-Aminu".
    """
    for party in load_parties(connection):
        if name is None or is_called(party, name):
            yield party


def is_called(party: LinkedParty, name: str) -> bool:
    """Whether *name* is the party's id or stands in one of its names as a run of whole words."""
    wanted = _words(name)
    return party.id == name or any(_within(wanted, _words(known)) for known in (party.name, *party.names))


def find_commitments(
    connection: Connection, party: str | None, kind: str | None, status: str | None
) -> Iterator[Entry[Commitment]]:
    """Yield commitments by or to *party*, of one *kind*, whose thread was found to have that *status*."""
    conditions = ["(:kind IS NULL OR x.kind = :kind)"]
    if party is not None:
        sides = (_OF_PARTY.format(column="by_party"), _OF_PARTY.format(column="to_party"))
        conditions.append(f"({' OR '.join(sides)} OR x.by = :name COLLATE NOCASE)")
    if status is not None:
        conditions.append(
            "EXISTS (SELECT 1 FROM thread_mention AS t JOIN finding AS f ON f.subject = t.thread"
            " WHERE t.report = x.report AND t.commitment = x.item AND f.kind = 'status' AND f.value = :status)"
        )
    values = {"kind": kind, "status": status, **_named(connection, party)}
    return _entries(connection, "commitment", "commitment", lambda r: r.commitments, conditions, values)


def find_statements(connection: Connection, party: str | None) -> Iterator[Entry[Statement]]:
    """Yield statements, with *party* those that it made."""
    conditions = [] if party is None else [_OF_PARTY.format(column="party")]
    values = _named(connection, party)
    return _entries(connection, "statement", "statement", lambda r: r.statements, conditions, values)


def find_events(connection: Connection, type_: str | None) -> Iterator[Entry[Event]]:
    """Yield events, with *type_* those of one PLOVER type."""
    conditions = ["(:type IS NULL OR x.type = :type)"]
    return _entries(connection, "event", "event", lambda r: r.events, conditions, {"type": type_})


def find_figures(connection: Connection) -> Iterator[Entry[Figure]]:
    """Yield all figures."""
    return _entries(connection, "figure", "figure", lambda r: r.figures, [], {})


def find_deeds(connection: Connection) -> Iterator[Entry[Deed]]:
    """Yield all deeds."""
    return _entries(connection, "deed", "deed", lambda r: r.deeds, [], {})


def _entries(
    connection: Connection,
    table: str,
    kind: ItemKind,
    items: Callable[[Reading], Sequence[T]],
    conditions: list[str],
    values: dict[str, Any],
) -> Iterator[Entry[T]]:
    where = " AND ".join(conditions) or "TRUE"
    query = f"SELECT x.report, x.item FROM {table} AS x WHERE {where} ORDER BY x.report, x.item"
    reading: Reading | None = None
    for report, item in connection.execute(query, values).fetchall():
        if reading is None or reading.report.id != report:
            reading = load_reading(connection, report)
        # None only where another process has thrown this reading away since the query.
        if reading is not None:
            yield Entry(Ref(report, kind, item), items(reading)[item], reading)


def _named(connection: Connection, party: str | None) -> dict[str, Any]:
    if party is None:
        return {}
    ids = ",".join(f'"{found.id}"' for found in find_parties(connection, party))
    return {"name": party, "ids": f"[{ids}]"}


def _words(name: str) -> list[str]:
    return name.casefold().split()


def _within(wanted: list[str], words: list[str]) -> bool:
    """Whether *wanted* stands in *words* as a run of whole words."""
    size = len(wanted)
    return size > 0 and any(words[i : i + size] == wanted for i in range(len(words) - size + 1))
