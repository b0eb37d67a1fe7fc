"""How like two stretches of text are in content: stems of their meaning words, rarer ones counting more.

Used to find which commitment of a report a deed bears on. Pure string work over tokens; no model.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.parse import Parsed
    from trackrecord.read.promisors import Role
    from trackrecord.types import Commitment

_SUFFIXES = (
    "ations", "ation", "ments", "ment", "tions", "tion", "sion", "ings", "ing", "als", "al", "ers", "er", "ed",
    "ies", "es", "s", "e", "y",
)  # fmt: skip
_LIGHT = frozenset(
    """be have do make take give get go come say tell will would new also more year month week day time other such
    people country government man thing part""".split()
)
_MEANING = frozenset(("NOUN", "VERB", "PROPN", "ADJ", "NUM"))
_COMMITMENTS = ("promise", "agreement", "offer")


def stem(word: str) -> str:
    """Return a crude stem: "withdrawal" and "withdraw", "implementation" and "implement" meet."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def content_stems(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the stems of the meaning words among *tokens*."""
    return frozenset(
        stem(t.lemma_.lower())
        for t in tokens
        if t.pos_ in _MEANING and not t.is_stop and t.lemma_.lower() not in _LIGHT
    )


class Likeness:
    """The commitments of a report with the stems of their actions, weighted by how rare each is in the report."""

    def __init__(self, parsed: Parsed, commitments: tuple[Commitment, ...]) -> None:
        self.commitments = commitments
        self._actions: list[frozenset[str]] = []
        for commitment in commitments:
            tokens = parsed.slice(commitment.action)
            self._actions.append(content_stems(tokens) if tokens is not None else frozenset())
        self._sentences = [content_stems(s) for _, s in parsed.sentences()]

    def _weight(self, word: str) -> float:
        seen = sum(word in s for s in self._sentences)
        return log(1 + len(self._sentences) / max(1, seen))

    def _shared(self, stems: frozenset[str], position: int) -> tuple[float, int]:
        """Return the share (0–1, by weight) of a commitment's action that *stems* hold, and how many words."""
        action = self._actions[position]
        if not action:
            return 0.0, 0
        common = action & stems
        total = sum(self._weight(w) for w in sorted(action))
        return sum(self._weight(w) for w in sorted(common)) / total, len(common)

    def _candidates(self, doer: Role | None, sentence: int) -> list[int]:
        """Return commitments the doer made, told in another sentence than the deed's."""
        found = []
        for position, commitment in enumerate(self.commitments):
            if commitment.kind not in _COMMITMENTS or commitment.sentence == sentence or commitment.denied:
                continue
            by_same = doer is not None and (
                (doer.party is not None and doer.party == commitment.by_party) or doer.name == commitment.by
            )
            if by_same:
                found.append(position)
        return found

    def about(self, stems: frozenset[str], doer: Role | None, sentence: int) -> tuple[int, ...]:
        """Return the commitments of the doer that share content with *stems*, best first, at most three.

        Commitments of the very sentence count too: "broke its promise to leave" is about that promise.
        """
        scored = []
        for position, commitment in enumerate(self.commitments):
            if commitment.kind not in _COMMITMENTS:
                continue
            share, words = self._shared(stems, position)
            if commitment.sentence == sentence and words >= 1 or share >= 0.4 and words >= 2:
                scored.append((-share, position))
        if not scored:
            scored = [(0.0, p) for p in self._candidates(doer, sentence)][:1]
        return tuple(sorted(p for _, p in sorted(scored)[:3]))

    def acted(self, verb: Token, stems: frozenset[str], doer: Role | None, sentence: int) -> tuple[int, ...]:
        """Return the doer's commitments that the clause headed by *verb* carries out, or touches."""
        found = []
        for position in self._candidates(doer, sentence):
            share, words = self._shared(stems, position)
            head = stem(verb.lemma_.lower()) in self._actions[position]
            if (share >= 0.5 and words >= 2) or (head and words >= 2 and share >= 0.35):
                found.append(position)
        return tuple(found[:3])
