"""Targets: sentences of a report, and questions, as word pieces with what every head should answer.

The layout is the run time's (``trackrecord.encoder``): each sentence is led by its own ``[CLS]``, where the
sentence heads read (as in Liu 2019, *Fine-tune BERT for extractive summarization*); token heads read the word
pieces; questions are put as ``encoder.questions`` puts them. ``IGNORED`` marks what nobody has labelled.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trackrecord.encoder.heads import (
    COLUMNS,
    KINDS,
    LEADING,
    LINE_HEADS,
    REALITIES,
    RELATIONS,
    ROOTS,
    SENTENCE_HEADS,
    TOKEN_HEADS,
    TYPES,
)
from trackrecord.encoder.questions import on_deed, on_holder, on_pair
from trackrecord.encoder.windows import LONGEST_SENTENCE

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.labels import Marked, Mention, Place

IGNORED = -100
UNTOLD = np.float16(-1)

# Columns of `Sentence.targets`: one for each token head, one for each class of a sentence head.
TOKEN_AT = {name: at for at, name in enumerate(TOKEN_HEADS)}
WHOLE_AT = {}
_at = len(TOKEN_AT)
for _name, _size in SENTENCE_HEADS.items():
    WHOLE_AT[_name] = slice(_at, _at + _size)
    _at += _size
TARGETS = _at


@dataclass
class Sentence:
    """One sentence's or question's word pieces, the leading one first, and its targets.

    ``asked`` are the heads that a teacher is asked for, ``at`` the piece where a leading head answers. ``soft`` holds
    a teacher's probabilities, a column a class of every head (``heads.COLUMNS``), -1 where it was not asked.
    """

    pieces: np.ndarray
    targets: np.ndarray
    asked: tuple[str, ...]
    at: int = 0
    soft: np.ndarray | None = None

    @property
    def tokens(self) -> dict[str, np.ndarray]:
        """The targets of every token head, piece by piece: views."""
        return {name: self.targets[:, at] for name, at in TOKEN_AT.items()}

    @property
    def whole(self) -> dict[str, np.ndarray]:
        """The targets of every sentence head: views."""
        return {name: self.targets[0, at] for name, at in WHOLE_AT.items()}

    def told(self, head: str) -> np.ndarray | None:
        """Return the teacher's probabilities of one head, or None."""
        return None if self.soft is None else self.soft[:, COLUMNS[head]]


LINES = (*LINE_HEADS, *SENTENCE_HEADS)


def blank(pieces: list[int], asked: tuple[str, ...], at: int = 0) -> Sentence:
    """Return word pieces that nobody has labelled."""
    return Sentence(np.array(pieces, np.int32), np.full((len(pieces), TARGETS), IGNORED, np.int8), asked, at)


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
    made = blank([LEADING, *ids], LINES)
    tokens, whole = made.tokens, made.whole

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
    return made


def pairs_of(reports: list[Marked], tokenizer: Tokenizer, seed: int = 1, none: int = 2) -> list[Sentence]:
    """Return the questions that the marks answer: deeds with commitments, who holds a commitment, who does what to whom.

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
    for report in reports:
        if "events" in report.tasks:
            made += _event_pairs(report, tokenizer, rng)
        made += [
            _answered(on_pair(tokenizer, report.sentences[s], a, b), 0, "root", _root(root))
            for s, a, b, root in report.pairs
        ]
    return made


def _root(name: str | None) -> int:
    if name is None:
        return 0
    return 1 + ROOTS.index("YIELD" if name in ("CONCEDE", "RETREAT") else name)


def _answered(pieces: list[int], at: int, head: str, target: int) -> Sentence:
    made = blank(pieces, (head,), at)
    made.tokens[head][at] = target
    return made


def _event_pairs(report: Marked, tokenizer: Tokenizer, rng: random.Random) -> list[Sentence]:
    """Return the pairs of parties of a sentence's events, and some between which nothing happens."""
    made = []
    for index, text in enumerate(report.sentences):
        told = {
            (e.actor, e.recipient): e.type
            for e in report.events
            if e.sentence == index and e.actor and e.recipient and e.actor != e.recipient
        }
        named = sorted({p for e in report.events if e.sentence == index for p in (e.actor, e.recipient) if p})
        apart = [
            (a, b) for a in named for b in named if (a[1] <= b[0] or b[1] <= a[0]) and (a, b) not in told
        ]
        nothing = rng.sample(apart, min(len(apart), max(1, len(told) // 2)))
        for (a, b), kind in [*told.items(), *((p, None) for p in nothing)]:
            if a is not None and b is not None and (a[1] <= b[0] or b[1] <= a[0]):
                made.append(_answered(on_pair(tokenizer, text, a, b), 0, "root", _root(kind)))
    return made


def _deed_pairs(topic: list[Marked], tokenizer: Tokenizer, rng: random.Random, none: int) -> list[Sentence]:
    mentions = [(r, m) for r in topic for m in r.mentions if m.kind in ("promise", "agreement", "offer")]
    deeds = {(r.id, d.sentence, d.thread): (r, d) for r in topic for d in r.deeds}
    bearing = {(r_id, s) for r_id, s, _ in deeds}
    made = []

    def pair(r: Marked, m: Mention, other: Marked, sentence: int, relation: str | None) -> None:
        pieces, at = on_deed(tokenizer, r.sentences[m.sentence], m.action, other.sentences[sentence])
        target = 0 if relation is None else 1 + RELATIONS.index(relation)  # type: ignore[arg-type]
        made.append(_answered(pieces, at, "bears", target))

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
        one = blank([p for p, _ in placed], ("holder",))
        holder = one.tokens["holder"]
        for i, (_, at) in enumerate(placed):
            if at is not None:
                text, start, _end = at
                holder[i] = next((k for a, b, k in labels[text] if a <= start < b), 0)
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
