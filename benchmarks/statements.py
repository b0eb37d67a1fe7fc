"""Statements against PolNeAR: content, speaker, and what share of each kind of quotation is found.

``python -m benchmarks.statements --data DIR`` reads ``DIR/text/*.txt`` and ``DIR/attributions/DOC_ANNOTATOR.ann``
(the first annotator by name). A found content is right when it shares half of the union's letters and digits with
a marked one; each counts once, the closest first. End to end, the speaker's span must overlap a marked source too
(a marked statement without a source is then missed). ``speaker_right`` counts the found statements that have a
marked source. A marked statement is direct when its content starts with a quotation mark, mixed when it contains
one, else indirect.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import bareparse
from trackrecord import __version__
from trackrecord.clean.sentences import split_paragraphs, split_sentences
from trackrecord.read.parse import answered, parse_many, pipes
from trackrecord.read.parties.finding import find_parties
from trackrecord.read.statements.finding import find_statements
from trackrecord.types import Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = __version__
_TEXT_BOUND = re.compile(r"(T\d+)\t\w+ (\d+ \d+(?:;\d+ \d+)*)\t")
_OPENS = tuple("\"'“”‘’«„`")
_MARK = re.compile(r"[\"“”‘«»„]|''|``")


class Marked(NamedTuple):
    """A statement as marked or found: content, source and cue spans."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]

    def quote(self, text: str) -> str:
        """The content as one string."""
        return " ".join(s.text(text) for s in self.content)

    def kind(self, text: str) -> str:
        """``direct``, ``mixed`` or ``indirect``, by the quotation marks in the content."""
        quote = self.quote(text)
        if quote.startswith(_OPENS):
            return "direct"
        return "mixed" if _MARK.search(quote) else "indirect"


def read_marked(path: Path) -> list[Marked]:
    """Read one BRAT standoff file: the attributions that have a content."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[dict[str, list[Span]]] = []
    for line in path.read_text("utf-8").split("\n"):
        key, _, rest = line.partition("\t")
        if bounds := _TEXT_BOUND.match(line):
            spans[bounds[1]] = tuple(Span(*map(int, b.split())) for b in bounds[2].split(";"))
        elif re.fullmatch(r"E\d+", key):
            event: dict[str, list[Span]] = {"Content": [], "Source": [], "Cue": []}
            for role, _, target in (part.partition(":") for part in rest.split()):
                name = role.rstrip("0123456789")
                if name in event:
                    event[name].extend(spans.get(target, ()))
            events.append(event)
    return [
        Marked(tuple(sorted(e["Content"])), tuple(sorted(e["Source"])), tuple(sorted(e["Cue"])))
        for e in events
        if e["Content"]
    ]


def _letters(text: str, spans: Iterable[Span]) -> set[int]:
    return {i for s in spans for i in range(s.start, s.end) if text[i].isalnum()}


def match(text: str, marked: list[Marked], found: list[Marked]) -> dict[int, int]:
    """Return marked index → found index for contents at intersection over union of a half or more."""
    gold = [_letters(text, m.content) for m in marked]
    mine = [_letters(text, f.content) for f in found]
    pairs = []
    for g, wanted in enumerate(gold):
        for f, given in enumerate(mine):
            shared = len(wanted & given)
            if shared and shared / len(wanted | given) >= 0.5:
                pairs.append((-shared / len(wanted | given), g, f))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, f in sorted(pairs):
        if g not in matched and f not in taken:
            matched[g] = f
            taken.add(f)
    return matched


def speaker_overlaps(marked: Marked, found: Marked) -> bool:
    """Whether any source span of the one overlaps any of the other."""
    return any(a.overlaps(b) for a in marked.source for b in found.source)


def load_data(data: Path) -> list[tuple[Report, list[Marked]]]:
    """Return every report under *data* with its marked statements, by name."""
    first: dict[str, Path] = {}
    for path in sorted((data / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rpartition("_")[0], path)
    out = []
    for path in sorted((data / "text").glob("*.txt")):
        if path.stem in first:
            text = path.read_bytes().decode("utf-8")
            report = Report(path.stem, text, split_sentences(text), split_paragraphs(text))
            out.append((report, read_marked(first[path.stem])))
    return out


def percent(part: float, whole: float) -> float:
    """Return 100 × part / whole to two places; 0 for an empty whole."""
    return round(100 * part / whole, 2) if whole else 0.0


def score(items: list[tuple[str, list[Marked], list[Marked]]]) -> dict[str, float]:
    """Return the figures over (text, marked, found) of each report."""
    marked_count = found_count = hits = right = with_source = 0
    kinds = {"direct": [0, 0], "mixed": [0, 0], "indirect": [0, 0]}
    for text, marked, found in items:
        matched = match(text, marked, found)
        marked_count += len(marked)
        found_count += len(found)
        hits += len(matched)
        for g, f in matched.items():
            with_source += bool(marked[g].source)
            right += speaker_overlaps(marked[g], found[f])
        for g, m in enumerate(marked):
            kinds[m.kind(text)][0] += g in matched
            kinds[m.kind(text)][1] += 1
    return {
        "content_f1": percent(2 * hits, marked_count + found_count),
        "content_precision": percent(hits, found_count),
        "content_recall": percent(hits, marked_count),
        "end_to_end_f1": percent(2 * right, marked_count + found_count),
        **{f"{kind}_found": percent(*counts) for kind, counts in kinds.items()},
        "speaker_right": percent(right, with_source),
    }


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--without-encoder", action="store_true", help="read with the rules alone")
    options = parser.parse_args()
    pipes()
    data = load_data(options.data)
    begin = time.process_time()
    parses = list(parse_many(report for report, _ in data))
    parsed_at = time.process_time()
    if not options.without_encoder:
        parses = [answered(parsed) for parsed in parses]
    answered_at = time.process_time()
    results = [find_statements(parsed, find_parties(parsed)) for parsed in parses]
    done = time.process_time()
    items = [
        (report.text, marked, [Marked(s.content, s.speaker, s.cue) for s in found])
        for (report, marked), found in zip(data, results, strict=True)
    ]
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as out:
            for (report, _), found in zip(data, results, strict=True):
                for s in found:
                    row = {"report": report.id, "content": s.content, "speaker": s.speaker, "cue": s.cue,
                           "kind": s.kind, "speaker_text": s.speaker_text}  # fmt: skip
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
    bare = max(bareparse.seconds([report.text for report, _ in data]), 0.001)
    figures = score(items) | {
        "parse_ratio": round((done - begin) / bare, 3),
        # The encoder's answers serve all of reading; this is its share of the ratio.
        "encoder_ratio": round((answered_at - parsed_at) / bare, 3),
        "seconds_cpu": round(done - begin, 2),
        "items": len(data),
        "version": VERSION,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
