"""The language of a text, by py3langid's model, which comes with it and is loaded once when first needed.

Short texts are hard: names alone tip the scale. So a text with fewer than 20 letters counts as English, the
language that reading is for; and a text up to about 60 words is given another language only when the model is
nearly sure or English function words are rare in it. A text without letters counts as English too.
Where one word in eight is one of a few that only English has, the model need not be asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 6_000
_FEWEST_LETTERS = 20
_SHORT = 400
_NEARLY_SURE = 0.95
_FUNCTION_WORDS = frozenset(
    "the of and to in a that for on is was with as by at from it said has have be are this not who will".split()
)
_ONLY_ENGLISH = frozenset(
    {"the", "of", "and", "with", "was", "that", "from", "have", "said", "which", "would"}
)
_PLAINLY_ENGLISH = 1 / 8
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of *text* (its first 6,000 code points)."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return "en"
    if len(words) >= 20 and sum(word in _ONLY_ENGLISH for word in words) / len(words) >= _PLAINLY_ENGLISH:
        return "en"
    code, probability = _identifier().classify(sample)
    if code == "en" or len(sample) > _SHORT:
        return str(code)
    english = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    return "en" if english > 0.15 or (english > 0 and probability < _NEARLY_SURE) else str(code)
