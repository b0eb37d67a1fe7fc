"""Bytes and what is stated of them to one raw report."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

from trackrecord.collect.decode import decode
from trackrecord.collect.stated import Stated
from trackrecord.types import RawReport

_LOOKS_LIKE_PAGE = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s{1,20}html|html)\b", re.I
)


def one_report(
    content: bytes,
    original: bytes,
    kind: Literal["text", "html"],
    path: str,
    location: str,
    said: Stated,
    *,
    charset: str | None = None,
) -> RawReport:
    """Return *content* as one report. A text that begins like a page is taken as a page. *charset* as its carrier says.

    Raises :class:`SourceError` when it is empty or binary.
    """
    decoded = decode(content, location, charset)
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
