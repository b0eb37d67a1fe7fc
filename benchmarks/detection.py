"""Events found in running text, against a marking of every event in a set of reports.

``python -m benchmarks.detection --docs FILE --gold FILE`` (repeatable in pairs) prints ``typed_f1`` (an event of
the right type in the right sentence, matched one to one), ``who_whom_f1`` (and actor and recipient each
overlapping the gold span, or both absent), ``reality_right`` (of the typed matches) and
``quiet_sentences_marked`` (percent of the sentences without an event that got one). The gold folds ``ongoing``
into ``happened`` and ``called_for`` into ``planned``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from trackrecord import __version__
from trackrecord.clean.sentences import split_paragraphs
from trackrecord.read.dates.finding import find_dates
from trackrecord.read.events.acts import Act
from trackrecord.read.events.arguments import denoted
from trackrecord.read.events.finding import acts_in, find_events
from trackrecord.read.parse import Parsed, answered, parse
from trackrecord.read.parties.finding import Parties, find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Report, Span

_FOLD = {"ongoing": "happened", "called_for": "planned"}


def report_of(doc: dict[str, Any]) -> Report:
    """Return a report whose sentences are the given ones, one a line."""
    spans, start = [], 0
    for sentence in doc["sentences"]:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    text = "\n".join(doc["sentences"])
    sentences = tuple(s for s in spans if s.end > s.start)
    return Report(doc["id"], text, sentences, split_paragraphs(text), published=doc.get("date"))


def found_in(doc: dict[str, Any], *, with_encoder: bool = True) -> list[dict[str, Any]]:
    """Return the events of one document in the gold's form, roles as spans of the sentence."""
    report = report_of(doc)
    parsed = answered(parse(report)) if with_encoder else parse(report)
    parties = find_parties(parsed)
    dates = find_dates(parsed)
    statements = find_statements(parsed, parties)
    numbers, offset = {}, 0
    for number, sentence in enumerate(doc["sentences"]):
        numbers[offset] = number
        offset += len(sentence) + 1
    heads = _roles(parsed, parties)
    rows = []
    for event in find_events(parsed, parties, dates, statements):
        start = report.sentences[event.sentence].start
        act = heads.get((event.trigger.start, event.type))
        rows.append(
            {
                "doc": doc["id"],
                "sent": numbers[start],
                "type": event.type,
                "actor": _phrase(parsed, act.actors if act else (), event.actors, parties, event.sentence),
                "recipient": _phrase(
                    parsed, act.recipients if act else (), event.recipients, parties, event.sentence
                ),
                "trigger": event.trigger.text(report.text),
                "reality": event.reality,
            }
        )
    return rows


def _roles(parsed: Parsed, parties: Parties) -> dict[tuple[int, str], Act]:
    roles = {}
    for _, sentence in parsed.sentences():
        for act in acts_in(sentence, parties):
            roles[min(t.idx for t in act.trigger), act.type] = act
    return roles


def _phrase(
    parsed: Parsed, tokens: Any, ids: tuple[str, ...], parties: Parties, sentence: int
) -> list[list[str]]:
    """Return the noun phrases that fill a role, as texts (the gold gives one text; any of ours may match it)."""
    phrases = []
    span = parsed.report.sentences[sentence]
    named = [i for t in tokens for i in denoted(t, parties)] or list(ids)
    for token in tokens:
        phrases.append([w.text for w in token.subtree if _in_phrase(w, token)])
    for party_id in named:
        party = parties.get(party_id)
        for mention in party.mentions if party else ():
            if span.contains(mention.span):
                phrases.append(mention.span.text(parsed.text).split())
    return phrases


def _in_phrase(word: Any, head: Any) -> bool:
    """Whether the word belongs to the noun phrase of *head*, clauses and appositions left out."""
    while word.i != head.i:
        if word.dep_ in ("relcl", "acl", "appos", "punct", "conj", "cc", "advcl"):
            return False
        if word.dep_ == "prep" and word.lower_ not in ("of", "for", "in", "from"):
            return False
        word = word.head
    return True


