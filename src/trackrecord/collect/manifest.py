"""Manifests: tables (``.csv``, ``.tsv``) or ``.jsonl`` files that give url, publisher, title and date of files.

A manifest is known by its content: a table whose header has a column ``file`` (or ``path``, ``filename``), or
lines of JSON that have such a key and no text. It speaks of the files in its own folder and below, which it
names relative to itself.
"""

from __future__ import annotations

import csv
import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trackrecord.collect.limits import Limits
from trackrecord.collect.stated import Stated, stated
from trackrecord.collect.unpack import read_lines
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut

_FILE_KEYS = ("file", "path", "filename")
_TEXT_KEYS = ("text", "html")
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
_NOT_THERE = "Correct the name, which is relative to the manifest, or remove the line."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one manifest states of the files in its folder and below; ``rows`` by path relative to that."""

    file: Path
    rows: Mapping[str, Stated]

    def of(self, file: Path) -> Stated | None:
        """Return what is stated of *file*, or None."""
        try:
            return self.rows.get(file.relative_to(self.file.parent).as_posix())
        except ValueError:
            return None


def is_manifest(file: Path, suffix: str, limits: Limits) -> bool:
    """Whether *file*, whose name ends in *suffix* (``.gz`` aside), is a manifest by its first line."""
    if suffix not in _LINES and suffix not in _TABLES:
        return False
    try:
        first = next((text for _, text in _texts(file, str(file), limits) if text and text.strip()), "")
    except SourceError:
        return False
    if suffix in _TABLES:
        return _file_column(_header(first)) is not None
    record = _object(first)
    return record is not None and _file_of(record) is not None


def read_manifest(file: Path, location: str, limits: Limits) -> tuple[Manifest, list[LeftOut]]:
    """Read a manifest whole; return it and the lines of it that cannot be used. Later lines win over earlier."""
    rows: dict[str, Stated] = {}
    problems: list[LeftOut] = []
    is_table = file.name.lower().removesuffix(".gz").endswith(_TABLES)
    records = _table(file, location, limits) if is_table else _json_lines(file, location, limits)
    try:
        for number, record in records:
            where = f"{location}:{number}"
            name = _file_of(record) if record is not None else None
            if record is None or name is None:
                problems.append(LeftOut(where, "it names no file", "Correct or remove the line."))
                continue
            relative = posixpath.normpath(name.replace("\\", "/"))
            if posixpath.isabs(relative) or relative.startswith("../") or not _exists(file.parent, relative):
                problems.append(LeftOut(where, f"the file it names, {name[:200]}, is not there", _NOT_THERE))
                continue
            rows[relative] = stated(record)
    except SourceError as error:
        problems.append(LeftOut(error.thing, error.cause, error.step))
    except csv.Error as error:
        problems.append(LeftOut(location, f"the table is malformed ({error})", "Check its quotation marks."))
    return Manifest(file, rows), problems


def _exists(folder: Path, relative: str) -> bool:
    try:
        return (folder / relative).exists()
    except (OSError, ValueError):
        return False


def _texts(file: Path, location: str, limits: Limits) -> Iterator[tuple[int, str | None]]:
    for line in read_lines(file, location, limits):
        text = None if line.data is None else line.data.decode("utf-8", "replace")
        yield line.number, text.removeprefix("\ufeff") if text and line.number == 1 else text


def _table(file: Path, location: str, limits: Limits) -> Iterator[tuple[int, Mapping[str, object] | None]]:
    texts = (text or "" for _, text in _texts(file, location, limits))
    header_line = next((text for text in texts if text.strip()), "")
    header = _header(header_line)
    reader = csv.reader((text + "\n" for text in texts), delimiter=_delimiter(header_line))
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num + 1, dict(zip(header, row, strict=False))


def _json_lines(
    file: Path, location: str, limits: Limits
) -> Iterator[tuple[int, Mapping[str, object] | None]]:
    for number, text in _texts(file, location, limits):
        if text is None or text.strip():
            yield number, _object(text or "")


def _object(line: str) -> Mapping[str, object] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _header(line: str) -> list[str]:
    try:
        return [cell.strip().lower() for cell in next(csv.reader([line], delimiter=_delimiter(line)), [])]
    except csv.Error:
        return []


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _file_column(header: list[str]) -> str | None:
    return next((key for key in _FILE_KEYS if key in header), None)


def _file_of(record: Mapping[str, object]) -> str | None:
    if any(isinstance(record.get(key), str) for key in _TEXT_KEYS):
        return None
    for key in _FILE_KEYS:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
