"""CSV: nothing that a spreadsheet would run, and nothing lost on the way."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trackrecord.export.csv import export, inert
from trackrecord.ledger import Ledger

STARTERS = "=+-@\t\r\n＝＋－＠"


def exported(path, out_dir):
    with Ledger.open(path, read_only=True) as ledger:
        files = {file.name: file.read_bytes() for file in export(ledger, out_dir)}
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for name, content in files.items()
        if name.endswith(".csv")
    }


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "+1 555",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "－1",
        "＠a",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "\u200b=1",
        "'=1",
        "\ttext",
    ],
)
def test_what_a_spreadsheet_might_run_is_made_inert(text):
    assert inert(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "plain", "1 - 2", "a=b", "“-”", "'tis", "(−)", "https://example.org/?a=1"]
)
def test_what_no_spreadsheet_runs_is_left_alone(text):
    assert inert(text) == text


@given(text=st.text(alphabet=st.sampled_from("=+-@\t\r\n＝＠' a1\u200b") | st.characters(), max_size=12))
@example("''=1")
def test_an_inert_cell_starts_with_no_formula_and_gives_its_text_back(text):
    cell = inert(text)
    assert not cell.strip().startswith(tuple(STARTERS))
    assert not cell.startswith(tuple(STARTERS))
    # Dropping the one apostrophe that was put there is what gives the text back.
    assert (cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell) == text


@pytest.mark.parametrize("fill", ["\t" * 100_000, "'" * 100_000, "\u200b" * 100_000])
def test_hostile_cells_take_no_time(fill):
    assert inert(fill + "x").endswith("x")


def test_titles_cannot_run_and_numbers_stay_numbers(tmp_path, fill_with, make_record):
    path = fill_with(tmp_path / "record.db", make_record("Text.", title='=cmd|"/c calc"!A1'))
    tables = exported(path, tmp_path / "out")
    assert tables["report"][0]["title"] == '\'=cmd|"/c calc"!A1'
    assert tables["report"][0]["garble"] == "0"
    assert tables["span"][0]["start"] == "0"


@given(data=st.data())
@settings(max_examples=6)
def test_texts_and_numbers_come_back(data, drawn, fill_with, tmp_path_factory):
    folder = tmp_path_factory.mktemp("csv")
    path = fill_with(folder / "record.db", drawn(data, 2))
    tables = exported(path, folder / "out")
    with Ledger.open(path, read_only=True) as ledger:
        reports = list(ledger.rows("report"))
        figures = list(ledger.rows("figure"))
    assert [row["text"] for row in tables["report"]] == [inert(row["text"]) for row in reports]
    assert [float(row["value"]) for row in tables["figure"]] == [row["value"] for row in figures]
    for rows in tables.values():
        for row in rows:
            for cell in row.values():
                assert not cell.startswith(tuple(STARTERS)) or float(cell) < 0


def test_a_spreadsheet_is_told_that_it_is_utf8_and_line_breaks_stay_in_their_cell(
    tmp_path, fill_with, make_record
):
    text = "One line.\nAnother, with “Šárka”."
    path = fill_with(tmp_path / "record.db", make_record(text))
    with Ledger.open(path, read_only=True) as ledger:
        export(ledger, tmp_path / "out")
    content = (tmp_path / "out" / "report.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,text,")
    assert f'"{text}"'.encode() in content
    assert content.endswith(b"\r\n")


def test_the_readings_json_is_left_out(tmp_path, fill_with, make_record):
    tables = exported(fill_with(tmp_path / "record.db", make_record("Text.")), tmp_path / "out")
    assert list(tables["reading"][0]) == ["report", "version"]
