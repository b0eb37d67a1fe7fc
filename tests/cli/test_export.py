"""``trackrecord export`` as a user runs it."""

from __future__ import annotations

from click.testing import CliRunner

from trackrecord.cli import cli
from trackrecord.export import FORMATS


def run(*arguments):
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


def test_every_format_names_the_files_that_it_wrote(built, tmp_path):
    for name in FORMATS:
        ran = run(built, tmp_path / name, "--to", name)
        assert ran.exit_code == 0, ran.output
        written = {str(path) for path in (tmp_path / name).iterdir()}
        assert set(ran.stdout.splitlines()) == written
        assert f"{len(written)} files written" in ran.stderr


def test_a_claim_review_without_a_persons_status_says_what_to_do(built, tmp_path):
    ran = run(built, tmp_path / "out", "--to", "claimreview")
    assert ran.exit_code == 0
    assert "No status in this ledger was set by a person" in ran.stderr
    assert "trackrecord rule LEDGER THREAD set-status" in ran.stderr


def test_a_folder_in_use_is_refused(built, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    ran = run(built, tmp_path, "--to", "plover")
    assert ran.exit_code != 0
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_formats_are_named_in_the_help():
    ran = run("--help")
    assert all(name in ran.output for name in FORMATS)
