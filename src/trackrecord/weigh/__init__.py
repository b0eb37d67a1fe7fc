"""Links to findings: what the record concludes as of a date, by rules that explain themselves. Pure functions.

``status`` judges threads by the ordered table in ``rules`` over the ``accounts`` of what was told; ``figures``
says how two figures of one quantity stand to each other; ``corroboration`` counts independent sources, folding
copies and shared ``origins``. ``weighing`` does all of it; ``history`` tells on which days a status changed. A new rule of status is a row in ``rules``; a new kind
of finding is a module with a function that ``weighing`` calls.
"""

from trackrecord.weigh.history import StatusChange, histories
from trackrecord.weigh.weighing import weigh

__all__ = ["StatusChange", "histories", "weigh"]
