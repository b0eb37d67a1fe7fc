"""The phrases by which a report calls a party, taken apart for :mod:`sectors`: words, runs, the head and what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackrecord.read.parties.sectorwords import FIELDS, HEADS, JOINED, OF, OPEN, PEOPLE, TOWARDS, WEAK

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase as written, and ``low``: folded to lower case, with joined phrases as one."""

    text: str
    low: str


# Numbers, letters, inner hyphens, apostrophes and full stops ("U.N."); a comma ends what is looked at.
_WORD = re.compile(r"[^\W_][\w.'’&-]*|[,;:(]")


def words_of(phrase: str) -> list[Word]:
    """Return the words of a phrase up to the comma behind its first known noun, articles left out."""
    found: list[Word] = []
    for match in _WORD.finditer(phrase[:300]):
        text = match.group()
        if text in ",;:(":
            if any(is_known(w.low) for w in found):
                break
            continue
        bare = re.sub(r"['’]s?$", "", text).rstrip(".") if not re.fullmatch(r"(?:\w\.)+", text) else text
        found.append(Word(text, bare.replace(".", "").lower()))
    return _joined([w for w in found if w.low not in ("the", "a", "an")])


def is_known(low: str) -> bool:
    """Whether a folded word, or its singular, is in one of the tables."""
    word = singular(low)
    return any(form in table for form in (low, word) for table in (HEADS, OPEN, FIELDS)) or word in PEOPLE


_SPELT = {"defense": "defence", "ministers": "minister"}


def _joined(words: list[Word]) -> list[Word]:
    lows = [_SPELT.get(w.low, w.low) for w in words]
    out: list[Word] = []
    i = 0
    while i < len(words):
        for size in (4, 3, 2):
            part = tuple(lows[i : i + size])
            last = singular(part[-1])
            form = part if part in JOINED else (*part[:-1], last)
            if len(part) == size and form in JOINED:
                out.append(Word(" ".join(w.text for w in words[i : i + size]), "_".join(form)))
                i += size
                break
        else:
            out.append(words[i])
            i += 1
    return out


def runs_of(words: list[Word]) -> list[list[Word]]:
    """The words up to the first preposition, and those behind each; cut where it tells towards whom."""
    runs: list[list[Word]] = [[]]
    for word in words:
        if word.low in TOWARDS and any(runs):
            break
        if word.low in OF:
            if runs[-1]:
                runs.append([])
        elif word.low in ("and", "or", "&") and len(runs) == 1 and any(is_known(w.low) for w in runs[0]):
            break
        else:
            runs[-1].append(word)
    return runs


_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "militia": "militia"}


def singular(word: str) -> str:
    """Return a plural noun's singular by its ending; other words as they are."""
    for plural, single in _IRREGULAR.items():
        if word.endswith(plural):
            return word.removesuffix(plural) + single
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@dataclass(frozen=True, slots=True)
class Head:
    """The noun that a run is about: its place and form in the tables, its code, and whether that is settled."""

    at: int
    word: str
    code: str | None
    settled: bool


def head_of(run: list[Word]) -> Head | None:
    """Return the last noun of the run that is in the tables, None where none is."""
    for at in range(len(run) - 1, -1, -1):
        low = run[at].low
        # "Foreign guests" are not the foreign ministry: a field is the head only where it ends the run, or in a name.
        field = at == len(run) - 1 or run[at].text[:1].isupper()
        for word in dict.fromkeys((low, singular(low))):
            if word == "justice" and run[at].text.islower():
                continue  # what is called for, and no judge
            if word in HEADS:
                return Head(at, word, HEADS[word], True)
            if word in OPEN:
                return Head(at, word, OPEN[word], False)
            if word in PEOPLE:
                return Head(at, word, "CVL", False)
            if word in FIELDS and field:
                return Head(at, word, FIELDS[word], True)
    return None


def told_by(runs: list[list[Word]]) -> str | None:
    """Return the sector of the first run that tells one: its head's, else that of a word before it."""
    for run in runs:
        head = head_of(run)
        beside = None if head is None or head.settled else field_told(run[: head.at])
        told = beside or (head.code if head is not None else None)
        if told is not None:
            return told
    return None


def field_told(words: list[Word], *, weak: bool = True) -> str | None:
    """Return the sector of the last word that names a body or field; with *weak*, also of those that only hint at one."""
    for word in reversed(words):
        for form in (word.low, singular(word.low)):
            code = FIELDS.get(form) or HEADS.get(form)
            if code is not None and (weak or form not in WEAK):
                return code
    return None


def capitalised(words: list[Word]) -> Iterator[str]:
    """Yield the stretches of at most four words that begin with a capital, longer ones first."""
    for size in (4, 3, 2, 1):
        for i in range(len(words) - size + 1):
            if words[i].text[:1].isupper():
                yield re.sub(r"['’]s?$", "", " ".join(w.text for w in words[i : i + size]))
