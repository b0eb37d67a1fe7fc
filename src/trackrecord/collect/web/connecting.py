"""Connections that go to a vetted address and to no other, within a time set for the whole exchange.

The name is resolved here, each of its addresses vetted, and the socket connected to the very address that was vetted:
between check and connection nothing is resolved again, so a name that changes its answer gains nothing. TLS is spoken
with the name of the url, certificates are verified, and no proxy or other setting of the environment is looked at.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import certifi
import httpcore2

from trackrecord.collect.web.addresses import Resolve, vetted
from trackrecord.errors import FetchError

_EXCHANGE = threading.local()


@contextmanager
def exchange(seconds: float) -> Iterator[None]:
    """Bound the time of all that is read and written inside the block, in this thread."""
    _EXCHANGE.until = time.monotonic() + seconds
    try:
        yield
    finally:
        _EXCHANGE.until = None


def _left(timeout: float | None) -> float | None:
    until: float | None = getattr(_EXCHANGE, "until", None)
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the whole exchange took too long")
    return left if timeout is None else min(timeout, left)


class VettedBackend(httpcore2.NetworkBackend):
    """Connects by name to vetted addresses only. *allow* and *resolve* as in :func:`~.addresses.vetted`."""

    def __init__(self, allow: Iterable[str] = (), resolve: Resolve | None = None) -> None:
        self._allow = tuple(allow)
        self._resolve = resolve
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first vetted address of *host* that answers; raise :class:`FetchError` where one is not public."""
        failure: Exception | None = None
        for address in vetted(host.strip("[]"), port, allow=self._allow, resolve=self._resolve):
            try:
                stream = self._inner.connect_tcp(address, port, _left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            peer = str(stream.get_extra_info("server_addr")[0])
            if ip_address(peer.partition("%")[0]) != ip_address(address):
                stream.close()
                raise FetchError(
                    host,
                    f"the connection went to {peer}, not to {address}",
                    "Check the network",
                    lasting=True,
                )
            return _Timed(stream)
        raise failure or httpcore2.ConnectError("no address answered")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
        """Refuse: no page of the web is behind a socket of this machine."""
        raise FetchError("unix socket", "only http and https are asked", "Correct the address", lasting=True)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _Timed(httpcore2.NetworkStream):
    """A stream whose every read and write ends when the exchange's time does: a trickle cannot hold us."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def tls_context(authority: Path | None = None) -> ssl.SSLContext:
    """Return the settings of TLS: certificates and names verified against Mozilla's list, TLS 1.2 at least.

    *authority* is a file of further certificates to trust (an organisation's own); there is no way to trust fewer checks.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    if authority is not None:
        context.load_verify_locations(cafile=str(authority))
    return context


def vetted_pool(
    *,
    allow: Iterable[str] = (),
    resolve: Resolve | None = None,
    authority: Path | None = None,
    connections: int = 16,
) -> httpcore2.ConnectionPool:
    """Return a pool of connections that are all made by :class:`VettedBackend`."""
    return httpcore2.ConnectionPool(
        ssl_context=tls_context(authority),
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=15.0,
        network_backend=VettedBackend(allow, resolve),
    )
