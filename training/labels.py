"""Labels: which characters of which sentence say what.

A :class:`Marked` document is a report as numbered sentences with the marks of the tasks it was read for. Spans are
``(start, end)`` in code points of their sentence. The texts are other people's and stay where they are: the files
in ``training/data`` hold offsets and a digest, the sentences come from ``--data``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Place = tuple[int, int]


@dataclass
class Mention:
    """A commitment mention in one sentence."""

    sentence: int
    kind: str
    action: Place
    condition: Place | None
    deadline: Place | None
    thread: str
    by: str | None = None
    to: str | None = None


@dataclass
class Deed:
    """A deed in one sentence."""

    sentence: int
    relation: str
    evidence: Place
    thread: str


@dataclass
class Event:
    """A political event in one sentence."""

    sentence: int
    type: str
    actor: Place | None
    recipient: Place | None
    trigger: Place
    reality: str


@dataclass
class Attribution:
    """One piece of a content with the source and cue that stand in its sentence."""

    sentence: int
    source: Place | None
    cue: Place | None
    content: Place


@dataclass
class Marked:
    """A report with its marks; ``tasks`` says for which of them every sentence was read."""

    id: str
    topic: str
    sentences: list[str]
    tasks: set[str]
    mentions: list[Mention] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    # Two places of a sentence and what the first does to the second (a root, None for nothing).
    pairs: list[tuple[int, Place, Place, str | None]] = field(default_factory=list)


def place(sentence: str, words: str | None) -> Place | None:
    """Return where *words* stand in *sentence*, or None for no words; raise ValueError where they do not."""
    if not words:
        return None
    start = sentence.find(words)
    if start < 0:
        message = f"{words!r} does not stand in {sentence!r}"
        raise ValueError(message)
    return start, start + len(words)


def words_and_deeds(folder: Path) -> Iterable[Marked]:
    """Yield the reports of ``TOPIC.docs.json`` with the marks of ``TOPIC.gold.json``."""
    for docs in sorted(folder.glob("*.docs.json")):
        topic = docs.name.split(".")[0]
        gold = json.loads(docs.with_name(f"{topic}.gold.json").read_text("utf-8"))
        reports = {
            d["id"]: Marked(d["id"], topic, d["sentences"], {"words_and_deeds"})
            for d in json.loads(docs.read_text("utf-8"))
        }
        for m in gold["mentions"]:
            report = reports[m["doc"]]
            text = report.sentences[m["sent"]]
            action = place(text, m["action"])
            assert action is not None
            report.mentions.append(
                Mention(
                    m["sent"],
                    m["kind"],
                    action,
                    place(text, m["condition"]),
                    place(text, m["deadline"]),
                    f"{topic}/{m['thread']}",
                    m["by"],
                    m["to"],
                )
            )
        for d in gold["deeds"]:
            report = reports[d["doc"]]
            evidence = place(report.sentences[d["sent"]], d["evidence"])
            assert evidence is not None
            report.deeds.append(Deed(d["sent"], d["relation"], evidence, f"{topic}/{d['thread']}"))
        yield from reports.values()


def add_events(reports: Iterable[Marked], folder: Path) -> None:
    """Add the marks of ``TOPIC.events.json`` to the reports of that topic."""
    of_topic: dict[str, dict[str, Marked]] = defaultdict(dict)
    for report in reports:
        of_topic[report.topic][report.id] = report
    for file in sorted(folder.glob("*.events.json")):
        topic = file.name.split(".")[0]
        for report in of_topic[topic].values():
            report.tasks.add("events")
        for e in json.loads(file.read_text("utf-8")):
            report = of_topic[topic][e["doc"]]
            report.events.append(_event(report.sentences[e["sent"]], e))


def _event(text: str, e: dict[str, Any]) -> Event:
    trigger = place(text, e["trigger"])
    assert trigger is not None
    return Event(
        e["sent"], e["type"], place(text, e["actor"]), place(text, e["recipient"]), trigger, e["reality"]
    )


def own(folder: Path, sentences: dict[str, list[str]]) -> Iterable[Marked]:
    """Yield what the files of *folder* mark in reports whose *sentences* are given by report id.

    Raises ValueError where a text is not the one that was read.
    """
    for row in _rows(folder / "words_and_deeds.jsonl"):
        report = Marked(row["id"], row["batch"], _checked(row, sentences), {"words_and_deeds"})
        _add_words_and_deeds(report, row)
        yield report
    for row in _rows(folder / "attributions.jsonl"):
        report = Marked(row["id"], row["batch"], _checked(row, sentences), {"attributions"})
        for s, source, cue, content in row["attributions"]:
            report.attributions.append(Attribution(s, _place(source), _place(cue), tuple(content)))
        yield report
    # Single sentences: those of one batch stand together as if they were a report.
    batches: dict[str, Marked] = {}
    for row in _rows(folder / "events.jsonl"):
        report = batches.setdefault(row["batch"], Marked(row["batch"], row["batch"], [], {"events"}))
        text = sentences[row["id"]][row["sentence"]]
        _check([text], row)
        for kind, actor, recipient, trigger, reality in row["events"]:
            report.events.append(
                Event(
                    len(report.sentences),
                    kind,
                    _place(actor),
                    _place(recipient),
                    tuple(trigger),
                    reality,
                )
            )
        report.sentences.append(text)
    yield from batches.values()


def texts(shared: Path) -> dict[str, list[str]]:
    """Return the sentences of every report of the pool and the timelines, by report id."""
    found: dict[str, list[str]] = {}
    files = [shared / "pool" / "reports.jsonl.gz", *(shared / "benchmarks" / "timelines").glob("*.jsonl.gz")]
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                found[row["id"]] = row["sentences"]
    return found


def places(file: Path) -> Iterable[tuple[str, int, Place, Place]]:
    """Yield the pairs of places that *file* names, a line each: report, sentence, then starts and ends."""
    for line in file.read_text("utf-8").splitlines():
        report, *numbers = line.split(" ")
        sentence, a, b, c, d = map(int, numbers)
        yield report, sentence, (a, b), (c, d)


def digest(sentences: list[str]) -> str:
    """Return what tells one text from another: 16 hexadecimal digits of the SHA-256 of its lines."""
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16]


def _add_words_and_deeds(report: Marked, row: dict[str, Any]) -> None:
    for s, kind, action, condition, deadline, thread, _polarity, by, to in row["mentions"]:
        own = f"{report.topic}/{thread}"
        places = tuple(action), _place(condition), _place(deadline)
        report.mentions.append(Mention(s, kind, *places, own, by, to))
    for s, relation, evidence, thread in row["deeds"]:
        report.deeds.append(Deed(s, relation, tuple(evidence), f"{report.topic}/{thread}"))


def _rows(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def _place(pair: list[int] | None) -> Place | None:
    return None if pair is None else (pair[0], pair[1])


def _checked(row: dict[str, Any], sentences: dict[str, list[str]]) -> list[str]:
    text = sentences[row["id"]][: row["sentences"]]
    _check(text, row)
    return text


def _check(text: list[str], row: dict[str, Any]) -> None:
    if digest(text) != row["digest"]:
        message = f"{row['id']} ({row['batch']}): the text is not the one that was marked"
        raise ValueError(message)


def written(folder: Path) -> Iterable[Marked]:
    """Yield the passages that were written for the project, kept in full with their marks."""
    for row in _rows(folder / "written.jsonl"):
        passage = Marked(row["id"], row["id"], row["sentences"], {"words_and_deeds"})
        _add_words_and_deeds(passage, row)
        yield passage


def written_pairs(folder: Path) -> Iterable[Marked]:
    """Yield the sentences that were written for the project with pairs of parties, each as if it were a report."""
    for number, row in enumerate(_rows(folder / "written_pairs.jsonl")):
        report = Marked(f"pairs-{number}", "pairs", [row["text"]], set())
        for source, target, root in row["pairs"]:
            a, b = place(row["text"], source), place(row["text"], target)
            assert a is not None
            assert b is not None
            report.pairs.append((0, a, b, None if root == "NONE" else root))
        yield report


def detection(folder: Path) -> Iterable[Marked]:
    """Yield the reports of ``TOPIC.docs.json`` with the events of ``TOPIC.events.json``."""
    for docs in sorted(folder.glob("*.docs.json")):
        topic = docs.name.split(".")[0]
        reports = {
            d["id"]: Marked(d["id"], f"events of {topic}", d["sentences"], {"events"})
            for d in json.loads(docs.read_text("utf-8"))
        }
        for e in json.loads(docs.with_name(f"{topic}.events.json").read_text("utf-8")):
            report = reports[e["doc"]]
            report.events.append(_event(report.sentences[e["sent"]], e))
        yield from reports.values()
