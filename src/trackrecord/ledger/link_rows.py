"""Links and findings as rows of the ledger's tables: one pure function a noun, in the order of their references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from trackrecord.ledger.rows import Row, packed
from trackrecord.types import Finding, Links, Ref

LINK_TABLES = (
    "copy_group", "copy_pair", "corruption", "linked_party", "linked_party_member", "party_join", "occasion",
    "occasion_event", "occasion_party", "figure_pair", "thread", "thread_mention", "thread_deed",
    "story", "story_member", "finding", "finding_evidence",
)  # fmt: skip
"""The tables that hold links and findings, each after those it refers to."""


_AT_ONCE = 20_000  # rows held before they are written


def link_rows(links: Links, findings: Iterable[Finding]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of *links* and *findings* lot by lot, each with its table, in an order in which they can be written.

    A row comes after those it refers to, and the rows of one table in their own order. A lot bounds what is held in memory.
    """
    nouns = (_copies, _parties, _joins, _occasions, _figures, _threads, _stories)
    rows: dict[str, list[Row]] = {table: [] for table in LINK_TABLES}
    held = 0
    for table, row in chain(*(noun(links) for noun in nouns), _findings(findings)):
        rows[table].append(row)
        held += 1
        if held == _AT_ONCE:
            yield from rows.items()
            rows, held = {table: [] for table in LINK_TABLES}, 0
    yield from rows.items()


def _copies(links: Links) -> Iterator[tuple[str, Row]]:
    for item, group in enumerate(links.copies):
        yield "copy_group", {"original": group.original, "item": item}
        for number, pair in enumerate(group.copies):
            yield (
                "copy_pair",
                {
                    "copy_group": group.original,
                    "item": number,
                    "original": pair.original,
                    "copy": pair.copy,
                    "relation": pair.relation,
                    "score": pair.score,
                    "reason": pair.reason,
                },
            )
            for place, changed in enumerate(pair.corruptions):
                yield (
                    "corruption",
                    {
                        "copy_group": group.original,
                        "pair": number,
                        "item": place,
                        "kind": changed.kind,
                        "original": pair.original,
                        "original_start": changed.original.start,
                        "original_end": changed.original.end,
                        "original_text": changed.original_text,
                        "copy": pair.copy,
                        "copy_start": changed.copy.start,
                        "copy_end": changed.copy.end,
                        "copy_text": changed.copy_text,
                    },
                )


def _parties(links: Links) -> Iterator[tuple[str, Row]]:
    for item, party in enumerate(links.parties):
        yield (
            "linked_party",
            {
                "id": party.id,
                "item": item,
                "kind": party.kind,
                "name": party.name,
                "names": packed(party.names),
                "offices": packed(party.offices),
                "country": party.country,
                "anonymous": int(party.anonymous),
            },
        )
        for number, ref in enumerate(party.members):
            row = {"linked_party": party.id, "item": number, "report": ref.report, "party": ref.index}
            yield "linked_party_member", row


def _joins(links: Links) -> Iterator[tuple[str, Row]]:
    for item, join in enumerate(links.joins):
        row = {"item": item, **_pair(join.a, join.b), "score": join.score}
        yield "party_join", {**row, "reasons": packed(join.reasons), "made": int(join.made)}


def _occasions(links: Links) -> Iterator[tuple[str, Row]]:
    for item, occasion in enumerate(links.occasions):
        yield (
            "occasion",
            {
                "id": occasion.id,
                "item": item,
                "type": occasion.type,
                "mode": occasion.mode,
                "date": occasion.date,
                "place": occasion.place,
                "reality": occasion.reality,
                "outcome": occasion.outcome,
            },
        )
        for number, ref in enumerate(occasion.events):
            row = {"occasion": occasion.id, "item": number, "report": ref.report, "event": ref.index}
            yield "occasion_event", row
        for role, parties in (("actor", occasion.actors), ("recipient", occasion.recipients)):
            for number, party in enumerate(parties):
                yield (
                    "occasion_party",
                    {"occasion": occasion.id, "role": role, "item": number, "party": party},
                )


def _figures(links: Links) -> Iterator[tuple[str, Row]]:
    for item, pair in enumerate(links.figures):
        yield (
            "figure_pair",
            {"item": item, **_pair(pair.a, pair.b), "score": pair.score, "reason": pair.reason},
        )


def _threads(links: Links) -> Iterator[tuple[str, Row]]:
    for item, thread in enumerate(links.threads):
        yield (
            "thread",
            {
                "id": thread.id,
                "item": item,
                "kind": thread.kind,
                "by": thread.by,
                "by_name": thread.by_name,
                "to": thread.to,
                "to_name": thread.to_name,
                "action": thread.action,
                "reasons": packed(thread.reasons),
            },
        )
        for table, column, refs in (
            ("thread_mention", "commitment", thread.mentions),
            ("thread_deed", "deed", thread.deeds),
        ):
            for number, ref in enumerate(refs):
                yield table, {"thread": thread.id, "item": number, "report": ref.report, column: ref.index}


def _stories(links: Links) -> Iterator[tuple[str, Row]]:
    for item, story in enumerate(links.stories):
        yield "story", {"id": story.id, "item": item}
        for number, member in enumerate(story.members):
            row = {"story": story.id, "item": number, "report": member.report}
            yield "story_member", {**row, "score": member.score, "reason": member.reason}


def _findings(findings: Iterable[Finding]) -> Iterator[tuple[str, Row]]:
    for item, finding in enumerate(findings):
        yield (
            "finding",
            {
                "item": item,
                "kind": finding.kind,
                "subject": finding.subject,
                "value": finding.value,
                "as_of": finding.as_of,
                "rule": finding.rule,
                "explanation": finding.explanation,
                "promisor_says": finding.promisor_says,
                "others_report": finding.others_report,
                "schedule": finding.schedule,
                "sources": finding.sources,
            },
        )
        for number, evidence in enumerate(finding.evidence):
            yield (
                "finding_evidence",
                {
                    "finding": item,
                    "item": number,
                    "role": evidence.role,
                    "report": evidence.ref.report,
                    "ref_kind": evidence.ref.kind,
                    "ref_item": evidence.ref.index,
                },
            )


def _pair(a: Ref, b: Ref) -> Row:
    return {"a_report": a.report, "a_item": a.index, "b_report": b.report, "b_item": b.index}
