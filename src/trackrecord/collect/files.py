"""One file found on disk to its reports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Literal

from trackrecord.collect.decode import decode
from trackrecord.collect.found import Found
from trackrecord.collect.limits import Limits
from trackrecord.collect.lines import reports_in_lines
from trackrecord.collect.stated import NOTHING_STATED, Stated
from trackrecord.collect.unpack import read_lines, read_whole
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut, RawReport

_LOOKS_LIKE_PAGE = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s{1,20}html|html)\b", re.I
)


def reports_in(found: Found, limits: Limits) -> Iterator[RawReport | LeftOut]:
    """Yield the reports that a found file holds, or why it holds none."""
    said = NOTHING_STATED
    for manifest in found.manifests:
        row = manifest.of(found.file)
        said = said if row is None else said.over(row)
    try:
        if found.kind == "lines":
            lines = read_lines(found.file, found.location, limits)
            yield from reports_in_lines(lines, found.path, found.location, limits, said)
        else:
            content, original = read_whole(found.file, found.location, limits)
            yield one_report(content, original, found.kind, found.path, found.location, said)
    except SourceError as error:
        yield LeftOut(error.thing, error.cause, error.step)


def one_report(
    content: bytes, original: bytes, kind: Literal["text", "html"], path: str, location: str, said: Stated
) -> RawReport:
    """Return *content* as one report. A text that begins like a page is taken as a page.

    Raises :class:`SourceError` when it is empty or binary.
    """
    decoded = decode(content, location)
    markup: Literal["text", "html"] = (
        "html" if kind == "html" or _LOOKS_LIKE_PAGE.match(decoded.text) else "text"
    )
    return RawReport(
        data=original,
        text=decoded.text,
        markup=markup,
        path=path,
        location=location,
        encoding=decoded.encoding,
        sha256=hashlib.sha256(original).hexdigest(),
        url=said.url,
        publisher=said.publisher,
        title=said.title,
        published=said.published,
        given_id=said.given_id,
        notes=decoded.notes + said.notes,
    )
