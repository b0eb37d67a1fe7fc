"""Whether a content says anything: a proposition, an act in the form of a noun, or words in quotation marks.

"He endorsed her", "they spoke for an hour", "also known as the Front" name a person, a time or a name; a record of
words has nothing to hold anybody to in them. Which words a cue hands over is ``contents``' business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.statements import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

_TELLING = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"))
# A content that ends in one of these is cut off before what it is about: "a threat to", "many of whom are".
_CUT = frozenset(("IN", "DT", "TO", "CC", "WDT", "WP", "PRP$", "VBZ", "VBP", "VBD", "MD"))
# Endings by which English makes nouns of verbs (Quirk et al. 1985, I.34–35), and acts that are spelt as their verb.
_ACT_ENDING = re.compile(r"(?:[ts]ion|ment|ance|ence|al|ure|ing|age|ery|cide|ism|ity|ness)s?$")
_ACTS = frozenset(
    """attack war raid strike vote talk visit claim move use ban release return exchange transfer truce ceasefire
    peace violence deal accord pact treaty meeting march killing bombing siege blockade boycott probe inquiry search
    trial law rule tax cut increase rise fall loss defeat win victory change reform abuse assault murder crime theft
    deployment retreat advance invasion coup election poll aid help rescue access delay failure success result
    end start death hunger famine plan policy decision order demand""".split()
)
# Times and amounts are nothing to take a stand on: "spoke for an hour".
_MEASURES = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"))
_MARKS = frozenset(("“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„"))


def says_something(content: Sequence[Token]) -> bool:
    """Whether *content* (its tokens in order) is more than a name, a pronoun, a description or a stub.

    It is where it has a verb with something to it, a noun for an act, or two common nouns ("the price of bread");
    and where a word of meaning stands in quotation marks.
    """
    words = [t for t in content if t.is_alpha or t.like_num or any(c.isalnum() for c in t.text)]
    if not words:
        return False
    telling = [t for t in words if t.pos_ in _TELLING and not t.is_stop]
    if telling and any(t.text in _MARKS and t.tag_ != "POS" for t in content):
        return True
    if len(words) <= 5 and words[-1].tag_ in _CUT and words[-1].lower_ not in ("that", "so", "did", "does"):
        return words[-1].pos_ == "VERB" and len(words) > 1
    if len(words) == 1:
        return _is_act(words[0])
    if any(t.tag_.startswith("VB") or t.tag_ == "MD" for t in words):
        return True
    nouns = [t for t in words if t.pos_ == "NOUN"]
    return len(nouns) > 1 or len(telling) > 2 or any(_is_act(t) for t in words)


def names_something(content: Sequence[Token]) -> bool:
    """Whether *content* names a person or thing, which is enough for a stance: "she endorsed Reed", "opposes the tax"."""
    words = [t for t in content if any(c.isalnum() for c in t.text)]
    if not words or words[-1].tag_ in _CUT:
        return False
    return any(t.pos_ in ("NOUN", "PROPN") and t.ent_type_ not in _MEASURES for t in words)


def _is_act(token: Token) -> bool:
    """Whether a noun stands for something done, said or felt."""
    if token.pos_ != "NOUN":
        return False
    lemma = token.lemma_.lower()
    return lemma in _ACTS or lemma in cues.SAY_NOUN or _ACT_ENDING.search(lemma) is not None
