"""The attribute ruler's answers from a table.

The ruler tries its patterns (of tag, word and label) at every token anew. Which of them fit a token depends on a few of its
attributes alone, and most tokens are like one that was met before: what fitted that one is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

# What a pattern may ask for: attributes that stand in a document's array.
_COLUMNS = ("TAG", "DEP", "LOWER", "IS_SPACE")
_PREDICATES = {"IN", "NOT_IN", "REGEX"}
_SET_AT_ONCE = ("POS", "MORPH", "LEMMA")
_MOST = 200_000  # kinds of token that are kept


@dataclass(frozen=True)
class _Kind:
    """What fits every token of one kind: rules that ask for it alone, patterns of several tokens by their parts."""

    rules: tuple[int, ...]
    first_of: tuple[int, ...]
    parts: frozenset[tuple[int, int]]


class Table:
    """A pipe that sets attributes as the ruler it is made from does."""

    def __init__(self, ruler: AttributeRuler) -> None:
        """Take the ruler. Raises ValueError where its patterns ask for what a table cannot hold."""
        from spacy import attrs
        from spacy.matcher import Matcher

        self._ruler = ruler
        self._strings = ruler.vocab.strings
        self._columns = [attrs.IDS[name] for name in _SET_AT_ONCE]
        self._matcher = Matcher(ruler.vocab)
        self._parts: dict[int, tuple[int, int]] = {}  # a key of the matcher → pattern, place in it
        self._patterns: list[tuple[int, int]] = []  # rule and length of each
        self._words: set[str] = set()
        self._expressions: set[str] = set()
        described: Any
        for rule, described in enumerate(ruler.patterns):
            for pattern in described["patterns"]:
                self._add(rule, pattern)
        self._expression = re.compile("|".join(f"(?:{e})" for e in sorted(self._expressions)) or "(?!)")
        self._spoken_of: dict[int, int] = {}  # a word → itself where a pattern speaks of it, else 0
        self._kinds: dict[tuple[int, ...], _Kind] = {}
        self._attributes: dict[tuple[int, ...], dict[int, int]] = {}  # by the rules that fit, in order

    def _add(self, rule: int, pattern: list[dict[str, Any]]) -> None:
        for place, asked in enumerate(pattern):
            for name, value in asked.items():
                if name not in _COLUMNS:
                    raise ValueError(f"a pattern asks for {name}")
                if isinstance(value, dict) and not set(value) <= _PREDICATES:
                    raise ValueError(f"a pattern asks for {value}")
                if name == "LOWER":
                    self._expect(value)
            key = f"{len(self._patterns)} {place}"
            self._matcher.add(key, [[asked]])
            self._parts[self._strings.add(key)] = (len(self._patterns), place)
        self._patterns.append((rule, len(pattern)))

    def _expect(self, value: Any) -> None:
        if isinstance(value, str):
            self._words.add(value)
            return
        for predicate, told in value.items():
            if predicate == "REGEX":
                self._expressions.add(told)
            else:
                self._words.update(told)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token; tags and labels must be set."""
        from spacy.tokens._retokenize import set_token_attrs

        if not len(doc):
            return doc
        table: Any = doc.to_array(list(_SET_AT_ONCE))
        for at, rules in enumerate(self._fitting(doc)):
            if not rules:
                continue
            attributes = self._merged(rules)
            for column, name in enumerate(self._columns):
                if name in attributes:
                    table[at, column] = attributes[name]
            if len(attributes) > sum(name in attributes for name in self._columns):
                set_token_attrs(doc[at], attributes)
        doc.from_array(list(_SET_AT_ONCE), table)
        return doc

    def _fitting(self, doc: Doc) -> list[list[int]]:
        """Return the rules that fit at each token, in the order in which they are to be applied."""
        kinds = self._kinds_of(doc)
        found = [list(kind.rules) for kind in kinds]
        for at, kind in enumerate(kinds):
            for pattern in kind.first_of:
                rule, length = self._patterns[pattern]
                others = kinds[at + 1 : at + length]
                if len(others) == length - 1 and all(
                    (pattern, place) in other.parts for place, other in enumerate(others, 1)
                ):
                    index = self._ruler.indices[rule]
                    found[at + (index if index >= 0 else length + index)].append(rule)
        return [sorted(rules) for rules in found]

    def _kinds_of(self, doc: Doc) -> list[_Kind]:
        kinds = []
        for at, (tag, dep, word, blank) in enumerate(doc.to_array(list(_COLUMNS)).tolist()):
            if word not in self._spoken_of:
                self._spoken_of[word] = word if self._speaks_of(self._strings[word]) else 0
            key = (tag, dep, self._spoken_of[word], blank)
            kind = self._kinds.get(key)
            if kind is None:
                kind = self._kinds[key] = self._matched(doc, at)
            kinds.append(kind)
        if len(self._spoken_of) > _MOST:
            self._spoken_of.clear()
        return kinds

    def _speaks_of(self, word: str) -> bool:
        return word in self._words or self._expression.search(word) is not None

    def _matched(self, doc: Doc, at: int) -> _Kind:
        fits = {
            self._parts[key]
            for key, _, _ in self._matcher(doc[at : at + 1], allow_missing=True, as_spans=False)
        }
        alone = sorted({self._patterns[p][0] for p, _ in fits if self._patterns[p][1] == 1})
        longer = frozenset((p, place) for p, place in fits if self._patterns[p][1] > 1)
        return _Kind(tuple(alone), tuple(sorted(p for p, place in longer if place == 0)), longer)

    def _merged(self, rules: list[int]) -> dict[int, int]:
        key = tuple(rules)
        if key not in self._attributes:
            merged: dict[int, int] = {}
            for rule in rules:
                merged.update(self._ruler.attrs[rule])
            self._attributes[key] = merged
        return self._attributes[key]
