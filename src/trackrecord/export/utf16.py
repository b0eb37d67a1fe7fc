"""From code points to UTF-16 code units, in which JavaScript counts."""

from __future__ import annotations

from bisect import bisect_left

from trackrecord.types import Span


class Utf16:
    """Offsets into one text. Building it costs one pass; each look-up the logarithm of its wide characters."""

    def __init__(self, text: str) -> None:
        """Note where the characters stand that take two units (those beyond the Basic Multilingual Plane)."""
        self._wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]

    def place(self, code_points: int) -> int:
        """Return the number of UTF-16 units before a place that is given in code points."""
        return code_points + bisect_left(self._wide, code_points)

    def span(self, span: Span) -> Span:
        """Return a span of code points as one of UTF-16 units."""
        return Span(self.place(span.start), self.place(span.end))
