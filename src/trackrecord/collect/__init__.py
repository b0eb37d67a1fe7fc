"""From a source to raw reports: files, folders, web archives and standard input, decoded, bounded, with what is stated of them.

What lives here: :mod:`found` walks folders and tells kinds of files apart, :mod:`unpack` reads within bounds,
:mod:`decode` finds the encoding, :mod:`manifest` and :mod:`stated` say what is known of a file, :mod:`files`,
:mod:`lines`, :mod:`stdin` and :mod:`making` make the reports, and :mod:`which` picks among them. :mod:`archives` reads
WARC, WACZ and MHTML; :mod:`web` fetches, and nothing else here ever opens a connection. A new kind of file goes into ``KINDS`` in :mod:`found` and, when
it holds reports in a form of its own, into a module beside :mod:`lines`.

Nothing here stops a run: what cannot be taken comes out as a :class:`~trackrecord.types.LeftOut`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from trackrecord.collect.files import reports_in
from trackrecord.collect.found import Walk, named_manifests
from trackrecord.collect.limits import DEFAULT_LIMITS, Limits
from trackrecord.collect.stdin import NAME, reports_on
from trackrecord.collect.which import EVERYTHING, Which
from trackrecord.types import LeftOut, RawReport

__all__ = ["Limits", "Which", "collect"]


def collect(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    limits: Limits = DEFAULT_LIMITS,
    which: Which = EVERYTHING,
) -> Iterator[RawReport | LeftOut]:
    """Yield every report in *sources*, and everything in them that was not taken, with the reason.

    A source is a file, a folder (read with all folders below it; hidden files are passed over), or ``-`` for
    standard input (*stdin*, or the process's own). The order depends on names only, not on the order of
    *sources*; a file reached by two sources is given once. Reading is lazy: one report is held at a time.
    *which* picks among the records of web archives. Raises nothing for bad input.
    """
    files = sorted({_absolute(source) for source in sources if source != NAME})
    manifests, problems = named_manifests(files, limits)
    yield from problems
    seen: set[Path] = set()
    for file in files:
        for item in Walk(limits, manifests).source(file):
            if isinstance(item, LeftOut):
                yield item
                continue
            if len(files) > 1:
                real = item.file.resolve()
                if real in seen:
                    continue
                seen.add(real)
            yield from reports_in(item, limits, which)
    if NAME in sources:
        yield from reports_on(stdin if stdin is not None else sys.stdin.buffer, limits)


def _absolute(source: str) -> Path:
    """Return the source's absolute path with ``..`` taken out, links kept: a report's path shows the name given."""
    path = Path(source)
    return path.resolve() if ".." in path.parts else path.absolute()
