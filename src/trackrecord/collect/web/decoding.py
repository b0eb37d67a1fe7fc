"""Take off a response's content encodings while it streams in, within bounds of size and ratio.

A few kilobytes of gzip can stand for gigabytes. Every step gives at most a fixed piece, what came out is counted against
what came in, and the response is refused as soon as it passes a bound, before more of it is unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from trackrecord.collect.limits import megabytes
from trackrecord.errors import FetchError

try:
    import brotli  # type: ignore[import-untyped]
except ImportError:  # it is optional, and comes with pages' extraction where that has it
    brotli = None

_DAMAGED: tuple[type[Exception], ...] = (zlib.error,) if brotli is None else (zlib.error, brotli.error)
MOST_NESTED = 2
HIGHEST_RATIO = 200
_FREE = 1_000_000  # no ratio is looked at below this: short pages of one repeated word are no attack
_PIECE = 65_536

ENCODINGS = ("gzip", "deflate", *(("br",) if brotli is not None else ()))
"""What is asked for; a response in another encoding is refused."""


class _Stage(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def whole(self) -> bool: ...


class _Zlib:
    """gzip (also of several members) or deflate (with or without zlib's header)."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inflate = zlib.decompressobj(wbits)
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inflate.eof:
                data = data.lstrip(b"\0")
                if not data or self._wbits != 31:
                    return  # what follows the end of the data is none of it
                self._inflate = zlib.decompressobj(self._wbits)
            try:
                piece = self._inflate.decompress(data, _PIECE)
            except zlib.error:
                if self._begun or self._wbits != 15:
                    raise
                self._wbits = -15
                self._inflate = zlib.decompressobj(-15)
                piece = self._inflate.decompress(data, _PIECE)
            self._begun = True
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            yield piece
            while not data and len(piece) == _PIECE and not self._inflate.eof:
                piece = self._inflate.decompress(b"", _PIECE)  # what was taken in may not be given out yet
                data = self._inflate.unused_data
                yield piece

    def whole(self) -> bool:
        return self._inflate.eof or not self._begun


class _Brotli:
    def __init__(self) -> None:
        self._inflate: Any = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        piece = self._inflate.process(data, output_buffer_limit=_PIECE)
        while piece:
            yield piece
            if self._inflate.can_accept_more_data():
                return
            piece = self._inflate.process(b"", output_buffer_limit=_PIECE)

    def whole(self) -> bool:
        return bool(self._inflate.is_finished())


# What says that nothing is packed; the last three are said by servers that mistake the field for another.
_NONE = frozenset({"", "identity", "none", "utf-8", "utf8"})

_MAKE: dict[str, Callable[[], _Stage]] = {
    "gzip": lambda: _Zlib(31),
    "x-gzip": lambda: _Zlib(31),
    "deflate": lambda: _Zlib(15),
    "br": _Brotli,
}


def stages_of(header: str, url: str) -> list[_Stage]:
    """Return the decoders of a ``Content-Encoding`` in the order to apply them; raises :class:`FetchError`."""
    names = [name.strip().lower() for name in header.split(",")]
    names = [name for name in names if name not in _NONE]
    if len(names) > MOST_NESTED:
        raise _refused(url, f"it is encoded {len(names)} times over")
    for name in names:
        if name not in _MAKE or (name == "br" and brotli is None):
            raise _refused(url, f"it is in an encoding that was not asked for ({name[:30]})")
    return [_MAKE[name]() for name in reversed(names)]


def decoded(chunks: Iterable[bytes], encoding: str, url: str, most: int) -> bytes:
    """Return the body that *chunks* carry in ``Content-Encoding`` *encoding*; at most *most* bytes on the wire and after.

    Raises :class:`FetchError` where it is larger, swells out of proportion, is damaged or cut short.
    """
    stages = stages_of(encoding, url)
    body = bytearray()
    taken = 0
    given = [0] * (len(stages) + 1)

    def through(data: bytes, depth: int) -> Iterator[bytes]:
        given[depth] += len(data)
        if given[depth] > max(_FREE, HIGHEST_RATIO * taken):
            raise _refused(url, f"it swells to more than {HIGHEST_RATIO} times its size")
        if given[depth] > most:
            raise _refused(url, f"it holds more than {megabytes(most)}")
        if depth == len(stages):
            yield data
            return
        for piece in stages[depth].feed(data):
            yield from through(piece, depth + 1)

    try:
        for chunk in chunks:
            taken += len(chunk)
            for piece in through(chunk, 0):
                body += piece
    except _DAMAGED as error:
        raise _damaged(url) from error
    if not all(stage.whole() for stage in stages) and taken:
        raise _damaged(url)
    return bytes(body)


def _refused(url: str, cause: str) -> FetchError:
    return FetchError(
        url, cause, "Leave it out, or save the page by hand and build from the file", lasting=True
    )


def _damaged(url: str) -> FetchError:
    return FetchError(url, "its compressed data is damaged or cut short", "Try again later")
