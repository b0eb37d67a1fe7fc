"""WARC records to raw reports: pages that were answered with 200, archived pages, and texts (WET).

Requests, redirects, images and the like are no reports and pass without a word. A record that is broken, whose digest
does not hold, or that is too large is named.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from trackrecord.collect.archives.members import pieces
from trackrecord.collect.archives.records import LONGEST_HEADER, Record, Records
from trackrecord.collect.limits import Limits, megabytes
from trackrecord.collect.making import one_report
from trackrecord.collect.stated import NOTHING_STATED, Stated
from trackrecord.collect.unpack import open_regular, unreadable
from trackrecord.collect.web.decoding import decoded
from trackrecord.collect.which import EVERYTHING, Which
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut, RawReport

_STEP = "The other records were read; get the archive again if this one matters"
_HTML = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}<(?:!doctype\s|html\b|\?xml\b|!--|head\b|body\b)", re.IGNORECASE
)
_LANG = re.compile(rb"<html\b[^>]{0,500}?\blang\s{0,9}=\s{0,9}[\"']?([a-zA-Z]{2,8})", re.IGNORECASE)
_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_KINDS = frozenset("warcinfo response resource request metadata revisit conversion continuation".split())
_DIGESTS = {"sha1", "sha256", "sha512", "md5"}


def reports_in_warc(
    file: Path,
    path: str,
    location: str,
    limits: Limits,
    said: Stated = NOTHING_STATED,
    which: Which = EVERYTHING,
) -> Iterator[RawReport | LeftOut]:
    """Yield the reports of a ``.warc`` or ``.warc.gz`` file, and what in it is broken.

    *path* and *location* are the file's; a record's are ``PATH:NUMBER``. Raises :class:`SourceError` where the file cannot
    be opened.
    """
    try:
        with open_regular(file, location) as stream:
            yield from reports_in_stream(stream, path, location, limits, said, which, file.stat().st_size)
    except OSError as error:
        raise unreadable(location, error) from error


def reports_in_stream(
    stream: BinaryIO, path: str, location: str, limits: Limits, said: Stated, which: Which, size: int | None
) -> Iterator[RawReport | LeftOut]:
    """Yield the reports of an open archive of *size* bytes; told gzipped or not by its first bytes."""
    head = stream.read(4)
    if head == b"\x28\xb5\x2f\xfd":
        raise SourceError(
            location, "it is packed with zstd, which is not read", "Unpack it first, with zstd -d"
        )
    zipped = head[:2] == b"\x1f\x8b"
    whole = io.BufferedReader(_Rejoined(head, stream))
    most = limits.report_bytes + 2 * LONGEST_HEADER
    seen = taken = 0
    for record in Records(pieces(whole, zipped=zipped), most, None if zipped else size):
        seen += 1
        where = f"{location}:{record.number}"
        try:
            report = _report(record, f"{path}:{record.number}", where, limits, said, which)
        except SourceError as error:
            taken += 1
            yield LeftOut(where, error.cause, error.step)
            continue
        if report is not None:
            taken += 1
            yield report
    if not seen:
        yield LeftOut(location, "it is an archive without a record", "Check the file")
    elif not taken and which.all:
        yield LeftOut(location, "none of its records is a page", "Check that it is the archive that you mean")


class _Rejoined(io.RawIOBase):
    """A stream with its first bytes, which were looked at, put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data, self._head = (
            (self._head[: len(buffer)], self._head[len(buffer) :]) if self._head else (b"", b"")
        )
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _report(
    record: Record, path: str, where: str, limits: Limits, said: Stated, which: Which
) -> RawReport | None:
    if record.fault is not None:
        raise SourceError(where, f"the record is broken: {record.fault}", _STEP)
    header = _fields(record.header)
    kind = header.get("warc-type", "")
    if kind not in _KINDS:
        raise SourceError(where, "the record is broken: its header states no type that there is", _STEP)
    url = header.get("warc-target-uri", "").strip("<>") or None
    if kind not in ("response", "resource", "conversion") or not (url or "").startswith(
        ("http://", "https://")
    ):
        return None
    language = header.get("warc-identified-content-language")
    if not which.takes(url, day=header.get("warc-date"), language=language):
        return None
    if record.block is None:
        if kind == "response" and not _may_be_page(header):
            return None
        raise SourceError(
            where, f"the record holds more than {megabytes(limits.report_bytes)}", "Leave it out"
        )
    _check_digest(header, record.block, where)
    payload, content_type, status, content_language = _payload(record, kind, where, limits)
    if status != 200 or (kind != "conversion" and content_type and not _HTML.search(content_type)):
        return None
    if kind == "response" and not content_type and payload.lstrip()[:1] != b"<":
        return None
    if which.languages and language is None:
        match = _LANG.search(payload[:8_192])
        stated_language = match.group(1).decode("ascii") if match else content_language
        if not which.takes(url, language=stated_language):
            return None
    truncated = header.get("warc-truncated")
    notes = (f"the archive holds only a part of the page (cut for {truncated})",) if truncated else ()
    known = Stated(url=url, notes=notes).over(said)
    return one_report(
        payload,
        payload,
        "text" if kind == "conversion" else "html",
        path,
        where,
        known,
        charset=_charset(content_type),
    )


