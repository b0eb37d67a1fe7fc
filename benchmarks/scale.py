"""Linking and weighing ledgers of growing size: time a report, memory, and the same work on Daft and on a Ray cluster.

``python -m benchmarks.scale --sizes 1000,10000`` makes ledgers of readings (``generated``: copies, stories, names that come
back; nothing is parsed) and links and weighs each in a process of its own, step by step as a build does. It prints:

``growth``               CPU time a report at the largest size over that at the smallest from which all windows are full
``peak_mb``              memory at the largest size while linking
``link_share``           CPU time of linking and weighing a report, in percent of that of reading as many words
``incremental_seconds``  CPU time until the record is whole again after 100 more reports came to the largest ledger
``daft_ratio``           wall time of building the examples as a Daft plan over that with a pool of as many processes
``steps``                milliseconds a report by step, for each size; ``again``: of linking all after the 100 came

``--ray`` adds a Ray cluster of two workers on this machine that reads the examples, of which one is killed half way:
``ray_same`` is whether the results are those of this process, ``ray_seconds`` how long it took. ``--no-daft`` leaves Daft out.
``--folder`` is where the ledgers are made and kept: one that is there is taken as it is, so that a run that was cut off goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.generated import readings
from trackrecord import __version__, build
from trackrecord.clean import clean
from trackrecord.collect import collect
from trackrecord.engine.build import relink
from trackrecord.engine.comparing import find_copies
from trackrecord.engine.plan import Plan
from trackrecord.engine.work import Done, clean_and_read
from trackrecord.ledger import Ledger
from trackrecord.link.figures import link_figures
from trackrecord.link.occasions import link_occasions
from trackrecord.link.parties import link_parties
from trackrecord.link.placing import place, stories_of
from trackrecord.link.threads import link_threads
from trackrecord.read.pipeline import read_report
from trackrecord.types import LeftOut, Links, Publication, RawReport, Reading
from trackrecord.weigh import histories, weigh

_MORE = 100  # reports that come to a ledger that is whole
_EXAMPLES = Path(__file__).parent.parent / "examples"
_T = TypeVar("_T")


def make(number: int, path: Path) -> None:
    """Write a ledger of *number* readings, unlinked, and 100 more beside it as pickled readings."""
    some = readings(number + _MORE)
    with Ledger.open(path, create=True) as record:
        record.connection.execute("PRAGMA synchronous = OFF")  # what is lost is made again
        for reading in islice(some, number):
            _add(record, reading)
    path.with_suffix(".more").write_bytes(pickle.dumps(list(some)))


def _add(record: Ledger, reading: Reading) -> None:
    report = reading.report
    data = report.text.encode()
    publication = Publication(
        report.id, sha256(data).hexdigest(), f"{report.id}.txt", None, report.publisher, None, report.published,
        report.published_basis, None, "utf-8", "text", data,
    )  # fmt: skip
    record.add(report, publication, reading, version=__version__)


def one(number: int, path: Path, *, copies: bool) -> dict[str, Any]:
    """Link and weigh a ledger of *number* readings, add 100, and do it again; return milliseconds a report, and memory."""
    some = range(0, number, max(1, number // 200))
    with Ledger.open(path) as record:
        steps, found = _link(record, number, copies=copies)
        peak = _mb()
        pile = record.pile()
        words = sum(len(pile[i].report.text.split()) for i in some) / len(some)
        for reading in pickle.loads(path.with_suffix(".more").read_bytes()):
            _add(record, reading)
        started = time.process_time()
        relink(record)
        again = time.process_time() - started
        print(f"{number} and {_MORE} more: {again:.1f} s", file=sys.stderr, flush=True)
    return {
        "number": number,
        "words": round(words),
        "steps": steps,
        "ms": round(sum(steps.values()), 3),
        "again": round(again, 1),
        "peak_mb": round(peak),
        "ledger_mb": round(path.stat().st_size / 1e6),
        "found": found,
    }


def _link(record: Ledger, number: int, *, copies: bool) -> tuple[dict[str, float], dict[str, int]]:
    """Link and weigh a ledger as a build does; return milliseconds a report by step, and how much was found."""
    steps: dict[str, float] = {}

    def step(name: str, work: Callable[[], _T]) -> _T:
        started = time.process_time()
        found = work()
        steps[name] = round(1000 * (time.process_time() - started) / number, 3)
        print(f"{number} {name}: {steps[name]} ms a report, {_mb():.0f} MB", file=sys.stderr, flush=True)
        return found

    pile = record.pile()
    groups = step("copies", lambda: find_copies(record.comparisons())) if copies else ()
    joins, parties = step("parties", lambda: link_parties(pile, groups))
    occasions = step("occasions", lambda: link_occasions(pile, parties, groups))
    figures = step("figures", lambda: link_figures(pile, parties, groups))
    threads = step("threads", lambda: link_threads(pile, parties))
    placed = step("stories", lambda: place(pile, groups))
    record.placements().keep({}, placed)
    links = Links(groups, joins, parties, occasions, figures, threads, stories_of(placed))
    findings = step("weigh", lambda: weigh(pile, links, None))
    changes = step("histories", lambda: list(histories(pile, links)))
    step("write", lambda: record.replace_links(links, findings, version=__version__, history=changes))
    return steps, {
        "copies": sum(len(g.copies) for g in groups), "parties": len(parties), "occasions": len(occasions),
        "figures": len(figures), "threads": len(threads), "stories": len(links.stories), "findings": len(findings),
    }  # fmt: skip


def _mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reading_ms(words: float) -> float:
    """Return the CPU milliseconds in which a report of so many words is cleaned and read, from the examples."""
    raws = list(_raws())
    read_report(clean(raws[0])[0])  # loads the models
    started = time.process_time()
    done = [d for d in map(clean_and_read, raws) if isinstance(d, Done)]
    seconds = time.process_time() - started
    return 1000 * seconds * words / sum(len(d.report.text.split()) for d in done)


def _raws() -> Iterator[RawReport]:
    for item in collect([str(_EXAMPLES)]):
        if not isinstance(item, LeftOut):
            yield item


def daft_ratio() -> float:
    """Return how long a build of the examples takes as a Daft plan, in times of what it takes a pool."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("pool", "daft"):
            started = time.perf_counter()
            if name == "pool":
                build([_EXAMPLES], Path(folder) / "pool.db", workers=2)
            else:
                with Plan(folder) as plan:
                    build([_EXAMPLES], Path(folder) / "daft.db", workers=2, run=plan.run)
            times.append(time.perf_counter() - started)
            print(f"{name}: {times[-1]:.1f} s", file=sys.stderr, flush=True)
    return times[1] / times[0]


