"""Keep strangers out of a server that is meant for one person on one machine.

A page on the web can make a browser send requests to 127.0.0.1, by a name that it lets point there, or by a form. So the
``Host`` must be this machine's own, a request that writes must come from our own pages, and what we send may not be
framed, sniffed or made to load anything from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HOSTS = ("127.0.0.1", "localhost", "[::1]")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: its own style sheet, script and pictures, and nothing else."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": with that a browser gives our own forms the origin "null", as it does those of strangers.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}
_READS = frozenset({"GET", "HEAD"})


class Guard:
    """Middleware: refuses foreign hosts and foreign writes (403), and puts the protecting headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = OWN_HOSTS) -> None:
        """Let only requests for these *hosts* (without port) through to *app*."""
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        cause = self._refusal(scope)
        if cause is not None:
            await PlainTextResponse(f"refused: {cause}\n", 403)(scope, receive, protected)
        else:
            await self.app(scope, receive, protected)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name, _, port = host.rpartition(":")
        if host not in self.hosts and not (name in self.hosts and port.isdecimal()):
            return "this server answers only to this machine's own names"
        if scope["method"] in _READS:
            return None
        if scope["method"] != "POST":
            return f"{scope['method']} is not understood"
        origin = headers.get("origin")
        if origin is None and headers.get("sec-fetch-site") == "same-origin":
            return None
        if origin != f"{scope['scheme']}://{host}":
            return "a page from elsewhere asked for something to be written"
        return None
