"""The same function over many items, here or in a pool of processes: results in order, memory bounded."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Run(Protocol):
    """Where work runs: :func:`run` here, or ``plan.Plan.run`` on a cluster."""

    def __call__(
        self, work: Callable[[T], R], items: Iterable[T], workers: int, broken: Callable[[T], R], /
    ) -> Iterator[R]:
        """Yield ``work(item)`` for every item, in the order of the items; ``broken(item)`` where it ends its process."""
        ...


# Items in flight a worker: enough to keep it busy, few enough to hold in memory.
_AHEAD = 4


def run(work: Callable[[T], R], items: Iterable[T], workers: int, broken: Callable[[T], R]) -> Iterator[R]:
    """Yield ``work(item)`` for every item, in the order of the items.

    With one worker the work is done in this process. With more, processes are started afresh (spawned, so that
    nothing is inherited), and end when this one ends, even by a kill. An item that kills its process (out of memory)
    is tried once more alone; if it does so again, ``broken(item)`` is yielded for it. Exceptions that *work* raises
    are raised here.
    """
    if workers <= 1:
        yield from map(work, items)
        return
    pool = _pool(workers)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) >= workers * _AHEAD:
                pool, result = _next(pool, workers, work, waiting, broken)
                yield result
        while waiting:
            pool, result = _next(pool, workers, work, waiting, broken)
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=workers, mp_context=get_context("spawn"), initializer=_end_with_parent
    )


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone.

    A worker holds both ends of the queue that it waits at, so that it would never learn of a parent that was killed, and wait
    for ever with its models in memory.
    """
    parent = parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        Thread(target=wait, name="end-with-parent", daemon=True).start()


def _next(
    pool: ProcessPoolExecutor,
    workers: int,
    work: Callable[[T], R],
    waiting: deque[tuple[T, Future[R]]],
    broken: Callable[[T], R],
) -> tuple[ProcessPoolExecutor, R]:
    """Take the oldest result; where the pool broke, start another and hand it what was in flight."""
    item, future = waiting.popleft()
    try:
        return pool, future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
    alone = _pool(1)
    try:
        result = alone.submit(work, item).result()
    except BrokenProcessPool:
        result = broken(item)
    finally:
        alone.shutdown(wait=True, cancel_futures=True)
    pool = _pool(workers)
    for position, (other, pending) in enumerate(waiting):
        if not pending.done() or isinstance(pending.exception(), BrokenProcessPool):
            waiting[position] = (other, pool.submit(work, other))
    return pool, result
