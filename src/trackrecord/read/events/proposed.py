"""Acts as the encoder tells them: which words are an event's trigger, of what type, and whether it came about.

The encoder confirms or rejects the acts that the frames find, corrects their type, and adds those that no frame
knows. Who takes part is read from the parse either way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackrecord.encoder.heads import REALITIES, TYPES
from trackrecord.read.events.acts import Act
from trackrecord.read.events.arguments import (
    agents,
    is_passive,
    light_verb,
    noun_agents,
    obliques,
    patients,
    surface_subject,
)
from trackrecord.read.events.attitudes import DUTY, speaker_of
from trackrecord.read.events.reality import reality_of_noun, reality_of_verb
from trackrecord.read.events.sides import sides_of
from trackrecord.read.parse import GARBLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Token

    from trackrecord.encoder import Answers
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import EventType, Reality

# Of the encoder's probability that a word is a trigger; set on topics that it was not trained on.
NEW = 0.5  # a trigger that no frame knows
KEPT = 0.02  # a frame's act stands
SEEN = 0.6  # an act is told though nobody is named
KEPT_IN_GARBLED = 0.005
CORRECTED = 0.8  # the encoder's type outranks the frame's
_WITH = ("against", "with", "to", "on", "of", "from", "for", "at", "between", "over")


@dataclass(frozen=True)
class _Mark:
    tokens: tuple[Token, ...]
    type: EventType
    score: float  # of being a trigger
    sure: float  # of the type
    reality: Reality


def weighed(acts: list[Act], tokens: Sequence[Token], answers: Answers, parties: Parties) -> list[Act]:
    """Return the acts of one sentence as frames and encoder together find them, in reading order."""
    shares = answers.tokens("trigger")
    found = _by_token(tokens, answers)
    marks = _marks(tokens, found, answers, shares)
    least = KEPT_IN_GARBLED if parties.parsed.report.garble >= GARBLED else KEPT
    kept: list[Act] = []
    met: set[int] = set()
    for act in acts:
        words = {t.i for t in act.trigger} | {act.head.i}
        same = [n for n, m in enumerate(marks) if words & {t.i for t in m.tokens}]
        met.update(same)
        if same:
            best = max((marks[n] for n in same), key=lambda m: m.score)
            kept.append(_corrected(act, best))
        elif max((_share(shares, found.get(i, ())) for i in words), default=0.0) >= least:
            kept.append(act)
    kept += [_new(mark, parties) for n, mark in enumerate(marks) if n not in met and mark.score >= NEW]
    return sorted(kept, key=lambda a: (a.head.i, a.type))


def _by_token(tokens: Sequence[Token], answers: Answers) -> dict[int, tuple[int, ...]]:
    """Return the word pieces of each token, by the token's index."""
    found: dict[int, list[int]] = {}
    piece = 0
    for token in tokens:
        end = token.idx + len(token.text)
        while piece < len(answers.pieces) and answers.pieces[piece].end <= token.idx:
            piece += 1
        at = piece
        while at < len(answers.pieces) and answers.pieces[at].start < end:
            found.setdefault(token.i, []).append(at)
            at += 1
    return {i: tuple(p) for i, p in found.items()}


def _share(shares: NDArray[np.float32], pieces: Sequence[int]) -> float:
    return max((float(1.0 - shares[p, 0]) for p in pieces), default=0.0)


def _marks(
    tokens: Sequence[Token],
    found: dict[int, tuple[int, ...]],
    answers: Answers,
    shares: NDArray[np.float32],
) -> list[_Mark]:
    """Return the runs of words that the encoder takes for triggers of one type."""
    realities = answers.tokens("reality")
    runs: list[tuple[list[Token], int]] = []
    for token in tokens:
        pieces = found.get(token.i, ())
        if _share(shares, pieces) < 0.5 * NEW or token.is_punct:
            continue
        kind = int(shares[list(pieces), 1:].sum(0).argmax())
        if runs and runs[-1][1] == kind and runs[-1][0][-1].i == token.i - 1:
            runs[-1][0].append(token)
        else:
            runs.append(([token], kind))
    marks = []
    for words, kind in runs:
        own = [p for t in words for p in found[t.i]]
        score = max(_share(shares, (p,)) for p in own)
        sure = max(float(shares[p, 1 + kind]) for p in own)
        reality = REALITIES[int(realities[own].sum(0).argmax())]
        marks.append(_Mark(tuple(words), TYPES[kind], score, sure, reality))
    return marks


def _corrected(act: Act, mark: _Mark) -> Act:
    if mark.type == act.type or mark.sure < CORRECTED:
        return replace(act, seen=mark.score >= SEEN)
    return replace(act, type=mark.type, mode=None, seen=mark.score >= SEEN)


def _new(mark: _Mark, parties: Parties) -> Act:
    """Return an act that no frame knows, with who takes part by the parse."""
    duty = next((t for t in mark.tokens if t.lower_ in DUTY or t.lemma_.lower() == "need"), None)
    if mark.type == "REQUEST" and duty is not None:
        # "The rebels must leave": whoever says so asks it of them.
        verb = duty.head if duty.dep_ == "aux" else duty
        asked = sides_of(surface_subject(verb), parties)
        speakers = tuple(speaker_of(verb))
        return Act(
            "REQUEST", None, verb, mark.tokens, speakers, tuple(asked), mark.reality, spoken=True, seen=True
        )
    head = min(
        mark.tokens, key=lambda t: (t.pos_ not in ("VERB", "NOUN", "PROPN"), len(list(t.ancestors)), t.i)
    )
    if head.pos_ in ("VERB", "AUX") or head.tag_.startswith("VB"):
        doers, objects = agents(head), patients(head)
        if not doers and not is_passive(head):
            doers = surface_subject(head)
        receivers = sides_of(objects, parties) or sides_of(obliques(head, _WITH), parties)
        reality = reality_of_verb(head)
        light = None
    else:
        light = light_verb(head)
        doers = noun_agents(head)
        receivers = sides_of(obliques(head, _WITH), parties)
        if not receivers and light is not None:
            receivers = sides_of(obliques(light, _WITH), parties)
        reality = reality_of_noun(head, light)
    actors = sides_of(doers, parties)
    taken = {t.i for t in actors}
    return Act(
        mark.type,
        None,
        head,
        mark.tokens,
        tuple(actors),
        tuple(t for t in receivers if t.i not in taken),
        mark.reality if reality == "happened" else reality,
        light,
        seen=mark.score >= SEEN,
    )
