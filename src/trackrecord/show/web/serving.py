"""Run the pages on this machine's own address and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from trackrecord.errors import TrackrecordError
from trackrecord.ledger import Ledger
from trackrecord.show.web.app import create_app
from trackrecord.show.web.ruling import Apply, Rule

ADDRESS = "127.0.0.1"


def serve(
    ledger: Path,
    port: int,
    ready: Callable[[str], None],
    rule: Rule | None = None,
    apply: Apply | None = None,
) -> None:
    """Serve the ledger at that path on 127.0.0.1 until interrupted; *ready* is told the address once it listens.

    *port* 0 takes a free one; with *rule* people can rule on the pages, with *apply* apply
    what waits. A ledger of an older version is brought up to date first. Raises
    :class:`~trackrecord.errors.LedgerError` where it cannot be opened, and
    :class:`~trackrecord.errors.TrackrecordError` where the port is taken.
    """
    Ledger.open(ledger).close()
    listening = listener(port)
    ready(f"http://{ADDRESS}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(
        create_app(ledger, rule=rule, apply=apply),
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        limit_concurrency=64,
        timeout_keep_alive=15,
    )
    uvicorn.Server(config).run(sockets=[listening])


def listener(port: int) -> socket.socket:
    """Return a socket that listens on 127.0.0.1. Raises where the port cannot be had."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        cause = f"cannot be had ({error.strerror or error})"
        raise TrackrecordError(
            f"port {port}", cause, "Choose another with --port, or 0 for a free one"
        ) from error
    return listening
