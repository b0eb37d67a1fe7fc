"""One list of the record: its columns, filters, facets and order, and one page of it.

What a user types is only ever a value that SQLite binds; names of columns and the SQL around them are ours. A filter
that is not known, or a value that a filter does not take, is passed over and told of in ``Page.ignored``.

A page is found in two steps, so that it is quick in a large ledger: rows are filtered, ordered and counted by what
indexes hold (``Listing.source``), and the wide columns are read for the rows of the page alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any, Literal

PAGE = 50
"""Rows of a page."""
MOST = 1_000
"""Rows of a page at most, whatever is asked for."""
COUNTED = 10_000
"""Rows are counted up to this many; beyond it a page says "more than"."""

FilterKind = Literal["choice", "text", "party", "day", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its name, the SQL that gives it, and what it holds, in words."""

    name: str
    sql: str
    about: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that a user can set. ``sql`` uses ``:value`` (and ``:as_of``); ``choices`` are all that a choice takes.

    A flag takes ``1``; a day ``YYYY-MM-DD``; a party its id or its name; a text anything.
    """

    name: str
    about: str
    kind: FilterKind
    sql: str
    choices: tuple[str, ...] = ()
    prepare: Callable[[str], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. ``source`` is its FROM clause, ``known`` the SQL of the day on which a row was first known.

    Filters, orders and facets use columns of ``source`` alone, those of its index where they can; ``joins`` goes behind it for
    the columns that are shown. ``key`` is the SQL of what tells a row of ``source`` from all others.
    ``orders`` maps the name of an order to SQL; the first is the usual one. ``facets`` are filters of the kind
    choice or flag that ask for equality, with the SQL of the value that is counted.
    ``as_of_source`` stands for ``source`` where the record is asked for as of a day. ``counted`` holds rows that are added up
    already by facets and day, with their number ``n``: facets are counted there where nothing else is asked for.
    """

    name: str
    about: str
    source: str
    key: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    orders: Mapping[str, str]
    known: str
    joins: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    as_of_source: str | None = None
    counted: str | None = None
    usual: Mapping[str, str] = field(default_factory=dict)

    def filter(self, name: str) -> Filter | None:
        """Return the filter of that name, or None."""
        return next((f for f in self.filters if f.name == name), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list: values by filter, an order, a page (from 1), the day as of which, and whether facets."""

    filters: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None
    page: int = 1
    size: int = PAGE
    as_of: str | None = None
    facets: bool = True


@dataclass(frozen=True, slots=True)
class Facet:
    """How many rows there are for each value of a filter, with the other filters as they are set."""

    name: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. ``total`` is at most :data:`COUNTED` + 1, which stands for more than that."""

    listing: Listing
    asked: Asked
    rows: tuple[dict[str, Any], ...]
    total: int
    facets: tuple[Facet, ...]
    ignored: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages there are, of those rows that were counted."""
        return max(1, -(-min(self.total, COUNTED) // self.asked.size))


def page_of(connection: Connection, listing: Listing, asked: Asked) -> Page:
    """Return the page of *listing* that is *asked* for, with facets. Unknown filters are passed over, and told."""
    conditions, values, ignored = _conditions(listing, asked)
    rows = _rows(connection, listing, asked, conditions, values)
    facets: tuple[Facet, ...] = ()
    counted = None
    if asked.facets:
        facets, counted = _facets(connection, listing, asked, conditions, values)
    if counted is None:
        source, where = _source(listing, asked), _where(conditions.values())
        counting = f"SELECT count(*) FROM (SELECT 1 FROM {source}{where} LIMIT {COUNTED + 1})"
        counted = int(connection.execute(counting, values).fetchone()[0])
    size, number = _page(asked)
    settled = Asked(asked.filters, asked.order, number, size, asked.as_of, asked.facets)
    return Page(listing, settled, rows, min(counted, COUNTED + 1), facets, tuple(ignored))


def first_of(connection: Connection, listing: Listing, asked: Asked) -> tuple[dict[str, Any], ...]:
    """Return the rows of the page of *listing* that is *asked* for, and count nothing."""
    conditions, values, _ = _conditions(listing, asked)
    return _rows(connection, listing, asked, conditions, values)


def rows_of(connection: Connection, listing: Listing, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield all rows that the filters let through, in order, not only a page of them."""
    conditions, values, _ = _conditions(listing, asked)
    source = f"{_source(listing, asked)} {listing.joins}"
    query = f"SELECT {_columns(listing)} FROM {source}{_where(conditions.values())} ORDER BY {_order(listing, asked)}"
    names = [c.name for c in listing.columns]
    for row in connection.execute(query, values):
        yield dict(zip(names, row, strict=True))


def _page(asked: Asked) -> tuple[int, int]:
    """Return how many rows a page has, and which page it is, within bounds."""
    return min(max(asked.size, 1), MOST), min(max(asked.page, 1), COUNTED)


def _rows(
    connection: Connection,
    listing: Listing,
    asked: Asked,
    conditions: Mapping[str, str],
    values: Mapping[str, Any],
) -> tuple[dict[str, Any], ...]:
    """Return the rows of one page: which they are by what indexes hold, then what is shown of them."""
    source, (size, number) = _source(listing, asked), _page(asked)
    order = _order(listing, asked)
    found = f"SELECT {listing.key} FROM {source}{_where(conditions.values())} ORDER BY {order} LIMIT :limit OFFSET :offset"
    within = f"({listing.key}) IN ({found})"
    query = f"SELECT {_columns(listing)} FROM {source} {listing.joins} WHERE {within} ORDER BY {order}"
    cursor = connection.execute(query, {**values, "limit": size, "offset": (number - 1) * size})
    names = [c.name for c in listing.columns]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor)


