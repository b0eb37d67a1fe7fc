"""Collecting a hostile site over loopback, killed and gone on with: is every good page recorded once, and nothing else touched?

``python -m benchmarks.collecting --kills 50`` serves ``benchmarks.site`` (300 pages, feeds, sitemaps, robots.txt; slow,
flaky, redirecting, looping, lying, swelling, leading inside), collects it in a process that is ended with SIGKILL at a
random time, again and again, and lets the last run finish and read. ``once`` is the share of the good pages that are in the
ledger exactly once; ``more`` counts what is there besides; ``forbidden`` what was asked that must not be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.site import Site
from trackrecord import __version__
from trackrecord.collect.web.fetching import Manners

_SOURCES = ("/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml")
_ROOT = Path(__file__).parent.parent


def MANNERS(allow: tuple[str, ...]) -> Manners:  # noqa: N802  (it stands for the class, with what loopback needs)
    """Return manners without pauses, for a server of one's own."""
    return Manners(contact="benchmark", delay=0, back_off=0.01, whole=2.0, read=1.0, allow=allow)


@dataclass
class Done:
    """What a collection took: how often it was killed and the most memory of any process (MB)."""

    kills: int = 0
    runs: int = 0
    peak_mb: float = 0.0


def collect_until_done(site: Site, ledger: Path, *, kills: int, seed: int, longest: float) -> Done:
    """Collect *site* into *ledger*, killing so many runs at a random moment of *longest* seconds; then finish and read."""
    rng = random.Random(seed)
    done = Done()
    while done.kills < kills:
        child = _start(site, ledger, read=False)
        time.sleep(rng.uniform(0.3, longest))
        child.send_signal(signal.SIGKILL)
        status, used = _wait(child)
        done.kills += os.WIFSIGNALED(status)
        _count(done, used)
        if not os.WIFSIGNALED(status):
            longest *= 0.7  # it was through before it could be killed: be quicker
    # Addresses that fail for now are tried again by later runs; the last one reads.
    for read in (False, True):
        child = _start(site, ledger, read=read)
        status, used = _wait(child)
        _count(done, used)
        if status:
            raise RuntimeError("the last run ended with an error")
    return done


def _start(site: Site, ledger: Path, *, read: bool) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "benchmarks.collecting", "--child", site.address, "--ledger", str(ledger)]
    return subprocess.Popen([*words, *(["--read"] if read else [])], cwd=_ROOT, start_new_session=True)


def _wait(child: subprocess.Popen[bytes]) -> tuple[int, float]:
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    return status, usage.ru_maxrss / 1000


def _count(done: Done, peak: float) -> None:
    done.runs += 1
    done.peak_mb = max(done.peak_mb, peak)


def recorded(ledger: Path) -> Counter[str]:
    """Return how many publications each address has in the ledger."""
    connection = sqlite3.connect(ledger)
    try:
        return Counter(url for (url,) in connection.execute("SELECT url FROM publication"))
    finally:
        connection.close()


def _child(address: str, ledger: str, *, read: bool) -> None:
    from trackrecord.engine.collecting import fetch, read_fetched, sources_of

    named = sources_of([f"http://{address}{path}" for path in _SOURCES])
    fetch(named.wanted, ledger, manners=MANNERS((address,)))
    if read:
        read_fetched(ledger)


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=8.0, help="seconds within which a run is killed")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--ledger", help=argparse.SUPPRESS)
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.child:
        _child(options.child, options.ledger, read=options.read)
        return
    began = time.process_time(), sum(os.times()[2:4])
    with tempfile.TemporaryDirectory() as folder, Site(options.pages, seed=options.seed) as site:
        ledger = Path(folder) / "record.db"
        done = collect_until_done(
            site, ledger, kills=options.kills, seed=options.seed, longest=options.longest
        )
        found = recorded(ledger)
        forbidden = sum(site.inside.values()) + sum(
            n for path, n in site.asked.items() if path.startswith("/private/")
        )
        doubled = [url for url, count in found.items() if count > 1]
        print(
            json.dumps(
                {
                    "once": round(100 * sum(found[url] == 1 for url in site.good) / len(site.good), 2),
                    "doubled": len(doubled),
                    "more": len(found.keys() - site.good),
                    "forbidden": forbidden,
                    "kills": done.kills,
                    "runs": done.runs,
                    "requests": sum(site.asked.values()),
                    "peak_mb": round(done.peak_mb),
                    "seconds_cpu": round(time.process_time() - began[0] + sum(os.times()[2:4]) - began[1], 2),
                    "items": len(site.good),
                    "version": __version__,
                }
            )
        )


if __name__ == "__main__":
    main()
