"""Asking a real server: vetted at every hop, bounded in time and size, kept as evidence."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

from benchmarks.site import article
from trackrecord import __version__
from trackrecord.collect.web.connecting import tls_context
from trackrecord.collect.web.fetched import Known
from trackrecord.collect.web.fetching import Fetcher, Manners, retry_after
from trackrecord.errors import FetchError

DATA = Path(__file__).parent / "data"


def test_an_answer_is_kept_with_all_that_shows_where_it_came_from(site, fetcher):
    fetched = fetcher.get(site.url("/moved/3"))
    assert fetched.url == site.url("/moved/3")
    assert fetched.final_url == site.url("/news/3")
    assert [(hop.url, hop.status, hop.to) for hop in fetched.hops] == [(fetched.url, 301, fetched.final_url)]
    assert fetched.body == article(3).encode()
    assert fetched.sha256 == hashlib.sha256(fetched.body).hexdigest() == fetched.wire_sha256
    assert fetched.wire_size == len(fetched.body)
    assert (fetched.status, fetched.peer, fetched.version) == (200, "127.0.0.1", __version__)
    assert fetched.header("etag") == '"3-1"'
    assert fetched.at.endswith("Z")
    assert abs(time.time() - time.mktime(time.strptime(fetched.at, "%Y-%m-%dT%H:%M:%SZ")) + time.timezone) < 5


def test_the_hash_on_the_wire_is_of_the_packed_bytes(site, fetcher):
    fetched = fetcher.get(site.url("/gzipped"))
    assert fetched.body.startswith(b"<!DOCTYPE html>")
    assert fetched.wire_sha256 != fetched.sha256
    assert fetched.wire_size < len(fetched.body)


def test_it_says_who_asks_and_asks_for_no_more_than_it_can_read(site):
    asking = Fetcher(Manners(contact="desk@example.org", delay=0, allow=(site.address,)))
    asking.get(site.url("/news/1"))
    asking.close()
    assert site.agents == {f"trackrecord/{__version__} (desk@example.org)"}


def test_a_page_that_has_not_changed_costs_a_short_answer(site, fetcher):
    fetched = fetcher.get(site.url("/news/1"), Known('"1-1"', None))
    assert (fetched.status, fetched.body, site.conditional) == (304, b"", 1)


def test_nothing_inside_is_asked_unless_the_user_says_so(site):
    asking = Fetcher(Manners(delay=0, tries=1))
    for host in ("127.0.0.1", "localhost", "[::1]"):
        with pytest.raises(FetchError):
            asking.get(f"http://{host}/secret")
    asking.close()
    assert not site.asked


@pytest.mark.parametrize("path", ["/to-inside", "/to-file", "/to-octal"])
def test_a_redirect_to_the_inside_is_refused(site, fetcher, path):
    with pytest.raises(FetchError) as raised:
        fetcher.get(site.url(path))
    assert raised.value.lasting
    assert not site.inside


@pytest.fixture
def web_port(monkeypatch):
    """A free port of this machine that counts as one of the web's for a name, too."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    monkeypatch.setattr("trackrecord.collect.web.addresses._PORTS", frozenset({port}))
    return port


def test_a_name_that_changes_its_answer_gains_nothing(site, web_port):
    # Each connection resolves once, vets what came, and goes there: no second answer can slip in between.
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["10.0.0.1"]])
    asked = []

    def changing(host, port):
        asked.append(host)
        return next(answers)

    asking = Fetcher(Manners(delay=0, tries=1, allow=(f"127.0.0.1:{web_port}",)), resolve=changing)
    with pytest.raises(FetchError, match="no connection"):
        asking.get(f"http://rebinding.example:{web_port}/")  # vetted, and nobody listens there
    with pytest.raises(FetchError, match=r"127\.0\.0\.2, which is not on the public"):
        asking.get(f"http://rebinding.example:{web_port}/")
    asking.close()
    assert asked == ["rebinding.example"] * 2


