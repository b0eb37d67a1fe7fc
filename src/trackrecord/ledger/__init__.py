"""The record on disk: one SQLite file that holds reports, readings, links, findings and rulings.

Where the next line goes:

* a table or column: a new file in ``migrations/`` (never a change to an old one), then the module that writes it;
* a noun of a reading: :mod:`rows` (reading → rows); :mod:`adding` and :mod:`verifying` follow by themselves;
* what is read back: :mod:`stored` (reports and readings);
* a noun across reports: :mod:`link_rows` (links and findings → rows) and :mod:`linked` (rows → links, findings);
* a question put to the record: :mod:`asking`; full text: :mod:`searching`;
* which of a report's publications speaks for it: :mod:`publications`;
* a way in which a ledger can be wrong: :mod:`verifying` (one report), :mod:`references` (what rows refer to),
  :mod:`checks` (the whole file);
* what of it is content, and so exported: :mod:`content`;
* opening, SQLite's settings, its errors in words: :mod:`opening`; when what was collected: :mod:`journal`.

:class:`Ledger` only hands calls on to these.
"""

from __future__ import annotations

from trackrecord.ledger.asking import Entry
from trackrecord.ledger.journal import Collected
from trackrecord.ledger.ledger import Ledger
from trackrecord.ledger.publications import canonical
from trackrecord.ledger.verifying import Problem

__all__ = ["Collected", "Entry", "Ledger", "Problem", "canonical"]
