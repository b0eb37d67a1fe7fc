"""The first users' reports: furniture, quotations, figures, meetings, commitments, people, against a gold file.

    python -m benchmarks.seeds --data DIR [--predictions FILE]

DIR holds reports and a ``gold.json``; all reports are read, linked and weighed in one run, and those in the gold
file are scored. What counts as right:

furniture_removed   junk strings that stand in ``removed`` and no longer as a line of the text
sentences_lost      sentences of the file (four words or more) that are neither in the text nor junk by the gold
                    file nor listed as a caption or credit
quotes_found        anchors half covered by the content of one statement
speaker_right       of those found: a named speaker by surname, an unnamed one by half of the words that describe it or
                    the last of them; and told as named or unnamed
figures_right       a figure inside the anchor with that value and that bound ("about" takes "nearly")
meetings_found      a CONSULT event in the anchor's sentence with every gold party among its participants (a party
                    or what it belongs to, by name) and planned or held as the gold says
commitments_found   a commitment whose action overlaps the anchor (for an assessment also a deed)
promisor_right      of those found: the promisors share a word that is no title
people_found        people found by their full name
across_people, across_figures   the gold file's pairs across reports: joined or proposed; related as it says
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trackrecord import __version__
from trackrecord.clean import split_sentences
from trackrecord.clean.mojibake import mend
from trackrecord.collect import collect
from trackrecord.engine.work import Done, clean_and_read
from trackrecord.link import link
from trackrecord.read.parties.roles import HONORIFICS, RANKS
from trackrecord.types import Commitment, LeftOut, Links, Reading, Span
from trackrecord.weigh import weigh

_TITLES = set(
    "the a an mr mrs ms dr sir president prime minister of and government foreign secretary general former".split()
)
_SMALL = {"the", "a", "an", "of", "on", "in", "at", "to", "for", "from", "with", "and"}
_BOUNDS = {
    "=": {"exact"},
    "about": {"about", "nearly"},
    "nearly": {"nearly", "about"},
    ">": {"more_than"},
    ">=": {"at_least"},
    "<": {"less_than"},
    "<=": {"at_most"},
}


@dataclass
class Tally:
    """How many of how many were right, and what was not."""

    right: int = 0
    of: int = 0

    def add(self, good: bool) -> bool:
        """Count one case."""
        self.of += 1
        self.right += good
        return good

    @property
    def percent(self) -> float | None:
        """Percent right, or None where there was no case."""
        return round(100 * self.right / self.of, 1) if self.of else None


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


def _names_agree(gold: str | None, names: set[str]) -> bool:
    wanted = set(_words(gold)) - _TITLES
    return any(wanted & (set(_words(name)) - _TITLES) for name in names)


def _party_names(reading: Reading, party_id: str | None) -> set[str]:
    """All that a party of a reading is called, and what it belongs to."""
    names: set[str] = set()
    seen: set[str] = set()
    while party_id and party_id not in seen:
        seen.add(party_id)
        party = reading.party(party_id)
        if party is None:
            break
        names |= {party.name, *party.names}
        if party.office:
            names.add(party.office)
        names |= {m.span.text(reading.report.text) for m in party.mentions if m.kind == "nominal"}
        party_id = party.belongs_to
    return names


def _anchor(reading: Reading, anchor: str) -> Span | None:
    """Where the anchor stands in the cleaned text, white space and mended characters aside."""
    pattern = r"\s+".join(re.escape(word) for word in mend(anchor).split())
    found = re.search(pattern, reading.report.text)
    return Span(*found.span()) if found else None


def _covered(span: Span, parts: tuple[Span, ...]) -> float:
    inside = sum(max(0, min(span.end, p.end) - max(span.start, p.start)) for p in parts)
    return inside / max(1, span.end - span.start)


def _score_furniture(
    reading: Reading, gold: dict[str, Any], raw: str, tally: dict[str, Tally], log: list[Any]
) -> int:
    text = reading.report.text
    lines = {" ".join(line.split()) for line in text.splitlines()}
    taken = " ".join(" ".join(r.text.split()) for r in reading.report.removed)
    for junk in gold["junk"]:
        wanted = " ".join(mend(junk).split())
        if not tally["furniture_removed"].add(wanted in taken and wanted not in lines):
            log.append(["furniture", junk])
    excused = " ".join(
        " ".join(r.text.split()) for r in reading.report.removed if r.reason in ("caption", "credit")
    )
    junk_text = " ".join(" ".join(mend(j).split()) for j in gold["junk"])
    flat = " ".join(text.split())
    lost = 0
    mended = mend(raw)
    for span in split_sentences(mended):
        sentence = " ".join(span.text(mended).split())
        if len(sentence.split()) < 4 or sentence in flat or sentence in excused or sentence in junk_text:
            continue
        if any(" ".join(mend(j).split()) in sentence for j in gold["junk"]):
            continue
        lost += 1
        log.append(["sentence lost", sentence])
    return lost


def _score_quotes(reading: Reading, gold: dict[str, Any], tally: dict[str, Tally], log: list[Any]) -> None:
    for quote in gold["quotes"]:
        span = _anchor(reading, quote["anchor"])
        best = max(reading.statements, key=lambda s: _covered(span, s.content) if span else 0, default=None)
        # Of statements that cover the anchor equally the tightest is meant (a quotation inside a report of it).
        if span is not None and best is not None:
            most = _covered(span, best.content)
            tied = [s for s in reading.statements if _covered(span, s.content) >= most - 1e-9]
            best = min(tied, key=lambda s: sum(p.end - p.start for p in s.content))
        found = span is not None and best is not None and _covered(span, best.content) >= 0.5
        if not tally["quotes_found"].add(found):
            log.append(["quote", quote["anchor"]])
            continue
        assert best is not None
        names = _party_names(reading, best.party) | {s.text(reading.report.text) for s in best.speaker}
        names |= {best.speaker_text} if best.speaker_text else set()
        right = any(_is_speaker(quote, name) for name in names) and best.anonymous is not quote["named"]
        if not tally["speaker_right"].add(right):
            log.append(["speaker", quote["anchor"], quote["speaker"], sorted(names), best.anonymous])


def _is_speaker(quote: dict[str, Any], name: str) -> bool:
    """A named speaker by surname; one that is described by half of the describing words, or by the head noun."""
    wanted, have = _words(quote["speaker"]), set(_words(name))
    if quote["named"]:
        return wanted[-1] in have
    telling = [word for word in wanted if word not in _SMALL]
    return telling[-1] in have or 2 * len(have & set(telling)) >= len(telling)


def _score_figures(reading: Reading, gold: dict[str, Any], tally: dict[str, Tally], log: list[Any]) -> None:
    for figure in gold["figures"]:
        span = _anchor(reading, figure["anchor"])
        here = [f for f in reading.figures if span is not None and f.span.overlaps(span)]
        right = any(f.value == figure["value"] and f.bound in _BOUNDS[figure["op"]] for f in here)
        if not tally["figures_right"].add(right):
            log.append(["figure", figure, [(f.value, f.bound) for f in here]])


def _score_meetings(reading: Reading, gold: dict[str, Any], tally: dict[str, Tally], log: list[Any]) -> None:
    for meeting in gold["meetings"]:
        span = _anchor(reading, meeting["anchor"])
        sentence = next((s for s in reading.report.sentences if span is not None and s.overlaps(span)), None)
        tried = []
        good = False
        for event in reading.events:
            if event.type != "CONSULT" or sentence is None or not event.span.overlaps(sentence):
                continue
            sides = [_party_names(reading, p) for p in (*event.actors, *event.recipients)]
            everyone = all(
                any(_names_agree(name, side) for side in sides) for name in (*meeting["a"], *meeting["b"])
            )
            held = event.reality in ("happened", "ongoing")
            tried.append([[sorted(s)[:3] for s in sides], event.reality])
            good = good or (everyone and held is meeting["done"])
        if not tally["meetings_found"].add(good):
            log.append(["meeting", meeting["anchor"], tried])


def _score_commitments(
    reading: Reading, gold: dict[str, Any], tally: dict[str, Tally], log: list[Any]
) -> None:
    for mark in gold["commitments"]:
        span = _anchor(reading, mark["anchor"])
        found: list[Commitment] = [
            c for c in reading.commitments if span is not None and c.action.overlaps(span)
        ]
        names = [({c.by} if c.by else set()) | _party_names(reading, c.by_party) for c in found]
        if mark["kind"] == "assessment":
            for deed in reading.deeds:
                if span is not None and deed.span.overlaps(span):
                    about = {reading.commitments[i].by or "" for i in deed.about}
                    names.append(about | _party_names(reading, deed.by_party))
        if not tally["commitments_found"].add(bool(names)):
            log.append(["commitment", mark["anchor"]])
            continue
        if not tally["promisor_right"].add(any(_names_agree(mark["by"], n) for n in names)):
            log.append(["promisor", mark["anchor"], mark["by"], [sorted(n)[:4] for n in names]])


def _score_people(reading: Reading, gold: dict[str, Any], tally: dict[str, Tally], log: list[Any]) -> None:
    known = {" ".join(_words(n)) for p in reading.parties if p.kind == "person" for n in (p.name, *p.names)}
    for person in gold["people"]:
        if not tally["people_found"].add(" ".join(_words(person)) in known):
            log.append(["person", person])


def _bare(name: str) -> str:
    """A name without titles, for comparison."""
    return " ".join(w for w in _words(name) if w not in HONORIFICS | RANKS)


def _score_across(
    readings: dict[int, Reading],
    links: Links,
    findings: Any,
    across: dict[str, Any],
    tally: dict[str, Tally],
    log: list[Any],
) -> None:
    by_id = {r.report.id: r for r in readings.values()}

    def called(ref: Any) -> set[str]:
        party = by_id[ref.report].parties[ref.index] if ref.report in by_id else None
        return {_bare(n) for n in (party.name, *party.names)} if party else set()

    for one, other in across.get("same_person", ()):
        a, b = _bare(one), _bare(other)
        joined = any({a, b} <= {_bare(n) for n in (p.name, *p.names)} for p in links.parties)
        proposed = any(
            (a in called(j.a) and b in called(j.b)) or (b in called(j.a) and a in called(j.b))
            for j in links.joins
        )
        if not tally["across_people"].add(joined or proposed):
            log.append(["same person", one, other])
    for pair in across.get("figures", ()):
        (doc_a, value_a), (doc_b, value_b) = pair["a"], pair["b"]
        wanted = {(readings[doc_a].report.id, value_a), (readings[doc_b].report.id, value_b)}
        found = set()
        for finding in findings:
            refs = [e.ref for e in finding.evidence if e.ref.kind == "figure"]
            values = {(r.report, by_id[r.report].figures[r.index].value) for r in refs if r.report in by_id}
            if finding.kind == "figures" and wanted <= values:
                found.add(finding.value)
        if not tally["across_figures"].add(pair["relation"] in found):
            log.append(["figures across", pair, sorted(found)])


def main() -> None:
    """Run and print the figures as one JSON line."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", required=True, type=Path)
    options.add_argument("--predictions", type=Path)
    chosen = options.parse_args()
    gold = json.loads((chosen.data / "gold.json").read_text(encoding="utf-8"))
    cpu, wall = time.process_time(), time.perf_counter()
    done: dict[str, Done] = {}
    for item in collect([str(chosen.data)]):
        outcome = item if isinstance(item, LeftOut) else clean_and_read(item)
        if isinstance(outcome, LeftOut):
            sys.stderr.write(f"left out: {outcome.location}: {outcome.cause}\n")
        else:
            done[outcome.raw.path.rpartition("/")[2]] = outcome
    readings = [d.reading for d in done.values() if d.reading is not None]
    links = link(readings)
    findings = weigh(readings, links, None)
    seconds_cpu, seconds = time.process_time() - cpu, time.perf_counter() - wall
    keys = (
        "furniture_removed quotes_found speaker_right figures_right meetings_found commitments_found promisor_right "
        "people_found across_people across_figures"
    ).split()
    tally = {key: Tally() for key in keys}
    log: dict[str, list[Any]] = {}
    lost = 0
    numbered: dict[int, Reading] = {}
    for name, outcome in sorted(done.items()):
        number = re.match(r"\d+", name)
        if number and outcome.reading is not None:
            numbered[int(number.group())] = outcome.reading
        marks = gold["documents"].get(name)
        if marks is None or outcome.reading is None:
            continue
        mine = log.setdefault(name, [])
        raw = outcome.raw.text if outcome.raw.markup == "text" else outcome.report.text
        lost += _score_furniture(outcome.reading, marks, raw, tally, mine)
        for part in (_score_quotes, _score_figures, _score_meetings, _score_commitments, _score_people):
            part(outcome.reading, marks, tally, mine)
    _score_across(numbered, links, findings, gold.get("across", {}), tally, log.setdefault("across", []))
    if chosen.predictions:
        chosen.predictions.write_text(json.dumps(log, ensure_ascii=False, indent=1), encoding="utf-8")
    out: dict[str, Any] = {key: t.percent for key, t in tally.items()}
    out |= {
        "sentences_lost": lost,
        "items": len(log) - 1,
        "missing": sorted(gold["documents"].keys() - done.keys()),
    }
    out |= {"seconds": round(seconds, 2), "seconds_cpu": round(seconds_cpu, 2), "version": __version__}
    print(json.dumps(out))


if __name__ == "__main__":
    main()
