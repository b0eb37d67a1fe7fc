"""Running the model: a report's sentences in, every head's probabilities out.

Each window runs by itself: a sentence's numbers then depend on its window alone, not on what else is read, and the
int8 network is no faster in batches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np

from trackrecord.encoder.heads import COLUMNS, LEADING, POOLED_HEADS
from trackrecord.encoder.windows import LONGEST_SENTENCE, with_context
from trackrecord.errors import ModelError
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

NETWORK, PIECES = "reader.onnx", "pieces.json"


def softmax(scores: Array) -> Array:
    """Return scores as probabilities over the last axis."""
    raised: Array = np.exp(scores - scores.max(-1, keepdims=True, initial=-np.inf)).astype(np.float32)
    total: Array = raised.sum(-1, keepdims=True, dtype=np.float32)
    return np.divide(raised, total, dtype=np.float32)


@dataclass(frozen=True)
class Answers:
    """What the model says of one sentence.

    ``pieces`` are its word pieces as spans of the report; ``scores`` has a row for each, after the row of the whole
    sentence.
    """

    pieces: tuple[Span, ...]
    scores: Array

    def tokens(self, head: str) -> Array:
        """Return the probabilities of a token head: a row a word piece, a column a class."""
        return softmax(self.scores[1:, COLUMNS[head]])

    def sentence(self, head: str) -> Array:
        """Return the yes-or-no probabilities of a sentence head."""
        scores = self.scores[:, COLUMNS[head]]
        over = np.logaddexp.reduce(scores, axis=0) if head in POOLED_HEADS else scores[0]
        own: Array = (0.5 + 0.5 * np.tanh(0.5 * over)).astype(np.float32)
        return own


class Encoder:
    """The model in memory; safe to share between threads, not between processes that fork after loading."""

    def __init__(self, network: bytes, pieces: str) -> None:
        """Take an ONNX network and the description of its word pieces (``tokenizers`` JSON).

        Raises :class:`~trackrecord.errors.ModelError` where either cannot be read.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
            self.pieces: Any = Tokenizer.from_str(pieces)
        except Exception as error:  # each library raises its own bare Exception
            raise ModelError(
                "the encoder's weights",
                f"they cannot be read ({str(error).splitlines()[0]})",
                "Install trackrecord again, or remove the file to read with rules alone.",
            ) from error
        self.pieces.no_truncation()
        self.pieces.no_padding()

    def read(self, text: str, sentences: Sequence[Span]) -> tuple[Answers, ...]:
        """Return the model's answers for every sentence of a report, in order."""
        encoded = [self._encoded(text, s) for s in sentences]
        sizes = [len(ids) for ids, _ in encoded]
        answers: list[Answers] = []
        for window, lead in with_context(sizes):
            scores = self.scores([i for at in window for i in encoded[at][0]])
            start = 0
            for at in window:
                end = start + sizes[at]
                if at >= window.start + lead:
                    answers.append(Answers(encoded[at][1], scores[start:end]))
                start = end
        return tuple(answers)

    def scores(self, ids: list[int]) -> Array:
        """Return every head's scores (``heads.COLUMNS``), a row a word piece, for one window or question."""
        pieces = np.array([ids], np.int64)
        scores: Array = self._session.run(None, {"pieces": pieces, "mask": np.ones_like(pieces)})[0][0]
        return scores

    def shares(self, asked: Sequence[int], head: str) -> Array:
        """Return one head's probabilities at every word piece of a question (``questions``)."""
        return softmax(self.scores(list(asked))[:, COLUMNS[head]])

    def _encoded(self, text: str, sentence: Span) -> tuple[list[int], tuple[Span, ...]]:
        # A sentence of a megabyte is cut before it is split; no word piece is longer than its word.
        end = min(sentence.end, sentence.start + 100 * LONGEST_SENTENCE)
        made = self.pieces.encode(text[sentence.start : end], add_special_tokens=False)
        ids = [LEADING, *made.ids[: LONGEST_SENTENCE - 1]]
        spans = tuple(
            Span(sentence.start + a, sentence.start + b) for a, b in made.offsets[: LONGEST_SENTENCE - 1]
        )
        return ids, spans


@cache
def load() -> Encoder | None:
    """Return the model that is installed with trackrecord, or None where its weights are missing.

    Raises :class:`~trackrecord.errors.ModelError` where they are there and cannot be read.
    """
    folder = files("trackrecord.encoder") / "weights"
    network, pieces = folder / NETWORK, folder / PIECES
    if not (network.is_file() and pieces.is_file()):
        return None
    with as_file(network) as file:
        return Encoder(file.read_bytes(), pieces.read_text("utf-8"))
