"""Rows of sentence, source and target from a table or from lines of JSON, for ``trackrecord code``."""

from __future__ import annotations

import csv
import io
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from trackrecord.errors import SourceError
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEEDED = ("sentence", "source", "target")
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: its number from 1, where it stands, its ``id`` if it has one, and what is asked."""

    number: int
    where: str
    id: Any
    sentence: str
    source: str | Span
    target: str | Span


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be asked: where it stands, why, and what to do."""

    where: str
    cause: str
    step: str


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Give the bytes of *file*, or of standard input, with its head to be peeked at; folders give nothing."""
    if file == "-":
        yield io.BufferedReader(_Raw(sys.stdin.buffer), _HEAD)
        return
    path = Path(file)
    if path.is_dir():
        yield io.BytesIO()
        return
    try:
        stream = path.open("rb", buffering=_HEAD)
    except OSError as error:
        raise SourceError(
            file, f"it cannot be read ({error.strerror})", "Name a file that is there"
        ) from error
    with stream:
        yield stream


class _Raw(io.RawIOBase):
    """Lets standard input be peeked at, whatever it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = getattr(self._stream, "read1", self._stream.read)
        data: bytes = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def as_rows(file: str, stream: BinaryIO) -> Iterator[Pair | Bad] | None:
    """Return the rows in *stream*, or None (with nothing read) where it holds something else.

    Rows are a table whose first line names the columns ``sentence``, ``source`` and ``target``, parted by tabs or
    commas, or lines of JSON objects of which the first has these keys. Raises
    :class:`~trackrecord.errors.SourceError` where a table is not UTF-8.
    """
    peek = getattr(stream, "peek", None)
    head: bytes = peek(_HEAD) if peek else b""
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    if first.startswith("{"):
        try:
            record = json.loads(first)
        except (ValueError, RecursionError):
            return None
        if isinstance(record, dict) and all(key in record for key in _NEEDED):
            return _lines(file, stream)
        return None
    for mark in ("\t", ","):
        names = [name.strip().strip('"').lower() for name in first.split(mark)]
        if all(key in names for key in _NEEDED):
            return _table(file, stream, mark)
    return None


def _lines(file: str, stream: BinaryIO) -> Iterator[Pair | Bad]:
    for number, line in enumerate(stream, 1):
        where = f"{file}:{number}"
        if not line.strip():
            continue
        try:
            record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError):
            yield Bad(where, "it is not valid JSON", "Correct the line")
            continue
        if not isinstance(record, dict):
            yield Bad(where, "it is not a JSON object", 'Write {"sentence": …, "source": …, "target": …}')
            continue
        yield _pair(number, where, record)


def _table(file: str, stream: BinaryIO, mark: str) -> Iterator[Pair | Bad]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    # Between tabs a quotation mark is a quotation mark; between commas it holds a cell together.
    if mark == "\t":
        rows = csv.reader(text, delimiter=mark, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.reader(text, delimiter=mark)
    try:
        names = [name.strip().strip('"').lower() for name in next(rows)]
        number = 0
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                yield Bad(f"{file}:{rows.line_num}", f"the row cannot be read ({error})", "Correct the row")
                continue
            if not cells:
                continue
            number += 1
            yield _pair(number, f"{file}:{rows.line_num}", dict(zip(names, cells, strict=False)))
    except UnicodeDecodeError as error:
        raise SourceError(file, f"it is not UTF-8 ({error.reason})", "Save the table as UTF-8") from error
    finally:
        text.detach()


def _pair(number: int, where: str, record: dict[str, Any]) -> Pair | Bad:
    sentence = record.get("sentence")
    if not isinstance(sentence, str) or not sentence.strip():
        return Bad(where, "it has no sentence", "Fill in `sentence`")
    sides: list[str | Span] = []
    for key in ("source", "target"):
        side = _side(record.get(key))
        if side is None:
            return Bad(
                where, f"it has no {key}", f"Fill in `{key}` with words of the sentence or [start, end]"
            )
        sides.append(side)
    # What JSON can hold and UTF-8 cannot.
    clean = sentence.encode("utf-8", "replace").decode("utf-8")
    return Pair(number, where, record.get("id"), clean, sides[0], sides[1])


def _side(value: object) -> str | Span | None:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(n, int) and not isinstance(n, bool) for n in value)
        and value[0] < value[1]
    ):
        return Span(value[0], value[1])
    return None
