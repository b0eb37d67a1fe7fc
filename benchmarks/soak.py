"""A soak: a large pile with hostile reports in it goes through the whole pipeline, the power cut again and again.

``python -m benchmarks.soak --reports 50000`` writes a pile (``benchmarks.soakpile``: short reports, one in a hundred hostile) and
runs ``trackrecord build --workers 2`` over it as a user would, ending it with SIGKILL at random moments of reading and of
linking, and one of its workers now and then; the last run comes to its end. Then the ledger is held against what was written:

``lost``, ``doubled``        good reports that are not in it as often as they were published; that are in it twice
``unlisted``, ``mislisted``  hostile things of which nothing is told; what is listed as left out and must not be
``strangers``                publications that nothing in the pile should have become
``unnoted``                  publications of which the journal does not say where they come from
``problems``                 what ``trackrecord verify`` finds
``orphans``                  workers that went on after the run that started them was killed
``memory_growth``            most memory of a process in the last third of the longest run's reading over that in the second
``link_peak_mb``             most memory while linking; ``peak_mb`` while reading, all processes together

``--no-link`` leaves linking out; ``--compare`` builds the pile once more in one process and without a kill, and ``same`` is
whether the exports are equal to the byte. Linux only: memory and children are asked of ``/proc``. Ends with 1 where one of
the counts is not 0, or ``same`` is false.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.soakpile import Pile, write_pile
from trackrecord import Ledger, __version__, build
from trackrecord.export import writer

_ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"\bKQ[0-9]{7}\b")
_EVERY = 0.25  # seconds between two looks at a run
_GONE = 30.0  # seconds in which a worker must notice that it is alone
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6
COUNTS = ("lost", "doubled", "unlisted", "mislisted", "strangers", "unnoted", "problems", "orphans")


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a run: how many publications the ledger had, and megabytes of the run's processes, its own first."""

    done: int
    megabytes: tuple[float, ...]


@dataclass(slots=True)
class Soak:
    """What happened on the way: kills that hit, workers killed, orphans, and a list of samples a run."""

    kills: int = 0
    kills_in_linking: int = 0
    workers_killed: int = 0
    orphans: int = 0
    runs: list[list[Sample]] = field(default_factory=list)


