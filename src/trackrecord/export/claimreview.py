"""schema.org ClaimReview, for statuses that a person set: what fact checkers publish and search engines read.

A machine's status is no review, so nothing of it is exported. Source: https://schema.org/ClaimReview and
https://developers.google.com/search/docs/appearance/structured-data/factcheck.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.ledger import Ledger
from trackrecord.types import Ruling, Thread
from trackrecord.weigh.ruled import set_statuses

_RATINGS = {"kept": 5, "partly_kept": 3, "in_the_works": 3, "stalled": 2, "broken": 1}
"""Of the statuses, those that lie on a scale from broken (1) to kept (5); the others have a name and no number."""


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``claimreviews.jsonl``, one ClaimReview a line, sorted by thread; empty where nobody set a status."""
    return write_folder(out_dir, "claimreview", [("claimreviews.jsonl", _lines(ledger))])


def _lines(ledger: Ledger) -> Iterator[bytes]:
    linked = Linked.read(ledger)
    chosen = set_statuses(linked.links.threads, ledger.in_force())
    for thread in sorted(linked.links.threads, key=lambda t: t.id):
        if thread.id in chosen:
            line = json.dumps(_review(ledger, linked, thread, chosen[thread.id]), ensure_ascii=False)
            yield line.encode("utf-8", "replace") + b"\n"


def _review(ledger: Ledger, linked: Linked, thread: Thread, ruling: Ruling) -> dict[str, Any]:
    status = linked.statuses[thread.id]
    ref = thread.mentions[0]
    report = ledger.report(ref.report)
    reading = ledger.reading(ref.report)
    assert report is not None
    assert reading is not None
    mention = reading.commitments[ref.index]
    said = report.sentences[mention.sentence].text(report.text) if report.sentences else thread.action
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": status.value.replace("_", " ")}
    if status.value in _RATINGS:
        rating |= {"ratingValue": _RATINGS[status.value], "bestRating": 5, "worstRating": 1}
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": _author_type(linked, thread), "name": thread.by_name or "not told"},
    }
    if report.published:
        claim["datePublished"] = report.published
    appearance = {"@type": "NewsArticle"}
    for key, value in (("url", report.url), ("headline", report.title)):
        if value:
            appearance[key] = value
    claim["appearance"] = appearance
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": f"trackrecord:{thread.id}",
        "claimReviewed": " ".join(said.split()),
        "itemReviewed": claim,
        "author": {"@type": "Person", "name": ruling.by},
        "datePublished": ruling.at[:10],
        "reviewBody": status.explanation,
        "reviewRating": rating,
    }


def _author_type(linked: Linked, thread: Thread) -> str:
    party = linked.parties.get(thread.by or "")
    return "Person" if party is not None and party.kind == "person" else "Organization"
