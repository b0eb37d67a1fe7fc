"""What prose looks like, told from headlines, labels and lists by form alone."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_ENDS_A_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LONG = 25
_FEWEST = 8


def ends_a_sentence(line: str) -> bool:
    """Whether a trimmed line ends in the punctuation of a sentence, quotation marks and brackets aside."""
    return _ENDS_A_SENTENCE.search(line[-12:]) is not None


def is_prose(line: str) -> bool:
    """Whether a line has the form of prose: at least eight words and a sentence's end, or 25 words."""
    words = len(WORD.findall(line[:2000]))
    return words >= _LONG or (words >= _FEWEST and ends_a_sentence(line))


def is_headline(line: str, following: str) -> bool:
    """Whether *line* can be the headline over *following*: short, without a full stop, over a longer paragraph."""
    words = len(WORD.findall(line[:400]))
    return 3 <= words <= 25 and len(line) <= 250 and line[-1:] not in ".:;,…" and len(following) > len(line)
