"""A stream of bytes cut into WARC records (ISO 28500), with the broken ones named and passed over.

A record is its header, a length, a block of so many bytes and two line ends. Where that does not hold, the next header is
looked for: behind the end of the gzip member where there is one, and else where ``WARC/1.`` and a field follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from trackrecord.collect.archives.members import Damage, MemberEnd, Piece

LONGEST_HEADER = 65_536
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
# Also in the middle of a line: there a record stands behind one that was cut short.
_NEXT = re.compile(rb"(WARC/1\.[0-9]\r?\n)(?:WARC-|Content-)", re.IGNORECASE)
_END = b"\r\n\r\n"


class Record(NamedTuple):
    """One record: its number in the file from 1, its header, and its block; or what is wrong with it, in ``fault``.

    ``block`` is None where it is larger than was asked for; ``size`` is what the header says.
    """

    number: int
    header: bytes = b""
    block: bytes | None = None
    size: int = 0
    fault: str | None = None


class _BrokenError(Exception):
    """The record at hand cannot be read. ``cut``: the stream itself broke off, so what is at hand is of no use."""

    def __init__(self, cause: str, *, cut: bool = False, rest: bytes = b"") -> None:
        super().__init__(cause)
        self.cause = cause
        self.cut = cut
        self.rest = rest


class Records:
    """The records of a stream. *most* bounds a block that is held; *size* is the whole stream's, where known."""

    def __init__(self, stream: Iterator[Piece], most: int, size: int | None = None) -> None:
        self._stream = stream
        self._most = most
        self._size = size
        self._buffer = bytearray()
        self._taken = 0
        self._ended = False  # the gzip member at hand has been given whole
        self._fault: Damage | None = None

    def __iter__(self) -> Iterator[Record]:
        number = 0
        while self._begins():
            number += 1
            try:
                yield self._record(number)
            except _BrokenError as error:
                yield Record(number, fault=error.cause)
                if error.cut:
                    self._buffer.clear()
                else:
                    self._buffer[:0] = error.rest
                    self._resync()

    def _fill(self) -> bool:
        """Take the next piece; False at the end of the member or stream. Raises where the stream is damaged."""
        if self._ended or self._fault:
            return False
        piece = next(self._stream, None)
        if piece is None:
            return False
        if isinstance(piece, Damage):
            raise _BrokenError(piece.cause, cut=True)
        if isinstance(piece, MemberEnd):
            self._ended = True
            return False
        self._buffer += piece
        self._taken += len(piece)
        return True

    def _begins(self) -> bool:
        """Go to the next byte that is not a line end; False where nothing more comes."""
        while True:
            stripped = self._buffer.lstrip(b"\r\n")
            if stripped:
                self._buffer = stripped
                return True
            self._buffer.clear()
            self._ended = False
            piece = next(self._stream, None)
            if piece is None:
                return False
            if isinstance(piece, Damage):
                # Damage with nothing read before it is a record all the same, and is told of.
                self._fault = piece
                self._buffer += b"?"
                return True
            if isinstance(piece, bytes):
                self._buffer += piece
                self._taken += len(piece)

    def _record(self, number: int) -> Record:
        if self._fault is not None:
            cause, self._fault = self._fault.cause, None
            raise _BrokenError(cause, cut=True)
        header = self._header()
        lengths = _LENGTH.findall(header)
        if len(set(lengths)) != 1:
            raise _BrokenError("its header states no length, or two")
        size = int(lengths[0])
        if self._size is not None and size > self._size - self._taken + len(self._buffer):
            raise _BrokenError("its header states more bytes than the file holds")
        block = self._block(size)
        self._ends(block)
        return Record(number, header, block, size)

    def _header(self) -> bytes:
        while True:
            for end in (_END, b"\n\n"):
                place = self._buffer.find(end)
                if 0 <= place <= LONGEST_HEADER:
                    header = bytes(self._buffer[: place + len(end)])
                    if not header.startswith(b"WARC/"):
                        raise _BrokenError("what stands here is no record")
                    del self._buffer[: place + len(end)]
                    return header
            if not self._buffer.startswith(b"WARC/"[: len(self._buffer)]):
                raise _BrokenError("what stands here is no record")
            if len(self._buffer) > LONGEST_HEADER:
                raise _BrokenError(f"its header is longer than {LONGEST_HEADER // 1024} kB")
            if not self._fill():
                raise _BrokenError("its header is cut short", cut=self._ended)

    def _block(self, size: int) -> bytes | None:
        if size <= self._most:
            while len(self._buffer) < size:
                if not self._fill():
                    rest = b"" if self._ended else bytes(self._buffer)
                    self._buffer.clear()
                    raise _BrokenError("it is shorter than its header says", cut=self._ended, rest=rest)
            block = bytes(self._buffer[:size])
            del self._buffer[:size]
            return block
        left = size
        while left > len(self._buffer):
            left -= len(self._buffer)
            self._buffer.clear()
            if not self._fill():
                raise _BrokenError("it is shorter than its header says", cut=True)
        del self._buffer[:left]
        return None

    def _ends(self, block: bytes | None) -> None:
        """Check that the block is followed by line ends and another record, or by nothing."""
        while len(self._buffer) < 16 and self._fill():
            pass
        if self._buffer.startswith(_END):
            return  # whole; what follows it is looked at for itself
        rest = self._buffer.lstrip(b"\r\n")
        if rest and not rest.startswith(b"WARC/1"[: len(rest)]):
            if self._ended and block is not None:
                self._buffer.clear()
                raise _BrokenError("it is longer than its header says", cut=True)
            raise _BrokenError("its length is wrong", rest=block or b"")

    def _resync(self) -> None:
        """Drop what is at hand up to the next header, or to the end of the member."""
        while True:
            match = _NEXT.search(self._buffer, 1)
            if match:
                del self._buffer[: match.start(1)]
                return
            del self._buffer[:-16]
            try:
                if not self._fill():
                    self._buffer.clear()
                    return
            except _BrokenError:
                self._buffer.clear()
                return
