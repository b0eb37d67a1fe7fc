"""Walk files and folders in a stable order, and say what each file is for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from trackrecord.collect.limits import Limits
from trackrecord.collect.manifest import Manifest, is_manifest, read_manifest
from trackrecord.collect.unpack import unreadable
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut

Kind = Literal["text", "html", "lines", "warc", "wacz", "mhtml"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".warc": "warc",
    ".wacz": "wacz",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
}
_TABLES = (".csv", ".tsv")
# Files that lie in many folders and are no reports: passing over them needs no word.
_NO_REPORT = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|authors|contributing|changelog|citation|makefile)(?:\.[a-z]{1,5})?|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
_HOW_A_TABLE_NAMES_FILES = "To give publishers and dates for files, add a column `file`."
_WHAT_HOLDS_REPORTS = "Reports are read from .txt, .html and .jsonl files, each also with .gz, and from .warc, .warc.gz, .wacz and .mhtml."
_WHAT_A_FEED_HOLDS = "To fetch the pages that it names: trackrecord collect FILE --ledger LEDGER."
_FEEDS = (".xml", ".rss", ".atom", ".rdf")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: ``path`` as reports carry it, and the manifests that may speak of it, nearest first."""

    file: Path
    path: str
    kind: Kind
    manifests: tuple[Manifest, ...]

    @property
    def location(self) -> str:
        """The file's absolute path, printable whatever bytes its name has."""
        return printable(self.file)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file or folder still to be looked at, with what its folder says of it."""

    file: Path
    path: str
    manifests: tuple[Manifest, ...] = ()


@dataclass(slots=True)
class Walk:
    """One walk over one source. ``named`` are manifests given as sources of their own."""

    limits: Limits
    named: tuple[Manifest, ...] = ()
    _folders: set[tuple[int, int]] = field(default_factory=set)

    def source(self, file: Path) -> Iterator[Found | LeftOut]:
        """Yield what the named file, or the named folder and all below it, holds."""
        try:
            file.stat()
        except OSError as error:
            yield left_out(unreadable(printable(file), error))
            return
        except ValueError:
            yield LeftOut(printable(file), "no file can have this name", "Check the name and try again.")
            return
        # A stack rather than recursion: folders can be nested deeper than Python calls can.
        waiting = [_Entry(file, printable(Path(file.name)))]
        while waiting:
            entry = waiting.pop()
            if _is(entry.file, Path.is_dir):
                inside, problems = self._inside(entry)
                yield from problems
                waiting.extend(reversed(inside))
            elif not any(manifest.file == entry.file for manifest in self.named):
                yield self._file(entry)

    def _inside(self, folder: _Entry) -> tuple[list[_Entry], list[LeftOut]]:
        """Return the entries of a folder that may hold reports, in order, and what was wrong with the others."""
        try:
            status = folder.file.stat()
            names = sorted(os.listdir(folder.file), key=os.fsencode)
        except OSError as error:
            return [], [left_out(unreadable(printable(folder.file), error))]
        if (status.st_dev, status.st_ino) in self._folders:
            return [], []  # a link back to a folder that this walk has been in
        self._folders.add((status.st_dev, status.st_ino))
        manifests = list(folder.manifests)
        problems: list[LeftOut] = []
        inside = []
        for name in names:
            file = folder.file / name
            if name.startswith(".") or _NO_REPORT.fullmatch(name) or _belongs_to_page(name, names):
                continue
            if _is(file, Path.is_file) and is_manifest(file, suffix(file), self.limits):
                manifest, faults = read_manifest(file, printable(file), self.limits)
                manifests.insert(0, manifest)
                problems.extend(faults)
            else:
                inside.append(file)
        return [
            _Entry(file, f"{folder.path}/{printable(Path(file.name))}", tuple(manifests)) for file in inside
        ], problems

    def _file(self, entry: _Entry) -> Found | LeftOut:
        kind = KINDS.get(suffix(entry.file))
        if kind is not None:
            return Found(entry.file, entry.path, kind, (*entry.manifests, *self.named))
        if suffix(entry.file) in _TABLES:
            cause, step = "it is a table without a column that names files", _HOW_A_TABLE_NAMES_FILES
        elif suffix(entry.file) in _FEEDS:
            cause, step = "a feed or sitemap names reports and holds none", _WHAT_A_FEED_HOLDS
        else:
            cause, step = "it is not a kind of file that holds reports", _WHAT_HOLDS_REPORTS
        return LeftOut(printable(entry.file), cause, step)


def _is(file: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(file)
    except OSError:
        return False


def _belongs_to_page(name: str, names: list[str]) -> bool:
    """Whether *name* is the folder in which a browser saved a page's images and scripts, beside the page."""
    page = name.removesuffix("_files")
    return page != name and (f"{page}.html" in names or f"{page}.htm" in names)


def named_manifests(files: list[Path], limits: Limits) -> tuple[tuple[Manifest, ...], list[LeftOut]]:
    """Read the manifests among the sources themselves; return them and what was wrong in them."""
    manifests = []
    problems: list[LeftOut] = []
    for file in files:
        if _is(file, Path.is_file) and is_manifest(file, suffix(file), limits):
            manifest, faults = read_manifest(file, printable(file), limits)
            manifests.append(manifest)
            problems.extend(faults)
    return tuple(manifests), problems


def suffix(file: Path) -> str:
    """Return the file's suffix in lower case, looking behind a ``.gz``."""
    name = file.name.lower().removesuffix(".gz")
    return Path(name).suffix


def printable(path: Path) -> str:
    """Return a path as text with ``/`` separators; bytes that are no UTF-8 become ``?``."""
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")


def left_out(error: SourceError) -> LeftOut:
    """Return what a :class:`SourceError` says as an item of the run, which goes on."""
    return LeftOut(error.thing, error.cause, error.step)
