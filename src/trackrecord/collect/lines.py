"""Lines of JSON, one report a line: ``text`` or ``html``, and where known id, url, publisher, title, published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from trackrecord.collect.decode import decode
from trackrecord.collect.limits import Limits, megabytes
from trackrecord.collect.stated import NOTHING_STATED, Stated, stated
from trackrecord.collect.unpack import Line
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut, RawReport


def reports_in_lines(
    lines: Iterable[Line], path: str, location: str, limits: Limits, file: Stated = NOTHING_STATED
) -> Iterator[RawReport | LeftOut]:
    """Yield a report, or why there is none, for each line that is not blank.

    *path* and *location* are those of the file; a line's are ``PATH:NUMBER``. *file* is what a manifest states
    of the whole file; what a line states itself goes before it.
    """
    for line in lines:
        where = f"{location}:{line.number}"
        if line.data is None:
            cause = f"the line is longer than {megabytes(limits.report_bytes)}"
            yield LeftOut(where, cause, "Split it into single reports.")
        elif line.data.strip():
            try:
                yield _report(line.data, f"{path}:{line.number}", where, file)
            except SourceError as error:
                yield LeftOut(error.thing, error.cause, error.step)


def _report(data: bytes, path: str, where: str, file: Stated) -> RawReport:
    decoded = decode(data, where)
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply").lower()
        column = getattr(error, "colno", None)
        at = f" at column {column}" if column else ""
        raise SourceError(where, f"it is not valid JSON ({reason}{at})", "Correct the line.") from error
    if not isinstance(record, dict):
        raise SourceError(where, "it is not a JSON object", 'Write each report as {"text": …}.')
    text, html = record.get("text"), record.get("html")
    body = text if isinstance(text, str) and text.strip() else html
    if not isinstance(body, str) or not body.strip():
        raise SourceError(where, "it has no text", "Give the report's text in `text`, or its page in `html`.")
    said = stated(record).over(file)
    return RawReport(
        data=data,
        text=body.encode("utf-8", "replace").decode("utf-8"),  # lone surrogates become "?"
        markup="text" if body is text else "html",
        path=path,
        location=where,
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        url=said.url,
        publisher=said.publisher,
        title=said.title,
        published=said.published,
        given_id=said.given_id,
        notes=decoded.notes + said.notes,
    )
