"""The web archive of what was fetched: a replay program's library reads it, and so do we."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from warcio.archiveiterator import ArchiveIterator

from benchmarks.site import Site, article
from trackrecord import Ledger
from trackrecord.collect import collect
from trackrecord.collect.web.fetched import Wanted
from trackrecord.collect.web.fetching import Manners
from trackrecord.engine.collecting import fetch
from trackrecord.errors import SourceError
from trackrecord.export.warc import write_warc
from trackrecord.types import LeftOut

PATHS = ("/moved/3", "/gzipped", "/chunked", "/missing", "/news/1")


@pytest.fixture(scope="module")
def fetched(tmp_path_factory):
    ledger = tmp_path_factory.mktemp("warc") / "record.db"
    with Site(5) as site:
        manners = Manners(delay=0, tries=1, allow=(site.address,))
        fetch([Wanted(site.url(path), "page") for path in PATHS], ledger, manners=manners)
        yield site, ledger


@pytest.fixture
def written(fetched, tmp_path):
    site, ledger = fetched
    file = tmp_path / "evidence.warc.gz"
    with Ledger.open(ledger, read_only=True) as record:
        count = write_warc(record, file)
    return site, file, count


def test_every_answer_is_in_it_with_request_redirects_and_whole_digests(written):
    site, file, count = written
    assert count == len(PATHS) + 1  # robots.txt is evidence, too
    with file.open("rb") as stream:
        found = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            url = record.rec_headers.get_header("WARC-Target-URI")
            status = record.http_headers.get_statuscode() if record.http_headers else None
            found.append((record.rec_type, url, status if record.rec_type == "response" else None))
            record.content_stream().read()
    responses = {(url, status) for kind, url, status in found if kind == "response"}
    assert (site.url("/moved/3"), "301") in responses
    assert (site.url("/news/3"), "200") in responses
    assert (site.url("/missing"), "404") in responses
    assert (site.url("/robots.txt"), "200") in responses
    assert sum(kind == "request" for kind, _, _ in found) == count
    assert found[0][0] == "warcinfo"


def test_the_pages_come_out_as_they_came_in(written):
    site, file, _ = written
    reports = [item for item in collect([str(file)]) if not isinstance(item, LeftOut)]
    by_url = {report.url: report for report in reports}
    assert by_url[site.url("/news/1")].data == article(1).encode()
    assert set(by_url) == {site.url(path) for path in ("/news/3", "/gzipped", "/chunked", "/news/1")}
    assert (
        hashlib.sha256(by_url[site.url("/gzipped")].data).hexdigest() == by_url[site.url("/gzipped")].sha256
    )


def test_the_same_ledger_gives_the_same_bytes(fetched, tmp_path):
    _, ledger = fetched
    for name in ("a.warc.gz", "b.warc.gz"):
        with Ledger.open(ledger, read_only=True) as record:
            write_warc(record, tmp_path / name)
    assert (tmp_path / "a.warc.gz").read_bytes() == (tmp_path / "b.warc.gz").read_bytes()


def test_each_record_is_a_member_of_its_own(written):
    _, file, _ = written
    data = file.read_bytes()
    assert data.count(b"\x1f\x8b\x08") >= 2 * len(PATHS)
    assert gzip.decompress(data).startswith(b"WARC/1.1\r\n")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(fetched, tmp_path):
    _, ledger = fetched
    (tmp_path / "folder.warc.gz").mkdir()
    with Ledger.open(ledger, read_only=True) as record, pytest.raises(SourceError, match="cannot be written"):
        write_warc(record, tmp_path / "folder.warc.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.warc.gz"]