def _order(listing: Listing, asked: Asked) -> str:
    return listing.orders.get(asked.order or "") or next(iter(listing.orders.values()))


def _columns(listing: Listing) -> str:
    return ", ".join(f'{c.sql} AS "{c.name}"' for c in listing.columns)


def _source(listing: Listing, asked: Asked) -> str:
    return listing.as_of_source if asked.as_of and listing.as_of_source else listing.source


def _where(conditions: Any) -> str:
    joined = " AND ".join(f"({c})" for c in conditions)
    return f" WHERE {joined}" if joined else ""


def _conditions(listing: Listing, asked: Asked) -> tuple[dict[str, str], dict[str, Any], list[str]]:
    """Return the conditions by name of their filter, the values that they bind, and what was passed over."""
    conditions: dict[str, str] = {}
    values: dict[str, Any] = {"as_of": asked.as_of}
    ignored = []
    if asked.as_of:
        conditions["as_of"] = f"{listing.known} <= :as_of"
    for name, given in {**listing.usual, **asked.filters}.items():
        chosen = listing.filter(name)
        value = None if chosen is None else _value(chosen, given)
        if chosen is None or value is None:
            if given.strip() and given != "any":
                ignored.append(f"{name}={given[:80]}")
            continue
        conditions[name] = chosen.sql.replace(":value", f":{name}")
        values[name] = value
    return conditions, values, ignored


def _value(chosen: Filter, given: str) -> str | None:
    """Return what is bound for *given*; None where the filter does not take it, or where it is empty."""
    given = given.strip().replace("\x00", "")
    if not given or given == "any":
        return None
    if chosen.kind == "choice" and given not in chosen.choices:
        return None
    if chosen.kind == "flag" and given not in ("1", "0"):
        return None
    try:
        given.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return chosen.prepare(given) if chosen.prepare else given


def _facets(
    connection: Connection,
    listing: Listing,
    asked: Asked,
    conditions: Mapping[str, str],
    values: Mapping[str, Any],
) -> tuple[tuple[Facet, ...], int | None]:
    """Count the rows by each filter's values, with all the other filters set as they are; and all of them.

    One walk through the rows counts every combination of values; from these few cells each facet is added up. None for all
    of them where the list has no facets.
    """
    names = list(listing.facets)
    if not names:
        return (), None
    others = [condition for name, condition in conditions.items() if name not in listing.facets]
    listed = ", ".join(f"{listing.facets[name]} AS v{place}" for place, name in enumerate(names))
    grouped = ", ".join(f"v{place}" for place in range(len(names)))
    source, number = _source(listing, asked), "count(*)"
    if listing.counted and set(conditions) <= {"as_of", *names}:
        source, number = listing.counted, "sum(n)"
    query = f"SELECT {listed}, {number} FROM {source}{_where(others)} GROUP BY {grouped}"
    chosen = [str(values[name]) if name in conditions else None for name in names]
    counted: list[dict[str, int]] = [{} for _ in names]
    total = 0
    for *found, n in connection.execute(query, values):
        cell = [None if value is None else str(value) for value in found]
        amiss = [place for place, value in enumerate(chosen) if value is not None and cell[place] != value]
        if not amiss:
            total += int(n)
        for place, value in enumerate(cell):
            if value is not None and amiss in ([], [place]):
                counted[place][value] = counted[place].get(value, 0) + int(n)
    facets = tuple(
        Facet(name, tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))))
        for name, counts in zip(names, counted, strict=True)
    )
    return facets, total
