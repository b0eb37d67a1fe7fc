"""MHTML: the page that a browser saved, whatever stands beside it."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trackrecord.collect import collect
from trackrecord.types import LeftOut

PAGE = "<html><head><title>Ferry</title></head><body><p>“We will run the ferry,” the mayor said.</p></body></html>"


def saved(
    body: bytes, encoding: str, *, head: str = "Snapshot-Content-Location: https://courier.example/ferry\r\n"
) -> bytes:
    return (
        (
            f'From: <Saved by Blink>\r\n{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
            "----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
            f'----b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'
            "Content-Location: https://courier.example/part\r\n\r\n"
        ).encode()
        + body
        + b"\r\n----b--\r\n"
    )


def only(path):
    (item,) = collect([str(path)])
    return item


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht"])
@pytest.mark.parametrize(
    ("pack", "encoding"),
    [(quopri.encodestring, "quoted-printable"), (base64.encodebytes, "base64"), (bytes, "8bit")],
)
def test_the_page_and_its_address_are_found(tmp_path, pack, encoding, name):
    (tmp_path / name).write_bytes(saved(pack(PAGE.encode()), encoding))
    report = only(tmp_path / name)
    assert "“We will run the ferry,” the mayor said." in report.text
    assert report.url == "https://courier.example/ferry"
    assert report.markup == "html"


def test_without_a_snapshot_address_the_part_has_one(tmp_path):
    (tmp_path / "a.mhtml").write_bytes(saved(PAGE.encode(), "8bit", head=""))
    assert only(tmp_path / "a.mhtml").url == "https://courier.example/part"


def test_an_address_that_is_none_of_the_web_is_dropped(tmp_path):
    head = "Snapshot-Content-Location: file:///home/somebody/secret.html\r\n"
    (tmp_path / "a.mhtml").write_bytes(saved(PAGE.encode(), "8bit", head=head))
    assert only(tmp_path / "a.mhtml").url is None


@pytest.mark.parametrize("data", [b"From: nobody\r\n\r\nno page", b"\x89PNG" + bytes(50), b"x"])
def test_a_file_without_a_page_is_told(tmp_path, data):
    (tmp_path / "a.mhtml").write_bytes(data)
    left = only(tmp_path / "a.mhtml")
    assert isinstance(left, LeftOut)
    assert left.step


def test_parts_within_parts_without_end_are_bounded(tmp_path):
    data = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
    )
    (tmp_path / "a.mhtml").write_bytes(data + PAGE.encode())
    assert isinstance(only(tmp_path / "a.mhtml"), LeftOut)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 400), st.binary(max_size=30))
def test_no_damage_stops_a_run(tmp_path, place, bytes_there):
    data = saved(PAGE.encode(), "8bit")
    (tmp_path / "a.mhtml").write_bytes(data[:place] + bytes_there + data[place + len(bytes_there) :])
    assert len(list(collect([str(tmp_path / "a.mhtml")]))) == 1
