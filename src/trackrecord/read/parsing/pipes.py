"""The pipeline put together: our pipes where they can stand for spaCy's, spaCy's own elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trackrecord.read.parsing.entities import InStep
from trackrecord.read.parsing.exceptions import Table
from trackrecord.read.parsing.sentences import SideBySide
from trackrecord.read.parsing.sums import by_numpy, one_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc


class Pipes:
    """A loaded pipeline, to be called on documents whose sentence starts are set."""

    def __init__(self, nlp: Language) -> None:
        """Take the pipeline; from now on its networks multiply by numpy, and its lemmatizer holds its words in sets."""
        by_numpy(nlp)
        for _, pipe in nlp.pipeline:
            _indexed(pipe)
        self.nlp = nlp
        self._steps: list[Callable[[Doc], Doc]] = [_faster(pipe) for _, pipe in nlp.pipeline]

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with everything that the pipeline sets."""
        with one_thread():
            for step in self._steps:
                doc = step(doc)
        return doc


def _indexed(pipe: Any) -> None:
    """Have a lemmatizer look known words up in a set: as lists of up to 57,000 words they are searched from the front."""
    from spacy.pipeline import Lemmatizer

    if isinstance(pipe, Lemmatizer) and pipe.lookups.has_table("lemma_index"):
        table = pipe.lookups.get_table("lemma_index")
        for key, words in list(table.items()):
            if isinstance(words, list):
                table[key] = frozenset(words)


def _faster(pipe: Any) -> Callable[[Doc], Doc]:
    """Return a pipe that does the same faster, or the pipe itself where none can."""
    from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer

    made: tuple[tuple[type, Callable[[Any], Callable[[Doc], Doc]]], ...] = (
        (AttributeRuler, Table),
        (DependencyParser, SideBySide),
        (EntityRecognizer, InStep),
    )
    for kind, ours in made:
        if type(pipe) is kind:
            try:
                return ours(pipe)
            except (ValueError, KeyError):
                break
    own: Callable[[Doc], Doc] = pipe
    return own
