"""Short names that the text itself introduces: "the Harbour Liberation Front (HLF)", "the HLF (Harbour …)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackrecord.read.parties import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from trackrecord.read.parties.names import Name

# Words of a full name that lend no letter to its acronym, in the words before the bracket.
_SMALL = frozenset("of the and for in on to de la du des".split())
_LONGEST = 12


def introduced(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Return folded acronym → folded name, for every name followed by its acronym in brackets.

    After Schwartz & Hearst (2003), by first letters only: the words before the bracket, small words aside, must
    begin with the acronym's letters in order. The name that begins there or nearest after it takes the acronym.
    """
    starts = {n.start: n for n in names if n.kind in ("organisation", "armed_group", "group", "place")}
    ends = {n.end: n for n in starts.values()}
    found: dict[str, str] = {}
    for i in range(1, len(doc) - 2):
        short = doc[i + 1].text
        if doc[i].text != "(" or doc[i + 2].text != ")" or not (2 <= len(short) <= 8 and short[:1].isupper()):
            continue
        letters = [c.casefold() for c in short if c.isalpha() and (c.isupper() or short.islower())]
        first = _first_word(doc, i, letters)
        if first is None:
            inside = [n for n in (ends[i],) if _spelled(letters, n.key)] if i in ends else []
        else:
            inside = [starts[start] for start in range(first, i) if start in starts]
        if inside:
            found[gazetteer.fold(short).replace("-", " ")] = inside[0].key.replace("-", " ")
    return found


def full_forms(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the token range of each capitalised full form that stands before its acronym in brackets.

    Small words inside may be small ("Citizens for Peace Alliance (CPA)"); what the acronym proves needs no model.
    """
    for i in range(2, len(doc) - 2):
        short = doc[i + 1].text
        if doc[i].text != "(" or doc[i + 2].text != ")" or not (2 <= len(short) <= 8 and short.isupper()):
            continue
        first = _first_word(doc, i, [c.casefold() for c in short if c.isalpha()])
        if first is None or first > i - 2:
            continue
        if (
            all(t.text[:1].isupper() or t.lower_ in _SMALL for t in doc[first:i])
            and doc[first].lower_ != "the"
        ):
            yield first, i


def _spelled(letters: list[str], name: str) -> bool:
    """Whether the acronym's letters stand in the name in order, the first at its head ("SIA": Singapore Airlines)."""
    rest = iter(name)
    return bool(letters) and name[:1] == letters[0] and " " in name and all(c in rest for c in letters)


def _first_word(doc: Doc, bracket: int, letters: list[str]) -> int | None:
    """Index of the word where the full form begins, walking left from the bracket; None where it does not fit."""
    wanted = list(letters)
    i = bracket - 1
    while i >= max(0, bracket - _LONGEST) and wanted:
        low = doc[i].lower_
        if low[:1] == wanted[-1] and (low not in _SMALL or len(wanted) > 1):
            wanted.pop()
        elif low not in _SMALL and low.isalpha():
            return None
        i -= 1
    return i + 1 if not wanted else None
