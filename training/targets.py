"""Targets: sentences of a report as word pieces, with what every head should answer.

The layout is the run time's (``trackrecord.encoder.windows``): each sentence is led by its own ``[CLS]``, where the
sentence heads read (as in Liu 2019, *Fine-tune BERT for extractive summarization*); token heads read the word
pieces. ``IGNORED`` marks what nobody has labelled.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.encoder.heads import (
    ACTION_CLOSES,
    ACTION_OPENS,
    KINDS,
    LEADING,
    LEADING_ACTION,
    LEADING_COMMITMENT,
    LEADING_CONTEXT,
    LEADING_DEED,
    LEADING_EVENT,
    LEADING_MENTION,
    REALITIES,
    RELATIONS,
    SENTENCE_HEADS,
    SOURCE_CLOSES,
    SOURCE_OPENS,
    TARGET_CLOSES,
    TARGET_OPENS,
    TOKEN_HEADS,
    TYPES,
)
from trackrecord.encoder.windows import LONGEST_SENTENCE

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from training.labels import Event, Marked, Mention, Place

IGNORED = -100


@dataclass
class Sentence:
    """One sentence's word pieces, ``[CLS]`` first, and its targets."""

    pieces: np.ndarray
    tokens: dict[str, np.ndarray]
    whole: dict[str, np.ndarray]
    soft: dict[str, np.ndarray] = field(default_factory=dict)  # a teacher's probabilities, head by head


def sentences_of(report: Marked, tokenizer: Tokenizer) -> list[Sentence]:
    """Return the report's sentences with their targets, cut to :data:`LONGEST_SENTENCE` word pieces."""
    made = []
    for index, text in enumerate(report.sentences):
        encoded = tokenizer.encode(text, add_special_tokens=False)
        ids = encoded.ids[: LONGEST_SENTENCE - 1]
        offsets = encoded.offsets[: LONGEST_SENTENCE - 1]
        made.append(_sentence(report, index, ids, offsets))
    return made


def _sentence(report: Marked, index: int, ids: list[int], offsets: list[Place]) -> Sentence:
    n = len(ids) + 1
    tokens = {name: np.full(n, IGNORED, np.int16) for name in TOKEN_HEADS}
    whole = {name: np.full(size, IGNORED, np.int16) for name, size in SENTENCE_HEADS.items()}

    def clear(*names: str) -> None:
        for name in names:
            tokens[name][1:] = 0

    def tag(name: str, where: Place | None, first: int, rest: int) -> None:
        if where is None:
            return
        inside = [i + 1 for i, (a, b) in enumerate(offsets) if a < where[1] and where[0] < b]
        if inside and all(tokens[name][i] == 0 for i in inside):
            tokens[name][inside] = rest
            tokens[name][inside[0]] = first

    if "words_and_deeds" in report.tasks:
        clear("action", "term", "evidence")
        for name in SENTENCE_HEADS:
            whole[name][:] = 0
        for m in sorted(report.mentions, key=lambda m: m.action[0] - m.action[1]):
            if m.sentence == index:
                k = KINDS.index(m.kind)
                tag("action", m.action, 1 + 2 * k, 2 + 2 * k)
                tag("term", m.condition, 1, 2)
                tag("term", m.deadline, 3, 4)
                whole["kinds"][k] = 1
        for d in report.deeds:
            if d.sentence == index:
                tag("evidence", d.evidence, 1, 2)
                whole["deed"][0] = 1
                whole["relations"][RELATIONS.index(d.relation)] = 1
        if whole["deed"][0] != 1:
            whole["relations"][:] = IGNORED
    if "events" in report.tasks:
        clear("trigger")
        for e in report.events:
            if e.sentence == index:
                t = 1 + TYPES.index(e.type)
                tag("trigger", e.trigger, t, t)
                for i, (a, b) in enumerate(offsets):
                    if a < e.trigger[1] and e.trigger[0] < b and tokens["trigger"][i + 1] == t:
                        tokens["reality"][i + 1] = REALITIES.index(e.reality)
    if "attributions" in report.tasks:
        clear("content", "inner", "role")
        for at in sorted(report.attributions, key=lambda at: at.content[0] - at.content[1]):
            if at.sentence == index:
                before = tokens["content"].copy()
                tag("content", at.content, 1, 2)
                if (before == tokens["content"]).all():
                    tag("inner", at.content, 1, 2)
                tag("role", at.source, 1, 2)
                tag("role", at.cue, 3, 4)
    return Sentence(np.array([LEADING, *ids], np.int32), tokens, whole)


