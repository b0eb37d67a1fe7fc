"""How much one item may hold, so that no input can exhaust the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read, in bytes.

    ``report_bytes`` bounds one report: a file's content after decompression, one line of a ``.jsonl`` file,
    or standard input taken as one text. Whole ``.jsonl`` files and manifests may be of any size, because they
    are read as a stream.
    """

    report_bytes: int = 5_000_000


DEFAULT_LIMITS = Limits()


def megabytes(count: int) -> str:
    """Return a number of bytes as a reader would say it: ``"5 MB"``, ``"400 bytes"``."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:g} MB"
    if count >= 1_000:
        return f"{count / 1_000:g} kB"
    return f"{count} bytes"
