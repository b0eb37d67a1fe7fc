"""What people ruled, put to work on readings and links. Pure functions.

What lives here: :mod:`subjects` (how a ruling names what it is about, and how that is found again), :mod:`fields`
(what can be corrected, and to what), :mod:`making` (a ruling from its parts, checked), :mod:`standing` (which
rulings are in force, undone, overruled or without a place, and where two people disagree), :mod:`applying` (readings
without what was rejected and with what was corrected, and what must be linked or must not), :mod:`copying` (copies without
rejected corruptions), :mod:`returning` (links back to the items as they were read), :mod:`form` (a ruling as JSON). A new kind of ruling goes into :mod:`making`, :mod:`standing` and
:mod:`applying`; a new field into :mod:`fields`. Statuses that people set are in ``weigh.ruled``.
"""

from trackrecord.link.rulings.applying import Applied, apply
from trackrecord.link.rulings.making import made, ruling_id
from trackrecord.link.rulings.standing import Conflict, Standing, conflicts, standings
from trackrecord.link.rulings.subjects import Places, Subject, subject_of

__all__ = [
    "Applied",
    "Conflict",
    "Places",
    "Standing",
    "Subject",
    "apply",
    "conflicts",
    "made",
    "ruling_id",
    "standings",
    "subject_of",
]
