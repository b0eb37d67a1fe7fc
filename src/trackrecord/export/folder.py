"""Write an export's folder so that nothing foreign is overwritten and no half-written file is left.

All files are written beside their names first and renamed once the last is whole, so a full disk or a kill
leaves the earlier export as it was. ``trackrecord-export.json`` marks the folder as an export's: it names the
format and each file's rows and SHA-256, and says whether the export is complete. Nothing is forced to the disk:
an export can be made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trackrecord.errors import TrackrecordError

MARKER = "trackrecord-export.json"
_PART = ".part"


def write_folder(out_dir: Path, format_: str, files: Iterable[tuple[str, Iterable[bytes]]]) -> list[Path]:
    """Write *files* (name, and its lines or rows as bytes) into *out_dir*; return their paths and the marker's.

    Raises :class:`~trackrecord.errors.TrackrecordError` where the folder holds anything but an earlier export in
    the same format, or cannot be written.
    """
    with _explained(out_dir):
        out_dir.mkdir(parents=True, exist_ok=True)
        _check_free(out_dir, format_)
        earlier = _written_before(out_dir)
        if not (out_dir / MARKER).exists():
            _mark(out_dir, format_, None)
        written: dict[str, dict[str, object]] = {}
        try:
            for name, pieces in files:
                written[name] = _write_part(out_dir / (name + _PART), pieces)
        except BaseException:
            for part in sorted(out_dir.glob("*" + _PART)):
                with suppress(OSError):
                    part.unlink()
            raise
        _mark(out_dir, format_, None)
        for name in written:
            (out_dir / (name + _PART)).replace(out_dir / name)
        for name in earlier - written.keys():
            (out_dir / name).unlink(missing_ok=True)
        _mark(out_dir, format_, written)
    return [out_dir / name for name in (*written, MARKER)]


def _check_free(out_dir: Path, format_: str) -> None:
    marker = out_dir / MARKER
    if not marker.exists():
        if any(out_dir.iterdir()):
            cause = "is not empty and does not look like an earlier export"
            raise TrackrecordError(str(out_dir), cause, "Name an empty or a new folder; nothing was written")
        return
    try:
        found = json.loads(marker.read_text("utf-8"))["format"]
    except (ValueError, KeyError, TypeError):
        cause = f"holds a {MARKER} that is not ours"
        raise TrackrecordError(
            str(out_dir), cause, "Name an empty or a new folder; nothing was written"
        ) from None
    if found != format_:
        cause = f"holds an export in another format ({found})"
        raise TrackrecordError(str(out_dir), cause, "Name another folder; nothing was written")


def _written_before(out_dir: Path) -> set[str]:
    """Return the files of a whole earlier export: what it alone wrote would be told for true beside the new one.

    Only plain names: a marker that somebody tampered with names nothing outside the folder.
    """
    try:
        marker = json.loads((out_dir / MARKER).read_text("utf-8"))
        names = [name for name in marker["files"] if isinstance(name, str)] if marker["complete"] else []
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if name not in ("", ".", "..", MARKER) and not set(name) & set("/\\:\0")}


def _write_part(path: Path, pieces: Iterable[bytes]) -> dict[str, object]:
    digest, rows = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _mark(out_dir: Path, format_: str, files: dict[str, dict[str, object]] | None) -> None:
    marker = {"complete": files is not None, "files": files or {}, "format": format_}
    part = out_dir / (MARKER + _PART)
    part.write_text(json.dumps(marker, indent=1, sort_keys=True) + "\n", "utf-8")
    part.replace(out_dir / MARKER)


@contextmanager
def _explained(out_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = f"cannot be written ({error.strerror})"
        step = "Check that it is a folder, your rights to it and the room on the disk"
        raise TrackrecordError(str(out_dir), cause, step) from error
