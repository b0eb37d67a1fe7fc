"""From the ledger to people: the dossier as data, and on a terminal.

What lives here: :mod:`dossier` gathers what a reader wants to see, by section, as plain data (it is also the
``--json`` form); :mod:`citing` makes the evidence lines that every section uses; :mod:`terminal` prints a
dossier. A new section goes into :mod:`sections` and is then printed by :mod:`terminal`.
"""

from __future__ import annotations

from trackrecord.show.dossier import dossier
from trackrecord.show.terminal import print_dossier

__all__ = ["dossier", "print_dossier"]