def test_a_connection_goes_to_the_vetted_address_and_carries_the_name(web_port):
    heard = []
    listener = socket.create_server(("127.0.0.1", web_port))

    def serve():
        connection, _ = listener.accept()
        heard.append(connection.recv(4096))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        connection.close()

    threading.Thread(target=serve, daemon=True).start()
    allow = (f"127.0.0.1:{web_port}",)
    asking = Fetcher(Manners(delay=0, allow=allow), resolve=lambda host, port: ["127.0.0.1"])
    assert asking.get(f"http://news.example:{web_port}/x").body == b"ok"
    asking.close()
    listener.close()
    assert f"Host: news.example:{web_port}\r\n".encode() in heard[0]


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "https_proxy"])
def test_a_proxy_of_the_environment_is_not_used(site, fetcher, monkeypatch, name):
    monkeypatch.setenv(name, f"http://{site.inner}")
    assert fetcher.get(site.url("/news/1")).status == 200
    assert not site.inside


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/loop/0", "in a circle"), ("/chain/0", "more than 5 times"), ("/bomb", "swells"), ("/bomb-twice", "swells"),
        ("/endless", "more than 10 MB"), ("/trickle", "too long"), ("/long-length", "cut short"),
        ("/broken-gzip", "cut short"), ("/odd-encoding", "not asked for"), ("/always-503", "503"),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves_is_left_with_a_reason(site, fetcher, path, said):
    began = time.monotonic()
    with pytest.raises(FetchError, match=said):
        fetcher.get(site.url(path))
    assert time.monotonic() - began < 12


@pytest.mark.parametrize("path", ["/short-length", "/as-image", "/chunked", "/slow", "/flaky"])
def test_a_server_that_is_odd_slow_or_flaky_is_had_all_the_same(site, fetcher, path):
    fetched = fetcher.get(site.url(path))
    assert fetched.body.startswith(b"<!DOCTYPE html>")
    assert fetched.body.endswith(b"</html>")


def test_a_length_beyond_the_bound_is_refused_unread(site, fetcher):
    with pytest.raises(FetchError, match="is said to hold"):
        fetcher.get(site.url("/news/1"), most=100)


def test_headers_without_end_are_bounded(fetcher):
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = listener.accept()
        connection.recv(4096)
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                connection.sendall(b"X-More: " + b"x" * 8000 + b"\r\n")
        except OSError:
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    port = listener.getsockname()[1]
    asking = Fetcher(Manners(delay=0, tries=1, whole=3, allow=(f"127.0.0.1:{port}",)))
    with pytest.raises(FetchError, match="connection failed"):
        asking.get(f"http://127.0.0.1:{port}/")
    asking.close()
    listener.close()


def test_tls_is_verified_and_never_weakened():
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def tls_server(name: str) -> tuple[socket.socket, int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(DATA / "news.example.crt", DATA / "news.example.key")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(4096)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                connection.close()

    threading.Thread(target=serve, daemon=True).start()
    return listener, listener.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "trusted", "fails"),
    [
        ("news.example", True, None),
        ("news.example", False, "certificate"),
        ("other.example", True, "certificate"),
    ],
)
def test_a_certificate_must_be_trusted_and_of_that_name(host, trusted, fails, monkeypatch):
    listener, port = tls_server(host)
    monkeypatch.setattr("trackrecord.collect.web.addresses._PORTS", frozenset({port}))
    authority = DATA / "news.example.crt" if trusted else None
    manners = Manners(delay=0, tries=1, allow=(f"127.0.0.1:{port}",), authority=authority)
    asking = Fetcher(manners, resolve=lambda host, port: ["127.0.0.1"])
    try:
        if fails is None:
            assert asking.get(f"https://{host}:{port}/").body == b"ok"
        else:
            with pytest.raises(FetchError, match=fails):
                asking.get(f"https://{host}:{port}/")
    finally:
        asking.close()
        listener.close()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("120", 120), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", None), (None, None), ("", None)],
)
def test_retry_after_is_read_in_both_forms(value, seconds):
    assert retry_after(value) == seconds
