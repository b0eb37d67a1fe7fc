"""The child process in which hostile markup is parsed: little memory, little time, no files, no network of its own.

``python -m trackrecord.collect.web.boxed MODULE:FUNCTION SECONDS BYTES`` reads requests on standard input (a length of
eight bytes, then that many of JSON, then a length and the data) and answers each with a length and JSON. The function takes
the data and the arguments and returns what JSON can say. What it raises of :class:`~trackrecord.errors.TrackrecordError`
comes back in words; any other end of the process is the parent's to notice.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module
from typing import BinaryIO

from trackrecord.errors import TrackrecordError

LENGTH = 8


def main() -> None:
    """Serve until standard input ends."""
    name, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a parser prints must not stand among the answers.
    sys.stdout = sys.stderr
    module, _, attribute = name.partition(":")
    function = getattr(import_module(module), attribute)
    _confine(memory)
    while (head := incoming.read(LENGTH)) and len(head) == LENGTH:
        arguments = json.loads(incoming.read(int.from_bytes(head, "big")))
        data = incoming.read(int.from_bytes(incoming.read(LENGTH), "big"))
        _allow(seconds)
        try:
            answer = {"value": function(data, **arguments)}
        except TrackrecordError as error:
            answer = {"error": [error.thing, error.cause, error.step]}
        except MemoryError:
            answer = {"over": "memory"}
        except Exception as error:  # parsers fail in more ways than they document
            answer = {"failed": f"{type(error).__name__}: {str(error)[:200]}"}
        _send(outgoing, json.dumps(answer).encode("ascii"))


def _confine(memory: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _allow(seconds: int) -> None:
    """Give the next request so much processor time from now on; past it the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _send(outgoing: BinaryIO, answer: bytes) -> None:
    outgoing.write(len(answer).to_bytes(LENGTH, "big") + answer)
    outgoing.flush()


if __name__ == "__main__":
    main()
