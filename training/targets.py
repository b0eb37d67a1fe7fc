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

from trackrecord.encoder.heads import KINDS, LEADING, SENTENCE_HEADS, TOKEN_HEADS
from trackrecord.encoder.windows import LONGEST_SENTENCE
from training.questions import on_deed, on_holder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.labels import Marked, Mention, Place

IGNORED = -100

RELATIONS = (
    "kept progress partly stalled broken alleged_broken disputed condition_met condition_unmet withdrawn"
).split()
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT"
).split()
REALITIES = ("happened", "planned", "denied", "hypothetical")
# Heads that are practised on and not exported: reading does not ask them yet.
PRACTICE_HEADS = {
    "term": 5,  # condition, deadline
    "evidence": 3,  # of a deed
    "bears": 1 + len(RELATIONS),  # how a sentence bears on a commitment
    "trigger": 1 + len(TYPES),
    "reality": len(REALITIES),  # at triggers; no class for outside
    "content": 3,  # of a statement
    "inner": 3,  # of a statement within a statement
    "role": 5,  # source, cue
    "holder": 3,  # of an action that is marked: the words that name who would act, and to whom it is given
}
ALL_TOKEN_HEADS = {**TOKEN_HEADS, **PRACTICE_HEADS}
ALL_SENTENCE_HEADS = {**SENTENCE_HEADS, "deed": 1, "relations": len(RELATIONS)}


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
    tokens = {name: np.full(n, IGNORED, np.int16) for name in ALL_TOKEN_HEADS}
    whole = {name: np.full(size, IGNORED, np.int16) for name, size in ALL_SENTENCE_HEADS.items()}

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
        for name in ALL_SENTENCE_HEADS:
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


def pairs_of(reports: list[Marked], tokenizer: Tokenizer, seed: int = 1, none: int = 1) -> list[Sentence]:
    """Return the questions that the marks answer: deeds with commitments, and who holds a commitment.

    For every deed's pair there are *none* more, of sentences that bear on nothing.
    """
    rng = random.Random(seed)
    made: list[Sentence] = []
    topics: dict[str, list[Marked]] = {}
    for report in reports:
        if "words_and_deeds" in report.tasks:
            topics.setdefault(report.topic, []).append(report)
    for topic in topics.values():
        for report in topic:
            made += _holders(report, tokenizer)
        made += _deed_pairs(topic, tokenizer, rng, none)
    return made


def _unit(pieces: list[int], at: int, **targets: int) -> Sentence:
    n = len(pieces)
    tokens = {name: np.full(n, IGNORED, np.int16) for name in ALL_TOKEN_HEADS}
    for name, target in targets.items():
        tokens[name][at] = target
    whole = {name: np.full(size, IGNORED, np.int16) for name, size in ALL_SENTENCE_HEADS.items()}
    return Sentence(np.array(pieces, np.int32), tokens, whole)


def _deed_pairs(topic: list[Marked], tokenizer: Tokenizer, rng: random.Random, none: int) -> list[Sentence]:
    mentions = [(r, m) for r in topic for m in r.mentions if m.kind in ("promise", "agreement", "offer")]
    deeds = {(r.id, d.sentence, d.thread): (r, d) for r in topic for d in r.deeds}
    bearing = {(r_id, s) for r_id, s, _ in deeds}
    made = []

    def pair(r: Marked, m: Mention, other: Marked, sentence: int, relation: str | None) -> None:
        pieces, at = on_deed(tokenizer, r.sentences[m.sentence], m.action, other.sentences[sentence])
        made.append(_unit(pieces, at, bears=0 if relation is None else 1 + RELATIONS.index(relation)))

    for (_, sentence, thread), (other, deed) in deeds.items():
        mine = [(r, m) for r, m in mentions if m.thread == thread]
        rng.shuffle(mine)
        for r, m in mine[:2]:
            pair(r, m, other, sentence, deed.relation)
            for k in range(none):
                own = r if (k + len(made)) % 2 == 0 else rng.choice(topic)
                at = rng.randrange(len(own.sentences))
                if (own.id, at, thread) not in deeds:
                    pair(r, m, own, at, None)
        # The same deed under a commitment that it does not bear on.
        strangers = [
            (r, m) for r, m in mentions if m.thread != thread and (other.id, sentence, m.thread) not in deeds
        ]
        for r, m in rng.sample(strangers, min(1, len(strangers))):
            pair(r, m, other, sentence, None)
    for r, m in mentions:  # a mention does not bear on itself, nor on its neighbours
        for at in (m.sentence, m.sentence + 1):
            if at < len(r.sentences) and (r.id, at) not in bearing and rng.random() < 0.25:
                pair(r, m, r, at, None)
    return made


_TITLES = frozenset(
    """the a an mr mrs ms dr sir president prime minister of and government foreign secretary general""".split()
)


def _holders(report: Marked, tokenizer: Tokenizer) -> list[Sentence]:
    """Return, for each mention, the question who holds it; targets: 1 at words of ``by``, 2 of ``to``."""
    made = []
    for m in report.mentions:
        names = [set(_words(n)) - _TITLES for n in (m.by, m.to)]
        if not names[0]:
            continue
        before = report.sentences[max(0, m.sentence - 4) : m.sentence]
        texts = [*before, report.sentences[m.sentence]]
        placed = on_holder(tokenizer, before, texts[-1], m.action)
        labels = [_labelled(t, names) for t in texts]
        one = _unit([p for p, _ in placed], 0)
        for i, (_, at) in enumerate(placed):
            if at is not None:
                text, start, _end = at
                one.tokens["holder"][i] = next((k for a, b, k in labels[text] if a <= start < b), 0)
        made.append(one)
    return made


def _labelled(text: str, names: list[set[str]]) -> list[tuple[int, int, int]]:
    """Return ``(start, end, 1 or 2)`` of the words that are in the first name or the second."""
    found = []
    for w in re.finditer(r"[\w'-]+", text):
        own = w.group().lower().removesuffix("'s")
        if own in names[0] or own in names[1]:
            found.append((w.start(), w.end(), 1 if own in names[0] else 2))
    return found


def _words(name: str | None) -> list[str]:
    return re.findall(r"[\w'-]+", (name or "").lower())
