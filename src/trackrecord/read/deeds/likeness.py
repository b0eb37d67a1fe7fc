"""How like two stretches of text are in content: stems of their meaning words, rarer ones counting more.

Used to find which commitment of a report a deed bears on. Pure string work over tokens; no model.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from trackrecord.types import UNDERTAKINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from trackrecord.read.commitments.promisors import Role
    from trackrecord.read.parse import Parsed
    from trackrecord.read.parties.finding import Parties
    from trackrecord.types import Commitment, Relation

_SUFFIXES = (
    "ations", "ation", "ments", "ment", "tions", "tion", "sion", "ings", "ing", "als", "al", "ers", "er", "ed",
    "ies", "es", "s", "e", "y",
)  # fmt: skip
_LIGHT = frozenset(
    """be have do make take give get go come say tell will would new also more year month week day time other such
    people country government man thing part""".split()
)
_MEANING = frozenset(("NOUN", "VERB", "PROPN", "ADJ", "NUM"))


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

    def __init__(self, parsed: Parsed, parties: Parties, commitments: tuple[Commitment, ...]) -> None:
        self.commitments = commitments
        self._parties = parties
        self._actions: list[frozenset[str]] = []
        self._conditions: list[frozenset[str]] = []
        for commitment in commitments:
            tokens = parsed.slice(commitment.action)
            self._actions.append(content_stems(tokens) if tokens is not None else frozenset())
            held = parsed.slice(commitment.condition) if commitment.condition is not None else None
            self._conditions.append(content_stems(held) if held is not None else frozenset())
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
            if commitment.kind not in UNDERTAKINGS or commitment.sentence == sentence or commitment.denied:
                continue
            by_same = doer is not None and self._same_side(doer, commitment)
            if by_same:
                found.append(position)
        return found

    def _same_side(self, doer: Role, commitment: Commitment) -> bool:
        """Whether the doer is the promisor, part of it, or a body or force of the same country."""
        if doer.name == commitment.by:
            return True
        a, b = self._parties.get(doer.party), self._parties.get(commitment.by_party)
        if a is None or b is None:
            return False
        if a.id == b.id or a.belongs_to == b.id or b.belongs_to == a.id:
            return True
        official = a.kind != "person" and b.kind in (
            "country",
            "government",
            "armed_group",
            "organisation",
            "person",
        )
        return official and a.country is not None and a.country == b.country

    def about(self, stems: frozenset[str], doer: Role | None, sentence: int) -> tuple[int, ...]:
        """Return the commitments of the doer that share content with *stems*, best first, at most three.

        Commitments of the very sentence count too: "broke its promise to leave" is about that promise.
        """
        scored = []
        for position, commitment in enumerate(self.commitments):
            if commitment.kind not in UNDERTAKINGS:
                continue
            share, words = self._shared(stems, position)
            if (commitment.sentence == sentence and words >= 1) or (share >= 0.4 and words >= 2):
                scored.append((-share, position))
        here = [(s, p) for s, p in scored if self.commitments[p].sentence == sentence]
        own = [(s, p) for s, p in scored if doer is not None and self._same_side(doer, self.commitments[p])]
        scored = here or own or scored
        if not scored:
            scored = [(0.0, p) for p in self._candidates(doer, sentence)][:1]
        return tuple(sorted(p for _, p in sorted(scored)[:3]))

    def acted(
        self,
        verb: Token,
        stems: frozenset[str],
        doer: Role | None,
        sentence: int,
        *,
        marked: bool,
        negated: bool,
    ) -> tuple[int, ...]:
        """Return the doer's commitments that the clause headed by *verb* carries out, or touches; at most three.

        *marked* says that the clause itself tells of a course ("began", "has yet to"); less likeness is then asked.
        Of a *negated* clause without such a mark the verb itself must be the commitment's.
        """
        found = []
        for position in self._candidates(doer, sentence):
            share, words = self._shared(stems, position)
            head = stem(verb.lemma_.lower()) in self._actions[position]
            if negated and not (head or marked):
                continue
            if (share >= 0.5 and words >= 2) or ((head or marked) and words >= 1 and share >= 0.25):
                found.append(position)
        return tuple(found[:3])

    def named(self, noun: Token, sentence: int) -> tuple[int, ...]:
        """Return commitments of other sentences whose action the noun names ("the withdrawal"); at most two."""
        word = stem(noun.lemma_.lower())
        found = [
            position
            for position, commitment in enumerate(self.commitments)
            if commitment.kind in UNDERTAKINGS
            and commitment.sentence != sentence
            and word in self._actions[position]
        ]
        return tuple(found[:2])

    def peaceful(
        self, doer: Role | None, sentence: int, words: frozenset[str], *, anybody: bool = False
    ) -> tuple[int, ...]:
        """Return the doer's commitments to hold fire or leave, told in this report; at most two.

        With *anybody* also those of others where the doer is not known to be on another side, and told later too.
        """
        stems = frozenset(stem(w) for w in words)
        able = self._undertaken(doer, sentence) if anybody else self._candidates(doer, sentence)
        found = [
            p
            for p in able
            if (anybody or self.commitments[p].sentence < sentence) and self._actions[p] & stems
        ]
        return tuple(found[:2])

    def _undertaken(self, doer: Role | None, sentence: int) -> list[int]:
        """Return commitments told in another sentence, but none of a side that the doer does not belong to."""
        return [
            position
            for position, commitment in enumerate(self.commitments)
            if commitment.kind in UNDERTAKINGS
            and commitment.sentence != sentence
            and not commitment.denied
            and (
                doer is None
                or doer.party is None
                or commitment.by_party is None
                or self._same_side(doer, commitment)
            )
        ]

    def course(self, verb: Token, stems: frozenset[str], position: int, *, negated: bool) -> Relation:
        """Return what doing (or not doing) what *verb* tells means for the commitment, by its polarity."""
        commitment = self.commitments[position]
        head = stem(verb.lemma_.lower()) in self._actions[position]
        if commitment.polarity == "refrain":
            return "progress" if negated or not head else "broken"
        share, words = self._shared(stems, position)
        return "kept" if head and share >= 0.8 and words >= 3 and verb.tag_ != "VBG" else "progress"

    def conditional(self, sentence: int) -> tuple[int, ...]:
        """Return the nearest commitment told before *sentence* that hangs on a condition, or none."""
        found = [
            p
            for p, c in enumerate(self.commitments)
            if c.kind in UNDERTAKINGS and c.condition is not None and c.sentence <= sentence
        ]
        return tuple(found[-1:])

    def fulfilled(self, stems: frozenset[str], sentence: int) -> tuple[int, ...]:
        """Return the commitments told before *sentence* whose condition *stems* tell of; at most two."""
        found = []
        for position, commitment in enumerate(self.commitments):
            if commitment.kind not in UNDERTAKINGS or commitment.sentence >= sentence:
                continue
            condition = self._conditions[position]
            if len(condition & stems) >= 2:
                total = sum(self._weight(w) for w in sorted(condition))
                if sum(self._weight(w) for w in sorted(condition & stems)) >= 0.6 * total:
                    found.append(position)
        return tuple(found[:2])

    def own_state(self, narrator: Role, doer: Role | None) -> bool:
        """Whether an official speaks of the state that he serves ("the accord was honoured by the state")."""
        party = self._parties.get(narrator.party)
        if party is None or party.kind != "person" or doer is None:
            return False
        if party.belongs_to is not None and party.belongs_to == doer.party:
            return True
        return party.office is not None and doer.name.lower() in ("state", "government", "army", "military")
