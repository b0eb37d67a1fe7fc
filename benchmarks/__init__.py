"""Benchmarks: one module a task, each `python -m benchmarks.TASK --data PATH` prints one JSON line of figures."""
