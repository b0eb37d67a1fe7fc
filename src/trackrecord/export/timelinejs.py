"""TimelineJS JSON: the days that matter with a sentence of a report for each (https://timeline.knightlab.com/docs/json-format.html)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.ruled import RuledReadings
from trackrecord.ledger import Ledger
from trackrecord.types import Report
from trackrecord.weigh.evidence import texts
from trackrecord.weigh.timeline import timeline

_DAYS = 60


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``timeline.json``: up to sixty days, earliest first. Words of reports are escaped, since it shows HTML."""
    return write_folder(out_dir, "timelinejs", [("timeline.json", _written(ledger))])


def _written(ledger: Ledger) -> Iterator[bytes]:
    readings = [ruled.reading for ruled in RuledReadings(ledger)]
    reports = {r.report.id: r.report for r in readings}
    entries = timeline(readings, number=_DAYS, texts=texts(ledger.links()), scope=None)
    events = [
        {
            "unique_id": f"{entry.day}-{entry.report[:12]}-{entry.span.start}",
            "start_date": _date(entry.day),
            "text": {
                "headline": escape(_headline(reports[entry.report])),
                "text": f"<p>{escape(' '.join(entry.span.text(reports[entry.report].text).split()))}</p>"
                f"<p>{escape(_source(reports[entry.report]))}</p>",
            },
        }
        for entry in entries
    ]
    data: dict[str, Any] = {"events": events}
    yield (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _date(iso: str) -> dict[str, str]:
    return dict(zip(("year", "month", "day"), (str(int(part)) for part in iso.split("-")), strict=False))


def _headline(report: Report) -> str:
    return " ".join((report.title or report.publisher or "Report").split())[:160]


def _source(report: Report) -> str:
    return f"{report.publisher or 'publisher unknown'}, {report.published or 'undated'}"
