"""How quick the pages are on a large ledger: server time of first pages, of every filter and order, and of one thing each.

``python -m benchmarks.served --reports 100000`` makes a ledger of generated reports (``generated``; nothing is parsed) with
plain links: parties by their name, threads by party and first words of the action, statuses in turn. What is measured is
the pages, not linking. ``--ledger FILE`` keeps the ledger, and takes it as it is when it is there. It prints:

``first_page_ms``  the slowest of the overview and the first page of every list
``filter_ms``      the slowest list with one filter, facet, order or day set
``thing_ms``       the slowest page of one commitment, party, occasion, story and report
``slowest``        the five slowest addresses, with all three times

Each is the median of five on the clock, without the first call; ``…_worst_ms`` is the slowest single answer of all, and
``…_cpu_ms`` the median in processor time, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from benchmarks.generated import readings
from trackrecord import Ledger, __version__
from trackrecord.ledger.browse.tables import LISTINGS
from trackrecord.show.web.app import THINGS, create_app
from trackrecord.types import (
    Evidence,
    Finding,
    LinkedParty,
    Links,
    Occasion,
    Publication,
    Reading,
    Ref,
    Status,
    Story,
    StoryMember,
    Thread,
)
from trackrecord.weigh.history import WHILE_IT_LASTS, StatusChange

_STATUSES: tuple[Status, ...] = (
    "not_rated",
    "in_the_works",
    "kept",
    "broken",
    "disputed",
    "stalled",
    "unclear",
)
_PER_STORY = 5
_TIMES = 5
_STAGE = timedelta(days=180)


def fill(path: Path, number: int) -> None:
    """Make a ledger of *number* generated reports with plain links at *path*."""
    made: list[Reading] = []
    with Ledger.open(path, create=True) as record:
        # It can be made again: nothing need survive a power cut.
        record.connection.execute("PRAGMA synchronous = OFF")
        if record.counts()["report"] >= number:
            made = list(record.readings())
            number = 0
        for reading in readings(number) if number else []:
            made.append(reading)
            record.add(reading.report, _publication(reading), reading, version=__version__)
            if len(made) % 5000 == 0:
                sys.stderr.write(f"{len(made)} reports\n")
        links = plain_links(made)
        record.replace_links(
            links, plain_findings(links), version=__version__, history=plain_history(links, made)
        )


def _publication(reading: Reading) -> Publication:
    report = reading.report
    return Publication(
        report.id, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", f"{report.id}.txt", report.url,
        report.publisher, report.title, report.published, report.published_basis, report.published_evidence, "utf-8", "text",
    )  # fmt: skip


def plain_links(made: list[Reading]) -> Links:
    """Return links without any judgement: parties by name, threads by party and action, five reports a story."""
    members: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for reading in made:
        for index, party in enumerate(reading.parties):
            members[party.kind, party.name].append(Ref(reading.report.id, "party", index))
    ids = {key: f"P{place:011d}" for place, key in enumerate(sorted(members))}
    parties = tuple(
        LinkedParty(ids[kind, name], kind, name, (name,), (), None, False, tuple(members[kind, name]))  # type: ignore[arg-type]
        for kind, name in sorted(members)
    )
    threads: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
    occasions: list[Occasion] = []
    for reading in made:
        linked = {party.id: ids[party.kind, party.name] for party in reading.parties}
        for index, given in enumerate(reading.commitments):
            action = given.action.text(reading.report.text)
            key = (
                given.kind,
                linked.get(given.by_party or "", ""),
                linked.get(given.to_party or "", ""),
                action,
            )
            threads[key].append(Ref(reading.report.id, "commitment", index))
        for index, event in enumerate(reading.events):
            occasions.append(
                Occasion(
                    f"O{len(occasions):011d}",
                    event.type,
                    event.mode,
                    (Ref(reading.report.id, "event", index),),
                    tuple(dict.fromkeys(linked[a] for a in event.actors)),
                    tuple(dict.fromkeys(linked[r] for r in event.recipients)),
                    reading.report.published,
                    linked.get(event.place or ""),
                    event.reality,
                    "held",
                )
            )
    names = {p.id: p.name for p in parties}
    return Links(
        parties=parties,
        occasions=tuple(occasions),
        threads=tuple(
            Thread(
                f"T{place:011d}",
                kind,
                by or None,
                names.get(by),
                to or None,
                names.get(to),
                action,
                tuple(refs),
                (),
            )  # type: ignore[arg-type]
            for place, ((kind, by, to, action), refs) in enumerate(sorted(threads.items()))
        ),
        stories=tuple(
            Story(
                f"S{start:011d}",
                tuple(StoryMember(r.report.id, 1.0, "generated") for r in made[start : start + _PER_STORY]),
            )
            for start in range(0, len(made), _PER_STORY)
        ),
    )


def plain_findings(links: Links) -> Iterator[Finding]:
    """Yield a status, each in turn, and a count of sources for every thread."""
    for place, thread in enumerate(links.threads):
        status = _STATUSES[place % len(_STATUSES)]
        evidence = (Evidence(thread.mentions[0], "neutral"),)
        yield Finding(
            "status", thread.id, status, None, "generated", "Generated.", evidence, schedule="no_deadline"
        )
        yield Finding(
            "corroboration", thread.id, str(len(thread.mentions)), None, "generated", "Generated.", evidence
        )


def plain_history(links: Links, made: list[Reading]) -> Iterator[StatusChange]:
    """Yield the changes that led to these statuses: from the day of a thread's first report on, up to three of them."""
    day = {r.report.id: r.report.published or "" for r in made}
    for place, thread in enumerate(links.threads):
        yield from changes(thread.id, place, min(day[ref.report] for ref in thread.mentions))