def _may_be_page(header: dict[str, str]) -> bool:
    stated = header.get("warc-identified-payload-type")
    return stated is None or _HTML.search(stated) is not None


def _payload(record: Record, kind: str, where: str, limits: Limits) -> tuple[bytes, str, int, str | None]:
    """Return a record's payload without transfer and content encodings, its type, its HTTP status and its language."""
    block = record.block or b""
    if kind != "response":
        return block, _fields(record.header).get("content-type", ""), 200, None
    parsed = _http(record.header + block + b"\r\n\r\n", where)
    # None where the block is no HTTP, whatever fastwarc's stubs say.
    answered: HeaderMap | None = parsed.http_headers
    status = None if answered is None else answered.status_code
    if answered is None or status is None:
        raise SourceError(where, "the record is broken: it holds no answer of a server", _STEP)
    headers = {key.lower(): value for key, value in answered.items()}
    content_type = headers.get("content-type", "")
    if status != 200 or (content_type and not _HTML.search(content_type)):
        return b"", content_type, status, None
    plain = block.partition(b"\r\n\r\n")[2]
    if not _MARKUP.match(plain):
        try:
            plain = parsed.reader.read()
        except Exception as error:  # fastwarc has no error of its own for a bad chunk
            raise SourceError(where, f"the record is broken: {str(error)[:100]}", _STEP) from error
    # Browsers and replay tools record pages unpacked and leave the fields that spoke of the packing as they were.
    encodings = "" if _MARKUP.match(plain) else headers.get("content-encoding", "")
    body = decoded([plain], encodings, where, limits.report_bytes)
    return body, content_type, status, headers.get("content-language")


def _http(data: bytes, where: str) -> WarcRecord:
    try:
        for parsed in ArchiveIterator(io.BytesIO(data), record_types=_TYPES, parse_http=False):
            parsed.parse_http(auto_decode="transfer")
            return parsed
    except Exception as error:  # as above
        raise SourceError(where, f"the record is broken: {str(error)[:100]}", _STEP) from error
    raise SourceError(where, "the record is broken: its header cannot be read", _STEP)


def _fields(header: bytes) -> dict[str, str]:
    lines = header.decode("utf-8", "replace").splitlines()[1:]
    pairs = (line.partition(":") for line in lines)
    return {key.strip().lower(): value.strip() for key, colon, value in pairs if colon}


def _charset(content_type: str) -> str | None:
    match = re.search(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", content_type, re.IGNORECASE)
    return match.group(1) if match else None


def _check_digest(header: dict[str, str], block: bytes, where: str) -> None:
    """Raise where the block is not what the header's digest says; a digest in another form is passed over."""
    name, _, value = header.get("warc-block-digest", "").partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in _DIGESTS or not value:
        return
    digest = hashlib.new(name, block, usedforsecurity=False).digest()
    spellings = (digest.hex(), base64.b32encode(digest).decode("ascii").rstrip("=").lower())
    if value.strip().rstrip("=").lower() not in spellings:
        raise SourceError(
            where, "the record is broken: its bytes do not have the digest that it states", _STEP
        )
