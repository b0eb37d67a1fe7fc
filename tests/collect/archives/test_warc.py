"""Records to reports: what is a page, what is not, what is broken, and how much may be held."""

from __future__ import annotations

import gzip
import tracemalloc

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.archives import read_archive
from benchmarks.brokenwarc import BREAKS, record, write_archive
from trackrecord.collect import Which, collect
from trackrecord.collect.limits import Limits
from trackrecord.types import LeftOut

HTML = ("Content-Type", "text/html; charset=utf-8")


@pytest.fixture
def read(tmp_path):
    """A function that writes an archive and returns its reports and what was left out."""

    def one(data: bytes, name: str = "a.warc.gz", **options):
        (tmp_path / name).write_bytes(data)
        items = list(collect([str(tmp_path / name)], **options))
        return [i for i in items if not isinstance(i, LeftOut)], [i for i in items if isinstance(i, LeftOut)]

    return one


@pytest.mark.parametrize("zipped", [True, False])
def test_a_page_comes_with_its_address_its_bytes_and_its_place(read, warc, page, zipped):
    data = warc(
        b"first",
        url="http://courier.example/robots.txt",
        fields=(("Content-Type", "text/plain"),),
        zipped=zipped,
    )
    (report,), left = read(data + warc(zipped=zipped), "a.warc")
    assert report.data == page
    assert report.url == "http://courier.example/ferry"
    assert report.path == "a.warc:2"
    assert report.markup == "html"
    assert not left


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress, "gzip"),
        (lambda data: gzip.compress(gzip.compress(data)), "gzip, gzip"),
        (brotli.compress, "br"),
    ],
    ids=["gzip", "twice", "brotli"],
)
def test_content_encodings_are_taken_off(read, warc, page, body, encoding):
    (report,), left = read(warc(body(page), fields=(HTML, ("Content-Encoding", encoding))))
    assert report.data == page
    assert not left


@pytest.mark.parametrize(
    "field",
    [
        ("Transfer-Encoding", "chunked"),
        ("Content-Encoding", "gzip"),
        ("Content-Encoding", "br"),
        ("Content-Encoding", "zstd"),
        ("Content-Encoding", "UTF-8"),
        ("Content-Length", "10"),
    ],
)
def test_a_page_that_was_recorded_unpacked_is_read_whatever_its_fields_still_say(read, warc, page, field):
    (report,), left = read(warc(fields=(HTML, field)))
    assert report.data == page
    assert not left


@pytest.mark.parametrize("status", ["HTTP/2 200", "HTTP/3 200 OK", "HTTP/1.0 200 OK"])
def test_answers_of_every_version_of_http_are_read(read, warc, page, status):
    data = gzip.decompress(warc(warc={"WARC-Block-Digest": "none:"}))
    head, _, rest = data.partition(b"HTTP/1.1 200 OK")
    head = head.replace(b"Content-Length: ", b"X: ")
    block = status.encode() + rest.removesuffix(b"\r\n\r\n")
    head = head.removesuffix(b"\r\n") + b"Content-Length: %d\r\n\r\n" % len(block)
    (report,), left = read(head + block + b"\r\n\r\n", "a.warc")
    assert report.data == page
    assert not left


def test_the_charset_of_the_answer_is_believed(read, warc):
    body = "<html><body><p>Прямая речь мэра города была коротка.</p></body></html>".encode("windows-1251")
    (report,), _ = read(warc(body, fields=(("Content-Type", "text/html; charset=windows-1251"),)))
    assert "Прямая речь" in report.text
    assert report.encoding == "cp1251"


@pytest.mark.parametrize(
    "what",
    [
        {"status": "404 Not Found"},
        {"status": "301 Moved", "fields": (HTML, ("Location", "/elsewhere"))},
        {"fields": (("Content-Type", "image/png"),)},
        {"fields": (("Content-Type", "application/javascript"),)},
        {"kind": "metadata"},
        {"url": "dns:courier.example"},
        {"url": "file:///etc/passwd", "kind": "resource"},
    ],
)
def test_what_is_no_page_passes_without_a_word(read, warc, what):
    (report,), left = read(warc(**what) + warc())
    assert report.path == "a.warc.gz:2"
    assert not left


def test_a_text_of_a_page_is_a_report(read, warc):
    text = b"The mayor of Tolmere promised to reopen the school by May."
    (report,), _ = read(warc(text, kind="conversion", warc={"Content-Type": "text/plain"}))
    assert (report.markup, report.text) == ("text", text.decode())


def test_a_page_that_the_archive_cut_says_so(read, warc):
    (report,), _ = read(warc(warc={"WARC-Truncated": "length"}))
    assert report.notes == ("the archive holds only a part of the page (cut for length)",)


