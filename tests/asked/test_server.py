"""One question to a real server on loopback that is good, wrong, slow, hostile or broken."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from trackrecord.asked import server as module
from trackrecord.asked.server import Server, TroubleError, is_this_machine
from trackrecord.errors import AskError

MESSAGES = [{"role": "user", "content": "Mark up the report."}]
KEY = "sk-very-secret-0123"


def test_a_good_answer_with_its_tokens(play, server, completed) -> None:
    play.act = lambda handler, body: handler.give(completed({"deeds": []}))
    answer = server.ask(MESSAGES)
    assert (json.loads(answer.text), answer.tokens_in, answer.tokens_out) == ({"deeds": []}, 1200, 80)
    (body,) = play.requests
    assert play.paths == ["/v1/chat/completions"]
    assert (body["model"], body["temperature"], body["messages"]) == ("small", 0, MESSAGES)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "tools" not in body
    assert "Authorization" not in play.headers[0]


def test_the_whole_address_may_be_given(play, server) -> None:
    replace(server, base_url=f"{play.url}/chat/completions").ask(MESSAGES)
    replace(server, base_url=f"{play.url}/").ask(MESSAGES)
    assert set(play.paths) == {"/v1/chat/completions"}


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [(None, (None, None)), ({}, (None, None)), ({"prompt_tokens": 5, "completion_tokens": -1}, (5, None)),
     ({"prompt_tokens": "9", "completion_tokens": 10**12}, (None, None)), ([], (None, None)), ({"prompt_tokens": True}, (None, None))],
)  # fmt: skip
def test_tokens_that_are_not_told_are_not_made_up(play, server, completed, usage: Any, tokens: Any) -> None:
    play.act = lambda handler, body: handler.give(completed({}, usage=usage))
    answer = server.ask(MESSAGES)
    assert (answer.tokens_in, answer.tokens_out) == tokens


@pytest.mark.parametrize(
    ("form", "cause"),
    [
        (b"", "not of OpenAI's form"),
        (b"<html>busy</html>", "not of OpenAI's form"),
        (b'"\xff\xfe"', "not of OpenAI's form"),
        (b"[" * 200_000, "not of OpenAI's form"),
        ({}, "not of OpenAI's form"),
        ({"choices": []}, "not of OpenAI's form"),
        ({"choices": [{"message": None}]}, "not of OpenAI's form"),
        ({"choices": {"0": 1}}, "not of OpenAI's form"),
        ({"choices": [{"message": {"content": None}}]}, "empty"),
        ({"choices": [{"message": {"content": ["a"]}}]}, "empty"),
        ({"choices": [{"message": {"content": "  "}}]}, "empty"),
        ({"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}, "cut off"),
    ],
    ids=lambda each: str(each)[:30],
)
def test_a_wrong_answer_is_told_and_not_asked_for_again(play, server, form: Any, cause: str) -> None:
    play.act = lambda handler, body: handler.give(form)
    with pytest.raises(TroubleError, match=cause):
        server.ask(MESSAGES)
    assert len(play.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_asked_again(play, server, completed, status: int) -> None:
    play.act = lambda handler, body: (
        handler.give({"error": {"message": "busy"}}, status)
        if len(play.requests) < 3
        else handler.give(completed({}))
    )
    assert server.ask(MESSAGES).text == "{}"
    assert len(play.requests) == 3


def test_a_server_that_stays_busy_is_left_alone_in_the_end(play, server) -> None:
    play.act = lambda handler, body: handler.give({"error": {"message": "busy\n\x1b[31mred"}}, 503)
    with pytest.raises(TroubleError, match=r"status 503: busy .*red") as caught:
        server.ask(MESSAGES)
    assert len(play.requests) == module.ATTEMPTS
    assert "\x1b" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_rest_that_a_server_asks_for_is_kept_and_bounded(play, server, completed) -> None:
    play.act = lambda handler, body: (
        handler.give({}, 429, {"Retry-After": "0.3"})
        if len(play.requests) < 2
        else handler.give(completed({}))
    )
    started = time.monotonic()
    server.ask(MESSAGES)
    assert time.monotonic() - started >= 0.3
    assert module._retry_after("1e12") == module.LONGEST_REST
    assert module._retry_after("-5") == 0
    assert [module._retry_after(value) for value in (None, "", "nan", "Wed, 21 Oct 2026 07:28:00 GMT")] == [
        None
    ] * 4


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(play, server, status: int) -> None:
    play.act = lambda handler, body: handler.give({}, status, {"Location": f"{play.url}/elsewhere"})
    with pytest.raises(TroubleError, match=f"status {status}"):
        server.ask(MESSAGES)
    assert play.paths == ["/v1/chat/completions"]


@pytest.mark.parametrize(
    ("status", "step"), [(401, "TRACKRECORD_API_KEY"), (403, "TRACKRECORD_API_KEY"), (404, "--base-url")]
)
def test_what_concerns_every_report_is_an_error(play, server, status: int, step: str) -> None:
    play.act = lambda handler, body: handler.give({"error": {"message": f"no; you sent {KEY}"}}, status)
    with pytest.raises(AskError) as caught:
        replace(server, key=KEY).ask(MESSAGES)
    assert step in str(caught.value)
    assert KEY not in str(caught.value)
    assert len(play.requests) == 1


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("response_format is not supported", "response_format"),
        ("json_schema: unsupported", "response_format"),
        ("Unknown parameter: 'seed'", "seed"),
    ],
)
def test_what_a_server_does_not_know_is_left_out(play, server, completed, said: str, part: str) -> None:
    play.act = lambda handler, body: (
        handler.give({"error": {"message": said}}, 400) if part in body else handler.give(completed({}))
    )
    server.ask(MESSAGES)
    assert [part in body for body in play.requests] == [True, False]


def test_the_newer_name_of_the_limit_is_used_where_the_older_is_refused(play, server, completed) -> None:
    play.act = lambda handler, body: (
        handler.give({"error": "use max_completion_tokens, not max_tokens"}, 400)
        if "max_tokens" in body
        else handler.give(completed({}))
    )
    server.ask(MESSAGES)
    assert play.requests[-1]["max_completion_tokens"] == module.ANSWER_TOKENS


def test_a_server_that_refuses_everything_is_left_alone(play, server) -> None:
    play.act = lambda handler, body: handler.give(
        {"error": "response_format max_tokens temperature seed"}, 400
    )
    with pytest.raises(TroubleError):
        server.ask(MESSAGES)
    assert len(play.requests) <= 6


def test_a_slow_server_is_waited_for_only_so_long(play, server) -> None:
    held = threading.Event()
    play.act = lambda handler, body: held.wait(20)
    started = time.monotonic()
    with pytest.raises(TroubleError, match=r"within 0\.3 s"):
        replace(server, timeout=0.3).ask(MESSAGES)
    held.set()
    assert time.monotonic() - started < 5


def test_a_server_that_answers_drop_by_drop_is_waited_for_only_so_long(play, server) -> None:
    def drip(handler: Any, body: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    play.act = drip
    started = time.monotonic()
    with pytest.raises(TroubleError, match=r"longer than 0\.5 s"):
        replace(server, timeout=0.5).ask(MESSAGES)
    assert time.monotonic() - started < 5


def test_an_endless_answer_is_cut_off(play, server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 100_000)
    sent = 0

    def flood(handler: Any, body: Any) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 10_000)
            sent += 10_000

    play.act = flood
    with pytest.raises(TroubleError, match="larger than"):
        server.ask(MESSAGES)
    assert sent < 50_000_000


def test_a_compressed_answer_is_not_unpacked(play, server) -> None:
    bomb = gzip.compress(b" " * 5_000_000)
    play.act = lambda handler, body: handler.give(bomb, 200, {"Content-Encoding": "gzip"})
    with pytest.raises(TroubleError, match="compressed"):
        server.ask(MESSAGES)
    assert play.headers[0]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "reply",
    [b"", b"HTTP/9.9 what\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", b"\x00" * 500],
)
def test_a_broken_server_is_told_of(reply: bytes) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(reply)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    try:
        with pytest.raises(TroubleError, match="connection failed"):
            Server(f"http://127.0.0.1:{port}/v1", "small", timeout=3.0, first_rest=0.01).ask(MESSAGES)
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def test_a_server_that_is_not_there_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(TroubleError, match="connection failed"):
        Server(f"http://127.0.0.1:{port}/v1", "small", timeout=3.0, first_rest=0.01).ask(MESSAGES)


# ------------------------------------------------------------------ nothing leaves the machine unasked


@pytest.mark.parametrize(
    "url",
    ["https://api.example.org/v1", "http://192.0.2.7:8000/v1", "http://2130706433/v1", "http://127.0.0.1.example.org/v1",
     "http://0.0.0.0:8000/v1", "http://[fe80::1]/v1", "https://localhost.example.org/v1"],
)  # fmt: skip
def test_another_machine_is_asked_only_by_name(url: str) -> None:
    with pytest.raises(AskError, match="--allow-host") as caught:
        Server(url, "small")
    assert caught.value.exit_code == 7
    with pytest.raises(AskError, match="--allow-host"):
        Server(url, "small", allow_host="other.example.org")


def test_another_machine_that_is_named_may_be_asked() -> None:
    assert Server("https://api.example.org/v1", "small", allow_host="API.example.org").url.startswith(
        "https://api.example.org/"
    )
    assert Server("http://[2001:db8::7]:8000/v1", "small", allow_host="[2001:db8::7]").model == "small"


def test_a_key_is_sent_over_the_net_only_by_https() -> None:
    with pytest.raises(AskError, match="unencrypted"):
        Server("http://192.0.2.7/v1", "small", key=KEY, allow_host="192.0.2.7")
    Server("https://192.0.2.7/v1", "small", key=KEY, allow_host="192.0.2.7")


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8000",
        "ftp://127.0.0.1/v1",
        "http://",
        "http://me:pw@127.0.0.1/v1",
        "http://127.0.0.1:x/v1",
        "http://127.0.0.1/v1?key=1",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(AskError, match=r"http://127\.0\.0\.1:8000/v1") as caught:
        Server(url, "small")
    assert "pw@" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("example.org", False),
    ],
)
def test_this_machine_is_known(host: str, here: bool) -> None:
    assert is_this_machine(host) is here


def test_no_proxy_of_the_environment_is_used(play, server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.ask(MESSAGES)
    assert len(play.requests) == 1


def test_the_key_is_sent_and_stands_nowhere_else(play, server, caplog: pytest.LogCaptureFixture) -> None:
    play.act = lambda handler, body: handler.give({"error": {"message": f"bad key {KEY}"}}, 500)
    own = replace(server, key=KEY)
    with caplog.at_level(logging.DEBUG), pytest.raises(TroubleError) as caught:
        own.ask(MESSAGES)
    assert play.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(caught.value)
    assert KEY not in repr(own)
    assert not [record for record in caplog.records if KEY in record.getMessage()]
    assert not [
        record
        for record in caplog.records
        if "Mark up the report" in f"{record.getMessage()} {record.__dict__}"
    ]
