"""One question to a server that speaks OpenAI's protocol: vLLM, llama.cpp, Ollama, or a service on the net.

``POST BASE/chat/completions``. What comes back is bounded in size and in time, whatever the server does: it may be slow,
hostile or broken. Redirects are not followed and no proxy of the environment is used, so that the report goes to the
named host and nowhere else. The key stands in one header and in no message.
"""

from __future__ import annotations

import ipaddress
import json
import random
import socket
import ssl
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

import httpx2
import stamina

from trackrecord.asked.prompt import SCHEMA
from trackrecord.errors import AskError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Bytes of a response that are read; an answer of the most proposals is far below.
LARGEST = 4_000_000
# Tokens of an answer that are asked for.
ANSWER_TOKENS = 8_192
# Seconds that a server may ask to be left alone for, at most; and how often one question is put.
LONGEST_REST = 60.0
ATTEMPTS = 4
# Parts of the request that a server may not know; left out one by one where it says so.
_OPTIONAL = ("response_format", "max_tokens", "temperature", "seed")


class TroubleError(Exception):
    """A question that got no answer this time; ``again`` where asking later may help, ``rest`` seconds to wait."""

    def __init__(self, cause: str, *, again: bool = False, rest: float | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.again = again
        self.rest = rest


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote, and the tokens that the server counted (None where it did not say)."""

    text: str
    tokens_in: int | None
    tokens_out: int | None


@dataclass(frozen=True)
class Server:
    """Where to ask and how: ``base_url`` (``http://127.0.0.1:8000/v1``), ``model``, and seconds for one answer.

    A host other than this machine has to be named in ``allow_host`` too: the reports' text goes there. ``key`` is
    sent as a bearer token, over the net only by https. ``first_rest`` is the wait before a second try, in seconds.
    Raises :class:`~trackrecord.errors.AskError` where the address is not one that may be asked.
    """

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    allow_host: str | None = None
    timeout: float = 120.0
    first_rest: float = 1.0

    def __post_init__(self) -> None:
        """Look at the address before anything is sent."""
        address = _address(self.base_url)
        host = (address.hostname or "").lower()
        if is_this_machine(host):
            return
        if (self.allow_host or "").strip("[]").lower() != host:
            raise AskError(
                self.base_url,
                f"{host} is not this machine, and the reports' text would be sent there",
                f"If that is what you want, add --allow-host {host}",
            )
        if self.key and address.scheme != "https":
            raise AskError(
                self.base_url, "a key would be sent over the net unencrypted", "Use https, or unset the key"
            )

    @property
    def url(self) -> str:
        """The address that questions are put to."""
        base = self.base_url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def ask(self, messages: list[dict[str, str]]) -> Answer:
        """Put one question; ask again after a rest where that may help.

        Raises :class:`TroubleError` where this question got no answer, and :class:`~trackrecord.errors.AskError`
        where none will get one (the key or the model is refused).
        """
        body: dict[str, Any] = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "seed": 0,
            "max_tokens": ANSWER_TOKENS,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "markup", "strict": True, "schema": SCHEMA},
            },
        }
        # A context, and not a decorated function: what stamina tells the log of a retry holds no argument.
        for attempt in stamina.retry_context(
            on=_rest_before_retry, attempts=ATTEMPTS, timeout=None, wait_initial=self.first_rest,
            wait_max=LONGEST_REST / 2, wait_jitter=self.first_rest / 2,
        ):  # fmt: skip
            with attempt:
                return self._once(body)
        raise AssertionError("a retry context returns or raises")  # pragma: no cover

    def _once(self, body: dict[str, Any]) -> Answer:
        for _ in range(len(_OPTIONAL) + 1):
            status, headers, data = self._exchange(body)
            unknown = _unknown_part(status, data, body)
            if unknown is None:
                return self._answer(status, headers, data)
            value = body.pop(unknown)
            if unknown == "max_tokens":
                body["max_completion_tokens"] = value
        raise TroubleError("the server refuses the form of the question")

    def _exchange(self, body: dict[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        """Send one request; return status, headers and at most :data:`LARGEST` bytes, within the time."""
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        until = time.monotonic() + self.timeout
        limits = httpx2.Timeout(self.timeout, connect=min(10.0, self.timeout))
        try:
            with (
                httpx2.Client(
                    timeout=limits, follow_redirects=False, trust_env=False, verify=_trusted(self.url[:6])
                ) as client,
                client.stream("POST", self.url, content=content, headers=headers) as response,
            ):
                if response.headers.get("content-encoding", "identity").lower() != "identity":
                    raise TroubleError("the answer is compressed, which was not asked for")
                data = bytearray()
                for chunk in response.iter_raw():
                    data += chunk
                    if len(data) > LARGEST:
                        raise TroubleError(f"the answer is larger than {LARGEST // 1_000_000} MB")
                    # The time limit of a read is for each piece; drop by drop a server could go on for ever.
                    if time.monotonic() > until:
                        raise TroubleError(f"the answer took longer than {self.timeout:g} s")
                return response.status_code, response.headers, bytes(data)
        except (httpx2.ConnectTimeout, httpx2.PoolTimeout):
            raise TroubleError("the server takes no connection in time", again=True) from None
        except httpx2.TimeoutException as error:
            raise TroubleError(f"no answer within {self.timeout:g} s") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, ValueError) as error:
            cause = self._without_key(str(error)) or type(error).__name__
            raise TroubleError(f"the connection failed ({cause})", again=True) from None

    def _answer(self, status: int, headers: Mapping[str, str], data: bytes) -> Answer:
        if status in (401, 403):
            raise AskError(
                self.base_url, f"the server refuses the key (status {status})", "Set TRACKRECORD_API_KEY"
            )
        said = self._without_key(_message(data))
        if status == 404:
            raise AskError(
                self.base_url,
                f"there is no such address or model there (status 404{said})",
                "Look at --base-url, which mostly ends in /v1, and at the model's name",
            )
        if status != 200:
            again = status in (408, 409, 425, 429) or status >= 500
            rest = _retry_after(headers.get("retry-after")) if again else None
            raise TroubleError(f"the server answers with status {status}{said}", again=again, rest=rest)
        return _answer_in(data)

    def _without_key(self, text: str) -> str:
        return text.replace(self.key, "…") if self.key else text


@lru_cache(maxsize=2)
def _trusted(scheme: str) -> ssl.SSLContext:
    """The authorities that are trusted: the system's, read once; none for plain http, which needs none."""
    return ssl.create_default_context() if scheme == "https:" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine: a loopback address, or ``localhost`` where that means one."""
    if host == "localhost":
        try:
            found = {str(each[4][0]) for each in socket.getaddrinfo(host, None)}
        except OSError:
            return False
        return bool(found) and all(_is_loopback(each) for each in found)
    return _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(base_url: str) -> SplitResult:
    try:
        address = urlsplit(base_url)
        _ = address.port
    except ValueError as error:
        raise AskError(
            base_url, f"this is no address ({error})", "Give one like http://127.0.0.1:8000/v1"
        ) from error
    if address.scheme not in ("http", "https") or not address.hostname or address.username or address.query:
        raise AskError(
            base_url.rpartition("@")[2] or base_url,
            "this is no plain http or https address",
            "Give one like http://127.0.0.1:8000/v1; a key goes into TRACKRECORD_API_KEY",
        )
    return address


def _rest_before_retry(error: Exception) -> bool | float:
    """Whether to ask again, and after how many seconds where the server says."""
    if not isinstance(error, TroubleError) or not error.again:
        return False
    if error.rest is None:
        return True
    # Many that were told the same time should not all come back at it.
    return error.rest + random.uniform(0, min(1.0, error.rest))


def _retry_after(value: str | None) -> float | None:
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return min(max(seconds, 0.0), LONGEST_REST) if seconds == seconds else None


def _unknown_part(status: int, data: bytes, body: dict[str, Any]) -> str | None:
    """The optional part of the request that a refusal names, None where it names none."""
    if status not in (400, 422):
        return None
    said = data[:20_000].decode("utf-8", "replace")
    if "response_format" in body and any(word in said for word in ("json_schema", "grammar", "guided")):
        return "response_format"
    return next((part for part in _OPTIONAL if part in body and part in said), None)


def _message(data: bytes) -> str:
    """What an error answer says, short and on one line."""
    try:
        said = json.loads(data[:20_000])
        error = said.get("error", said) if isinstance(said, dict) else said
        text = error.get("message", "") if isinstance(error, dict) else error
    except (ValueError, RecursionError):
        text = data[:300].decode("utf-8", "replace")
    line = "".join(c if c.isprintable() else " " for c in str(text))
    return f": {' '.join(line.split())[:200]}" if line.strip() else ""


def _answer_in(data: bytes) -> Answer:
    try:
        form = json.loads(data)
        choice = form["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError) as error:
        raise TroubleError("the answer is not of OpenAI's form") from error
    if not isinstance(content, str) or not content.strip():
        raise TroubleError("the answer is empty")
    if choice.get("finish_reason") == "length":
        raise TroubleError("the answer was cut off: the model's context or its limit of tokens is too small")
    usage = form.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    # Lone surrogates can stand in JSON, and in no file.
    text = content.encode("utf-8", "replace").decode("utf-8")
    return Answer(text, token_count(usage.get("prompt_tokens")), token_count(usage.get("completion_tokens")))


def token_count(value: object) -> int | None:
    """Return a count of tokens as a server or a file gives it; None where it is no such number."""
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000_000 else None
    )
