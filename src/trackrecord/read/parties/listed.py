"""Names that general gazetteers list and the model may pass over: bodies of the world, and indices of its markets.

Some hold a number ("the FTSE 100") that counts nothing. Lists only, written as the news writes them; the next name
goes into ``data/bodies.tsv`` or ``data/indices.txt``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from trackrecord.read.parties.candidates import Candidate

# Lone words that are names of indices only where the report calls them so.
_INDEX_WORDS = frozenset(
    "index average points shares stocks market markets composite percent % closed ended fell rose".split()
)


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[tuple[str, bool], ...]]:
    """First word → the names that begin with it, longest first, each with whether it is a market's index."""
    folder = files("trackrecord.read.parties").joinpath("data")
    names: dict[str, bool] = {}
    for line in folder.joinpath("bodies.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            listed = (name.strip() for name in line.split("\t")[-1].split(","))
            names |= {n: False for n in listed if " " in n and not n.startswith("The ")}
    for line in folder.joinpath("indices.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            names |= {name.strip().removeprefix("the "): True for name in line.split(",") if name.strip()}
    by_first: dict[str, list[tuple[str, bool]]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        by_first.setdefault(name.split()[0], []).append((name, names[name]))
    return {first: tuple(some) for first, some in by_first.items()}


def listed(doc: Doc) -> Iterator[Candidate]:
    """Yield the places where a listed name stands, written exactly so and as whole words."""
    names, text = _names(), doc.text
    after = 0
    for token in doc:
        if token.i < after or not token.text[:1].isupper():
            continue
        for name, index in names.get(_word_at(text, token.idx), ()):
            span = (
                doc.char_span(token.idx, token.idx + len(name)) if text.startswith(name, token.idx) else None
            )
            if span is not None and (" " in name or not index or _is_index(doc, token.i)):
                yield span.start, span.end, "ORG"
                after = span.end
                break


def _word_at(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < 24 and not text[end].isspace():
        end += 1
    return text[start:end].rstrip(".,;:!?)\"”’'") or text[start:end]


def _is_index(doc: Doc, at: int) -> bool:
    """Whether a lone word ("DAX", "Dow") stands among words of a market, so that the index is meant."""
    around = doc[max(0, at - 4) : at + 12]
    return any(t.lower_ in _INDEX_WORDS for t in around)
