"""PLOVER contexts of an event: what sphere it belongs to, from the act's type and the words of its clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackrecord.types import EventType

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "diplomatic",
        "diplomat diplomats diplomatic ambassador ambassadors envoy envoys embassy foreign summit treaty",
    ),
    (
        "military",
        "troops army military forces soldiers missile missiles navy warship airstrike airstrikes rebels",
    ),
    ("terrorism", "terrorist terrorists terrorism suicide bomber bombers hostage hostages"),
    ("economic", "economy economic trade bank banks loan loans market tariffs investment bailout debt"),
    ("humanitarian", "humanitarian aid relief refugees evacuation evacuees famine food medical displaced"),
    ("human_rights", "rights torture abuses genocide freedom women prisoners"),
    ("legal", "court courts trial lawsuit judge prosecutor prosecutors charges convicted sentenced law"),
    ("election", "election elections vote votes ballot candidate candidates poll polls referendum"),
    ("legislative", "parliament congress senate lawmakers legislation bill"),
    ("cbrn", "nuclear uranium enrichment chemical biological"),
    ("migration", "migrants migration asylum border deportation"),
    ("disease", "virus pandemic epidemic vaccine vaccines cholera outbreak"),
    ("disaster", "earthquake flood floods hurricane tsunami"),
)
_CONTEXT = {word: name for name, words in _WORDS for word in words.split()}
_ORDER = [name for name, _ in _WORDS]
_WORD = re.compile(r"[a-z]+")
_DEFAULT: dict[str, str] = {"CONSULT": "diplomatic", "ASSAULT": "military", "MOBILIZE": "military"}


def contexts_of(kind: EventType, clause: str) -> tuple[str, ...]:
    """Return the contexts whose words occur in *clause*, in a fixed order, else the type's usual one."""
    found = {_CONTEXT[w] for w in _WORD.findall(clause.lower()) if w in _CONTEXT}
    if not found and kind in _DEFAULT:
        return (_DEFAULT[kind],)
    return tuple(name for name in _ORDER if name in found)
