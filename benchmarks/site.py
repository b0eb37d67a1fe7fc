"""A news site on loopback to collect from: generated pages, feeds and sitemaps, and everything that can be wrong with a site.

``Site`` serves it and writes down every request. The good pages are ``/news/NUMBER``; what is forbidden by robots.txt lies
under ``/private/``; a second server plays what must never be touched from a redirect. Used by the benchmark and by tests.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import threading
import time
import zlib
from collections import Counter
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from types import TracebackType
from typing import Any

_SUBJECTS = (
    "harbour bridge market school clinic ferry tramway orchard quarry library theatre reservoir".split()
)
_PEOPLE = "Ida Holm|Ken Asante|Mara Lind|Jon Frey|Rita Okoro|Paul Stern".split("|")
_PLACES = "Port Ansel|Veddick|Lower Marsh|Tolmere|Grayford|Saltney".split("|")


def article(number: int) -> str:
    """Return the HTML of a good page: short, in English, with a promise in it, and no two the same."""
    rng = random.Random(number)
    subject, person, place = rng.choice(_SUBJECTS), rng.choice(_PEOPLE), rng.choice(_PLACES)
    day = 1 + number % 28
    paragraphs = (
        f"The council of {place} said on Monday that the {subject} number {number} would reopen within {2 + number % 9} weeks.",
        f"“We will repair the {subject} before the end of the month,” {person}, who leads the works, told reporters in {place}.",
        f"About {100 + number} people use it every day, according to a count made by the town in the spring of last year.",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Works at the {subject} {number}</title>'
        f'<meta property="article:published_time" content="2024-03-{day:02}T08:00:00Z">'
        f'<meta property="og:site_name" content="Ansel Courier"></head><body><article><h1>Works at the {subject} {number}</h1>'
        f"{body}</article></body></html>"
    )


class Site:
    """The site, served on a free port of 127.0.0.1 while the ``with`` block lasts. *pages* are good; *seed* decides flakiness."""

    def __init__(
        self, pages: int = 300, *, seed: int = 1, slow: float = 0.2, bomb: int = 400_000_000
    ) -> None:
        self.pages, self.slow = pages, slow
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.inside: Counter[str] = Counter()
        self.conditional = 0
        self.times: list[float] = []
        self._rng = random.Random(seed)
        self._lock = threading.Lock()
        self._servers: list[ThreadingHTTPServer] = []
        self._bomb_size = bomb

    def __enter__(self) -> Site:
        site = self

        class Handler(_Handler):
            def do_GET(self) -> None:
                site.serve(self)

        class Inside(_Handler):
            def do_GET(self) -> None:
                site.inside[self.path] += 1
                self.answer(200, b"<html><body><p>The secret of the house stands here.</p></body></html>")

        for handler in (Handler, Inside):
            server = _server(handler, inside=handler is Inside)
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            self._servers.append(server)
        self.bomb = bomb(self._bomb_size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def address(self) -> str:
        """Return ``127.0.0.1:PORT`` of the site, which is what a collector has to be allowed."""
        return f"127.0.0.1:{self._servers[0].server_address[1]}"

    @property
    def inner(self) -> str:
        """Return the address of the server that must not be touched."""
        return "{}:{}".format(*self._servers[1].server_address)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://{self.address}{path}"

    @property
    def good(self) -> set[str]:
        """Return the addresses, after redirects, of all pages that a collector must have in the end."""
        return {self.url(f"/news/{number}") for number in range(self.pages)} | {
            self.url(path)
            for path in ("/slow", "/flaky", "/short-length", "/as-image", "/gzipped", "/chunked")
        }

    BAD = (
        "/private/diary", "/loop/0", "/chain/0", "/to-inside", "/to-file", "/to-octal", "/bomb", "/bomb-twice", "/endless",
        "/trickle", "/long-length", "/missing", "/broken-gzip", "/image", "/pdf", "/empty", "/always-503", "/odd-encoding",
        "/deep", "/to-metadata", "/to-decimal", "/to-mapped", "/to-nat64", "/to-localhost", "/to-private", "/headers", "/no-http",
    )  # fmt: skip

    def serve(self, handler: _Handler) -> None:
        """Answer one request."""
        path = handler.path
        with self._lock:
            self.asked[path] += 1
            count = self.asked[path]
            self.agents.add(handler.headers.get("User-Agent", ""))
            self.times.append(time.monotonic())
        if path.startswith("/news/"):
            self._news(handler, path)
        elif path == "/robots.txt":
            handler.answer(200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
        elif path == "/feed.xml":
            self._listed(handler, self._rss())
        elif path == "/atom.xml":
            self._listed(handler, self._atom())
        elif path == "/feed.json":
            items = [
                {"id": str(n), "url": self.url(f"/news/{n}"), "title": f"Works {n}"}
                for n in range(self.pages)
            ][-5:]
            feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Ansel Courier", "items": items}
            handler.answer(200, json.dumps(feed).encode(), "application/feed+json")
        elif path == "/sitemap.xml":
            maps = "".join(f"<sitemap><loc>{self.url(f'/map/{n}.xml.gz')}</loc></sitemap>" for n in range(3))
            handler.answer(
                200, f"<sitemapindex xmlns='{_NS}'>{maps}</sitemapindex>".encode(), "application/xml"
            )
        elif path.startswith("/map/"):
            third = int(path[5])
            urls = "".join(
                f"<url><loc>{self.url(f'/news/{n}')}</loc></url>" for n in range(third, self.pages, 3)
            )
            handler.answer(
                200, gzip.compress(f"<urlset xmlns='{_NS}'>{urls}</urlset>".encode()), "application/gzip"
            )
        else:
            self._odd(handler, path, count)

    def _news(self, handler: _Handler, path: str) -> None:
        number = path.rsplit("/", 1)[1]
        if not number.isdigit() or int(number) >= self.pages:
            handler.answer(404, b"no such page")
            return
        tag = f'"{number}-1"'
        if handler.headers.get("If-None-Match") == tag:
            self.conditional += 1
            handler.answer(304, b"", extra={"ETag": tag})
            return
        handler.answer(200, article(int(number)).encode(), extra={"ETag": tag})

    def _listed(self, handler: _Handler, body: bytes) -> None:
        if handler.headers.get("If-None-Match") == '"list"':
            self.conditional += 1
            handler.answer(304, b"", extra={"ETag": '"list"'})
        else:
            handler.answer(200, body, "application/xml", extra={"ETag": '"list"'})

    def _rss(self) -> bytes:
        paths = [f"/news/{n}" for n in range(min(self.pages, 20))]
        paths += [
            path.removeprefix(f"http://{self.address}") for path in sorted(self.good) if "/news/" not in path
        ]
        paths += [*self.BAD, "/moved/3"]
        items = "".join(
            f"<item><title>Works {n}</title><link>{self.url(path)}</link>"
            "<pubDate>Mon, 04 Mar 2024 08:00:00 GMT</pubDate></item>"
            for n, path in enumerate(paths)
        )
        odd = "".join(
            f"<item><title>x</title><link>{link}</link></item>"
            for link in (
                f"http://{self.inner}/direct",
                "file:///etc/passwd",
                "ftp://example.org/x",
                "javascript:alert(1)",
            )
        )
        return (
            "<?xml version='1.0'?><rss version='2.0'><channel><title>Ansel Courier</title><language>en</language>"
            f"{items}{odd}</channel></rss>"
        ).encode()

    def _atom(self) -> bytes:
        entries = "".join(
            f"<entry><title>Works {n}</title><link rel='alternate' href='/news/{n}'/><id>x:{n}</id>"
            "<updated>2024-03-05T08:00:00Z</updated></entry>"
            for n in range(20, min(self.pages, 40))
        )
        return (
            f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Ansel Courier</title>{entries}</feed>".encode()
        )

    def _odd(self, handler: _Handler, path: str, count: int) -> None:
        page = article(10_000 + zlib.crc32(path.encode()) % 1000).encode()
        if path == "/slow":
            time.sleep(self.slow)
            handler.answer(200, page)
        elif path == "/flaky":
            if count % 3 == 1:
                handler.answer(503, b"later", extra={"Retry-After": "0"})
            elif count % 3 == 2:
                handler.cut()
            else:
                handler.answer(200, page)
        elif path == "/short-length":  # says less than it sends: what is beyond is not of it
            handler.raw(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page)
                + page
                + b"!" * 99
            )
        elif path == "/as-image":
            handler.answer(200, page, "image/png")
        elif path == "/gzipped":
            handler.answer(200, gzip.compress(page), extra={"Content-Encoding": "gzip"})
        elif path == "/chunked":
            pieces = [page[i : i + 100] for i in range(0, len(page), 100)]
            body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
            handler.raw(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + body
            )
        elif path.startswith("/moved/"):
            handler.answer(301, b"", extra={"Location": "/news/" + path.rsplit("/", 1)[1]})
        else:
            self._bad(handler, path, page)

    def _bad(self, handler: _Handler, path: str, page: bytes) -> None:
        redirects = {
            "/to-inside": f"http://{self.inner}/secret", "/to-file": "file:///etc/passwd",
            "/to-octal": f"http://0177.{self.inner.partition('.')[2]}/secret", "/loop/0": "/loop/1", "/loop/1": "/loop/0",
            "/to-metadata": "http://169.254.169.254/latest/meta-data/", "/to-private": "/private/letter",
            "/to-decimal": f"http://{int(IPv4Address(self.inner.partition(':')[0]))}:8008/secret",
            "/to-mapped": f"http://[::ffff:{self.inner.partition(':')[0]}]:8008/secret",
            "/to-nat64": "http://[64:ff9b::7f00:1]/secret", "/to-localhost": "http://localhost:8008/secret",
        }  # fmt: skip
        if path in redirects:
            handler.answer(302, b"", extra={"Location": redirects[path]})
        elif path.startswith("/chain/"):
            handler.answer(302, b"", extra={"Location": f"/chain/{int(path.rsplit('/', 1)[1]) + 1}"})
        elif path == "/bomb":
            handler.answer(200, self.bomb, extra={"Content-Encoding": "gzip"})
        elif path == "/bomb-twice":
            handler.answer(200, gzip.compress(self.bomb), extra={"Content-Encoding": "gzip, gzip"})
        elif path == "/endless":
            handler.endless()
        elif path == "/trickle":
            handler.trickle(self.slow)
        elif path == "/long-length":
            handler.raw(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n" + page
            )
        elif path == "/broken-gzip":
            handler.answer(200, gzip.compress(page)[:-20], extra={"Content-Encoding": "gzip"})
        elif path == "/image":
            handler.answer(200, b"\x89PNG\r\n\x1a\n" + b"\0\1" * 500, "image/png")
        elif path == "/pdf":
            handler.answer(200, b"%PDF-1.4\n" + page, "application/pdf")
        elif path == "/empty":
            handler.answer(200, b"")
        elif path == "/always-503":
            handler.answer(503, b"never", extra={"Retry-After": "0"})
        elif path == "/odd-encoding":
            handler.answer(200, page, extra={"Content-Encoding": "rot13"})
        elif path == "/headers":
            handler.raw(b"HTTP/1.1 200 OK\r\n" + b"X-More: and more\r\n" * 100_000 + b"\r\n")
        elif path == "/no-http":
            handler.raw(b"HTTP/1.1 banana\r\n\r\n")
        elif path == "/laughs.xml":
            handler.answer(200, LAUGHS, "application/xml")
        elif path == "/away":
            handler.answer(429, b"busy", extra={"Retry-After": "86400"})
        elif path == "/deep":
            handler.answer(200, b"<html><body>" + b"<div>" * 40_000 + b"x" + b"</div>" * 40_000)
        else:
            handler.answer(404, b"no such page")


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
    + b"]><urlset><url><loc>&j;</loc></url></urlset>"
)
"""Ten entities, each of ten of the one before: a few hundred bytes that stand for gigabytes."""


def _server(handler: type[BaseHTTPRequestHandler], *, inside: bool) -> ThreadingHTTPServer:
    if not inside:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)
    # On a port that the web uses and an address of its own, so that nothing but the address forbids it.
    for _ in range(100):
        with contextlib.suppress(OSError):
            return ThreadingHTTPServer(
                (f"127.{random.randrange(1, 255)}.0.{random.randrange(2, 255)}", 8008), handler
            )
    raise OSError("no address of loopback is free")


_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@cache
def bomb(size: int) -> bytes:
    """Return gzip data that unpacks to *size* bytes, made without holding them."""
    pack = zlib.compressobj(9, wbits=31)
    block = b" " * 1_000_000
    out = bytearray()
    for _ in range(size // len(block)):
        out += pack.compress(block)
    return bytes(out + pack.flush())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(
        self, status: int, body: bytes, kind: str = "text/html", extra: dict[str, str] | None = None
    ) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for key, value in (extra or {}).items():
            self.send_header(key, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are and hang up."""
        self.wfile.write(data)
        self.close_connection = True

    def cut(self) -> None:
        """Hang up in the middle of an answer."""
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>")

    def endless(self) -> None:
        """Send until the other side has had enough, at most 200 MB."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"<p>and so on</p>" * 65_536)
        self.close_connection = True

    def trickle(self, pause: float) -> None:
        """Send a byte now and then."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(200):
            self.wfile.write(b"x")
            time.sleep(pause)
        self.close_connection = True

    def handle(self) -> None:
        """Take requests; that the other side hangs up is part of the play."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def finish(self) -> None:
        """End a connection, whatever state it is in."""
        with contextlib.suppress(OSError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
