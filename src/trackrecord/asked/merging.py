"""Merging: admitted proposals become items of the reading, where no item of it says the same already.

What reading found stays as it is. A proposal that says the same is counted as agreeing; one that says otherwise of the same
words is not let in over it, and counted as differing. New items are put in order of the text, and what points at
items by their place is turned to the new places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from trackrecord.types import UNDERTAKINGS, Commitment, Deed, Event, Interest, Reading, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from trackrecord.asked.admission import Proposal

Kind = Literal["commitment", "deed", "event", "statement"]


@dataclass(frozen=True, slots=True)
class Merged:
    """The reading with what was new; ``new`` are kind and place of each such item, in order."""

    reading: Reading
    new: tuple[tuple[Kind, int], ...]
    agreeing: int
    differing: int


def merge(reading: Reading, proposals: Iterable[Proposal]) -> Merged:
    """Return *reading* with the proposals that say something new of it. Their order does not matter."""
    counts = {"agreeing": 0, "differing": 0}
    ordered = sorted(
        proposals, key=lambda p: (p.sentence, sorted(p.spans.items()), repr(sorted(p.words.items())))
    )

    def chosen(noun: str, make: Any, same: Callable[[Any, Any], str], have: Sequence[Any]) -> list[Any]:
        fresh: list[Any] = []
        for proposal in ordered:
            if proposal.noun != noun:
                continue
            item = make(reading, proposal)
            verdicts = {same(old, item) for old in (*have, *fresh)}
            if "same" in verdicts:
                counts["agreeing"] += 1
            elif "other" in verdicts:
                counts["differing"] += 1
            else:
                fresh.append(item)
        return fresh

    commitments = chosen("commitments", _commitment, _same_commitment, reading.commitments)
    reading, places = _with_commitments(reading, commitments)
    new: list[tuple[Kind, int]] = [("commitment", place) for place in places]
    events = chosen("events", _event, _same_event, reading.events)
    statements = chosen("statements", _statement, _same_statement, reading.statements)
    deeds = chosen("deeds", _deed, _same_deed, reading.deeds)
    all_events, at = _placed(reading.events, events, lambda e: e.span)
    new += [("event", place) for place in at]
    all_statements, at = _placed(reading.statements, statements, lambda s: s.content[0])
    new += [("statement", place) for place in at]
    all_deeds, at = _placed(reading.deeds, deeds, lambda d: d.span)
    new += [("deed", place) for place in at]
    merged = replace(reading, events=all_events, statements=all_statements, deeds=all_deeds)
    return Merged(merged, tuple(sorted(new)), counts["agreeing"], counts["differing"])


def _with_commitments(reading: Reading, fresh: list[Commitment]) -> tuple[Reading, list[int]]:
    """The reading with more commitments, its deeds pointing at the old ones in their new places."""
    listed, places = _placed(reading.commitments, fresh, lambda c: c.span)
    moved = [place for place in range(len(listed)) if place not in set(places)]
    deeds = tuple(replace(deed, about=tuple(moved[i] for i in deed.about)) for deed in reading.deeds)
    return replace(reading, commitments=listed, deeds=deeds), places


def _placed(old: Sequence[Any], fresh: Sequence[Any], where: Callable[[Any], Span]) -> tuple[Any, list[int]]:
    """Put each new item before the first old one that begins behind it; the old ones keep their order."""
    listed = [(item, False) for item in old]
    for item in sorted(fresh, key=where):
        place = next(
            (i for i, (each, is_new) in enumerate(listed) if not is_new and where(each) > where(item)),
            len(listed),
        )
        listed.insert(place, (item, True))
    return tuple(item for item, _ in listed), [i for i, (_, is_new) in enumerate(listed) if is_new]


# ------------------------------------------------------------------ proposals → items


def _commitment(reading: Reading, proposal: Proposal) -> Commitment:
    words, spans = proposal.words, proposal.spans
    deadline = spans.get("deadline")
    return Commitment(
        span=spans["quote"],
        sentence=proposal.sentence,
        kind=words["kind"],
        by=words["by"],
        by_party=_party(reading, words["by"], spans["quote"]),
        to=words["to"],
        to_party=_party(reading, words["to"], spans["quote"]),
        conveyed_by=words["conveyed_by"],
        action=spans["action"],
        polarity=words["polarity"],
        condition=spans.get("condition"),
        deadline=deadline,
        deadline_last=_last_day(reading, deadline),
        denied=words["denied"],
    )


def _event(reading: Reading, proposal: Proposal) -> Event:
    words, spans = proposal.words, proposal.spans
    span = spans["quote"]
    date = next((i for i, d in enumerate(reading.dates) if d.type == "DATE" and span.contains(d.span)), None)
    return Event(
        span=span,
        trigger=spans["trigger"],
        type=words["type"],
        mode=None,
        contexts=(),
        actors=_parties(reading, words["actors"], span),
        recipients=_parties(reading, words["recipients"], span),
        date=date,
        place=None,
        reality=words["reality"],
        sentence=proposal.sentence,
    )


def _statement(reading: Reading, proposal: Proposal) -> Statement:
    spans = proposal.spans
    speaker = spans.get("speaker")
    text = speaker.text(reading.report.text) if speaker else None
    party = reading.party(_party(reading, text, speaker or spans["content"]))
    return Statement(
        content=(spans["content"],),
        speaker=(speaker,) if speaker else (),
        cue=(spans["cue"],) if "cue" in spans else (),
        kind=proposal.words["kind"],
        party=party.id if party else None,
        anonymous=party is None or party.anonymous,
        speaker_text=party.name if party else text,
    )


def _deed(reading: Reading, proposal: Proposal) -> Deed:
    words, span = proposal.words, proposal.spans["quote"]
    text = reading.report.text
    about = tuple(
        i
        for i, c in enumerate(reading.commitments)
        if words["about"] and c.kind in UNDERTAKINGS and c.action.text(text) == words["about"]
    )
    asserted = _party(reading, words["asserted_by"], span)
    return Deed(
        span=span,
        sentence=proposal.sentence,
        relation=words["relation"],
        asserted_by=words["asserted_by"],
        asserted_by_party=asserted,
        interest=_interest(reading, words["asserted_by"], asserted, about),
        by_party=_party(reading, words["by"], span),
        about=about,
    )


def _interest(reading: Reading, by: str | None, party: str | None, about: tuple[int, ...]) -> Interest:
    if by is None:
        return "reporter"
    undertakings = [reading.commitments[i] for i in about]
    if party is None or not undertakings:
        return "unknown"
    if any(c.by_party == party for c in undertakings):
        return "promisor"
    return "beneficiary" if any(c.to_party == party for c in undertakings) else "third_party"


def _party(reading: Reading, name: str | None, near: Span) -> str | None:
    """The party that bears a name: with a mention of just these words, nearest to *near*; else with such a name."""
    if not name:
        return None
    text, wanted = reading.report.text, name.casefold()
    mentions = [
        (abs(m.span.start - near.start), number, party.id)
        for number, party in enumerate(reading.parties)
        for m in party.mentions
        if m.span.text(text).casefold() == wanted
    ]
    if mentions:
        return min(mentions)[2]
    bare = wanted.removeprefix("the ")
    named = [
        p.id
        for p in reading.parties
        if bare in {n.casefold().removeprefix("the ") for n in (p.name, *p.names)}
    ]
    return named[0] if named else None


def _parties(reading: Reading, names: list[str], near: Span) -> tuple[str, ...]:
    found = (_party(reading, name, near) for name in names)
    return tuple(dict.fromkeys(party for party in found if party is not None))


def _last_day(reading: Reading, deadline: Span | None) -> str | None:
    if deadline is None:
        return None
    return next((d.last for d in reading.dates if d.last and d.span.overlaps(deadline)), None)


# ------------------------------------------------------------------ the same?


def _same_commitment(old: Commitment, new: Commitment) -> str:
    if not old.action.overlaps(new.action):
        return ""
    alike = old.kind == new.kind or (old.kind in UNDERTAKINGS and new.kind in UNDERTAKINGS)
    return "same" if alike else "other"


def _same_event(old: Event, new: Event) -> str:
    if not old.trigger.overlaps(new.trigger):
        return ""
    return "same" if old.type == new.type else "other"


def _same_statement(old: Statement, new: Statement) -> str:
    """Contents that share more than half of the shorter one are one statement."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in old.content for b in new.content)
    shorter = min(sum(s.end - s.start for s in each.content) for each in (old, new))
    return "same" if shared * 2 > shorter else ""


def _same_deed(old: Deed, new: Deed) -> str:
    if not old.span.overlaps(new.span):
        return ""
    return "same" if old.relation == new.relation else "other"
