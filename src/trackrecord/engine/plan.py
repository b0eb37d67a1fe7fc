"""The same function over many items as a Daft plan, from and to Parquet: on this machine, or on a Ray cluster.

A plan has the signature of :func:`pool.run`, so whatever runs in a pool of processes runs on a cluster, and gives the
same. Items are taken a portion at a time, which bounds memory and is what is done over where a machine dies: a portion is
written as Parquet, a query maps the work over it and writes Parquet, and what that lacks is asked for again.
"""

from __future__ import annotations

import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import count, islice
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, TypeVar

from trackrecord.engine.pool import run
from trackrecord.errors import EngineError, TrackrecordError

T = TypeVar("T")
R = TypeVar("R")

_PORTION = 128  # items a worker and portion: seconds of reading, so that little is lost with a machine
_FILES = 4  # files a worker and portion: what one of them cannot do, others take over
_TRIES = 2  # times that a portion is asked for before what it lacks is done here


class Plan:
    """Runs work as Daft queries. Use it in a ``with`` statement: its folder goes at the end.

    *folder* is where Parquet files are kept while it works; every machine of a cluster must see it under this path.
    *address* is the Ray cluster's (``auto`` for the one that runs here, ``ray://HOST:PORT``), None for this machine.
    Raises :class:`~trackrecord.errors.EngineError` where Daft or Ray is not installed or the cluster cannot be reached.
    """

    def __init__(self, folder: str | Path | None = None, address: str | None = None) -> None:
        self._daft, self._arrow, self._parquet = _modules(address)
        self.address = address
        if folder is not None:
            Path(folder).mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix="trackrecord-plan-", dir=folder)).absolute()
        self._number = count()

    def __enter__(self) -> Plan:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(
        self, work: Callable[[T], R], items: Iterable[T], workers: int, broken: Callable[[T], R], /
    ) -> Iterator[R]:
        """Yield ``work(item)`` for every item, in the order of the items.

        *workers* is how many processes a machine of its own works with; a cluster uses all that it has. Exceptions that
        *work* raises are raised here; for an item that ends its process again and again ``broken(item)`` is yielded.
        """
        rest = iter(items)
        while portion := list(islice(rest, _PORTION * max(1, workers))):
            yield from self._portion(work, portion, workers, broken)

    def _portion(
        self, work: Callable[[T], R], portion: Sequence[T], workers: int, broken: Callable[[T], R]
    ) -> Iterator[R]:
        done: dict[int, bytes] = {}
        failure: Exception | None = None
        for _ in range(_TRIES):
            left = [i for i in range(len(portion)) if i not in done]
            if not left:
                break
            place = self.folder / f"{next(self._number):06d}"
            files = self._written(place / "in", [(i, pickle.dumps(portion[i])) for i in left], workers)
            try:
                self._query(work, files, place / "out", workers)
            except Exception as error:  # whatever ended it: a machine that died, a process out of memory
                failure = error
            done.update(self._read(place / "out"))
            shutil.rmtree(place, ignore_errors=True)
        if not done and failure is not None and self.address is not None:
            raise EngineError(
                self.address,
                f"the query failed {_TRIES} times ({type(failure).__name__}: {str(failure)[:300]})",
                "Look at the cluster's log; what was written before stays, and the same command goes on from there.",
            ) from failure
        # What a query fails on again and again is done here, each item in a process that it may end.
        left = [i for i in range(len(portion)) if i not in done]
        here = iter(run(work, [portion[i] for i in left], max(2, workers), broken) if left else ())
        for number in range(len(portion)):
            yield _opened(done[number]) if number in done else next(here)

    def _written(self, folder: Path, rows: Sequence[tuple[int, bytes]], workers: int) -> list[str]:
        """Write rows as Parquet, in as many files as keep all workers busy; return their paths."""
        folder.mkdir(parents=True)
        number = min(len(rows), max(1, workers) * _FILES)
        paths = []
        for part in range(number):
            some = rows[part::number]
            table = self._arrow.table({"number": [n for n, _ in some], "item": [x for _, x in some]})
            paths.append(str(folder / f"{part:04d}.parquet"))
            self._parquet.write_table(table, paths[-1])
        return paths

    def _query(self, work: Callable[[T], R], files: list[str], out: Path, workers: int) -> None:
        daft = self._daft
        binary = daft.DataType.binary()
        name = pickle.dumps(work)

        # On a cluster no number of processes is asked for: those that a dead machine had would be waited for until there is
        # room for them elsewhere, which may be never. So the work goes wherever there is room.
        some = max(1, workers) if self.address is None else None

        @daft.cls(max_concurrency=some, use_process=workers > 1 or self.address is not None)
        class Work:
            """The work, taken along once a process."""

            def __init__(self, work: bytes) -> None:
                self.work = pickle.loads(work)

            @daft.method(return_dtype=binary)  # type: ignore[untyped-decorator,unused-ignore]
            def do(self, item: bytes) -> bytes:
                return _done(self.work, item)

        frame = daft.read_parquet(files)
        frame = frame.into_batches(8) if self.address is None else frame.into_partitions(len(files))
        frame.select(frame["number"], Work(name).do(frame["item"]).alias("done")).write_parquet(str(out))

    def _read(self, folder: Path) -> dict[int, bytes]:
        """Return what a query wrote, by number: whole files only, whether or not it came to its end."""
        found: dict[int, bytes] = {}
        for path in sorted(folder.rglob("*.parquet")) if folder.exists() else ():
            try:
                table = self._parquet.read_table(path)
            except (OSError, ValueError):
                continue  # cut off with the machine that wrote it: asked for again
            found.update(zip(table["number"].to_pylist(), table["done"].to_pylist(), strict=True))
        return found


def _done(work: Callable[[Any], Any], item: bytes) -> bytes:
    """Do the work on a pickled item; what it raises comes back as its result."""
    try:
        return pickle.dumps((True, work(pickle.loads(item))))
    except TrackrecordError as error:
        return pickle.dumps((False, error))


def _opened(done: bytes) -> Any:
    fine, result = pickle.loads(done)  # our own, from a folder that only this user can enter
    if not fine:
        raise result
    return result


def _modules(address: str | None) -> tuple[ModuleType, ModuleType, ModuleType]:
    """Return Daft, set to run here or on the cluster at *address*, pyarrow, and its Parquet module."""
    names = ("daft", "pyarrow", "pyarrow.parquet", *(("ray",) if address is not None else ()))
    try:
        daft, arrow, parquet, *more = (import_module(name) for name in names)
    except ImportError as error:
        step = "Install it with: pip install 'trackrecord[cluster]'"
        raise EngineError(str(error.name), "is not installed", step) from error
    try:
        if address is not None:  # on this machine Daft runs unless told otherwise
            (ray,) = more
            if not ray.is_initialized():
                ray.init(address=address, log_to_driver=False)
            daft.set_runner_ray(address, noop_if_initialized=True)
    except Exception as error:
        raise EngineError(
            address or "Daft", f"cannot be used ({type(error).__name__}: {str(error)[:300]})",
            "Check the address, and that the cluster runs the same versions of Python, Daft and Ray.",
        ) from error  # fmt: skip
    return daft, arrow, parquet
