"""Names that one place of a report tells and another hides: what the model read once and passed over or cut later.

A report writes a name the same way throughout, so a name found in one sentence is looked for in the others, as the
one-sense-per-discourse heuristic has it (Gale, Church and Yarowsky 1992). The next such mending goes here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from trackrecord.read.parties.roles import BODY, HONORIFICS, RANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from trackrecord.read.parties.candidates import Candidate

_LONGEST = 8  # tokens of a name that is looked for again
_BARE = frozenset(("ORG", "GPE", "LOC", "FAC"))  # lone surnames are looked for elsewhere


def joined(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Put together two halves that stand side by side where the report names the whole elsewhere as one."""
    whole = {doc[start:end].text: label for start, end, label in found if end - start > 1}
    result: list[Candidate] = []
    for start, end, label in found:
        last = result[-1] if result else None
        if last is not None and last[1] == start and doc[last[0] : end].text in whole:
            result[-1] = (last[0], end, whole[doc[last[0] : end].text])
        else:
            result.append((start, end, label))
    return result


def repeated(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the places where a name found elsewhere in the report stands again and was passed over.

    A lone word counts only where it is tagged a name, stands in no longer run of names, and the report never writes
    it small.
    """
    labels: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for start, end, label in found:
        if end - start <= _LONGEST and (label in _BARE or (label == "PERSON" and end - start > 1)):
            labels[tuple(t.text for t in doc[start:end])][label] += 1
    if not labels:
        return
    by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(labels, key=lambda w: (-len(w), w)):
        by_first[words[0]].append(words)
    taken = {i for start, end, _ in found for i in range(start, end)}
    small = {t.text for t in doc if t.text.islower()}
    at = 0
    while at < len(doc):
        match = next((w for w in by_first.get(doc[at].text, ()) if _stands(doc, at, w, taken, small)), None)
        if match is None:
            at += 1
            continue
        label = sorted(labels[match].items(), key=lambda item: (-item[1], item[0]))[0][0]
        yield at, at + len(match), label
        at += len(match)


def _stands(doc: Doc, at: int, words: tuple[str, ...], taken: set[int], small: set[str]) -> bool:
    end = at + len(words)
    if end > len(doc) or any(i in taken for i in range(at, end)):
        return False
    if any(doc[at + n].text != word for n, word in enumerate(words)):
        return False
    if len(words) > 1:
        return True
    word = words[0]
    if len(word) < 3 or not word[0].isupper() or word.lower() in small or word.lower() in BODY:
        return False
    return doc[at].pos_ == "PROPN" and not _in_run(doc, at)


def _in_run(doc: Doc, at: int) -> bool:
    """Whether a word is part of a longer run of names, titles apart."""
    before = doc[at - 1] if at else None
    after = doc[at + 1] if at + 1 < len(doc) else None
    if after is not None and after.pos_ == "PROPN" and doc[at].whitespace_ and after.text[:1].isupper():
        return True
    return (
        before is not None
        and before.pos_ == "PROPN"
        and bool(before.whitespace_)
        and before.text[:1].isupper()
        and before.lower_.rstrip(".") not in HONORIFICS | RANKS
    )
