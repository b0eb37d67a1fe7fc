"""One file found on disk to its reports."""

from __future__ import annotations

from collections.abc import Iterator

from trackrecord.collect.found import Found
from trackrecord.collect.limits import Limits
from trackrecord.collect.lines import reports_in_lines
from trackrecord.collect.making import one_report
from trackrecord.collect.stated import NOTHING_STATED, Stated
from trackrecord.collect.unpack import read_lines, read_whole
from trackrecord.collect.which import EVERYTHING, Which
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut, RawReport


def reports_in(found: Found, limits: Limits, which: Which = EVERYTHING) -> Iterator[RawReport | LeftOut]:
    """Yield the reports that a found file holds, or why it holds none. *which* picks among an archive's records."""
    said = NOTHING_STATED
    for manifest in found.manifests:
        row = manifest.of(found.file)
        said = said if row is None else said.over(row)
    try:
        if found.kind in ("warc", "wacz", "mhtml"):
            yield from _archived(found, limits, said, which)
        elif found.kind == "lines":
            lines = read_lines(found.file, found.location, limits)
            yield from reports_in_lines(lines, found.path, found.location, limits, said)
        elif found.kind == "text" or found.kind == "html":
            content, original = read_whole(found.file, found.location, limits)
            yield one_report(content, original, found.kind, found.path, found.location, said)
    except SourceError as error:
        yield LeftOut(error.thing, error.cause, error.step)


def _archived(found: Found, limits: Limits, said: Stated, which: Which) -> Iterator[RawReport | LeftOut]:
    # Loaded only where there is an archive: most runs see none.
    from trackrecord.collect.archives import reports_in_mhtml, reports_in_wacz, reports_in_warc

    if found.kind == "mhtml":
        yield reports_in_mhtml(found.file, found.path, found.location, limits, said)
    else:
        read = reports_in_warc if found.kind == "warc" else reports_in_wacz
        yield from read(found.file, found.path, found.location, limits, said, which)
