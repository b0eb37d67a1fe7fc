"""Where a build runs: what is refused before anything is read."""

from __future__ import annotations

from click.testing import CliRunner

from trackrecord.cli import cli


def test_a_cluster_needs_the_engine_that_runs_on_it(tmp_path):
    ledger = tmp_path / "record.db"
    done = CliRunner().invoke(cli, ["build", str(tmp_path), "--ledger", str(ledger), "--ray", "auto"])
    assert done.exit_code == 2
    assert "--ray needs --engine daft" in done.output
    assert not ledger.exists()


def test_an_engine_that_there_is_not_is_refused(tmp_path):
    done = CliRunner().invoke(
        cli, ["build", str(tmp_path), "--ledger", str(tmp_path / "r.db"), "--engine", "steam"]
    )
    assert done.exit_code == 2
