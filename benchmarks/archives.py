"""Reading web archives with broken records in them: every good one had, every broken one told of, in little memory.

``python -m benchmarks.archives --records 10000`` writes two archives, one gzipped and one not, in which one record of fifty is
broken in one of several ways, and reads them to the end. It prints ``good`` and ``broken`` records, ``lost`` (good ones that
were not had), ``silent`` (broken ones of which nothing was told), ``made_up`` (reports that stand in no record) and
``records_per_second`` of processor time. It ends with 1 where any of the three is not 0.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.brokenwarc import HOST, write_archive
from benchmarks.site import article
from trackrecord import __version__
from trackrecord.collect import collect
from trackrecord.types import LeftOut


def read_archive(file: Path, records: int, broken: dict[int, str]) -> Counter[str]:
    """Read an archive; return how many records are ``good``, ``broken``, ``lost``, ``silent`` and ``made_up``."""
    had: Counter[int] = Counter()
    result: Counter[str] = Counter(
        good=records - len(broken), broken=len(broken), lost=0, silent=0, made_up=0
    )
    told = 0
    for item in collect([str(file)]):
        if isinstance(item, LeftOut):
            told += 1
            continue
        number = int((item.url or f"{HOST}/news/-1").rpartition("/")[2])
        had[number] += 1
        # What is given must be the page as it was, be its record whole or broken around it.
        result["made_up"] += item.text != article(number) or had[number] > 1
    result["lost"] = sum(number not in had for number in range(records) if number not in broken)
    result["silent"] = max(0, sum(number not in had for number in broken) - told)
    return result


def main(arguments: list[str] | None = None) -> int:
    """Write, read and count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=50)
    options = parser.parse_args(arguments)
    total: Counter[str] = Counter()
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for zipped in (True, False):
            file = Path(folder) / ("pages.warc.gz" if zipped else "pages.warc")
            broken = write_archive(file, options.records, zipped=zipped, every=options.every)
            began = time.process_time()
            total += read_archive(file, options.records, broken)
            seconds += time.process_time() - began
    counts = {name: total[name] for name in ("good", "broken", "lost", "silent", "made_up")}
    items = 2 * options.records
    print(
        json.dumps(
            {
                "task": "archives",
                **counts,
                "records_per_second": round(items / seconds),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
                "seconds_cpu": round(seconds, 2),
                "items": items,
                "version": __version__,
            }
        )
    )
    return 1 if counts["lost"] or counts["silent"] or counts["made_up"] else 0


if __name__ == "__main__":
    sys.exit(main())
