"""A build on a Ray cluster of two workers, one of them killed half way, beside the same build without one.

``python -m benchmarks.cluster --reports 300`` writes a pile of short reports (``benchmarks.soakpile``) and builds it three times with
the command that users type: with two processes, with ``--engine daft`` on this machine, and with ``--engine daft --ray`` on a
cluster of two workers on this machine, whose first is ended, with all its processes and no warning, when some of its results are
written. It prints

``same_daft``, ``same_ray``     whether the exports are those of the build with two processes, to the byte
``different``                   files of the exports that are not the same on the cluster
``lost``                        publications that the cluster's ledger lacks
``problems``                    what ``trackrecord verify`` finds in it
``killed_at``                   files of results that were written when the worker was killed, of eight a portion of 256 reports
``pool_seconds``, ``daft_seconds``, ``ray_seconds``   wall time of each build, the start of the cluster left out
``daft_ratio``                  the second over the first

It ends with 1 where something is not the same, lost or wrong, or no worker was killed. Ray and Daft must be installed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.soak import exported, held_against
from benchmarks.soakpile import Pile, write_pile
from trackrecord import __version__

_ROOT = Path(__file__).parent.parent
_OBJECTS = 100 * 2**20  # bytes of shared memory a worker: what is done goes through files


def built(pile: Pile, ledger: Path, *engine: str) -> float:
    """Build the pile into *ledger* by the command line; return the seconds it took. Raises where the command fails."""
    started = time.perf_counter()
    subprocess.run(_command(pile, ledger, *engine), cwd=_ROOT, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def _command(pile: Pile, ledger: Path, *engine: str) -> list[str]:
    words = [sys.executable, "-m", "trackrecord", "build", str(pile.folder)]
    return [*words, "--ledger", str(ledger), "--workers", "2", *engine]


def built_on_a_cluster(pile: Pile, ledger: Path, half: int) -> tuple[float, int]:
    """Build on two workers and end one when *half* files of results are written; return the seconds, and how many there were.

    None was ended where the number is 0. Raises where the build fails.
    """
    import ray
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "include_dashboard": False, "object_store_memory": _OBJECTS}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=_OBJECTS) for _ in range(2)]
    cluster.wait_for_nodes()
    killed_at = 0
    started = time.perf_counter()
    log = ledger.with_suffix(".log")
    try:
        with open(log, "wb") as out:
            child = subprocess.Popen(
                _command(pile, ledger, "--engine", "daft", "--ray", cluster.address),
                cwd=_ROOT,
                stdout=out,
                stderr=out,
                env={**os.environ, "RAY_DEDUP_LOGS": "0"},
            )
        while child.poll() is None:
            written = len(list(ledger.parent.glob("trackrecord-plan-*/*/out/**/*.parquet")))
            if written >= half and not killed_at:
                cluster.remove_node(nodes[0], allow_graceful=False)
                killed_at = written
                print(f"one of two workers killed, {written} files written", file=sys.stderr, flush=True)
            time.sleep(0.1)
        if child.returncode:
            raise RuntimeError(f"the build ended with {child.returncode}: {log.read_text()[-2000:]}")
        return time.perf_counter() - started, killed_at
    finally:
        ray.shutdown()
        cluster.shutdown()


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--half", type=int, default=3, help="files of results after which a worker is killed, of eight"
    )
    parser.add_argument("--no-daft", action="store_true", help="leave out Daft without a cluster")
    given = parser.parse_args(argv)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pile = write_pile(folder / "pile", given.reports, seed=given.seed)
        pool = built(pile, folder / "pool.db")
        figures["pool_seconds"] = round(pool, 1)
        want = exported(folder / "pool.db")
        print(figures, file=sys.stderr, flush=True)
        if not given.no_daft:
            daft = built(pile, folder / "daft.db", "--engine", "daft")
            figures |= {"daft_seconds": round(daft, 1), "daft_ratio": round(daft / pool, 2)}
            figures["same_daft"] = exported(folder / "daft.db") == want
            print(figures, file=sys.stderr, flush=True)
        seconds, killed_at = built_on_a_cluster(pile, folder / "ray.db", given.half)
        held = held_against(pile, folder / "ray.db")
        figures |= {
            "ray_seconds": round(seconds, 1),
            "killed_at": killed_at,
            "same_ray": (found := exported(folder / "ray.db")) == want,
            "different": sorted(name for name in want if found.get(name) != want[name]),
            "lost": held["lost"],
            "problems": held["problems"],
        }
    figures |= {"seconds_cpu": round(sum(os.times()[:4]), 1), "items": given.reports, "version": __version__}
    print(json.dumps(figures))
    fine = figures["same_ray"] and figures.get("same_daft", True) and not (held["lost"] or held["problems"])
    return 0 if fine and killed_at else 1


if __name__ == "__main__":
    sys.exit(main())
