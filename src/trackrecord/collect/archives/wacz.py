"""WACZ: a zip file with WARC files in its folder ``archive/``. They are read where they are; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from trackrecord.collect.archives.warc import reports_in_stream
from trackrecord.collect.limits import Limits
from trackrecord.collect.stated import NOTHING_STATED, Stated
from trackrecord.collect.unpack import open_regular, unreadable
from trackrecord.collect.which import EVERYTHING, Which
from trackrecord.errors import SourceError
from trackrecord.types import LeftOut, RawReport

MOST_MEMBERS = 100_000
_STEP = "Get the archive again"


def reports_in_wacz(
    file: Path,
    path: str,
    location: str,
    limits: Limits,
    said: Stated = NOTHING_STATED,
    which: Which = EVERYTHING,
) -> Iterator[RawReport | LeftOut]:
    """Yield the reports of a ``.wacz`` file; those of its WARC files are at ``PATH/NAME:NUMBER``.

    Raises :class:`SourceError` where it cannot be opened as a zip file.
    """
    try:
        with open_regular(file, location) as stream, zipfile.ZipFile(stream) as archive:
            names = archive.infolist()
            if len(names) > MOST_MEMBERS:
                raise SourceError(location, f"it holds more than {MOST_MEMBERS:,} files", "Leave it out")
            inside = sorted((each for each in names if _is_archive(each)), key=lambda each: each.filename)
            if not inside:
                yield LeftOut(
                    location, "it holds no folder `archive` with WARC files", "Check that it is a WACZ file"
                )
            for member in inside:
                yield from _member(archive, member, path, location, limits, said, which)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise SourceError(
            location, f"it is no zip file, or a damaged one ({str(error)[:100]})", _STEP
        ) from error
    except OSError as error:
        raise unreadable(location, error) from error


def _is_archive(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    return (
        name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz")) and not member.is_dir()
    )


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, location: str, limits: Limits, said: Stated, which: Which
) -> Iterator[RawReport | LeftOut]:  # fmt: skip
    # The name is part of what is shown and of nothing else: no file is ever opened by it.
    name = (
        member.filename.removeprefix("archive/")
        .encode("utf-8", "replace")
        .decode("utf-8")
        .replace("\0", "?")[:500]
    )
    where = f"{location}/{name}"
    try:
        with archive.open(member) as stream:
            yield from reports_in_stream(
                cast("BinaryIO", stream), f"{path}/{name}", where, limits, said, which, member.file_size
            )
    except SourceError as error:
        yield LeftOut(where, error.cause, error.step)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        yield LeftOut(where, f"this file of the archive is damaged or locked ({str(error)[:100]})", _STEP)
