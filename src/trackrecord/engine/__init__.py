"""Where the work runs: one run over all stages, in this process or a pool of processes.

What lives here: :mod:`build` (a whole run: collect, clean, read, link, weigh, write), :mod:`pool` (the same
function over many items in processes, in order, with bounded memory), :mod:`work` (what is done to one item),
:mod:`ruling` (rule, and see what it changes) and :mod:`rebuild` (all machine output again from reports and rulings).
A further engine (a cluster) goes into a module of its own with the signature of :func:`pool.run`.
"""

from __future__ import annotations

from trackrecord.engine.build import Build, build, relink
from trackrecord.engine.rebuild import Rebuilt, rebuild
from trackrecord.engine.ruling import Ruled, rule_and_relink

__all__ = ["Build", "Rebuilt", "Ruled", "build", "rebuild", "relink", "rule_and_relink"]
