"""The sentences of a report parsed side by side.

spaCy's parser takes one step at a time for each document, and the arithmetic of one step is too small to be done
well. No arc crosses a sentence that was given to it, so each sentence can be a document of its own: the word vectors
are still those of the whole report, and the two words after a sentence, which the parser looks ahead to, stand at its end.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.pipeline import DependencyParser
    from spacy.tokens import Doc

_AHEAD = 2  # words: the parser's features reach to the second of what is not yet read
_LEAST = 40  # tokens side by side in one piece: smaller ones cost more to make than they save
_INSIDE = np.uint64(2**64 - 1)  # SENT_START of a token that starts no sentence
_STARTS = np.uint64(1)
_FEATURES = 8  # of spaCy's parser; with more it looks further ahead


class SideBySide:
    """A pipe that sets heads and labels as the parser it is made from does."""

    def __init__(self, parser: DependencyParser) -> None:
        """Take the parser. Raises ValueError where it is built otherwise than spaCy's small one."""
        from spacy.ml import tb_framework

        model: Any = parser.model
        if model.name != "parser_model" or parser.cfg["beam_width"] != 1 or parser.cfg["learn_tokens"]:
            raise ValueError("another kind of parser")
        if model.get_ref("lower").get_dim("nF") != _FEATURES:
            raise ValueError("other features")
        self._vectors = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        attrs = model.attrs
        make: Any = tb_framework.TransitionModel
        inner = make(_given(), lower, upper, attrs["resize_output"], unseen_classes=attrs["unseen_classes"])
        self._parser: Any = type(parser)(
            parser.vocab, inner, parser.name, **parser.cfg | {"moves": parser.moves}
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set heads and labels; the sentence starts must be set."""
        if not len(doc):
            return doc
        marks = doc.to_array(["SENT_START"]).astype("uint64").reshape(-1)
        bounds = pieces(marks)
        parts = self._parts(doc, marks, bounds)
        self._parser.set_annotations(parts, self._parser.greedy_parse(parts))
        found = [p.to_array(["HEAD", "DEP"])[: b - a] for p, (a, b) in zip(parts, bounds, strict=True)]
        heads: Any = np.concatenate(found)
        doc.from_array(["HEAD", "DEP"], heads)
        return doc

    def _parts(self, doc: Doc, marks: NDArray[np.uint64], bounds: Sequence[tuple[int, int]]) -> list[Doc]:
        from spacy.tokens import Doc

        vectors = self._vectors.predict([doc])
        words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        parts = []
        for start, end in bounds:
            last = min(len(doc), end + _AHEAD)
            own: Any = marks[start:last].copy()
            own[0] = _STARTS
            own[end - start + 1 :] = _INSIDE
            part = Doc(doc.vocab, words=words[start:last], spaces=spaces[start:last])
            part.from_array(["SENT_START"], own.reshape(-1, 1))
            part.tensor = vectors[start:last]
            parts.append(part)
        return parts


def _given() -> Any:
    """Return a layer that gives the vectors which each document brings with it."""
    from thinc.api import Model

    def forward(model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Any]:
        return np.concatenate([d.tensor for d in docs]), lambda _: []

    return Model("given_vectors", forward)


def pieces(marks: NDArray[np.uint64], least: int = _LEAST) -> list[tuple[int, int]]:
    """Return ``(first token, end)`` of runs of whole sentences, each of at least *least* tokens but the last.

    *marks* has 1 at the first token of each sentence.
    """
    starts = [0, *(int(i) for i in np.flatnonzero(marks == _STARTS) if i), len(marks)]
    found: list[tuple[int, int]] = []
    first = 0
    for _, end in pairwise(starts):
        if end - first >= least or end == len(marks):
            found.append((first, end))
            first = end
    return found
