"""Strangers are kept out, whatever name they come under and whatever page they come from."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from trackrecord.show.web.guard import POLICY, Guard


@pytest.fixture
def client():
    async def done(request):
        return PlainTextResponse("done")

    inner = Starlette(routes=[Route("/", done, methods=["GET", "POST", "PUT"])])
    return TestClient(Guard(inner), base_url="http://127.0.0.1:8742")


@pytest.mark.parametrize("host", ["127.0.0.1:8742", "localhost:1", "[::1]:8742", "localhost"])
def test_this_machine_is_let_in(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8742",
        "127.0.0.1.evil.example",
        "127.0.0.1:8742@evil.example",
        "",
        "0.0.0.0:8742",
    ],
)
def test_another_name_for_this_address_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 403


def test_a_form_on_our_own_page_may_write(client):
    assert client.post("/", headers={"origin": "http://127.0.0.1:8742"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8742"},
        {"sec-fetch-site": "cross-site"},
        {},
    ],
)
def test_a_form_from_elsewhere_may_not(client, headers):
    assert client.post("/", headers=headers).status_code == 403


def test_other_ways_of_writing_are_not_understood(client):
    assert client.put("/", headers={"origin": "http://127.0.0.1:8742"}).status_code == 403


def test_every_answer_says_what_may_be_loaded(client):
    for answer in (client.get("/"), client.get("/", headers={"host": "evil.example"})):
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
