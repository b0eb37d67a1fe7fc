"""``trackrecord code``: rows of pairs in three forms, reports, and what is wrong with either."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trackrecord.cli.code import command
from trackrecord.errors import SourceError


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, arguments, input=stdin)


_TSV = 'id\tsentence\tsource\ttarget\na\tKenya "condemned" Somalia.\tKenya\tSomalia\n\nb\tKenya praised Norway.\tKenya\tNorway\n'
_CSV = 'Target,Sentence,Source\nSomalia,"Kenya condemned Somalia, it said.",Kenya\n'
_LINES = (
    '{"sentence": "Kenya condemned Somalia.", "source": [0, 5], "target": "Somalia"}\n\n'
    '{"sentence": "Kenya praised Norway.", "source": "Kenya", "target": [14, 20], "id": 7}\n'
)


@pytest.mark.parametrize(
    ("name", "text", "roots"),
    [
        ("r.tsv", _TSV, ["ACCUSE", "SUPPORT"]),
        ("r.csv", _CSV, ["ACCUSE"]),
        ("r.jsonl", _LINES, ["ACCUSE", "SUPPORT"]),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rows_of_every_form_are_coded(
    tmp_path: Path, name: str, text: str, roots: list[str], mark: str
) -> None:
    file = tmp_path / name
    file.write_text(mark + text, encoding="utf-8")
    result = run(str(file), "--json")
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["root"] for r in records] == roots
    assert [r["row"] for r in records] in ([1], [1, 2], [1, 3])
    assert records[0]["source"]["country"] == "KEN"
    assert run("-", "--json", stdin=(mark + text).encode()).stdout == result.stdout


def test_ids_are_handed_through() -> None:
    records = [json.loads(line) for line in run("-", "--json", stdin=_TSV.encode()).stdout.splitlines()]
    assert [r["id"] for r in records] == ["a", "b"]


def test_a_line_for_the_eye() -> None:
    assert (
        run("-", stdin=_CSV.encode()).stdout
        == "ACCUSE    Kenya [KEN GOV] → Somalia [SOM GOV]  (“condemned”, happened)\n"
    )


def test_bad_rows_are_named_and_stop_nothing(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(_LINES + '{"sentence": "Kenya", "source": "Peru", "target": "Kenya"}\n[1]\n{"sentence\n{"sentence": ""}\n'
                    '{"sentence": "Kenya", "source": [3, 1], "target": "Kenya"}\n', encoding="utf-8")  # fmt: skip
    result = run(str(file), "--json")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    for number, word in (
        (4, "does not occur"),
        (5, "not a JSON object"),
        (6, "not valid JSON"),
        (7, "no sentence"),
        (8, "no source"),
    ):
        assert any(f":{number}: " in line and word in line for line in result.stderr.splitlines()), number


def test_nothing_to_code_ends_with_three() -> None:
    assert run("-", stdin=b"sentence\tsource\ttarget\nKenya\tPeru\tLima\n").exit_code == 3
    assert run("-", stdin=b"").exit_code == 3


def test_a_table_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "r.tsv"
    file.write_bytes("sentence\tsource\ttarget\nKénya met Peru\tKénya\tPeru\n".encode("latin-1"))
    result = run(str(file))
    assert isinstance(result.exception, SourceError)
    assert "UTF-8" in str(result.exception)


def test_reports_are_coded_event_by_event(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Kenyan President Ida Holm met Norway's envoy in Paris on Tuesday.\n", encoding="utf-8"
    )
    result = run(str(tmp_path), "--json", "--published", "2024-05-08")
    record = json.loads(result.stdout.splitlines()[0])
    assert (record["root"], record["published"], record["date"]) == ("CONSULT", "2024-05-08", "2024-05-07")
    assert record["actors"][0]["country"] == "KEN"
    assert record["path"].endswith("a.txt")


def test_a_report_on_standard_input_and_one_without_events() -> None:
    assert "CONSULT" in run("-", stdin=b"The mayor met the owners in Port Ansel on Tuesday.\n").stdout
    quiet = run("-", stdin=b"It rained all day in the north of the country.\n")
    assert (quiet.exit_code, quiet.stdout) == (0, "")


def test_lines_of_reports_are_not_taken_for_rows() -> None:
    line = json.dumps({"text": "The mayor met the owners in Port Ansel on Tuesday."})
    assert '"report"' in run("-", "--json", stdin=line.encode()).stdout


def test_a_file_that_is_not_there_is_named() -> None:
    result = run("nowhere.tsv")
    assert isinstance(result.exception, SourceError)
    assert "nowhere.tsv" in str(result.exception)
