"""Read files within bounds: whole, or line by line, plain or gzip-compressed.

A line or a decompressed file that is too long is never held in memory beyond its bound: the rest is skipped
in chunks and reading goes on behind it.
"""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from trackrecord.collect.limits import Limits, megabytes
from trackrecord.errors import SourceError

_CHUNK = 65_536
GZIP_MAGIC = b"\x1f\x8b"


class Line(NamedTuple):
    """One line without its line end. ``data`` is None when the line was longer than the bound."""

    number: int
    data: bytes | None


def read_whole(path: Path, location: str, limits: Limits) -> tuple[bytes, bytes]:
    """Return a file's content and its original bytes; the two differ for ``.gz`` files only.

    Raises :class:`SourceError` when the file is missing, unreadable, not a regular file, too large (before or
    after decompression), or a ``.gz`` that is damaged or no gzip at all.
    """
    try:
        with open_regular(path, location) as file:
            original = file.read(limits.report_bytes + 1)
    except OSError as error:
        raise unreadable(location, error) from error
    if len(original) > limits.report_bytes:
        raise _too_large(location, f"it is larger than {megabytes(limits.report_bytes)}")
    if path.name.lower().endswith(".gz"):
        return _gunzip(original, location, limits), original
    return original, original


def _gunzip(original: bytes, location: str, limits: Limits) -> bytes:
    inflate = zlib.decompressobj(wbits=31)
    content = bytearray()
    rest = original
    try:
        # A gzip file may have several members, one after the other.
        while rest:
            content += inflate.decompress(rest, limits.report_bytes + 1 - len(content))
            if len(content) > limits.report_bytes:
                raise _too_large(location, f"it decompresses to more than {megabytes(limits.report_bytes)}")
            if not inflate.eof:
                raise _damaged(location)
            rest = inflate.unused_data.lstrip(b"\0")
            inflate = zlib.decompressobj(wbits=31)
    except zlib.error as error:
        if not original.startswith(GZIP_MAGIC):
            raise SourceError(
                location, "it is named .gz but is not gzip", "Rename it, or compress it with gzip."
            ) from error
        raise _damaged(location) from error
    return bytes(content)


def open_regular(path: Path, location: str) -> BinaryIO:
    """Open a regular file for reading bytes. A pipe or device is refused unopened: opening one could block."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise SourceError(
            location, "it is not a regular file", "Pass its content on standard input, as source `-`."
        )
    return cast("BinaryIO", open(path, "rb"))


def read_lines(path: Path, location: str, limits: Limits) -> Iterator[Line]:
    """Yield the lines of a file, decompressed where the name ends in ``.gz``.

    Raises :class:`SourceError` like :func:`read_whole`, possibly after some lines have been given.
    """
    try:
        with open_regular(path, location) as file:
            if not path.name.lower().endswith(".gz"):
                yield from bounded_lines(_chunks(file), limits)
                return
            if file.peek(2)[:2] not in (b"", GZIP_MAGIC):  # type: ignore[attr-defined]
                raise SourceError(
                    location, "it is named .gz but is not gzip", "Rename it, or compress it with gzip."
                )
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield from bounded_lines(_chunks(cast("BinaryIO", unpacked)), limits)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(location) from error
    except OSError as error:
        raise unreadable(location, error) from error


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def bounded_lines(chunks: Iterable[bytes], limits: Limits) -> Iterator[Line]:
    """Cut a stream of bytes at ``\\n``; a line longer than ``limits.report_bytes`` comes without its bytes.

    A line that ends in an error of the stream is not given: half a line is no line.
    """
    number = 1
    held = bytearray()
    overlong = False
    for chunk in chunks:
        *ended, open_end = chunk.split(b"\n")
        for part in ended:
            overlong = overlong or len(held) + len(part) > limits.report_bytes
            yield Line(number, None if overlong else _without_return(held + part))
            number += 1
            held = bytearray()
            overlong = False
        if overlong or len(held) + len(open_end) > limits.report_bytes:
            overlong = True
            held = bytearray()
        else:
            held += open_end
    if held or overlong:
        yield Line(number, None if overlong else _without_return(held))


def _without_return(line: bytearray) -> bytes:
    return bytes(line[:-1] if line.endswith(b"\r") else line)


def unreadable(location: str, error: OSError) -> SourceError:
    """Return the error for a file that the system does not let us read, in plain words."""
    if isinstance(error, FileNotFoundError):
        return SourceError(location, "there is no such file or folder", "Check the name and try again.")
    if isinstance(error, PermissionError):
        return SourceError(location, "reading it is not permitted", "Change its permissions and try again.")
    cause = (error.strerror or type(error).__name__).lower()
    return SourceError(location, f"it cannot be read ({cause})", "Check the file and try again.")


def _too_large(location: str, cause: str) -> SourceError:
    return SourceError(location, cause, "Split it into single reports, or save the page without its media.")


def _damaged(location: str) -> SourceError:
    return SourceError(location, "the gzip data is damaged or cut short", "Fetch or compress the file again.")
