"""Web archives with broken records among the good ones, and which are which."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.site import article

HOST = "http://courier.example"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def record(number: int, *, zipped: bool) -> bytes:
    """Return one good record as warcio writes it: an article, now and then gzipped or chunked inside as servers send it."""
    body = article(number).encode()
    fields = [*HTML]
    if number % 5 == 0:
        body = gzip.compress(body, mtime=0)
        fields.append(("Content-Encoding", "gzip"))
    if number % 7 == 0:
        pieces = [body[at : at + 500] for at in range(0, len(body), 500)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
        fields.append(("Transfer-Encoding", "chunked"))
    return response(f"{HOST}/news/{number}", body, UUID(int=number), fields, zipped=zipped)


def response(
    url: str, body: bytes, name: UUID, fields: Sequence[tuple[str, str]] = HTML, *, zipped: bool = True
) -> bytes:
    """Return a record of the answer to a request for *url*: *fields* are those of its header, *name* the record's own."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    # Else warcio draws an id and looks at the clock.
    names = {"WARC-Record-ID": f"<urn:uuid:{name}>", "WARC-Date": "2024-03-01T08:00:00Z"}
    writer.write_record(
        writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders("200 OK", list(fields), protocol="HTTP/1.1"),
            warc_headers_dict=names,
        )
    )
    return out.getvalue()


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _blotted(data: bytes) -> bytes:
    return data[:20] + bytes(40) + data[60:]


def _inside(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Change what a gzip member holds and pack it again, so that its check sum is right."""
    return lambda data: (
        gzip.compress(change(gzip.decompress(data)), mtime=0) if data[:2] == b"\x1f\x8b" else change(data)
    )


def _overlong(data: bytes) -> bytes:
    return data.replace(b"Content-Length: ", b"Content-Length: 9", 1)


def _endless(data: bytes) -> bytes:
    return data.replace(b"Content-Length: ", b"Content-Length: 999999999999", 1)


def _short(data: bytes) -> bytes:
    head, colon, rest = data.partition(b"Content-Length: ")
    return head + colon + rest[1:]


def _unmeasured(data: bytes) -> bytes:
    return data.replace(b"Content-Length: ", b"Content-Width: ", 1)


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "a bit flipped": _flipped,
    "cut short": _cut,
    "blotted out": _blotted,
    "a length too great": _inside(_overlong),
    "a length beyond the file": _inside(_endless),
    "a length too small": _inside(_short),
    "no length": _inside(_unmeasured),
}


def write_archive(file: Path, records: int, *, zipped: bool, every: int = 50) -> dict[int, str]:
    """Write *records* records to *file*, of which each *every*-th is broken; return the numbers of these and how."""
    names = list(BREAKS)
    broken = {}
    with file.open("wb") as out:
        for number in range(records):
            data = record(number, zipped=zipped)
            if number % every == every // 2:
                broken[number] = names[number // every % len(names)]
                data = BREAKS[broken[number]](data)
            out.write(data)
    return broken
