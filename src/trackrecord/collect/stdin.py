"""Standard input as a source: lines of JSON, one page, or one plain text, told apart by how it begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from trackrecord.collect.limits import Limits, megabytes
from trackrecord.collect.lines import reports_in_lines
from trackrecord.collect.making import one_report
from trackrecord.collect.stated import NOTHING_STATED
from trackrecord.collect.unpack import GZIP_MAGIC, bounded_lines
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut, RawReport

NAME = "-"
_CHUNK = 65_536


def reports_on(stdin: BinaryIO, limits: Limits) -> Iterator[RawReport | LeftOut]:
    """Yield the reports on standard input. Lines of JSON are read as a stream, all else as one report."""
    try:
        yield from _reports(stdin, limits)
    except SourceError as error:
        yield LeftOut(error.thing, error.cause, error.step)
    except (OSError, ValueError) as error:
        yield LeftOut(NAME, f"standard input cannot be read ({error})", "Pipe a report into the command.")


def _reports(stdin: BinaryIO, limits: Limits) -> Iterator[RawReport | LeftOut]:
    head = stdin.read(_CHUNK)
    if head.startswith(GZIP_MAGIC):
        raise SourceError(NAME, "it is gzip-compressed", "Decompress it on the way, with gunzip -c.")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from reports_in_lines(bounded_lines(_chunks(head, stdin), limits), NAME, NAME, limits)
        return
    data = bytearray(head)
    while len(data) <= limits.report_bytes and (chunk := stdin.read(_CHUNK)):
        data += chunk
    if len(data) > limits.report_bytes:
        cause = f"one text may hold {megabytes(limits.report_bytes)}, and this is longer"
        raise SourceError(NAME, cause, "Pass many reports as lines of JSON, or as files.")
    content = bytes(data)
    yield one_report(content, content, "text", NAME, NAME, NOTHING_STATED)


def _chunks(head: bytes, stdin: BinaryIO) -> Iterator[bytes]:
    yield head.removeprefix(b"\xef\xbb\xbf")
    while chunk := stdin.read(_CHUNK):
        yield chunk
