"""The tense of a clause guessed from its words alone, for dates read without a parse.

The nearest word to the left of the phrase, in its sentence, that tells the time of a clause decides; failing that, the
nearest to the right. ``tense`` does this on a parse and does it better.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.read.dates.anchoring import Tense
    from trackrecord.types import Span

_REACH = 110  # code points of a sentence looked at on either side
_MODAL = r"will|shall|may|might|should|must|can|could|would|(?:he|she|it|we|you|they|I)['’]ll|won['’]t"
_FUTURE = (
    rf"(?:{_MODAL})(?:[ \n][a-z]{{1,16}}){{0,3}}|due|upcoming|payable|effective|"  # "would still be held"
    r"(?:plan|expect|schedul|slat|propos|prepar|intend|hop|aim|vow|pledg|promis|agre|decid|offer|want|need|"
    r"threaten|refus|urg|ask|order|invit|requir|demand)(?:s|e|es|ed|ped|ning|ing)?[ \n]to|"
    r"(?:is|are|be|been|was|were)[ \n](?:expected|scheduled|planned|slated|set|due|likely|going|poised|ready)|"
    r"(?:scheduled|planned|slated|set|postponed|adjourned|delayed)[ \n](?:for|until|till|to)|(?:is|are|set)[ \n]to|"
    r"ha(?:s|ve)[ \n](?:scheduled|planned|set)|until"
)
_PAST = (
    r"was|were|had|has|have|did|said|told|went|came|took|made|held|met|left|began|fell|rose|won|lost|got|gave|saw|"
    r"found|kept|led|sent|spoke|struck|shot|broke|built|brought|bought|sold|fought|thought|taught|caught|cut|hit|put|"
    r"quit|ran|knew|grew|drew|flew|threw|wrote|drove|chose|sank|swore|became|heard|paid|stood|felt|spent|"
    r"(?-i:(?!un)[a-z]{2,20}(?:[b-df-hj-np-tv-z]|[aiouy])ed)"
)
_SIGN = re.compile(rf"(?<![\w-])(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?![\w-])", re.I)
_BREAK = re.compile(r"[.!?;][\"”’')]?[ \n]+(?=[\"“‘'(A-Z])|\n[ \t]*\n")


def plain_tense(text: str, span: Span) -> Tense:
    """Return the tense of the clause that holds *span*, by the words around it; bounded work for each span."""
    if text.startswith(("'s", "’s"), span.end):  # "Monday's ruling" keeps its own time whatever the clause's
        return "unknown"
    before = _BREAK.split(text[max(0, span.start - _REACH) : span.start])[-1]
    signs = list(_SIGN.finditer(before))
    found = (
        signs[-1] if signs else _SIGN.search(_BREAK.split(text[span.end : span.end + _REACH], maxsplit=1)[0])
    )
    if found is None:
        return "unknown"
    return "future" if found.group("future") else "past"
