"""What the record answers as tables: the same iterators, with ``to_arrow()`` and ``to_pandas()`` on them.

A noun's :class:`Form` says which columns its table has and what is in them; the next noun is a Form here. Tables are for
analysis: a row names its report with publisher and date, words stand beside their spans, and parties have the ids that
they have across reports. pyarrow and pandas are asked for only when a table is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Generic, Literal, TypeVar

from trackrecord.errors import TrackrecordError
from trackrecord.ledger.opening import explained
from trackrecord.types import Reading, Ref

T = TypeVar("T")

Kind = Literal["text", "whole", "number", "yes_no", "texts"]
_BATCH = 10_000
_PANDAS = {"text": "string", "whole": "Int64", "number": "Float64", "yes_no": "boolean", "texts": "object"}


class Lookups:
    """What a row tells besides its own item: ids across reports, threads, statuses. Asked for as rows need them."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._report: str | None = None
        self._parties: dict[str, str] = {}
        self._threads: dict[tuple[str, int], list[str]] = {}
        self._statuses: dict[str, tuple[str, str | None]] | None = None

    def party(self, report: str, local: str | None) -> str | None:
        """Return the id across reports of a party of one report, or None."""
        self._turn_to(report)
        return self._parties.get(local or "")

    def threads(self, ref: Ref) -> list[str]:
        """Return the threads that a commitment or deed is in, sorted."""
        self._turn_to(ref.report)
        return self._threads.get((ref.kind, ref.index), [])

    def status(self, thread: str | None) -> tuple[str | None, str | None]:
        """Return a thread's status and schedule."""
        if self._statuses is None:
            query = "SELECT subject, value, schedule FROM finding WHERE kind = 'status'"
            self._statuses = {subject: (value, schedule) for subject, value, schedule in self._all(query)}
        return self._statuses.get(thread or "", (None, None))

    def _turn_to(self, report: str) -> None:
        # Items come sorted by report, so what is known of one report is enough.
        if report == self._report:
            return
        self._report = report
        self._parties = dict(
            self._all(
                "SELECT p.id, m.linked_party FROM party AS p JOIN linked_party_member AS m"
                " ON m.report = p.report AND m.party = p.item WHERE p.report = ?",
                report,
            )
        )
        self._threads = {}
        query = (
            "SELECT 'commitment', commitment, thread FROM thread_mention WHERE report = ?1"
            " UNION ALL SELECT 'deed', deed, thread FROM thread_deed WHERE report = ?1 ORDER BY 3"
        )
        for kind, item, thread in self._all(query, report):
            self._threads.setdefault((kind, item), []).append(thread)

    def _all(self, query: str, *values: str) -> list[Any]:
        with explained(self._path):
            return self._connection.execute(query, values).fetchall()


class Form(Generic[T]):
    """A table of one noun: its columns with what each holds, and how an item becomes a row of them."""

    def __init__(self, columns: dict[str, Kind], row: Callable[[T, Lookups], tuple[Any, ...]]) -> None:
        self.columns = columns
        self.row = row


class Rows(Iterator[T]):
    """Records, read as one goes; :meth:`to_arrow` and :meth:`to_pandas` make a table of those that are left.

    Like any iterator it gives each record once.
    """

    def __init__(self, source: Iterator[T], form: Form[T], lookups: Lookups) -> None:
        self._source = source
        self._form = form
        self._lookups = lookups

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        return next(self._source)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table."""
        return tuple(self._form.columns)

    def to_arrow(self) -> Any:
        """Return a ``pyarrow.Table`` of the records that are left, typed, also when there are none.

        Raises :class:`~trackrecord.errors.TrackrecordError` where pyarrow is not installed.
        """
        arrow = _installed("pyarrow", "to_arrow()")
        types = {
            "text": arrow.string(),
            "whole": arrow.int64(),
            "number": arrow.float64(),
            "yes_no": arrow.bool_(),
            "texts": arrow.list_(arrow.string()),
        }
        schema = arrow.schema([(name, types[kind]) for name, kind in self._form.columns.items()])
        batches = []
        while rows := list(islice(self._source, _BATCH)):
            columns = self._in_columns(rows)
            arrays = [arrow.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
            batches.append(arrow.RecordBatch.from_arrays(arrays, schema=schema))
        return arrow.Table.from_batches(batches, schema)

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame`` of the records that are left; absent values are ``<NA>``, lists are lists.

        Raises :class:`~trackrecord.errors.TrackrecordError` where pandas is not installed.
        """
        pandas = _installed("pandas", "to_pandas()")
        columns = self._in_columns(list(self._source))
        kinds = self._form.columns.items()
        return pandas.DataFrame(
            {
                name: pandas.Series(column, dtype=_PANDAS[kind])
                for (name, kind), column in zip(kinds, columns, strict=True)
            }
        )

    def _in_columns(self, records: list[T]) -> list[list[Any]]:
        rows = [self._form.row(record, self._lookups) for record in records]
        return [[row[place] for row in rows] for place in range(len(self._form.columns))]


def named(ref: Ref) -> str:
    """Return a reference as findings and rulings write it: ``REPORT:commitment:3``."""
    return f"{ref.report}:{ref.kind}:{ref.index}"


def name_in(reading: Reading, local: str | None) -> str | None:
    """Return the name of a reading's party, or None."""
    party = reading.party(local)
    return party.name if party else None


def _installed(package: str, what: str) -> Any:
    try:
        return import_module(package)
    except ImportError as error:
        cause = f"needs the package {package}, which is not installed"
        raise TrackrecordError(what, cause, 'Install it with pip install "trackrecord[tables]"') from error
