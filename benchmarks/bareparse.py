"""spaCy's parse alone, as one would run it: what the time of reading is held against."""

from __future__ import annotations

import time
from collections.abc import Sequence

import spacy

from trackrecord.read.parse import DEFAULT_MODEL


def seconds(texts: Sequence[str]) -> float:
    """Return the CPU seconds that spaCy's pipeline takes for the texts, one by one, once it is loaded and has run."""
    nlp = spacy.load(DEFAULT_MODEL)
    for text in texts[:1]:
        nlp(text)
    begin = time.process_time()
    for text in texts:
        nlp(text)
    return time.process_time() - begin
