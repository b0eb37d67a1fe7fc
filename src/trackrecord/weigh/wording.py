"""How an undertaking is put into words where its action stands alone, without the sentence around it."""

from __future__ import annotations

import re

# Words that already say that something is not to be, or no longer.
_NEGATED = re.compile(
    r"\b(?:not|never|no|nothing|none|nobody|neither|nor|without|cannot|refrain\w*|abstain\w*|avoid\w*|stop\w*|halt\w*"
    r"|ceas\w*|end\w*|quit\w*|ban\w*|forbid\w*|prevent\w*|against)\b|n['’]t\b",
    re.IGNORECASE,
)
# "Host them and not let them act": what is joined with a "not" of its own says nothing of what stands before it.
_JOINED = re.compile(r"\b(?:and|or|but|nor)\s+(?:not|never)\b.*", re.IGNORECASE | re.DOTALL)


def undertaking(action: str, polarity: str) -> str:
    """Return *action* with ``[not]`` before it where it is one to refrain from and its own words do not say so.

    The action's span leaves out the "not" of "they agreed not to fire"; alone it would read as the contrary.
    """
    return (
        f"[not] {action}"
        if polarity == "refrain" and not _NEGATED.search(_JOINED.sub("", action))
        else action
    )
