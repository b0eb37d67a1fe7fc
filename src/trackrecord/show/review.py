"""The review queue: what is most worth a ruling, with the words it rests on and what each ruling would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from trackrecord.ledger import Ledger
from trackrecord.ledger.browse import things
from trackrecord.ledger.doubts import Doubt, DoubtKind, doubts, sample
from trackrecord.link.piles import Pile
from trackrecord.link.rulings import apply
from trackrecord.link.rulings.standing import Standing
from trackrecord.link.rulings.subjects import ITEM_KINDS, subject_of
from trackrecord.show.citing import Record
from trackrecord.types import ItemKind, Ref, Ruling, Thread
from trackrecord.weigh.evidence import latest, texts
from trackrecord.weigh.status import status_of
from trackrecord.weigh.wording import undertaking


@dataclass(frozen=True, slots=True)
class Choice:
    """A ruling that could be made: its kind, subject and value as :meth:`Ledger.rule` takes them, and what it would do.

    ``value`` is None where the kind says all; where a person has to fill something in, the value holds ``…`` there.
    """

    kind: str
    subject: str
    value: dict[str, Any] | None
    effect: str


@dataclass(frozen=True, slots=True)
class ToReview:
    """One row of the queue: what is doubtful, the evidence, how doubtful and important it is, and the choices."""

    kind: DoubtKind
    subject: str
    question: str
    why: str
    doubt: float
    importance: float
    score: float
    evidence: tuple[dict[str, Any], ...]
    choices: tuple[Choice, ...]


def queue(
    record: Ledger, limit: int = 20, *, chance: bool = False, kinds: Iterable[ItemKind] = ITEM_KINDS
) -> list[ToReview]:
    """Return up to *limit* rows that nobody has ruled on, most worth a ruling first (doubt times importance).

    With *chance*, items of *kinds* drawn by chance instead, for a fair measure. Reads only what the rows shown rest on.
    """
    connection = record.connection
    ruled = _Ruled(record)
    rulings = record.rulings()
    found: list[ToReview] = []
    for each in sample(connection, tuple(kinds)) if chance else doubts(connection):
        if len(found) >= limit:
            break
        if not ruled.on(each):
            found.append(_Case(record, each, rulings).row())
    return found


class _Ruled:
    """What people have ruled on already, so that they are not asked again."""

    def __init__(self, record: Ledger) -> None:
        self._by_place: dict[Any, list[Standing]] = {}
        for standing in record.in_force():
            for place in (standing.place, *standing.others):
                self._by_place.setdefault(place, []).append(standing)
        self._connection = record.connection

    def on(self, doubt: Doubt) -> bool:
        """Whether the question that the doubt puts has been ruled on."""
        if not self._by_place:
            return False
        if doubt.kind in ("same_party", "figures"):
            both = [self._kinds(ref, ("join", "split")) for ref in doubt.refs]
            judged = [self._kinds(ref, ("accept", "correct", "reject")) for ref in doubt.refs]
            return all(both) or (doubt.kind == "figures" and all(judged))
        if doubt.kind == "status":
            thread = things.thread(self._connection, doubt.about or "")
            mentions = thread.mentions if thread else doubt.refs
            return any(
                s.ruling.kind == "set_status"
                or (s.ruling.kind == "accept" and s.ruling.subject.startswith("thread/"))
                for ref in mentions
                for s in self._by_place.get(ref, ())
            )
        return all(self._kinds(ref, ("accept", "correct", "reject")) for ref in doubt.refs)

    def _kinds(self, ref: Ref, kinds: tuple[str, ...]) -> bool:
        own = (s for s in self._by_place.get(ref, ()) if not s.ruling.subject.startswith("thread/"))
        return any(s.ruling.kind in kinds for s in own)


class _Case:
    """One doubt with all that it rests on, loaded from the ledger."""

    def __init__(self, record: Ledger, doubt: Doubt, rulings: list[Ruling]) -> None:
        self._connection = record.connection
        self._doubt = doubt
        of_thread = doubt.kind in ("status", "promisor", "garbled")
        self._thread = things.thread(self._connection, doubt.about or "") if of_thread else None
        refs = (*doubt.refs, *((*self._thread.mentions, *self._thread.deeds) if self._thread else ()))
        reports = {ref.report for ref in refs}
        applied = apply(things.readings_of(self._connection, reports), rulings)
        self._readings = {r.report.id: r for r in applied.read}
        threads = (self._thread,) if self._thread else ()
        links = things.links_around(self._connection, reports, threads)
        self._copied = texts(links)
        self._today = latest(Pile.of(applied.read))
        self._record = Record.of(self._readings.values(), links)

    def row(self) -> ToReview:
        """Return the row of the queue."""
        d = self._doubt
        subject = self._subject(d.refs[0], "thread" if d.kind == "status" else None)
        shown = [*d.refs, *(self._thread.deeds[:6] if self._thread and d.kind == "status" else ())]
        lines = tuple(
            {"kind": ref.kind, "subject": self._subject(ref), **self._record.cite_item(ref)} for ref in shown
        )
        question, choices = getattr(self, f"_{d.kind}")()
        return ToReview(
            d.kind, subject, question, d.why, d.doubt, d.importance, d.score, lines, tuple(choices)
        )

    def _subject(self, ref: Ref, noun: str | None = None) -> str:
        return subject_of(self._readings[ref.report], ref, noun)

    def _status_without(self, ref: Ref) -> str:
        """Return what the thread's status would be without one of its mentions or deeds, in words."""
        thread = self._thread
        if thread is None:
            return ""
        left = replace(
            thread,
            mentions=tuple(m for m in thread.mentions if m != ref),
            deeds=tuple(d for d in thread.deeds if d != ref),
        )
        if not left.mentions:
            return "the thread would be gone"
        was, now = self._status_of(thread), self._status_of(left)
        return f"the status would stay {was}" if was == now else f"the status would be {now}, not {was}"

    def _status_of(self, thread: Thread) -> str:
        finding = status_of(thread, self._readings, self._copied, self._today)
        return finding.value.replace("_", " ") if finding else "not rated"

    # ------------------------------------------------------------------ one method a kind of doubt

    def _same_party(self) -> tuple[str, Iterator[Choice]]:
        a, b = self._doubt.refs
        names = [self._readings[ref.report].parties[ref.index].name for ref in (a, b)]
        one, two = self._subject(a), self._subject(b)

        def choices() -> Iterator[Choice]:
            both = [self._party_counts(ref) for ref in (a, b)]
            whole = f"{names[0]} ({both[0]}) and {names[1]} ({both[1]}) would be one party"
            yield Choice("join", one, {"with": two}, whole)
            yield Choice("split", one, {"from": [two]}, "they would no longer be proposed as one")

        return f"Are {names[0]} and {names[1]} the same?", choices()

    def _party_counts(self, ref: Ref) -> str:
        row = self._connection.execute(
            "SELECT s.reports, s.commitments, s.statements, s.occasions FROM linked_party_member AS m"
            " JOIN party_summary AS s ON s.party = m.linked_party WHERE m.report = ? AND m.party = ?",
            (ref.report, ref.index),
        ).fetchone()
        words = ("reports", "commitments", "statements", "occasions")
        return ", ".join(
            f"{n} {w if n != 1 else w[:-1]}" for n, w in zip(row or (0, 0, 0, 0), words, strict=True)
        )

    def _status(self) -> tuple[str, Iterator[Choice]]:
        thread, subject = self._thread, self._subject(self._doubt.refs[0], "thread")
        if thread is None:
            return "", iter(())
        status = self._status_of(thread)

        def choices() -> Iterator[Choice]:
            yield Choice("accept", subject, None, f"the status {status} is confirmed")
            yield Choice("set_status", subject, {"status": "…"}, "the status would be what you say")
            for deed in thread.deeds[:6]:
                yield Choice("reject", self._subject(deed), None, self._status_without(deed))

        who = thread.by_name or "Somebody"
        first = thread.mentions[0]
        words = undertaking(thread.action, self._readings[first.report].commitments[first.index].polarity)
        return f"{who}: {words}. Is it {status}?", choices()

    def _promisor(self) -> tuple[str, Iterator[Choice]]:
        subject, words = self._subject(self._doubt.refs[0]), self._action()

        def choices() -> Iterator[Choice]:
            yield Choice(
                "correct",
                subject,
                {"field": "by", "value": "…"},
                "the thread would be counted as that party's",
            )
            yield Choice("accept", subject, None, "it stays without a promisor, and is not asked again")
            yield Choice("reject", subject, None, self._status_without(self._doubt.refs[0]))

        return f"Who undertook this: “{words}”?", choices()

    def _figures(self) -> tuple[str, Iterator[Choice]]:
        one, two = (self._subject(ref) for ref in self._doubt.refs)

        def choices() -> Iterator[Choice]:
            yield Choice("accept", one, None, "the first is confirmed as read")
            yield Choice("accept", two, None, "the second is confirmed as read")
            yield Choice("split", one, {"from": [two]}, "they would no longer be held against each other")
            yield Choice("correct", two, {"field": "value", "value": "…"}, "the pair would be compared anew")
            yield Choice("reject", two, None, "the second would be in no comparison")

        return "Do the two count the same, and differ?", choices()

    def _occasion(self) -> tuple[str, Iterator[Choice]]:
        subject = self._subject(self._doubt.refs[0])

        def choices() -> Iterator[Choice]:
            yield Choice("accept", subject, None, "it stays disputed, and is not asked again")
            yield Choice(
                "correct", subject, {"field": "reality", "value": "…"}, "its outcome would be made anew"
            )
            yield Choice("reject", subject, None, "it would be told by the other reports alone, if any")

        return "Did this happen?", choices()

    def _garbled(self) -> tuple[str, Iterator[Choice]]:
        ref = self._doubt.refs[0]
        return f"Is this {ref.kind} read rightly?", self._plain(ref)

    def _sample(self) -> tuple[str, Iterator[Choice]]:
        ref = self._doubt.refs[0]
        return f"Is this {ref.kind} read rightly?", self._plain(ref)

    def _plain(self, ref: Ref) -> Iterator[Choice]:
        subject = self._subject(ref)
        yield Choice("accept", subject, None, "nothing but the measure")
        without = self._status_without(ref) or "it would be in no link and no finding"
        yield Choice("reject", subject, None, without)
        yield Choice("correct", subject, {"field": "…", "value": "…"}, "what follows from it is made anew")

    def _action(self) -> str:
        ref = self._doubt.refs[0]
        reading = self._readings[ref.report]
        return " ".join(reading.commitments[ref.index].action.text(reading.report.text).split())
