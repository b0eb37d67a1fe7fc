"""schema.org ClaimReview, for statuses that a person set: what fact checkers publish and search engines read.

A machine's status is no review, so nothing of it is exported. Source: https://schema.org/ClaimReview and
https://developers.google.com/search/docs/appearance/structured-data/factcheck.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.ledger import Ledger
from trackrecord.link.rulings.making import said
from trackrecord.types import Reading, Ref, Ruling, Thread
from trackrecord.weigh.ruled import set_statuses

_RATINGS = {"kept": 5, "partly_kept": 3, "in_the_works": 3, "stalled": 2, "broken": 1}
"""Of the statuses, those that lie on a scale from broken (1) to kept (5); the others have a name and no number."""


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write ``claimreviews.jsonl``, one ClaimReview a line, sorted by thread; empty where nobody set a status."""
    lines = (
        json.dumps(review, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        for review in reviews(ledger)
    )
    return write_folder(out_dir, "claimreview", [("claimreviews.jsonl", lines)])


def remark(ledger: Ledger) -> str | None:
    """Return what to tell a person whose export has nothing in it, or None."""
    if next(reviews(ledger), None) is not None:
        return None
    return (
        "No status in this ledger was set by a person, so there is nothing to review. "
        "Set one: trackrecord rule LEDGER THREAD set-status --status STATUS --by NAME --reason TEXT"
    )


def reviews(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield the ClaimReviews, sorted by thread. A status set to ``not_rated`` judges nothing and gives none."""
    linked = Linked.read(ledger)
    chosen = set_statuses(linked.links.threads, ledger.in_force())
    for thread in sorted(linked.links.threads, key=lambda t: t.id):
        if thread.id not in chosen or said(chosen[thread.id])["status"] == "not_rated":
            continue
        ref = thread.mentions[0]
        if (reading := ledger.reading(ref.report)) is not None:
            yield _review(reading, ref, linked, thread, chosen[thread.id])


def _review(reading: Reading, ref: Ref, linked: Linked, thread: Thread, ruling: Ruling) -> dict[str, Any]:
    report, mention = reading.report, reading.commitments[ref.index]
    words = report.sentences[mention.sentence].text(report.text) if report.sentences else thread.action
    status = said(ruling)["status"]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": status.replace("_", " ")}
    if status in _RATINGS:
        rating |= {"ratingValue": _RATINGS[status], "bestRating": 5, "worstRating": 1}
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": _author_type(linked, thread), "name": thread.by_name or "not told"},
    }
    if day := _day(report.published):
        claim["datePublished"] = day
    appearance: dict[str, Any] = {"@type": "NewsArticle"}
    for key, value in (("url", report.url), ("headline", report.title), ("datePublished", day)):
        if value:
            appearance[key] = value
    if report.publisher:
        appearance["publisher"] = {"@type": "Organization", "name": report.publisher}
    claim["appearance"] = appearance
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": f"trackrecord:{thread.id}",
        # Where `trackrecord publish` puts its page, below wherever that is published.
        "url": f"commitments/{thread.id}.html",
        "claimReviewed": " ".join(words.split()),
        "itemReviewed": claim,
        "author": {"@type": "Person", "name": ruling.by},
        "datePublished": ruling.at[:10],
        "reviewBody": ruling.reason or f"Set to {status.replace('_', ' ')}.",
        "reviewRating": rating,
    }


def _author_type(linked: Linked, thread: Thread) -> str:
    party = linked.parties.get(thread.by or "")
    return "Person" if party is not None and party.kind == "person" else "Organization"


def _day(edtf: str | None) -> str | None:
    """Return an EDTF date as schema.org's Date takes it: a day, or nothing."""
    return edtf if edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) else None
