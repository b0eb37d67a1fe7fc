"""WACZ: its WARC files are read where they are, and no name in it opens a file."""

from __future__ import annotations

import zipfile

import pytest

from trackrecord.collect import collect
from trackrecord.types import LeftOut


def reports(path):
    items = list(collect([str(path)]))
    return [i for i in items if not isinstance(i, LeftOut)], [i for i in items if isinstance(i, LeftOut)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pages_come_from_the_archives_inside(tmp_path, warc, page, method):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", method) as file:
        file.writestr("pages/pages.jsonl", "{}\n")
        file.writestr("archive/data.warc.gz", warc() + warc(url="http://courier.example/second"))
        file.writestr("datapackage.json", "{}")
    found, left = reports(tmp_path / "a.wacz")
    assert [(r.path, r.url) for r in found] == [
        ("a.wacz/data.warc.gz:1", "http://courier.example/ferry"),
        ("a.wacz/data.warc.gz:2", "http://courier.example/second"),
    ]
    assert found[0].data == page
    assert not left


@pytest.mark.parametrize(
    "name",
    [
        "archive/../../escaped.warc",
        "/archive/root.warc",
        "archive/../x/../../../y.warc.gz",
        "C:\\archive\\a.warc",
    ],
)
def test_no_member_escapes(tmp_path, warc, name):
    inner = tmp_path / "deep" / "deeper"
    inner.mkdir(parents=True)
    with zipfile.ZipFile(inner / "a.wacz", "w") as file:
        file.writestr(name, warc(zipped=False))
    before = sorted(tmp_path.rglob("*"))
    reports(inner / "a.wacz")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_damaged_member_costs_no_other(tmp_path, warc):
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/a.warc.gz", warc())
        file.writestr("archive/b.warc.gz", warc(url="http://courier.example/second"))
    data = bytearray(path.read_bytes())
    place = data.index(b"archive/a.warc.gz") + 60
    data[place : place + 20] = bytes(20)
    path.write_bytes(bytes(data))
    found, left = reports(path)
    assert [r.url for r in found] == ["http://courier.example/second"]
    assert left


@pytest.mark.parametrize("data", [b"PK\x03\x04 and nothing", b"no zip at all", b""])
def test_what_is_no_zip_file_is_told(tmp_path, data):
    (tmp_path / "a.wacz").write_bytes(data)
    found, left = reports(tmp_path / "a.wacz")
    assert not found
    assert len(left) == 1


def test_a_zip_file_without_archives_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as file:
        file.writestr("readme.txt", "nothing")
    _, (left,) = reports(tmp_path / "a.wacz")
    assert "archive" in left.cause
