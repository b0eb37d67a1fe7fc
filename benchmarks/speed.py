"""How fast a report is read, by stage, beside the parse alone and beside what one would put together otherwise.

``python -m benchmarks.speed [--data FILE.jsonl.gz] [--reports N]`` cleans and reads the project's own examples and the first N
reports of FILE (one JSON object a line with ``text``, or ``sentences``, and ``published``), after the models are loaded:

``words_per_cpu_second``        words of cleaned text, over the CPU time of all stages
``parse_words_per_cpu_second``  the same for spaCy's parse alone, of the same texts
``ratio``                       the first over the second
``stages``                      CPU seconds by stage; ``encoder`` is the first look at all sentences
``encoder_share``               share of the encoder in it all, in percent: commitments and deeds ask it further
``peak_mb``                     memory at the end
``two_process_speedup``         wall time of one process over that of two, models loaded in both; other load lowers it
``stack_ratio``                 with ``--peers PYTHON``: CPU time of other people's tools for the same texts over ours

PYTHON is an interpreter in whose environment what is to be compared is installed (textacy, quantulum3, dateparser, spaCy with
its small model, HeidelTime with Java, CQE); each is run as its users run it, and what is missing there, or named by
``--without`` (quantulum3 or CQE, dateparser or HeidelTime: one of each is a stack), is left out and listed as such.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import bareparse
from trackrecord import __version__
from trackrecord.clean import clean
from trackrecord.collect import collect
from trackrecord.encoder import Encoder
from trackrecord.engine.work import clean_and_read
from trackrecord.read.commitments.finding import find_commitments
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.deeds.finding import find_deeds
from trackrecord.read.events.finding import find_events
from trackrecord.read.figures.finding import attribute_figures, find_figures
from trackrecord.read.parse import answered, parse
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.read.things.finding import find_things
from trackrecord.types import LeftOut, RawReport, Reading, Report

_EXAMPLES = Path(__file__).parent.parent / "examples"
_T = TypeVar("_T")


def raws(data: Path | None, number: int) -> list[RawReport]:
    """Return the examples and the first *number* reports of *data* as collected."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [str(_EXAMPLES)]
        if data is not None:
            path = Path(folder) / "pool.jsonl"
            path.write_text("".join(f"{line}\n" for line in _lines(data, number)), encoding="utf-8")
            sources.append(str(path))
        return [item for item in collect(sources) if not isinstance(item, LeftOut)]


def _lines(data: Path, number: int) -> Iterator[str]:
    held = data.read_bytes()
    for line in (
        (gzip.decompress(held) if data.suffix == ".gz" else held).decode("utf-8").splitlines()[:number]
    ):
        row = json.loads(line)
        text = row.get("text") or "\n".join(row["sentences"])
        yield json.dumps({"text": text, "published": row.get("published") or row.get("date")})


class Stages:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, name: str, work: Callable[[], _T]) -> _T:
        """Do the work and add what it took to the stage *name*."""
        started = time.process_time()
        found = work()
        self.seconds[name] += time.process_time() - started
        return found


def read(report: Report, stages: Stages) -> Reading:
    """Read a report as ``read_report`` does, stage by stage."""
    parsed = stages.time("parse", lambda: parse(report))
    parsed = stages.time("encoder", lambda: answered(parsed))
    parties = stages.time("parties", lambda: find_parties(parsed))
    dates = stages.time("dates", lambda: find_dates(parsed))
    figures = stages.time("figures", lambda: find_figures(parsed, parties, dates))
    statements = stages.time("statements", lambda: find_statements(parsed, parties))
    events = stages.time("events", lambda: find_events(parsed, parties, dates, statements))
    commitments = stages.time("commitments", lambda: find_commitments(parsed, parties, dates, statements))
    deeds = stages.time("deeds", lambda: find_deeds(parsed, parties, statements, commitments))
    figures = stages.time("figures", lambda: attribute_figures(figures, parsed, statements))
    things = stages.time("things", lambda: find_things(parsed))
    return Reading(report, parties.all, dates, figures, statements, events, commitments, deeds, things=things)


def _watch_encoder(asked: Stages) -> None:
    """Add what the encoder takes, whichever stage asks it, to the stage ``encoder`` of *asked*."""
    own = Encoder.scores

    def scores(self: Encoder, ids: list[int]) -> Any:
        return asked.time("encoder", lambda: own(self, ids))

    Encoder.scores = scores  # type: ignore[method-assign]


def speedup(some: Sequence[RawReport]) -> float:
    """Return wall time of one process over that of two for the same reports, in processes that have loaded the models."""
    times = []
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            warm = [pool.submit(clean_and_read, some[0]) for _ in range(4 * workers)]
            for each in warm:
                each.result()
            started = time.perf_counter()
            list(pool.map(clean_and_read, some))
            times.append(time.perf_counter() - started)
    return times[0] / times[1]


def peers(python: str, texts: Sequence[str], without: Sequence[str] = ()) -> dict[str, Any]:
    """Return the CPU seconds that each of other people's tools takes for *texts*, and those that are missing or left out."""
    command = [python, str(Path(__file__).with_name("peers.py").absolute()), *without]
    # In a folder of their own, as some of them leave files where they run.
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            command, input=json.dumps(list(texts)), stdout=subprocess.PIPE, text=True, check=True, cwd=folder
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument(
        "--first", type=int, help="so many of the reports only: some peers take seconds for each"
    )
    parser.add_argument("--without", action="append", default=[], metavar="TOOL", help="a peer to leave out")
    parser.add_argument("--one-process", action="store_true", help="leave out the comparison of one with two")
    given = parser.parse_args()
    some = raws(given.data, given.reports)[: given.first]
    stages, asked = Stages(), Stages()
    first, _ = clean(some[0])
    read(first, Stages())  # tables and networks are loaded
    _watch_encoder(asked)
    reports = [stages.time("clean", lambda raw=raw: clean(raw))[0] for raw in some]
    for report in reports:
        read(report, stages)
    texts = [r.text for r in reports if r.language == "en"]
    words = sum(len(t.split()) for t in texts)
    bare = bareparse.seconds(texts)
    ours = sum(stages.seconds.values())
    result: dict[str, Any] = {
        "words_per_cpu_second": round(words / ours),
        "parse_words_per_cpu_second": round(words / bare),
        "ratio": round(bare / ours, 3),
        "stages": {name: round(s, 2) for name, s in sorted(stages.seconds.items(), key=lambda x: -x[1])},
        "encoder_share": round(100 * asked.seconds["encoder"] / ours, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "words": words,
    }
    if not given.one_process:
        result["two_process_speedup"] = round(speedup(some), 2)
    if given.peers:
        found = peers(given.peers, texts, given.without)
        result["peers"] = found
        total = sum(found["seconds"].values())
        result["stack_ratio"] = round(total / ours, 2)
    result |= {"seconds_cpu": round(time.process_time(), 2), "items": len(reports), "version": __version__}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
