"""Archives written with warcio, not with our own code."""

from __future__ import annotations

import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TEXT = "The council of Veddick said on Monday that the ferry would run again within two weeks."
PAGE = f'<!DOCTYPE html><html lang="en"><head><title>Ferry</title></head><body><p>{TEXT}</p></body></html>'.encode()


@pytest.fixture
def page():
    return PAGE


@pytest.fixture
def warc():
    """A function that returns the bytes of one record."""

    def one(
        body: bytes = PAGE,
        *,
        url: str = "http://courier.example/ferry",
        kind: str = "response",
        status: str = "200 OK",
        fields: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
        warc: dict[str, str] | None = None,
        zipped: bool = True,
    ) -> bytes:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=zipped)
        head = StatusAndHeaders(status, list(fields), protocol="HTTP/1.1") if kind == "response" else None
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=head,
            warc_headers_dict=warc or {},
        )
        writer.write_record(record)
        return out.getvalue()

    return one