@pytest.mark.parametrize(
    ("which", "taken"),
    [
        (Which(), [1, 2, 3]),
        (Which(hosts=("courier.example",)), [1, 3]),
        (Which(urls=("*/ferry",)), [1]),
        (Which(since="2024-03-02"), [2, 3]),
        (Which(since="2024-03-02", until="2024-03-02"), [2]),
        (Which(languages=("en",)), [1, 2]),
    ],
)
def test_records_are_picked_by_host_address_day_and_language(read, warc, page, which, taken):
    french = page.replace(b'lang="en"', b'lang="fr"')
    data = (
        warc(warc={"WARC-Date": "2024-03-01T10:00:00Z"})
        + warc(url="https://other.example/a", warc={"WARC-Date": "2024-03-02T10:00:00Z"})
        + warc(french, url="https://www.courier.example/b", warc={"WARC-Date": "2024-03-03T10:00:00Z"})
    )
    reports, left = read(data, which=which)
    assert [report.path for report in reports] == [f"a.warc.gz:{number}" for number in taken]
    assert not left


@pytest.mark.parametrize("zipped", [True, False])
def test_of_many_records_with_broken_ones_no_good_one_is_lost_and_each_broken_one_is_told(tmp_path, zipped):
    file = tmp_path / "many.warc"
    broken = write_archive(file, 400, zipped=zipped, every=8)
    assert set(broken.values()) == set(BREAKS)
    counts = read_archive(file, 400, broken)
    assert counts == {"good": 350, "broken": 50, "lost": 0, "silent": 0, "made_up": 0}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), zipped=st.booleans())
def test_damage_in_one_record_costs_no_other(tmp_path, data, zipped):
    records = [record(number, zipped=zipped) for number in range(3)]
    broken = bytearray(records[1])
    start = data.draw(st.integers(0, len(broken) - 1))
    broken[start : start + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=60))
    file = tmp_path / "a.warc"
    file.write_bytes(records[0] + bytes(broken) + records[2])
    items = list(collect([str(file)]))
    numbers = [item.url.rpartition("/")[2] for item in items if not isinstance(item, LeftOut) and item.url]
    assert numbers[0] == "0"
    assert numbers[-1] == "2"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"WARC/1.1\r\nContent-Length: 5\r\n\r\n"]),
)
def test_no_bytes_whatever_stop_a_run(tmp_path, rest, head):
    file = tmp_path / "a.warc"
    file.write_bytes(head + rest)
    assert all(isinstance(item, LeftOut) for item in collect([str(file)]))


def test_an_archive_cut_off_in_the_middle_gives_what_it_holds(read, warc):
    data = warc() + warc()
    reports, left = read(data[:-40])
    assert [report.path for report in reports] == ["a.warc.gz:1"]
    assert "cut short" in left[0].cause


def test_a_digest_that_does_not_hold_is_told(read, warc):
    data = gzip.decompress(warc()).replace(b"Monday", b"Sunday")
    reports, (left,) = read(gzip.compress(data))
    assert not reports
    assert "digest" in left.cause


def test_a_record_that_swells_is_refused_and_the_next_one_read(read, warc):
    bomb = warc(gzip.compress(bytes(50_000_000)), fields=(HTML, ("Content-Encoding", "gzip")))
    tracemalloc.start()
    try:
        (report,), (left,) = read(bomb + warc())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.path == "a.warc.gz:2"
    assert left.location.endswith(":1")
    assert most < 20_000_000


def test_a_record_that_is_too_large_is_told_and_never_held(read, warc):
    big = warc(b"<p>" + b"word " * 4_000_000)
    tracemalloc.start()
    try:
        (report,), (left,) = read(big + warc(), limits=Limits(100_000))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.path == "a.warc.gz:2"
    assert "more than 100 kB" in left.cause
    assert most < 5_000_000


@pytest.mark.parametrize(
    "header",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"WARC/1.0\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: secret\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_a_header_that_lies_is_told_and_passed_over(read, warc, header, zipped):
    odd = gzip.compress(header) if zipped else header + b"\r\n\r\n"
    (report,), left = read(odd + warc(zipped=zipped), "a.warc")
    assert report.url == "http://courier.example/ferry"
    assert len(left) == 1


def test_zstd_is_told_with_what_to_do(read):
    _, (left,) = read(b"\x28\xb5\x2f\xfd" + bytes(20), "a.warc")
    assert "zstd" in left.step


def test_an_archive_of_nothing_is_told(read):
    _, (left,) = read(b"", "a.warc")
    assert "without a record" in left.cause
