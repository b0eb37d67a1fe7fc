"""One set of sayings out of several proposals: where contents overlap, one of them stands.

The seam for another source of proposals: hand its sayings to :func:`merge` as one more list of candidates.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trackrecord.read.statements.sayings import Saying

_DEEPEST = 60


def merge(sure: list[Saying], *proposals: Iterable[Saying]) -> list[Saying]:
    """Return *sure* and what of the *proposals* stands beside them, so that no two contents share a token.

    The sayings in *sure* (quotations) stand as they are. Candidates come proposal by proposal, so earlier sources go
    first, and within one outermost first. One whose cue is another's or inside a content that stands, or whose content
    is by more than half in one, falls away; else its ``content`` is cut to what nobody has.
    """
    kept = list(sure)
    covered = {i for s in sure for i in s.content}
    cues: set[int] = set()
    for proposal in proposals:
        for saying in sorted(proposal, key=_outer_first):
            if (
                saying.cue.i in covered
                or saying.cue.i in cues
                or 2 * len(saying.content & covered) > len(saying.content)
            ):
                continue
            cues.add(saying.cue.i)
            saying.content -= covered
            covered |= saying.content
            kept.append(saying)
    return kept


def _outer_first(saying: Saying) -> tuple[int, int]:
    """Sort key: what hangs on a whole clause first, then the shallower cue, then the earlier."""
    if saying.frame in ("according", "hearsay", "interjected", "closing"):
        return -1, saying.cue.i
    return sum(1 for _ in islice(saying.cue.ancestors, _DEEPEST)), saying.cue.i
