"""How far two independent readings of the same texts agree: Cohen's kappa, task by task.

``python -m training.agreement`` prints one JSON object. A unit is a sentence (does it tell of a commitment, of a deed,
of an event of a type) or a character (does it lie in the content of a statement); kappa corrects for chance
(Cohen 1960). The second readings are the ``*.second.jsonl`` beside the labels.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.targets import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


def kappa(pairs: Iterable[tuple[object, object]]) -> float:
    """Return Cohen's kappa of two raters' labels of the same units, -1 to 1; 1.0 where both always say the same."""
    both = list(pairs)
    n = max(1, len(both))
    seen = sum(a == b for a, b in both) / n
    labels = {label for pair in both for label in pair}
    chance = sum(
        (sum(a == label for a, _ in both) / n) * (sum(b == label for _, b in both) / n) for label in labels
    )
    return 1.0 if chance == 1.0 else (seen - chance) / (1 - chance)


def _rows(name: str) -> list[Row]:
    file = DATA / name
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def _twice(task: str, key: Sequence[str]) -> list[tuple[Row, Row]]:
    first = {tuple(r[k] for k in key): r for r in _rows(f"{task}.jsonl")}
    twice = [(first.get(tuple(r[k] for k in key)), r) for r in _rows(f"{task}.second.jsonl")]
    return [(a, b) for a, b in twice if a is not None]


def _kinds(row: Row, sentence: int) -> str:
    kinds = sorted({m[1] for m in row["mentions"] if m[0] == sentence} & {"promise", "agreement", "offer"})
    return kinds[0] if kinds else ""


def _inside(row: Row) -> set[tuple[int, int]]:
    return {(s, at) for s, _, _, (a, b) in row["attributions"] for at in range(a, b)}


def agreement() -> dict[str, float]:
    """Return the kappas of all tasks and how many units were read twice."""
    told: dict[str, float] = {}
    deeds = _twice("words_and_deeds", ("id", "batch"))
    units = [(a, b, s) for a, b in deeds for s in range(a["sentences"])]
    told["commitment_sentences"] = kappa((bool(_kinds(a, s)), bool(_kinds(b, s))) for a, b, s in units)
    told["commitment_kinds"] = kappa(
        (_kinds(a, s), _kinds(b, s)) for a, b, s in units if _kinds(a, s) and _kinds(b, s)
    )
    told["deed_sentences"] = kappa(
        (any(d[0] == s for d in a["deeds"]), any(d[0] == s for d in b["deeds"])) for a, b, s in units
    )
    told["words_and_deeds_units"] = len(units)
    spoken = _twice("attributions", ("id", "batch"))
    contents = []
    for a, b in spoken:
        one, two = _inside(a), _inside(b)
        lengths: dict[int, int] = {}
        for s, at in one | two:
            lengths[s] = max(lengths.get(s, 0), at + 1)
        contents += [((s, i) in one, (s, i) in two) for s, n in lengths.items() for i in range(n)]
    told["content_characters"] = kappa(contents)
    told["attribution_sentences"] = kappa(
        (any(x[0] == s for x in a["attributions"]), any(x[0] == s for x in b["attributions"]))
        for a, b in spoken
        for s in range(a["sentences"])
    )
    told["attribution_units"] = sum(a["sentences"] for a, _ in spoken)
    happened = _twice("events", ("id", "sentence"))
    told["event_types"] = kappa(
        (any(e[0] == t for e in a["events"]), any(e[0] == t for e in b["events"]))
        for a, b in happened
        for t in TYPES
    )
    told["event_units"] = len(happened)
    return {name: round(value, 3) for name, value in told.items()}


if __name__ == "__main__":
    print(json.dumps(agreement()))
