"""The dossier on a terminal: spans marked, nothing from a report acts, cuts told."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from trackrecord import Ledger, build
from trackrecord.show import dossier, print_dossier


def printed(data, everything=True, width=110):
    out = io.StringIO()
    print_dossier(
        data,
        Console(file=out, width=width, highlight=False, markup=False, emoji=False),
        everything=everything,
    )
    return out.getvalue()


@pytest.fixture(scope="session")
def data(built):
    with Ledger.open(built, read_only=True) as record:
        return dossier(record)


def test_the_span_is_marked_inside_its_sentence(data):
    text = printed(data)
    flat = " ".join(text.split())
    assert "▸" in flat
    for thread in data["commitments"]:
        for mention in thread["mentions"]:
            if mention["quote"] != mention["sentence"]:
                assert f"▸{' '.join(mention['quote'].split())}◂" in flat


def test_the_same_text_elsewhere_is_told(data):
    copied = [r for r in data["reports"] if r["also_published"]]
    assert [[o["publisher"] for o in r["also_published"]] for r in copied] == [["The Veddick Post"]]
    assert "the same text: The Veddick Post, 2027-03-07" in " ".join(printed(data).split())


def test_what_is_cut_is_told(data):
    many = data["parties"] + [
        {**data["parties"][0], "id": f"x{n}", "name": f"Party {n}", "anonymous": False, "kind": "person"}
        for n in range(40)
    ]
    assert "more parties (--all)" in printed(data | {"parties": many}, everything=False)
    assert "more parties" not in printed(data | {"parties": many}, everything=True)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_any_width_prints(data, width):
    assert "COMMITMENTS" in printed(data, width=width)


def test_nothing_in_a_report_acts_on_the_terminal(tmp_path):
    hostile = "[red]Minister[/red] Ana Ruiz said \x1b[31mthe \x07army\x1b]0;title\x07 would leave :boom: by Friday \u202egnirts.\n"
    line = {"text": hostile * 3, "publisher": "\x1b[2J[bold]Paper", "title": "\x1b[1mTitle"}
    (tmp_path / "hostile.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    build([tmp_path], tmp_path / "r.db")
    with Ledger.open(tmp_path / "r.db", read_only=True) as record:
        text = printed(dossier(record))
    assert not set("\x1b\x07\u202e") & set(text)
    assert "[red]Minister[/red]" in " ".join(text.split())


def test_as_of_a_day_before_all_reports_there_is_nothing(built):
    with Ledger.open(built, read_only=True) as record:
        early = dossier(record, as_of="1999-01-01")
    assert early["counts"]["reports"] == 0
    assert early["commitments"] == early["timeline"] == []
    assert "3 reports later than 1999-01-01 or without a date" in printed(early)
