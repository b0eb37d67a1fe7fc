"""A published folder: every link leads to a file that is there, and nothing foreign is overwritten."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from trackrecord import Ledger
from trackrecord.errors import TrackrecordError
from trackrecord.show.web.publishing import publish

_HREF = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'id="([^"]+)"')


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    out = tmp_path_factory.mktemp("published") / "site"
    with Ledger.open(built, read_only=True) as record:
        publish(record, out)
    return out


def broken(folder: Path) -> list[str]:
    ids = {page: set(_ID.findall(page.read_text("utf-8"))) for page in folder.rglob("*.html")}
    found = []
    for page in ids:
        for href in map(unescape, _HREF.findall(page.read_text("utf-8"))):
            if href.startswith(("http://", "https://", "data:")):
                continue
            path, _, place = href.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            if not target.is_file() or (place and target in ids and place not in ids[target]):
                found.append(f"{page.relative_to(folder)}: {href}")
    return found


def test_every_link_and_place_is_there(folder):
    assert len(list(folder.rglob("*.html"))) > 40
    assert broken(folder) == []


def test_as_of_a_day_what_came_later_is_not_in_it(built, tmp_path):
    with Ledger.open(built, read_only=True) as record:
        publish(record, tmp_path / "early", as_of="2027-03-03")
        later = [r.id for r in record.reports() if (r.published or "") > "2027-03-03"]
    assert later
    every = "".join(page.read_text("utf-8") for page in (tmp_path / "early").rglob("*.html"))
    assert [i for i in later if i in every] == []
    assert broken(tmp_path / "early") == []


def test_it_needs_no_server_and_runs_nothing(folder):
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<script" not in text
        assert "<form" not in text
        assert 'href="/' not in text
    assert not list(folder.rglob("*.js"))


def test_it_is_made_anew_and_is_the_same(built, folder):
    before = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    (folder / "stale.html").write_text("old", encoding="utf-8")
    with Ledger.open(built, read_only=True) as record:
        publish(record, folder)
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_folder_of_others_is_left_alone(built, tmp_path):
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    with Ledger.open(built, read_only=True) as record, pytest.raises(TrackrecordError, match="not made by"):
        publish(record, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]
    with Ledger.open(built, read_only=True) as record, pytest.raises(TrackrecordError, match="is no folder"):
        publish(record, tmp_path / "letters.txt")
    assert (tmp_path / "letters.txt").read_text("utf-8") == "dear"
