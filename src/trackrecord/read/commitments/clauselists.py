"""The clauses of a treaty set out as a list: "2. The army leaves the strip by 18 March."

In such a list the present tense binds. A sentence belongs to one when its line opens with a number or "Clause N"
and the report speaks of an accord.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trackrecord.read.commitments.bindings import Binding
from trackrecord.read.commitments.clauses import SAYING, is_passive, modal_of, object_of_preposition
from trackrecord.read.commitments.promisors import can_act
from trackrecord.read.commitments.undertakings import ACCORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties

_NUMBERED = re.compile(r"[ \t]*(?:\(?\d{1,2}[.)]|(?:clause|article|point|section) \d{1,2}\b)", re.IGNORECASE)
_STATES = frozenset("remind thank ask be have open remain say mean contain cover seem".split())


def clause_bindings(tokens: Iterable[Token], index: int, parsed: Parsed, parties: Parties) -> list[Binding]:
    """Return what the sentence lays down when it stands in a numbered list.

    Only for reports that name an accord (:func:`speaks_of_accord`, asked once a report).
    """
    start = parsed.report.sentences[index].start
    line = parsed.text.rfind("\n", 0, start) + 1
    if not _NUMBERED.match(parsed.text, line):
        return []
    found = []
    for verb in tokens:
        if verb.tag_ not in ("VBZ", "VBP") or verb.dep_ not in ("ROOT", "conj", "ccomp") or is_passive(verb):
            continue
        # The last of the subjects: the parser takes the "Clause 4" of the heading for one.
        subject = next((c for c in reversed(list(verb.lefts)) if c.dep_ == "nsubj"), None)
        if subject is None or verb.lemma_.lower() in _STATES | SAYING or modal_of(verb) is not None:
            continue
        if not can_act(subject, parties):
            subject = object_of_preposition(subject, "of")
        if subject is not None and can_act(subject, parties):
            found.append(Binding(verb, "agreement", verb, subject, None, False, "g:clause"))
    return found


def speaks_of_accord(parsed: Parsed) -> bool:
    """Whether the report names an accord, deal or truce at all."""
    return any(t.lemma_.lower() in ACCORDS for t in parsed.doc)
