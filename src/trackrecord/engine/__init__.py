"""Where the work runs: one run over all stages, in this process or a pool of processes.

What lives here: :mod:`build` (a whole run: collect, clean, read, link, weigh, write), :mod:`pool` (the same
function over many items in processes, in order, with bounded memory) and :mod:`work` (what is done to one item).
A further engine (a cluster) goes into a module of its own with the signature of :func:`pool.run`.
"""

from __future__ import annotations

from trackrecord.engine.build import Build, build

__all__ = ["Build", "build"]
