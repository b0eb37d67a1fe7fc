"""Words and deeds: commitments, deeds, threads and statuses of a set of reports against a careful marking.

``python -m benchmarks.words_and_deeds --docs FILE --out FILE [--gold FILE]`` reads reports
(``[{id, date, sentences}]``), writes what trackrecord finds in the marking's form, and with ``--gold`` prints:

``sentences_f1``  sentences that tell of a promise, agreement or offer
``mentions_f1``   such mentions, paired one to one in their sentence where the actions share half of their words
``by``            of the pairs, those whose promisor's names share a word that is no title
``kind``          of the pairs of all six kinds, those of the same kind
``fields_f1``     conditions and deadlines on the pairs (present in both and sharing a word)
``deeds_f1``      sentences that tell of a deed; ``relation`` of those found, right among good, part, bad, withdrawn
``threads``       B-cubed F1 of the threads over the pairs
``status``        of the marked threads with a rated status, those whose best-matching found thread has the same

All in percent. ``sentences_p`` and ``sentences_r`` (and the same for mentions and deeds) stand beside the F1s;
``encoder_sentences_per_cpu_second`` is the encoder's own speed on these reports, one thread.

``--encoder FILE`` reads with other weights of the same form (weights that have not seen a subject, to measure it);
``--errors FILE`` writes, with ``--gold``, what went wrong, one JSON object a line: marked mentions not found and found
ones not marked, each pair's wrong promisor or kind, deeds missed, invented or put to another thread, and statuses.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackrecord import __version__
from trackrecord.encoder.model import PIECES, Encoder
from trackrecord.link import link
from trackrecord.read import parse
from trackrecord.read.pipeline import read_report
from trackrecord.types import Reading, Ref, Report, Span
from trackrecord.weigh import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Row = dict[str, Any]
_COMMITMENTS = ("promise", "agreement", "offer")
_GROUPS = {
    "good": ("kept", "progress", "condition_met"),
    "part": ("partly", "stalled"),
    "bad": ("broken", "alleged_broken", "disputed", "condition_unmet"),
    "withdrawn": ("withdrawn",),
}
_GROUP = {relation: group for group, relations in _GROUPS.items() for relation in relations}
_TITLES = frozenset(
    """the a an mr mrs ms dr sir president prime minister of and government foreign secretary general""".split()
)
# Statuses that the marking does not have, in its terms.
_MARKED_AS = {"condition_not_met": "not_rated", "superseded": "withdrawn", "unclear": "disputed"}


def report_of(row: Row) -> Report:
    """Return the report of one row: its sentences, joined by line breaks, stand as they are."""
    lines = [" ".join(s.split("\n")) for s in row["sentences"]]
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    whole = tuple(spans)
    return Report(row["id"], "\n".join(lines), whole, whole, published=row["date"], published_basis="given")


def marking(readings: list[Reading], as_of: str) -> Row:
    """Return what was found, in the marking's form, with the statuses as of the last report's day."""
    links = link(readings)
    thread_of: dict[Ref, str] = {}
    for thread in links.threads:
        thread_of.update(dict.fromkeys((*thread.mentions, *thread.deeds), thread.id))
    status = {f.subject: f.value for f in weigh(readings, links, as_of) if f.kind == "status"}
    return {
        "mentions": [m for r in readings for m in _mentions(r, thread_of)],
        "deeds": [d for r in readings for d in _deeds(r, thread_of)],
        "threads": [
            {
                "id": t.id,
                "by": t.by_name,
                "to": t.to_name,
                "action": t.action,
                "status": _MARKED_AS.get(status.get(t.id, "not_rated"), status.get(t.id, "not_rated")),
            }
            for t in links.threads
        ],
    }


def _mentions(reading: Reading, thread_of: dict[Ref, str]) -> Iterable[Row]:
    text = reading.report.text
    for index, c in enumerate(reading.commitments):
        yield {
            "doc": reading.report.id,
            "sent": c.sentence,
            "kind": c.kind,
            "by": c.by,
            "to": c.to,
            "conveyed_by": c.conveyed_by,
            "action": c.action.text(text),
            "polarity": c.polarity,
            "condition": c.condition.text(text) if c.condition else None,
            "deadline": c.deadline.text(text) if c.deadline else None,
            "thread": thread_of.get(
                Ref(reading.report.id, "commitment", index), f"{reading.report.id}/{index}"
            ),
        }


def _deeds(reading: Reading, thread_of: dict[Ref, str]) -> Iterable[Row]:
    for index, d in enumerate(reading.deeds):
        yield {
            "doc": reading.report.id,
            "sent": d.sentence,
            "thread": thread_of.get(Ref(reading.report.id, "deed", index)),
            "relation": d.relation,
            "asserted_by": d.asserted_by,
            "evidence": d.span.text(reading.report.text),
        }


def read_with(network: Path) -> None:
    """Let all reading in this process use the weights in an ONNX file instead of those that ship."""
    pieces = files("trackrecord.encoder") / "weights" / PIECES
    encoder = Encoder(network.read_bytes(), pieces.read_text("utf-8"))
    parse.load_encoder = lambda: encoder


# --------------------------------------------------------------------------- the metric


def score(gold: Row, found: Row) -> dict[str, float]:
    """Return the figures of one marking against another, in percent."""
    right = [m for m in gold["mentions"] if m["kind"] in _COMMITMENTS]
    mine = [m for m in found["mentions"] if m["kind"] in _COMMITMENTS]
    pairs = _paired(right, mine)
    every = _paired(gold["mentions"], found["mentions"])
    out: dict[str, float] = {}
    _three(out, "sentences", *_sets(right, mine))
    _three(out, "mentions", len(pairs), len(mine), len(right))
    out["by"] = _percent(sum(_same_name(g.get("by"), m.get("by")) for g, m in pairs), len(pairs))
    out["kind"] = _percent(sum(g["kind"] == m["kind"] for g, m in every), len(every))
    fields = [(g.get(f), m.get(f)) for g, m in pairs for f in ("condition", "deadline")]
    shared = sum(bool(a and b and set(_words(a)) & set(_words(b))) for a, b in fields)
    _three(out, "fields", shared, sum(bool(b) for _, b in fields), sum(bool(a) for a, _ in fields))
    relations, told = _relations(gold["deeds"]), _relations(found["deeds"])
    both = relations.keys() & told.keys()
    _three(out, "deeds", len(both), len(told), len(relations))
    out["relation"] = _percent(sum(bool(relations[k] & told[k]) for k in both), len(both))
    out["threads"] = _b_cubed([g["thread"] for g, _ in pairs], [m["thread"] for _, m in pairs])
    out["status"] = _status_right(gold, found, right, pairs)
    return out


def _words(text: str | None) -> list[str]:
    return re.findall(r"[\w'-]+", (text or "").lower())


def _same_name(a: str | None, b: str | None) -> bool:
    first, second = set(_words(a)), set(_words(b))
    return bool((first & second) - _TITLES) or (bool(first) and first == second)


def _overlap(a: str, b: str) -> float:
    first, second = Counter(_words(a)), Counter(_words(b))
    joint = sum((first | second).values())
    return sum((first & second).values()) / joint if joint else 0.0


def _paired(gold: list[Row], found: list[Row]) -> list[tuple[Row, Row]]:
    """Pair mentions one to one within their sentence, the best shared actions first, at half or more."""
    at = defaultdict(list)
    for j, m in enumerate(found):
        at[m["doc"], m["sent"]].append(j)
    ranked = sorted(
        (
            (_overlap(g["action"], found[j]["action"]), i, j)
            for i, g in enumerate(gold)
            for j in at[g["doc"], g["sent"]]
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for overlap, i, j in ranked:
        if overlap >= 0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _sets(gold: list[Row], found: list[Row]) -> tuple[int, int, int]:
    first, second = ({(m["doc"], m["sent"]) for m in rows} for rows in (gold, found))
    return len(first & second), len(second), len(first)


def _relations(deeds: list[Row]) -> dict[tuple[str, int], set[str]]:
    told: dict[tuple[str, int], set[str]] = defaultdict(set)
    for d in deeds:
        told[d["doc"], d["sent"]].add(_GROUP[d["relation"]])
    return told


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(1, whole), 1)


def _three(out: dict[str, float], name: str, right: int, found: int, gold: int) -> None:
    """Set ``NAME_f1``, ``NAME_p`` and ``NAME_r``."""
    p, r = right / max(1, found), right / max(1, gold)
    out[f"{name}_f1"] = round(200 * p * r / (p + r), 1) if p + r else 0.0
    out[f"{name}_p"], out[f"{name}_r"] = round(100 * p, 1), round(100 * r, 1)


def _b_cubed(gold: list[str], found: list[str]) -> float:
    def side(a: list[str], b: list[str]) -> float:
        shares = []
        for i, key in enumerate(a):
            same = [k for k, other in enumerate(a) if other == key]
            shares.append(sum(b[k] == b[i] for k in same) / len(same))
        return sum(shares) / len(shares) if shares else 0.0

    r, p = side(gold, found), side(found, gold)
    return round(200 * p * r / (p + r), 1) if p + r else 0.0


def _status_right(gold: Row, found: Row, right: list[Row], pairs: list[tuple[Row, Row]]) -> float:
    marked = {t["id"]: t["status"] for t in gold["threads"]}
    mine = {t["id"]: t["status"] for t in found["threads"]}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for g, m in pairs:
        votes[g["thread"]][m["thread"]] += 1
    rated = sorted({m["thread"] for m in right if marked[m["thread"]] != "not_rated"})
    hits = sum(bool(votes[t]) and mine.get(votes[t].most_common(1)[0][0]) == marked[t] for t in rated)
    return _percent(hits, len(rated))


def errors(gold: Row, found: Row, sentences: dict[str, list[str]]) -> Iterable[Row]:
    """Yield what one marking has otherwise than the marked one, each with its sentence."""
    pairs = _paired(gold["mentions"], found["mentions"])
    matched = {id(m) for pair in pairs for m in pair}

    def told(row: Row) -> Row:
        return {"doc": row["doc"], "sent": row["sent"], "sentence": sentences[row["doc"]][row["sent"]]}

    for what, rows in (("mention missed", gold["mentions"]), ("mention invented", found["mentions"])):
        for m in rows:
            if m["kind"] in _COMMITMENTS and id(m) not in matched:
                yield {"error": what, "kind": m["kind"], "by": m["by"], "action": m["action"], **told(m)}
    for right, mine in pairs:
        if right["kind"] in _COMMITMENTS and not _same_name(right.get("by"), mine.get("by")):
            yield {
                "error": "promisor",
                "marked": right["by"],
                "found": mine["by"],
                "action": mine["action"],
                **told(right),
            }
        if right["kind"] != mine["kind"]:
            yield {"error": "kind", "marked": right["kind"], "found": mine["kind"], **told(right)}
    yield from _deed_errors(gold, found, pairs, told)
    yield from _status_errors(gold, found, pairs)


def _deed_errors(
    gold: Row, found: Row, pairs: list[tuple[Row, Row]], told: Callable[[Row], Row]
) -> Iterable[Row]:
    marked = {(d["doc"], d["sent"]) for d in gold["deeds"]}
    mine = {(d["doc"], d["sent"]) for d in found["deeds"]}
    stands_for: dict[str, set[str]] = defaultdict(set)
    for right, one in pairs:
        stands_for[one["thread"]].add(right["thread"])
    for d in gold["deeds"]:
        if (d["doc"], d["sent"]) not in mine:
            yield {"error": "deed missed", "relation": d["relation"], "thread": d["thread"], **told(d)}
    for d in found["deeds"]:
        if (d["doc"], d["sent"]) not in marked:
            yield {"error": "deed invented", "relation": d["relation"], "evidence": d["evidence"], **told(d)}
            continue
        same = [g for g in gold["deeds"] if (g["doc"], g["sent"]) == (d["doc"], d["sent"])]
        if all(_GROUP[g["relation"]] != _GROUP[d["relation"]] for g in same):
            marks = sorted({g["relation"] for g in same})
            yield {"error": "relation", "marked": marks, "found": d["relation"], **told(d)}
        if d["thread"] and not stands_for[d["thread"]] & {g["thread"] for g in same}:
            marks = sorted({g["thread"] for g in same})
            yield {"error": "deed of another thread", "marked": marks, "evidence": d["evidence"], **told(d)}


def _status_errors(gold: Row, found: Row, pairs: list[tuple[Row, Row]]) -> Iterable[Row]:
    mine = {t["id"]: t for t in found["threads"]}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for right, one in pairs:
        votes[right["thread"]][one["thread"]] += 1
    for t in gold["threads"]:
        if t["status"] == "not_rated" and not votes[t["id"]]:
            continue
        best = mine[votes[t["id"]].most_common(1)[0][0]] if votes[t["id"]] else None
        if best is None or best["status"] != t["status"]:
            status = best["status"] if best else None
            yield {
                "error": "status",
                "marked": t["status"],
                "found": status,
                "by": t["by"],
                "action": t["action"],
            }


def main(arguments: list[str] | None = None) -> None:
    """Read, mark, write, and score where a marking to compare with is given."""
    parser = argparse.ArgumentParser(prog="benchmarks.words_and_deeds", description=__doc__)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--encoder", type=Path, help="other weights, an ONNX file of the same form")
    parser.add_argument("--errors", type=Path, help="with --gold: where to write what went wrong")
    parser.add_argument("--without-encoder", action="store_true", help="read with the rules alone")
    options = parser.parse_args(arguments)
    rows = json.loads(options.docs.read_text("utf-8"))
    if options.encoder:
        read_with(options.encoder)
    start = time.process_time()
    with_encoder = not options.without_encoder
    readings = [read_report(report_of(row), with_encoder=with_encoder) for row in rows]
    found = marking(readings, max(row["date"] for row in rows))
    seconds = time.process_time() - start
    found["topic"] = options.docs.name.split(".")[0]
    options.out.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    figures: dict[str, Any] = {}
    if options.gold:
        gold = json.loads(options.gold.read_text("utf-8"))
        figures.update(score(gold, found))
        if options.errors:
            sentences = {row["id"]: row["sentences"] for row in rows}
            lines = (json.dumps(e, ensure_ascii=False) for e in errors(gold, found, sentences))
            options.errors.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    if with_encoder and (encoder := parse.load_encoder()) is not None:
        reports = [report_of(row) for row in rows]
        start = time.process_time()
        read = sum(len(encoder.read(r.text, r.sentences)) for r in reports)
        figures["encoder_sentences_per_cpu_second"] = round(read / (time.process_time() - start))
    figures.update(seconds_cpu=round(seconds, 1), items=len(rows), version=__version__)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