def _role_right(gold: str | None, phrases: list[list[str]]) -> bool:
    if gold is None or not phrases:
        return gold is None and not phrases
    words = {w.lower().strip(".,'’\"") for w in gold.replace("'s", " ").split()} - {
        "the",
        "a",
        "of",
        "and",
        "in",
    }
    return any(w.lower().strip(".,'’\"") in words for phrase in phrases for w in phrase)


def score(
    docs: list[dict[str, Any]], gold: list[dict[str, Any]], found: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the figures, in percent, with per-type F1 under ``types``."""
    wanted, got = defaultdict(list), defaultdict(list)
    for event in gold:
        wanted[event["doc"], event["sent"]].append(event)
    for event in found:
        got[event["doc"], event["sent"]].append(event)
    typed = whom = real = 0
    by_type: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, events in wanted.items():
        for kind in {e["type"] for e in events}:
            theirs = [e for e in events if e["type"] == kind]
            ours = [e for e in got[key] if e["type"] == kind]
            pairs = _matched(theirs, ours)
            typed += len(pairs)
            by_type[kind][0] += len(pairs)
            whom += sum(1 for g, f in pairs if _both_right(g, f))
            real += sum(1 for g, f in pairs if g["reality"] == _FOLD.get(f["reality"], f["reality"]))
    for event in gold:
        by_type[event["type"]][1] += 1
    for event in found:
        by_type[event["type"]][2] += 1
    quiet = [(d["id"], i) for d in docs for i, s in enumerate(d["sentences"]) if (d["id"], i) not in wanted]
    loud = sum(1 for key in quiet if got[key])
    total = len(gold) + len(found)
    return {
        "typed_f1": _percent(2 * typed, total),
        "who_whom_f1": _percent(2 * whom, total),
        "reality_right": _percent(real, typed),
        "quiet_sentences_marked": _percent(loud, len(quiet)),
        "typed_precision": _percent(typed, len(found)),
        "typed_recall": _percent(typed, len(gold)),
        "types": {k: [_percent(2 * a, b + c), a, b, c] for k, (a, b, c) in sorted(by_type.items())},
    }


def _matched(
    theirs: list[dict[str, Any]], ours: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair gold and found events of one type one to one, those with the most in common first."""
    scored = sorted(
        ((-_likeness(g, f), i, j) for i, g in enumerate(theirs) for j, f in enumerate(ours)),
    )
    used_g, used_f, pairs = set(), set(), []
    for _, i, j in scored:
        if i not in used_g and j not in used_f:
            used_g.add(i)
            used_f.add(j)
            pairs.append((theirs[i], ours[j]))
    return pairs


def _likeness(gold: dict[str, Any], found: dict[str, Any]) -> int:
    same = set(gold["trigger"].lower().split()) & set(found["trigger"].lower().split())
    return (
        2 * bool(same)
        + _role_right(gold["actor"], found["actor"])
        + _role_right(gold["recipient"], found["recipient"])
    )


def _both_right(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    return _role_right(gold["actor"], found["actor"]) and _role_right(gold["recipient"], found["recipient"])


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark and print its figures as one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", nargs="+", required=True, type=Path)
    parser.add_argument("--gold", nargs="+", required=True, type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--without-encoder", action="store_true", help="read with the rules alone")
    args = parser.parse_args(argv)
    docs = [d for path in args.docs for d in json.loads(path.read_text(encoding="utf-8"))]
    gold = [e for path in args.gold for e in json.loads(path.read_text(encoding="utf-8"))]
    started = time.process_time()
    found = [row for doc in docs for row in found_in(doc, with_encoder=not args.without_encoder)]
    seconds = time.process_time() - started
    if args.predictions:
        with args.predictions.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    figures = score(docs, gold, found)
    figures |= {"seconds_cpu": round(seconds, 2), "items": len(gold), "version": __version__}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
