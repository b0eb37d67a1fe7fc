"""Words that negate, and words that say the contrary of one another: what must not be swapped in a copy.

Pairs of common English only; a row is one word and those that contradict it in telling the same thing.
"""

from __future__ import annotations

import re

from trackrecord.link.terms import stem

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|no one|nowhere)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Words that negate outright."""

DENYING = frozenset(
    stem(word)
    for word in """refuse deny reject decline fail lack miss avoid prevent lose lost stop halt end cease abandon withhold forbid ban
    unable impossible unlikely absence absent exclude abstain rule dispute contradict doubt hardly barely scarcely
    unhurt unharmed unscathed unsolved unknown untouched unpaid unmet unanswered hidden stay away escape nil zero
    quash oppose except nameless anonymous free freed clear cleared spare less abolish discontinue""".split()
)
"""Stems of words that say "not" in another way, so that a sentence with one may say the same as one with "not"."""

_ROWS = """
above|below beneath under underneath
before|after
more|less fewer
rise rises rose risen rising increase increases increased increasing grew grow grown gain gains gained climbed|fall falls fell fallen falling decrease decreased decreasing drop dropped shrank shrunk decline declined sank
raise raises raised raising|lower lowers lowered lowering cut cuts reduce reduced hold
accept accepts accepted accepting agreed welcomed welcome welcomes approved approve approves backed supported|reject rejects rejected rejecting refused condemned condemn condemns opposed oppose disapproved dismissed
confirm confirms confirmed confirming admitted admits|deny denies denied denying
allow allows allowed permitted permit|forbid forbids forbade forbidden banned ban prohibited prohibit barred
win wins won victory|lose loses lost loss defeat defeated
first|last
high highest|low lowest
increase|decrease
opened|closed shut
entered|left
import imports imported|export exports exported
buy buys bought|sell sells sold
guilty|innocent
legal|illegal
related|unrelated
likely|unlikely
able|unable
possible|impossible
double|half halve halved
missing|found
include includes included including|exclude excludes excluded excluding
support supports supported|oppose opposes opposed
alive|dead
present|absent
north northern|south southern
east eastern|west western
majority|minority
profit|loss
everyone everybody|nobody
always|never
success succeeded|failure failed
safe|dangerous unsafe
strengthen strengthened|weaken weakened
disarm disarmed|arm armed
freed released|jailed imprisoned detained
"""


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _ROWS.strip().splitlines():
        left, right = (side.split() for side in row.split("|"))
        for one in left:
            found.setdefault(one, set()).update(right)
        for one in right:
            found.setdefault(one, set()).update(left)
    return {word: frozenset(others) for word, others in found.items()}


CONTRARY = _read()
"""For a word in lower case, the words that say the contrary."""
