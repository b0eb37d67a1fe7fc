"""How surely a sentence bears on an undertaking: what they share, who acts, and how near they stand.

A deed told in another report seldom repeats the promise's words, so that no single sign will do. Counted are the rarer
words of the action that the sentence (and the words that carry the deed) has, words of like meaning by the
encoder's table (``encoder.vocabulary``), those of the sentence before, whether the doer or a named party is the one
bound, how near the promise was told, and how far the best undertaking lies ahead of the next. The weights are those of a
logistic regression over 555 marked deeds, the undertakings of their topics, and some 770 sentences that bear on none;
held against topics that it had not seen, it placed a third of the deeds at 0.4 or above, four of five of these
rightly, one in twenty of other sentences, and one in three of those that the encoder takes wrongly for deeds.
What shares no word or meaning with an action bears on none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trackrecord.encoder.vocabulary import vocabulary
from trackrecord.link.terms import STOP_WORDS, Rarity, words
from trackrecord.link.undertakings import Actor, same_actor, telling

_COMMON = 150  # words that say less than this (`Vocabulary.weight`) carry no content
_LIKE = 0.45  # cosine from which two words are taken to be near
_LEAST_LIKE = 0.35  # where no word is shared
_LONGEST = 120  # words of a sentence
_SMALL = 250_000  # multiplications at a time: more, and the library of linear algebra wakes threads that wait for each other

WEIGHTS = {
    "apart": -3.94,
    "shared": 2.34,
    "shared_by_evidence": 0.24,
    "rare": 0.25,
    "like": 0.42,
    "like_by_evidence": -0.88,
    "like_before": 1.0,
    "actor": -0.13,
    "named": 0.53,
    "same_sentence": -0.71,
    "next_to_it": 0.26,
    "near": 0.19,
    "same_report": 0.72,
    "ahead": -0.23,
    "ahead_by_evidence": 0.1,
    "ahead_in_like": 0.98,
    "alone": 1.4,
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of text made ready: its telling terms, and its content words, their vectors, lengths of these, and weights."""

    terms: frozenset[str]
    words: tuple[str, ...]
    rows: NDArray[np.float32]
    lengths: NDArray[np.float64]
    weights: NDArray[np.float64]


def wording(text: str) -> Wording:
    """Make a stretch of text ready for comparison; of a very long one its first words."""
    table = vocabulary()
    told = [w for w in dict.fromkeys(words(text)) if w not in STOP_WORDS and table.weight(w) > _COMMON]
    told = told[:_LONGEST]
    rows = table.rows([table.place(w) for w in told])
    lengths = np.sqrt((rows * rows).sum(1).astype(np.float64))
    weights = np.array([table.weight(w) for w in told], np.float64)
    return Wording(telling(text), tuple(told), rows, np.maximum(lengths, 1.0), weights)


@dataclass(frozen=True, slots=True)
class Told:
    """A deed as it is told: its sentence, the words that carry it, the sentence before; who did it; where."""

    sentence: Wording
    evidence: Wording
    before: Wording
    words: frozenset[str]
    doer: Actor
    report: str
    number: int


@dataclass(frozen=True, slots=True)
class Held:
    """An undertaking as it is held against deeds: its actions, who is bound and by what words, where it is told."""

    actions: tuple[Wording, ...]
    actors: tuple[Actor, ...]
    names: frozenset[str]
    told_at: frozenset[tuple[str, int]]


def is_others(deed: Told, held: Held) -> bool:
    """Whether the deed is another's conduct: a body's or side's that is known, where another one, not named, is bound."""
    if deed.doer.party is None or deed.doer.person or any(same_actor(deed.doer, a) for a in held.actors):
        return False
    bound = [a for a in held.actors if a.party is not None and not a.person]
    told = deed.sentence.terms | deed.words
    return len(bound) == len(held.actors) and not any(a.name <= told for a in bound)


