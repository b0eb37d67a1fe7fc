"""Sources to raw reports: every kind of file, every kind of bad input."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from trackrecord.collect import Limits, collect
from trackrecord.types import LeftOut, RawReport

TEXT = "The two sides met in the capital on Monday.\n\nNeither would say what was agreed.\n"


def taken(*sources: Path | str, **options: object) -> list[RawReport]:
    items = list(collect([str(source) for source in sources], **options))  # type: ignore[arg-type]
    assert not [item for item in items if isinstance(item, LeftOut)]
    return [item for item in items if isinstance(item, RawReport)]


def left(*sources: Path | str, **options: object) -> list[LeftOut]:
    items = collect([str(source) for source in sources], **options)  # type: ignore[arg-type]
    return [item for item in items if isinstance(item, LeftOut)]


def write(file: Path, content: str | bytes = TEXT) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def test_a_text_file_is_one_report_with_its_bytes(tmp_path: Path) -> None:
    file = write(tmp_path / "talks.txt")
    [report] = taken(file)
    assert report.text == TEXT
    assert report.markup == "text"
    assert report.path == "talks.txt"
    assert report.location == str(file)
    assert report.data == TEXT.encode()
    assert report.sha256 == hashlib.sha256(report.data).hexdigest()


def test_folders_are_read_in_the_order_of_names_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.html", ".hidden.txt", ".git/x.txt", "c.TXT"):
        write(tmp_path / "pile" / name, "<html><p>Hello</p></html>" if name.endswith("html") else TEXT)
    paths = [report.path for report in taken(tmp_path / "pile")]
    assert paths == ["pile/a/y.html", "pile/a/z.txt", "pile/b.txt", "pile/c.TXT"]


def test_the_order_of_sources_does_not_matter_and_overlaps_count_once(tmp_path: Path) -> None:
    one, two = write(tmp_path / "d" / "one.txt"), write(tmp_path / "d" / "two.txt", TEXT + "More.")
    forward = taken(tmp_path / "d", one, two)
    assert taken(two, tmp_path / "d", one, one) == forward
    assert [report.path for report in forward] == ["d/one.txt", "d/two.txt"]


def test_collecting_is_lazy_and_survives_a_folder_that_vanishes(tmp_path: Path) -> None:
    write(tmp_path / "d" / "a.txt")
    later = write(tmp_path / "d" / "b.txt")
    items = collect([str(tmp_path / "d")])
    assert isinstance(next(items), RawReport)
    later.unlink()
    [gone] = list(items)
    assert isinstance(gone, LeftOut)
    assert gone.location == str(later)
    assert "no such file" in gone.cause


def test_readme_and_licence_are_no_reports_unless_named(tmp_path: Path) -> None:
    for name in ("README.md", "readme.txt", "LICENSE", "CHANGELOG.md", "a.txt"):
        write(tmp_path / "d" / name)
    assert [report.path for report in taken(tmp_path / "d")] == ["d/a.txt"]
    assert [report.path for report in taken(tmp_path / "d" / "readme.txt")] == ["readme.txt"]


def test_the_files_a_browser_saves_beside_a_page_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "d" / "page.html", "<html><p>Hello</p></html>")
    write(tmp_path / "d" / "page_files" / "script.js", "x()")
    write(tmp_path / "d" / "other_files" / "note.txt")
    assert [report.path for report in taken(tmp_path / "d")] == ["d/other_files/note.txt", "d/page.html"]


def test_other_kinds_of_files_are_left_out_by_name(tmp_path: Path) -> None:
    write(tmp_path / "d" / "table.xlsx")
    write(tmp_path / "d" / "a.txt")
    [item] = left(tmp_path / "d")
    assert item.location.endswith("table.xlsx")
    assert "kind of file" in item.cause
    assert ".txt" in item.step


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "d" / "a.txt")
    (tmp_path / "d" / "loop").symlink_to(tmp_path / "d", target_is_directory=True)
    (tmp_path / "d" / "self.txt").symlink_to(tmp_path / "d" / "self.txt")
    items = list(collect([str(tmp_path / "d")]))
    assert [item.path for item in items if isinstance(item, RawReport)] == ["d/a.txt"]
    assert [Path(item.location).name for item in items if isinstance(item, LeftOut)] == ["self.txt"]


def test_folders_nested_deeper_than_python_calls(tmp_path: Path) -> None:
    deep = tmp_path / "d"
    deep.mkdir()
    for _ in range(500):
        deep /= "f"
        deep.mkdir()
    write(deep / "a.txt")
    assert len(taken(tmp_path / "d")) == 1


@pytest.mark.parametrize("name", ["missing.txt", "missing", "a\0b"])
def test_a_source_that_is_not_there_is_left_out(tmp_path: Path, name: str) -> None:
    [item] = left(f"{tmp_path}/{name}")
    assert item.location.endswith(name)
    assert item.step


def test_a_pipe_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [item] = left(tmp_path / "pipe.txt")
    assert "regular file" in item.cause


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt").chmod(0)
    [item] = left(tmp_path / "secret.txt")
    assert "not permitted" in item.cause


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file_is_left_out(tmp_path: Path, content: bytes) -> None:
    [item] = left(write(tmp_path / "empty.txt", content))
    assert "empty" in item.cause


def test_a_binary_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "d" / "image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20)
    write(tmp_path / "d" / "paper.txt", b"%PDF-1.7\n" + b"stream" * 50)
    causes = [item.cause for item in left(tmp_path / "d")]
    assert "binary" in causes[0]
    assert "PDF" in causes[1]


def test_a_report_over_the_bound_is_left_out(tmp_path: Path) -> None:
    limits = Limits(report_bytes=100)
    assert len(taken(write(tmp_path / "fits.txt", "a" * 100), limits=limits)) == 1
    [item] = left(write(tmp_path / "large.txt", "a" * 101), limits=limits)
    assert "larger than 100 bytes" in item.cause


def test_five_megabytes_is_the_bound_unless_told_otherwise(tmp_path: Path) -> None:
    [item] = left(write(tmp_path / "large.txt", b"word " * 1_000_001))
    assert "5 MB" in item.cause


class TestGzip:
    def test_a_compressed_page_and_text(self, tmp_path: Path) -> None:
        page = gzip.compress(b"<html><p>Hello</p></html>", mtime=0)
        write(tmp_path / "d" / "page.html.gz", page)
        write(tmp_path / "d" / "text.txt.gz", gzip.compress(b"First. ") + gzip.compress(b"Second."))
        first, second = taken(tmp_path / "d")
        assert (first.markup, first.text, first.data) == ("html", "<html><p>Hello</p></html>", page)
        assert second.text == "First. Second."

    def test_one_that_swells_past_the_bound(self, tmp_path: Path) -> None:
        [item] = left(write(tmp_path / "bomb.txt.gz", gzip.compress(b"a" * 50_000_000)))
        assert "decompresses to more than 5 MB" in item.cause

    def test_one_that_is_none(self, tmp_path: Path) -> None:
        [item] = left(write(tmp_path / "plain.txt.gz", TEXT))
        assert "not gzip" in item.cause
        [item] = left(write(tmp_path / "plain.jsonl.gz", '{"text": "a"}\n'))
        assert "not gzip" in item.cause

    @pytest.mark.parametrize("name", ["cut.txt.gz", "cut.jsonl.gz"])
    def test_one_that_is_cut_short(self, tmp_path: Path, name: str) -> None:
        [item] = left(write(tmp_path / name, gzip.compress(os.urandom(5000))[:-700]))
        assert "damaged or cut short" in item.cause

    def test_lines_before_the_damage_are_taken(self, tmp_path: Path) -> None:
        lines = "".join(json.dumps({"text": f"{n} " + "x" * 90_000}) + "\n" for n in range(40))
        packed = gzip.compress(lines.encode(), compresslevel=0)
        items = list(collect([str(write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))]))
        assert len(items) > 5
        assert all(isinstance(item, RawReport) for item in items[:-1])
        assert isinstance(items[-1], LeftOut)


class TestLines:
    def test_what_a_line_states(self, tmp_path: Path) -> None:
        record = {
            "id": 7,
            "text": "Text.",
            "url": "https://example.org/a",
            "publisher": " The  Herald ",
            "title": "Talks",
            "published": "2021-10-09T23:30:00-05:00",
        }
        [report] = taken(write(tmp_path / "a.jsonl", "\n" + json.dumps(record) + "\r\n"))
        assert report.path == "a.jsonl:2"
        assert report.location == f"{tmp_path}/a.jsonl:2"
        assert report.data == json.dumps(record).encode()
        assert (report.given_id, report.url, report.title) == ("7", "https://example.org/a", "Talks")
        assert (report.publisher, report.published) == ("The Herald", "2021-10-09")

    def test_html_in_a_line(self, tmp_path: Path) -> None:
        [report] = taken(write(tmp_path / "a.jsonl", '{"html": "<p>Hello</p>"}'))
        assert report.markup == "html"

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            ('{"text": "cut', "not valid JSON"),
            ("[1, 2]", "not a JSON object"),
            ("[" * 100_000, "not valid JSON"),
            ('{"title": "no text"}', "no text"),
            ('{"text": "  "}', "no text"),
            ('{"text": 5}', "no text"),
            ('{"n": ' + "9" * 5000 + "}", "not valid JSON"),
        ],
    )
    def test_a_bad_line_is_left_out_and_the_next_is_read(self, tmp_path: Path, line: str, cause: str) -> None:
        file = write(tmp_path / "a.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Three."}}\n')
        first, bad, third = list(collect([str(file)]))
        assert isinstance(first, RawReport)
        assert isinstance(third, RawReport)
        assert isinstance(bad, LeftOut)
        assert bad.location == f"{file}:2"
        assert cause in bad.cause
        assert third.path == "a.jsonl:3"

    def test_a_line_over_the_bound_is_skipped_and_the_next_is_read(self, tmp_path: Path) -> None:
        huge = json.dumps({"text": "x" * 10_000_000})
        file = write(tmp_path / "a.jsonl", huge + '\n{"text": "Small."}\n')
        bad, good = list(collect([str(file)]))
        assert isinstance(bad, LeftOut)
        assert (bad.location, good.path) == (f"{file}:1", "a.jsonl:2")  # type: ignore[union-attr]
        assert "longer than 5 MB" in bad.cause

    def test_a_refused_date_becomes_a_note(self, tmp_path: Path) -> None:
        [report] = taken(write(tmp_path / "a.jsonl", '{"text": "a", "published": "last Tuesday"}'))
        assert report.published is None
        [note] = report.notes
        assert "last Tuesday" in note

    def test_lone_surrogates_do_not_reach_the_report(self, tmp_path: Path) -> None:
        file = write(
            tmp_path / "a.jsonl", r'{"text": "a \ud800 b", "title": "\udfff", "publisher": "x\u0000y"}'
        )
        [report] = taken(file)
        assert (report.text + str(report.title) + str(report.publisher)).encode("utf-8")
        assert "\0" not in str(report.publisher)


class TestManifest:
    def test_a_table_speaks_of_files_in_its_folder_and_below(self, tmp_path: Path) -> None:
        write(tmp_path / "d" / "a.txt")
        write(tmp_path / "d" / "sub" / "b.txt")
        write(
            tmp_path / "d" / "list.csv",
            'file,publisher,title,published,url\na.txt,"Herald, The",A,2021-10-09,https://example.org/a\n'
            "sub/b.txt,Post,,2021-10,\n",
        )
        a, b = taken(tmp_path / "d")
        assert (a.publisher, a.title, a.published, a.url) == (
            "Herald, The",
            "A",
            "2021-10-09",
            "https://example.org/a",
        )
        assert (b.publisher, b.title, b.published, b.url) == ("Post", None, "2021-10", None)

    def test_the_nearest_manifest_goes_first_and_is_filled_in_from_above(self, tmp_path: Path) -> None:
        write(tmp_path / "d" / "sub" / "b.txt")
        write(tmp_path / "d" / "m.csv", "path;publisher;published\nsub/b.txt;Far;2020\n")
        write(tmp_path / "d" / "sub" / "m.jsonl", '{"file": "b.txt", "publisher": "Near"}\n')
        [b] = taken(tmp_path / "d")
        assert (b.publisher, b.published) == ("Near", "2020")

    def test_one_named_as_a_source_speaks_of_files_named_beside_it(self, tmp_path: Path) -> None:
        a = write(tmp_path / "a.txt")
        manifest = write(tmp_path / "m.jsonl", '{"filename": "a.txt", "publisher": "Herald"}\n')
        assert [report.publisher for report in taken(a, manifest)] == ["Herald"]
        assert [report.publisher for report in taken(a)] == [None]

    def test_rows_that_name_nothing_are_left_out_by_line(self, tmp_path: Path) -> None:
        write(tmp_path / "d" / "a.txt")
        write(tmp_path / "d" / "m.csv", "file,publisher\ngone.txt,X\n../a.txt,X\n,X\na.txt,Herald\n")
        items = list(collect([str(tmp_path / "d")]))
        assert [item.location.rpartition(":")[2] for item in items if isinstance(item, LeftOut)] == [
            "2",
            "3",
            "4",
        ]
        assert [item.publisher for item in items if isinstance(item, RawReport)] == ["Herald"]

    def test_a_bad_date_in_a_manifest_becomes_a_note(self, tmp_path: Path) -> None:
        write(tmp_path / "d" / "a.txt")
        write(tmp_path / "d" / "m.csv", "file,published\na.txt,2021-02-30\n")
        [report] = taken(tmp_path / "d")
        assert report.published is None
        assert "2021-02-30" in report.notes[0]

    def test_a_table_without_a_file_column_is_left_out(self, tmp_path: Path) -> None:
        [item] = left(write(tmp_path / "numbers.csv", "year,count\n2021,5\n"))
        assert "without a column" in item.cause

    def test_lines_with_text_are_reports_though_they_name_a_file(self, tmp_path: Path) -> None:
        [report] = taken(write(tmp_path / "a.jsonl", '{"file": "x.txt", "text": "Hello."}\n'))
        assert report.text == "Hello."


class TestStandardInput:
    def test_plain_text(self) -> None:
        [report] = taken("-", stdin=io.BytesIO(TEXT.encode()))
        assert (report.path, report.location, report.markup, report.text) == ("-", "-", "text", TEXT)

    def test_a_page(self) -> None:
        [report] = taken("-", stdin=io.BytesIO(b"\n<!DOCTYPE html><html><p>Hello</p></html>"))
        assert report.markup == "html"

    def test_lines_of_json(self) -> None:
        lines = b'\xef\xbb\xbf{"text": "One."}\n' + json.dumps({"text": "x" * 100_000}).encode() + b"\n"
        assert [report.path for report in taken("-", stdin=io.BytesIO(lines))] == ["-:1", "-:2"]

    @pytest.mark.parametrize(
        "content",
        [b"", b"\0\1\2\0", gzip.compress(b"a", mtime=0), b"a" * 5_000_001],
        ids=["empty", "binary", "gzip", "large"],
    )
    def test_bad_input_is_left_out(self, content: bytes) -> None:
        [item] = left("-", stdin=io.BytesIO(content))
        assert item.location == "-"
        assert item.cause
        assert item.step

    def test_a_closed_stream_is_left_out(self) -> None:
        stream = io.BytesIO(b"a")
        stream.close()
        assert left("-", stdin=stream)
