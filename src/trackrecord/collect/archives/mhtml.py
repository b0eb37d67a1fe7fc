"""MHTML: one page saved by a browser as a mail message, with its pictures beside it (RFC 2557)."""

from __future__ import annotations

import email
import email.message
import email.policy
from pathlib import Path

from trackrecord.collect.limits import Limits, megabytes
from trackrecord.collect.making import one_report
from trackrecord.collect.stated import NOTHING_STATED, Stated
from trackrecord.collect.unpack import open_regular, unreadable
from trackrecord.errors import SourceError
from trackrecord.types import RawReport

LARGEST = 50_000_000
MOST_PARTS = 2_000
_STEP = "Save the page again, as HTML"


def reports_in_mhtml(
    file: Path, path: str, location: str, limits: Limits, said: Stated = NOTHING_STATED
) -> RawReport:
    """Return the page of an ``.mhtml`` file. Its address is that at which it was saved; its day of saving is no date of it.

    The report keeps the page alone: the bytes of its HTML part. Raises :class:`SourceError` where there is none.
    """
    try:
        with open_regular(file, location) as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise unreadable(location, error) from error
    if len(data) > LARGEST:
        raise SourceError(location, f"it holds more than {megabytes(LARGEST)}", _STEP)
    try:
        # Parsed with the policy of 3.2: it keeps what it cannot read as it stands, where the modern one raises.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        html, url, charset = _page(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise SourceError(
            location, f"it is no saved page, or a damaged one ({type(error).__name__})", _STEP
        ) from error
    if html is None:
        raise SourceError(location, "it holds no page", _STEP)
    if len(html) > limits.report_bytes:
        raise SourceError(
            location, f"its page holds more than {megabytes(limits.report_bytes)}", "Leave it out"
        )
    address = url if url and url.startswith(("http://", "https://")) else None
    return one_report(html, html, "html", path, location, Stated(url=address).over(said), charset=charset)


def _page(message: email.message.Message) -> tuple[bytes | None, str | None, str | None]:
    """Return the root part's bytes, its address and its charset: the part that `start` names, or the first in HTML."""
    start = message.get_param("start")
    pages = []
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            pages.append(part)
    named = [part for part in pages if start and part.get("Content-ID") == start]
    if not pages:
        return None, None, None
    part = (named or pages)[0]
    payload = part.get_payload(decode=True)
    url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "") or None
    charset = part.get_content_charset()
    return payload if isinstance(payload, bytes) else None, url, charset