def likelihoods(deed: Told, undertakings: Sequence[Held], rarity: Rarity) -> list[float]:
    """Return for each undertaking how likely the deed bears on it rather than on another or none, 0 to 1."""
    actions = [a for held in undertakings for a in held.actions]
    near = tuple(_near(actions, told) for told in (deed.sentence, deed.evidence, deed.before))
    rows = [signs(deed, held, rarity, near) for held in undertakings]
    for row, more in zip(rows, _ahead(rows), strict=True):
        row.update(more)
    return [_likely(row) for row in rows]


def _likely(row: dict[str, float]) -> float:
    if not row["shared"] and row["like"] < _LEAST_LIKE:
        return 0.0
    points = WEIGHTS["apart"] + sum(WEIGHTS[name] * row[name] for name in sorted(row))
    return round(1.0 / (1.0 + math.exp(-points)), 6)


def signs(deed: Told, held: Held, rarity: Rarity, near: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return what speaks for the deed bearing on the undertaking, each sign from 0 to 1.

    *near* is how near each word of the actions comes to one of the sentence, of the evidence and of the sentence before.
    """
    sentence, evidence, before = near
    apart = min((abs(n - deed.number) for r, n in held.told_at if r == deed.report), default=None)
    return {
        "shared": max(_shared(a.terms, deed.sentence.terms, rarity) for a in held.actions),
        "shared_by_evidence": max(_shared(a.terms, deed.evidence.terms, rarity) for a in held.actions),
        "rare": min(15.0, max(rarity.total(a.terms & deed.sentence.terms) for a in held.actions)) / 15,
        "like": max(_like(a, sentence) for a in held.actions),
        "like_by_evidence": max(_like(a, evidence) for a in held.actions),
        "like_before": max(_like(a, before) for a in held.actions),
        "actor": max(same_actor(deed.doer, a) for a in held.actors),
        "named": float(bool(held.names & deed.words)),
        "same_sentence": float(apart == 0),
        "next_to_it": float(apart is not None and apart <= 1),
        "near": float(apart is not None and apart <= 4),
        "same_report": float(apart is not None),
    }


def _ahead(rows: list[dict[str, float]]) -> list[dict[str, float]]:
    """Return for each undertaking how far it lies ahead of the best other one (negative: behind it)."""
    made: list[dict[str, float]] = [{"alone": 1 / len(rows)} for _ in rows]
    for name, of in (
        ("ahead", "shared"),
        ("ahead_by_evidence", "shared_by_evidence"),
        ("ahead_in_like", "like_by_evidence"),
    ):
        best = sorted((row[of] for row in rows), reverse=True)
        second = best[1] if len(best) > 1 else 0.0
        for row, more in zip(rows, made, strict=True):
            more[name] = row[of] - (second if row[of] == best[0] else best[0])
    return made


def _shared(action: frozenset[str], told: frozenset[str], rarity: Rarity) -> float:
    whole = rarity.total(action)
    return rarity.total(action & told) / whole if whole else 0.0


def _near(actions: Sequence[Wording], told: Wording) -> dict[str, float]:
    """Return how near in meaning each content word of *actions* comes to one of a text, 0 to 1: each word looked at once."""
    places = {word: (action, i) for action in actions for i, word in enumerate(action.words)}
    if not places or not told.words:
        return dict.fromkeys(places, 0.0)
    found: list[float] = []
    at = list(places.values())
    step = max(1, _SMALL // told.rows.size)
    for start in range(0, len(at), step):
        rows = np.stack([action.rows[i] for action, i in at[start : start + step]])
        lengths = np.array([action.lengths[i] for action, i in at[start : start + step]])
        # Whole numbers, multiplied exactly before they are divided: the same to the last bit in whatever order.
        products = (rows @ told.rows.T).astype(np.float64)
        nearest = (products / lengths[:, None] / told.lengths[None, :]).max(1)
        found += np.clip((nearest - _LIKE) / (1 - _LIKE), 0.0, 1.0).tolist()
    return dict(zip(places, found, strict=True))


def _like(action: Wording, near: Mapping[str, float]) -> float:
    """Return the share of the action's content words, by weight, that have one of like meaning in the text."""
    weights = action.weights.tolist()
    whole = math.fsum(weights)
    shared = math.fsum(weight * near[word] for weight, word in zip(weights, action.words, strict=True))
    return round(shared / whole, 6) if whole else 0.0
