"""What decides of two copies which is the original, as far as it can be told without their texts."""

from __future__ import annotations

from typing import NamedTuple


class Standing(NamedTuple):
    """A report's date, garble (0–1), length in code points, and ``read``: the version of trackrecord that cleaned it."""

    published: str | None
    garble: float
    length: int
    read: str
