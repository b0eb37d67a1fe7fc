"""Names of a document by spaCy's recogniser, all its sentences in step.

The recogniser takes one step a word: a name begins, goes on, ends, is that word alone, or there is none. No name crosses
a sentence that was given to it, so that all sentences can take their steps together. The features are spaCy's
three: the word, the first word of the name that is open, the word before inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

_BEGINS, _INSIDE, _OUTSIDE = 3, 1, 2  # ENT_IOB
_FEATURES = 3


class InStep:
    """A pipe that sets entities as the recogniser it is made from does; none may be set before."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        """Take the recogniser. Raises ValueError where it is built otherwise than spaCy's small one."""
        model: Any = recogniser.model
        if model.name != "parser_model" or recogniser.cfg["beam_width"] != 1:
            raise ValueError("another kind of recogniser")
        if not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            raise ValueError("another kind of recogniser")
        self._vectors, self._lower = model.get_ref("tok2vec"), model.get_ref("lower")
        upper = model.get_ref("upper")
        if self._lower.get_dim("nF") != _FEATURES:
            raise ValueError("other features")
        self._pieces = self._lower.get_param("b")
        self._weights, self._bias = upper.get_param("W").T.copy(), upper.get_param("b")
        moves = recogniser.moves
        names = [moves.get_class_name(i) for i in range(moves.n_moves)]
        self._moves = [(n[:1], n[2:]) for n in names]
        if any(kind not in "BILUO" for kind, _ in self._moves):
            raise ValueError("other moves")
        self._labels = sorted({label for _, label in self._moves if label})
        self._refused = np.where(self._table(), 0, -np.inf).astype(np.float32)
        self._opens = np.array([self._labels.index(label) if k == "B" else -1 for k, label in self._moves])
        self._keeps = np.array([k in "I" for k, _ in self._moves])
        tags = {"B": _BEGINS, "U": _BEGINS, "I": _INSIDE, "L": _INSIDE, "O": _OUTSIDE}
        self._tags = np.array([tags[kind] for kind, _ in self._moves], np.uint64)
        strings = recogniser.vocab.strings
        self._types = np.array([strings.add(label) if label else 0 for _, label in self._moves], np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        """Set the document's entities; its sentence starts must be set."""
        if len(doc):
            taken = self._taken(doc)
            entities: Any = np.stack([self._tags[taken], self._types[taken]], 1)
            doc.from_array(["ENT_IOB", "ENT_TYPE"], entities)
        return doc

    def _taken(self, doc: Doc) -> NDArray[np.int64]:
        """Return the move that is taken at each token."""
        features: NDArray[np.float32] = self._lower.predict(self._vectors.predict([doc]))
        starts, sizes = _sentences(doc)
        blank = doc.to_array(["IS_SPACE"]).reshape(-1).astype(np.int64)
        opened = np.full(len(starts), -1)
        first = np.zeros(len(starts), np.int64)
        taken = np.zeros(len(doc), np.int64)
        # How many sentences have a word at each step: the sizes fall.
        going = np.searchsorted(-sizes, -np.arange(int(sizes[0])), side="left")
        own = features[1:, 0] + self._pieces
        for step, n in enumerate(going.tolist()):
            if n < len(starts):
                starts, sizes, opened, first = starts[:n], sizes[:n], opened[:n], first[:n]
            at, inside = starts + step, opened >= 0
            # Row 0 stands for a word that is not there.
            hidden = (
                own[at] + features[np.where(inside, first + 1, 0), 1] + features[np.where(inside, at, 0), 2]
            )
            scores = hidden.max(-1) @ self._weights + self._bias
            last = sizes == step + 1
            state = np.where(inside, 4 + 2 * opened + last, last + 2 * blank[at])
            move = (scores + self._refused[state]).argmax(1)
            taken[at] = move
            begins = self._opens[move]
            first = np.where(begins >= 0, at, first)
            opened = np.where(self._keeps[move], opened, begins)
        return taken

    def _table(self) -> NDArray[np.bool_]:
        """Return which moves may be taken: outside a name (2 * blank + last word), then inside one of each label."""
        rows = []
        for blank in (False, True):
            for last in (False, True):
                rows.append([self._outside(k, label, blank, last) for k, label in self._moves])
        for own in self._labels:
            for last in (False, True):
                rows.append(
                    [label == own and (k == "L" or (k == "I" and not last)) for k, label in self._moves]
                )
        return np.array(rows)

    @staticmethod
    def _outside(kind: str, label: str, blank: bool, last: bool) -> bool:
        if kind == "O":
            return True
        return bool(label) and not blank and (kind == "U" or (kind == "B" and not last))


def _sentences(doc: Doc) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return first token and size of each sentence, the longest first."""
    marks = doc.to_array(["SENT_START"]).reshape(-1).astype(np.int64)
    starts = np.array([0, *(i for i in np.flatnonzero(marks == 1) if i)], np.int64)
    sizes = np.diff(starts, append=len(doc))
    order = np.argsort(-sizes, kind="stable")
    return starts[order], sizes[order]
