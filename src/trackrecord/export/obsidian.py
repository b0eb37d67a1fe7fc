"""Markdown notes with front matter for Obsidian and its like: a note a party, a commitment and a report, linked.

File names are made of the id's beginning and of letters, digits, spaces and dashes of the name, so that no name can leave
the folder or upset a file system; links give the name as it is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackrecord.export.folder import write_folder
from trackrecord.export.linked import Linked
from trackrecord.ledger import Ledger
from trackrecord.types import UNDERTAKINGS, Finding, LinkedParty, Reading, Thread

# What Markdown or a link would take for more than text.
_MEANS = re.compile(r"([\\`*_\[\]#|<>~$^%!])")
# What YAML does not take in a text, or what would change how its neighbours look.
_UNSEEN = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def export(ledger: Ledger, out_dir: Path) -> list[Path]:
    """Write the notes, one file each, and ``trackrecord.md``, which leads to them."""
    return write_folder(out_dir, "obsidian", _notes(ledger))


def _notes(ledger: Ledger) -> Iterator[tuple[str, Iterator[bytes]]]:
    linked = Linked.read(ledger)
    threads = sorted((t for t in linked.links.threads if t.kind in UNDERTAKINGS), key=lambda t: t.id)
    by: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        for side in {thread.by, thread.to} - {None}:
            by[str(side)].append(thread)
    titles = {t.id: _file(t.id, f"{t.by_name or 'Somebody'} {t.action}") for t in threads}
    parties = {p.id: _file(p.id, p.name) for p in linked.named()}
    reports = {r.report.id: _file(r.report.id, r.report.title or "Report") for r in ledger.readings()}
    yield "trackrecord.md", iter([_index(threads, titles, linked)])
    for party in linked.named():
        yield f"{parties[party.id]}.md", iter([_party(party, by[party.id], titles, reports)])
    for thread in threads:
        readings = [
            r for r in map(ledger.reading, sorted({m.report for m in (*thread.mentions, *thread.deeds)})) if r
        ]
        yield f"{titles[thread.id]}.md", iter([_thread(thread, readings, linked, parties, reports)])
    for reading in ledger.readings():
        yield f"{reports[reading.report.id]}.md", iter([_report(reading)])


def _index(threads: list[Thread], titles: dict[str, str], linked: Linked) -> bytes:
    out = ["# trackrecord", ""]
    for thread in threads:
        status = linked.statuses.get(thread.id)
        out.append(f"- [[{titles[thread.id]}]]: {status.value.replace('_', ' ') if status else 'not rated'}")
    return _encoded(out)


def _party(
    party: LinkedParty, threads: list[Thread], titles: dict[str, str], reports: dict[str, str]
) -> bytes:
    front = {
        "id": party.id,
        "type": "party",
        "kind": party.kind,
        "name": party.name,
        "aliases": [n for n in party.names if n != party.name],
        "country": party.country,
        "tags": ["trackrecord/party"],
    }
    out = [*_front(front), f"# {_safe(party.name)}", "", "## Undertakings", ""]
    out += [f"- [[{titles[t.id]}]]" for t in threads] or ["None that was read."]
    out += ["", "## Reports", ""]
    out += [f"- [[{reports[r]}]]" for r in sorted({m.report for m in party.members}) if r in reports]
    return _encoded(out)


def _thread(
    thread: Thread,
    readings: list[Reading],
    linked: Linked,
    parties: dict[str, str],
    reports: dict[str, str],
) -> bytes:
    status: Finding | None = linked.statuses.get(thread.id)
    front = {
        "id": thread.id,
        "type": "commitment",
        "kind": thread.kind,
        "by": thread.by_name,
        "to": thread.to_name,
        "status": status.value if status else "not_rated",
        "schedule": status.schedule if status else None,
        "sources": linked.sources.get(thread.id),
        "tags": ["trackrecord/commitment"],
    }
    out = [*_front(front), f"# {_safe(thread.by_name or 'Somebody')}: {_safe(thread.action)}", ""]
    for word, id_, name in (("By", thread.by, thread.by_name), ("To", thread.to, thread.to_name)):
        if id_ in parties:
            out.append(f"{word}: [[{parties[str(id_)]}]]  ")
        elif name:
            out.append(f"{word}: {_safe(name)}  ")
    if status is not None:
        out += ["", f"**{status.value.replace('_', ' ')}.** {_safe(status.explanation)}"]
    by_id = {r.report.id: r for r in readings}
    for heading, refs in (("Told", thread.mentions), ("Deeds", thread.deeds)):
        if refs:
            out += ["", f"## {heading}", ""]
        for ref in refs:
            reading = by_id.get(ref.report)
            if reading is None:
                continue
            item = reading.commitments[ref.index] if heading == "Told" else reading.deeds[ref.index]
            sentence = reading.report.sentences[item.sentence].text(reading.report.text)
            source = (
                f"{reading.report.publisher or 'publisher unknown'}, {reading.report.published or 'undated'}"
            )
            out.append(f"- “{_safe(sentence)}” — [[{reports[ref.report]}]] ({_safe(source)})")
    return _encoded(out)


def _report(reading: Reading) -> bytes:
    report = reading.report
    front = {
        "id": report.id,
        "type": "report",
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "garble": report.garble,
        "tags": ["trackrecord/report"],
    }
    out = [*_front(front), f"# {_safe(report.title or 'Report')}", ""]
    out += [f"{_safe(p.text(report.text))}\n" for p in report.paragraphs]
    return _encoded(out)


def _front(values: dict[str, Any]) -> list[str]:
    """Return front matter: YAML, of which JSON's values are a part, so that none of them can end it.

    Letters stand as they are: YAML does not know JSON's pairs of escapes for those beyond the first plane.
    """
    rows = [
        f"{key}: {_UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False))}"
        for key, value in values.items()
        if value is not None
    ]
    return ["---", *rows, "---", ""]


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _file(id_: str, name: str) -> str:
    """Return a file's name: what any file system takes, no longer than 90 bytes, told apart by the id's beginning."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(c if c.isalnum() or c in " -" else " " for c in plain)
    words = " ".join(kept.split())
    while len(words.encode("utf-8", "replace")) > 80:
        words = words[:-1]
    return f"{words.strip() or 'untitled'} {id_[:13]}"


def _safe(text: str) -> str:
    return _MEANS.sub(r"\\\1", " ".join(_ODD.sub(" ", text).split()))


def _encoded(lines: list[str]) -> bytes:
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")
