"""A stream's bytes, unpacked member by member: each record of a ``.warc.gz`` is a gzip member of its own.

Where a member is damaged the next one is looked for, so that one broken record costs no other. Compressed bytes of the
member at hand are held back (to a bound) because damage shows only some way behind the place where it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
LARGEST_MEMBER = 1_000_000_000
"""Bytes that one member may unpack to before it is passed over."""
_CHUNK = 65_536
_PIECE = 262_144
_HELD = 4_000_000
_LOOK = 1_024


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the stream could not be read; what stood before it is incomplete."""

    cause: str


@dataclass(frozen=True, slots=True)
class MemberEnd:
    """The end of a member, whole."""


Piece = bytes | Damage | MemberEnd


def pieces(stream: BinaryIO, *, zipped: bool) -> Iterator[Piece]:
    """Yield the bytes of a stream, unpacked where *zipped*, with the ends and the damages of its members between them."""
    if zipped:
        yield from _Members(stream)
        return
    while chunk := stream.read(_CHUNK):
        yield chunk


class _Members:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ahead = b""

    def _more(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._ahead += chunk
        return bool(chunk)

    def __iter__(self) -> Iterator[Piece]:
        while True:
            while len(self._ahead) < len(MAGIC) and self._more():
                pass
            if not self._ahead.strip(b"\0"):
                if not self._more():
                    return
                continue
            if self._ahead.startswith(MAGIC):
                yield from self._member()
            else:
                yield Damage("what stands here is no gzip data")
                self._seek(b"")

    def _member(self) -> Iterator[Piece]:
        inflate = zlib.decompressobj(31)
        held = bytearray()
        given = 0
        data, self._ahead = self._ahead, b""
        while not inflate.eof:
            if len(held) < _HELD:
                held += data
            try:
                piece = inflate.decompress(data, _PIECE)
                while True:
                    given += len(piece)
                    if piece:
                        yield piece
                    # Behind the end of a member its `unconsumed_tail` is the next one's; a full piece may have more behind it.
                    more = bool(inflate.unconsumed_tail) or len(piece) == _PIECE
                    if inflate.eof or not more or given > LARGEST_MEMBER:
                        break
                    piece = inflate.decompress(inflate.unconsumed_tail, _PIECE)
            except zlib.error:
                yield Damage("its gzip data is damaged")
                self._seek(bytes(held))
                return
            if given > LARGEST_MEMBER:
                yield Damage(f"it unpacks to more than {LARGEST_MEMBER // 1_000_000} MB")
                self._seek(bytes(held[-_LOOK:]) if len(held) >= _HELD else bytes(held))
                return
            if not inflate.eof:
                data = self._stream.read(_CHUNK)
                if not data:
                    yield Damage("its gzip data is cut short")
                    self._seek(bytes(held))
                    return
        self._ahead = inflate.unused_data
        yield MemberEnd()

    def _seek(self, held: bytes) -> None:
        """Go on at the next member that begins a record; *held* are the bytes from the damaged one's start on."""
        self._ahead = held[1:] + self._ahead
        while True:
            place = self._ahead.find(MAGIC)
            if place < 0:
                self._ahead = self._ahead[-2:]
                if not self._more():
                    self._ahead = b""
                    return
                continue
            self._ahead = self._ahead[place:]
            while len(self._ahead) < _LOOK and self._more():
                pass
            if _begins_record(self._ahead[:_LOOK]):
                return
            self._ahead = self._ahead[1:]


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
