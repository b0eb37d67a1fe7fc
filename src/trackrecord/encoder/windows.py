"""Windows: consecutive sentences of a report, as many as the model reads at once.

Each sentence is led by a piece of its own (``[CLS]``), where its yes-or-no answers stand. Lengths are in word pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 192  # of a window
LONGEST_SENTENCE = 120  # with its leading piece; what is beyond stays unread


def packed(sizes: Sequence[int], length: int = LENGTH, skip: int = 0) -> list[range]:
    """Return the sentences' indices window by window, each once, in order; the first window holds *skip* less."""
    windows: list[range] = []
    first, size = 0, min(skip, length // 2)
    for i, own in enumerate(sizes):
        if i > first and size + own > length:
            windows.append(range(first, i))
            first, size = i, 0
        size += own
    return [*windows, range(first, len(sizes))] if sizes else windows


def with_context(sizes: Sequence[int], length: int = LENGTH) -> list[tuple[range, int]]:
    """Return ``(indices, how many of them lead in)``: every window after the first repeats the sentence before it."""
    windows: list[tuple[range, int]] = []
    first = 0
    while first < len(sizes):
        lead = int(first > 0 and sizes[first - 1] + sizes[first] <= length)
        size, last = sum(sizes[first - lead : first]), first
        while last < len(sizes) and (last == first or size + sizes[last] <= length):
            size += sizes[last]
            last += 1
        windows.append((range(first - lead, last), lead))
        first = last
    return windows
