"""Quality floors: what a benchmark reached once it must reach again, on the same data.

    python -m benchmarks.floors TASK NAME -- ARGUMENTS...          compare with floors.toml
    python -m benchmarks.floors TASK NAME --raise -- ARGUMENTS...  and raise the floors to what was reached
    python -m benchmarks.floors TASK NAME --lower -- ARGUMENTS...  set them as measured, even lower: say why in the commit

ARGUMENTS are those of ``python -m benchmarks.TASK``. NAME is the data's name in ``floors.toml``, where its digest
stands too: floors of other data do not count. Exits with 1 where a figure is under its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
# Figures that are good when small.
CEILINGS = frozenset(
    {
        "sentences_lost",
        "parse_ratio",
        "snippets_let_through",
        "quiet_sentences_marked",
        "false_joins",
        "missed_joins",
        "false_same_quantity",
        "false_same_hard",
        "wrongly_joined",
        "clean_garbled",
        "own_garbled",
    }
)
# Neither good nor bad, or not repeatable from one machine to the next.
IGNORED = frozenset(
    {
        "items", "negatives", "version", "seconds", "seconds_cpu", "seconds_parse", "missing", "parse_ratio", "encoder_ratio", "uncoded",
        "pairs_per_cpu_second", "pages_per_cpu_second", "reports_per_cpu_second", "parsed_reports_per_cpu_second",
        "unparsed_reports_per_cpu_second", "sentences_per_cpu_second",
        "sentences_per_cpu_second_parsed", "encoder_sentences_per_cpu_second", "unread_pairs", "snippets_unwanted", "snippets_let_through_count",
    }
)  # fmt: skip
# Figures of simpler methods, printed beside ours.
_BESIDE = (
    "trafilatura_", "minhash_", "single_", "time_", "tfidf_", "embedding_", "published_", "mentions_", "reports_", "opening_",
)  # fmt: skip
# What a figure may fall short by: rounding, and a tie between labels on another processor.
SLACK = 0.3


def digest(paths: list[Path]) -> str:
    """Return a digest of the data's names and bytes (twelve hex digits)."""
    total = hashlib.sha256()
    for path in sorted(paths):
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            total.update(file.name.encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]


def shortfalls(figures: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """Return a line for each figure that is under its floor (or over its ceiling)."""
    lines = []
    for key, floor in floors.items():
        if key == "digest":
            continue
        value = figures.get(key)
        under = value is None or (value > floor + SLACK if key in CEILINGS else value < floor - SLACK)
        if under:
            lines.append(f"{key}: {value}, the floor is {floor}")
    return lines


def _measured(figures: dict[str, Any]) -> dict[str, float]:
    return {
        k: v
        for k, v in figures.items()
        if k not in IGNORED and isinstance(v, int | float) and not k.startswith(_BESIDE)
    }


def _write(table: dict[str, dict[str, dict[str, Any]]]) -> None:
    lines = [
        "# Written by `python -m benchmarks.floors`; floors only go up, or the commit that lowers one says why.",
        "",
    ]
    for task, sets in sorted(table.items()):
        for name, floors in sorted(sets.items()):
            lines.append(f"[{task}.{name}]")
            lines += [f"{key} = {json.dumps(value)}" for key, value in floors.items()]
            lines.append("")
    FLOORS.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    """Run one benchmark and hold it against its floors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task")
    parser.add_argument("name")
    parser.add_argument("--raise", dest="up", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("arguments", nargs="+")
    chosen = parser.parse_args()
    command = [sys.executable, "-m", f"benchmarks.{chosen.task}", *chosen.arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.stderr.write(ran.stderr)
        return ran.returncode
    figures: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    print(json.dumps(figures))
    data = digest([Path(a) for a in chosen.arguments if not a.startswith("-") and Path(a).exists()])
    table: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    old = table.get(chosen.task, {}).get(chosen.name, {})
    if old.get("digest") not in (None, data) and not (chosen.up or chosen.lower):
        sys.stderr.write(f"{chosen.task}.{chosen.name}: the data is not that of the floors (digest {data})\n")
        return 1
    if chosen.up or chosen.lower:
        new: dict[str, Any] = {"digest": data}
        for key, value in _measured(figures).items():
            before = old.get(key) if old.get("digest") == data and not chosen.lower else None
            better = min if key in CEILINGS else max
            new[key] = value if before is None else better(value, before)
        table.setdefault(chosen.task, {})[chosen.name] = new
        _write(table)
        return 0
    short = shortfalls(figures, old)
    for line in short:
        sys.stderr.write(f"{chosen.task}.{chosen.name}: {line}\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
