"""Parse hostile markup in a child process (:mod:`boxed`) that is ended when it takes too much time or memory."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from trackrecord.collect.web.boxed import LENGTH
from trackrecord.errors import SourceError

SECONDS = 20
MEMORY = 1_500_000_000
_LONGEST_ANSWER = 100_000_000
_STEP = "Leave it out; it may be made to do harm"


class Box:
    """A function, named ``MODULE:FUNCTION``, in a child process of its own. Close it when done.

    *seconds* bound one call, in processor time and on the clock; *memory* is in bytes of address space. A child that
    was ended is replaced by the next call. Calls from several threads wait for each other.
    """

    def __init__(self, function: str, *, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._function = function
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __call__(self, data: bytes, thing: str, **arguments: Any) -> Any:
        """Return what the function makes of *data*; *thing* is what errors name.

        Raises :class:`SourceError` where the function refuses it, fails, or needs too much.
        """
        with self._lock:
            child = self._child or self._start()
            try:
                answer = self._exchange(child, data, arguments)
            except BaseException as error:
                self._end()
                if isinstance(error, TimeoutError):
                    raise SourceError(
                        thing, f"parsing it took more than {self._seconds} seconds", _STEP
                    ) from error
                if isinstance(error, EOFError | OSError | ValueError):
                    raise SourceError(thing, "parsing it ended the process that did it", _STEP) from error
                raise
            if "over" in answer:
                self._end()  # what is left of its memory may be in pieces
                raise SourceError(thing, "parsing it took too much memory", _STEP)
        if "error" in answer:
            _, cause, step = answer["error"]
            raise SourceError(thing, cause, step)
        if "failed" in answer:
            raise SourceError(
                thing, f"it cannot be parsed ({answer['failed']})", "Leave it out, or save it again"
            )
        return answer["value"]

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "trackrecord.collect.web.boxed",
                self._function,
                str(self._seconds),
                str(self._memory),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # One thread: each further one reserves address space, and there is little of it.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has nobody to read it
                    pipe.close()
        child.wait()

    def _exchange(
        self, child: subprocess.Popen[bytes], data: bytes, arguments: dict[str, Any]
    ) -> dict[str, Any]:
        assert child.stdin is not None
        assert child.stdout is not None
        head = json.dumps(arguments).encode("ascii")
        request = b"".join((len(head).to_bytes(LENGTH, "big"), head, len(data).to_bytes(LENGTH, "big"), data))
        # The clock allows for the start of the child and for a busy machine; the processor's time is bounded inside.
        until = time.monotonic() + 2 * self._seconds + 10
        writing = threading.Thread(target=_write, args=(child, request), daemon=True)
        writing.start()
        size = int.from_bytes(_read(child, LENGTH, until), "big")
        if size > _LONGEST_ANSWER:
            raise ValueError("the answer is too long")
        answer: dict[str, Any] = json.loads(_read(child, size, until))
        writing.join(1.0)
        return answer


def _write(child: subprocess.Popen[bytes], request: bytes) -> None:
    assert child.stdin is not None
    with suppress(OSError, ValueError):  # the child may have ended, which the reader of its answer notices
        child.stdin.write(request)
        child.stdin.flush()


def _read(child: subprocess.Popen[bytes], size: int, until: float) -> bytes:
    assert child.stdout is not None
    descriptor = child.stdout.fileno()
    found = bytearray()
    while len(found) < size:
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(descriptor, min(size - len(found), 1 << 20))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