def ray_run() -> dict[str, Any]:
    """Read the examples on a cluster of two workers, of which one is killed half way; compare with this process."""
    import ray
    from ray.cluster_utils import Cluster

    raws = list(_raws())
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    cluster.wait_for_nodes()
    started = time.perf_counter()
    killed: list[int] = []
    over = threading.Event()

    def kill(folder: Path) -> None:
        """Wait until some of the results are written, then kill a worker."""
        while not over.wait(0.2):
            if written := len(list(folder.rglob("out/**/*.parquet"))):
                cluster.remove_node(nodes[0], allow_graceful=False)
                killed.append(written)
                print(f"one of two workers killed, {written} files written", file=sys.stderr, flush=True)
                return

    try:
        with tempfile.TemporaryDirectory() as folder, Plan(folder, cluster.address) as plan:
            thread = threading.Thread(target=kill, args=(plan.folder,))
            thread.start()
            found = list(plan.run(clean_and_read, raws, 2, _none))
            over.set()
            thread.join()
        seconds = time.perf_counter() - started
    finally:
        ray.shutdown()  # this process is on the head, which goes last
        cluster.shutdown()
    return {
        "ray_seconds": round(seconds, 1),
        "ray_killed_at": killed,  # files of results that were written when the worker was killed
        "ray_same": found == [clean_and_read(raw) for raw in raws],
        "ray_reports": len(found),
    }


def _none(raw: RawReport) -> Done | LeftOut:
    return LeftOut(raw.location, "lost", "")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--one", type=int, help="link one ledger in this process")
    parser.add_argument("--make", type=int, help="make one ledger in this process")
    parser.add_argument("--folder", type=Path, help="keep the ledgers there")
    parser.add_argument("--no-copies", action="store_true", help="leave out the search for copies")
    parser.add_argument("--no-daft", action="store_true")
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--only-ray", action="store_true", help="nothing but the cluster")
    given = parser.parse_args()
    if given.make or given.one:
        path = given.folder / f"{given.make or given.one}.db"
        if given.make:
            make(given.make, path)
        else:
            print(json.dumps(one(given.one, path, copies=not given.no_copies)))
        return
    if given.only_ray:
        print(json.dumps(ray_run()))
        return
    started = time.perf_counter()
    sizes = [int(s) for s in given.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        piles = [_alone(size, folder, copies=not given.no_copies) for size in sizes]
    read = reading_ms(piles[-1]["words"])
    result = {
        "growth": round(piles[-1]["ms"] / piles[0]["ms"], 3),
        "peak_mb": piles[-1]["peak_mb"],
        "link_share": round(100 * piles[-1]["ms"] / read, 1),
        "reading_ms": round(read, 1),
        "incremental_seconds": piles[-1]["again"],
        "again": {p["number"]: p["again"] for p in piles},
        "steps": {p["number"]: p["steps"] for p in piles},
        "ms": {p["number"]: p["ms"] for p in piles},
        "mb": {p["number"]: p["peak_mb"] for p in piles},
        "ledger_mb": {p["number"]: p["ledger_mb"] for p in piles},
        "found": {p["number"]: p["found"] for p in piles},
        "words": piles[-1]["words"],
    }
    if not given.no_daft:
        result["daft_ratio"] = round(daft_ratio(), 2)
    if given.ray:
        result |= ray_run()
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    result |= {
        "items": sum(sizes),
        "seconds": round(time.perf_counter() - started, 1),
        "seconds_cpu": round(time.process_time() + use.ru_utime + use.ru_stime, 1),
        "version": __version__,
    }
    print(json.dumps(result))


def _alone(number: int, folder: Path, *, copies: bool) -> dict[str, Any]:
    """Make a ledger and link it, each in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--folder", str(folder)]
    # One thread for small matrix products: with more they wait for each other.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    if not (folder / f"{number}.more").exists():
        subprocess.run([*command, "--make", str(number)], check=True, env=alone)
    command += ["--one", str(number), *([] if copies else ["--no-copies"])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=alone)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
