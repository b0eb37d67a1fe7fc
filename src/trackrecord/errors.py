"""Errors that name the thing, the cause and the next step.

Every error raised on purpose derives from :class:`TrackrecordError` and carries the three as attributes;
``exit_code`` is what the command line ends with. The next error goes here when a user can act on it; a
programming mistake stays a plain exception.
"""

from __future__ import annotations


class TrackrecordError(Exception):
    """Base of all errors meant for a person. ``str()`` reads: ``THING: CAUSE. STEP``."""

    exit_code = 1

    def __init__(self, thing: str, cause: str, step: str) -> None:
        super().__init__(thing, cause, step)
        self.thing = thing
        self.cause = cause
        self.step = step

    def __str__(self) -> str:
        return f"{self.thing}: {self.cause}. {self.step}"


class SourceError(TrackrecordError):
    """A file, folder, line or page that cannot be collected (missing, unreadable, too large, not text)."""

    exit_code = 3


class FetchError(SourceError):
    """A page of the web that cannot be had. ``lasting``: asking again will not help (refused, forbidden, gone)."""

    def __init__(self, thing: str, cause: str, step: str, *, lasting: bool = False) -> None:
        super().__init__(thing, cause, step)
        self.lasting = lasting


class CleanError(TrackrecordError):
    """A collected item that holds no report (no text left after cleaning)."""

    exit_code = 3


class LedgerError(TrackrecordError):
    """A ledger that cannot be opened, read or written (not a ledger, newer version, locked, disk full)."""

    exit_code = 4


class VerifyError(TrackrecordError):
    """A ledger whose content does not hold: a span that no longer quotes its report, a broken reference."""

    exit_code = 5


class RulingError(TrackrecordError):
    """A ruling that cannot be made: it names nothing that is there, or decides what cannot be decided."""


class ModelError(TrackrecordError):
    """A language model that is not installed or does not load."""

    exit_code = 6


class EngineError(TrackrecordError):
    """A cluster or plan that cannot run: something is not installed, or no cluster answers."""

    exit_code = 6


class AskError(TrackrecordError):
    """A language model's server that may not be asked, refuses the key or model, or has stopped answering."""

    exit_code = 7
