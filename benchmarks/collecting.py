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


def MANNERS(allow: tuple[str, ...], delay: float = 0.0) -> Manners:  # noqa: N802  (it stands for the class, with what loopback needs)
    """Return manners for a server of one's own, without pauses unless said."""
    return Manners(contact="benchmark", delay=delay, back_off=0.01, whole=1.0, read=0.8, allow=allow)


@dataclass
class Done:
    """What a collection took: how often it was killed, and how often before it had asked for all good pages; the most memory of any process (MB)."""

    kills: int = 0
    midway: int = 0
    runs: int = 0
    peak_mb: float = 0.0


def collect_until_done(
    site: Site, ledger: Path, *, kills: int, seed: int, longest: float, reading: bool = True
) -> Done:
    """Collect *site* into *ledger*, killing so many runs at a random moment of *longest* seconds from the first request; then finish, and read."""
    rng = random.Random(seed)
    done = Done()
    while done.kills < kills:
        before = sum(site.asked.values())
        child = _start(site, ledger, read=False)
        until = time.monotonic() + 60
        while sum(site.asked.values()) == before and _runs(child) and time.monotonic() < until:
            time.sleep(0.01)  # the process is still starting: there is nothing to interrupt yet
        time.sleep(rng.uniform(0, longest))
        os.kill(
            child.pid, signal.SIGKILL
        )  # it is not waited for yet, so the id is its own even where it has ended
        status, used = _wait(child)
        done.kills += os.WIFSIGNALED(status)
        done.midway += os.WIFSIGNALED(status) and len(site.asked.keys() & _paths(site)) < len(site.good)
        _count(done, used)
    # Addresses that fail for now are tried again by later runs; the last one reads.
    for read in (False, True) if reading else (False,):
        child = _start(site, ledger, read=read)
        status, used = _wait(child)
        _count(done, used)
        if status:
            raise RuntimeError("the last run ended with an error")
    return done


def _paths(site: Site) -> set[str]:
    return {url.partition(site.address)[2] for url in site.good}


def _start(site: Site, ledger: Path, *, read: bool) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "benchmarks.collecting", "--child", site.address, "--ledger", str(ledger)]
    return subprocess.Popen([*words, *(["--read"] if read else [])], cwd=_ROOT, start_new_session=True)


def _runs(child: subprocess.Popen[bytes]) -> bool:
    """Whether it runs still; looked at without waiting for it, so that its use of memory can be asked for later."""
    return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


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
    fetch(named.wanted, ledger, manners=MANNERS((address,), delay=0.03))
    if read:
        read_fetched(ledger)


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--longest",
        type=float,
        default=0.6,
        help="seconds from its first request within which a run is killed",
    )
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
                    "midway": done.midway,
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