def changes(thread: str, place: int, first: str) -> Iterator[StatusChange]:
    """Yield a thread's changes: its status at once, or after one or two others of half a year each."""
    status = _STATUSES[place % len(_STATUSES)]
    before: tuple[Status, ...] = ("not_rated", "in_the_works")[: place % 3]
    start = date.fromisoformat(first)
    days = [(start + _STAGE * number).isoformat() for number in range(len(before) + 1)]
    for stage, (earlier, from_, until) in enumerate(zip(before, days, days[1:], strict=False)):
        yield StatusChange(thread, from_, until, earlier, f"generated {stage}", "no_deadline")
    yield StatusChange(thread, days[-1], WHILE_IT_LASTS, status, "generated", "no_deadline")


def addresses(client: TestClient, middle: str) -> dict[str, list[str]]:
    """Return the addresses that are measured: first pages, filters and orders, and one thing of each list."""
    found: dict[str, list[str]] = {
        "first": ["/", *(f"/{name}" for name in LISTINGS)],
        "filter": [],
        "thing": [],
    }
    for name, listing in LISTINGS.items():
        rows = client.get(f"/{name}.json").json()["rows"]
        party = rows[0].get("by_party") or rows[0].get("party") if rows else None
        for chosen in listing.filters:
            values = {
                "choice": chosen.choices,
                "flag": ("0", "1"),
                "day": (middle,),
                "text": ("minister",),
                "party": (party or "P00000000001",),
            }[chosen.kind]
            found["filter"] += [f"/{name}?{chosen.name}={value}" for value in values]
        found["filter"] += [f"/{name}?order={order}" for order in listing.orders]
        found["filter"] += [f"/{name}?as_of={middle}", f"/{name}?page=100"]
        if name in THINGS and rows:
            key = next(iter(listing.columns)).name
            found["thing"] += [f"/{name}/{rows[0][key]}", f"/{name}/{rows[-1][key]}?as_of={middle}"]
    found["filter"] += [
        f"/commitments?as_of={middle}&status=broken",
        "/commitments?status=kept&kind=promise&order=sources",
    ]
    found["thing"] += ["/graph", "/search?q=minister", "/days"]
    return found


def measure(path: Path) -> dict[str, object]:
    """Return the figures for the ledger at *path*."""
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8742")
    client.get("/")
    with Ledger.open(path, read_only=True) as record:
        reports = record.connection.execute("SELECT count(*) FROM report").fetchone()[0]
        threads = record.connection.execute("SELECT count(*) FROM thread").fetchone()[0]
        middle = record.connection.execute(
            "SELECT day FROM report_summary ORDER BY day LIMIT 1 OFFSET ?", (reports // 2,)
        ).fetchone()[0]
    times = {
        address: (kind, _timed(client, address))
        for kind, some in addresses(client, middle).items()
        for address in some
    }
    figures: dict[str, object] = {}
    for kind, name in (("first", "first_page"), ("filter", "filter"), ("thing", "thing")):
        of_kind = [taken for k, taken in times.values() if k == kind]
        figures |= {
            f"{name}_ms": max(taken.ms for taken in of_kind),
            f"{name}_worst_ms": max(taken.worst_ms for taken in of_kind),
            f"{name}_cpu_ms": max(taken.cpu_ms for taken in of_kind),
        }
    slowest = sorted(times, key=lambda address: -times[address][1].ms)[:5]
    return figures | {
        "slowest": {address: astuple(times[address][1]) for address in slowest},
        "reports": reports,
        "threads": threads,
        "items": len(times),
    }


@dataclass(frozen=True, slots=True)
class Taken:
    """How long an address took, in milliseconds: medians on the clock and in processor time, and the worst on the clock."""

    ms: float
    worst_ms: float
    cpu_ms: float


def _timed(client: TestClient, address: str) -> Taken:
    """Ask for *address* as often as it is measured. The server runs in this process, so that its time is ours."""
    clock, cpu = [], []
    for _ in range(_TIMES):
        started, cpu_started = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - cpu_started))
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return Taken(round(median(clock), 1), round(max(clock), 1), round(median(cpu), 1))


def _is_filled(path: Path) -> bool:
    """Whether there is a ledger with links: one that was cut off while it was made is gone on with."""
    if not path.exists():
        return False
    with Ledger.open(path) as record:
        return record.links_current(__version__)


def main() -> None:
    """Read the arguments, make the ledger where there is none, measure, print one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--reports", type=int, default=100_000, help="how many reports the ledger has (100000)"
    )
    parser.add_argument("--ledger", type=Path, help="a ledger made before, or where to keep it")
    asked = parser.parse_args()
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "record.db"
        if not _is_filled(path):
            fill(path, asked.reports)
        figures = measure(path)
    figures |= {"seconds_cpu": round(time.process_time() - started, 1), "version": __version__}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
