"""The account of a thread up to a date: its mentions and deeds, copies folded, each deed with its standing.

A deed's standing says how its word weighs: a *fact* (told by the reporter, an observer or a third party), a
*claim* in the promisor's favour (his own or an ally's word), or a *charge* (an adversary's or an accuser's).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trackrecord.types import UNDERTAKINGS, Commitment, Deed, Reading, Ref, Relation, Thread

Standing = Literal["fact", "claim", "charge"]
GOOD: frozenset[Relation] = frozenset(("kept", "progress", "condition_met"))
BAD: frozenset[Relation] = frozenset(("broken", "alleged_broken", "stalled", "withdrawn", "condition_unmet"))


@dataclass(frozen=True, slots=True)
class Told:
    """One deed of the thread with the report that tells it: ``published`` is empty where unknown."""

    ref: Ref
    deed: Deed
    published: str
    standing: Standing

    @property
    def source(self) -> str:
        """Who asserts it, for a reader."""
        return self.deed.asserted_by or "the reporter"


@dataclass(frozen=True, slots=True)
class Account:
    """All that is known of a thread at a date, in order of publication; ``as_of`` is that date or None."""

    thread: Thread
    commitments: tuple[tuple[Ref, Commitment, str], ...]
    deeds: tuple[Told, ...]
    as_of: str | None

    def of(self, *relations: Relation, standing: Standing | None = None) -> tuple[Told, ...]:
        """Return the deeds of these relations (and this standing), earliest first."""
        return tuple(
            d
            for d in self.deeds
            if d.deed.relation in relations and (standing is None or d.standing == standing)
        )

    def latest(self, *relations: Relation) -> Told | None:
        """Return the deed of these relations that was told last, or None."""
        found = self.of(*relations)
        return found[-1] if found else None

    @property
    def undertaken(self) -> bool:
        """Whether anything was promised, agreed or offered (and not only asked, threatened or refused)."""
        return any(c.kind in UNDERTAKINGS and not c.denied for _, c, _ in self.commitments)

    @property
    def refrains(self) -> bool:
        """Whether the undertaking is one to refrain, as most of its mentions tell it."""
        polar = [c.polarity == "refrain" for _, c, _ in self.commitments if c.kind in UNDERTAKINGS]
        return sum(polar) * 2 > len(polar)

    @property
    def deadline(self) -> str | None:
        """The last day of the latest deadline that any mention names, or None."""
        return max((c.deadline_last for _, c, _ in self.commitments if c.deadline_last), default=None)


def account(
    thread: Thread, readings: Mapping[str, Reading], texts: Mapping[str, str], as_of: str | None
) -> Account | None:
    """Put together what *readings* (those known by the date) tell of a thread; None where they do not tell of it.

    Copies of one text give a deed once: the first by date, then by reference.
    """
    mentions = [
        (m, readings[m.report].commitments[m.index], readings[m.report].report.published or "")
        for m in thread.mentions
        if m.report in readings
    ]
    if not mentions:
        return None
    told = [
        Told(d, deed, readings[d.report].report.published or "", standing(deed))
        for d in thread.deeds
        if d.report in readings
        for deed in (readings[d.report].deeds[d.index],)
    ]
    deeds: list[Told] = []
    for one in sorted(told, key=_when):
        if not any(_copied(kept, one, texts) for kept in deeds):
            deeds.append(one)
    mentions.sort(key=lambda m: (m[2] or "9999", m[0]))
    return Account(thread, tuple(mentions), tuple(deeds), as_of)


def standing(deed: Deed) -> Standing:
    """Return how a deed's word weighs, from who asserts it and what.

    The promisor's own admission against himself is a fact; his word in his favour is a claim. An adversary's
    word against him is a charge, and in his favour a fact. An alleged breach is a charge whoever tells it.
    """
    if deed.relation == "alleged_broken":
        return "charge"
    if deed.interest == "promisor":
        return "fact" if deed.relation in BAD else "claim"
    if deed.interest == "adversary":
        return "fact" if deed.relation in GOOD or deed.relation in ("withdrawn", "disputed") else "charge"
    return "fact"


def _when(told: Told) -> tuple[str, Ref]:
    return told.published or "9999", told.ref


def _copied(kept: Told, one: Told, texts: Mapping[str, str]) -> bool:
    """Whether *one* is a deed already kept, told again by a copy of the same text."""
    of, by = kept.ref.report, one.ref.report
    return (
        of != by
        and texts.get(of, of) == texts.get(by, by)
        and kept.deed.relation == one.deed.relation
        and (kept.deed.asserted_by or "") == (one.deed.asserted_by or "")
    )
