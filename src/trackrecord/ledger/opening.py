"""Open a ledger's file, set SQLite up, and put its errors into words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from trackrecord.errors import LedgerError
from trackrecord.ledger.migrating import APPLICATION_ID, LATEST, migrate

_HEADER = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool, read_only: bool, timeout: float) -> sqlite3.Connection:
    """Return a connection to the ledger at *path*, migrated to the present version unless *read_only*.

    *timeout* is in seconds: how long to wait for another process that writes. Raises
    :class:`~trackrecord.errors.LedgerError` where the file is missing and not *create*, is no ledger, is from a
    newer version, or cannot be opened; a file that is no ledger is left as it was.
    """
    _check_file(path, create=create and not read_only)
    with explained(path):
        connection = _connect(path, read_only, timeout)
        try:
            _check_version(connection, path, create=create, read_only=read_only)
            connection.execute("PRAGMA foreign_keys = ON")
            # FULL: what is committed survives a kill and a power cut alike.
            connection.execute("PRAGMA synchronous = FULL")
            if not read_only:
                migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def close(connection: sqlite3.Connection) -> None:
    """Close *connection*; fold a write-ahead log back, so that the ledger is one file again."""
    with closing(connection), suppress(sqlite3.Error):
        # Not possible while another process has the ledger open, on a full disk, or when reading only: then the
        # log stays beside the file, and whoever opens it next folds it in. Nothing is lost either way.
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction: all of what the block writes, or (on any exception) nothing of it."""
    with explained(path):
        # The log is used from the first write on and not before, so that a run that has nothing to write
        # leaves the file as it was, to the byte.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


_CANNOT_GROW = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into a ``LedgerError`` that names cause and next step."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explanation(path, error) from error
    except UnicodeEncodeError as error:
        raise LedgerError(
            str(path),
            "a text holds half a character (a lone surrogate), which no file can hold",
            "Clean the text first; nothing of this report was written",
        ) from error


def _check_file(path: Path, *, create: bool) -> None:
    if path.exists() and not path.is_file():
        what = "a folder" if path.is_dir() else "no ordinary file"
        raise LedgerError(str(path), f"is {what}, not a ledger", "Name a file")
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except FileNotFoundError:
        if not create:
            step = f"Check the path, or make one: trackrecord build SOURCE... --ledger {path}"
            raise LedgerError(str(path), "there is no ledger here", step) from None
        if not path.parent.is_dir():
            raise LedgerError(str(path), "its folder does not exist", f"Make {path.parent} first") from None
        return
    except OSError as error:
        cause = f"cannot be opened ({error.strerror})"
        raise LedgerError(str(path), cause, "Check the path and your rights to it") from error
    if head != _HEADER and not (create and not head):
        raise _not_a_ledger(path)


def _connect(path: Path, read_only: bool, timeout: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if read_only:
        uri += "?mode=ro"
        # A closed ledger is one file. Without a log beside it, and in a folder where none can be made,
        # SQLite must be told that nobody writes.
        if _is_logged(path) and not path.with_name(path.name + "-wal").exists():
            uri += "&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=timeout)


def _is_logged(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"


def _check_version(connection: sqlite3.Connection, path: Path, *, create: bool, read_only: bool) -> None:
    application_id = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application_id != APPLICATION_ID:
        # A file without any table may be one that we were killed over while making it.
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if not (create and empty and application_id == 0):
            raise _not_a_ledger(path)
    if version > LATEST:
        cause = f"was written by a newer trackrecord (version {version}, this one knows up to {LATEST})"
        raise LedgerError(str(path), cause, "Upgrade trackrecord; the file was not touched")
    if read_only and version < LATEST:
        cause = f"is of an older version ({version}, now {LATEST}) and is opened for reading only"
        raise LedgerError(str(path), cause, "Open it for writing once, which brings it up to date")


def _not_a_ledger(path: Path) -> LedgerError:
    return LedgerError(
        str(path), "is not a trackrecord ledger", "Choose another path; the file was not touched"
    )


def _explanation(path: Path, error: sqlite3.Error) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", None) or 0
    primary = code & 0xFF
    undone = "nothing of what was being written was kept, and what was there before is unharmed"
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerError(
            str(path), "another process is writing to it", "Wait until that has ended, then try again"
        )
    if primary == sqlite3.SQLITE_FULL or code in _CANNOT_GROW:
        cause = f"the disk is full or the file may not grow ({error}); {undone}"
        return LedgerError(str(path), cause, "Make room, then run the same command again")
    if primary == sqlite3.SQLITE_READONLY or primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        cause = f"the file or its folder cannot be written ({error})"
        return LedgerError(
            str(path), cause, "Check your rights to it, or choose another place for the ledger"
        )
    if primary == sqlite3.SQLITE_NOTADB:
        return _not_a_ledger(path)
    if primary == sqlite3.SQLITE_CORRUPT:
        cause = f"the file is damaged ({error})"
        return LedgerError(str(path), cause, "Restore it from a copy, or build it again from the reports")
    if primary == sqlite3.SQLITE_CONSTRAINT:
        cause = f"what was to be written does not hold together ({error}); {undone}"
        return LedgerError(str(path), cause, "This is a fault in trackrecord: please report it")
    return LedgerError(str(path), f"{error}; {undone}", "Check the disk, then try again")
