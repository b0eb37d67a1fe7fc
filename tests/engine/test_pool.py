"""Processes: results in order, memory bounded, a process that dies does not take the run with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from trackrecord.engine.pool import run

# The work is `eval`, which any fresh process has: each item is an expression.
DIES = "__import__('os')._exit(3)"


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers):
    items = [f"__import__('time').sleep({0.05 if n % 3 == 0 else 0}) or {n}" for n in range(12)]
    assert list(run(eval, items, workers, lambda item: -1)) == list(range(12))


def test_an_item_that_kills_its_process_is_told_and_the_rest_is_done():
    items = ["1", "2", DIES, "3", "4", "5", DIES, "6"]
    assert list(run(eval, items, 2, lambda item: f"broken {item[-4:]}")) == [
        1, 2, "broken t(3)", 3, 4, 5, "broken t(3)", 6,
    ]  # fmt: skip


def test_no_more_items_are_taken_than_are_in_flight():
    taken = 0

    def items():
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield "1"

    results = run(eval, items(), 2, lambda item: -1)
    next(results)
    assert taken <= 9
    results.close()


def test_an_error_of_the_work_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(run(eval, ["1", "1/0", "2"], 2, lambda item: -1))


_RUN = """
from trackrecord.engine.pool import run
if __name__ == "__main__":
    for pid in run(eval, ["__import__('time').sleep(0.1) or __import__('os').getpid()"] * 1000, 2, lambda item: 0):
        print(pid, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a kill that cannot be caught")
def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(_RUN)
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        workers = {int(parent.stdout.readline()) for _ in range(6)}
        parent.kill()
    until = time.monotonic() + 30
    while any(_runs(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert workers
    assert not [pid for pid in workers if _runs(pid)]


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Nobody may have asked for its status yet, where this machine's first process does not.
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")