def soak(
    pile: Pile, ledger: Path, *, kills: int, workers: int, seed: int, link: bool = True, worker_kills: int = 1
) -> Soak:
    """Build *pile* into *ledger*, killing so many runs; the last *worker_kills* times a worker dies and the run goes on.

    Raises RuntimeError where the run that is not killed ends with an error.
    """
    rng = random.Random(seed)
    found = Soak()
    expected = len(pile.taken)
    in_linking = 1 if link and kills > 1 else 0
    # In the first half of reading, so that the last run is long enough for its memory to be judged.
    moments = sorted(rng.randrange(1, max(2, expected // 2)) for _ in range(kills - in_linking))
    for moment in moments:
        _run(pile, ledger, found, workers, link, kill_at=moment)
    strikes = sorted(
        rng.randrange(expected // 2, max(expected // 2 + 1, expected)) for _ in range(worker_kills)
    )
    if in_linking:
        pause = rng.uniform(0, 1 + expected / 100)
        _run(pile, ledger, found, workers, link, kill_at=expected, pause=pause, strikes=strikes)
        strikes = []
    _run(pile, ledger, found, workers, link, strikes=strikes)
    return found


def _run(
    pile: Pile,
    ledger: Path,
    found: Soak,
    workers: int,
    link: bool,
    *,
    kill_at: int | None = None,
    pause: float = 0.0,
    strikes: list[int] | None = None,
) -> None:
    """Run one build; kill it *pause* seconds after the ledger has *kill_at* publications, and workers at *strikes* of them."""
    command = [sys.executable, "-m", "trackrecord", "build", str(pile.folder), "--ledger", str(ledger)]
    command += ["--workers", str(workers), *([] if link else ["--no-link"])]
    samples: list[Sample] = []
    found.runs.append(samples)
    left = list(strikes or ())
    until: float | None = None
    with open(ledger.with_suffix(".log"), "ab") as log:
        child = subprocess.Popen(command, cwd=_ROOT, stdout=log, stderr=log, start_new_session=True)
        while child.poll() is None:
            done, family = _publications(ledger), [child.pid, *_children(child.pid)]
            samples.append(Sample(done, tuple(_megabytes(pid) for pid in family)))
            if left and done >= left[0] and len(family) > 2:
                left.pop(0)
                with suppress(
                    ProcessLookupError
                ):  # a worker, not the tracker of resources, which is started first
                    os.kill(family[-1], signal.SIGKILL)
                    found.workers_killed += 1
            if kill_at is not None and done >= kill_at:
                until = time.monotonic() + pause if until is None else until
                if time.monotonic() >= until:
                    child.kill()
                    break
            time.sleep(_EVERY)
        status = child.wait()
    if status == -signal.SIGKILL:
        found.kills += 1
        found.kills_in_linking += kill_at == len(pile.taken)
        found.orphans += _alive(family)
    elif status:
        raise RuntimeError(f"a run ended with {status}: {ledger.with_suffix('.log').read_text()[-2000:]}")


def _publications(ledger: Path) -> int:
    """Return how many publications the ledger has by now; none is ever deleted, so the last row's number tells."""
    try:
        with closing(
            sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
        ) as connection:
            return int(connection.execute("SELECT max(rowid) FROM publication").fetchone()[0] or 0)
    except sqlite3.Error:  # not made yet
        return 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in path.read_text().split()]
    return sorted(found)


def _megabytes(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MB
    except (OSError, IndexError):
        return 0.0


def _alive(family: list[int]) -> int:
    """Return how many of a killed run's processes are still there after :data:`_GONE` seconds, and end them."""
    until = time.monotonic() + _GONE
    rest = family[1:]
    while rest and time.monotonic() < until:
        rest = [pid for pid in rest if _megabytes(pid)]
        time.sleep(_EVERY)
    for pid in rest:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(rest)


def held_against(pile: Pile, ledger: Path) -> dict[str, int]:
    """Return the counts of what is wrong in the ledger; all are 0 where it holds what was written."""
    with closing(sqlite3.connect(ledger)) as connection:
        of = Counter(path for (path,) in connection.execute("SELECT path FROM publication"))
        publications = Counter(report for (report,) in connection.execute("SELECT report FROM publication"))
        reports: Counter[str] = Counter()
        published: Counter[str] = Counter()
        for report, text in connection.execute("SELECT id, text FROM report"):
            for word in set(_WORD.findall(text)):
                reports[word] += 1
                published[word] += publications[report]
        listed = {location for (location,) in connection.execute("SELECT location FROM left_out")}
        # The journal has whole paths of this machine, publications those from the folder that was named.
        above = str(pile.folder.parent.absolute())
        noted = {
            location.removeprefix(f"{above}/")
            for (location,) in connection.execute("SELECT location FROM journal")
        }
    return {
        "lost": sum(published[word] < times for word, times in pile.good.items())
        + len(pile.taken - of.keys()),
        "doubled": sum(reports[word] > 1 for word in pile.good) + sum(times > 1 for times in of.values()),
        "unlisted": len(pile.left_out - listed),
        "mislisted": len(listed - pile.left_out),
        "strangers": len(of.keys() - pile.taken),
        "unnoted": len(of.keys() - noted),
        "problems": _problems(ledger),
    }


def _problems(ledger: Path) -> int:
    command = [sys.executable, "-m", "trackrecord", "verify", str(ledger), "--json"]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)
    return len(json.loads(done.stdout)["problems"])


def growth(soaked: Soak, expected: int) -> float | None:
    """Return by how much the memory of one process grew while the longest run read, None where it was too short to tell.

    The run's own process and the largest worker are looked at apart, in the second and in the last third of what the run read.
    """
    longest = max(soaked.runs, key=lambda run: len({s.done for s in run}), default=[])
    reading = [s for s in longest if len(s.megabytes) > 1 and s.done < expected]
    first, last = (reading[0].done, reading[-1].done) if reading else (0, 0)
    thirds: list[list[Sample]] = [[], [], []]
    for sample in reading:
        thirds[min(2, 3 * (sample.done - first) // max(1, last - first))].append(sample)
    if len(thirds[1]) < 20 or len(thirds[2]) < 20:
        return None
    own = [max(s.megabytes[0] for s in third) for third in thirds[1:]]
    workers = [max(max(s.megabytes[1:]) for s in third) for third in thirds[1:]]
    return round(max(own[1] / own[0], workers[1] / workers[0]), 3)


def peak(soaked: Soak, expected: int, *, linking: bool) -> int:
    """Return the most megabytes of all processes together, while reading or while linking."""
    some = [sum(s.megabytes) for run in soaked.runs for s in run if (s.done >= expected) == linking]
    return round(max(some, default=0))


def same_without_kills(pile: Pile, ledger: Path, *, link: bool) -> bool:
    """Whether building the pile in this process, once and undisturbed, gives the same export to the byte."""
    other = ledger.with_name("undisturbed.db")
    build([pile.folder], other, link=link)
    return exported(ledger) == exported(other)


def exported(ledger: Path) -> dict[str, bytes]:
    """Return the files of the JSONL export, by name."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(ledger, read_only=True) as record:
        return {path.name: path.read_bytes() for path in writer("jsonl")(record, Path(folder) / "out")}


def main(argv: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.01, help="how much of the pile is hostile")
    parser.add_argument("--no-link", action="store_true")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument(
        "--samples", type=Path, help="where to write the samples of memory, a JSON line a run"
    )
    given = parser.parse_args(argv)
    began, cpu = time.monotonic(), sum(os.times()[:4])
    with tempfile.TemporaryDirectory() as folder:
        pile = write_pile(Path(folder) / "pile", given.reports, seed=given.seed, share=given.share)
        ledger = Path(folder) / "record.db"
        link = not given.no_link
        soaked = soak(pile, ledger, kills=given.kills, workers=given.workers, seed=given.seed, link=link)
        figures: dict[str, Any] = held_against(pile, ledger)
        figures |= {
            "orphans": soaked.orphans,
            "kills": soaked.kills,
            "kills_in_linking": soaked.kills_in_linking,
            "workers_killed": soaked.workers_killed,
            "hostile": sum(pile.hostile.values()),
            "left_out": len(pile.left_out),
            "memory_growth": growth(soaked, len(pile.taken)),
            "peak_mb": peak(soaked, len(pile.taken), linking=False),
            "link_peak_mb": peak(soaked, len(pile.taken), linking=True),
            "ledger_mb": round(ledger.stat().st_size / 1e6, 1),
            "linked": link,
        }
        if given.compare:
            figures["same"] = same_without_kills(pile, ledger, link=link)
        if given.samples:
            given.samples.write_text(
                "".join(json.dumps([[s.done, *s.megabytes] for s in run]) + "\n" for run in soaked.runs)
            )
    figures |= {
        "seconds": round(time.monotonic() - began),
        # Of processes that were killed the system gives no account.
        "seconds_cpu": round(sum(os.times()[:4]) - cpu, 1),
        "items": given.reports,
        "version": __version__,
    }
    print(json.dumps(figures))
    return 0 if all(figures[name] == 0 for name in COUNTS) and figures.get("same", True) else 1


if __name__ == "__main__":
    sys.exit(main())
