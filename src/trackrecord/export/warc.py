"""What was fetched from the web, as a web archive (WARC 1.1, ISO 28500) that any replay program opens.

Bodies are kept without the content and transfer encodings under which they came; as Common Crawl does it, the header
fields that spoke of these are renamed ``X-Crawl-…``, so that the archive reads as what it holds.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from trackrecord.collect.web.fetched import Fetched
from trackrecord.errors import SourceError
from trackrecord.ledger import Ledger
from trackrecord.ledger.fetched import FetchStore

_RENAMED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
# Ids are made from content, so that the same ledger gives the same file.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:trackrecord:warc")


def write_warc(record: Ledger, file: Path) -> int:
    """Write every answer that *record* holds to *file* (gzipped, a member a record); return how many.

    The file appears whole or not at all. Raises :class:`SourceError` where it cannot be written.
    """
    partial = file.with_name(file.name + ".part")
    count = 0
    try:
        with partial.open("wb") as out:
            out.write(_packed(_info()))
            for number, (_, fetched) in enumerate(FetchStore(record).answers()):
                for piece in _records(fetched, number):
                    out.write(_packed(piece))
                count += 1
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise SourceError(
            str(file), f"it cannot be written ({error.strerror})", "Choose another place"
        ) from error
    return count


def _packed(record: bytes) -> bytes:
    return gzip.compress(record, 6, mtime=0)


def _info() -> bytes:
    body = b"software: trackrecord\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n"
    return _record(
        [
            ("WARC-Type", "warcinfo"),
            ("WARC-Date", "1970-01-01T00:00:00Z"),
            ("Content-Type", "application/warc-fields"),
        ],
        body,
        "info",
    )


def _records(fetched: Fetched, number: int) -> Iterator[bytes]:
    """Yield the redirects on the way, the request and the answer."""
    base = [("WARC-Date", fetched.at)]
    for place, hop in enumerate(fetched.hops):
        head = f"HTTP/1.1 {hop.status} \r\nLocation: {hop.to}\r\n\r\n".encode()
        fields = [("WARC-Type", "response"), ("WARC-Target-URI", hop.url), *base, _HTTP_RESPONSE]
        yield _record(fields, head, f"{number}/hop/{place}")
    path = _target(fetched.final_url)
    request = _head(f"GET {path} HTTP/1.1", fetched.request)
    common = [("WARC-Target-URI", fetched.final_url), *base]
    if fetched.peer:
        common.append(("WARC-IP-Address", fetched.peer))
    headers = [
        (f"X-Crawl-{key}" if key.lower() in _RENAMED else key, value) for key, value in fetched.headers
    ]
    headers.append(("Content-Length", str(len(fetched.body))))
    head = _head(f"{fetched.http} {fetched.status} {fetched.reason}", headers)
    payload = base64.b32encode(hashlib.sha1(fetched.body, usedforsecurity=False).digest()).decode("ascii")
    yield _record(
        [("WARC-Type", "response"), *common, _HTTP_RESPONSE, ("WARC-Payload-Digest", f"sha1:{payload}")],
        head + fetched.body,
        f"{number}/response/{fetched.sha256}",
    )
    yield _record(
        [("WARC-Type", "request"), *common, ("Content-Type", "application/http; msgtype=request"),
         ("WARC-Concurrent-To", _name(f"{number}/response/{fetched.sha256}"))],
        request,
        f"{number}/request",
    )  # fmt: skip


_HTTP_RESPONSE = ("Content-Type", "application/http; msgtype=response")


def _target(url: str) -> str:
    _, _, rest = url.partition("://")
    _, slash, path = rest.partition("/")
    return slash + path or "/"


def _head(first: str, fields: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> bytes:
    lines = [_line(first), *(f"{_line(key)}: {_line(value)}" for key, value in fields)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def _name(key: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_SPACE, key)}>"


def _record(fields: list[tuple[str, str]], block: bytes, key: str) -> bytes:
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode("ascii")
    head = _head(
        "WARC/1.1",
        [
            *fields,
            ("WARC-Record-ID", _name(key)),
            ("WARC-Block-Digest", f"sha1:{digest}"),
            ("Content-Length", str(len(block))),
        ],
    )
    return head + block + b"\r\n\r\n"