def pairs_of(reports: list[Marked], tokenizer: Tokenizer, seed: int = 1, none: int = 3) -> list[Sentence]:
    """Return the pairs that the marks give: deeds with commitments, mentions with mentions, parties with parties.

    For every deed's pair there are *none* that bear on nothing, half of them of the same report.
    """
    rng = random.Random(seed)
    made: list[Sentence] = []
    topics: dict[str, list[Marked]] = {}
    for report in reports:
        if "words_and_deeds" in report.tasks:
            topics.setdefault(report.topic, []).append(report)
        if "events" in report.tasks:
            made += _event_pairs(report, tokenizer, rng)
    for topic in topics.values():
        for report in topic:
            made += _holders(report, tokenizer)
        made += _deed_pairs(topic, tokenizer, rng, none)
        made += _mention_pairs(topic, tokenizer, rng)
    return made


def marked_pieces(
    tokenizer: Tokenizer, text: str, marks: list[tuple[Place, int, int]], longest: int = 90
) -> list[int]:
    """Return the text's word pieces with an opening and a closing piece around each marked span."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    pieces: list[int] = []
    for token, (a, b) in zip(encoded.ids, encoded.offsets, strict=True):
        for (start, end), opens, closes in marks:
            if a <= start < b:
                pieces.append(opens)
        pieces.append(token)
        for (start, end), opens, closes in marks:
            if a < end <= b:
                pieces.append(closes)
    return pieces[:longest]


def _unit(pieces: list[int], at: int, **targets: int) -> Sentence:
    n = len(pieces)
    tokens = {name: np.full(n, IGNORED, np.int16) for name in TOKEN_HEADS}
    for name, target in targets.items():
        tokens[name][at] = target
    whole = {name: np.full(size, IGNORED, np.int16) for name, size in SENTENCE_HEADS.items()}
    return Sentence(np.array(pieces, np.int32), tokens, whole)


def _deed_pairs(topic: list[Marked], tokenizer: Tokenizer, rng: random.Random, none: int) -> list[Sentence]:
    mentions = [(r, m) for r in topic for m in r.mentions if m.kind in ("promise", "agreement", "offer")]
    deeds = {(r.id, d.sentence, d.thread): (r, d) for r in topic for d in r.deeds}
    bearing = {(r_id, s) for r_id, s, _ in deeds}
    made = []

    def pair(r: Marked, m: Mention, other: Marked, sentence: int, relation: str | None) -> None:
        first = marked_pieces(tokenizer, r.sentences[m.sentence], [(m.action, ACTION_OPENS, ACTION_CLOSES)])
        second = marked_pieces(tokenizer, other.sentences[sentence], [])
        pieces = [LEADING_COMMITMENT, *first, LEADING_DEED, *second]
        target = 0 if relation is None else 1 + RELATIONS.index(relation)
        made.append(_unit(pieces, 1 + len(first), bears=target))

    for (_, sentence, thread), (other, deed) in deeds.items():
        mine = [(r, m) for r, m in mentions if m.thread == thread]
        rng.shuffle(mine)
        for r, m in mine[:2]:
            pair(r, m, other, sentence, deed.relation)
            for k in range(none):
                own = r if k % 2 == 0 else rng.choice(topic)
                at = rng.randrange(len(own.sentences))
                if (own.id, at, thread) not in deeds:
                    pair(r, m, own, at, None)
        # The same deed under a commitment that it does not bear on.
        strangers = [
            (r, m) for r, m in mentions if m.thread != thread and (other.id, sentence, m.thread) not in deeds
        ]
        for r, m in rng.sample(strangers, min(2, len(strangers))):
            pair(r, m, other, sentence, None)
    for r, m in mentions:  # a mention does not bear on itself, nor on its neighbours
        for at in (m.sentence, m.sentence + 1):
            if at < len(r.sentences) and (r.id, at) not in bearing and rng.random() < 0.5:
                pair(r, m, r, at, None)
    return made


def _mention_pairs(topic: list[Marked], tokenizer: Tokenizer, rng: random.Random) -> list[Sentence]:
    mentions = [(r, m) for r in topic for m in r.mentions]
    threads: dict[str, list[tuple[Marked, Mention]]] = {}
    for r, m in mentions:
        threads.setdefault(m.thread, []).append((r, m))
    made = []

    def pair(a: tuple[Marked, Mention], b: tuple[Marked, Mention], same: int) -> None:
        first, second = (
            marked_pieces(tokenizer, r.sentences[m.sentence], [(m.action, ACTION_OPENS, ACTION_CLOSES)])
            for r, m in (a, b)
        )
        pieces = [LEADING_COMMITMENT, *first, LEADING_MENTION, *second]
        made.append(_unit(pieces, 1 + len(first), same=same))

    for thread, mine in threads.items():
        both = [(a, b) for i, a in enumerate(mine) for b in mine[i + 1 :]]
        for a, b in rng.sample(both, min(6, len(both))):
            pair(a, b, 1)
        others = [x for x in mentions if x[1].thread != thread]
        for a in rng.sample(mine, min(2, len(mine))):
            for b in rng.sample(others, min(2, len(others))):
                pair(a, b, 0)
    return made


def _event_pairs(report: Marked, tokenizer: Tokenizer, rng: random.Random) -> list[Sentence]:
    made = []
    for index, text in enumerate(report.sentences):
        events = [e for e in report.events if e.sentence == index]
        told: dict[tuple[Place, Place], Event] = {}
        for e in events:
            if e.actor and e.recipient and (e.actor[1] <= e.recipient[0] or e.recipient[1] <= e.actor[0]):
                told.setdefault((e.actor, e.recipient), e)
        parties = sorted({p for e in events for p in (e.actor, e.recipient) if p})
        apart = [(a, b) for a in parties for b in parties if a[1] <= b[0] or b[1] <= a[0]]
        nothing = [p for p in apart if p not in told]
        chosen = [(p, e) for p, e in told.items()]
        chosen += [(p, None) for p in rng.sample(nothing, min(len(nothing), max(1, len(told))))]
        for (source, target), event in chosen:
            marks = [(source, SOURCE_OPENS, SOURCE_CLOSES), (target, TARGET_OPENS, TARGET_CLOSES)]
            pieces = [LEADING_EVENT, *marked_pieces(tokenizer, text, marks, 150)]
            if event is None:
                made.append(_unit(pieces, 0, pair_type=0))
            else:
                made.append(
                    _unit(
                        pieces,
                        0,
                        pair_type=1 + TYPES.index(event.type),
                        pair_reality=REALITIES.index(event.reality),
                    )
                )
    return made


_TITLES = frozenset(
    """the a an mr mrs ms dr sir president prime minister of and government foreign secretary general""".split()
)
CONTEXT = 90  # word pieces before the sentence


def _holders(report: Marked, tokenizer: Tokenizer) -> list[Sentence]:
    """Return, for each mention, its sentence with the action marked after what precedes it; targets: by and to."""
    made = []
    encoded = [tokenizer.encode(s, add_special_tokens=False) for s in report.sentences]
    for m in report.mentions:
        names = [set(_words(n)) - _TITLES for n in (m.by, m.to)]
        if not names[0]:
            continue
        before: list[tuple[int, int]] = []
        for at in range(m.sentence - 1, max(-1, m.sentence - 5), -1):
            own = _labelled(report.sentences[at], encoded[at], names)
            before = [*own, *before]
            if len(before) >= CONTEXT:
                break
        before = before[-CONTEXT:]
        text = report.sentences[m.sentence]
        pieces = marked_pieces(tokenizer, text, [(m.action, ACTION_OPENS, ACTION_CLOSES)], 96)
        labels = iter(_labelled(text, encoded[m.sentence], names))
        marked = [(p, IGNORED) if p in (ACTION_OPENS, ACTION_CLOSES) else next(labels) for p in pieces]
        unit = [(LEADING_CONTEXT, IGNORED), *before, (LEADING_ACTION, IGNORED), *marked]
        one = _unit([p for p, _ in unit], 0)
        one.tokens["holder"][:] = [t for _, t in unit]
        made.append(one)
    return made


def _labelled(text: str, encoded: Encoding, names: list[set[str]]) -> list[tuple[int, int]]:
    """Return the word pieces with 1 where their word is in the first name, 2 in the second, else 0."""
    spans = [(w.start(), w.end(), w.group().lower()) for w in re.finditer(r"[\w'-]+", text)]
    made = []
    at = 0
    for token, (a, _) in zip(encoded.ids, encoded.offsets, strict=True):
        while at < len(spans) and spans[at][1] <= a:
            at += 1
        word = spans[at][2] if at < len(spans) and spans[at][0] <= a else ""
        own = word.removesuffix("'s")
        made.append((token, 1 if own in names[0] else 2 if own in names[1] else 0))
    return made


def _words(name: str | None) -> list[str]:
    return re.findall(r"[\w'-]+", (name or "").lower())
