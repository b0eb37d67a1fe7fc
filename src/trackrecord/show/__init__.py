"""From the ledger to people: the dossier as data, and on a terminal.

What lives here: :mod:`dossier` gathers what a reader wants to see, by section, as plain data (it is also the
``--json`` form); :mod:`citing` makes the evidence lines that every section uses; :mod:`terminal` prints a
dossier; :mod:`timeline` gathers and prints the days that matter. A new section goes into :mod:`sections` and is then printed by :mod:`terminal`.
"""

from __future__ import annotations

from trackrecord.show.dossier import dossier
from trackrecord.show.terminal import print_dossier
from trackrecord.show.timeline import print_timeline, timeline_of

__all__ = ["dossier", "print_dossier", "print_timeline", "timeline_of"]
